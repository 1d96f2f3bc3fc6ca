package checkout

import (
	"context"
	"errors"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/store/query"
	"noren/shared/api"
)

// inFlight is how long a planned call may be on its way: nobody else sends it meanwhile, and it is not sent later.
const inFlight = 20 * time.Second

// updateOf is what Amazon is told at Confirm. Amount, reference and result address are in every update (design.md section 5).
func (f *Flow) updateOf(shop Shop, c query.Checkout, order query.Order) amazonpay.CheckoutSessionRequest {
	return amazonpay.CheckoutSessionRequest{
		WebCheckoutDetails: &amazonpay.WebCheckoutDetails{CheckoutResultReturnURL: f.resultURL(c.ID)},
		PaymentDetails: &amazonpay.PaymentDetails{
			PaymentIntent: amazonpay.IntentAuthorize, ChargeAmount: amazonpay.JPY(c.Total),
		},
		MerchantMetadata: &amazonpay.MerchantMetadata{
			MerchantReferenceID: order.Number, MerchantStoreName: firstRunes(shop.Name, 50),
		},
	}
}

// update sends a planned update and notes its outcome.
func (f *Flow) update(ctx context.Context, account Account, c query.Checkout, operation query.Operation) (query.Checkout, error) {
	ctx, cancel := context.WithTimeout(ctx, inFlight/2)
	defer cancel()
	session, err := account.Client.UpdateCheckoutSession(ctx, c.SessionID, operation.Body)
	ctx = context.WithoutCancel(ctx)
	switch {
	case err == nil:
		return f.updated(ctx, account, c, operation, session)
	case definitive(err):
		return f.updateRefused(ctx, account, c, operation, err)
	}
	// Nothing is paid, since the shopper has not been sent on: pressing again sends the update again, and Settle looks.
	return c, errors.Join(unreachable(err, ErrRefused), f.note(ctx, operation, "", err))
}

// updated records an answer to an update, if it says what was asked for; the address must still be the one that was shown.
func (f *Flow) updated(ctx context.Context, account Account, c query.Checkout, operation query.Operation, session *amazonpay.CheckoutSession) (query.Checkout, error) {
	shown, err := f.Snapshot(c.ShopID, c.Buyer)
	if err != nil {
		return c, err
	}
	now := snapshotOf(session)
	if !sameChoice(shown, now) {
		if c.Buyer, err = shown.Renewed(now, api.Delivery).Seal(f.Sealer, c.ShopID); err != nil {
			return c, err
		}
		return f.backToReview(ctx, c, operation, ErrAddressChanged)
	}
	if !payable(account, session, c) {
		return f.backToReview(ctx, c, operation, ErrRefused)
	}
	next := c
	next.AmazonUrl = session.WebCheckoutDetails.AmazonPayRedirectURL
	err = f.DB.Tx(ctx, func(q *query.Queries) error {
		if err := finishOperation(ctx, q, f.Now(), operation, session.RequestID, nil); err != nil {
			return err
		}
		advanced, err := Advance(ctx, q, f.Now(), next, Updated, map[string]any{"total": next.Total})
		if err == nil {
			next = advanced
		}
		return err
	})
	return next, err
}

// payable reports whether the session says exactly what was confirmed, and where the shopper pays.
func payable(account Account, session *amazonpay.CheckoutSession, c query.Checkout) bool {
	return len(session.Constraints) == 0 && sameTotal(session, c) && account.onAmazon(session.WebCheckoutDetails.AmazonPayRedirectURL)
}

func sameTotal(session *amazonpay.CheckoutSession, c query.Checkout) bool {
	amount, err := session.PaymentDetails.ChargeAmount.Yen()
	return err == nil && amount == c.Total
}

// note writes the outcome of a call that changed no state of ours.
func (f *Flow) note(ctx context.Context, operation query.Operation, requestID string, outcome error) error {
	return f.DB.Tx(ctx, func(q *query.Queries) error {
		return finishOperation(ctx, q, f.Now(), operation, requestID, outcome)
	})
}

// updateRefused asks the session why: it may have come to its end, or Amazon does not like the request.
func (f *Flow) updateRefused(ctx context.Context, account Account, c query.Checkout, operation query.Operation, refusal error) (query.Checkout, error) {
	session, err := account.Client.GetCheckoutSession(ctx, c.SessionID)
	if err != nil {
		return c, errors.Join(unreachable(err, ErrRefused), f.note(ctx, operation, "", refusal))
	}
	if session.StatusDetails.State == amazonpay.SessionOpen {
		return f.backToReview(ctx, c, operation, unreachable(refusal, ErrRefused))
	}
	if err := f.note(ctx, operation, "", refusal); err != nil {
		return c, err
	}
	c, err = f.Settle(ctx, c.ShopID, c.ID)
	if err == nil {
		err = confirmableError(c)
	}
	return c, err
}

// backToReview lets the shopper look again, while the order waits for another try. Cause becomes the answer.
func (f *Flow) backToReview(ctx context.Context, c query.Checkout, operation query.Operation, cause error) (query.Checkout, error) {
	next := c
	err := f.DB.Tx(ctx, func(q *query.Queries) error {
		if err := finishOperation(ctx, q, f.Now(), operation, "", cause); err != nil {
			return err
		}
		advanced, err := Advance(ctx, q, f.Now(), c, Refused, map[string]any{"operation": operation.ID})
		if err != nil {
			return err
		}
		next = advanced
		return endOrder(ctx, q, f.Now(), c)
	})
	if err != nil {
		return next, err
	}
	return next, cause
}

func firstRunes(text string, n int) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), n)])
}
