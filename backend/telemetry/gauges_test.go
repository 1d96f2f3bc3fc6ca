package telemetry_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "modernc.org/sqlite"             // the driver "sqlite"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/backend/telemetry"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

var now = time.Date(2026, 11, 28, 3, 0, 0, 0, time.UTC)

func ago(d time.Duration) int64 { return int64(store.At(now.Add(-d))) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// each opens an empty database of each kind, and the same beside it, to write rows that only a program under fire would write.
func each(t *testing.T, test func(t *testing.T, db *store.DB, raw *sql.DB)) {
	for driver, dsn := range map[string]func(testing.TB) string{"sqlite": storetest.SQLiteDSN, "pgx": storetest.PostgresDSN} {
		t.Run(driver, func(t *testing.T) {
			dsn := dsn(t)
			db, err := store.Open(store.ForAll(t.Context()), dsn)
			must(t, err)
			t.Cleanup(func() { must(t, db.Close()) })
			must(t, db.Migrate(t.Context()))
			raw, err := sql.Open(driver, strings.TrimPrefix(dsn, "sqlite:"))
			must(t, err)
			t.Cleanup(func() { must(t, raw.Close()) })
			test(t, db, raw)
		})
	}
}

func shop(t *testing.T, db *store.DB) {
	must(t, db.Tx(t.Context(), func(q *query.Queries) error {
		return q.InsertShop(t.Context(), query.InsertShopParams{ID: "shop_1", Name: "店", Now: 1})
	}))
}

// checkout writes a checkout, with an order of its own in a state.
func checkout(t *testing.T, raw *sql.DB, id, state, order string, at int64, more string) {
	t.Helper()
	_, err := raw.ExecContext(t.Context(), `INSERT INTO checkout (shop_id, id, state, version, kind, product, placement, site, lang, cart_id, cart_version,
		cart, total, return_to, challenge, merchant_id, created_at, updated_at, next_at) VALUES ('shop_1', $1, $2, 1, '', '', '', '', 'ja', $1, 1, '{}', 1, '', '', 'A1', $3, $3, 0)`, id, state, at)
	must(t, err)
	if order == "" {
		return
	}
	_, err = raw.ExecContext(t.Context(), `INSERT INTO orders (shop_id, id, number, state, version, cart_id, checkout_id, cart, total, buyer, merchant_id, created_at, updated_at, authorised_at,
		purchaser, ordered_at) VALUES ('shop_1', $1, $1, $2, 1, $1, $1, '{}', 1, $4, 'A1', $3, $3, $3, $4, $3)`, id, order, at, []byte{1})
	must(t, err)
	if more != "" {
		_, err = raw.ExecContext(t.Context(), "UPDATE orders SET "+more+" WHERE id = $1", id)
		must(t, err)
	}
}

func operation(t *testing.T, raw *sql.DB, id, subject, state string, at int64) {
	t.Helper()
	_, err := raw.ExecContext(t.Context(), `INSERT INTO operation (shop_id, id, subject, kind, seq, generation, state, body, planned_at)
		VALUES ('shop_1', $1, $2, 'update', 1, 1, $3, $5, $4)`, id, subject, state, at, []byte("{}"))
	must(t, err)
}

// watched are the metrics of a database, as Prometheus reads them.
func watched(t *testing.T, db *store.DB, redis error) func() string {
	t.Helper()
	tel, err := telemetry.New(telemetry.Config{Metrics: true})
	must(t, err)
	must(t, tel.Watch(telemetry.Sources{
		DB: db, Now: func() time.Time { return now }, Redis: func(context.Context) error { return redis }, Open: func() bool { return redis != nil },
	}))
	return func() string {
		recorder := httptest.NewRecorder()
		tel.Handler().ServeHTTP(recorder, httptest.NewRequestWithContext(t.Context(), "GET", "/metrics", nil))
		return recorder.Body.String()
	}
}

// The money metrics say what stands in the tables, on both databases (reliability.md 7).
func TestIssue8_GaugesTellWhatIsThere(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, raw *sql.DB) {
		shop(t, db)
		checkout(t, raw, "c1", "completing", "awaiting", ago(20*time.Minute), "")
		checkout(t, raw, "c2", "placed", "authorised", ago(26*24*time.Hour), "next_at = "+strconv.FormatInt(ago(3*time.Minute), 10))
		checkout(t, raw, "c3", "placed", "authorised", ago(24*24*time.Hour), "")
		checkout(t, raw, "c4", "placed", "attention", ago(time.Hour), "")
		checkout(t, raw, "c5", "placed", "captured", ago(time.Hour), "alert = 'unknown_charge'")
		checkout(t, raw, "c6", "placed", "captured", ago(time.Hour), "differs = 1")
		operation(t, raw, "o1", "c1", "unknown", ago(10*time.Minute))     // of a checkout that is under way
		operation(t, raw, "o2", "c2", "unknown", ago(30*24*time.Hour))    // of one that has come to its end: answered
		operation(t, raw, "o3", "ord_1", "planned", ago(2*time.Minute))   // of an order, and young
		operation(t, raw, "o4", "ord_2", "done", ago(30*24*time.Hour))    // has an outcome
		operation(t, raw, "o5", "ord_3", "planned", ago(400*time.Second)) // of an order, and old
		must(t, db.Tx(t.Context(), func(q *query.Queries) error {
			_, err := q.InsertNotification(t.Context(), query.InsertNotificationParams{ShopID: "shop_1", ID: "n1", Body: []byte("{}"), Now: ago(90 * time.Second)})
			return errors.Join(err,
				q.InsertMail(t.Context(), query.InsertMailParams{ShopID: "shop_1", ID: "m1", Kind: "report", Draft: []byte{}, Now: ago(time.Hour)}),
				q.InsertEndpoint(t.Context(), query.InsertEndpointParams{ShopID: "shop_1", ID: "e1", Url: "https://shop.example", Now: 1}))
		}))
		_, err := raw.ExecContext(t.Context(), "UPDATE webhook_endpoint SET state = 'disabled'")
		must(t, err)
		got := watched(t, db, errors.New("gone"))()
		for _, want := range []string{
			`noren_checkouts{state="completing"} 1`, `noren_checkout_age_seconds{state="completing"} 1200`, `noren_checkouts{state="at_amazon"} 0`,
			`noren_orders{state="authorised"} 2`, `noren_orders_authorised_old 1`, `noren_orders{state="awaiting"} 1`, `noren_orders{state="pending"} 0`,
			`noren_orders_attention{reason="attention"} 1`, `noren_orders_attention{reason="unknown_charge"} 1`, `noren_orders_attention{reason="differs"} 1`,
			`noren_reconciliation_breaks 2`, `noren_operations 3`, `noren_operations_old 2`, `noren_operation_age_seconds 600`,
			`noren_notifications_waiting 1`, `noren_notification_age_seconds 90`, `noren_outbox_waiting{kind="mail"} 1`, `noren_outbox_age_seconds{kind="mail"} 3600`,
			`noren_outbox_waiting{kind="webhook"} 0`, `noren_webhook_endpoints_disabled 1`, `noren_work_lag_seconds{work="orders"} 180`,
			`noren_work_lag_seconds{work="notifications"} 90`, `noren_work_lag_seconds{work="bulks"} 0`,
			`noren_database_up 1`, `noren_redis_up 0`, `noren_redis_breaker_open 1`,
		} {
			if !strings.Contains(got, "\n"+want+"\n") {
				t.Errorf("no %s", want)
			}
		}
		if t.Failed() {
			t.Log(got)
		}
	})
}

// Many scrapes ask the database once. When it does not answer, its gauges are absent and not stale.
func TestIssue8_ScrapesAreCheap(t *testing.T) {
	db, err := store.Open(store.ForAll(t.Context()), storetest.SQLiteDSN(t))
	must(t, err)
	must(t, db.Migrate(t.Context()))
	scrape, gone := watched(t, db, nil), watched(t, db, nil)
	first := scrape()
	must(t, db.Close())
	if again := scrape(); !strings.Contains(first, "noren_orders{") || !strings.Contains(again, "\nnoren_database_up 1\n") {
		t.Error("the database was asked again at once")
	}
	if without := gone(); !strings.Contains(without, "\nnoren_database_up 0\n") || strings.Contains(without, "noren_orders{") {
		t.Error(without)
	}
}

// No question of the metrics reads a whole table, however many orders there have been.
func TestIssue8_EveryGaugeHasItsIndex(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "store", "queries", "telemetry.sql"))
	must(t, err)
	questions := strings.Split(string(text), "-- name: ")[1:]
	argument := regexp.MustCompile(`sqlc\.arg\(\w+\)`)
	each(t, func(t *testing.T, db *store.DB, raw *sql.DB) {
		shop(t, db)
		many(t, db)
		analyse := "ANALYZE" //nolint:misspell // SQL's spelling
		if strings.HasSuffix(t.Name(), "pgx") {
			analyse = "VACUUM " + analyse
		}
		_, err := raw.ExecContext(t.Context(), analyse)
		must(t, err)
		for _, question := range questions {
			name, statement, _ := strings.Cut(question, " ")
			_, statement, _ = strings.Cut(statement, "\n")
			plan := explain(t, raw, argument.ReplaceAllString(statement, strconv.FormatInt(ago(time.Hour), 10)))
			// SQLite says «SCAN t USING … INDEX» for an index that has only what is asked for.
			if regexp.MustCompile(`(?m)Seq Scan on (checkout|orders|operation|notification|mail|delivery)|SCAN \w+$`).MatchString(plan) {
				t.Errorf("%s reads a whole table:\n%s", name, plan)
			}
		}
	})
}

// many writes what has come to its end, which is nearly everything.
func many(t *testing.T, db *store.DB) {
	const n = 3000
	var checkouts, orders, operations, notifications, mails, events, deliveries [][]any
	for i := range n {
		id := fmt.Sprintf("c%d", i)
		checkouts = append(checkouts, []any{"shop_1", id, "placed", 1, "", "", "", "", "ja", id, 1, "{}", 1, "", "", "A1", 1, 1, 0})
		orders = append(orders, []any{"shop_1", id, id, "captured", 1, id, id, "{}", 1, []byte{1}, "A1", 1, 1, []byte{1}})
		operations = append(operations, []any{"shop_1", id, id, "update", 1, 1, "done", []byte("{}"), 1})
		notifications = append(notifications, []any{"shop_1", id, "", "", "", []byte("{}"), "worked", 1, 0})
		mails = append(mails, []any{"shop_1", id, "", id, 0, "ja", []byte{1}, "sent", 1, 0})
		events = append(events, []any{"shop_1", id, i, "", id, 0, []byte("{}"), 1})
		deliveries = append(deliveries, []any{"shop_1", id, id, "e1", "delivered", 1, 0})
	}
	must(t, db.Tx(t.Context(), func(q *query.Queries) error {
		return q.InsertEndpoint(t.Context(), query.InsertEndpointParams{ShopID: "shop_1", ID: "e1", Url: "https://shop.example", Now: 1})
	}))
	words := strings.Fields
	must(t, db.InsertMany(t.Context(),
		store.Rows{Table: "checkout", Columns: words("shop_id id state version kind product placement site lang cart_id cart_version cart total return_to challenge merchant_id created_at updated_at next_at"), Values: checkouts},
		store.Rows{Table: "orders", Columns: words("shop_id id number state version cart_id checkout_id cart total buyer merchant_id created_at updated_at purchaser"), Values: orders},
		store.Rows{Table: "operation", Columns: words("shop_id id subject kind seq generation state body planned_at"), Values: operations},
		store.Rows{Table: "notification", Columns: words("shop_id id object_type object_id permission_id body state received_at next_at"), Values: notifications},
		store.Rows{Table: "mail", Columns: words("shop_id id kind subject seq lang draft state created_at next_at"), Values: mails},
		store.Rows{Table: "event", Columns: words("shop_id id position kind subject seq body at"), Values: events},
		store.Rows{Table: "delivery", Columns: words("shop_id id event_id endpoint_id state created_at next_at"), Values: deliveries},
	))
}

func explain(t *testing.T, raw *sql.DB, statement string) string {
	t.Helper()
	before, last := "EXPLAIN QUERY PLAN ", 3
	if strings.HasSuffix(t.Name(), "pgx") {
		before, last = "EXPLAIN ", 0
	}
	rows, err := raw.QueryContext(t.Context(), before+statement)
	must(t, err)
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var line string
		var a, b, c int
		if last == 0 {
			must(t, rows.Scan(&line))
		} else {
			must(t, rows.Scan(&a, &b, &c, &line))
		}
		lines = append(lines, line)
	}
	must(t, rows.Err())
	return strings.Join(lines, "\n")
}
