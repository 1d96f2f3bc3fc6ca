package ledger_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
)

// rule sets the shop's rule of retention, as settings do that are published (package merchant), due now.
func (k *kit) rule(days int) {
	k.t.Helper()
	k.set(ledger.Policy{ForgetDays: days})
	must(k.t, k.db.Tx(k.t.Context(), func(q *query.Queries) error {
		return q.PlanRetention(k.t.Context(), query.PlanRetentionParams{ShopID: shopID, NextAt: int64(store.At(k.book.Now()))})
	}))
}

// retained lets rules be followed until none is due, and gives how many shops' turns it took.
func (k *kit) retained() (turns int) {
	k.t.Helper()
	for {
		n, err := k.book.Retain(k.t.Context(), 10)
		must(k.t, err)
		if turns += n; n == 0 {
			return turns
		}
	}
}

// forgotten is how often the people of an order were forgotten, and by whom.
func (k *kit) forgotten(order string) (by []string) {
	k.t.Helper()
	entries, err := k.book.Timeline(k.t.Context(), shopID, order)
	must(k.t, err)
	for _, e := range entries {
		if e.Code == string(ledger.PurchaserForgotten) {
			by = append(by, e.Actor)
		}
	}
	return by
}

// imitated puts captured orders with people beside those of the kit, without a payment at Amazon.
func (k *kit) imitated(of query.Order, shop string, n int) {
	k.t.Helper()
	rows := store.Rows{Table: "orders", Columns: []string{
		"shop_id", "id", "number", "state", "version", "cart_id", "live", "checkout_id", "cart", "total", "buyer", "merchant_id", "permission_id", "charge_id",
		"placed_at", "ordered_at", "created_at", "updated_at", "indexed",
	}}
	for i := range n {
		id := fmt.Sprintf("ord_copy%04d", i)
		rows.Values = append(rows.Values, []any{
			shop, id, id, "captured", 1, id, 0, of.CheckoutID, of.Cart, of.Total, []byte{1}, of.MerchantID, id, "", of.PlacedAt, of.OrderedAt, of.CreatedAt, of.UpdatedAt, 1,
		})
	}
	must(k.t, k.db.InsertMany(k.t.Context(), rows))
}

// The people of an order go when its day has come, not before, and not while its payment moves; they go when it has come to rest.
// Nobody's rule reaches another shop.
func TestIssue8_PeopleOfOrdersGoByTheShopsRule(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		ctx := t.Context()
		old, moving := k.placed(3000), k.placed(2000)
		captured, err := k.book.Capture(ctx, shopID, old.ID, staff)
		must(t, err)
		_, err = k.book.Capture(ctx, shopID, moving.ID, staff)
		must(t, err)
		_, err = k.book.Refund(ctx, shopID, moving.ID, staff, ledger.RefundWish{Amount: 500})
		must(t, err)
		const other = "shop_other"
		must(t, k.db.Tx(ctx, func(q *query.Queries) error {
			return q.InsertShop(ctx, query.InsertShopParams{ID: other, Name: "別の店", Now: 1})
		}))
		theirs := old
		theirs.CheckoutID = "chk_other"
		must(t, k.db.Tx(ctx, func(q *query.Queries) error {
			return q.InsertCheckout(ctx, query.InsertCheckoutParams{ShopID: other, ID: theirs.CheckoutID, State: "placed", CartID: "c", Cart: "{}", Now: 1})
		}))
		k.imitated(theirs, other, 1)
		k.amazon.Advance(30*day - minute)
		k.rule(30)
		if n := k.retained(); n != 1 || len(k.forgotten(old.ID)) != 0 {
			t.Errorf("a minute early: %d turns, %v", n, k.forgotten(old.ID))
		}
		young := k.placed(1000)
		_, err = k.book.Capture(ctx, shopID, young.ID, staff)
		must(t, err)
		k.amazon.Advance(hour)
		if n := k.retained(); n != 0 {
			t.Errorf("the shop has a turn twice a day: %d", n)
		}
		k.amazon.Advance(day)
		if n := k.retained(); n != 1 {
			t.Errorf("the next day: %d turns", n)
		}
		k.nothingOf(old.ID)
		if diff := cmp.Diff([]string{string(ledger.Noren)}, k.forgotten(old.ID)); diff != "" {
			t.Error(diff)
		}
		if after := k.order(old.ID); after.Captured != captured.Captured || after.State != captured.State || after.Total != captured.Total {
			t.Errorf("the money has changed: %+v", after)
		}
		if len(k.order(moving.ID).Buyer) == 0 || len(k.order(young.ID).Buyer) == 0 {
			t.Error("an order whose payment moves, or whose day has not come, has lost its people")
		}
		k.quiet()
		if k.retained(); len(k.order(moving.ID).Buyer) != 0 || len(k.order(young.ID).Buyer) == 0 {
			t.Errorf("when the money is back (%s), its people go; the young order keeps them", k.order(moving.ID).State)
		}
		foreign, err := k.book.Get(ctx, other, "ord_copy0000")
		must(t, err)
		if ledger.AreForgotten(foreign) {
			t.Error("another shop's order has lost its people")
		}
		k.set(ledger.Policy{})
		k.amazon.Advance(400 * day)
		if k.retained(); len(k.order(young.ID).Buyer) == 0 {
			t.Error("without a rule people go")
		}
		k.amazon.Advance(400 * day)
		if n := k.retained(); n != 0 {
			t.Errorf("without a rule the shop has turns: %d", n)
		}
	})
}

// Of two replicas one has the shop's turn, and each order is forgotten once.
func TestIssue8_TwoReplicasFollowARuleOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		order := k.placed(3000)
		_, err := k.book.Capture(t.Context(), shopID, order.ID, staff)
		must(t, err)
		k.amazon.Advance(31 * day)
		k.rule(30)
		turns, errs := [2]int{}, [2]error{}
		var replicas sync.WaitGroup
		for i := range turns {
			book := k.reborn()
			replicas.Go(func() { turns[i], errs[i] = book.Retain(t.Context(), 10) })
		}
		replicas.Wait()
		must(t, errs[0])
		must(t, errs[1])
		if turns[0]+turns[1] != 1 || len(k.forgotten(order.ID)) != 1 {
			t.Errorf("turns %v, forgotten by %v", turns, k.forgotten(order.ID))
		}
	})
}

// Who dies between two orders, or within one, leaves the rest to the next, once the lease is over.
func TestIssue8_AKilledProcessLeavesTheRestOfARule(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		first, second := k.placed(3000), k.placed(2000)
		for _, o := range []query.Order{first, second} {
			_, err := k.book.Capture(t.Context(), shopID, o.ID, staff)
			must(t, err)
		}
		k.amazon.Advance(31 * day)
		k.rule(30)
		const asked = 4 // for the time: by the claim, for the day, and within the transaction of each order
		book, left, ended := k.reborn(), asked, make(chan struct{})
		book.Now = func() time.Time {
			if left--; left == 0 {
				runtime.Goexit()
			}
			return k.amazon.Now()
		}
		go func() {
			defer close(ended)
			_, _ = book.Retain(context.WithoutCancel(t.Context()), 10)
		}()
		<-ended
		if len(k.forgotten(first.ID)) != 1 || len(k.forgotten(second.ID)) != 0 || len(k.order(second.ID).Buyer) == 0 {
			t.Fatalf("it did not die between the two: %v %v", k.forgotten(first.ID), k.forgotten(second.ID))
		}
		if n := k.retained(); n != 0 {
			t.Errorf("the shop is taken over while somebody may still be at it: %d", n)
		}
		k.amazon.Advance(6 * minute)
		if n := k.retained(); n != 1 || len(k.forgotten(first.ID)) != 1 || len(k.forgotten(second.ID)) != 1 {
			t.Errorf("%d turns, %v %v", n, k.forgotten(first.ID), k.forgotten(second.ID))
		}
	})
}

// A long list is worked in parts, so that other shops have their turn; a rule that changes meanwhile is not overtaken by the old one.
func TestIssue8_ManyOrdersAreForgottenInParts(t *testing.T) {
	everywhere(t, func(t *testing.T, k *kit) {
		ctx := t.Context()
		order := k.placed(3000)
		k.imitated(order, shopID, 120)
		k.amazon.Advance(31 * day)
		k.rule(30)
		left := func() int {
			ids, err := k.db.Read().OrdersToForget(ctx, query.OrdersToForgetParams{ShopID: shopID, Until: int64(store.At(k.book.Now())), Most: 1000})
			must(t, err)
			return len(ids)
		}
		if n, err := k.book.Retain(ctx, 10); err != nil || n != 1 || left() != 20 {
			t.Errorf("the first part: %d turns, %d orders left, %v", n, left(), err)
		}
		if n := k.retained(); n != 1 || left() != 0 {
			t.Errorf("the second: %d turns, %d orders left", n, left())
		}
		k.rule(30)
		claimed, err := store.Claim(ctx, k.db, store.Retentions, k.book.Now(), minute, 1)
		must(t, err)
		k.rule(60)
		must(t, k.db.Tx(ctx, func(q *query.Queries) error {
			n, err := q.ScheduleRetention(ctx, query.ScheduleRetentionParams{NextAt: 1, ShopID: shopID, ID: claimed[0].ID, Lease: claimed[0].Lease})
			if n != 0 {
				t.Error("who works by the old rule says when the new one is followed")
			}
			return err
		}))
	})
}
