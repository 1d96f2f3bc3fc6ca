package web

import (
	"context"

	"noren/backend/checkout"
	"noren/backend/session"
	"noren/backend/store/query"
)

// handOver leads a shopper who came back from Amazon past the shop's own server, which logs a linked member in: its login URL
// with a one-time code of its own (R4-2, R4-11, design.md section 4). "" where nobody is to be logged in: the shop does not use
// linking, its page gave no login-state, or the visit began on the register page or at registration (R4-6).
func (s *Site) handOver(ctx context.Context, row query.Checkout, code string) (string, error) {
	if row.LoginState == "" {
		return "", nil
	}
	if state := checkout.State(row.State); state != checkout.Reviewing && state != checkout.SignedIn {
		return "", nil
	}
	shop, err := s.Flow.Shop(ctx, row.ShopID)
	if err != nil || !shop.Rule.Linking || shop.LoginURL == "" {
		return "", err
	}
	secret, err := s.Sessions.IssueLoginCode(ctx, session.LoginCode{Shop: row.ShopID, Checkout: row.ID, State: row.LoginState, Browser: code})
	if err != nil {
		return "", err
	}
	return withParameter(shop.LoginURL, "noren_login", secret), nil
}
