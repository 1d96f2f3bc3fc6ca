package web

import (
	"cmp"
	"context"
	"time"

	"noren/backend/member"
	"noren/backend/store"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
)

// link draws what the member who is logged in at the shop can do about the link with an Amazon account. It tells nothing about
// anybody else's.
func (d drawing) link(ctx context.Context, e api.Element) (*api.LinkView, []display.Reason) {
	view := &api.LinkView{Placement: cmp.Or(e.Placement, display.MyPage), Prompt: e.Prompt, Notice: d.visit.said}
	if reasons := display.Decide(d.shop.Rule, display.Question{Kind: button.Login, Placement: display.MyPage}); reasons != nil {
		return nil, reasons
	}
	if e.Member == "" {
		return nil, []display.Reason{display.NoMember}
	}
	who, err := d.site.Members.Read(ctx, d.shop.ID, e.Member)
	if err != nil {
		return nil, refused(ctx, e, err)
	}
	account, err := d.site.Flow.Account(ctx, d.shop.ID, "")
	if err != nil {
		return nil, refused(ctx, e, err)
	}
	link, linked, err := d.site.Members.Linked(ctx, d.shop.ID, account.MerchantID, who.ID)
	switch {
	case err != nil:
		return nil, refused(ctx, e, err)
	case linked && e.Prompt: // R4-10: offered only while not linked
		return nil, []display.Reason{display.Linked}
	case linked:
		view.State, view.Since = api.LinkMade, link.At.In(store.Japan).Format(time.DateOnly)
	default:
		if view.State, err = d.unlinked(ctx, account.MerchantID, who.ID); err != nil {
			return nil, refused(ctx, e, err)
		}
	}
	return view, nil
}

// unlinked says how a member without a link gets one: at once, when the visit is fresh and has shown an account that is nobody's.
// Whoever came with another member's is led to Amazon, where another one can be chosen.
func (d drawing) unlinked(ctx context.Context, merchantID, memberID string) (api.LinkState, error) {
	account := member.Account{MerchantID: d.visit.row.MerchantID, BuyerID: d.visit.shot.BuyerID}
	if account.BuyerID == "" || account.MerchantID != merchantID || !d.site.maySpeakFor(d.visit.row, memberID) {
		return api.LinkNone, nil
	}
	if _, taken, err := d.site.Members.OfAccount(ctx, d.shop.ID, account); taken || err != nil {
		return api.LinkNone, err
	}
	return api.LinkReady, nil
}
