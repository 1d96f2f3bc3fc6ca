package store_test

import (
	"database/sql"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"noren/backend/store"
	"noren/backend/store/storetest"
)

// growing are the tables that grow with every sale.
var growing = []string{
	"orders", "order_event", "order_term", "checkout", "checkout_event", "charge", "refund", "operation", "notification", "event", "delivery", "mail", "link",
	"link_event", "purchaser_edit", "api_request",
}

// walking are the statements that are there to go through all of a shop's rows, and who asks for that.
var walking = map[string]string{
	"SelectOrders":        "a search puts its conditions behind it; TestX9_EverySearchHasItsIndex",
	"Orders":              "tests compare all that is there",
	"Notifications":       "a page of the console, the newest first, to a limit",
	"ParkedNotifications": "the same",
	"LastReturn":          "the first that fits, from the newest on",
	"UndeliveredEvents":   "everything that an endpoint missed while it was disabled, since a moment",
}

// A row is found by an index that names it, and not by looking at all that a shop has sold: a condition such as session_id <> ” is said
// where the index has it, because no database knows that a parameter is never empty (design.md 11).
func TestDesign11_RowsAreFoundByTheirIndex(t *testing.T) {
	dsn := storetest.SQLiteDSN(t)
	db, err := store.Open(store.ForAll(t.Context()), dsn)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	raw, err := sql.Open("sqlite", strings.TrimPrefix(dsn, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = raw.Close() })
	walked, short := map[string]bool{}, partial(t, raw)
	for name, statement := range statements(t) {
		for _, step := range plan(t, raw, statement) {
			if walks(step, short) {
				walked[name] = true
				if walking[name] == "" {
					t.Errorf("%s: %s", name, step)
				}
			}
		}
	}
	for name := range walking {
		if !walked[name] {
			t.Errorf("%s walks no more", name)
		}
	}
}

var step = regexp.MustCompile(`^(SCAN|SEARCH) (\w+)(?: USING (?:COVERING )?INDEX (\w+)(?: \((.*)\))?)?`)

// walks reports that a step of a plan looks at all rows of a shop, or of all shops. Short indexes hold few rows at any time, such as
// those that are due.
func walks(line string, short map[string]bool) bool {
	found := step.FindStringSubmatch(line)
	if found == nil || !slices.Contains(growing, found[2]) || short[found[3]] {
		return false
	}
	return found[1] == "SCAN" || found[4] == "shop_id=?"
}

// partial are the indexes with a condition.
func partial(t *testing.T, db *sql.DB) map[string]bool {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		all[name] = true
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// statements are all that sqlc made, by name.
func statements(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("query/*.sql.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no statements: %v", err)
	}
	all := map[string]string{}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || !strings.HasPrefix(literal.Value, "`-- name: ") {
				return true
			}
			text, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			all[strings.Fields(text)[2]] = text
			return true
		})
	}
	return all
}

var parameter = regexp.MustCompile(`\$(\d+)`)

func plan(t *testing.T, db *sql.DB, statement string) (lines []string) {
	t.Helper()
	most := 0
	for _, found := range parameter.FindAllStringSubmatch(statement, -1) {
		n, err := strconv.Atoi(found[1])
		if err != nil {
			t.Fatal(err)
		}
		most = max(most, n)
	}
	rows, err := db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+statement, make([]any, most)...)
	if err != nil {
		t.Fatalf("%v\n%s", err, statement)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, detail)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}
