package checkout

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/telemetry"
)

// Settle brings a checkout as far as Amazon's own state of it allows, and gives it back as it then is. Return page,
// notification and sweeper all call it, at any time, any number of times, in parallel; whoever comes second finds the first
// one's result. An error of Amazon's is a question, never a verdict: what ends a checkout is the session as it was read.
func (f *Flow) Settle(ctx context.Context, shop, id string) (query.Checkout, error) {
	for {
		c, err := f.Get(ctx, shop, id)
		if err != nil {
			return c, err
		}
		again, err := f.step(ctx, c)
		switch {
		case err != nil && !errors.Is(err, ErrRaced):
			return c, err
		case err == nil && !again:
			return f.Get(ctx, shop, id)
		case ctx.Err() != nil:
			return c, ctx.Err()
		}
	}
}

// step reads the session and does what follows. Again says that there is more to do at once.
func (f *Flow) step(ctx context.Context, c query.Checkout) (again bool, err error) {
	if State(c.State) == Placed || State(c.State) == Attention {
		return false, nil
	}
	if c.SessionID == "" {
		return false, f.neverCame(ctx, c)
	}
	account, err := f.Account(ctx, c.ShopID, c.MerchantID)
	if err != nil {
		return false, err
	}
	session, err := account.Client.GetCheckoutSession(ctx, c.SessionID)
	if isNotFound(err) {
		return false, f.gone(ctx, c)
	}
	if err != nil {
		return false, errors.Join(unreachable(err, ErrUnreachable), f.lookAgain(ctx, c))
	}
	switch session.StatusDetails.State {
	case amazonpay.SessionCanceled:
		return false, f.end(ctx, c, session.StatusDetails.ReasonCode)
	case amazonpay.SessionCompleted:
		return f.adopt(ctx, account, c, session)
	case amazonpay.SessionOpen:
		return f.goOn(ctx, account, c, session)
	}
	return false, errors.Join(fmt.Errorf("checkout: unknown session state %q", session.StatusDetails.State), f.lookAgain(ctx, c))
}

func isNotFound(err error) bool {
	var answer *amazonpay.Error
	return errors.As(err, &answer) && answer.Status == http.StatusNotFound
}

// neverCame ends a checkout whose shopper never came back from choosing: Amazon knows no session that could be paid. A sign-in
// ends the same way, and with it what we know of the buyer.
func (f *Flow) neverCame(ctx context.Context, c query.Checkout) error {
	if State(c.State).Final() {
		return f.watchNoMore(ctx, c)
	}
	if f.Now().Before(time.UnixMicro(c.CreatedAt).Add(sessionLife)) {
		return f.lookAgain(ctx, c)
	}
	if State(c.State) == SignedIn {
		c.Buyer, c.BuyerHash = nil, ""
	}
	return f.advance(ctx, c, WasExpired, nil)
}

// gone is a session that Amazon does not know any more. Before anything was confirmed nothing can have been paid; later a
// person must look: never «failed because nobody answers» (reliability.md 4.2).
func (f *Flow) gone(ctx context.Context, c query.Checkout) error {
	switch State(c.State) {
	case Begun, Reviewing:
		return f.advance(ctx, c, WasExpired, nil)
	case Confirming, AtAmazon, Completing:
		return f.contradict(ctx, c, "session not found")
	case Placed, Declined, Cancelled, Expired, Superseded, Attention, SignedIn:
	}
	return f.watchNoMore(ctx, c)
}

// end records that Amazon ended the session without payment. The order waits for another try of the cart.
func (f *Flow) end(ctx context.Context, c query.Checkout, reason amazonpay.ReasonCode) error {
	switch State(c.State) {
	case Declined, Cancelled, Expired:
		return f.watchNoMore(ctx, c)
	case Begun, Reviewing, Confirming, AtAmazon, Completing, Placed, Superseded, Attention, SignedIn:
	}
	event := WasCancelled
	switch reason { //nolint:exhaustive // any other reason is a cancellation
	case amazonpay.ReasonDeclined:
		event = WasDeclined
	case amazonpay.ReasonExpired:
		event = WasExpired
	}
	next := c
	next.Reason = string(reason)
	return f.DB.Tx(ctx, func(q *query.Queries) error {
		if _, err := Advance(ctx, q, f.Now(), next, event, map[string]any{"reason": reason}); err != nil {
			return err
		}
		return endOrder(ctx, q, f.Now(), c)
	})
}

// endOrder tells the order that its active checkout ended without payment.
func endOrder(ctx context.Context, q *query.Queries, now time.Time, c query.Checkout) error {
	if c.OrderID == "" {
		return nil
	}
	order, err := q.GetOrder(ctx, query.GetOrderParams{ShopID: c.ShopID, ID: c.OrderID})
	if err != nil {
		return fmt.Errorf("checkout: order: %w", err)
	}
	if order.CheckoutID != c.ID || ledger.State(order.State) != ledger.Awaiting {
		return nil
	}
	_, err = ledger.Advance(ctx, q, now, order, ledger.Ended, map[string]any{"checkout": c.ID})
	if errors.Is(err, ledger.ErrRaced) {
		return ErrRaced
	}
	return err
}

// goOn continues with a session that is still open.
func (f *Flow) goOn(ctx context.Context, account Account, c query.Checkout, session *amazonpay.CheckoutSession) (again bool, err error) {
	late := f.Now().Sub(time.UnixMicro(c.UpdatedAt)) >= inFlight
	switch State(c.State) {
	case Confirming:
		if late {
			return f.repeatUpdate(ctx, account, c)
		}
	case AtAmazon:
		return f.complete(ctx, account, c, session)
	case Completing: // somebody asked and no answer is known; while that call may be on its way nobody else asks
		if late {
			return true, f.unfinished(ctx, c)
		}
	case Begun, Reviewing, Placed, Declined, Cancelled, Expired, Superseded, Attention, SignedIn:
	}
	return false, f.lookAgain(ctx, c)
}

// repeatUpdate sends the planned update once more, byte for byte, after its outcome was lost.
func (f *Flow) repeatUpdate(ctx context.Context, account Account, c query.Checkout) (again bool, err error) {
	operation, err := f.DB.Read().LastOperation(ctx, query.LastOperationParams{ShopID: c.ShopID, Subject: c.ID, Kind: updateOperation})
	if err != nil {
		return false, fmt.Errorf("checkout: last update: %w", err)
	}
	_, err = f.update(ctx, account, c, operation)
	if errors.Is(err, ErrUnreachable) {
		return false, errors.Join(err, f.lookAgain(ctx, c))
	}
	var ended *EndedError
	if errors.Is(err, ErrRefused) || errors.Is(err, ErrAddressChanged) || errors.As(err, &ended) {
		return false, nil // the row says so already
	}
	return false, err
}

// confirmAnew sends the shopper back to confirm: at Amazon the amount or the address is not what was confirmed, so nothing is
// taken (pitfalls 14 and 21).
func (f *Flow) confirmAnew(ctx context.Context, c query.Checkout) error {
	return f.DB.Tx(ctx, func(q *query.Queries) error {
		if _, err := Advance(ctx, q, f.Now(), c, Refused, map[string]any{"why": "amount or address"}); err != nil {
			return err
		}
		return endOrder(ctx, q, f.Now(), c)
	})
}

// advance is Advance in a transaction of its own.
func (f *Flow) advance(ctx context.Context, c query.Checkout, event Event, fact map[string]any) error {
	return f.DB.Tx(ctx, func(q *query.Queries) error {
		_, err := Advance(ctx, q, f.Now(), c, event, fact)
		return err
	})
}

// lookAgain moves the next look; a raced one moves nothing, which is right.
func (f *Flow) lookAgain(ctx context.Context, c query.Checkout) error {
	return f.schedule(ctx, c, nextLook(c, f.Now()))
}

// watchNoMore ends the looks at a checkout that has ended: one at which Amazon did not answer has asked for another, and the
// sweeper, which has put it off by its lease, would come back to it for ever (pitfall 26).
func (f *Flow) watchNoMore(ctx context.Context, c query.Checkout) error {
	if c.NextAt == 0 {
		return nil
	}
	return f.schedule(ctx, c, 0)
}

func (f *Flow) schedule(ctx context.Context, c query.Checkout, at int64) error {
	ctx = context.WithoutCancel(ctx)
	return f.DB.Tx(ctx, func(q *query.Queries) error {
		return q.ScheduleCheckout(ctx, query.ScheduleCheckoutParams{NextAt: at, ShopID: c.ShopID, ID: c.ID, Version: c.Version})
	})
}

// Sweep settles up to n checkouts that are due, and says how many it took. It is the net under everything: whatever was lost,
// the rows know what is unfinished.
func (f *Flow) Sweep(ctx context.Context, n int) (int, error) {
	due, err := store.Claim(ctx, f.DB, store.Checkouts, f.Now(), time.Minute, n)
	if err != nil {
		return 0, fmt.Errorf("checkout: sweep: %w", err)
	}
	for _, row := range due {
		ctx, end := telemetry.Unit(store.ForShop(ctx, row.Shop), "checkouts", row.Shop)
		_, err := f.Settle(ctx, row.Shop, row.ID)
		if err != nil {
			slog.WarnContext(ctx, "checkout not settled", "checkout", row.ID, "error", err)
		}
		end(err)
	}
	return len(due), nil
}
