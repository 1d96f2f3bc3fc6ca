package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"noren/backend/checkout"
	"noren/backend/sandbox"
	"noren/shared/api"
)

// After paying, whatever goes wrong with whatever call: the shopper is led to the shop's page or waits on an honest one, and
// once Amazon answers again the books are the same (pitfalls 3 and 7).
func TestPitfall3_ReturnFromPayingWhileAmazonFails(t *testing.T) {
	for _, operation := range []string{"GetCheckoutSession", "CompleteCheckoutSession", "GetChargePermission", "GetCharge"} {
		t.Run(operation, func(t *testing.T) {
			w := newWatched(t)
			for name, fault := range faults {
				cart := cartFor(name)
				s := w.returned(cart)
				back := w.pays(s, cart)
				next, done := strings.TrimPrefix(back, w.url), shopOrigin+"/complete?noren_checkout="+s.id
				w.breaks(operation, fault)
				for range 2 { // and once more, by impatience
					if p := w.open(back, s.cookie, api.Japanese); p.location() != done {
						w.waiting(name, p, s.id, next)
					}
				}
				w.mends()
				w.sweeps()
				if got := w.open("/return/"+s.id+"/status", "", api.Japanese); strings.TrimSpace(got.body) != `{"done":true}` {
					t.Errorf("%s: status %d %s", name, got.status, got.body)
				}
				if p := w.open(next, s.cookie, api.Japanese); p.status != http.StatusSeeOther || p.location() != done {
					t.Errorf("%s: in the end %d %s", name, p.status, p.location())
				}
			}
			w.balanced(len(faults))
		})
	}
}

// Amazon takes half a minute: the page stops waiting long before, the call goes on without the shopper, and its outcome counts.
func TestDesign5_ReturnPageDoesNotWaitForAmazon(t *testing.T) {
	for _, when := range []sandbox.When{sandbox.Before, sandbox.After} {
		for _, operation := range []string{"GetCheckoutSession", "CompleteCheckoutSession", "GetChargePermission", "GetCharge"} {
			t.Run(operation+" "+string(when), func(t *testing.T) {
				w := newWatched(t)
				w.site.Patience = time.Millisecond
				s := w.returned("cart-1")
				back := w.pays(s, "cart-1")
				next := strings.TrimPrefix(back, w.url)
				fault := w.amazon.Fault(sandbox.Fault{Operation: operation, Kind: sandbox.Hold, When: when, Count: 1})
				p := w.open(back, s.cookie, api.Japanese)
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
				defer cancel()
				_, err := w.amazon.WaitHeld(ctx, fault)
				w.must(err)
				w.waiting("held", p, s.id, next)
				w.must(w.amazon.Release(fault))
				w.site.Stop() // waits for what shoppers left behind
				w.site.Patience = time.Minute
				if p := w.open(next, s.cookie, api.Japanese); p.location() != shopOrigin+"/complete?noren_checkout="+s.id {
					t.Errorf("in the end %d %s", p.status, p.location())
				}
				w.balanced(1)
			})
		}
	}
}

// Back from choosing, nothing can be shown without Amazon's answer: the page says so, and its link is the same address, which
// works once Amazon does.
func TestPitfall3_ReturnFromChoosingWhileAmazonFails(t *testing.T) {
	w := newWatched(t)
	for name, fault := range faults {
		cart := cartFor(name)
		id := w.begin(cart)
		cookie := w.launch(id)
		_, back := w.choose(id, "1111")
		w.breaks("GetCheckoutSession", fault)
		for _, lang := range []api.Lang{api.Japanese, api.English} {
			w.unchanged(name, reading, func() { w.tryAgain(name, w.open(back, cookie, lang), lang, api.AmazonUnreachable, back, "/cart") })
		}
		w.mends()
		if p := w.open(back, cookie, api.Japanese); !strings.HasPrefix(p.location(), shopOrigin+"/cart#noren-"+id+"-") {
			t.Errorf("%s: in the end %d %s", name, p.status, p.location())
		}
	}
}

// Once the payment may have been taken, no page says that nothing was paid, or offers to pay otherwise: who comes back by the
// history, too, hears that it is being looked at.
func TestPitfall3_NobodyIsToldThatNothingWasPaid(t *testing.T) {
	w := newWatched(t)
	s := w.returned("cart-1")
	result := w.pays(s, "cart-1")
	w.breaks("GetCheckoutSession", faults["cut before"])
	for _, lang := range []api.Lang{api.Japanese, api.English} { // paid at Amazon, and not yet heard of
		w.tryAgain("at Amazon", w.open(s.back, s.cookie, lang), lang, api.PaymentPending, s.back, "/confirm")
	}
	w.mends()
	w.breaks("UpdateCheckoutSession", faults["cut before"])
	for range 2 { // ordered again, in the same outage: the sweeper will still take the first payment
		w.inProgress("ordered again", w.confirmRequest("cart-1", s.session))
	}
	w.mends()
	w.amazon.Advance(time.Minute)
	if row := w.settle(s.id); checkout.State(row.State) != checkout.AtAmazon { // the update is repeated
		t.Fatalf("checkout is %s", row.State)
	}
	w.breaks("CompleteCheckoutSession", faults["cut after"])
	w.breaks("GetCharge", faults["cut before"])
	w.waiting("taken, and not readable", w.open(result, s.cookie, api.Japanese), s.id, strings.TrimPrefix(result, w.url))
	if got := w.stateOf(s.id); got != checkout.Completing {
		t.Fatalf("checkout is %s", got)
	}
	w.breaks("GetCheckoutSession", faults["cut before"])
	for _, lang := range []api.Lang{api.Japanese, api.English} {
		w.tryAgain("taken", w.open(s.back, s.cookie, lang), lang, api.PaymentPending, s.back, "/confirm")
	}
	w.mends()
	w.sweeps()
	w.balanced(1)
}

// A second tab cannot pay while nobody knows whether the first one did, and is not told that nothing was paid (pitfall 6).
func TestPitfall6_SecondTabWhileAmazonFails(t *testing.T) {
	w := newWatched(t)
	second, first := w.returned("cart-1"), w.returned("cart-1")
	w.pays(first, "cart-1")
	for _, operation := range []string{"GetCheckoutSession", "CompleteCheckoutSession"} {
		w.breaks(operation, faults["500 before"])
		w.inProgress(operation, w.confirmRequest("cart-1", second.session))
		w.mends()
	}
	w.sweeps()
	if got := w.stateOf(first.id); got != checkout.Placed {
		t.Errorf("first is %s", got)
	}
	w.balanced(1)
}

// 「この内容で注文する」 while Amazon fails: nothing is paid, the page says so, and pressing again goes on.
func TestPitfall7_ConfirmWhileAmazonFails(t *testing.T) {
	w := newWatched(t)
	for name, fault := range faults {
		cart := cartFor(name)
		s := w.returned(cart)
		request := w.confirmRequest(cart, s.session)
		w.breaks("UpdateCheckoutSession", fault)
		for _, lang := range []api.Lang{api.Japanese, api.English} {
			request.Lang = lang
			status, answer, header := w.post(api.Confirm.Path, encode(w.outward, request), nil)
			p, want := problemIn(t, name, answer, header), problemText(lang, api.AmazonUnreachable)
			if status != http.StatusServiceUnavailable || p.Code != api.AmazonUnreachable || p.Title != want.Title || p.Detail != want.Remedy {
				t.Errorf("%s: %d %s", name, status, answer)
			}
			if got := w.stateOf(s.id); got != checkout.Confirming {
				t.Errorf("%s: checkout is %s", name, got)
			}
		}
		w.mends()
		if n := len(w.amazon.Books().Charges); n != len(w.placed()) {
			t.Fatalf("%s: %d charges", name, n)
		}
		if p := w.open(w.pays(s, cart), s.cookie, api.Japanese); p.location() != shopOrigin+"/complete?noren_checkout="+s.id {
			t.Errorf("%s: in the end %d %s", name, p.status, p.location())
		}
	}
	w.balanced(len(faults))
}

// «Cancel» at Amazon leads back to the shop though Amazon does not answer, and takes back no payment (pitfall 2).
func TestPitfall2_CancelWhileAmazonFails(t *testing.T) {
	w := newWatched(t)
	for name, fault := range faults {
		cart := cartFor(name)
		s := w.returned(cart)
		w.pays(s, cart)
		w.breaks("GetCheckoutSession", fault)
		if p := w.open("/return/"+s.id+"/cancel", s.cookie, api.Japanese); !strings.HasPrefix(p.location(), shopOrigin+"/confirm#noren-"+s.id+"-") {
			t.Errorf("%s: %d %s", name, p.status, p.location())
		}
		if got := w.stateOf(s.id); got != checkout.AtAmazon {
			t.Errorf("%s: checkout is %s", name, got)
		}
		w.mends()
		w.sweeps()
	}
	w.balanced(len(faults))
}

// Leaving for Amazon needs no answer of Amazon's.
func TestBeginAndLaunchWhileAmazonFails(t *testing.T) {
	w := newWatched(t)
	w.down.Store(true)
	w.launch(call(w.outward, api.Begin, w.beginRequest("cart-1")).Checkout)
	if n := len(w.amazon.Requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
}
