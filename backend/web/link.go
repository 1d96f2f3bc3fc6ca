package web

import (
	"context"
	"time"

	"noren/backend/checkout"
	"noren/backend/member"
	"noren/backend/session"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/display"
)

// link links the Amazon account of this browser's visit with the member who has just proved who they are (R4-9, X-13).
func (s *Site) link(ctx context.Context, r api.LinkRequest) (api.LinkResponse, error) {
	who, err := s.Members.Prove(ctx, r.Shop, r.Member)
	if err != nil {
		return api.LinkResponse{}, err
	}
	current, err := s.Sessions.Get(ctx, r.Shop, r.Session)
	if err != nil {
		return api.LinkResponse{}, err
	}
	row, err := s.Flow.Get(ctx, r.Shop, current.Checkout)
	if err != nil {
		return api.LinkResponse{}, err
	}
	if !s.maySpeakFor(row, who.ID) {
		return api.LinkResponse{}, session.ErrExpired
	}
	_, err = s.linkVisit(ctx, row, who.ID, wayOf(row), r.Consent)
	return api.LinkResponse{Linked: err == nil}, err
}

// freshVisit is how long a visit to Amazon counts as this member's own account without another trip (R4-9): the next person at
// the same computer must not link the one before.
const freshVisit = time.Hour

// maySpeakFor reports whether what a visit has shown may be linked with a member at once.
func (s *Site) maySpeakFor(row query.Checkout, memberID string) bool {
	fresh := s.Now().Sub(store.Micros(row.UpdatedAt).Time()) <= freshVisit
	return fresh && (row.MemberID == "" || row.MemberID == memberID)
}

func (s *Site) unlink(ctx context.Context, r api.UnlinkRequest) (api.LinkResponse, error) {
	who, err := s.Members.Prove(ctx, r.Shop, r.Member)
	if err != nil {
		return api.LinkResponse{}, err
	}
	account, err := s.Flow.Account(ctx, r.Shop, "")
	if err != nil {
		return api.LinkResponse{}, err
	}
	return api.LinkResponse{}, s.Members.Unlink(ctx, r.Shop, "", account.MerchantID, who.ID, member.MyPage)
}

// linkVisit links whoever a visit to Amazon has shown, in a shop that uses linking (R3-13). A visit whose buyer is not known any
// more is over.
func (s *Site) linkVisit(ctx context.Context, row query.Checkout, memberID string, way member.Way, consent string) (member.Link, error) {
	shop, err := s.Flow.Shop(ctx, row.ShopID)
	if err != nil {
		return member.Link{}, err
	}
	if !shop.Rule.Linking {
		return member.Link{}, &checkout.HiddenError{Reasons: []display.Reason{display.LinkingOff}}
	}
	shot, err := s.Flow.Snapshot(row.ShopID, row.Buyer)
	if err != nil {
		return member.Link{}, err
	}
	return s.Members.Link(ctx, row.ShopID, member.Account{MerchantID: row.MerchantID, BuyerID: shot.BuyerID}, memberID, way, consent)
}

// wayOf says on which page of the shop a visit's link is made.
func wayOf(row query.Checkout) member.Way {
	switch display.Placement(row.Placement) {
	case display.Signup:
		return member.Signup
	case display.Cart, display.Checkout, display.Complete:
		return member.Complete
	case display.LoginPage, display.MyPage:
	}
	return member.MyPage
}

// keepPromise makes the link that a member agreed to before leaving for Amazon (R4-10): when the browser has proved by its code
// that it is the one that left, and the page still has the same member.
func (s *Site) keepPromise(ctx context.Context, r api.RenderRequest, v visit) error {
	if !v.fresh || v.row.Consent == "" {
		return nil
	}
	for _, element := range r.Elements {
		if element.Name == api.LinkElement && s.memberOf(ctx, r.Shop, element.Member) == v.row.MemberID {
			_, err := s.linkVisit(ctx, v.row, v.row.MemberID, wayOf(v.row), v.row.Consent)
			return err
		}
	}
	return nil
}
