package ledger_test

import (
	"context"
	"crypto/rand"
	"errors"
	"testing"

	"noren/backend/amazonpay"
	"noren/backend/ledger"
	"noren/backend/store/storetest"
	"noren/shared/api"
)

// reached are ways to each state, by what shops, shoppers and Amazon really do.
func reached() map[ledger.State]func(k *kit) (id string) {
	return map[ledger.State]func(k *kit) string{
		ledger.Awaiting: func(k *kit) string { return k.atAmazon(3000).OrderID },
		ledger.Unpaid: func(k *kit) string {
			row := k.atAmazon(3000)
			_, err := k.amazon.CancelByBuyer(row.SessionID)
			must(k.t, err)
			_, err = k.flow.Settle(k.t.Context(), shopID, row.ID)
			must(k.t, err)
			return row.OrderID
		},
		ledger.Pending:    pending,
		ledger.Authorised: func(k *kit) string { return k.placed(3000).ID },
		ledger.Capturing: func(k *kit) string {
			id := k.placed(3000).ID
			k.pass(8 * day)
			_, err := k.book.Capture(k.t.Context(), shopID, id, staff)
			must(k.t, err)
			return id
		},
		ledger.Captured: func(k *kit) string { return k.captured(3000) },
		ledger.Declined: func(k *kit) string { return k.declined(3000).ID },
		ledger.Lapsed:   func(k *kit) string { return k.lapsed(3000).ID },
		ledger.Cancelled: func(k *kit) string {
			id := k.placed(3000).ID
			_, err := k.book.CancelPayment(k.t.Context(), shopID, id, staff, "x", false)
			must(k.t, err)
			return id
		},
		ledger.Refunding:      func(k *kit) string { return refunded(k, 1000, false) },
		ledger.PartlyRefunded: func(k *kit) string { return refunded(k, 1000, true) },
		ledger.Refunded:       func(k *kit) string { return refunded(k, 3000, true) },
		ledger.OrderCancelled: func(k *kit) string {
			id := refunded(k, 3000, true)
			_, err := k.book.CancelOrder(k.t.Context(), shopID, id, staff)
			must(k.t, err)
			return id
		},
		ledger.Attention: func(k *kit) string {
			order := k.placed(3000)
			must(k.t, k.amazon.CancelCharge(order.ChargeID, "x"))
			k.settle(order.ID)
			must(k.t, k.chargeByHand(order.PermissionID, 2000))
			k.hear(nil)
			return order.ID
		},
	}
}

func refunded(k *kit, amount int64, done bool) string {
	id := k.captured(3000)
	must(k.t, k.refund(id, amount))
	if done {
		k.pass(2*minute, 2*minute)
	}
	return id
}

// pending is an order that somebody has authorised anew by the API, who lets Amazon take its time (protocol 12.2).
func pending(k *kit) string {
	order := k.lapsed(3000)
	client, err := k.book.Client(k.t.Context(), shopID, "")
	must(k.t, err)
	body, err := amazonpay.Encode(amazonpay.ChargeRequest{
		ChargePermissionID: order.PermissionID, ChargeAmount: amazonpay.JPY(3000), CanHandlePendingAuthorization: true,
	})
	must(k.t, err)
	k.simulate("/charges", "AuthorizationInitiated")
	_, err = client.CreateCharge(k.t.Context(), amazonpay.IdempotencyKey(rand.Text()), body)
	must(k.t, err)
	k.simulate("", "")
	k.hear(nil)
	return order.ID
}

// actions are how each is done.
func actions() map[ledger.Action]func(ctx context.Context, k *kit, id string) error {
	return map[ledger.Action]func(ctx context.Context, k *kit, id string) error{
		ledger.CaptureAction: func(ctx context.Context, k *kit, id string) error {
			_, err := k.book.Capture(ctx, shopID, id, staff)
			return err
		},
		ledger.ReauthoriseAction: func(ctx context.Context, k *kit, id string) error {
			_, err := k.book.Reauthorise(ctx, shopID, id, staff)
			return err
		},
		ledger.CancelPaymentAction: func(ctx context.Context, k *kit, id string) error {
			_, err := k.book.CancelPayment(ctx, shopID, id, staff, "x", false)
			return err
		},
		ledger.RefundAction: func(_ context.Context, k *kit, id string) error { return k.refund(id, 1) },
		ledger.CancelOrderAction: func(ctx context.Context, k *kit, id string) error {
			_, err := k.book.CancelOrder(ctx, shopID, id, staff)
			return err
		},
		ledger.AcceptAction: func(ctx context.Context, k *kit, id string) error {
			_, err := k.book.Accept(ctx, shopID, id, staff)
			return err
		},
		ledger.ShipAction: func(ctx context.Context, k *kit, id string) error {
			_, err := k.book.Ship(ctx, shopID, id, staff)
			return err
		},
		ledger.PlanShippingAction: func(ctx context.Context, k *kit, id string) error {
			_, err := k.book.PlanShipping(ctx, shopID, id, staff, k.amazon.Now().Add(3*day))
			return err
		},
		ledger.EditPurchaserAction: func(ctx context.Context, k *kit, id string) error {
			purchaser, _, err := k.book.People(k.order(id))
			must(k.t, err)
			if purchaser == nil {
				purchaser = &api.Person{}
			}
			_, err = k.book.EditPurchaser(ctx, shopID, id, staff, *purchaser)
			return err
		},
		ledger.EditPaperAction: func(ctx context.Context, k *kit, id string) error {
			paper, _, err := ledger.PaperOf(k.order(id), ledger.Issuer{})
			must(k.t, err)
			_, err = k.book.EditPaper(ctx, shopID, id, staff, paper)
			return err
		},
	}
}

// In every state each action does what ledger.Permits says of it: it is done, or refused for that reason and nothing happens.
func TestX12_EveryActionInEveryState(t *testing.T) {
	k := newInsideKit(t, storetest.SQLite(t))
	ways := reached()
	for _, state := range ledger.States() {
		way, ok := ways[state]
		if !ok {
			t.Fatalf("nothing leads to %s", state)
		}
		id := k.stand(state, way)
		before := k.order(id)
		var allowed []ledger.Action
		for _, permit := range ledger.Permits(before, "", k.amazon.Now()) {
			do := actions()[permit.Action]
			if permit.Allowed {
				allowed = append(allowed, permit.Action)
				continue
			}
			var refused *ledger.PermitError
			if err := do(t.Context(), k, id); !errors.As(err, &refused) || refused.Why != permit.Why || refused.Action != permit.Action {
				t.Errorf("%s, %s: %v, want %q", state, permit.Action, err, permit.Why)
			}
		}
		if after := k.order(id); after.Version != before.Version {
			t.Errorf("%s: what was refused changed the order: %+v", state, k.events(id)[before.Version:])
		}
		for _, action := range allowed {
			id := k.stand(state, way)
			if err := actions()[action](t.Context(), k, id); err != nil {
				t.Errorf("%s, %s: %v", state, action, err)
			}
		}
	}
}

// stand is a new order in a state.
func (k *kit) stand(state ledger.State, way func(*kit) string) (id string) {
	k.t.Helper()
	id = way(k)
	k.wantState(id, state)
	return id
}

// Goods leave only with money that was read as reserved or taken (pitfalls 9, 11, 12).
func TestPitfall9_MayShip(t *testing.T) {
	for _, state := range ledger.States() {
		want := state == ledger.Authorised || state == ledger.Captured || state == ledger.PartlyRefunded
		if state.MayShip() != want {
			t.Errorf("%s: may ship %v", state, !want)
		}
	}
}

// A cancelled payment is never requested again: no way leads from it to money but a person's, who accepts what was found (R5-3).
func TestR5_3_NoWayBack(t *testing.T) {
	for _, from := range []ledger.State{ledger.Cancelled, ledger.OrderCancelled} {
		for event, to := range ledger.Table[from] {
			if to != ledger.Attention && to != ledger.OrderCancelled {
				t.Errorf("%s leads by %s to %s", from, event, to)
			}
		}
	}
}
