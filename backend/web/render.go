package web

import (
	"context"
	"errors"

	"noren/backend/checkout"
	"noren/backend/merchant"
	"noren/backend/session"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
	"noren/shared/i18n"
	"noren/shared/jpaddress"
	"noren/static"
	"noren/widget"
)

// visit is a page that came back from Amazon, or the zero value for one that did not.
type visit struct {
	token string
	row   query.Checkout
	view  *api.Checkout
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
	problem, err := lost(err, r.Lang)
	if err != nil {
		return api.RenderResponse{}, err
	}
	drawing := drawing{site: s, shop: shop, settings: recent.Settings, request: r, visit: v, sandbox: s.isSandbox(ctx, r.Shop)}
	response := api.RenderResponse{
		Session: v.token, Checkout: v.view, Elements: make([]api.Rendered, 0, len(r.Elements)), Styles: widget.Styles(), Program: s.program(),
		Problem: problem,
	}
	for _, element := range r.Elements {
		response.Elements = append(response.Elements, drawing.element(element))
	}
	return response, nil
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

// drawing draws the elements of one page.
type drawing struct {
	site     *Site
	shop     checkout.Shop
	settings merchant.Settings
	request  api.RenderRequest
	visit    visit
	sandbox  bool
}

func (d drawing) element(e api.Element) api.Rendered {
	lang := e.Lang
	if lang == "" {
		lang = d.request.Lang
	}
	if lang == "" {
		lang = api.Japanese
	}
	site := e.Site
	if site == "" {
		site = button.PC
	}
	view := api.View{Lang: lang, Site: site}
	var reasons []display.Reason
	var box *button.Box
	switch e.Name {
	case api.PayElement, api.LoginElement:
		view.Pay, reasons = d.button(e, site)
		if view.Pay != nil {
			size := view.Pay.Style.Size.Box()
			box = &size
		}
	case api.AddressElement:
		view.Address, reasons = d.address(e)
	case api.PaymentElement:
		view.Payment, reasons = d.payment()
	case api.OrderElement:
		view.Order, reasons = d.order(e, site)
	}
	if reasons != nil {
		texts := i18n.For(lang).Problem(api.Hidden(reasons[0]))
		return api.Rendered{ID: e.ID, Hidden: reasons, Text: texts.Title + "\n" + texts.Remedy}
	}
	return api.Rendered{ID: e.ID, HTML: widget.HTML(view), View: &view, Box: box}
}

// button draws either button, with a word about how the last try ended.
func (d drawing) button(e api.Element, site button.Site) (*api.PayView, []display.Reason) {
	kind, style := button.Pay, d.settings.PayButton.On(site)
	if e.Name == api.LoginElement {
		kind, style = button.Login, d.settings.LoginButton.On(site)
	}
	if e.Colour != "" {
		style.Colour = e.Colour
	}
	if e.Size != "" {
		style.Size = e.Size
	}
	placement := e.Placement
	if placement == "" {
		placement = map[button.Kind]display.Placement{button.Pay: display.Cart, button.Login: display.LoginPage}[kind]
	}
	_, reasons := d.decide(e, kind, placement, site)
	if reasons != nil {
		return nil, reasons
	}
	return &api.PayView{Kind: kind, Style: style, Sandbox: d.sandbox, Notice: d.ended()}, nil
}

// decide asks the display rule about an element with its cart.
func (d drawing) decide(e api.Element, kind button.Kind, placement display.Placement, site button.Site) (*cart.Cart, []display.Reason) {
	question := display.Question{Kind: kind, Placement: placement, Site: site, Device: d.request.Device}
	if e.Cart != "" {
		basket, err := d.site.Flow.ReadCart(d.shop, e.Cart)
		if err != nil {
			return nil, []display.Reason{display.Reason(codeOf(err))}
		}
		question.Cart = &basket
	}
	return question.Cart, display.Decide(d.shop.Rule, question)
}

// ended says why the checkout that came back did not end in an order; it is said beside the button, where one tries again.
func (d drawing) ended() api.Code {
	if d.visit.view == nil || !checkout.State(d.visit.row.State).Final() {
		return ""
	}
	return d.visit.view.Problem
}

// chosen is the live checkout that elements show the choice of, or nil.
func (d drawing) chosen() *api.Checkout {
	if d.visit.view == nil || checkout.State(d.visit.row.State).Final() {
		return nil
	}
	return d.visit.view
}

func (d drawing) address(e api.Element) (*api.AddressView, []display.Reason) {
	chosen := d.chosen()
	if chosen == nil || chosen.Delivery == nil {
		return nil, []display.Reason{display.NoCheckout}
	}
	target := e.Target
	if target == "" {
		target = api.Delivery
	}
	return &api.AddressView{
		Target: target, Name: chosen.Delivery.Name, Lines: jpaddress.Lines(*chosen.Delivery), Phone: chosen.Delivery.Phone,
	}, nil
}

func (d drawing) payment() (*api.PaymentView, []display.Reason) {
	chosen := d.chosen()
	if chosen == nil {
		return nil, []display.Reason{display.NoCheckout}
	}
	return &api.PaymentView{Descriptor: chosen.Descriptor}, nil
}

func (d drawing) order(e api.Element, site button.Site) (*api.OrderView, []display.Reason) {
	if d.chosen() == nil {
		return nil, []display.Reason{display.NoCheckout}
	}
	basket, reasons := d.decide(e, button.Pay, display.Checkout, site)
	if reasons != nil {
		return nil, reasons
	}
	return &api.OrderView{Total: basket.Total, Notice: d.visit.view.Problem}, nil
}
