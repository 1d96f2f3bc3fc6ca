package ledger

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

// searches are the kinds of search, for which every plan must be good.
var searches = []string{
	"", "number=26", "number=2601&state=declined", "reference=S00-0000001-0000001", "amount=5000", "amount=5000&state=lapsed", "amount_from=3000",
	"amount_from=29900&amount_to=29950", "state=captured", "state=declined&state=lapsed&state=attention", "attention=1", "differs=1",
	"lapses_in=5", "shipped=no", "shipped=no&state=captured", "from=2025-05-01&to=2025-05-31", "name=佐藤", "name=佐藤健一", "name=林", "phone=0001",
	"phone=09000000001", "email=buyer1@example.com", "name=佐藤&state=captured&from=2025-05-01",
}

const (
	sqliteOrders   = 1_000  // its plan follows from the indexes alone
	postgresOrders = 20_000 // enough that reading all of them is not the best plan
	planPage       = 51
	// mostRead is how many rows a page may cost of one table: those of a page from the index of each state, or few.
	mostRead = 1100
)

// No search reads the whole table or sorts more than a few pages, on either database, on the first page and on a later one.
func TestX9_EverySearchHasItsIndex(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		dsn := storetest.SQLiteDSN(t)
		b := seeded(t, dsn, sqliteOrders)
		raw := rawly(t, "sqlite", strings.TrimPrefix(dsn, "sqlite:"))
		each(t, b, func(t *testing.T, statement string, args []any) { explainSQLite(t, raw, statement, args) })
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		dsn := storetest.PostgresDSN(t)
		b := seeded(t, dsn, postgresOrders)
		raw := rawly(t, "pgx", dsn)
		if _, err := raw.ExecContext(t.Context(), "VACUUM ANALYSE"); err != nil { // as autovacuum does
			t.Fatal(err)
		}
		each(t, b, func(t *testing.T, statement string, args []any) { explainPostgres(t, raw, statement, args) })
	})
}

func seeded(t *testing.T, dsn string, orders int) *Book {
	db, err := store.Open(store.ForAll(t.Context()), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	b := &Book{DB: db, Sealer: storetest.Sealer(t), Now: func() time.Time { return time.Date(2026, 7, 1, 3, 0, 0, 0, time.UTC) }}
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, shop := range []string{"shop_1", "shop_2"} {
		err := db.Tx(t.Context(), func(q *query.Queries) error {
			return q.InsertShop(t.Context(), query.InsertShopParams{ID: shop, Name: shop, Now: 1})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Seed(t.Context(), "shop_1", orders); err != nil {
		t.Fatal(err)
	}
	return b
}

func rawly(t *testing.T, driver, dsn string) *sql.DB {
	raw, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = raw.Close() })
	return raw
}

// each explains the first page of every search, and the page behind it.
func each(t *testing.T, b *Book, explain func(t *testing.T, statement string, args []any)) {
	for _, search := range searches {
		values, _ := url.ParseQuery(search)
		f, err := ParseFilter(values)
		if err != nil {
			t.Fatal(err)
		}
		p, err := b.planSearch(t.Context(), "shop_1", f)
		if err != nil {
			t.Fatal(err)
		}
		page, err := b.Search(t.Context(), "shop_1", f, "", planPage-1)
		if err != nil {
			t.Fatal(err)
		}
		next, err := p.place(page.Next)
		if err != nil {
			t.Fatal(err)
		}
		for name, at := range map[string]place{"first": {}, "next": next} {
			t.Run(search+"/"+name, func(t *testing.T) {
				rest, args := p.statement(at, planPage)
				explain(t, "SELECT * FROM orders "+rest, args)
			})
		}
	}
}

func explainSQLite(t *testing.T, raw *sql.DB, statement string, args []any) {
	rows, err := raw.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+statement, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var lines []string
	inner := 0
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprintf("%d %d %s", id, parent, detail))
		if strings.HasPrefix(detail, "SCAN orders") || strings.HasPrefix(detail, "SCAN walked") || strings.HasPrefix(detail, "SCAN charge") {
			t.Errorf("reads a whole table")
		}
		if parent == 0 && strings.HasPrefix(detail, "SEARCH orders") && !strings.Contains(detail, "(shop_id=? AND id=?)") {
			t.Errorf("walks an index twice")
		}
		if parent != 0 && strings.Contains(detail, "TEMP B-TREE FOR ORDER BY") {
			inner++
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if few := strings.Contains(statement, "total >= ") && !strings.Contains(statement, "(total >= "); inner > 0 && !few {
		t.Error("sorts before it has a page")
	}
	if t.Failed() {
		t.Logf("%s\n%s", statement, strings.Join(lines, "\n"))
	}
}

// node is what PostgreSQL did.
type node struct {
	Type    string  `json:"Node Type"`
	Table   string  `json:"Relation Name"`
	Index   string  `json:"Index Name"`
	Rows    float64 `json:"Actual Rows"`
	Loops   float64 `json:"Actual Loops"`
	Removed float64 `json:"Rows Removed by Filter"`
	Recheck float64 `json:"Rows Removed by Index Recheck"`
	Plans   []node
}

func explainPostgres(t *testing.T, raw *sql.DB, statement string, args []any) {
	read := readByPostgres(t, raw, statement, args)
	if most := slices.Max(append(slices.Collect(maps.Values(read)), 0)); most > mostRead {
		t.Errorf("reads too much: %v", read)
	}
	if t.Failed() {
		t.Log(statement, read)
	}
}

// readByPostgres is how many rows a statement reads, by table and index.
func readByPostgres(t *testing.T, raw *sql.DB, statement string, args []any) map[string]float64 {
	t.Helper()
	var text string
	if err := raw.QueryRowContext(t.Context(), "EXPLAIN (ANALYSE, FORMAT JSON) "+statement, args...).Scan(&text); err != nil {
		t.Fatalf("%v\n%s", err, statement)
	}
	var explained []struct{ Plan node }
	if err := json.Unmarshal([]byte(text), &explained); err != nil || len(explained) != 1 {
		t.Fatal(err, text)
	}
	read := map[string]float64{}
	var visit func(n node)
	visit = func(n node) {
		if n.Type == "Seq Scan" && n.Table != "charge" { // which is empty here
			t.Errorf("reads the whole of %s", n.Table)
		}
		if n.Type == "Sort" && n.Rows*n.Loops > mostRead {
			t.Errorf("sorts %.0f rows", n.Rows*n.Loops)
		}
		if n.Table != "" || n.Index != "" {
			read[n.Table+" "+n.Index] += (n.Rows + n.Removed + n.Recheck) * n.Loops
		}
		for _, child := range n.Plans {
			visit(child)
		}
	}
	visit(explained[0].Plan)
	return read
}
