package secrets

import (
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"noren/backend/e2e/market"
	"noren/backend/merchant"
	"noren/backend/sandbox"
	"noren/backend/staff"
	"noren/backend/store/storetest"
)

// Whatever people and shops do, and whatever goes wrong with it: nothing that is theirs, and no secret, is in what an operator, a
// monitoring system, a thief of the database's files or of Redis can read (issue 8; reliability.md 6).
func TestIssue8_NothingPlantedIsFound(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { nothingPlantedIsFound(t, storetest.SQLiteDSN(t)) })
	t.Run("postgres", func(t *testing.T) { nothingPlantedIsFound(t, storetest.PostgresDSN(t)) })
}

func nothingPlantedIsFound(t *testing.T, database string) {
	t.Helper()
	w := newWorld(t, database)
	number := w.buys()
	key := w.works(number)
	w.signsIn()
	w.goesWrong(key, number)
	w.must(w.seen.Flush(t.Context()))

	w.absent(t, "the log as text", w.log.String(), nil)
	w.absent(t, "the log as JSON", w.json.String(), nil)
	w.absent(t, "the traces", fmt.Sprintf("%+v", w.spans.GetSpans()), nil)
	scrape := httptest.NewRecorder()
	w.seen.Handler().ServeHTTP(scrape, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	w.absent(t, "the metrics", scrape.Body.String(), nil)
	w.absent(t, "the refusals", w.answers.String(), map[string]string{"invitation's code": "the page leads to itself in another language; who asks for it knows its address"})
	w.absent(t, "the webhooks", w.hooks.String(), nil)
	for table, text := range w.tables() {
		w.absent(t, "table "+table, text, inTables[table])
	}
	w.absent(t, "Redis", w.inRedis(), nil)
	w.must(w.noren.Close())
	file, _ := strings.CutPrefix(database, "sqlite:")
	for _, suffix := range []string{"", "-wal"} { // what was deleted is still in SQLite's files
		content, err := os.ReadFile(file + suffix)
		if err == nil && len(content) > 0 {
			w.absent(t, "the database's file"+suffix, string(content), inFiles())
		}
	}
}

// inTables is what tables hold openly, and why that is right. Everything else of anybody is sealed or hashed.
var inTables = map[string]map[string]string{
	"link":       {"member": "the shop's own name of a member, by which it asks (X-13); it is no name of a person"},
	"link_event": {"member": "as in link, until the member is erased"},
	"checkout":   {"member": "as in link"},
}

func inFiles() map[string]string {
	all := map[string]string{}
	for _, may := range inTables {
		for name, why := range may {
			all[name] = why
		}
	}
	return all
}

// buys lets people buy: one who pays, one whose card is declined, and one for whom Amazon fails in between.
func (w *world) buys() (number string) {
	w.t.Helper()
	s := w.Shopper()
	for range 6 {
		w.must(s.Click())
	}
	if s.At != market.Home {
		w.t.Fatalf("the shopper is at %d", s.At)
	}
	troubled := w.Shopper()
	for _, fault := range []sandbox.Fault{
		{Kind: sandbox.Cut, Count: 1}, {Kind: sandbox.Cut, When: sandbox.After, Count: 1}, {Kind: sandbox.Throttle, Count: 1}, {Kind: sandbox.Fail, Count: 1}, {Kind: sandbox.Refuse, Status: 400, ReasonCode: "InvalidParameterValue"},
	} {
		w.Amazon.Fault(fault)
		_ = troubled.Click()
		w.Amazon.ClearFaults()
	}
	for range 6 {
		_ = troubled.Click()
	}
	w.sweeps()
	rows, err := w.noren.DB.Read().Orders(w.ctx(), w.ID)
	w.must(err)
	for _, order := range rows {
		if order.State == "authorised" {
			number = order.Number
		}
		shot, err := w.noren.Flow.Snapshot(w.ID, order.Buyer)
		w.must(err)
		w.add("buyer's id", shot.BuyerID)
	}
	if number == "" {
		w.t.Fatalf("%d orders, none is paid", len(rows))
	}
	return number
}

// sweeps does what is due in the background.
func (w *world) sweeps() {
	w.t.Helper()
	w.must(w.Amazon.DeliverNotifications(w.ctx()))
	for range 4 {
		w.Amazon.Advance(30 * time.Second)
		w.must(market.Sweep(w.ctx(), w.noren))
	}
}

// works does with an order and a member what a shop's server does.
func (w *world) works(number string) (key string) {
	w.t.Helper()
	ctx := w.ctx()
	key, err := w.noren.Shops.NewSecretKey(ctx, "cli", w.ID, merchant.Scopes()...)
	w.must(err)
	w.add("secret key", key)
	cart, err := w.noren.Shops.NewCartKey(ctx, "cli", w.ID)
	w.must(err)
	w.add("cart key", cart[len(cart)-40:])
	visit := w.visitor()
	for _, call := range []struct{ method, path, body string }{
		{"GET", "/orders/" + number, ""},
		{"GET", "/orders/" + number + "/timeline", ""},
		{"GET", "/orders?name=" + url.QueryEscape(family) + "&email=" + url.QueryEscape(email) + "&phone=" + phone, ""},
		{"GET", "/exports/orders?name=" + url.QueryEscape(family), ""},
		{"PUT", "/orders/" + number + "/purchaser", `{"purchaser":{"familyName":"` + family + `","givenName":"` + given + `","familyKana":"` + familyKana + `","givenKana":"` + givenKana + `","email":"` + email + `","phone":"` + phone + `"}}`},
		{"POST", "/orders/" + number + "/capture", ""},
		{"POST", "/orders/" + number + "/refund", `{"amount":1,"confirmed":true}`},
		{"POST", "/webhooks", `{"url":"https://shop.example/hooks"}`},
		{"POST", "/links", `{"visit":"` + visit + `","memberId":"` + memberID + `","consent":"2026-11"}`},
		{"GET", "/members/" + memberID, ""},
	} {
		status, answer := w.api(key, call.method, "/api/v1"+call.path, call.body)
		if status >= 300 {
			w.t.Errorf("%s %s: %d %s", call.method, call.path, status, answer)
		}
	}
	w.sweeps()
	return key
}

// visitor is the session of a page of somebody who came back from Amazon and has not ordered.
func (w *world) visitor() (visit string) {
	w.t.Helper()
	known := map[string]bool{}
	for _, token := range w.tokens() {
		known[token] = true
	}
	s := w.Shopper()
	w.must(s.Click())
	w.must(s.Click())
	for _, token := range w.tokens() {
		if !known[token] {
			return token
		}
	}
	w.t.Fatal("no session")
	return ""
}

func (w *world) tokens() (all []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for name, value := range w.values {
		if strings.HasPrefix(name, "session token") {
			all = append(all, value)
		}
	}
	return all
}

// signsIn invites somebody to the console by mail, who sets a password and signs in, wrongly and rightly.
func (w *world) signsIn() {
	w.t.Helper()
	accounts, ctx := w.noren.Accounts, w.ctx()
	p, link, err := accounts.Invite(ctx, "cli", staff.Invitation{Name: worker, Email: workersEmail, Lang: "ja", Shop: w.ID, Role: staff.Owner, Mail: true}, false)
	w.must(err)
	code := link[strings.LastIndex(link, "/")+1:]
	w.add("invitation's code", code)
	app, err := accounts.NewAuthenticator(p)
	w.must(err)
	w.add("authenticator's secret", app.Secret)
	now := time.Now()
	first, err := totp.GenerateCode(app.Secret, now)
	w.must(err)
	_, recovery, err := accounts.AcceptByPassword(ctx, code, staff.NewPassword{Password: password, Sealed: app.Sealed, Code: first})
	w.must(err)
	w.add("recovery code", recovery[0])
	w.add("recovery code", recovery[1])
	for _, given := range []string{password + " not", password} {
		form := url.Values{"email": {workersEmail}, "password": {given}, "code": {recovery[0]}}
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url+"/console/sign-in", strings.NewReader(form.Encode()))
		w.must(err)
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Sec-Fetch-Site", "same-origin")
		_, err = market.Send(http.DefaultClient, request)
		w.must(err)
	}
	client := &http.Client{Transport: w.Client.Transport, CheckRedirect: w.Client.CheckRedirect}
	for _, path := range []string{"/console/shops/" + w.ID + "/orders", "/console/invitations/" + code, "/console/sign-in?next=/console/shops/" + w.ID + "?name=" + url.QueryEscape(family)} {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, w.url+path, http.NoBody)
		w.must(err)
		_, err = market.Send(client, request)
		w.must(err)
	}
	w.sweeps()
}

// goesWrong says the right things in the wrong places, and takes away what the product needs.
func (w *world) goesWrong(key, number string) {
	w.t.Helper()
	person := family + given + " " + email + " " + phone
	quoted := `"` + person + `"`
	for _, call := range []struct{ method, path, body, key string }{
		{"POST", "/api/v1/orders/" + number + "/refund", `{"amount":` + quoted + `}`, key},
		{"POST", "/api/v1/orders/" + number + "/refund", `{"amount":1,` + quoted + `:1}`, key},
		{"POST", "/api/v1/orders/" + number + "/refund", `{` + quoted + `:1,` + quoted + `:2}`, key},
		{"POST", "/api/v1/codes", `{"code":` + quoted + `}`, key},
		{"POST", "/api/v1/codes", person, key},
		{"PUT", "/api/v1/orders/" + number + "/purchaser", `{"purchaser":{"email":` + quoted + `}}`, key},
		{"GET", "/api/v1/orders?email=" + url.QueryEscape(email) + "&limit=" + url.QueryEscape(person), "", key},
		{"GET", "/api/v1/orders/" + url.PathEscape(person), "", key},
		{"DELETE", "/api/v1/members/" + url.PathEscape(person) + "/link", "", key},
		{"GET", "/api/v1/shop?key=" + key, "", ""},
		{"GET", "/api/v1/shop", "", key + "x"},
		{"GET", "/" + url.PathEscape(person), "", ""},
		{"GET", "/docs/" + url.PathEscape(person), "", ""},
		{"GET", "/launch/" + url.PathEscape(person), "", ""},
		{"GET", "/images/" + url.PathEscape(person) + "/" + url.PathEscape(person), "", ""},
		{"POST", "/notifications/" + w.ID, `{"Type":` + quoted + `,"Message":` + quoted + `}`, ""},
		{"POST", "/notifications/" + url.PathEscape(person), person, ""},
		{"POST", "/embed/v1/begin", `{"shop":"` + w.ID + `","member":` + quoted + `,"cart":` + quoted + `}`, ""},
		{"POST", "/embed/v1/check", `{"shop":"` + w.ID + `","typed":[{"field":` + quoted + `,"value":` + quoted + `}]}`, ""},
		{"POST", "/embed/v1/render", `{"shop":` + quoted + `,"code":` + quoted + `}`, ""},
	} {
		if status, answer := w.api(call.key, call.method, call.path, call.body); status < 400 || status >= 500 {
			w.t.Errorf("%s %s: %d %s", call.method, call.path, status, answer)
		}
	}
	visit := w.visitor()
	w.redis.SetError("LOADING the dataset")
	s := w.Shopper()
	for range 4 {
		_ = s.Click()
	}
	w.api("", "POST", "/embed/v1/render", `{"shop":"`+w.ID+`","session":"`+visit+`"}`)
	w.api(key, "POST", "/api/v1/codes", `{"code":"abcdefghijklmnop"}`)
	w.redis.SetError("")
	s = w.Shopper()
	w.must(s.Click())
	raw := w.open()
	for _, table := range []string{"orders", "checkout", "link"} { // the tables are there and cannot be read: what was asked is in the error
		_, err := raw.ExecContext(w.ctx(), "ALTER TABLE "+table+" RENAME TO gone_"+table)
		w.must(err)
	}
	for _, call := range []struct{ method, path, body string }{
		{"GET", "/api/v1/orders/" + number, ""},
		{"GET", "/api/v1/members/" + memberID, ""},
		{"GET", "/api/v1/orders?email=" + url.QueryEscape(email), ""},
		{"POST", "/api/v1/links", `{"visit":"` + visit + `","memberId":"` + memberID + `","consent":"2026-11"}`},
	} {
		if status, answer := w.api(key, call.method, call.path, call.body); status < 500 {
			w.t.Errorf("%s %s without its table: %d %s", call.method, call.path, status, answer)
		}
	}
	_ = s.Click()
	for _, table := range []string{"orders", "checkout", "link"} {
		_, err := raw.ExecContext(w.ctx(), "ALTER TABLE gone_"+table+" RENAME TO "+table)
		w.must(err)
	}
}

func (w *world) open() *sql.DB {
	w.t.Helper()
	driver, source := "pgx", w.Database
	if file, is := strings.CutPrefix(w.Database, "sqlite:"); is {
		driver, source = "sqlite", "file:"+file+"?_pragma=busy_timeout(5000)"
	}
	raw, err := sql.Open(driver, source)
	w.must(err)
	w.t.Cleanup(func() { _ = raw.Close() })
	return raw
}

// tables is every value of every column, by table, that has rows.
func (w *world) tables() map[string]string {
	w.t.Helper()
	raw, ctx := w.open(), w.ctx()
	catalogue := "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
	if strings.HasPrefix(w.Database, "sqlite:") {
		catalogue = "SELECT name FROM sqlite_master WHERE type = 'table'"
	}
	names := w.strings(raw.QueryContext(ctx, catalogue))
	found := map[string]string{}
	for _, name := range names {
		if lines := w.strings(raw.QueryContext(ctx, "SELECT * FROM "+name)); len(lines) > 0 {
			found[name] = strings.Join(lines, "\n")
		}
	}
	for _, name := range []string{"orders", "checkout", "audit", "mail", "link", "staff", "notification", "operation", "event", "shop_key", "credential", "order_term", "purchaser_edit"} {
		if found[name] == "" {
			w.t.Errorf("table %s is empty: it was not searched", name)
		}
	}
	return found
}

func (w *world) strings(rows *sql.Rows, err error) (lines []string) {
	w.t.Helper()
	w.must(err)
	defer rows.Close()
	columns, err := rows.Columns()
	w.must(err)
	for rows.Next() {
		values, targets := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			targets[i] = &values[i]
		}
		w.must(rows.Scan(targets...))
		var line strings.Builder
		for i, value := range values {
			if i > 0 {
				line.WriteByte(' ')
			}
			if bytes, ok := value.([]byte); ok {
				line.Write(bytes)
				continue
			}
			fmt.Fprint(&line, value)
		}
		lines = append(lines, line.String())
	}
	w.must(rows.Err())
	return lines
}

// inRedis is every key and what it holds.
func (w *world) inRedis() string {
	var all strings.Builder
	for _, key := range w.redis.Keys() {
		fmt.Fprintln(&all, key)
		if text, err := w.redis.Get(key); err == nil {
			fmt.Fprintln(&all, text)
		}
		if fields, err := w.redis.HKeys(key); err == nil {
			for _, field := range fields {
				fmt.Fprintln(&all, field, w.redis.HGet(key, field))
			}
		}
		if members, err := w.redis.Members(key); err == nil {
			fmt.Fprintln(&all, members)
		}
		if members, err := w.redis.SortedSet(key); err == nil {
			fmt.Fprintln(&all, members)
		}
	}
	return all.String()
}
