package web

import (
	"context"

	"noren/backend/member"
	"noren/backend/web/shopapi"
)

// CreateLink links a member who has just registered with the Amazon account that filled in the form (R4-1). That the account is
// theirs, the session says that only their browser has; that the member is theirs, the shop.
func (a shopServer) CreateLink(ctx context.Context, r shopapi.CreateLinkRequestObject) (shopapi.CreateLinkResponseObject, error) {
	shop := callerOf(ctx).shop
	visit, err := a.site.Sessions.Get(ctx, shop, r.Body.Visit)
	if err != nil {
		return nil, err
	}
	row, err := a.site.Flow.Get(ctx, shop, visit.Checkout)
	if err != nil {
		return nil, err
	}
	link, err := a.site.linkVisit(ctx, row, r.Body.MemberId, member.Signup, r.Body.Consent)
	if err != nil {
		return nil, err
	}
	return shopapi.CreateLink201JSONResponse{MemberId: link.MemberID, LinkedAt: link.At}, nil
}

// DeleteLink undoes a link for the shop's support staff.
func (a shopServer) DeleteLink(ctx context.Context, r shopapi.DeleteLinkRequestObject) (shopapi.DeleteLinkResponseObject, error) {
	who := callerOf(ctx)
	account, err := a.site.Flow.Account(ctx, who.shop, "")
	if err != nil {
		return nil, err
	}
	if err := a.site.Members.Unlink(ctx, who.shop, who.actor, account.MerchantID, r.MemberId, member.ByShop); err != nil {
		return nil, err
	}
	return shopapi.DeleteLink204Response{}, nil
}

// ExportMember gives all that is kept about a member.
func (a shopServer) ExportMember(ctx context.Context, r shopapi.ExportMemberRequestObject) (shopapi.ExportMemberResponseObject, error) {
	record, err := a.site.Members.Export(ctx, callerOf(ctx).shop, r.MemberId)
	if err != nil {
		return nil, err
	}
	answer := shopapi.ExportMember200JSONResponse{
		MemberId: record.MemberID, Links: []shopapi.MemberLink{}, Events: []shopapi.LinkEvent{}, Visits: []shopapi.Visit{},
	}
	for _, link := range record.Links {
		answer.Links = append(answer.Links, shopapi.MemberLink{
			MerchantId: link.Account.MerchantID, BuyerId: link.Account.BuyerID, Way: shopapi.LinkWay(link.Way), Consent: link.Consent,
			LinkedAt: link.At,
		})
	}
	for _, event := range record.Events {
		answer.Events = append(answer.Events, shopapi.LinkEvent{
			Event: shopapi.LinkEventEvent(event.Event), MerchantId: event.MerchantID, Way: shopapi.LinkWay(event.Way), Consent: event.Consent,
			At: event.At,
		})
	}
	for _, visit := range record.Visits {
		answer.Visits = append(answer.Visits, shopapi.Visit{
			Checkout: visit.Checkout, Placement: visit.Placement, Product: visit.Product, State: visit.State,
			PersonalData: shopapi.Retention(visit.Kept), At: visit.At,
		})
	}
	return answer, nil
}

// EraseMember forgets a member.
func (a shopServer) EraseMember(ctx context.Context, r shopapi.EraseMemberRequestObject) (shopapi.EraseMemberResponseObject, error) {
	who := callerOf(ctx)
	if err := a.site.Members.Erase(ctx, who.shop, who.actor, r.MemberId); err != nil {
		return nil, err
	}
	return shopapi.EraseMember204Response{}, nil
}
