package web_test

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"noren/backend/ledger"
	"noren/backend/sandbox"
	"noren/backend/store/query"
	"noren/backend/webhook"
	"noren/shared/api"
	"noren/shared/i18n"
)

// faults are the ways in which a call of Amazon's goes wrong and nobody knows what came of it.
var faults = map[string]sandbox.Fault{
	"cut before":   {Kind: sandbox.Cut},
	"cut after":    {Kind: sandbox.Cut, When: sandbox.After},
	"429":          {Kind: sandbox.Throttle},
	"500 before":   {Kind: sandbox.Fail},
	"500 after":    {Kind: sandbox.Fail, When: sandbox.After},
	"503":          {Kind: sandbox.Fail, Status: http.StatusServiceUnavailable, ReasonCode: "ServiceUnavailable"},
	"slow, before": {Kind: sandbox.Hold},
	"slow, after":  {Kind: sandbox.Hold, When: sandbox.After},
}

// breaks makes an operation go wrong in a way until ClearFaults. Held calls outlast what we wait for an answer.
func (o *outward) breaks(operation string, fault sandbox.Fault) {
	fault.Operation = operation
	o.amazon.Fault(fault)
	if fault.Kind == sandbox.Hold {
		o.wire.Store(&http.Client{Timeout: 100 * time.Millisecond})
	}
}

func (o *outward) mends() {
	o.amazon.ClearFaults()
	o.wire.Store(nil)
}

// balanced proves that everything came to its end and that our books are Amazon's, to the yen: one paid order and one charge
// for each cart, no charge without order, and the shop told once.
func (o *outward) balanced(carts int) {
	o.t.Helper()
	orders, err := o.db.Read().Orders(o.t.Context(), o.shop.ID)
	o.must(err)
	told, err := webhook.Events(o.t.Context(), o.db, o.shop.ID, "", 1000)
	o.must(err)
	told = slices.DeleteFunc(told, func(m webhook.Message) bool { return m.Kind != webhook.OrderPlaced })
	charges := map[string]int64{}
	for _, charge := range o.amazon.Books().Charges {
		if charge.State != "Authorized" {
			o.t.Errorf("charge %s is %s", charge.ID, charge.State)
		}
		charges[charge.ID] = charge.Amount
	}
	for _, order := range orders {
		if ledger.State(order.State) != ledger.Authorised || charges[order.ChargeID] != order.Total {
			o.t.Errorf("order %s of %s is %s over %d yen, Amazon holds %d", order.Number, order.CartID, order.State, order.Total, charges[order.ChargeID])
		}
		delete(charges, order.ChargeID)
	}
	if len(orders) != carts || len(told) != carts || len(charges) != 0 {
		o.t.Errorf("%d orders, %d webhooks for %d carts; charges of no order: %v", len(orders), len(told), carts, charges)
	}
}

// sweeps lets time pass, for Amazon and for us, until every open checkout was looked at.
func (o *outward) sweeps() {
	o.t.Helper()
	for range 6 {
		o.amazon.Advance(5 * time.Minute)
		_, err := o.site.Flow.Sweep(o.t.Context(), 50)
		o.must(err)
	}
}

// waiting proves that a page honestly waits for an outcome that nobody knows: it says so, asks our row and never Amazon, and
// leads on without a script too.
func (w watched) waiting(name string, p page, id, next string) {
	w.t.Helper()
	if p.status != http.StatusOK || p.header.Get("Cache-Control") != "no-store" {
		w.t.Errorf("%s: %d %v %s", name, p.status, p.header, p.body)
	}
	status, texts := "/return/"+id+"/status", i18n.Japanese
	for _, part := range []string{
		escaped(texts.WaitTitle), escaped(texts.WaitBody), `data-next="` + escaped(next) + `"`, `data-status="` + status + `"`,
		`<a href="` + escaped(next) + `">`, `<a href="` + shopOrigin + `/confirm">`,
	} {
		if !strings.Contains(p.body, part) {
			w.t.Errorf("%s: waiting page without %q: %s", name, part, p.body)
		}
	}
	anonymous(w.t, name, p.body)
	w.unchanged(name+", polling", nothing, func() {
		if got := w.open(status, "", api.Japanese); strings.TrimSpace(got.body) != `{"done":false}` {
			w.t.Errorf("%s: status %d %s", name, got.status, got.body)
		}
	})
}

// tryAgain proves that a page explains why it cannot go on, and leads on by the same address, or back to the shop.
func (w watched) tryAgain(name string, p page, lang api.Lang, code api.Code, again, back string) {
	w.t.Helper()
	p.says(w.t, name, lang, code)
	if p.status != http.StatusServiceUnavailable || p.header.Get("Retry-After") == "" || p.header.Get("Cache-Control") != "no-store" {
		w.t.Errorf("%s: %d %v", name, p.status, p.header)
	}
	for _, link := range []string{strings.TrimPrefix(again, w.url), shopOrigin + back} {
		if !strings.Contains(p.body, `href="`+escaped(link)+`"`) {
			w.t.Errorf("%s: does not lead to %s: %s", name, link, p.body)
		}
	}
}

// inProgress proves that a Confirm is told, in both languages, that this order is being paid already.
func (w watched) inProgress(name string, r api.ConfirmRequest) {
	w.t.Helper()
	for _, lang := range []api.Lang{api.Japanese, api.English} {
		r.Lang = lang
		status, answer, header := w.post(api.Confirm.Path, encode(w.outward, r), nil)
		p, want := problemIn(w.t, name, answer, header), problemText(lang, api.InProgress)
		if status != http.StatusConflict || p.Code != api.InProgress || p.Title != want.Title || p.Detail != want.Remedy {
			w.t.Errorf("%s: %d %s", name, status, answer)
		}
	}
}

// placed are the orders that are paid.
func (o *outward) placed() (orders []query.Order) {
	o.t.Helper()
	all, err := o.db.Read().Orders(o.t.Context(), o.shop.ID)
	o.must(err)
	for _, order := range all {
		if ledger.State(order.State).Placed() {
			orders = append(orders, order)
		}
	}
	return orders
}
