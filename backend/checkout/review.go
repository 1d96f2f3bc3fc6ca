package checkout

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"

	"noren/backend/amazonpay"
	"noren/backend/buyer"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
)

// Review takes the shopper back from choosing. The session named in the return address is believed only as far as Amazon
// confirms it: it must be Open, its review address must be ours with this checkout's id, and no other checkout may have it
// (design.md section 4). It may be repeated: the snapshot is renewed. A checkout that is further already is returned as it
// is. Errors: ErrUnknown, ErrSessionMismatch, ErrInProgress, ErrUnreachable.
func (f *Flow) Review(ctx context.Context, id, sessionID string) (query.Checkout, error) {
	for {
		c, err := f.review(ctx, id, sessionID)
		if !errors.Is(err, ErrRaced) || ctx.Err() != nil {
			return c, err
		}
	}
}

// review is one try of Review. ErrRaced says that everything must be looked at again: another session may be the checkout's now.
func (f *Flow) review(ctx context.Context, id, sessionID string) (query.Checkout, error) {
	c, err := f.Find(ctx, id)
	if err != nil {
		return c, err
	}
	if State(c.State).Final() {
		return c, nil
	}
	if c.SessionID != "" && c.SessionID != sessionID && State(c.State) != Reviewing {
		return c, ErrInProgress
	}
	ctx = store.ForShop(ctx, c.ShopID)
	account, err := f.Account(ctx, c.ShopID, c.MerchantID)
	if err != nil {
		return c, err
	}
	session, err := account.Client.GetCheckoutSession(ctx, sessionID)
	if err != nil {
		return c, unreachable(err, ErrSessionMismatch)
	}
	if session.StatusDetails.State != amazonpay.SessionOpen && sessionID == c.SessionID {
		return f.Settle(ctx, c.ShopID, c.ID)
	}
	if err := f.belongs(ctx, c, session); err != nil {
		return c, err
	}
	return f.returned(ctx, c, snapshotOf(session), Returned, session)
}

// belongs proves that a session is this checkout's (pitfall 28: somebody else's session id in the address).
func (f *Flow) belongs(ctx context.Context, c query.Checkout, session *amazonpay.CheckoutSession) error {
	if session.StatusDetails.State != amazonpay.SessionOpen || session.WebCheckoutDetails.CheckoutReviewReturnURL != f.reviewURL(c.ID) {
		return ErrSessionMismatch
	}
	other, err := f.DB.Read().FindCheckoutOfSession(store.ForAll(ctx), session.CheckoutSessionID)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return fmt.Errorf("checkout: session: %w", err)
	case other.ID != c.ID:
		return ErrSessionMismatch
	}
	return nil
}

// returned keeps what was read at Amazon of whoever came back; a sign-in has no session.
func (f *Flow) returned(ctx context.Context, c query.Checkout, now buyer.Snapshot, event Event, session *amazonpay.CheckoutSession) (query.Checkout, error) {
	before, err := f.Snapshot(c.ShopID, c.Buyer)
	if err != nil {
		return c, err
	}
	next, fact := c, map[string]any{}
	if next.Buyer, err = before.Renewed(now, api.Target(c.Fill)).Seal(f.Sealer, c.ShopID); err != nil {
		return c, err
	}
	next.BuyerHash = store.BuyerHash(c.ShopID, c.MerchantID, now.BuyerID)
	if session != nil {
		next.SessionID, fact["session"] = session.CheckoutSessionID, session.CheckoutSessionID
	}
	err = f.DB.Tx(ctx, func(q *query.Queries) error {
		advanced, err := Advance(ctx, q, f.Now(), next, event, fact)
		if err == nil {
			c = advanced
		}
		return err
	})
	var notAllowed *NotAllowedError
	if errors.As(err, &notAllowed) { // Completing: the shopper came back by the history
		return c, nil
	}
	return c, err
}

// unreachable reads an error of a call that only asked: a definitive refusal becomes refused, anything else ErrUnreachable.
func unreachable(err, refused error) error {
	var answer *amazonpay.Error
	if errors.Is(err, amazonpay.ErrNotSent) || errors.As(err, &answer) && answer.Definitive() && answer.Status != http.StatusUnauthorized && answer.Status != http.StatusForbidden {
		return fmt.Errorf("%w: %w", refused, err)
	}
	return fmt.Errorf("%w: %w", ErrUnreachable, err)
}
