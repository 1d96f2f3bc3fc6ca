package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/shared/api"
)

// victim is what a shop has, by the names that routes call it.
func (w whole) victim() (key string, ids map[string]string) {
	w.t.Helper()
	key = w.key(merchant.Scopes()...)
	number := w.placedOrder()
	_, answer, _ := w.send(http.MethodPost, "/api/v1/webhooks", `{"url":"https://shop.example/hooks"}`, bearer(key))
	endpoint := between(answer, `"id":"`)
	_, answer, _ = w.send(http.MethodPost, "/api/v1/bulks", `{"orders":["`+number+`"]}`, bearer(key))
	bulk := between(answer, `"id":"`)
	s := w.returned("cart-2")
	_, visit := w.visit("taro", "cart-3")
	w.linked(key, visit, "m-1")
	_, events, _ := w.send(http.MethodGet, "/api/v1/events", "", bearer(key))
	return key, map[string]string{
		"id": s.id, "number": number, "endpoint": endpoint, "bulk": bulk, "memberId": "m-1", "visit": visit, "code": w.loginCode(s.id),
		"event": between(events, `"id":"`),
	}
}

// wishes are bodies that each route takes, with ids in braces.
var wishes = map[string]string{
	"POST /api/v1/codes":                           `{"code":"{code}"}`,
	"POST /api/v1/links":                           `{"visit":"{visit}","memberId":"{memberId}","consent":"` + api.ConsentVersion + `"}`,
	"POST /api/v1/bulks":                           `{"orders":["{number}"]}`,
	"POST /api/v1/orders/:number/refund":           `{"amount":1}`,
	"POST /api/v1/orders/:number/cancel-payment":   `{}`,
	"POST /api/v1/orders/:number/shipping-plan":    `{}`,
	"POST /api/v1/orders/:number/capture-schedule": `{"at":"2099-01-01T00:00:00Z"}`,
	"PUT /api/v1/orders/:number/purchaser":         `{"purchaser":{"familyName":"山田"}}`,
	"PUT /api/v1/webhooks/:endpoint":               `{"url":"https://evil.example/hooks"}`,
	"POST /api/v1/webhooks/:endpoint/replay":       `{"since":"2026-01-01T00:00:00Z"}`,
}

// notIDs are routes of the shop's server that name nothing of anybody.
var notIDs = map[string]bool{"GET /api/v1/shop": true, "GET /api/v1/payment-methods": true, "POST /api/v1/webhooks": true, "GET /api/v1/webhooks": true}

// With another shop's key, whatever belongs to a shop is as unknown as what is not there: the same status, the same words; and nothing
// changes, neither here nor at Amazon (issue 8: cross-tenant ids on every route).
func TestIssue8_ForeignIDsAreAsUnknownAsNone(t *testing.T) {
	w := newWhole(t)
	key, ids := w.victim()
	other := w.addShop("別の店")
	stranger, err := w.shops.NewSecretKey(t.Context(), "cli", other.ID, merchant.Scopes()...)
	w.must(err)
	none := map[string]string{}
	for name, id := range ids {
		if len(id) < 3 {
			t.Fatalf("%s is %q", name, id)
		}
		none[name] = id[:len(id)-1] + map[bool]string{true: "y", false: "x"}[strings.HasSuffix(id, "x")]
	}
	before, books, tried := w.butOf(other.ID), w.amazon.Books(), 0
	for _, r := range w.routes {
		if d, _ := doorOf(r); d.who != shopServer || notIDs[r.Method+" "+r.Path] {
			continue
		}
		tried++
		foreign, unknown := w.wish(r, ids, stranger), w.wish(r, none, stranger)
		if foreign.status != unknown.status || forget(foreign.body, ids) != forget(unknown.body, none) || foreign.header.Get("Content-Type") != unknown.header.Get("Content-Type") {
			t.Errorf("%s %s: %d %s\nbut of what is not there: %d %s", r.Method, r.Path, foreign.status, foreign.body, unknown.status, unknown.body)
		}
		anonymous(t, r.Path, foreign.body)
	}
	if diff := cmp.Diff(before, w.butOf(other.ID)) + cmp.Diff(books, w.amazon.Books()); diff != "" {
		t.Errorf("something has changed: %s", diff)
	}
	if tried < 25 {
		t.Errorf("%d routes", tried)
	}
	for _, r := range w.routes { // what the stranger asked for is there
		if d, _ := doorOf(r); d.who == shopServer && r.Method == http.MethodGet {
			if own := w.wish(r, ids, key); own.status != http.StatusOK {
				t.Errorf("%s %s of the shop's own: %d %s", r.Method, r.Path, own.status, own.body)
			}
		}
	}
	if own := w.wish(&echo.Route{Method: "POST", Path: "/api/v1/codes"}, ids, key); own.status != http.StatusOK { // the stranger did not use it up
		t.Errorf("the code: %d %s", own.status, own.body)
	}
}

// butOf is every row but those of a shop, whose own log tells what it tried.
func (w whole) butOf(shop string) map[string][]string {
	w.t.Helper()
	rows := w.everything()
	for table, lines := range rows {
		rows[table] = slices.DeleteFunc(lines, func(line string) bool { return strings.Contains(line, shop) })
	}
	return rows
}

// wish asks for a route about things, in path, query and body.
func (w whole) wish(r *echo.Route, ids map[string]string, key string) reply {
	w.t.Helper()
	escaped := map[string]string{}
	for name, id := range ids {
		escaped[name] = url.PathEscape(id)
	}
	path, body := w.asked(r, escaped), wishes[r.Method+" "+r.Path]
	for name, id := range ids {
		body = strings.ReplaceAll(body, "{"+name+"}", id)
	}
	switch r.Method + " " + r.Path {
	case "GET /api/v1/events":
		path += "?after=" + ids["event"]
	case "GET /api/v1/orders":
		path += "?number=" + escaped["number"]
	case "GET /api/v1/exports/orders":
		path += "?number=" + escaped["number"] + "&column=number"
	}
	status, answer, header := w.send(r.Method, path, body, bearer(key))
	return reply{status, answer, header}
}

// forget takes the ids out of an answer that repeats them.
func forget(text string, ids map[string]string) string {
	for _, id := range ids {
		text = strings.ReplaceAll(text, id, "ID")
	}
	return text
}

// An Idempotency-Key is the shop's own: another shop's gives nothing of what was answered.
func TestIssue8_IdempotencyKeysAreTheShopsOwn(t *testing.T) {
	w := newWhole(t)
	key, ids := w.victim()
	stranger, err := w.shops.NewSecretKey(t.Context(), "cli", w.addShop("別の店").ID, merchant.Scopes()...)
	w.must(err)
	path := "/api/v1/webhooks/" + ids["endpoint"] + "/secret"
	mine, theirs := bearer(key), bearer(stranger)
	mine["Idempotency-Key"], theirs["Idempotency-Key"] = "the-same", "the-same"
	_, answer, _ := w.send(http.MethodPost, path, "", mine)
	if !strings.Contains(answer, "whsec_") {
		t.Fatal(answer)
	}
	status, got, header := w.send(http.MethodPost, path, "", theirs)
	if status != http.StatusNotFound || header.Get("Idempotency-Replayed") != "" || strings.Contains(got, "whsec_") {
		t.Errorf("%d %s %v", status, got, header)
	}
}

// The way back of one shop's checkout leads nowhere else: neither session nor code nor token of one shop is good in another.
func TestIssue8_BrowsersOfAnotherShop(t *testing.T) {
	w := newWhole(t)
	s, member := w.returned("cart-1"), w.memberToken()
	other := w.addShop("別の店")
	w.same("another shop's page", func() {
		for path, body := range map[string]string{
			api.Render.Path:  encode(w.outward, api.RenderRequest{Shop: other.ID, Session: s.session}),
			api.Change.Path:  strings.Replace(encode(w.outward, w.changeRequest(s.session)), w.shop.ID, other.ID, 1),
			api.Confirm.Path: strings.Replace(encode(w.outward, w.confirmRequest("cart-1", s.session)), w.shop.ID, other.ID, 1),
			api.Link.Path:    encode(w.outward, api.LinkRequest{Shop: other.ID, Session: s.session, Member: member, Consent: api.ConsentVersion}),
			api.Unlink.Path:  encode(w.outward, api.UnlinkRequest{Shop: other.ID, Member: member}),
			api.Begin.Path:   strings.Replace(encode(w.outward, w.beginRequest("cart-9")), w.shop.ID, other.ID, 1),
		} {
			status, answer, _ := w.post(path, body, nil)
			anonymous(t, path, answer)
			if path == api.Render.Path && (status != http.StatusOK || !strings.Contains(answer, string(api.SessionExpired))) || path != api.Render.Path && (status < 400 || status >= 500) {
				t.Errorf("%s: %d %s", path, status, answer)
			}
		}
	})
}
