package checkout_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/sandbox"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/backend/webhook"
	"noren/shared/cart"
	"noren/shared/yen"
)

// Whatever order shoppers, clocks, notifications and failures come in, once Amazon answers again and time has passed:
//
//  1. every checkout has come to an end, and nothing is left to be looked at;
//  2. Amazon completed a session ⇔ its checkout is placed and the cart's order authorised; nobody needs to look (attention), since
//     nobody but us acted;
//  3. no cart is ever paid twice: at most one completed session;
//  4. session, charge, checkout and order are over the same amount;
//  5. the shop hears of each paid order exactly once, and of no other;
//  6. an approved buyer is never lost: an active checkout whose session the buyer has approved over the confirmed amount, with
//     time left when the failures end, is placed;
//  7. no step ever answers with an impossible move, or with an error that a caller cannot tell apart.
func TestAnyOrderOfEvents(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	carts := 0
	rapid.Check(t, func(t *rapid.T) {
		carts++
		s := &shopping{kit: k, cart: basket("cart-"+strconv.Itoa(carts), 1, 3000)}
		actions := map[string]func(*rapid.T){
			"begin": s.begin, "choose": s.choose, "review": s.review, "confirm": s.confirm, "confirm ": s.confirm, "change cart": s.changeCart,
			"pay": s.pay, "pay ": s.pay, "cancel": s.cancel, "settle": s.settle, "sweep": s.sweep, "notify": s.notify, "jump": s.jump,
			"fault": s.fault, "calm": func(*rapid.T) { k.amazon.ClearFaults() }, "": s.paidOnce,
		}
		defer k.amazon.ClearFaults()
		s.open(t)
		t.Repeat(actions)
		k.amazon.ClearFaults()
		approved := s.approved(t)
		k.sweepFor(28*time.Hour, 20*time.Minute)
		s.over(t, approved)
	})
}

// shopping is one cart, and all the tabs that try to pay for it.
type shopping struct {
	*kit
	cart     cart.Cart
	tabs     []string            // checkouts
	sessions map[string][]string // of a checkout: the launch page may be used twice
}

// open brings half of the cases to the point where it gets interesting.
func (s *shopping) open(t *rapid.T) {
	s.sessions = map[string][]string{}
	for range rapid.IntRange(1, 2).Draw(t, "tabs") {
		s.begin(t)
		s.choose(t)
		s.review(t)
		if rapid.Bool().Draw(t, "confirmed") {
			s.confirm(t)
		}
	}
}

// expect fails on any error but those that a caller is prepared for.
func expect(t *rapid.T, what string, err error, allowed ...error) {
	var ended *checkout.EndedError
	if err == nil || errors.As(err, &ended) && what == "confirm" {
		return
	}
	if !slices.ContainsFunc(allowed, func(a error) bool { return errors.Is(err, a) }) {
		t.Fatalf("%s: %v", what, err)
	}
}

func (s *shopping) tab(t *rapid.T) string {
	if len(s.tabs) == 0 {
		t.Skip("no checkout")
	}
	return rapid.SampledFrom(s.tabs).Draw(t, "tab")
}

func (s *shopping) session(t *rapid.T) (tab, session string) {
	tab = s.tab(t)
	if len(s.sessions[tab]) == 0 {
		t.Skip("no session")
	}
	return tab, rapid.SampledFrom(s.sessions[tab]).Draw(t, "session")
}

func (s *shopping) begin(t *rapid.T) {
	departure, err := s.flow.Begin(s.t.Context(), s.beginRequest(s.cart), "")
	expect(t, "begin", err, checkout.ErrAlreadyPaid)
	if err == nil {
		s.tabs = append(s.tabs, departure.Checkout)
	}
}

func (s *shopping) choose(t *rapid.T) {
	tab := s.tab(t)
	launch, err := s.flow.Launch(s.t.Context(), tab, "")
	expect(t, "launch", err, checkout.ErrNotConfirmable)
	if err != nil {
		t.Skip("too late")
	}
	session, err := s.amazon.Initiate(url.Values{
		"payloadJSON": {launch.Button.PayloadJSON}, "signature": {launch.Button.Signature}, "publicKeyId": {launch.Button.PublicKeyID},
		"algorithm": {launch.Button.Algorithm}, "merchantId": {launch.Account.MerchantID}, "productType": {launch.Checkout.Product},
		"ledgerCurrency": {"JPY"}, "environment": {"SANDBOX"}, "checkoutLanguage": {"ja_JP"}, "origin_url": {ourURL},
	})
	if err != nil {
		t.Fatal(err)
	}
	card := rapid.SampledFrom([]string{"1111", "1111", "1111", "3434", "3064"}).Draw(t, "card")
	if _, err := s.amazon.Choose(session, sandbox.Choice{Buyer: "taro", Card: card}); err != nil {
		t.Fatal(err)
	}
	s.sessions[tab] = append(s.sessions[tab], session)
}

func (s *shopping) review(t *rapid.T) {
	tab, session := s.session(t)
	_, err := s.flow.Review(s.t.Context(), tab, session)
	expect(t, "review", err, checkout.ErrSessionMismatch, checkout.ErrInProgress, checkout.ErrUnreachable)
}

func (s *shopping) confirm(t *rapid.T) {
	_, err := s.flow.Confirm(s.t.Context(), s.tab(t), s.confirmRequest(s.cart))
	expect(t, "confirm", err, checkout.ErrNotConfirmable, checkout.ErrAlreadyPaid, checkout.ErrInProgress, checkout.ErrUnreachable, checkout.ErrRefused)
}

func (s *shopping) changeCart(t *rapid.T) {
	total := rapid.SampledFrom([]yen.Yen{3000, 5000, 1}).Draw(t, "total")
	s.cart = basket(s.cart.ID, s.cart.Version+1, total)
}

func (s *shopping) pay(t *rapid.T) {
	_, session := s.session(t)
	if _, err := s.amazon.Pay(session); err != nil {
		t.Skip("Amazon does not take it")
	}
}

func (s *shopping) cancel(t *rapid.T) {
	_, session := s.session(t)
	if rapid.IntRange(0, 3).Draw(t, "in earnest") > 0 {
		t.Skip("second thoughts")
	}
	if _, err := s.amazon.CancelByBuyer(session); err != nil {
		t.Skip("over already")
	}
}

func (s *shopping) settle(t *rapid.T) {
	_, err := s.flow.Settle(s.t.Context(), shopID, s.tab(t))
	expect(t, "settle", err, checkout.ErrUnreachable)
}

func (s *shopping) sweep(t *rapid.T) {
	if _, err := s.flow.Sweep(s.t.Context(), 10); err != nil {
		t.Fatal(err)
	}
}

func (s *shopping) notify(t *rapid.T) {
	permissions := s.amazon.Books().Permissions
	if len(permissions) == 0 {
		t.Skip("nothing to tell")
	}
	last := permissions[len(permissions)-1]
	err := errors.Join(s.flow.Notified(s.t.Context(), s.book, shopID, last.ID, []ledger.News{{}})...)
	expect(t, "notified", err, checkout.ErrUnknown, checkout.ErrUnreachable, ledger.ErrUnreachable)
}

func (s *shopping) jump(t *rapid.T) {
	s.advance(rapid.SampledFrom([]time.Duration{
		5 * time.Second, 25 * time.Second, 25 * time.Second, 11 * time.Minute, 11 * time.Minute, 3 * time.Hour, 25 * time.Hour,
	}).Draw(t, "time"))
}

func (s *shopping) fault(t *rapid.T) {
	f := sandbox.Fault{
		Operation: rapid.SampledFrom([]string{
			"GetCheckoutSession", "UpdateCheckoutSession", "CompleteCheckoutSession", "CompleteCheckoutSession", "GetChargePermission", "GetCharge",
		}).Draw(t, "operation"),
		Kind:  rapid.SampledFrom([]sandbox.FaultKind{sandbox.Cut, sandbox.Fail, sandbox.Throttle, sandbox.Refuse}).Draw(t, "kind"),
		When:  rapid.SampledFrom([]sandbox.When{sandbox.Before, sandbox.After}).Draw(t, "when"),
		Count: rapid.IntRange(1, 4).Draw(t, "count"),
	}
	if f.Kind == sandbox.Refuse {
		f.Status, f.ReasonCode = http.StatusBadRequest, "InvalidRequest"
	}
	s.amazon.Fault(f)
}

// booked are Amazon's sessions of this cart, by id.
func (s *shopping) booked() map[string]sandbox.BookedSession {
	booked := map[string]sandbox.BookedSession{}
	for _, session := range s.amazon.Books().Sessions {
		for _, tab := range s.tabs {
			if slices.Contains(s.sessions[tab], session.ID) {
				booked[session.ID] = session
			}
		}
	}
	return booked
}

// paidOnce is invariant 3, which holds at any moment.
func (s *shopping) paidOnce(t *rapid.T) {
	completed := 0
	for _, session := range s.booked() {
		if session.State == "Completed" {
			completed++
		}
	}
	if completed > 1 {
		t.Fatalf("%d sessions of one cart are completed", completed)
	}
}

// order is the cart's order, if there is one.
func (s *shopping) order(t *rapid.T) (order query.Order, found bool) {
	orders, err := s.db.Read().Orders(s.t.Context(), shopID)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(orders, func(o query.Order) bool { return o.CartID == s.cart.ID })
	if i < 0 {
		return query.Order{}, false
	}
	return orders[i], true
}

// approved are the checkouts of invariant 6, at the moment when the failures end.
func (s *shopping) approved(t *rapid.T) []string {
	const enough = 2*time.Hour + 10*time.Minute // the longest pause between two looks, and a little more
	order, _ := s.order(t)
	booked := s.booked()
	var list []string
	for _, tab := range s.tabs {
		row := s.read(tab)
		session := booked[row.SessionID]
		paying := !checkout.State(row.State).Final() && checkout.State(row.State) != checkout.Reviewing
		left := session.Created.Add(24 * time.Hour).Sub(s.now())
		if paying && order.CheckoutID == tab && session.Paid && session.ChargeAmount == row.Total && left > enough {
			list = append(list, tab)
		}
	}
	return list
}

// over proves invariants 1 to 6.
func (s *shopping) over(t *rapid.T, approved []string) {
	s.paidOnce(t)
	order, found := s.order(t)
	booked := s.booked()
	paid := false
	for _, tab := range s.tabs {
		row := s.read(tab)
		state := checkout.State(row.State)
		if !state.Final() || row.NextAt != 0 || state == checkout.Superseded || state == checkout.Attention {
			t.Errorf("checkout %s is %s, next look %v, now %v", tab, state, time.UnixMicro(row.NextAt).UTC(), s.now())
		}
		if slices.Contains(approved, tab) && state != checkout.Placed {
			t.Errorf("an approved buyer is lost: checkout %s is %s", tab, state)
		}
		for _, id := range s.sessions[tab] {
			completed := booked[id].State == "Completed"
			if placed := state == checkout.Placed && row.SessionID == id; completed != placed {
				t.Errorf("session %s is %s, its checkout %s", id, booked[id].State, state)
			}
			if completed {
				paid = true
				s.agree(t, booked[id], row, order)
			}
		}
	}
	hooks, want := s.hooks(t, order.ID), 0
	if paid {
		want = 1
	}
	if found && (ledger.State(order.State) == ledger.Authorised) != paid || hooks != want {
		t.Errorf("order is %s, told %d times, though paid: %v", order.State, hooks, paid)
	}
}

// agree is invariant 4.
func (s *shopping) agree(t *rapid.T, session sandbox.BookedSession, row query.Checkout, order query.Order) {
	var charged int64
	for _, charge := range s.amazon.Books().Charges {
		if charge.ID == order.ChargeID && charge.ReferenceID == order.Number {
			charged = charge.Amount
		}
	}
	amounts := [4]int64{session.ChargeAmount, charged, row.Total, order.Total}
	if amounts != [4]int64{row.Total, row.Total, row.Total, row.Total} || order.CheckoutID != row.ID {
		t.Errorf("session, charge, checkout, order over %v", fmt.Sprint(amounts))
	}
}

func (s *shopping) hooks(t *rapid.T, order string) (n int) {
	events, err := s.db.Read().EventsAfter(s.t.Context(), query.EventsAfterParams{ShopID: shopID, MaxRows: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, event := range events {
		if event.Subject == order && event.Kind == string(webhook.OrderPlaced) {
			n++
		}
	}
	return n
}
