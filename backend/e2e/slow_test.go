package e2e

import (
	"context"
	"testing"

	"noren/backend/sandbox"
)

// Amazon takes its time with Complete: after three seconds a page waits for the shopper, who is led on as soon as the outcome is
// known, and was told all the while that nothing must be ordered again (X-8, design.md 5 rule 5).
func TestX8_AmazonIsSlow(t *testing.T) {
	on(t, func(t *testing.T, w *world, s *shopper) {
		s.register("1111")
		s.confirmPage()
		fault := w.Amazon.Fault(sandbox.Fault{Operation: "CompleteCheckoutSession", Kind: sandbox.Hold, When: sandbox.After, Count: 1})
		s.order()
		s.says("お支払いを確認しています")
		s.picture("8-waiting")
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		if _, err := w.Amazon.WaitHeld(ctx, fault); err != nil {
			t.Fatal(err)
		}
		if err := w.Amazon.Release(fault); err != nil {
			t.Fatal(err)
		}
		s.isComplete()
		w.wantPaid(1)
	})
}

// Amazon does not answer when the shopper comes back from choosing: the page says so, and the same way works a little later.
func TestX8_AmazonIsDownOnReturn(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.fill()
		s.begin()
		s.signIn()
		w.Amazon.Fault(sandbox.Fault{Operation: "GetCheckoutSession", Kind: sandbox.Cut})
		s.choose("1111")
		s.says("Amazonに接続できませんでした")
		s.says("お支払いは行われていません")
		s.picture("8-unreachable")
		w.Amazon.ClearFaults()
		s.press("a", "もう一度試す")
		s.isRegister()
		s.confirmPage()
		s.order()
		s.isComplete()
		w.wantPaid(1)
	})
}

// Amazon does not answer when the order button is pressed: the shopper is told beside it, stays on the page with all that was
// typed, and presses again.
func TestX8_AmazonIsDownOnConfirm(t *testing.T) {
	on(t, func(_ *testing.T, w *world, s *shopper) {
		s.register("1111")
		s.confirmPage()
		w.Amazon.Fault(sandbox.Fault{Operation: "UpdateCheckoutSession", Kind: sandbox.Cut})
		s.order()
		s.says("Amazonに接続できませんでした")
		s.picture("8-confirm-unreachable")
		w.Amazon.ClearFaults()
		s.order()
		s.isComplete()
		w.wantPaid(1)
		if n := len(w.orders()); n != 1 {
			w.t.Errorf("%d orders, want one", n)
		}
	})
}

// The way back from Amazon opens in another tab of the same browser, as from Amazon's app: it is the same shopper (design.md 4).
func TestPitfall20_ReturnInAnotherTab(t *testing.T) {
	w, s := alone(t)
	s.fill()
	s.begin()
	s.signIn()
	s.block("*://*:*/embed/v1/render")
	s.choose("1111")
	s.arrive("/login")
	other := s.another()
	other.open(s.last("/review?"))
	other.isRegister()
	other.says("千代田区")
	other.confirmPage()
	other.order()
	other.isComplete()
	w.wantPaid(1)
}
