package ledger

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"noren/backend/audit"
	"noren/backend/buyer"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/cart"
	"noren/shared/yen"
)

//go:embed seed_names.txt
var seedNames string // family names, then given names

const (
	seedBatch = 2000
	seedYears = 2
)

// Seed enters n orders that never were into a shop's book, spread over two years before now, to see how it does with many. Nothing of
// them is at Amazon, and no background work comes to them.
func (b *Book) Seed(ctx context.Context, shop string, n int) error {
	key, err := b.searchKey(ctx, shop)
	if err != nil {
		return err
	}
	now := b.Now()
	checkout := store.NewID("chk", now)
	err = b.DB.Tx(ctx, func(q *query.Queries) error {
		err := q.InsertCheckout(ctx, query.InsertCheckoutParams{ShopID: shop, ID: checkout, State: "placed", CartID: checkout, Cart: "{}", Now: int64(store.At(now))})
		if err != nil {
			return err
		}
		return audit.Write(ctx, q, now, audit.Entry{Actor: audit.CLI, Shop: shop, Action: audit.Seeded, After: map[string]int{"orders": n}})
	})
	if err != nil {
		return failed("seed", err)
	}
	families, givens, _ := strings.Cut(strings.TrimSpace(seedNames), "\n")
	s := seeder{
		book: b, shop: shop, checkout: checkout, key: key, families: strings.Fields(families), givens: strings.Fields(givens),
		chance: rand.New(rand.NewPCG(1, uint64(now.UnixMicro()))), //nolint:gosec // test data
	}
	for done := 0; done < n; {
		orders, terms := store.Rows{Table: "orders", Columns: seedColumns()}, store.Rows{
			Table: "order_term", Columns: []string{"shop_id", "term", "ordered_at", "order_id"},
		}
		for range min(seedBatch, n-done) {
			age := time.Duration(float64(seedYears*365*day) * (1 - float64(done)/float64(n)))
			if err := s.add(&orders, &terms, now.Add(-age), now); err != nil {
				return err
			}
			done++
		}
		if err := b.DB.InsertMany(ctx, orders, terms); err != nil {
			return failed("seed", err)
		}
	}
	return nil
}

type seeder struct {
	book             *Book
	shop, checkout   string
	key              []byte
	families, givens []string
	chance           *rand.Rand
}

func seedColumns() []string {
	return []string{
		"shop_id", "id", "number", "state", "version", "cart_id", "live", "checkout_id", "cart", "total", "buyer", "merchant_id", "permission_id", "charge_id",
		"placed_at", "ordered_at", "created_at", "updated_at", "amazon_total", "differs", "authorised_at", "expires_at", "permission_expires_at", "shipped_at",
		"purchaser", "indexed",
	}
}

// add makes one order of a time, and its terms.
func (s seeder) add(orders, terms *store.Rows, at, now time.Time) error {
	total := int64(s.chance.IntN(300)+1) * 100
	paid, err := json.Marshal(cart.Cart{
		ID: "seed", Version: 1, Kind: cart.Ordinary, GoodsTotal: yen.Yen(total), Total: yen.Yen(total),
		Items: []cart.Item{{SKU: "seed", Name: "Seed", Quantity: 1, Price: yen.Yen(total), Group: "standard", Goods: cart.Physical}},
	})
	if err != nil {
		return failed("seed", err)
	}
	person := s.chance.IntN(1_000_000)
	sealed, err := buyer.Snapshot{
		Name:  s.families[person%len(s.families)] + " " + s.givens[person/len(s.families)%len(s.givens)],
		Email: "buyer" + strconv.Itoa(person) + "@example.com", Phone: fmt.Sprintf("0900%07d", person),
	}.Seal(s.book.Sealer, s.shop)
	if err != nil {
		return err
	}
	o := query.Order{
		ShopID: s.shop, ID: store.NewID("ord", at), State: string(s.state(now.Sub(at))), Total: total, AmazonTotal: total, Buyer: sealed,
		PermissionID: fmt.Sprintf("S00-%07d-%07d", s.chance.IntN(1e7), s.chance.IntN(1e7)), OrderedAt: int64(store.At(at)),
	}
	o.Number, o.ChargeID, o.AuthorisedAt, o.PermissionExpiresAt = numberOf(o.ID, at), o.PermissionID+"-C000001", o.OrderedAt, int64(store.At(at.Add(180*day)))
	switch State(o.State) { //nolint:exhaustive // the others have neither
	case Authorised:
		o.ExpiresAt = int64(store.At(at.Add(30 * day)))
	case Captured:
		o.ShippedAt = int64(store.At(at.Add(day)))
	}
	if s.chance.IntN(1000) == 0 {
		o.AmazonTotal, o.Differs = total+100, 1
	}
	orders.Values = append(orders.Values, []any{
		o.ShopID, o.ID, o.Number, o.State, 1, o.ID, 0, s.checkout, string(paid), o.Total, o.Buyer, "SEED", o.PermissionID, o.ChargeID, o.OrderedAt, o.OrderedAt,
		o.OrderedAt, o.OrderedAt, o.AmazonTotal, o.Differs, o.AuthorisedAt, o.ExpiresAt, o.PermissionExpiresAt, o.ShippedAt,
		[]byte{},
		indexed,
	})
	w, err := s.book.words(o)
	if err != nil {
		return err
	}
	for _, term := range w.terms() {
		terms.Values = append(terms.Values, []any{s.shop, blind(s.key, term), o.OrderedAt, o.ID})
	}
	return nil
}

// state is where most orders of an age are, and some are not.
func (s seeder) state(age time.Duration) State {
	switch nth := s.chance.IntN(1000); {
	case nth < 1:
		return Attention
	case nth < 10:
		return Declined
	case nth < 40:
		return Cancelled
	case nth < 60:
		return Refunded
	case nth < 70:
		return PartlyRefunded
	case nth < 80:
		return OrderCancelled
	case age < 30*day && nth < 700:
		return Authorised
	case nth < 100 && age < 200*day:
		return Lapsed
	}
	return Captured
}
