package market

import (
	"database/sql"
	"maps"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/sandbox"
	"noren/backend/store/query"
	"noren/backend/webhook"
)

// Books are what Noren has on paper.
type Books struct {
	Checkouts []query.Checkout
	Orders    []query.Order
	Hooks     []query.DeliveriesOfEndpointRow
	Mails     []query.Mail
	Due       map[string]int // rows by table that wait for the sweeper
	Open      int            // operations without an outcome: their process died, or they are under way
}

// Read looks into the database past the product, which may be dead or alive. It is closed again at once, so that a new life
// finds the files as the last one left them.
func (m *Market) Read(t testing.TB) Books {
	t.Helper()
	driver, dsn := "pgx", m.Database
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		driver, dsn = "sqlite", "file:"+path+"?_pragma=busy_timeout(5000)&_pragma=query_only(1)"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	b := Books{Due: map[string]int{}}
	q := query.New(db)
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	b.Orders, err = q.Orders(t.Context(), m.ID)
	must(err)
	endpoints, err := q.Endpoints(t.Context(), m.ID)
	must(err)
	b.Hooks, err = q.DeliveriesOfEndpoint(t.Context(), query.DeliveriesOfEndpointParams{ShopID: m.ID, EndpointID: endpoints[0].ID, MaxRows: 1 << 20})
	must(err)
	b.Mails, err = q.Mails(t.Context(), query.MailsParams{ShopID: m.ID, Before: "~", Size: 1 << 20})
	must(err)
	for table := range map[string]int{"checkout": 0, "orders": 0, "delivery": 0, "mail": 0, "notification": 0} {
		var n int
		must(db.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table+" WHERE next_at > 0").Scan(&n))
		b.Due[table] = n
	}
	must(db.QueryRowContext(t.Context(), "SELECT count(*) FROM operation WHERE state = 'planned'").Scan(&b.Open))
	rows, err := db.QueryContext(t.Context(), "SELECT id FROM checkout ORDER BY id")
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
		row, err := q.FindCheckout(t.Context(), id)
		must(err)
		b.Checkouts = append(b.Checkouts, row)
	}
	return b
}

// Order is that of a cart.
func (b Books) Order(cart string) (query.Order, bool) {
	for _, order := range b.Orders {
		if order.CartID == cart {
			return order, true
		}
	}
	return query.Order{}, false
}

func (b Books) checkout(session string) (query.Checkout, bool) {
	for _, row := range b.Checkouts {
		if row.SessionID == session {
			return row, true
		}
	}
	return query.Checkout{}, false
}

// Balance proves, a day after the last crash, that the ledger says exactly what Amazon says:
//
//  1. Amazon completed a session ⇔ its checkout is placed, and its order is the cart's one paid order: same permission, same
//     charge, same reference, and the amounts of session, charge, checkout and order are one;
//  2. every charge at Amazon is one order's, and the order's state is the charge's; captured is the whole, or nothing;
//  3. no cart was paid twice;
//  4. the shop has heard once of each paid order, and of no other;
//  5. every checkout has come to its end, nobody must look, and nothing is left to do but to watch orders;
//  6. the shopper was sent one mail of each kind about an order, where there is a mail server.
func (m *Market) Balance(t testing.TB) {
	t.Helper()
	ours, amazons := m.Read(t), m.Amazon.Books()
	charges := map[string]sandbox.BookedCharge{}
	for _, charge := range amazons.Charges {
		charges[charge.ID] = charge
	}
	paid := map[string]string{} // cart → session
	for _, session := range amazons.Sessions {
		row, _ := ours.checkout(session.ID)
		if (session.State == "Completed") != (checkout.State(row.State) == checkout.Placed) {
			t.Errorf("session %s is %s, its checkout %q", session.ID, session.State, row.State)
		}
		if session.State != "Completed" {
			continue
		}
		if first, twice := paid[row.CartID]; twice {
			t.Errorf("%s is paid twice: sessions %s and %s", row.CartID, first, session.ID)
		}
		paid[row.CartID] = session.ID
		order, _ := ours.Order(row.CartID)
		m.same(t, session, charges[session.ChargeID], row, order)
		delete(charges, session.ChargeID)
	}
	for _, charge := range charges {
		t.Errorf("Amazon holds a charge that no session explains: %+v", charge)
	}
	m.onlyPaid(t, ours, paid)
	m.atRest(t, ours)
	m.once(t, ours)
}

// same is rules 1 and 2 for one payment.
func (m *Market) same(t testing.TB, session sandbox.BookedSession, charge sandbox.BookedCharge, row query.Checkout, order query.Order) {
	t.Helper()
	ids := [4]string{session.PermissionID, charge.ID, order.Number, row.ID}
	if ids != [4]string{row.PermissionID, row.ChargeID, session.ReferenceID, order.CheckoutID} ||
		ids != [4]string{order.PermissionID, order.ChargeID, charge.ReferenceID, row.ID} || row.OrderID != order.ID {
		t.Errorf("names differ:\n%+v\n%+v\n%+v\n%+v", session, charge, row, order)
	}
	if want := [4]int64{order.Total, order.Total, order.Total, order.Total}; [4]int64{session.ChargeAmount, charge.Amount, row.Total, order.Total} != want {
		t.Errorf("amounts of %s differ: session %d, charge %d, checkout %d, order %d", order.Number, session.ChargeAmount, charge.Amount, row.Total, order.Total)
	}
	want, captured := map[string]ledger.State{"Authorized": ledger.Authorised, "Captured": ledger.Captured}[charge.State], int64(0)
	if want == ledger.Captured {
		captured = order.Total
	}
	if want == "" || ledger.State(order.State) != want || charge.Captured != captured || charge.Refunded != 0 {
		t.Errorf("order %s over %d yen is %s, its charge %+v", order.Number, order.Total, order.State, charge)
	}
}

// onlyPaid is rule 4, and the other half of rule 1.
func (m *Market) onlyPaid(t testing.TB, ours Books, paid map[string]string) {
	t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	hooks := map[string]int{} // of a paid order, by order
	for _, hook := range ours.Hooks {
		if hook.Event.Kind == string(webhook.OrderPlaced) {
			hooks[hook.Event.Subject]++
		}
		if hook.Delivery.State != webhook.Delivered || m.told[hook.Event.ID] == 0 {
			t.Errorf("webhook %s about %s is %s, got %d times: %s", hook.Event.Kind, hook.Event.Subject, hook.Delivery.State, m.told[hook.Event.ID],
				hook.Delivery.Error)
		}
	}
	if len(hooks) != len(paid) || len(m.told) != len(ours.Hooks) {
		t.Errorf("%d orders are paid, the shop is told of %d; %d webhooks are written, the shop got %d", len(paid), len(hooks), len(ours.Hooks), len(m.told))
	}
	seen := map[string]bool{}
	for _, order := range ours.Orders {
		if seen[order.CartID] {
			t.Errorf("%s has two orders", order.CartID)
		}
		seen[order.CartID] = true
		_, isPaid := paid[order.CartID]
		if ledger.State(order.State).Placed() != isPaid || (hooks[order.ID] == 1) != isPaid {
			t.Errorf("%s is paid: %v; its order is %s, with %d webhooks", order.CartID, isPaid, order.State, hooks[order.ID])
		}
	}
}

// atRest is rule 5.
func (m *Market) atRest(t testing.TB, ours Books) {
	t.Helper()
	for _, row := range ours.Checkouts {
		state := checkout.State(row.State)
		if !state.Final() || row.NextAt != 0 || state == checkout.Superseded || state == checkout.Attention {
			t.Errorf("checkout of %s is %s, next look at %v, now %v", row.CartID, state, time.UnixMicro(row.NextAt).UTC(), m.Amazon.Now())
		}
	}
	watched := 0
	for _, order := range ours.Orders {
		if ledger.State(order.State) == ledger.Attention {
			t.Errorf("order of %s needs attention: %s", order.CartID, order.Reason)
		}
		if ledger.State(order.State).Placed() && order.NextAt > m.swept().UnixMicro() {
			watched++
		}
	}
	if due := ours.Due; !maps.Equal(due, map[string]int{"checkout": 0, "orders": watched, "delivery": 0, "mail": 0, "notification": 0}) {
		t.Errorf("left to do: %v, of which %d orders are only watched", due, watched)
	}
}

// WantPaid fails unless the cart's order is paid, or not.
func (m *Market) WantPaid(t testing.TB, ours Books, s *Shopper, want bool) {
	t.Helper()
	order, _ := ours.Order(s.Cart.ID)
	if ledger.State(order.State).MayShip() != want || want && order.Total != int64(s.Cart.Total) {
		t.Errorf("%s over %d yen: its order is %q over %d, paid should be %v", s.Cart.ID, s.Cart.Total, order.State, order.Total, want)
	}
}
