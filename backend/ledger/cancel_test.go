package ledger_test

import (
	"errors"
	"testing"

	"noren/backend/ledger"
	"noren/backend/store/query"
)

// The two steps of R5-3 before 決済依頼: the payment, then the order. It is never capturable again, here nor at Amazon.
func TestR5_3_CancelBeforeCapture(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		_, err := k.book.CancelOrder(t.Context(), shopID, order.ID, staff)
		wantWhy(t, err, ledger.WhyPaidFirst)
		order, err = k.book.CancelPayment(t.Context(), shopID, order.ID, staff, "在庫切れ", false)
		must(t, err)
		k.wantState(order.ID, ledger.Cancelled)
		k.neverAgain(t, order.ID)
		_, err = k.book.CancelOrder(t.Context(), shopID, order.ID, staff)
		must(t, err)
		if order = k.wantState(order.ID, ledger.OrderCancelled); order.Live != 0 {
			t.Error("the cart cannot be ordered anew")
		}
		k.neverAgain(t, order.ID)
		k.wantYen(order.ID, 0, 0)
	})
}

// neverAgain fails if money can still be taken or reserved.
func (k *kit) neverAgain(t *testing.T, id string) {
	t.Helper()
	_, err := k.book.Capture(t.Context(), shopID, id, staff)
	wantWhy(t, err, ledger.WhyCancelled)
	_, err = k.book.Reauthorise(t.Context(), shopID, id, staff)
	wantWhy(t, err, ledger.WhyCancelled)
	order := k.order(id)
	if err := k.amazon.Capture(order.ChargeID, 1); err == nil {
		t.Error("Amazon still takes the money")
	}
	if err := k.chargeByHand(order.PermissionID, 1); err == nil {
		t.Error("Amazon still takes a new charge")
	}
}

// After 決済依頼 the money is returned, and the order can be cancelled once all of it is back (R5-3, pitfall 11).
func TestR5_3_CancelAfterCapture(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		_, err := k.book.Capture(t.Context(), shopID, order.ID, staff)
		must(t, err)
		_, err = k.book.CancelPayment(t.Context(), shopID, order.ID, staff, "", false)
		must(t, err)
		k.wantState(order.ID, ledger.Refunding)
		_, err = k.book.CancelOrder(t.Context(), shopID, order.ID, staff)
		wantWhy(t, err, ledger.WhyPaidFirst)
		k.pass(2*minute, 2*minute)
		k.wantState(order.ID, ledger.Refunded)
		_, err = k.book.CancelOrder(t.Context(), shopID, order.ID, staff)
		must(t, err)
		k.wantState(order.ID, ledger.OrderCancelled)
		k.wantYen(order.ID, 3000, 3000)
	})
}

// Without a reason, too: Amazon wants one, the shop need not have one (protocol 3.4).
func TestR5_3_CancelWithoutReason(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		_, err := k.book.CancelPayment(t.Context(), shopID, order.ID, staff, "", false)
		must(t, err)
		k.wantState(order.ID, ledger.Cancelled)
	})
}

// A payment that lapsed, or that was declined, is cancelled as well, so that nobody charges it by mistake.
func TestR5_3_CancelWhatHasEnded(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		for _, from := range []func(int64) query.Order{k.lapsed, k.declined} {
			order := from(3000)
			_, err := k.book.CancelPayment(t.Context(), shopID, order.ID, staff, "x", false)
			must(t, err)
			k.wantState(order.ID, ledger.Cancelled)
			k.neverAgain(t, order.ID)
		}
	})
}

// A permission that was closed in Seller Central leaves the charge as it is; the ledger can still cancel what is reserved (R5-3).
func TestR5_3_CancelAfterThePermissionWasClosed(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		must(t, k.amazon.ClosePermission(order.PermissionID, "x"))
		k.settle(order.ID)
		k.wantState(order.ID, ledger.Authorised)
		_, err := k.book.CancelPayment(t.Context(), shopID, order.ID, staff, "x", false)
		must(t, err)
		k.wantState(order.ID, ledger.Cancelled)
		k.neverAgain(t, order.ID)
	})
}

// What was cancelled in Seller Central is cancelled here; what is taken there afterwards is shown to a person.
func TestX9_CancelledInSellerCentral(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		must(t, k.amazon.CancelCharge(order.ChargeID, "x"))
		k.hear(nil)
		k.wantState(order.ID, ledger.Cancelled)
		_, err := k.book.Capture(t.Context(), shopID, order.ID, staff)
		wantWhy(t, err, ledger.WhyCancelled)
		must(t, k.chargeByHand(order.PermissionID, 2000))
		k.hear(nil)
		order = k.wantState(order.ID, ledger.Attention)
		k.wantYen(order.ID, 2000, 0)
		_, err = k.book.Accept(t.Context(), shopID, order.ID, staff)
		must(t, err)
		if order = k.wantState(order.ID, ledger.Captured); order.Differs != 1 || order.AmazonTotal != 2000 {
			t.Errorf("differs %d over %d", order.Differs, order.AmazonTotal)
		}
	})
}

// Above the amount that the shop has set, cancelling and returning are confirmed a second time.
func TestX11_SecondConfirmation(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		k.set(ledger.Policy{ConfirmAbove: 2000})
		order := k.placed(3000)
		_, err := k.book.CancelPayment(t.Context(), shopID, order.ID, staff, "x", false)
		wantError(t, err, ledger.ErrConfirm)
		k.wantState(order.ID, ledger.Authorised)
		_, err = k.book.Capture(t.Context(), shopID, order.ID, staff)
		must(t, err)
		_, err = k.book.Refund(t.Context(), shopID, order.ID, staff, ledger.RefundWish{Amount: 2001})
		wantError(t, err, ledger.ErrConfirm)
		_, err = k.book.Refund(t.Context(), shopID, order.ID, staff, ledger.RefundWish{Amount: 2000})
		must(t, err)
		k.pass(2*minute, 2*minute)
		_, err = k.book.CancelPayment(t.Context(), shopID, order.ID, staff, "x", true)
		must(t, err)
		k.pass(2*minute, 2*minute)
		k.wantState(order.ID, ledger.Refunded)
		k.wantYen(order.ID, 3000, 3000)
	})
}

// The shopper, or Amazon, closes the permission: the order is cancelled, and no request is made.
func TestX9_ClosedByTheShopper(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		for _, end := range []func(string) error{k.amazon.ClosePermissionByBuyer, k.amazon.ClosePermissionByAmazon} {
			order := k.placed(3000)
			must(t, end(order.PermissionID))
			_, err := k.book.Capture(t.Context(), shopID, order.ID, staff)
			if !errors.Is(err, ledger.ErrNotAllowed) {
				t.Fatalf("error %v", err)
			}
			k.wantState(order.ID, ledger.Cancelled)
		}
	})
}
