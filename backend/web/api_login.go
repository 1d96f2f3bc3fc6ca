package web

import (
	"context"

	"noren/backend/member"
	"noren/backend/session"
	"noren/backend/store/query"
	"noren/backend/web/shopapi"
	"noren/shared/api"
)

// ExchangeCode uses up the one-time code of a member login, and says who came back from Amazon and where the shopper goes next.
func (a shopServer) ExchangeCode(ctx context.Context, r shopapi.ExchangeCodeRequestObject) (shopapi.ExchangeCodeResponseObject, error) {
	code, err := a.site.Sessions.ExchangeLoginCode(ctx, callerOf(ctx).shop, r.Body.Code)
	if err != nil {
		return nil, err
	}
	row, err := a.site.Flow.Get(ctx, code.Shop, code.Checkout)
	if err != nil {
		return nil, err
	}
	answersAbout(ctx, row.ID)
	login, err := a.site.loginForShop(ctx, row)
	if err != nil {
		return nil, err
	}
	login.LoginState, login.Fragment, login.ReturnTo = code.State, "noren-"+code.Browser, withCode(row.ReturnTo, code.Browser)
	return shopapi.ExchangeCode200JSONResponse(login), nil
}

// loginForShop is who a visit to Amazon has shown, and the member whose Amazon account that is.
func (s *Site) loginForShop(ctx context.Context, row query.Checkout) (shopapi.Login, error) {
	shop, err := s.Flow.Shop(ctx, row.ShopID)
	if err != nil {
		return shopapi.Login{}, err
	}
	shot, err := s.Flow.Snapshot(row.ShopID, row.Buyer)
	if err != nil {
		return shopapi.Login{}, err
	}
	if shot.BuyerID == "" { // forgotten meanwhile
		return shopapi.Login{}, session.ErrCode
	}
	view, err := s.Flow.View(shop, row)
	if err != nil {
		return shopapi.Login{}, err
	}
	login := shopapi.Login{
		Checkout: row.ID, BuyerId: shot.BuyerID, Placement: shopapi.LoginPlacement(row.Placement), Missing: fieldsForShop(view.Missing),
		Purchaser: *purchaserForShop(view),
	}
	id, found, err := s.Members.OfAccount(ctx, row.ShopID, member.Account{MerchantID: row.MerchantID, BuyerID: shot.BuyerID})
	if found {
		login.MemberId = &id
	}
	return login, err
}

func fieldsForShop(fields []api.Field) []shopapi.Field {
	named := make([]shopapi.Field, 0, len(fields))
	for _, field := range fields {
		named = append(named, shopapi.Field(field))
	}
	return named
}
