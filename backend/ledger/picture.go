package ledger

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"noren/backend/amazonpay"
	"noren/backend/store"
	"noren/backend/store/query"
)

// picture is what Amazon says of an order's money, all read after one moment. Everything that is believed comes from here.
type picture struct {
	charges    []query.Charge // oldest first; those that ended before are as they were read last
	refunds    []query.Refund
	permission *amazonpay.ChargePermission // nil: not read
	closing    bool                        // we have asked for the permission to be closed
	charging   bool                        // we have asked for a new charge, whose id we do not know yet
	at         store.Micros
}

// read asks Amazon for what may still change: refunds first, so that a charge is never older than what it says of them. Full also
// reads the permission, which knows of charges that we do not. ErrUnreachable says that something could not be read.
func (b *Book) read(ctx context.Context, client *amazonpay.Client, o query.Order, full bool) (picture, error) {
	p := picture{at: store.At(b.Now())}
	q := b.DB.Read()
	planned, err := q.PlannedOperations(ctx, query.PlannedOperationsParams{ShopID: o.ShopID, Subject: o.ID})
	if err != nil {
		return p, fmt.Errorf("ledger: planned: %w", err)
	}
	for _, operation := range planned {
		p.closing = p.closing || operation.Kind == cancelOperation
		p.charging = p.charging || operation.Kind == reauthoriseOperation
	}
	if p.refunds, err = q.Refunds(ctx, query.RefundsParams{ShopID: o.ShopID, OrderID: o.ID}); err != nil {
		return p, fmt.Errorf("ledger: refunds: %w", err)
	}
	for i := range p.refunds {
		if p.refunds[i], err = readRefund(ctx, client, p.refunds[i], p.at); err != nil {
			return p, unreachable(err)
		}
	}
	if p.charges, err = q.Charges(ctx, query.ChargesParams{ShopID: o.ShopID, OrderID: o.ID}); err != nil {
		return p, fmt.Errorf("ledger: charges: %w", err)
	}
	if !slices.ContainsFunc(p.charges, func(c query.Charge) bool { return c.ID == o.ChargeID }) {
		p.charges = append(p.charges, query.Charge{ShopID: o.ShopID, OrderID: o.ID, ID: o.ChargeID, Ours: 1})
	}
	for i := range p.charges {
		if p.charges[i], err = readCharge(ctx, client, p.charges[i], p.at); err != nil {
			return p, unreachable(err)
		}
	}
	slices.SortStableFunc(p.charges, func(a, b query.Charge) int { return cmp.Compare(a.CreatedAt, b.CreatedAt) })
	if full && o.PermissionID != "" {
		if p.permission, err = client.GetChargePermission(ctx, o.PermissionID); err != nil {
			return p, unreachable(err)
		}
	}
	return p, nil
}

func unreachable(err error) error { return fmt.Errorf("%w: %w", ErrUnreachable, err) }

// ended reports charges that never change again.
func ended(c query.Charge) bool {
	state := amazonpay.ChargeState(c.State)
	return state == amazonpay.ChargeCanceled || state == amazonpay.ChargeDeclined
}

func readCharge(ctx context.Context, client *amazonpay.Client, c query.Charge, at store.Micros) (query.Charge, error) {
	if ended(c) {
		return c, nil
	}
	charge, err := client.GetCharge(ctx, c.ID)
	if err != nil {
		return c, err
	}
	return chargeRow(c, charge, at)
}

// chargeRow is a charge as it is kept. An amount that is no whole number of yen is an error, never a guess.
func chargeRow(c query.Charge, charge *amazonpay.Charge, at store.Micros) (query.Charge, error) {
	var wrong error
	yen := func(p amazonpay.Price) int64 {
		if p.IsZero() {
			return 0
		}
		amount, err := p.Yen()
		wrong = errors.Join(wrong, err)
		return amount
	}
	c.State, c.Reason = string(charge.StatusDetails.State), string(charge.StatusDetails.ReasonCode)
	c.Amount, c.Captured, c.Refunded = yen(charge.ChargeAmount), yen(charge.CaptureAmount), yen(charge.RefundedAmount)
	c.CreatedAt, c.ExpiresAt, c.ReadAt = microsOf(charge.CreationTimestamp), microsOf(charge.ExpirationTimestamp), int64(at)
	if charge.StatusDetails.State != amazonpay.ChargeCaptured {
		c.Captured, c.Refunded = 0, 0
	}
	return c, wrong
}

func microsOf(t amazonpay.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return int64(store.At(t.Time))
}

func readRefund(ctx context.Context, client *amazonpay.Client, r query.Refund, at store.Micros) (query.Refund, error) {
	if r.State != refundPending {
		return r, nil
	}
	refund, err := client.GetRefund(ctx, r.AmazonID)
	if err != nil {
		return r, err
	}
	return refundRow(r, refund, at), nil
}

// of finds a charge.
func (p picture) charge(id string) (query.Charge, bool) {
	i := slices.IndexFunc(p.charges, func(c query.Charge) bool { return c.ID == id })
	if i < 0 {
		return query.Charge{}, false
	}
	return p.charges[i], true
}

// progress are the states of a charge in the order of its life.
var progress = []amazonpay.ChargeState{
	amazonpay.ChargeAuthorizationInitiated, amazonpay.ChargeAuthorized, amazonpay.ChargeCaptureInitiated, amazonpay.ChargeCaptured,
}

// current is the charge that the order's payment now is: the one that got furthest, among equals the newest.
func (p picture) current() query.Charge {
	var best query.Charge
	reached := func(c query.Charge) int { return slices.Index(progress, amazonpay.ChargeState(c.State)) }
	for _, c := range p.charges {
		if best.ID == "" || reached(c) >= reached(best) {
			best = c
		}
	}
	return best
}

// captured and refunded are whole yen over all charges, final money only.
func (p picture) captured() (captured, refunded int64) {
	for _, c := range p.charges {
		captured, refunded = captured+c.Captured, refunded+c.Refunded
	}
	return captured, refunded
}

// total is the amount that the payment is for at Amazon: what was taken, and what is reserved. 0 when nothing is.
func (p picture) total() (yen int64) {
	for _, c := range p.charges {
		switch amazonpay.ChargeState(c.State) {
		case amazonpay.ChargeCaptured:
			yen += c.Captured
		case amazonpay.ChargeAuthorizationInitiated, amazonpay.ChargeAuthorized, amazonpay.ChargeCaptureInitiated:
			yen += c.Amount
		case amazonpay.ChargeCanceled, amazonpay.ChargeDeclined:
		}
	}
	return yen
}

// closed reports that nothing is reserved and nothing can be charged any more.
func (p picture) closed() bool {
	return p.permission != nil && p.permission.StatusDetails.State == amazonpay.PermissionClosed && ended(p.current())
}

func (p picture) refunding() bool {
	return slices.ContainsFunc(p.refunds, func(r query.Refund) bool { return !refundFinal(r) })
}

// event is what the picture means for the order. A state of Amazon's that we do not know is an error, never a guess.
func (p picture) event() (Event, error) {
	if captured, refunded := p.captured(); captured > 0 {
		switch {
		case p.refunding():
			return WasRefunding, nil
		case refunded >= captured:
			return WasRefunded, nil
		case refunded > 0:
			return WasPartlyRefunded, nil
		}
		return WasCaptured, nil
	}
	current := p.current()
	event, err := eventOf(amazonpay.ChargeState(current.State), amazonpay.ReasonCode(current.Reason))
	if p.closing && p.closed() {
		return WasCancelled, err // a payment that had lapsed or was declined; nothing can be charged any more
	}
	return event, err
}

// EventOf says what a charge's state means for its order.
func EventOf(charge *amazonpay.Charge) (Event, error) {
	return eventOf(charge.StatusDetails.State, charge.StatusDetails.ReasonCode)
}

func eventOf(state amazonpay.ChargeState, reason amazonpay.ReasonCode) (Event, error) {
	switch state {
	case amazonpay.ChargeAuthorizationInitiated:
		return WasPending, nil
	case amazonpay.ChargeAuthorized:
		return WasAuthorised, nil
	case amazonpay.ChargeCaptureInitiated:
		return WasCapturing, nil
	case amazonpay.ChargeCaptured:
		return WasCaptured, nil
	case amazonpay.ChargeDeclined:
		return WasDeclined, nil
	case amazonpay.ChargeCanceled:
		if reason == amazonpay.ReasonExpiredUnused {
			return WasLapsed, nil
		}
		return WasCancelled, nil
	}
	return "", fmt.Errorf("ledger: unknown charge state %q", state)
}

// unknownCharges reports that the permission has lent more than the charges that we know: somebody charged it in Seller Central
// and no notification told us (design.md section 5, rule 8).
func (p picture) unknownCharges() bool {
	if p.permission == nil || p.charging {
		return false
	}
	limit, err := p.permission.Limits.AmountLimit.Yen()
	balance, err2 := p.permission.Limits.AmountBalance.Yen()
	if err != nil || err2 != nil {
		return false
	}
	return limit-balance > p.total()
}
