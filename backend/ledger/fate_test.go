package ledger_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"noren/backend/ledger"
	"noren/backend/sandbox"
	"noren/backend/store"
	"noren/backend/store/query"
)

// inside leads to a sandbox in this process without a network. A connection that the sandbox cuts is an error, as it is outside.
type inside struct{ amazon http.Handler }

func (i inside) RoundTrip(r *http.Request) (answer *http.Response, err error) {
	defer func() {
		switch cut := recover(); cut {
		case nil:
		case http.ErrAbortHandler:
			answer, err = nil, errors.New("the connection was cut")
		default:
			panic(cut)
		}
	}()
	request := r.Clone(r.Context())
	request.RequestURI = r.URL.RequestURI()
	if request.Body == nil {
		request.Body = http.NoBody
	}
	recorder := httptest.NewRecorder()
	i.amazon.ServeHTTP(recorder, request)
	return recorder.Result(), nil
}

// newInsideKit is a kit whose Amazon is reached without a network.
func newInsideKit(t testing.TB, db *store.DB) *kit {
	t.Helper()
	const address = "http://amazon.test"
	amazon := newAmazon(t)
	amazon.SetPublicURL(address)
	t.Cleanup(func() { must(t, amazon.Close()) })
	return newKitAt(t, db, amazon, address, inside{amazon.Handler()})
}

// fate decides: a number from 0 to below n.
type fate func(n int, what string) int

func pick[T any](f fate, what string, from ...T) T { return from[f(len(from), what)] }

// life is one order and what was done with it by others than the ledger.
type life struct {
	*kit
	id      string
	changed bool // in Seller Central, or by the shopper
	charges int  // made there
	refunds int
}

func (k *kit) newLife(f fate) *life {
	k.set(ledger.Policy{
		Capture: pick(f, "capture", ledger.ByHand, ledger.ByHand, ledger.AtOrder, ledger.AtShipping, ledger.AfterDays), CaptureDays: 3,
	})
	return &life{kit: k, id: k.placed(pick[int64](f, "total", 1, 3000, 56007, 100000)).ID}
}

// operate is something that the shop's people do; every answer is one that they are told of.
func (l *life) operate(f fate, book *ledger.Book) error {
	order := l.order(l.id)
	act := ledger.Act{By: "staff:1", Version: pick(f, "version", 0, order.Version)}
	ctx := l.t.Context()
	var err error
	what := f(12, "act")
	switch what {
	case 0, 1:
		_, err = book.Capture(ctx, shopID, l.id, act)
	case 2:
		_, err = book.CancelPayment(ctx, shopID, l.id, act, "x", false)
	case 3, 4:
		_, err = book.Refund(ctx, shopID, l.id, act, ledger.RefundWish{Amount: order.Total * int64(1+f(12, "tenths")) / 10})
	case 5, 6:
		_, err = book.Reauthorise(ctx, shopID, l.id, act)
	case 7:
		_, err = book.CancelOrder(ctx, shopID, l.id, act)
	case 8:
		_, err = book.Accept(ctx, shopID, l.id, act)
	case 9:
		_, err = book.Ship(ctx, shopID, l.id, act)
	case 10:
		_, err = book.PlanShipping(ctx, shopID, l.id, act, l.amazon.Now().Add(day*time.Duration(f(60, "days"))))
	case 11:
		_, err = book.Seen(ctx, shopID, l.id, act)
	}
	if err == nil || isExpected(err) {
		return nil
	}
	return fmt.Errorf("act %d on an order that is %s: %w", what, order.State, err)
}

// interfere is something that is done at Amazon, if Amazon lets it be done.
func (l *life) interfere(f fate) {
	order := l.order(l.id)
	if l.amazon.Now().Sub(store.Micros(order.PlacedAt).Time()) > 170*day {
		return // it can be changed for 180 days (R5-4), and is looked at as long
	}
	charges, _ := l.booked(order.PermissionID)
	charge := charges[f(len(charges), "charge")]
	part := max(1, order.Total*int64(1+f(10, "part"))/10)
	var err error
	switch f(9, "change") {
	case 0, 1:
		err = l.amazon.Capture(charge.ID, part)
	case 2:
		err = l.amazon.ChangeAmount(charge.ID, part)
	case 3:
		err = l.amazon.CancelCharge(charge.ID, "x")
	case 4, 5:
		if _, err = l.amazon.Refund(charge.ID, part); err == nil {
			l.refunds++
		}
	case 6:
		err = l.amazon.ClosePermission(order.PermissionID, "x")
	case 7:
		if err = l.takeAnew(order.PermissionID, part); err == nil {
			l.charges++
		}
	case 8:
		err = l.amazon.ClosePermissionByBuyer(order.PermissionID)
	}
	l.changed = l.changed || err == nil
}

// takeAnew is chargeByHand, which no fault and no simulation of ours concerns.
func (l *life) takeAnew(permission string, amount int64) error {
	for _, fault := range l.amazon.Faults() {
		if fault.Operation == "CreateCharge" {
			return errors.New("not now")
		}
	}
	l.wire.mu.Lock()
	simulated := l.wire.code != ""
	l.wire.mu.Unlock()
	if simulated {
		return errors.New("not now")
	}
	return l.chargeByHand(permission, amount)
}

// trouble lets Amazon fail, or decline.
func (l *life) trouble(f fate) {
	operation := pick(f, "operation", "CaptureCharge", "CreateCharge", "CreateRefund", "CloseChargePermission", "GetCharge", "GetChargePermission", "GetRefund")
	if f(4, "trouble") == 0 {
		x := [...][2]string{
			{"/capture", "PendingProcessingFailure"},
			{"/capture", "AmazonRejected"},
			{"/charges", "SoftDeclined"},
			{"/charges", "HardDeclined"},
			{"/refunds", "AmazonRejected"},
			{"/charges", "ProcessingFailure"},
			{"/capture", "CaptureInitiated"},
		}[f(7, "simulation")]
		l.simulate(x[0], x[1])
		return
	}
	fault := sandbox.Fault{Operation: operation, Kind: pick(f, "kind", sandbox.Cut, sandbox.Fail, sandbox.Throttle, sandbox.Refuse), Count: 1 + f(5, "count")}
	if fault.Kind == sandbox.Refuse {
		fault.Status, fault.ReasonCode = http.StatusBadRequest, "InvalidRequest"
	} else {
		fault.When = pick(f, "when", sandbox.Before, sandbox.After)
	}
	l.amazon.Fault(fault)
}

// check tells what is wrong with an order once everything has come to rest.
func (l *life) check() error {
	order := l.order(l.id)
	charges, refunds := l.booked(order.PermissionID)
	return errors.Join(
		l.checkYen(order, charges), l.checkOnce(charges, refunds), l.checkEvents(order), l.checkRest(order), l.checkLists(order, charges),
	)
}

func failIf(wrong bool, format string, args ...any) error {
	if wrong {
		return fmt.Errorf(format, args...)
	}
	return nil
}

// checkYen: the figures are Amazon's, to the yen, but for charges of which nobody told us; then a person is told that there are some.
func (l *life) checkYen(order query.Order, charges []sandbox.BookedCharge) error {
	known, err := l.db.Read().Charges(l.t.Context(), query.ChargesParams{ShopID: shopID, OrderID: l.id})
	must(l.t, err)
	seen := map[string]bool{order.ChargeID: true}
	for _, c := range known {
		seen[c.ID] = true
	}
	var taken, returned, unknown int64
	for _, c := range charges {
		if !seen[c.ID] {
			unknown += c.Captured
			continue
		}
		taken, returned = taken+c.Captured, returned+c.Refunded
	}
	return errors.Join(
		failIf(order.Captured != taken || order.Refunded != returned,
			"the ledger says %d taken, %d returned, Amazon %d, %d", order.Captured, order.Refunded, taken, returned),
		failIf(unknown > 0 && order.Alert == "", "%d yen were taken that nobody is told of", unknown),
	)
}

// checkOnce: what was asked for by us happened as often as it was asked for. Where Amazon refused for a day to repeat what had not been
// answered, its figures decided: another's refund may have been taken for ours, never the other way; a charge was found, not known as ours.
func (l *life) checkOnce(charges []sandbox.BookedCharge, refunds []sandbox.BookedRefund) error {
	var planned error
	ours, returned, late := 1, 0, 0
	for _, operation := range l.operations(l.id) {
		switch {
		case operation.State == "planned":
			planned = fmt.Errorf("%s is planned for ever", operation.Kind)
		case operation.Kind == "charge" && operation.State == "done":
			ours++
		case operation.Kind == "charge" && operation.State == "refused" && operation.DoneAt-operation.PlannedAt >= day.Microseconds():
			late++
		case operation.Kind == "refund" && operation.State == "done":
			returned++
		}
	}
	byFigures := 0
	for _, r := range l.kit.refunds(l.id) {
		if r.State == ledger.RefundDone && r.AmazonID == "" {
			byFigures++
		}
	}
	made := len(refunds) - l.refunds
	return errors.Join(
		planned,
		failIf(len(charges) < ours+l.charges || len(charges) > ours+late+l.charges,
			"%d charges, of which %d (and perhaps %d) are ours and %d others'", len(charges), ours, late, l.charges),
		failIf(made > returned || made < returned-byFigures, "%d refunds, of which %d (%d by the figures) are ours and %d others'",
			len(refunds), returned, byFigures, l.refunds),
	)
}

// checkEvents: one event for each version, each from the state in which the last one ended.
func (l *life) checkEvents(order query.Order) error {
	events := l.events(l.id)
	err := failIf(len(events) != int(order.Version), "%d events, version %d", len(events), order.Version)
	for i, event := range events {
		err = errors.Join(err,
			failIf(event.Version != int64(i+1), "event %d has version %d", i+1, event.Version),
			failIf(i > 0 && event.FromState != events[i-1].ToState, "event %d begins at %s", i+1, event.FromState))
	}
	return errors.Join(err, failIf(events[len(events)-1].ToState != order.State, "the last event leads to another state than %s", order.State))
}

// checkRest: nothing is left to wait for, and a cancelled payment can never be taken.
func (l *life) checkRest(order query.Order) error {
	state := ledger.State(order.State)
	err := failIf(state == ledger.Capturing || state == ledger.Refunding || state == ledger.Awaiting || state == ledger.Unpaid, "it is %s for ever", state)
	for _, permit := range ledger.Permits(order, "", l.amazon.Now()) {
		money := permit.Action == ledger.CaptureAction || permit.Action == ledger.ReauthoriseAction
		if gone := state == ledger.Cancelled || state == ledger.OrderCancelled; gone && money && permit.Allowed {
			err = errors.Join(err, fmt.Errorf("a cancelled payment may be taken by %s", permit.Action))
		}
	}
	return err
}

// checkLists: an order that differs from Amazon is shown as such, and no other.
func (l *life) checkLists(order query.Order, charges []sandbox.BookedCharge) error {
	state := ledger.State(order.State)
	shown := order.Differs == 1 || order.Alert != "" || state == ledger.Attention
	var total, held int64
	for _, c := range charges {
		switch c.State {
		case "Captured":
			total, held = total+c.Captured, held+c.Captured-c.Refunded
		case "Authorized", "AuthorizationInitiated", "CaptureInitiated":
			total, held = total+c.Amount, held+c.Amount
		}
	}
	ended := state == ledger.Cancelled || state == ledger.OrderCancelled
	return errors.Join(
		failIf(total > 0 && total != order.Total && !shown, "Amazon is over %d yen, the ledger over %d, and nobody is told", total, order.Total),
		failIf(held > 0 && ended && !shown, "cancelled, and Amazon holds %d yen", held),
		failIf(!l.changed && (order.Differs == 1 || state == ledger.Attention || order.Alert == ledger.AlertUnknownCharge),
			"nobody changed it at Amazon, and it is shown: %s, differs %d, alert %q", state, order.Differs, order.Alert),
	)
}

// let go: nobody looks at the order any more.
func (l *life) rest() {
	order := l.order(l.id)
	must(l.t, l.db.Tx(l.t.Context(), func(q *query.Queries) error {
		return q.ScheduleOrder(l.t.Context(), query.ScheduleOrderParams{ShopID: shopID, ID: order.ID, Version: order.Version})
	}))
}
