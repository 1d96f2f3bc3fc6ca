package web

import (
	"context"
	"errors"

	"noren/backend/buyer"
	"noren/backend/checkout"
	"noren/backend/member"
	"noren/backend/session"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/i18n"
	"noren/static"
	"noren/widget"
)

// visit is a page that came back from Amazon, or the zero value for one that did not.
type visit struct {
	token string
	row   query.Checkout
	shot  buyer.Snapshot
	view  *api.Checkout
	fresh bool     // it came back just now
	said  api.Code // why the link that was agreed to before leaving could not be made
}

// render draws all elements of a page at once. The display rule decides here, once; begin and confirm ask it again.
func (s *Site) render(ctx context.Context, r api.RenderRequest) (api.RenderResponse, error) {
	shop, err := s.Flow.Shop(ctx, r.Shop)
	if err != nil {
		return api.RenderResponse{}, err
	}
	recent, err := s.Shops.Recent(ctx, r.Shop)
	if err != nil {
		return api.RenderResponse{}, err
	}
	v, err := s.takeUp(ctx, r)
	if err == nil && s.isAnothers(ctx, shop, r, v) {
		v, err = visit{}, session.ErrExpired
	}
	problem, err := lost(err, r.Lang)
	if err != nil {
		return api.RenderResponse{}, err
	}
	if err := s.keepPromise(ctx, r, v); err != nil {
		if v.said = codeOf(err); v.said == api.Internal {
			return api.RenderResponse{}, err
		}
	}
	drawing := drawing{site: s, shop: shop, settings: recent.Settings, request: r, visit: v, sandbox: s.isSandbox(ctx, r.Shop)}
	response := api.RenderResponse{
		Session: v.token, Checkout: v.view, Elements: make([]api.Rendered, 0, len(r.Elements)), Styles: widget.Styles(), Program: s.program(),
		Problem: problem,
	}
	for _, element := range r.Elements {
		response.Elements = append(response.Elements, drawing.element(ctx, element))
	}
	return response, nil
}

// isAnothers reports that a visit does not belong to the page, as when somebody else uses the tab after a logout: its cart is
// another one, or another member is logged in. What Amazon said of the first one is not for the second.
func (s *Site) isAnothers(ctx context.Context, shop checkout.Shop, r api.RenderRequest, v visit) bool {
	for _, element := range r.Elements {
		if element.Cart != "" && v.row.CartID != "" {
			if basket, err := s.Flow.ReadCart(shop, element.Cart); err == nil && basket.ID != v.row.CartID {
				return true
			}
		}
		if id := s.memberOf(ctx, r.Shop, element.Member); id != "" && v.row.MemberID != "" && id != v.row.MemberID {
			return !s.isLinked(ctx, v, id) // the login on the way back may have made somebody else of the one who left (R4-2)
		}
	}
	return false
}

func (s *Site) isLinked(ctx context.Context, v visit, memberID string) bool {
	account := member.Account{MerchantID: v.row.MerchantID, BuyerID: v.shot.BuyerID}
	id, found, err := s.Members.OfAccount(ctx, v.row.ShopID, account)
	return err == nil && found && id == memberID
}

// lost makes a return that cannot be taken up into a problem beside the elements: the page is drawn all the same.
func lost(err error, lang api.Lang) (*api.Problem, error) {
	for _, expected := range []error{session.ErrCode, session.ErrExpired, session.ErrUnavailable} {
		if errors.Is(err, expected) {
			code := codeOf(err)
			texts := i18n.For(lang).Problem(code)
			return &api.Problem{Type: "/docs/problems#" + string(code), Title: texts.Title, Detail: texts.Remedy, Status: statuses[code], Code: code}, nil
		}
	}
	return nil, err
}

func (s *Site) isSandbox(ctx context.Context, shop string) bool {
	account, err := s.Flow.Account(ctx, shop, "")
	return err == nil && account.Sandbox
}

// program says where the browser program lies, if it was built into this binary.
func (s *Site) program() *api.Program {
	manifest, ok := static.BuiltManifest()
	if !ok {
		return nil
	}
	base := s.PublicURL + "/embed/v1/assets/"
	return &api.Program{Wasm: base + manifest.Program.Wasm, Exec: base + manifest.Program.Exec}
}
