package checkout

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"noren/backend/amazonpay"
	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
)

// complete asks Amazon to take the payment of an Open session that says what was confirmed. Only the order's active checkout
// may (design.md section 5, rule 6). The call has no key and is sent once; after any unclear answer the session is read.
func (f *Flow) complete(ctx context.Context, account Account, c query.Checkout, session *amazonpay.CheckoutSession) (again bool, err error) {
	order, err := f.DB.Read().GetOrder(ctx, query.GetOrderParams{ShopID: c.ShopID, ID: c.OrderID})
	if err != nil {
		return false, fmt.Errorf("checkout: order: %w", err)
	}
	if order.CheckoutID != c.ID {
		return false, f.advance(ctx, c, Supersede, map[string]any{"by": order.CheckoutID})
	}
	confirmed, err := f.Snapshot(c.ShopID, order.Buyer)
	if err != nil {
		return false, err
	}
	if !sameTotal(session, c) || !sameChoice(confirmed, snapshotOf(session)) {
		return false, f.confirmAnew(ctx, c)
	}
	body, err := amazonpay.Encode(amazonpay.CompleteRequest{ChargeAmount: amazonpay.JPY(c.Total)})
	if err != nil {
		return false, err
	}
	var operation query.Operation
	asked := c
	err = f.DB.Tx(ctx, func(q *query.Queries) error {
		if asked, err = Advance(ctx, q, f.Now(), c, Complete, map[string]any{"total": c.Total}); err != nil {
			return err
		}
		operation, err = planOperation(ctx, q, f.Now(), asked, completeOperation, body)
		return err
	})
	if err != nil {
		return false, err
	}
	return f.ask(context.WithoutCancel(ctx), account, asked, operation)
}

// ask sends a planned Complete and reads what came of it.
func (f *Flow) ask(ctx context.Context, account Account, c query.Checkout, operation query.Operation) (again bool, err error) {
	sending, cancel := context.WithTimeout(ctx, inFlight/2)
	session, outcome := account.Client.CompleteCheckoutSession(sending, c.SessionID, operation.Body)
	cancel()
	requestID := ""
	if outcome == nil {
		requestID = session.RequestID
	}
	if err := f.note(ctx, operation, requestID, outcome); err != nil {
		return false, err
	}
	if outcome == nil && session.StatusDetails.State == amazonpay.SessionCompleted {
		return f.adopt(ctx, account, c, session)
	}
	session, err = account.Client.GetCheckoutSession(ctx, c.SessionID)
	if err != nil {
		return false, errors.Join(unreachable(err, ErrUnreachable), f.lookAgain(ctx, c))
	}
	if session.StatusDetails.State == amazonpay.SessionOpen {
		if !definitive(outcome) { // it may still take effect: the session is looked at again later
			return false, errors.Join(fmt.Errorf("%w: %w", ErrUnreachable, errors.Join(outcome)), f.lookAgain(ctx, c))
		}
		return false, f.unfinished(ctx, c)
	}
	return true, nil
}

// unfinished takes a premature Complete back: the shopper has not finished at Amazon, and may still do so.
func (f *Flow) unfinished(ctx context.Context, c query.Checkout) error {
	return f.advance(ctx, c, Unfinished, nil)
}

// adopt records a payment that Amazon says it has taken: permission and charge are read, and compared with what was confirmed,
// before a word is believed. Money on a checkout that expects none needs a person (design.md section 5, rule 4).
func (f *Flow) adopt(ctx context.Context, account Account, c query.Checkout, session *amazonpay.CheckoutSession) (again bool, err error) {
	switch State(c.State) {
	case AtAmazon: // somebody else's Complete, whose traces we lost
		return true, f.advance(ctx, c, Complete, map[string]any{"found": "completed"})
	case Completing:
	case Begun, Reviewing, Confirming, Placed, Declined, Cancelled, Expired, Superseded, Attention, SignedIn:
		c.PermissionID, c.ChargeID = session.ChargePermissionID, session.ChargeID
		return false, f.contradict(ctx, c, "money on a checkout that is "+c.State)
	}
	if session.ChargePermissionID == "" || session.ChargeID == "" {
		return false, f.contradict(ctx, c, "completed without a charge")
	}
	permission, err := account.Client.GetChargePermission(ctx, session.ChargePermissionID)
	if err != nil {
		return false, errors.Join(unreachable(err, ErrUnreachable), f.lookAgain(ctx, c))
	}
	charge, err := account.Client.GetCharge(ctx, session.ChargeID)
	if err != nil {
		return false, errors.Join(unreachable(err, ErrUnreachable), f.lookAgain(ctx, c))
	}
	c.PermissionID, c.ChargeID = permission.ChargePermissionID, charge.ChargeID
	order, err := f.DB.Read().GetOrder(ctx, query.GetOrderParams{ShopID: c.ShopID, ID: c.OrderID})
	if err != nil {
		return false, fmt.Errorf("checkout: order: %w", err)
	}
	if amount, err := charge.ChargeAmount.Yen(); err != nil || amount != c.Total || permission.MerchantMetadata.MerchantReferenceID != order.Number {
		return false, f.contradict(ctx, c, "amount or reference")
	}
	return false, f.place(ctx, c, order, permission, charge)
}

// place is the end that everybody wants: checkout placed, order paid, and the shop told, in one transaction.
func (f *Flow) place(ctx context.Context, c query.Checkout, order query.Order, permission *amazonpay.ChargePermission, charge *amazonpay.Charge) error {
	if _, err := ledger.EventOf(charge); err != nil {
		return errors.Join(err, f.lookAgain(ctx, c))
	}
	shop, err := f.Shop(ctx, c.ShopID)
	if err != nil {
		return err
	}
	before, err := f.Snapshot(c.ShopID, c.Buyer)
	if err != nil {
		return err
	}
	paid := before.Renewed(snapshot(permission.Buyer, permission.ShippingAddress, permission.PaymentPreferences), "")
	if c.Buyer, err = paid.Seal(f.Sealer, c.ShopID); err != nil {
		return err
	}
	return f.DB.Tx(ctx, func(q *query.Queries) error {
		fact := map[string]any{"permission": c.PermissionID, "charge": c.ChargeID, "total": c.Total}
		if _, err := Advance(ctx, q, f.Now(), c, Completed, fact); err != nil {
			return err
		}
		next := order
		next.PermissionID, next.ChargeID, next.Buyer = c.PermissionID, c.ChargeID, c.Buyer
		next.CaptureAt = shop.Orders.CaptureAt(f.Now())
		_, err := ledger.Place(ctx, q, f.Now(), next, permission, charge, fact)
		if errors.Is(err, ledger.ErrRaced) {
			return ErrRaced
		}
		return err
	})
}

// contradict hands a checkout, and its order, to a person: what Amazon says and what we know cannot both be right.
func (f *Flow) contradict(ctx context.Context, c query.Checkout, why string) error {
	slog.ErrorContext(ctx, "checkout needs attention", "checkout", c.ID, "why", why)
	fact := map[string]any{"why": why, "permission": c.PermissionID, "charge": c.ChargeID}
	return f.DB.Tx(ctx, func(q *query.Queries) error {
		if _, err := Advance(ctx, q, f.Now(), c, Contradicted, fact); err != nil {
			return err
		}
		if c.OrderID == "" {
			return nil
		}
		order, err := q.GetOrder(ctx, query.GetOrderParams{ShopID: c.ShopID, ID: c.OrderID})
		if err != nil {
			return fmt.Errorf("checkout: order: %w", err)
		}
		if c.PermissionID != "" && (order.CheckoutID != c.ID || ledger.State(order.State).Placed()) {
			return f.found(ctx, q, c, order, fact)
		}
		if state := ledger.State(order.State); order.CheckoutID != c.ID || state.Placed() || state == ledger.Attention {
			return nil
		}
		if order.PermissionID == "" {
			order.PermissionID, order.ChargeID = c.PermissionID, c.ChargeID
		}
		_, err = ledger.Advance(ctx, q, f.Now(), order, ledger.Contradicted, fact)
		if errors.Is(err, ledger.ErrRaced) {
			return ErrRaced
		}
		return err
	})
}

// found enters money of a checkout whose order is another's, or paid already: a person decides what becomes of it.
func (f *Flow) found(ctx context.Context, q *query.Queries, c query.Checkout, order query.Order, fact map[string]any) error {
	if order.PermissionID == c.PermissionID {
		return nil
	}
	now := f.Now()
	return ledger.Found(ctx, q, query.Order{
		ShopID: c.ShopID, ID: store.NewID("ord", now), CartID: c.CartID, CheckoutID: c.ID, Cart: c.Cart, Total: c.Total, Buyer: c.Buyer,
		MerchantID: c.MerchantID, PermissionID: c.PermissionID, ChargeID: c.ChargeID, Lang: c.Lang, CreatedAt: int64(store.At(now)),
	}, order.Number, fact)
}
