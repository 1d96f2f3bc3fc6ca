package bench

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"noren/backend/ledger"
	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

const (
	ordersPage  = 50
	ordersGoal  = 400 // times a read by primary key: of which a page is 50, and their purchasers are opened where one is looked for
	fewOrders   = 5000
	ordersTries = 31
)

// searches are the kinds of search, in the form of their addresses.
var searches = map[string]string{
	"newest": "", "number": "", "number's beginning": "number=2601", "reference": "", "amount": "amount=5000", "amount between": "amount_from=29900&amount_to=29950",
	"amount at least": "amount_from=10000", "state": "state=captured", "rare states": "state=declined&state=lapsed", "attention": "attention=1", "lapsing": "lapses_in=5",
	"not shipped": "shipped=no", "days": "from=2025-05-01&to=2025-05-31", "family name": "name=佐藤", "whole name": "name=佐藤健一", "name of one letter": "name=林",
	"name and state": "name=佐藤&state=declined", "phone's end": "phone=0001", "e-mail": "", "middle of all": "",
}

// orders measures searches among many orders (ORDERS in the environment; a million is the goal) beside a read by primary key.
func orders(b *testing.B) {
	many, _ := strconv.Atoi(os.Getenv("ORDERS"))
	many = cmp.Or(many, fewOrders)
	named := databases(b)
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(named))) {
		book, shop := filled(b, named[name], many)
		some := middle(b, book, shop)
		get := median(b, func() error { _, err := book.Get(b.Context(), shop, some.ID); return err })
		for _, kind := range slices.Sorted(maps.Keys(searches)) {
			values, err := url.ParseQuery(searches[kind])
			must(b, err)
			f, err := ledger.ParseFilter(values)
			must(b, err)
			after := ledger.Cursor("")
			switch kind {
			case "number":
				f.Number = some.Number
			case "reference":
				f.Reference = some.PermissionID
			case "e-mail":
				purchaser, _, err := book.People(some)
				must(b, err)
				f.Email = purchaser.Email
			case "middle of all":
				f.To = store.Micros(some.OrderedAt).Time().In(store.Japan).Format(time.DateOnly)
				page, err := book.Search(b.Context(), shop, f, "", ordersPage)
				must(b, err)
				f, after = ledger.Filter{}, page.Next
			}
			found := 0
			took := median(b, func() error {
				page, err := book.Search(b.Context(), shop, f, after, ordersPage)
				found = len(page.Orders)
				return err
			})
			figures.add(b, row{
				what: fmt.Sprintf("search among %d, %s, %s", many, kind, name), figure: ratio(took, get), goal: ordersGoal, unit: "×",
				note: fmt.Sprintf("a read by primary key (%.2g ms); %d found in %.3g ms", millis(get), found, millis(took)),
			})
		}
	}
}

// filled is a book of many orders.
func filled(b *testing.B, dsn string, many int) (*ledger.Book, string) {
	ctx := b.Context()
	db, err := store.Open(store.ForAll(ctx), dsn)
	must(b, err)
	b.Cleanup(func() { must(b, db.Close()) })
	must(b, db.Migrate(ctx))
	sealer := storetest.Sealer(b)
	shops := &merchant.Shops{DB: db, Sealer: sealer, Now: time.Now}
	shop, err := shops.Create(ctx, "cli", merchant.Shop{Name: "見本商店", Origins: []string{shopOrigin}})
	must(b, err)
	book := &ledger.Book{DB: db, Sealer: sealer, Now: time.Now}
	begun := time.Now()
	must(b, book.Seed(ctx, shop.ID, many))
	if strings.HasPrefix(dsn, "postgres") { // what autovacuum does in time
		raw, err := sql.Open("pgx", dsn)
		must(b, err)
		_, err = raw.ExecContext(ctx, "VACUUM ANALYSE")
		must(b, errors.Join(err, raw.Close()))
	}
	b.Logf("%d orders in %s", many, time.Since(begun).Round(time.Second))
	return book, shop.ID
}

// middle is an order of the time between.
func middle(b *testing.B, book *ledger.Book, shop string) query.Order {
	day := time.Now().AddDate(-1, 0, 0).Format(time.DateOnly)
	page, err := book.Search(b.Context(), shop, ledger.Filter{To: day}, "", 1)
	must(b, err)
	return page.Orders[0]
}

// median times work until it has been tried often enough, after a first time that does not count.
func median(b *testing.B, work func() error) time.Duration {
	must(b, work())
	var all []time.Duration
	for range ordersTries {
		begun := time.Now()
		must(b, work())
		all = append(all, time.Since(begun))
	}
	return percentile(all, 0.5)
}
