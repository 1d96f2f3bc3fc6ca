package web_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/i18n"
)

// watched is an outward whose whole database can be compared.
type watched struct {
	*outward
	raw *sql.DB
}

func newWatched(t *testing.T) watched {
	t.Helper()
	db, file := storetest.SQLiteFile(t)
	raw, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = raw.Close() })
	return watched{newOutward(t, db), raw}
}

// dump is every row that a payment could touch.
func (w watched) dump() map[string][]string {
	w.t.Helper()
	dump := map[string][]string{}
	for _, table := range []string{"checkout", "checkout_event", "operation", "orders", "order_event", "event"} {
		rows, err := w.raw.QueryContext(w.t.Context(), "SELECT * FROM "+table+" ORDER BY 1, 2, 3, 4")
		w.must(err)
		dump[table] = w.lines(rows)
	}
	return dump
}

func (w watched) lines(rows *sql.Rows) (lines []string) {
	w.t.Helper()
	defer rows.Close()
	columns, err := rows.Columns()
	w.must(err)
	for rows.Next() {
		values, targets := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			targets[i] = &values[i]
		}
		w.must(rows.Scan(targets...))
		lines = append(lines, fmt.Sprintf("%q", values))
	}
	w.must(rows.Err())
	return lines
}

// What may be asked of Amazon where nothing may change.
const (
	nothing = iota
	reading
)

// unchanged proves that what happens changes no row of ours, and nothing at Amazon.
func (w watched) unchanged(name string, asks int, happens func()) {
	w.t.Helper()
	before, books, requests := w.dump(), w.amazon.Books(), len(w.amazon.Requests())
	happens()
	if diff := cmp.Diff(before, w.dump()); diff != "" {
		w.t.Errorf("%s changed our rows: %s", name, diff)
	}
	if diff := cmp.Diff(books, w.amazon.Books()); diff != "" {
		w.t.Errorf("%s changed Amazon's books: %s", name, diff)
	}
	for _, request := range w.amazon.Requests()[requests:] {
		if asks == nothing || request.Method != http.MethodGet {
			w.t.Errorf("%s: Amazon was asked to %s %s", name, request.Method, request.Path)
		}
	}
}

// inside are words that only we know: of packages, libraries, addresses in the source, secrets.
var inside = regexp.MustCompile(`(?i)noren/|\.go\b|goroutine|panic|checkout:|session:|merchant:|validate:|web:|store:|sqlite|postgres|SELECT |redis|\bjwt\b|token is|signature|echo|127\.0\.0\.1|json:|unmarshal`)

// wrong is one mistaken request of a browser's script, and the problem that answers it.
type wrong struct {
	name, body string
	header     map[string]string
	status     int
	code       api.Code
	field      string // that is named, when the code is Invalid
}

// refused proves that each request gets its problem, in Japanese and in English, and changes nothing.
func (w watched) refused(path string, all []wrong) {
	w.t.Helper()
	for _, request := range all {
		name, texts := path+": "+request.name, make(map[api.Lang]api.Problem)
		for _, lang := range []api.Lang{api.Japanese, api.English} {
			header := map[string]string{"Accept-Language": string(lang)}
			for key, value := range request.header {
				header[key] = value
			}
			w.unchanged(name, nothing, func() {
				status, body, got := w.post(path, request.body, header)
				if status != request.status {
					w.t.Errorf("%s: status %d, want %d: %s", name, status, request.status, body)
				}
				texts[lang] = problemIn(w.t, name, body, got)
			})
			p := texts[lang]
			if p.Code != request.code || p.Status != request.status || p.Type != "/docs/problems#"+string(request.code) {
				w.t.Errorf("%s: %+v, want %s", name, p, request.code)
			}
			if p.Code == api.Invalid && (len(p.Fields) == 0 || p.Fields[0].Field != request.field || p.Fields[0].Text == "") {
				w.t.Errorf("%s: fields %+v, want %q", name, p.Fields, request.field)
			}
			if want := problemText(lang, request.code); p.Title != want.Title || p.Detail != want.Remedy {
				w.t.Errorf("%s: says %q %q in %s", name, p.Title, p.Detail, lang)
			}
		}
		if ja, en := texts[api.Japanese], texts[api.English]; ja.Title == "" || ja.Detail == "" || ja.Title == en.Title || ja.Detail == en.Detail {
			w.t.Errorf("%s: the same in both languages: %q", name, ja.Title)
		}
	}
}

func problemText(lang api.Lang, code api.Code) i18n.Problem { return i18n.For(lang).Problem(code) }

// problemIn reads a problem as a program does: by its content type, and as something that anybody may see and nobody keeps.
func problemIn(t *testing.T, name, body string, header http.Header) api.Problem {
	t.Helper()
	var p api.Problem
	if err := json.Unmarshal([]byte(body), &p); err != nil {
		t.Errorf("%s: %v: %s", name, err, body)
	}
	if got := header.Get("Content-Type"); got != "application/problem+json; charset=utf-8" {
		t.Errorf("%s: Content-Type %q", name, got)
	}
	if header.Get("Access-Control-Allow-Origin") != "*" || header.Get("Access-Control-Allow-Credentials") != "" || header.Get("Cache-Control") != "no-store" {
		t.Errorf("%s: headers %v", name, header)
	}
	if found := inside.FindString(body); found != "" {
		t.Errorf("%s says too much (%q): %s", name, found, body)
	}
	return p
}
