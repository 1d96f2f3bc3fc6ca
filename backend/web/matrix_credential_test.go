package web_test

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/backend/session"
	"noren/shared/api"
)

func sessionOf() session.StaffSession { return session.StaffSession{} }

// credential is what somebody brings along with a request.
type credential struct {
	header map[string]string
	query  string
}

const ofConsole = "a console's cookie"

// credentials are all kinds of them that are not a secret key in force. No route may take one for what it is not.
func (w whole) credentials() map[string]credential {
	w.t.Helper()
	gone := w.key(merchant.Scopes()...)
	keys, err := w.shops.Keys(w.t.Context(), w.shop.ID)
	w.must(err)
	for _, key := range keys {
		if key.Kind == merchant.SecretKey { // the only one so far
			w.must(w.shops.RevokeKey(w.t.Context(), "cli", w.shop.ID, key.ID))
		}
	}
	good, s := w.key(merchant.Scopes()...), w.returned("cart-of-a-visitor")
	unsigned, err := jwt.NewWithClaims(jwt.SigningMethodNone, jwt.MapClaims{"iss": w.shop.ID, "aud": "noren", "sub": "m-1"}).SignedString(jwt.UnsafeAllowNoneSignatureType)
	w.must(err)
	authorization := func(text string) credential {
		return credential{header: map[string]string{"Authorization": text}}
	}
	return map[string]credential{
		"nothing":                 {},
		"garbage":                 authorization("Bearer \xff\xfe garbage"),
		"an invented key":         authorization("Bearer sk_" + strings.Repeat("A", 43)),
		"a key and a byte":        authorization("Bearer " + good + "A"),
		"a key in capitals":       authorization("Bearer " + strings.ToUpper(good)),
		"a revoked key":           authorization("Bearer " + gone),
		"a key as password":       authorization("Basic " + base64.StdEncoding.EncodeToString([]byte(good+":"))),
		"a key without a scheme":  authorization(good),
		"a cart key":              authorization("Bearer " + w.cartKey),
		"a cart token":            authorization("Bearer " + w.token("cart-1")),
		"an unsigned token":       authorization("Bearer " + unsigned),
		"a browser's session":     authorization("Bearer " + s.session),
		"a session as a key":      authorization("Bearer sk_" + s.session),
		"a key in the address":    {query: "key=" + good + "&access_token=" + good + "&api_key=" + good},
		"a key in another header": {header: map[string]string{"X-Api-Key": good, "Proxy-Authorization": "Bearer " + good, "Cookie": "Authorization=" + good}},
		ofConsole:                 {header: map[string]string{"Cookie": w.cookie, "Sec-Fetch-Site": "cross-site"}},
		"another method's name":   {header: map[string]string{"X-HTTP-Method-Override": "GET", "X-HTTP-Method": "GET", "X-Method-Override": "GET"}, query: "_method=GET"},
		"a proxy's word":          {header: map[string]string{"X-Forwarded-User": "root", "X-Original-URL": "/livez", "X-Rewrite-URL": "/livez", "X-Forwarded-Host": "evil.test"}},
	}
}

// asked is an address of a route, with ids of ours.
func (w whole) asked(r *echo.Route, ids map[string]string) string {
	path := strings.Replace(r.Path, "assets*", "assets/none.js", 1)
	path = strings.Replace(path, "*", "none", 1)
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if name, ok := strings.CutPrefix(part, ":"); ok {
			parts[i] = ids[name]
			if parts[i] == "" {
				parts[i] = "none"
			}
		}
	}
	return strings.Join(parts, "/")
}

// everything is every row of the database, but when keys were last used and what a request with an Idempotency-Key left.
func (w whole) everything() map[string][]string {
	w.t.Helper()
	names, err := w.raw.QueryContext(w.t.Context(), "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
	w.must(err)
	dump := map[string][]string{}
	for _, name := range w.lines(names) {
		table := strings.Trim(name, `[]"`)
		what := "*"
		if table == "shop_key" {
			what = "shop_id, id, kind, hash, sealed, scopes, revoked_at"
		}
		rows, err := w.raw.QueryContext(w.t.Context(), "SELECT "+what+" FROM "+table)
		w.must(err)
		lines := w.lines(rows)
		slices.Sort(lines)
		dump[table] = lines
	}
	return dump
}

// same proves that nothing at all has changed meanwhile.
func (w whole) same(what string, happens func()) {
	w.t.Helper()
	before, books := w.everything(), w.amazon.Books()
	happens()
	if diff := cmp.Diff(before, w.everything()); diff != "" {
		w.t.Errorf("%s changed our rows: %s", what, diff)
	}
	if diff := cmp.Diff(books, w.amazon.Books()); diff != "" {
		w.t.Errorf("%s changed Amazon's books: %s", what, diff)
	}
}

// Each route, asked with each thing that is not its own credential: it is refused in the way of its kind, nothing of anybody is in the
// answer, and nothing changes.
func TestIssue8_EveryRouteEveryCredential(t *testing.T) {
	w := newWhole(t)
	number := w.placedOrder()
	s := w.returned("cart-2")
	ids := map[string]string{"id": s.id, "number": number, "memberId": "m-1", "shop": w.shop.ID}
	brought := w.credentials()
	before, books, tried := w.everything(), w.amazon.Books(), 0
	for _, r := range w.routes {
		d, _ := doorOf(r)
		if r.Method == echo.RouteNotFound {
			continue
		}
		answers := map[string]reply{}
		for name, c := range brought {
			if d.who == worker && name == ofConsole && r.Method == http.MethodGet {
				continue // this is the one who may
			}
			tried++
			answers[name] = w.knock(r, w.asked(r, ids), c)
		}
		for _, name := range slices.Sorted(maps.Keys(answers)) {
			w.fits(r, d, name, answers[name], answers["nothing"])
		}
	}
	if diff := cmp.Diff(before, w.everything()); diff != "" {
		t.Errorf("something changed our rows: %s", diff)
	}
	if diff := cmp.Diff(books, w.amazon.Books()); diff != "" {
		t.Errorf("something changed Amazon's books: %s", diff)
	}
	if tried < 3000 {
		t.Errorf("%d requests", tried)
	}
}

type reply struct {
	status int
	body   string
	header http.Header
}

func (w whole) knock(r *echo.Route, path string, c credential) reply {
	w.t.Helper()
	header := map[string]string{"Origin": "https://evil.test", "Content-Type": "application/json"}
	maps.Copy(header, c.header)
	body := ""
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		body = `{"shop":"` + w.shop.ID + `"}`
	}
	if c.query != "" {
		path += "?" + c.query
	}
	status, answer, got := w.send(r.Method, path, body, header)
	return reply{status, answer, got}
}

// fits proves that an answer is the one that a route gives to somebody whom it does not know.
func (w whole) fits(r *echo.Route, d door, name string, got, unknown reply) {
	w.t.Helper()
	what := fmt.Sprintf("%s %s with %s: %d %.300s", r.Method, r.Path, name, got.status, got.body)
	if d.who != everybody {
		anonymous(w.t, what, got.body)
	}
	if got.status >= http.StatusInternalServerError {
		w.t.Error(what)
	}
	switch d.who {
	case shopServer:
		if got.status != http.StatusUnauthorized || problemCode(w.t, got.body) != api.Unauthorized || got.header.Get("WWW-Authenticate") != "Bearer" {
			w.t.Error(what)
		}
	case shopPage: // 403 for the origin, or 422 for the body: never what a page of the shop gets
		if got.status < 400 || got.header.Get("Access-Control-Allow-Origin") != "*" {
			w.t.Error(what)
		}
	case amazon:
		if got.status != http.StatusBadRequest {
			w.t.Error(what)
		}
	case worker:
		if name != ofConsole && (got.status != http.StatusSeeOther || !strings.HasPrefix(got.header.Get("Location"), "/console/sign-in")) && got.status != http.StatusForbidden {
			w.t.Error(what)
		}
		if name == ofConsole && r.Method == http.MethodPost && got.status != http.StatusForbidden { // it comes from another site
			w.t.Error(what)
		}
	case everybody, theirBrowser, anyWorker:
		if got.status != unknown.status && (d.who != anyWorker || name != ofConsole) {
			w.t.Errorf("%s; without: %d", what, unknown.status)
		}
		if strings.Contains(got.header.Get("Location"), "#noren-"+"chk") {
			w.t.Errorf("%s leads to %s", what, got.header.Get("Location"))
		}
	}
	if d.who == everybody && (got.header.Get("Set-Cookie") != "" || got.body != unknown.body && !strings.Contains(r.Path, "mailbox")) {
		w.t.Errorf("%s: not the same for everybody", what)
	}
}

// A key opens what its scopes say, and nothing of the console's; each other scope together is not enough.
func TestIssue8_EveryScopeIsTheOneInTheTable(t *testing.T) {
	w := newWhole(t)
	for scope, without := range w.keysWithout() {
		header := bearer(without)
		for _, r := range w.routes {
			switch d, _ := doorOf(r); {
			case d.who == shopServer && d.scope == scope:
				if status, body, _ := w.send(r.Method, w.asked(r, nil), "{}", header); status != http.StatusForbidden || problemCode(t, body) != api.ScopeMissing {
					t.Errorf("%s %s with all scopes but %s: %d %s", r.Method, r.Path, scope, status, body)
				}
			case d.who == worker && scope == merchant.ReadOrders:
				if status, body, got := w.send(r.Method, w.asked(r, map[string]string{"shop": w.shop.ID}), "", header); status != http.StatusForbidden && !strings.HasPrefix(got.Get("Location"), "/console/sign-in") {
					t.Errorf("%s %s with a secret key: %d %s", r.Method, r.Path, status, body)
				}
			}
		}
	}
}

// keysWithout are keys with all scopes but one, by the missing one.
func (w whole) keysWithout() map[merchant.Scope]string {
	w.t.Helper()
	keys := make(map[merchant.Scope]string)
	for _, scope := range merchant.Scopes() {
		others := slices.DeleteFunc(merchant.Scopes(), func(s merchant.Scope) bool { return s == scope })
		keys[scope] = w.key(others...)
	}
	return keys
}

// A page on an origin that is not the shop's gets nothing, with whatever is right otherwise; nor does one whose session is over, or
// another shop's.
func TestIssue8_BrowsersEndpointsWantOriginAndSession(t *testing.T) {
	w := newWhole(t)
	s := w.returned("cart-1")
	good := map[string]string{
		api.Render.Path:  encode(w.outward, api.RenderRequest{Shop: w.shop.ID, Session: s.session}),
		api.Begin.Path:   encode(w.outward, w.beginRequest("cart-2")),
		api.Change.Path:  encode(w.outward, w.changeRequest(s.session)),
		api.Confirm.Path: encode(w.outward, w.confirmRequest("cart-1", s.session)),
		api.Check.Path:   encode(w.outward, api.CheckRequest{Shop: w.shop.ID}),
		api.Link.Path:    encode(w.outward, api.LinkRequest{Shop: w.shop.ID, Session: s.session, Member: w.memberToken(), Consent: api.ConsentVersion}),
		api.Unlink.Path:  encode(w.outward, api.UnlinkRequest{Shop: w.shop.ID, Member: w.memberToken()}),
	}
	pages := 0
	for _, r := range w.routes {
		if d, _ := doorOf(r); d.who != shopPage {
			continue
		}
		pages++
		w.same(r.Path, func() {
			for _, origin := range []string{
				"", "null", "https://evil.test", shopOrigin + ".", shopOrigin + ":443", "HTTPS://SHOP.TEST", "https://shop.test.evil.test",
				"http://shop.test", shopOrigin + "/", shopOrigin + ", https://evil.test", "https://a.shop.test", w.url,
			} {
				status, body, header := w.post(r.Path, good[r.Path], map[string]string{"Origin": origin})
				if status != http.StatusForbidden || problemCode(t, body) != api.WrongOrigin || header.Get("Access-Control-Allow-Origin") != "*" ||
					header.Get("Access-Control-Allow-Credentials") != "" {
					t.Errorf("%s from %q: %d %s %v", r.Path, origin, status, body, header)
				}
			}
		})
	}
	if pages != len(good) {
		t.Errorf("%d endpoints, %d bodies", pages, len(good))
	}
	status, body, header := w.post(api.Check.Path, good[api.Check.Path], nil)
	if status != http.StatusOK || header.Get("Access-Control-Allow-Origin") != shopOrigin || !slices.Contains(header.Values("Vary"), "Origin") ||
		header.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("the shop's own page: %d %s %v", status, body, header)
	}
	w.redis.FastForward(session.Absolute + time.Second)
	for _, path := range []string{api.Change.Path, api.Confirm.Path, api.Link.Path} {
		w.same(path, func() {
			if status, body, _ := w.post(path, good[path], nil); status != http.StatusUnauthorized || problemCode(t, body) != api.SessionExpired {
				t.Errorf("%s with a session that is over: %d %s", path, status, body)
			}
		})
	}
}

// memberToken is what the shop's server says of m-1, who has just logged in.
func (o *outward) memberToken() string {
	return o.sign(basket("none", 1, 1), func(header, claims map[string]any) {
		delete(claims, "cart")
		header["typ"], claims["sub"], claims["auth_time"] = "noren-member", "m-1", o.now().Unix()
		claims["exp"] = o.now().Add(15 * time.Minute).Unix()
	})
}
