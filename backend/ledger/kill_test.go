package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"testing"

	"noren/backend/amazonpay"
	"noren/backend/ledger"
	"noren/backend/sandbox"
	"noren/backend/store/query"
)

// mortal is the way to Amazon of a process that dies at one of its calls: before it was sent, or when it was answered. Whoever called
// ends there, with everything that it wanted to do.
type mortal struct {
	next  http.RoundTripper
	left  int // calls before the last one
	after bool
	dead  bool
}

func (m *mortal) RoundTrip(r *http.Request) (*http.Response, error) {
	m.left--
	if m.left >= 0 {
		return m.next.RoundTrip(r)
	}
	m.dead = true
	if m.after {
		answer, err := m.next.RoundTrip(r)
		if err == nil {
			_ = answer.Body.Close()
		}
	}
	runtime.Goexit()
	return nil, nil //nolint:nilnil // never reached
}

// killed lets a process act and die at its nth call; it reports whether there was such a call.
func (k *kit) killed(nth int, after bool, do func(book *ledger.Book) error) (died bool) {
	k.t.Helper()
	m := &mortal{next: k.wire, left: nth, after: after}
	book := *k.book
	book.Client = func(ctx context.Context, shop, merchantID string) (*amazonpay.Client, error) {
		client, err := k.book.Client(ctx, shop, merchantID)
		if err != nil {
			return nil, err
		}
		mine := *client
		mine.HTTP = &http.Client{Transport: m}
		return &mine, nil
	}
	ended := make(chan error, 1)
	go func() {
		defer close(ended)
		ended <- do(&book)
	}()
	if err, lived := <-ended; lived && err != nil {
		k.t.Fatal(err)
	}
	return m.dead
}

// deed is an action, from a state to what it is about.
type deed struct {
	name            string
	from            func(k *kit) string
	do              func(ctx context.Context, book *ledger.Book, id string, act ledger.Act) error
	asked           ledger.Event // the intention
	before, want    ledger.State
	taken, returned int64
}

func deeds() []deed {
	id := func(from func(*kit, int64) query.Order) func(*kit) string {
		return func(k *kit) string { return from(k, 3000).ID }
	}
	taken := func(k *kit) string { return k.captured(3000) }
	late := func(k *kit) string {
		order := k.placed(3000)
		k.pass(8 * day)
		return order.ID
	}
	capture := func(ctx context.Context, book *ledger.Book, id string, act ledger.Act) error {
		_, err := book.Capture(ctx, shopID, id, act)
		return err
	}
	again := func(ctx context.Context, book *ledger.Book, id string, act ledger.Act) error {
		_, err := book.Reauthorise(ctx, shopID, id, act)
		return err
	}
	cancel := func(ctx context.Context, book *ledger.Book, id string, act ledger.Act) error {
		_, err := book.CancelPayment(ctx, shopID, id, act, "x", false)
		return err
	}
	refund := func(ctx context.Context, book *ledger.Book, id string, act ledger.Act) error {
		_, err := book.Refund(ctx, shopID, id, act, ledger.RefundWish{Amount: 1000})
		return err
	}
	return []deed{
		{"capture", id((*kit).placed), capture, ledger.CaptureAsked, ledger.Authorised, ledger.Captured, 3000, 0},
		{"late capture", late, capture, ledger.CaptureAsked, ledger.Authorised, ledger.Captured, 3000, 0},
		{"capture anew", id((*kit).lapsed), capture, ledger.CaptureAsked, ledger.Lapsed, ledger.Captured, 3000, 0},
		{"reauthorise", id((*kit).lapsed), again, ledger.ReauthoriseAsked, ledger.Lapsed, ledger.Authorised, 0, 0},
		{"reauthorise declined", id((*kit).declined), again, ledger.ReauthoriseAsked, ledger.Declined, ledger.Authorised, 0, 0},
		{"cancel", id((*kit).placed), cancel, ledger.CancelAsked, ledger.Authorised, ledger.Cancelled, 0, 0},
		{"cancel lapsed", id((*kit).lapsed), cancel, ledger.CancelAsked, ledger.Lapsed, ledger.Cancelled, 0, 0},
		{"cancel declined", id((*kit).declined), cancel, ledger.CancelAsked, ledger.Declined, ledger.Cancelled, 0, 0},
		{"cancel captured", taken, cancel, ledger.RefundAsked, ledger.Captured, ledger.Refunded, 3000, 3000},
		{"refund", taken, refund, ledger.RefundAsked, ledger.Captured, ledger.PartlyRefunded, 3000, 1000},
	}
}

// The process dies at every call of every action, on both sides of its effect. Afterwards nobody does anything, or somebody presses
// again at once, or Amazon's notifications come first. What was noted is carried out, once; what was not noted did not happen.
func TestDesign5_KilledAtEveryCall(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		turn := 0
		for _, d := range deeds() {
			for nth, died := 0, true; died && !t.Failed(); nth++ {
				turn++
				after := (nth+k.turn)%2 == 1 // before it on one database, after it on the other
				name := fmt.Sprintf("%s, call %d, after %v, turn %d", d.name, nth+1, after, turn%3)
				died = k.killedIn(t, name, d, nth, after, turn%3)
			}
		}
	})
}

func (k *kit) killedIn(t *testing.T, name string, d deed, nth int, after bool, turn int) (died bool) {
	t.Helper()
	id := d.from(k)
	k.hear(everyOne)
	died = k.killed(nth, after, func(book *ledger.Book) error { return d.do(t.Context(), book, id, staff) })
	pressed := !died
	switch turn {
	case 1:
		err := d.do(t.Context(), k.reborn(), id, staff)
		if err != nil && !errors.Is(err, ledger.ErrBusy) && !errors.Is(err, ledger.ErrNotAllowed) {
			t.Errorf("%s: pressed again: %v", name, err)
		}
		pressed = true
	case 2:
		k.hear(func(n sandbox.Notification) bool { return n.ChargePermissionID != k.order(id).PermissionID })
	}
	k.pass(2*minute, 2*minute, 10*minute)
	order := k.order(id)
	want, taken, returned := d.want, d.taken, d.returned
	if !pressed && !k.noted(id, d.asked) {
		want, returned = d.before, 0
		if d.before != ledger.Captured {
			taken = 0
		}
	}
	if got := ledger.State(order.State); got != want {
		t.Errorf("%s: order is %s, want %s", name, got, want)
	}
	k.wantYen(id, taken, returned)
	for _, operation := range k.operations(id) {
		if operation.State == "planned" {
			t.Errorf("%s: %s is still planned", name, operation.Kind)
		}
	}
	return died
}

// noted reports that an event happened to an order.
func (k *kit) noted(id string, event ledger.Event) bool {
	return slices.ContainsFunc(k.events(id), func(e query.OrderEvent) bool { return e.Event == string(event) })
}
