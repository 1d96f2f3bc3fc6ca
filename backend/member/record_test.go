package member_test

import (
	"bytes"
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/member"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
)

func hashOf(a member.Account) string { return store.BuyerHash(shop, a.MerchantID, a.BuyerID) }

func TestX13_StrangersHaveAnEmptyRecord(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		for _, id := range []string{"nobody", ""} { // guests' visits are nobody's
			o.visit(func(*query.Checkout) {})
			record, err := o.Export(t.Context(), shop, id)
			if diff := cmp.Diff(member.Record{MemberID: id}, record); err != nil || diff != "" {
				t.Error(err, diff)
			}
			o.must(o.Erase(t.Context(), shop, "api:key_1", id))
		}
	})
}

// A visit is the member's who was logged in; when nobody was, it is the member's whose account it shows.
func TestX13_ExportTellsAllThatIsKept(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		taro := account("TARO")
		o.must(o.links(taro, "m-1"))
		o.must(o.links(member.Account{MerchantID: "A0BEFORE", BuyerID: "amzn1.account.OLD"}, "m-1"))
		loggedIn := o.visit(func(c *query.Checkout) { c.MemberID, c.State, c.OrderID = "m-1", "placed", "ord_1" })
		recognised := o.visit(func(c *query.Checkout) {
			c.BuyerHash, c.State, c.Product, c.Placement = hashOf(taro), "signed_in", "SignIn", "login"
		})
		paysWithOther := o.visit(func(c *query.Checkout) { c.MemberID, c.BuyerHash = "m-1", hashOf(account("HANAKO")) })
		begun := o.visit(func(c *query.Checkout) { c.MemberID, c.State, c.Buyer = "m-1", "begun", []byte{} })
		o.visit(func(c *query.Checkout) { c.MemberID, c.BuyerHash = "m-2", hashOf(taro) }) // of the other member
		o.visit(func(c *query.Checkout) { c.BuyerHash = hashOf(account("HANAKO")) })       // of a stranger
		o.visit(func(c *query.Checkout) { c.ShopID, c.MemberID = otherShop, "m-1" })       // at another shop
		record, err := o.Export(t.Context(), shop, "m-1")
		at := func(seconds int64) time.Time { return time.Unix(start.Unix()+seconds, 0).UTC() }
		want := member.Record{
			MemberID: "m-1",
			Links: []member.Link{
				{"m-1", member.Account{MerchantID: "A0BEFORE", BuyerID: "amzn1.account.OLD"}, member.MyPage, api.ConsentVersion, start},
				{"m-1", taro, member.MyPage, api.ConsentVersion, start},
			},
			Events: []member.LinkEvent{
				{member.WasLinked, merchant, member.MyPage, api.ConsentVersion, start},
				{member.WasLinked, "A0BEFORE", member.MyPage, api.ConsentVersion, start},
			},
			Visits: []member.Visit{
				{loggedIn, "cart", "PayAndShip", "placed", at(1), member.WithOrder},
				{recognised, "login", "SignIn", "signed_in", at(2), member.OneDay},
				{paysWithOther, "cart", "PayAndShip", "reviewing", at(3), member.OneWeek},
				{begun, "cart", "PayAndShip", "begun", at(4), member.Nothing},
			},
		}
		slices.SortFunc(record.Events, func(a, b member.LinkEvent) int { return -bytes.Compare([]byte(a.MerchantID), []byte(b.MerchantID)) })
		if diff := cmp.Diff(want, record); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}

// Whatever state a visit is in: afterwards nothing leads to the member, and only orders that may be paid keep personal data.
func TestX13_EraseForgetsTheMember(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		withOrder := []string{"confirming", "at_amazon", "completing", "placed", "attention"}
		without := []string{"begun", "reviewing", "signed_in", "declined", "cancelled", "expired", "superseded"}
		taro := account("TARO")
		o.must(o.links(taro, "m-1"))
		visits := map[string][]string{}
		for _, state := range slices.Concat(withOrder, without) {
			visits[state] = append(visits[state],
				o.visit(func(c *query.Checkout) { c.State, c.MemberID, c.LoginState, c.OrderID = state, "m-1", "s", "ord" }),
				o.visit(func(c *query.Checkout) { c.State, c.BuyerHash = state, hashOf(taro) }))
		}
		others := o.visit(func(c *query.Checkout) {
			c.MemberID, c.BuyerHash, c.State = "m-2", hashOf(account("HANAKO")), "expired"
		})
		before := o.row(others)
		o.must(o.links(account("HANAKO"), "m-2"))
		for range 2 { // the second time there is nothing left to do
			o.must(o.Erase(t.Context(), shop, "api:key_1", "m-1"))
			record, err := o.Export(t.Context(), shop, "m-1")
			if diff := cmp.Diff(member.Record{MemberID: "m-1"}, record); err != nil || diff != "" {
				t.Fatal(err, diff)
			}
		}
		if owner := o.owner(shop, taro); owner != "" {
			t.Errorf("the account still logs %q in", owner)
		}
		for state, ids := range visits {
			for _, id := range ids {
				row := o.row(id)
				if kept := len(row.Buyer) > 0; kept != slices.Contains(withOrder, state) || row.MemberID != "" {
					t.Errorf("%s: keeps the buyer: %v; member %q", state, kept, row.MemberID)
				}
				if !slices.Contains(withOrder, state) && row.BuyerHash+row.LoginState+row.Consent != "" {
					t.Errorf("%s: %+v", state, row)
				}
			}
		}
		if diff := cmp.Diff(before, o.row(others)); diff != "" || o.owner(shop, account("HANAKO")) != "m-2" {
			t.Errorf("another member is erased too: %s", diff)
		}
		o.must(o.links(taro, "m-1")) // a new start
	})
}

func TestX13_EraseForgetsTheBuyerOfUnpaidOrdersOnly(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		keeps := map[string]bool{"unpaid": false, "awaiting": true, "authorised": true, "cancelled": true}
		for state := range keeps {
			visit := o.visit(func(c *query.Checkout) { c.MemberID, c.State, c.OrderID = "m-1", "declined", "ord_"+state })
			err := o.DB.Tx(t.Context(), func(q *query.Queries) error {
				_, err := q.InsertOrder(t.Context(), query.InsertOrderParams{
					ShopID: shop, ID: "ord_" + state, Number: state, State: state, CartID: state, CheckoutID: visit, Cart: "{}",
					Buyer: []byte("sealed"), Now: 1,
				})
				if err != nil {
					return err
				}
				return q.InsertOrderTerm(t.Context(), query.InsertOrderTermParams{ShopID: shop, Term: 1, OrderedAt: 1, OrderID: "ord_" + state})
			})
			o.must(err)
		}
		o.must(o.Erase(t.Context(), shop, "api:key_1", "m-1"))
		for state, want := range keeps {
			order, err := o.DB.Read().GetOrder(t.Context(), query.GetOrderParams{ShopID: shop, ID: "ord_" + state})
			o.must(err)
			if got := len(order.Buyer) > 0; got != want {
				t.Errorf("%s keeps the buyer: %v, want %v", state, got, want)
			}
		}
		found, err := o.DB.Read().OrdersOfTerm(t.Context(), query.OrdersOfTermParams{ShopID: shop, Term: 1, Most: 10})
		o.must(err)
		if found != 3 {
			t.Errorf("%d orders are still found by the buyer's words, want 3", found)
		}
	})
}

// A visit that goes on while it is erased is looked at again: it ends erased, or with its order.
func TestX13_EraseWhileTheVisitGoesOn(t *testing.T) {
	onEvery(t, func(t *testing.T, o *office) {
		ctx, stop := context.WithCancel(t.Context())
		id := o.visit(func(c *query.Checkout) { c.MemberID = "m-1" })
		under, saved := make(chan bool), make(chan int)
		go func() {
			n := 0
			for ctx.Err() == nil {
				row, err := o.DB.Read().GetCheckout(ctx, query.GetCheckoutParams{ShopID: shop, ID: id})
				if err != nil || row.MemberID == "" {
					break
				}
				_ = o.DB.Tx(ctx, func(q *query.Queries) error {
					_, err := q.SaveCheckout(ctx, query.SaveCheckoutParams{
						State: "reviewing", Cart: "{}", Buyer: []byte("sealed again"), ShopID: shop, ID: id, Version: row.Version,
					})
					return err
				})
				if n++; n == 1 {
					close(under)
				}
			}
			saved <- n
		}()
		<-under
		o.must(o.Erase(t.Context(), shop, "api:key_1", "m-1"))
		n := <-saved
		stop()
		if row := o.row(id); row.MemberID != "" || len(row.Buyer) != 0 {
			t.Errorf("after %d saves: member %q, %d bytes of buyer", n, row.MemberID, len(row.Buyer))
		}
	})
}
