package checkout_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/sandbox"
)

// together runs n calls at the same moment and gives their errors.
func together(n int, call func(i int) error) []error { //nolint:unparam // the number says how many at the call
	errs := make([]error, n)
	start := make(chan struct{})
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() {
			<-start
			errs[i] = call(i)
		})
	}
	close(start)
	group.Wait()
	return errs
}

// Pitfall 5: return page, notification and sweeper at once. All show the same end, and it happens once.
func TestPitfall5_EightSettleAtOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		for round := range 5 {
			id := "cart-" + string(rune('a'+round))
			row := k.atAmazon(basket(id, 1, 3000), "1111")
			k.pay(row)
			for _, err := range together(8, func(i int) error {
				if i%4 == 3 {
					_, err := k.flow.Sweep(t.Context(), 10)
					return err
				}
				_, err := k.flow.Settle(t.Context(), shopID, row.ID)
				return err
			}) {
				if err != nil {
					t.Fatal(err)
				}
			}
			k.sweepFor(time.Minute, 30*time.Second) // whoever met a Complete under way left it to be looked at
			k.wantState(row.ID, checkout.Placed)
			k.wantCharges(round + 1)
			k.wantWebhooks(round + 1)
		}
		k.balance()
	})
}

// 「この内容で注文する」 pressed eight times: one order, and every answer is the way to Amazon or «in progress».
func TestPitfall6_EightConfirmAtOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		c := basket("cart-1", 1, 3000)
		id := k.begin(c)
		k.review(id, "1111")
		request := k.confirmRequest(c)
		for _, err := range together(8, func(int) error {
			departure, err := k.flow.Confirm(t.Context(), id, request)
			if err == nil && departure.Go == "" {
				return errors.New("confirmed, and the way is unknown")
			}
			return err
		}) {
			if err != nil && !errors.Is(err, checkout.ErrInProgress) {
				t.Fatal(err)
			}
		}
		k.sweepFor(time.Minute, 30*time.Second)
		k.wantState(id, checkout.AtAmazon)
		k.wantOrder(ledger.Awaiting)
		k.pay(k.read(id))
		k.settle(id)
		k.wantOrder(ledger.Authorised)
		k.wantCharges(1)
	})
}

// Eight tabs of one cart confirm at once: one of them is the active one, and only it can be paid.
func TestPitfall6_EightTabsAtOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		c := basket("cart-1", 1, 3000)
		var tabs [8]string
		for i := range tabs {
			tabs[i] = k.begin(c)
			k.review(tabs[i], "1111")
		}
		request := k.confirmRequest(c)
		for _, err := range together(len(tabs), func(i int) error {
			_, err := k.flow.Confirm(t.Context(), tabs[i], request)
			return err
		}) {
			var ended *checkout.EndedError
			if err != nil && !errors.Is(err, checkout.ErrInProgress) && !errors.As(err, &ended) {
				t.Fatal(err)
			}
		}
		order := k.wantOrder(ledger.Awaiting)
		for _, tab := range tabs {
			row := k.read(tab)
			if want := tab == order.CheckoutID; want != (checkout.State(row.State) == checkout.AtAmazon) {
				t.Errorf("checkout %s is %s, active: %v", tab, row.State, want)
			}
			if row.OrderID != "" {
				k.pay(row)
			}
		}
		for _, err := range together(len(tabs), func(i int) error {
			_, err := k.flow.Settle(t.Context(), shopID, tabs[i])
			return err
		}) {
			if err != nil {
				t.Fatal(err)
			}
		}
		k.wantState(order.CheckoutID, checkout.Placed)
		k.wantCharges(1)
		k.balance()
	})
}

// Settle, Confirm, Review and Change of one checkout at once, while the buyer has paid: whatever wins, the books agree.
func TestPitfall5_EverythingAtOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		c := basket("cart-1", 1, 3000)
		row := k.atAmazon(c, "1111")
		k.pay(row)
		request, other := k.confirmRequest(c), k.second(row.ID)
		for _, err := range together(8, func(i int) error {
			var err error
			switch i % 4 {
			case 0:
				_, err = k.flow.Settle(t.Context(), shopID, row.ID)
			case 1:
				_, err = k.flow.Confirm(t.Context(), row.ID, request)
			case 2:
				_, err = k.flow.Review(t.Context(), row.ID, row.SessionID)
			case 3:
				_, err = k.flow.Review(t.Context(), row.ID, other)
			}
			return err
		}) {
			if err != nil && !errors.Is(err, checkout.ErrInProgress) && !errors.Is(err, checkout.ErrAlreadyPaid) {
				t.Fatal(err)
			}
		}
		k.sweepFor(30*time.Minute, time.Minute)
		k.wantState(row.ID, checkout.Placed)
		k.wantOrder(ledger.Authorised)
		k.wantCharges(1)
		k.wantWebhooks(1)
		k.balance()
	})
}

// A session is never exchanged for another while it is being paid, also when Confirm comes between the question to Amazon and
// the record of its answer.
func TestPitfall21_ReviewAndConfirmCross(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		c := basket("cart-1", 1, 3000)
		id := k.begin(c)
		mine := k.review(id, "1111").SessionID
		other := k.second(id)
		fault := k.amazon.Fault(sandbox.Fault{Operation: "GetCheckoutSession", Kind: sandbox.Hold, When: sandbox.After, Count: 1})
		crossed := make(chan error, 1)
		go func() {
			_, err := k.flow.Review(t.Context(), id, other)
			crossed <- err
		}()
		if _, err := k.amazon.WaitHeld(t.Context(), fault); err != nil {
			t.Fatal(err)
		}
		k.confirm(id, c)
		if err := k.amazon.Release(fault); err != nil {
			t.Fatal(err)
		}
		k.wantError(<-crossed, checkout.ErrInProgress)
		if got := k.read(id).SessionID; got != mine {
			t.Fatalf("session %s was exchanged for %s", mine, got)
		}
	})
}

// The shopper's browser goes away in the middle: what was asked of Amazon is recorded all the same.
func TestPitfall3_ContextEndsInTheMiddle(t *testing.T) {
	everywhere(t, func(_ *testing.T, k *kit) {
		c := basket("cart-1", 1, 3000)
		id := k.begin(c)
		k.review(id, "1111")
		k.whileHeld("UpdateCheckoutSession", func(ctx context.Context) error {
			_, err := k.flow.Confirm(ctx, id, k.confirmRequest(c))
			return err
		})
		k.wantState(id, checkout.AtAmazon)
		k.pay(k.read(id))
		k.whileHeld("CompleteCheckoutSession", func(ctx context.Context) error {
			_, err := k.flow.Settle(ctx, shopID, id)
			if err != nil && ctx.Err() == nil {
				return err
			}
			return nil
		})
		k.wantState(id, checkout.Placed)
		k.wantOrder(ledger.Authorised)
		k.wantWebhooks(1)
	})
}

// whileHeld ends the caller's context while Amazon works on an operation, whose effect has happened.
func (k *kit) whileHeld(operation string, call func(ctx context.Context) error) {
	k.t.Helper()
	fault := k.amazon.Fault(sandbox.Fault{Operation: operation, Kind: sandbox.Hold, When: sandbox.After, Count: 1})
	ctx, cancel := context.WithCancel(k.t.Context())
	done := make(chan error, 1)
	go func() { done <- call(ctx) }()
	if _, err := k.amazon.WaitHeld(k.t.Context(), fault); err != nil {
		k.t.Fatal(err)
	}
	cancel()
	if err := k.amazon.Release(fault); err != nil {
		k.t.Fatal(err)
	}
	if err := <-done; err != nil {
		k.t.Fatal(err)
	}
}

// 決済依頼 pressed by eight at once, while answers get lost before and after the effect: captured exactly once, and a press
// after the storm says so (R5-2, pitfall 7).
func TestR5_2_CaptureInAStorm(t *testing.T) {
	storms := map[string][]sandbox.Fault{
		"calm":          {},
		"lost before":   {{Kind: sandbox.Cut, When: sandbox.Before, Count: 5}},
		"lost after":    {{Kind: sandbox.Cut, When: sandbox.After, Count: 5}},
		"500 and 429":   {{Kind: sandbox.Fail, When: sandbox.After, Count: 2}, {Kind: sandbox.Throttle, Count: 2}},
		"refused after": {{Kind: sandbox.Refuse, When: sandbox.After, Status: http.StatusBadRequest, ReasonCode: "InvalidRequest", Count: 3}},
		"refused":       {{Kind: sandbox.Refuse, Status: http.StatusBadRequest, ReasonCode: "InvalidRequest", Count: 3}},
	}
	for name, faults := range storms {
		t.Run(name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, k *kit) {
				_, order := k.placed()
				for _, fault := range faults {
					fault.Operation = "CaptureCharge"
					k.amazon.Fault(fault)
				}
				for range 2 {
					for _, err := range together(8, func(int) error {
						_, err := k.book.Capture(t.Context(), shopID, order.ID, ledger.Act{By: "test"})
						return err
					}) {
						if err != nil && !errors.Is(err, ledger.ErrNotAllowed) && !errors.Is(err, ledger.ErrUnreachable) && !errors.Is(err, ledger.ErrRefused) {
							t.Fatal(err)
						}
					}
				}
				if order = k.wantOrder(ledger.Captured); order.Total != 3000 {
					t.Fatalf("order %+v", order)
				}
				charges := k.amazon.Books().Charges
				if len(charges) != 1 || charges[0].Captured != 3000 {
					t.Fatalf("charges %+v", charges)
				}
				_, err := k.book.Capture(t.Context(), shopID, order.ID, ledger.Act{By: "test"})
				k.wantError(err, ledger.ErrNotAllowed)
			})
		})
	}
}
