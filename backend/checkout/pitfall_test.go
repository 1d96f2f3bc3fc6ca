package checkout_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/sandbox"
	"noren/shared/api"
)

// The numbers are those of pitfalls.md, items 1 to 10: what broke other products.

// Two Completes at once: Amazon refuses one of them with 422, and the order is paid all the same, once.
func TestPitfall1_TwoParallelCompletes(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
		k.pay(row)
		fault := k.amazon.Fault(sandbox.Fault{Operation: "CompleteCheckoutSession", Kind: sandbox.Hold, Count: 1})
		first := make(chan error, 1)
		go func() {
			_, err := k.flow.Settle(context.WithoutCancel(t.Context()), shopID, row.ID)
			first <- err
		}()
		if _, err := k.amazon.WaitHeld(t.Context(), fault); err != nil {
			t.Fatal(err)
		}
		k.wantState(row.ID, checkout.Completing)
		k.advance(21 * time.Second)
		k.settle(row.ID)
		k.wantState(row.ID, checkout.Placed)
		if err := k.amazon.Release(fault); err != nil {
			t.Fatal(err)
		}
		if err := <-first; err != nil {
			t.Fatal(err)
		}
		k.wantState(row.ID, checkout.Placed)
		k.wantOrder(ledger.Authorised)
		k.wantCharges(1)
		k.wantWebhooks(1)
		if calls := k.calls("CompleteCheckoutSession"); len(calls) != 2 || calls[0].Status != http.StatusUnprocessableEntity {
			t.Fatalf("want two Completes, the first refused: %+v", calls)
		}
	})
}

// 422 on Complete means «already completed» as well as «cancelled» and «not yet»: the session says which.
func TestPitfall1_CompletedBySomebodyElse(t *testing.T) {
	everywhere(t, func(_ *testing.T, k *kit) {
		row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
		k.pay(row)
		k.complete(row.SessionID, 3000)
		k.settle(row.ID)
		k.wantState(row.ID, checkout.Placed)
		k.wantOrder(ledger.Authorised)
		k.balance()
	})
}

// Amazon's cancel address carries no wish: only what the session says counts.
func TestPitfall2_CancelChangesNothingThatIsPaid(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		paid, order := k.placed()
		if _, err := k.amazon.CancelByBuyer(paid.SessionID); err == nil {
			t.Fatal("a completed session was cancelled")
		}
		if after := k.settle(paid.ID); after.Version != paid.Version || checkout.State(after.State) != checkout.Placed {
			t.Fatalf("settled again: %+v", after)
		}
		if after, err := k.flow.Review(t.Context(), paid.ID, paid.SessionID); err != nil || after.Version != paid.Version {
			t.Fatalf("reviewed after the end: %+v, %v", after, err)
		}
		if after := k.wantOrder(ledger.Authorised); after.Version != order.Version {
			t.Fatal("the order changed")
		}
	})
}

// A shopper who really cancels at Amazon ends the checkout; the same cart can be bought after all.
func TestPitfall2_CancelledAtAmazon(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		c := basket("cart-1", 1, 3000)
		row := k.atAmazon(c, "1111")
		if _, err := k.amazon.CancelByBuyer(row.SessionID); err != nil {
			t.Fatal(err)
		}
		k.settle(row.ID)
		k.wantState(row.ID, checkout.Cancelled)
		k.wantOrder(ledger.Unpaid)
		_, err := k.flow.Confirm(t.Context(), row.ID, k.confirmRequest(c))
		var ended *checkout.EndedError
		if !errors.As(err, &ended) || ended.State != checkout.Cancelled {
			t.Fatalf("confirmed after the end: %v", err)
		}
		again := k.atAmazon(c, "1111")
		k.pay(again)
		k.settle(again.ID)
		k.wantOrder(ledger.Authorised)
		k.wantCharges(1)
	})
}

// The answer to Complete is lost after its effect, in every way an answer can be lost; the session is found completed.
func TestPitfall3_MoneyTakenAnswerLost(t *testing.T) {
	for name, fault := range map[string]sandbox.Fault{
		"cut": {Kind: sandbox.Cut}, "500": {Kind: sandbox.Fail}, "429": {Kind: sandbox.Throttle},
		"refusal": {Kind: sandbox.Refuse, Status: http.StatusBadRequest, ReasonCode: "InvalidRequest"},
	} {
		t.Run(name, func(t *testing.T) {
			everywhere(t, func(_ *testing.T, k *kit) {
				row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
				k.pay(row)
				fault.Operation, fault.When, fault.Count = "CompleteCheckoutSession", sandbox.After, 1
				k.amazon.Fault(fault)
				k.settle(row.ID)
				k.wantState(row.ID, checkout.Placed)
				k.wantOrder(ledger.Authorised)
				k.balance()
			})
		})
	}
}

// Amazon is gone just after it took the money: nothing is decided until it can be read, and then the sweeper finds it.
func TestPitfall3_SweeperFindsTheMoney(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
		k.pay(row)
		k.lose("CompleteCheckoutSession", sandbox.After, 1)
		k.amazon.Fault(sandbox.Fault{Operation: "GetChargePermission", Kind: sandbox.Fail})
		_, err := k.flow.Settle(t.Context(), shopID, row.ID)
		k.wantError(err, checkout.ErrUnreachable)
		k.wantState(row.ID, checkout.Completing)
		k.wantOrder(ledger.Awaiting)
		k.wantWebhooks(0)
		k.amazon.ClearFaults()
		k.sweepFor(2*time.Minute, 30*time.Second)
		k.wantState(row.ID, checkout.Placed)
		k.wantOrder(ledger.Authorised)
		k.wantWebhooks(1)
		k.balance()
	})
}

// The shopper pays and closes the tab.
func TestPitfall4_ClosedTab(t *testing.T) {
	everywhere(t, func(_ *testing.T, k *kit) {
		row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
		k.pay(row)
		k.sweepFor(11*time.Minute, time.Minute)
		k.wantState(row.ID, checkout.Placed)
		k.wantOrder(ledger.Authorised)
	})
}

// The same at the end of the session's 24 hours: there is still a look before it ends.
func TestPitfall4_ClosedTabInTheLastHour(t *testing.T) {
	everywhere(t, func(_ *testing.T, k *kit) {
		row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
		k.sweepFor(23*time.Hour+30*time.Minute, 5*time.Minute)
		k.wantState(row.ID, checkout.AtAmazon)
		k.pay(row)
		k.sweepFor(time.Hour, 5*time.Minute)
		k.wantState(row.ID, checkout.Placed)
	})
}

// The shopper presses the button and never comes back: no session is known, and the checkout simply expires.
func TestPitfall4_NeverCameBack(t *testing.T) {
	everywhere(t, func(_ *testing.T, k *kit) {
		id := k.begin(basket("cart-1", 1, 3000))
		k.sweepFor(25*time.Hour, time.Hour)
		k.wantState(id, checkout.Expired)
		if got := k.read(id); got.NextAt != 0 {
			k.t.Fatalf("not over: %+v", got)
		}
	})
}

// Asked too early, Amazon refuses; that is no verdict, and in the end the session expires.
func TestPitfall4_NeverPaid(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
		k.settle(row.ID)
		k.wantState(row.ID, checkout.AtAmazon)
		if calls := k.calls("CompleteCheckoutSession"); len(calls) != 1 || calls[0].Status != http.StatusUnprocessableEntity {
			t.Fatalf("want one refused Complete: %+v", calls)
		}
		k.sweepFor(27*time.Hour, 10*time.Minute)
		k.wantState(row.ID, checkout.Expired)
		k.wantOrder(ledger.Unpaid)
		if got := k.read(row.ID); got.NextAt != 0 || got.Reason != "Expired" {
			t.Fatalf("not over: %+v", got)
		}
		// Pitfall 26: looks at an open session grow rare.
		if n := len(k.calls("CompleteCheckoutSession")); n > 40 {
			t.Fatalf("asked %d times", n)
		}
	})
}

// Amazon does not know the session any more: before Confirm nothing can be paid; later a person must look; nobody asks for ever.
func TestPitfall4_SessionGone(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		early := k.begin(basket("cart-1", 1, 3000))
		k.review(early, "1111")
		late := k.atAmazon(basket("cart-2", 1, 3000), "1111")
		k.amazon.Fault(sandbox.Fault{Operation: "GetCheckoutSession", Kind: sandbox.Refuse, Status: http.StatusNotFound, ReasonCode: "ResourceNotFound"})
		k.sweepFor(26*time.Hour, time.Hour)
		k.wantState(early, checkout.Expired)
		k.wantState(late.ID, checkout.Attention)
		k.wantOrder(ledger.Attention)
		asked := len(k.calls("GetCheckoutSession"))
		k.sweepFor(26*time.Hour, time.Hour)
		if n := len(k.calls("GetCheckoutSession")); n != asked {
			t.Fatalf("asked %d times more", n-asked)
		}
	})
}

// Two tabs confirm one cart, and both are paid at Amazon: only the one that won is ever completed.
func TestPitfall6_TwoTabsOneCart(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		c := basket("cart-1", 1, 3000)
		first, second := k.begin(c), k.begin(c)
		k.review(first, "1111")
		k.review(second, "1111")
		k.confirm(first, c)
		k.confirm(second, c)
		k.wantState(first, checkout.Superseded)
		k.pay(k.read(first))
		k.pay(k.read(second))
		for _, id := range []string{first, second, first} {
			k.settle(id)
		}
		k.wantState(first, checkout.Superseded)
		k.wantState(second, checkout.Placed)
		k.wantOrder(ledger.Authorised)
		k.wantCharges(1)
		_, err := k.flow.Begin(t.Context(), k.beginRequest(c), "")
		k.wantError(err, checkout.ErrAlreadyPaid)
		k.sweepFor(27*time.Hour, time.Hour)
		k.wantState(first, checkout.Expired)
		k.wantCharges(1)
		k.balance()
	})
}

// The first tab is paid when the second one confirms: the second hears so, and the first one's payment is taken.
func TestPitfall6_SecondTabFindsTheFirstPaid(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		c := basket("cart-1", 1, 3000)
		second := k.begin(c)
		k.review(second, "1111")
		first := k.atAmazon(c, "1111")
		k.pay(first)
		_, err := k.flow.Confirm(t.Context(), second, k.confirmRequest(c))
		k.wantError(err, checkout.ErrAlreadyPaid)
		k.wantState(first.ID, checkout.Placed)
		k.wantWebhooks(1)
		k.wantCharges(1)
	})
}

// While Amazon's answer for the first tab is unknown, the second may not pay.
func TestPitfall6_SecondTabWhileTheFirstIsUnclear(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		c := basket("cart-1", 1, 3000)
		second := k.begin(c)
		k.review(second, "1111")
		first := k.atAmazon(c, "1111")
		k.pay(first)
		k.lose("CompleteCheckoutSession", sandbox.Before, 1)
		for range 2 {
			_, err := k.flow.Confirm(t.Context(), second, k.confirmRequest(c))
			k.wantError(err, checkout.ErrInProgress)
		}
		k.sweepFor(2*time.Minute, 30*time.Second)
		k.wantState(first.ID, checkout.Placed)
		k.wantState(second, checkout.Reviewing)
		k.wantCharges(1)
	})
}

// An update whose answer is lost is sent again byte for byte.
func TestPitfall7_UpdateIsRepeatedAsItWas(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		c := basket("cart-1", 1, 3000)
		id := k.begin(c)
		k.review(id, "1111")
		k.lose("UpdateCheckoutSession", sandbox.After, 3)
		_, err := k.flow.Confirm(t.Context(), id, k.confirmRequest(c))
		k.wantError(err, checkout.ErrUnreachable)
		k.wantState(id, checkout.Confirming)
		k.sweepFor(time.Minute, 30*time.Second)
		k.wantState(id, checkout.AtAmazon)
		calls := k.calls("UpdateCheckoutSession")
		if len(calls) != 4 {
			t.Fatalf("%d updates, want three lost and one more", len(calls))
		}
		for _, call := range calls {
			if call.Body != calls[0].Body || call.IdempotencyKey != "" {
				t.Fatalf("update %q, then %q", calls[0].Body, call.Body)
			}
		}
	})
}

// Keys are derived; this value must never change, or a retry after an upgrade would be a second capture.
func TestPitfall7_KeyIsDerived(t *testing.T) {
	const golden = "6cff2fd6a8bd23a03ff409dfe6b29759"
	if got := ledger.KeyOf("op_01k0000000000000000000000", 1); got != golden {
		t.Fatalf("key %s, want %s", got, golden)
	}
	if ledger.KeyOf("op_1", 1) == ledger.KeyOf("op_1", 2) || ledger.KeyOf("op_1", 1) == ledger.KeyOf("op_2", 1) {
		t.Fatal("keys are not apart")
	}
}

// A capture whose answer is lost is repeated with the same key and bytes; only a refusal makes a new key.
func TestPitfall7_KeyMovesOnlyAfterARefusal(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		_, order := k.placed()
		k.lose("CaptureCharge", sandbox.Before, 6)
		for range 2 {
			_, err := k.book.Capture(t.Context(), shopID, order.ID, ledger.Act{By: "test"})
			k.wantError(err, ledger.ErrUnreachable)
		}
		lost := k.calls("CaptureCharge")
		k.amazon.Fault(sandbox.Fault{Operation: "CaptureCharge", Kind: sandbox.Refuse, Status: http.StatusBadRequest, ReasonCode: "InvalidRequest", Count: 1})
		_, err := k.book.Capture(t.Context(), shopID, order.ID, ledger.Act{By: "test"})
		k.wantError(err, ledger.ErrRefused)
		if _, err := k.book.Capture(t.Context(), shopID, order.ID, ledger.Act{By: "test"}); err != nil {
			t.Fatal(err)
		}
		operations, err := k.db.Read().Operations(t.Context(), operationsOf(order.ID))
		if err != nil || len(operations) != 1 {
			t.Fatalf("operations %+v, %v", operations, err)
		}
		calls := k.calls("CaptureCharge")
		if len(lost) != 6 || len(calls) != 8 {
			t.Fatalf("%d calls lost of %d, want 6 of 8", len(lost), len(calls))
		}
		for i, call := range calls {
			generation := int64(1)
			if i == 7 {
				generation = 2
			}
			if want := string(ledger.KeyOf(operations[0].ID, generation)); call.IdempotencyKey != want || call.Body != calls[0].Body {
				t.Fatalf("call %d: key %s body %q, want key %s", i, call.IdempotencyKey, call.Body, want)
			}
		}
		k.wantOrder(ledger.Captured)
	})
}

// A cancelled payment never comes back to life, whatever is heard later.
func TestPitfall8_CancelledStaysCancelled(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		_, order := k.placed()
		if _, err := k.account().Client.CancelCharge(t.Context(), order.ChargeID, cancelRequest(t)); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := k.notified(order.PermissionID); err != nil {
				t.Fatal(err)
			}
			k.wantOrder(ledger.Cancelled)
		}
		_, err := k.book.Capture(t.Context(), shopID, order.ID, ledger.Act{By: "test"})
		k.wantError(err, ledger.ErrNotAllowed)
		k.advance(31 * 24 * time.Hour)
		if _, err := k.book.Settle(t.Context(), shopID, order.ID); err != nil {
			t.Fatal(err)
		}
		k.wantOrder(ledger.Cancelled)
		k.wantWebhooks(1)
	})
}

// The charge is cancelled before the answer to Complete is known: the order is cancelled, never told as paid, and nobody asks for ever.
func TestPitfall8_CancelledBeforeItWasPlaced(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
		k.pay(row)
		k.complete(row.SessionID, 3000)
		charge := k.amazon.Books().Charges[0].ID
		if _, err := k.account().Client.CancelCharge(t.Context(), charge, cancelRequest(t)); err != nil {
			t.Fatal(err)
		}
		k.settle(row.ID)
		k.wantState(row.ID, checkout.Placed)
		k.wantOrder(ledger.Cancelled)
		k.wantWebhooks(0)
	})
}

// A declined card pays nothing; the shopper may try again with the same cart, and the order is the same one.
func TestPitfall9_DeclinedNeverShips(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		c := basket("cart-1", 1, 3000)
		row := k.atAmazon(c, "3434")
		k.pay(row)
		k.settle(row.ID)
		k.wantState(row.ID, checkout.Declined)
		declined := k.wantOrder(ledger.Unpaid)
		k.wantWebhooks(0)
		k.wantCharges(0)
		again := k.atAmazon(c, "1111")
		k.pay(again)
		k.settle(again.ID)
		if paid := k.wantOrder(ledger.Authorised); paid.Number != declined.Number {
			t.Fatalf("order %s, want %s", paid.Number, declined.Number)
		}
		k.wantWebhooks(1)
	})
}

// A state that we do not know decides nothing: the order waits, is looked at again, ever more seldom, and goes on once the state is known.
func TestPitfall9_UnknownStatesHold(t *testing.T) {
	for name, w := range map[string]tampered{
		"session": {"/checkoutSessions/", `"state":"Completed"`, `"state":"Frozen"`},
		"charge":  {"/charges/", `"state":"Authorized"`, `"state":"Frozen"`},
	} {
		t.Run(name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, k *kit) {
				row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
				k.pay(row)
				k.tamper(w.part, w.from, w.to)
				if _, err := k.flow.Settle(t.Context(), shopID, row.ID); err == nil {
					t.Fatal("an unknown state is no error")
				}
				k.wantState(row.ID, checkout.Completing)
				k.wantOrder(ledger.Awaiting)
				k.wantWebhooks(0)
				asked := len(k.calls("GetCheckoutSession"))
				k.sweepFor(3*time.Hour, time.Minute)
				if n := len(k.calls("GetCheckoutSession")) - asked; n == 0 || n > 15 {
					t.Fatalf("looked at %d times in three hours", n)
				}
				k.wire = nil
				k.sweepFor(2*time.Hour, time.Minute)
				k.wantState(row.ID, checkout.Placed)
				k.wantOrder(ledger.Authorised)
			})
		})
	}
}

// The shop hears of an order once, whoever settles, sweeps and notifies.
func TestPitfall10_OneWebhook(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		row, order := k.placed()
		for range 3 {
			k.settle(row.ID)
			if err := k.notified(order.PermissionID); err != nil {
				t.Fatal(err)
			}
		}
		k.sweepFor(3*time.Hour, time.Hour)
		k.wantWebhooks(1)
	})
}

// A notification may come before anything else: its permission leads to the order by its reference.
func TestPitfall5_NotificationBeforeTheReturn(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
		k.pay(row)
		k.complete(row.SessionID, 3000)
		permission := k.amazon.Books().Permissions[0].ID
		if err := k.notified(permission); err != nil {
			t.Fatal(err)
		}
		k.wantState(row.ID, checkout.Placed)
		k.wantOrder(ledger.Authorised)
		k.wantError(k.notified("S03-0000000-0000000"), checkout.ErrUnknown)
	})
}

// A late capture is decided later (pitfall 12): it is looked at until Amazon has decided.
func TestPitfall12_LateCaptureIsFollowed(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		_, order := k.placed()
		k.advance(8 * 24 * time.Hour)
		if _, err := k.book.Capture(t.Context(), shopID, order.ID, ledger.Act{By: "test"}); err != nil {
			t.Fatal(err)
		}
		if got := k.amazon.Books().Charges[0].State; got != "CaptureInitiated" {
			t.Fatalf("charge is %s", got)
		}
		k.tamper("/charges/", `"state":"Captured"`, `"state":"Declined"`)
		for range 4 {
			k.advance(time.Hour)
			if _, err := k.book.Sweep(t.Context(), 10); err != nil {
				t.Fatal(err)
			}
		}
		k.wantOrder(ledger.Declined)
	})
}

// An authorisation that nobody used runs out after 30 days, and the order says so; 決済依頼 then makes a new charge (pitfall 13, R5-7).
func TestPitfall13_AuthorisationLapses(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		_, order := k.placed()
		k.advance(30*24*time.Hour + 2*time.Hour)
		if n, err := k.book.Sweep(t.Context(), 10); err != nil || n != 1 {
			t.Fatalf("swept %d, %v", n, err)
		}
		k.wantOrder(ledger.Lapsed)
		if _, err := k.book.Capture(t.Context(), shopID, order.ID, ledger.Act{By: "test"}); err != nil {
			t.Fatal(err)
		}
		k.wantOrder(ledger.Captured)
		if charges := k.amazon.Books().Charges; len(charges) != 2 || charges[0].Captured != 0 || charges[1].Captured != 3000 {
			t.Fatalf("charges %+v", charges)
		}
	})
}

// Somebody told Amazon another amount after Confirm: nothing is taken, and the shopper confirms anew.
func TestPitfall14_AnotherAmountAtAmazon(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		c := basket("cart-1", 1, 3000)
		row := k.atAmazon(c, "1111")
		k.patch(row.SessionID, amazonpay.PaymentDetails{PaymentIntent: amazonpay.IntentAuthorize, ChargeAmount: amazonpay.JPY(9000)})
		k.pay(row)
		k.settle(row.ID)
		k.wantState(row.ID, checkout.Reviewing)
		k.wantOrder(ledger.Unpaid)
		if n := len(k.calls("CompleteCheckoutSession")); n != 0 {
			t.Fatalf("%d Completes", n)
		}
		k.confirm(row.ID, c)
		k.pay(k.read(row.ID))
		k.settle(row.ID)
		k.wantOrder(ledger.Authorised)
		k.balance()
	})
}

// Amazon's answer to the update says another amount than was sent: the shopper is not sent to pay.
func TestPitfall14_AnotherAmountInTheAnswer(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		c := basket("cart-1", 1, 3000)
		id := k.begin(c)
		k.review(id, "1111")
		k.tamper("/checkoutSessions/", `"3000"`, `"3001"`)
		departure, err := k.flow.Confirm(t.Context(), id, k.confirmRequest(c))
		k.wantError(err, checkout.ErrRefused)
		if departure.Go != "" {
			t.Fatalf("sent to %s", departure.Go)
		}
		k.wantState(id, checkout.Reviewing)
		k.wantOrder(ledger.Unpaid)
	})
}

// Money was taken over another amount, or without a charge: a person must look, and nothing ships.
func TestPitfall14_CompletedWithAnotherAmount(t *testing.T) {
	for name, details := range map[string]amazonpay.PaymentDetails{
		"amount":    {PaymentIntent: amazonpay.IntentAuthorize, ChargeAmount: amazonpay.JPY(9000)},
		"no charge": {PaymentIntent: amazonpay.IntentConfirm, ChargeAmount: amazonpay.JPY(3000)},
	} {
		t.Run(name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, k *kit) {
				row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
				k.patch(row.SessionID, details)
				k.pay(row)
				amount, err := details.ChargeAmount.Yen()
				if err != nil {
					t.Fatal(err)
				}
				k.complete(row.SessionID, amount)
				k.settle(row.ID)
				k.wantState(row.ID, checkout.Attention)
				k.wantOrder(ledger.Attention)
				k.wantWebhooks(0)
				_, err = k.flow.Confirm(t.Context(), row.ID, k.confirmRequest(basket("cart-1", 1, 3000)))
				k.wantError(err, checkout.ErrAttention)
			})
		})
	}
}

// The cart changed in the shop while the shopper was at Amazon: what was confirmed is what is paid; confirming again asks for the new total.
func TestPitfall14_CartChangedAtAmazon(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
		k.pay(row)
		changed := basket("cart-1", 2, 5000)
		k.confirm(row.ID, changed)
		k.settle(row.ID)
		k.wantState(row.ID, checkout.AtAmazon) // what was paid before is not what is confirmed now
		k.pay(row)
		k.settle(row.ID)
		if order := k.wantOrder(ledger.Authorised); order.Total != 5000 {
			t.Fatalf("order over %d yen", order.Total)
		}
		k.balance()
	})
}

// Whole yen on the wire, as text, and nothing else is believed.
func TestPitfall15_WholeYen(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		row := k.atAmazon(basket("cart-1", 1, 1_000_000), "1111")
		want := `"chargeAmount":{"amount":"1000000","currencyCode":"JPY"}`
		if body := k.calls("UpdateCheckoutSession")[0].Body; !strings.Contains(body, want) {
			t.Fatalf("update %s", body)
		}
		k.pay(row)
		k.tamper("/charges/", `"1000000"`, `"1000000.5"`)
		if _, err := k.flow.Settle(t.Context(), shopID, row.ID); err != nil {
			t.Fatal(err)
		}
		if body := k.calls("CompleteCheckoutSession")[0].Body; body != "{"+want+"}" {
			t.Fatalf("complete %s", body)
		}
		k.wantState(row.ID, checkout.Attention)
		k.wantOrder(ledger.Attention)
	})
}

// Pitfall 21: the address is changed in another tab after Confirm. Postage and total were for the one that was confirmed, so nothing is taken.
func TestPitfall21_AddressChangedAfterConfirm(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		c := basket("cart-1", 1, 3000)
		row := k.atAmazon(c, "1111")
		change := api.ChangeRequest{Shop: shopID, What: api.ChangeAddress, Leaving: leaving(origin + "/checkout")}
		if _, err := k.flow.Change(t.Context(), row.ID, change); err != nil {
			t.Fatal(err)
		}
		if _, err := k.amazon.Choose(row.SessionID, sandbox.Choice{Buyer: "taro", Address: "okinawa", Card: "1111"}); err != nil {
			t.Fatal(err)
		}
		if _, err := k.flow.Review(t.Context(), row.ID, row.SessionID); err != nil {
			t.Fatal(err)
		}
		k.pay(row)
		k.settle(row.ID)
		k.wantState(row.ID, checkout.Reviewing)
		k.wantCharges(0)
		k.confirm(row.ID, c)
		k.pay(k.read(row.ID))
		k.settle(row.ID)
		k.wantState(row.ID, checkout.Placed)
	})
}
