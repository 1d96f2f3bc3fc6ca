package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/funnel"
	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
)

// counts is what the funnel of a trip says, after what was counted is written.
func (o *outward) counts(trip funnel.Trip) funnel.Report {
	o.t.Helper()
	o.must(o.site.Funnel.Flush(o.t.Context()))
	today := funnel.DayOf(o.now())
	report, err := o.site.Funnel.Report(o.t.Context(), o.shop.ID, today-3, today, funnel.Filter{Trip: trip})
	o.must(err)
	return report
}

// view opens the cart's page.
func (o *outward) view(shown *bool, agent string) {
	o.t.Helper()
	request := api.RenderRequest{Shop: o.shop.ID, Elements: []api.Element{{ID: "1", Name: api.PayElement, Cart: o.token("cart-1"), Shown: shown}}}
	if status, body, _ := o.post(api.Render.Path, encode(o, request), map[string]string{"User-Agent": agent}); status != http.StatusOK || !strings.Contains(body, "data-do") {
		o.t.Fatalf("render: %d %s", status, body)
	}
}

// gold presses a button of the usual look.
func gold(r *api.BeginRequest) { r.Colour, r.Size = button.Gold, button.Medium }

// goes begins a payment with a pressed button and opens the page before Amazon; with a card it also comes back.
func (o *outward) goes(cartID, card string) shopper {
	o.t.Helper()
	r := o.beginRequest(cartID)
	gold(&r)
	s := shopper{id: call(o, api.Begin, r).Checkout}
	s.cookie = o.launch(s.id)
	if card == "" {
		return s
	}
	s.amazon, s.back = o.choose(s.id, card)
	_, s.code, _ = strings.Cut(o.open(s.back, s.cookie, api.Japanese).location(), "#noren-")
	page := api.RenderRequest{Shop: o.shop.ID, Code: s.code, Verifier: verifier, Elements: []api.Element{{ID: "1", Name: api.PayElement, Cart: o.token(cartID)}}}
	s.session = call(o, api.Render, page).Session
	return s
}

// refusal posts what must be refused.
func (o *outward) refusal(path string, request any) {
	o.t.Helper()
	if status, body, _ := o.post(path, encode(o, request), nil); status < http.StatusBadRequest {
		o.t.Fatalf("%s: %d %s", path, status, body)
	}
}

// the figures are exactly what shoppers did, and what was paid is what the book says.
func TestX19_Figures(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		o := newOutward(t, db)
		yes, no := true, false
		o.view(nil, "Mozilla/5.0 (iPhone) Safari")
		o.view(&yes, "Mozilla/5.0 (iPhone) Safari") // drawn anew in the same view
		o.view(&no, "CUBOT Note 20")                // was hidden, and is shown now
		o.view(nil, "Mozilla/5.0 (compatible; Googlebot/2.1)")
		costly := o.sign(basket("cart-1", 1, 1_000_001), nil)
		for _, shown := range []*bool{nil, &no, &yes} { // gone counts, too
			call(o, api.Render, api.RenderRequest{Shop: o.shop.ID, Elements: []api.Element{
				{ID: "1", Name: api.PayElement, Cart: costly, Shown: shown},
				{ID: "2", Name: api.PayElement, Cart: costly, Shown: shown},
				{ID: "3", Name: api.GuideElement, Shown: shown},
			}})
		}
		refused := o.beginRequest("cart-1")
		gold(&refused)
		refused.Cart = costly
		o.refusal(api.Begin.Path, refused)

		o.goes("cart-gone", "")
		o.goes("cart-left", "1111")
		declined := o.goes("cart-declined", "3434")
		o.open(o.pays(declined, "cart-declined"), declined.cookie, api.Japanese)
		for _, cart := range []string{"cart-paid", "cart-paid-too"} {
			paid := o.goes(cart, "1111")
			o.open("/launch/"+paid.id, paid.cookie, api.Japanese) // back, and on again
			stale := o.confirmRequest(cart, paid.session)
			stale.Cart = costly
			o.refusal(api.Confirm.Path, stale)
			o.open(o.pays(paid, cart), paid.cookie, api.Japanese)
		}
		under := funnel.Loss{End: funnel.Open}
		at := o.wantFigures(funnel.Figures{
			Steps: map[funnel.Step]int64{funnel.Seen: 2, funnel.Clicked: 5, funnel.Launched: 5, funnel.Returned: 4, funnel.Ordered: 3, funnel.Authorised: 2},
			Losses: map[funnel.Loss]int64{
				{End: funnel.Hidden, Code: string(display.GoodsRange)}: 2, {End: funnel.Refused, Code: string(display.GoodsRange)}: 1,
				{End: funnel.Unconfirmed, Code: string(api.CartInvalid)}: 2, {End: funnel.Declined}: 1, under: 2,
			},
		})
		o.amazon.Advance(25 * time.Hour)
		for {
			n, err := o.site.Flow.Sweep(t.Context(), 16)
			o.must(err)
			if n == 0 {
				break
			}
		}
		delete(at.Losses, under)
		at.Losses[funnel.Loss{End: funnel.Unreturned}], at.Losses[funnel.Loss{End: funnel.Unordered}] = 1, 1
		at = o.wantFigures(at)

		page, err := o.site.Book.Search(t.Context(), o.shop.ID, ledger.Filter{}, "", 100)
		o.must(err)
		var placed int64
		for _, order := range page.Orders {
			if ledger.State(order.State).Placed() {
				placed++
			}
		}
		if placed != at.Steps[funnel.Authorised] {
			t.Errorf("%d orders in the book, %d in the funnel", placed, at.Steps[funnel.Authorised])
		}
	})
}

// wantFigures compares the figures of payments, whose button always looked the same where it was known.
func (o *outward) wantFigures(want funnel.Figures) funnel.Figures {
	o.t.Helper()
	report := o.counts(funnel.Payment)
	if diff := cmp.Diff(want, report.Total); diff != "" {
		o.t.Error(diff)
	}
	if diff := cmp.Diff([]button.Style{button.Default}, report.Styles); diff != "" {
		o.t.Error(diff)
	}
	return want
}
