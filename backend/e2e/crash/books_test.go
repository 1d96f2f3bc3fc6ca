package crash

import (
	"database/sql"
	"maps"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/sandbox"
	"noren/backend/store/query"
	"noren/backend/webhook"
)

// books are what Noren has on paper.
type books struct {
	checkouts []query.Checkout
	orders    []query.Order
	hooks     []query.DeliveriesOfEndpointRow
	due       map[string]int // rows by table that wait for the sweeper
	open      int            // operations without an outcome: their process died, or they are under way
}

// read looks into the database past the product, which may be dead or alive. It is closed again at once, so that a new life
// finds the files as the last one left them.
func (w *world) read() books {
	w.t.Helper()
	driver, dsn := "pgx", w.config.Database
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		driver, dsn = "sqlite", "file:"+path+"?_pragma=busy_timeout(5000)&_pragma=query_only(1)"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	b := books{due: map[string]int{}}
	q := query.New(db)
	must := func(err error) {
		if err != nil {
			w.t.Helper()
			w.t.Fatal(err)
		}
	}
	b.orders, err = q.Orders(w.t.Context(), w.shop)
	must(err)
	endpoints, err := q.Endpoints(w.t.Context(), w.shop)
	must(err)
	b.hooks, err = q.DeliveriesOfEndpoint(w.t.Context(), query.DeliveriesOfEndpointParams{ShopID: w.shop, EndpointID: endpoints[0].ID, MaxRows: 1000})
	must(err)
	for table := range map[string]int{"checkout": 0, "orders": 0, "delivery": 0, "notification": 0} {
		var n int
		must(db.QueryRowContext(w.t.Context(), "SELECT count(*) FROM "+table+" WHERE next_at > 0").Scan(&n))
		b.due[table] = n
	}
	must(db.QueryRowContext(w.t.Context(), "SELECT count(*) FROM operation WHERE state = 'planned'").Scan(&b.open))
	rows, err := db.QueryContext(w.t.Context(), "SELECT id FROM checkout ORDER BY id")
	must(err)
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var id string
		must(rows.Scan(&id))
		ids = append(ids, id)
	}
	must(rows.Err())
	for _, id := range ids {
		row, err := q.FindCheckout(w.t.Context(), id)
		must(err)
		b.checkouts = append(b.checkouts, row)
	}
	return b
}

func (b books) order(cart string) (query.Order, bool) {
	for _, order := range b.orders {
		if order.CartID == cart {
			return order, true
		}
	}
	return query.Order{}, false
}

func (b books) checkout(session string) (query.Checkout, bool) {
	for _, row := range b.checkouts {
		if row.SessionID == session {
			return row, true
		}
	}
	return query.Checkout{}, false
}

// balance proves, a day after the last crash, that the ledger says exactly what Amazon says:
//
//  1. Amazon completed a session ⇔ its checkout is placed, and its order is the cart's one paid order: same permission, same
//     charge, same reference, and the amounts of session, charge, checkout and order are one;
//  2. every charge at Amazon is one order's, and the order's state is the charge's; captured is the whole, or nothing;
//  3. no cart was paid twice;
//  4. the shop has heard once of each paid order, and of no other;
//  5. every checkout has come to its end, nobody must look, and nothing is left to do but to watch orders.
func (w *world) balance() {
	w.t.Helper()
	ours, amazons := w.read(), w.amazon.Books()
	charges := map[string]sandbox.BookedCharge{}
	for _, charge := range amazons.Charges {
		charges[charge.ID] = charge
	}
	paid := map[string]string{} // cart → session
	for _, session := range amazons.Sessions {
		row, _ := ours.checkout(session.ID)
		if (session.State == "Completed") != (checkout.State(row.State) == checkout.Placed) {
			w.t.Errorf("session %s is %s, its checkout %q", session.ID, session.State, row.State)
		}
		if session.State != "Completed" {
			continue
		}
		if first, twice := paid[row.CartID]; twice {
			w.t.Errorf("%s is paid twice: sessions %s and %s", row.CartID, first, session.ID)
		}
		paid[row.CartID] = session.ID
		order, _ := ours.order(row.CartID)
		w.same(session, charges[session.ChargeID], row, order)
		delete(charges, session.ChargeID)
	}
	for _, charge := range charges {
		w.t.Errorf("Amazon holds a charge that no session explains: %+v", charge)
	}
	w.onlyPaid(ours, paid)
	w.atRest(ours)
}

// same is rules 1 and 2 for one payment.
func (w *world) same(session sandbox.BookedSession, charge sandbox.BookedCharge, row query.Checkout, order query.Order) {
	w.t.Helper()
	ids := [4]string{session.PermissionID, charge.ID, order.Number, row.ID}
	if ids != [4]string{row.PermissionID, row.ChargeID, session.ReferenceID, order.CheckoutID} ||
		ids != [4]string{order.PermissionID, order.ChargeID, charge.ReferenceID, row.ID} || row.OrderID != order.ID {
		w.t.Errorf("names differ:\n%+v\n%+v\n%+v\n%+v", session, charge, row, order)
	}
	if want := [4]int64{order.Total, order.Total, order.Total, order.Total}; [4]int64{session.ChargeAmount, charge.Amount, row.Total, order.Total} != want {
		w.t.Errorf("amounts of %s differ: session %d, charge %d, checkout %d, order %d", order.Number, session.ChargeAmount, charge.Amount, row.Total, order.Total)
	}
	want, captured := map[string]ledger.State{"Authorized": ledger.Authorised, "Captured": ledger.Captured}[charge.State], int64(0)
	if want == ledger.Captured {
		captured = order.Total
	}
	if want == "" || ledger.State(order.State) != want || charge.Captured != captured || charge.Refunded != 0 {
		w.t.Errorf("order %s over %d yen is %s, its charge %+v", order.Number, order.Total, order.State, charge)
	}
}

// onlyPaid is rule 4, and the other half of rule 1.
func (w *world) onlyPaid(ours books, paid map[string]string) {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	hooks := map[string]int{} // of a paid order, by order
	for _, hook := range ours.hooks {
		if hook.Event.Kind == string(webhook.OrderPlaced) {
			hooks[hook.Event.Subject]++
		}
		if hook.Delivery.State != webhook.Delivered || w.told[hook.Event.ID] == 0 {
			w.t.Errorf("webhook %s about %s is %s, got %d times: %s", hook.Event.Kind, hook.Event.Subject, hook.Delivery.State, w.told[hook.Event.ID],
				hook.Delivery.Error)
		}
	}
	if len(hooks) != len(paid) || len(w.told) != len(ours.hooks) {
		w.t.Errorf("%d orders are paid, the shop is told of %d; %d webhooks are written, the shop got %d", len(paid), len(hooks), len(ours.hooks), len(w.told))
	}
	seen := map[string]bool{}
	for _, order := range ours.orders {
		if seen[order.CartID] {
			w.t.Errorf("%s has two orders", order.CartID)
		}
		seen[order.CartID] = true
		_, isPaid := paid[order.CartID]
		if ledger.State(order.State).Placed() != isPaid || (hooks[order.ID] == 1) != isPaid {
			w.t.Errorf("%s is paid: %v; its order is %s, with %d webhooks", order.CartID, isPaid, order.State, hooks[order.ID])
		}
	}
}

// atRest is rule 5.
func (w *world) atRest(ours books) {
	w.t.Helper()
	for _, row := range ours.checkouts {
		state := checkout.State(row.State)
		if !state.Final() || row.NextAt != 0 || state == checkout.Superseded || state == checkout.Attention {
			w.t.Errorf("checkout of %s is %s, next look at %v, now %v", row.CartID, state, time.UnixMicro(row.NextAt).UTC(), w.amazon.Now())
		}
	}
	watched := 0
	for _, order := range ours.orders {
		if ledger.State(order.State) == ledger.Attention {
			w.t.Errorf("order of %s needs attention: %s", order.CartID, order.Reason)
		}
		if ledger.State(order.State).Placed() && order.NextAt > w.amazon.Now().UnixMicro() {
			watched++
		}
	}
	if due := ours.due; !maps.Equal(due, map[string]int{"checkout": 0, "orders": watched, "delivery": 0, "notification": 0}) {
		w.t.Errorf("left to do: %v, of which %d orders are only watched", due, watched)
	}
}

// wantPaid fails unless the cart's order is paid, or not.
func (w *world) wantPaid(ours books, s *shopper, want bool) {
	w.t.Helper()
	order, _ := ours.order(s.cart.ID)
	if ledger.State(order.State).MayShip() != want || want && order.Total != int64(s.cart.Total) {
		w.t.Errorf("%s over %d yen: its order is %q over %d, paid should be %v", s.cart.ID, s.cart.Total, order.State, order.Total, want)
	}
}
