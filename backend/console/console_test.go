package console

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/backend/session"
	"noren/backend/staff"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

// door is a console whose handlers only say that they were reached: what stands before them is looked at.
type door struct {
	*Console

	redis  *miniredis.Miniredis
	e      *echo.Echo
	shop   string
	tokens map[string]string // cookies, by who somebody is
}

const publicURL = "https://pay.example"

func newDoor(t *testing.T) *door {
	t.Helper()
	redis := miniredis.RunT(t)
	sessions, err := session.Open(session.Config{Addrs: []string{redis.Addr()}})
	must(t, err)
	t.Cleanup(func() { must(t, sessions.Close()) })
	db, sealer := storetest.SQLite(t), storetest.Sealer(t)
	d := &door{redis: redis, e: echo.New(), tokens: map[string]string{"nobody": ""}}
	d.Console = &Console{
		DB: db, Sealer: sealer, Now: time.Now, PublicURL: publicURL, Shops: &merchant.Shops{DB: db, Sealer: sealer, Now: time.Now}, Demo: true,
		Accounts: &staff.Accounts{DB: db, Sealer: sealer, Sessions: sessions, Now: time.Now, Clock: time.Now, PublicURL: publicURL},
	}
	shop, err := d.Shops.Create(t.Context(), "cli", merchant.Shop{Name: "店", Origins: []string{"https://shop.example"}})
	must(t, err)
	foreign, err := d.Shops.Create(t.Context(), "cli", merchant.Shop{Name: "別の店", Origins: []string{"https://other.example"}})
	must(t, err)
	d.shop = shop.ID
	for who, i := range map[string]staff.Invitation{
		"viewer": {Shop: shop.ID, Role: staff.Viewer}, "staff": {Shop: shop.ID, Role: staff.Staff}, "owner": {Shop: shop.ID, Role: staff.Owner},
		"foreign": {Shop: foreign.ID, Role: staff.Owner}, "operator": {Operator: true},
	} {
		d.enter(t, who, i)
	}
	for _, r := range d.routes() {
		r.handle = func(ctx echo.Context, _ *view) error { return ctx.String(http.StatusOK, "reached") }
		d.e.Add(r.method, r.path, d.guard(r))
	}
	return d
}

func (d *door) enter(t *testing.T, who string, i staff.Invitation) staff.Person {
	t.Helper()
	i.Name, i.Email, i.Lang = who, who+"@example.jp", "ja"
	p, _, err := d.Accounts.Invite(t.Context(), "cli", i, false)
	must(t, err)
	must(t, d.DB.Tx(store.ForAll(t.Context()), func(q *query.Queries) error { // as if they had followed the link
		if i.Operator {
			_, err := q.SetOperator(t.Context(), query.SetOperatorParams{Operator: 1, ID: p.ID, Now: 1})
			return err
		}
		return q.SetRole(store.ForAll(t.Context()), query.SetRoleParams{ShopID: i.Shop, StaffID: p.ID, Role: string(i.Role), Now: 1})
	}))
	p, err = d.Accounts.Get(t.Context(), p.ID)
	must(t, err)
	d.tokens[who], err = d.Accounts.Begin(t.Context(), p, session.StaffSession{}, "test")
	must(t, err)
	return p
}

// knock asks for a route as somebody, from our own page with the right token unless change says otherwise.
func (d *door) knock(ctx context.Context, r route, who string, change func(*http.Request, url.Values)) (status int, to string, reached bool) {
	path := strings.NewReplacer(":shop", d.shop, ":", "x").Replace(r.path)
	form := url.Values{"csrf": {csrfOf(d.tokens[who])}}
	request := httptest.NewRequestWithContext(ctx, r.method, path, nil)
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	if d.tokens[who] != "" {
		request.AddCookie(&http.Cookie{Name: sessionCookie, Value: d.tokens[who]})
	}
	if change != nil {
		change(request, form)
	}
	if r.method != http.MethodGet {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Body = http.NoBody
		request.URL.RawQuery = "" // a token in the address would be in logs
		request.PostForm, request.Form = form, form
	}
	answer := httptest.NewRecorder()
	d.e.ServeHTTP(answer, request)
	to, _, _ = strings.Cut(answer.Header().Get("Location"), "?")
	return answer.Code, to, answer.Body.String() == "reached"
}

// may is the rule in full, written down apart from the code: which role reaches what in its own shop.
var may = map[staff.Right]map[string]bool{
	open:          {"nobody": true, "viewer": true, "staff": true, "owner": true, "operator": true, "foreign": true},
	self:          {"viewer": true, "staff": true, "owner": true, "operator": true, "foreign": true},
	staff.View:    {"viewer": true, "staff": true, "owner": true, "operator": true},
	staff.Work:    {"staff": true, "owner": true, "operator": true},
	staff.Manage:  {"owner": true, "operator": true},
	staff.Operate: {"operator": true},
}

func TestX20_EveryRouteEveryRole(t *testing.T) {
	d := newDoor(t)
	for _, r := range d.routes() {
		if inShop := strings.Contains(r.path, ":shop"); inShop == (r.right == self || r.right == open || r.right == staff.Operate) {
			t.Errorf("%s %s: a right in a shop belongs to a path with a shop, and no other", r.method, r.path)
		}
		if r.right == open && !strings.HasPrefix(r.path, "/console/sign-in") && !strings.HasPrefix(r.path, "/console/invitations/") &&
			r.path != "/console/passkey" && r.path != "/console/demo" {
			t.Errorf("%s %s is open", r.method, r.path)
		}
		for who := range d.tokens {
			status, to, reached := d.knock(t.Context(), r, who, nil)
			allowed, known := may[r.right][who]
			switch {
			case allowed:
				if !reached {
					t.Errorf("%s %s as %s: %d %s, want it reached", r.method, r.path, who, status, to)
				}
			case reached:
				t.Errorf("%s %s as %s is reached (%t)", r.method, r.path, who, known)
			case who == "nobody":
				if status != http.StatusSeeOther || to != "/console/sign-in" {
					t.Errorf("%s %s as nobody: %d %s", r.method, r.path, status, to)
				}
			case who == "foreign" && r.right != staff.Operate:
				if status != http.StatusNotFound {
					t.Errorf("%s %s as owner of a foreign shop: %d", r.method, r.path, status)
				}
			case status != http.StatusForbidden:
				t.Errorf("%s %s as %s: %d, want 403", r.method, r.path, who, status)
			}
		}
	}
}

func TestX20_WishesComeFromOurOwnPagesOnly(t *testing.T) {
	d := newDoor(t)
	forgeries := map[string]func(*http.Request, url.Values){
		"another site":      func(r *http.Request, _ url.Values) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"a sibling":         func(r *http.Request, _ url.Values) { r.Header.Set("Sec-Fetch-Site", "same-site") },
		"a typed address":   func(r *http.Request, _ url.Values) { r.Header.Set("Sec-Fetch-Site", "none") },
		"no word of origin": func(r *http.Request, _ url.Values) { r.Header.Del("Sec-Fetch-Site") },
		"another origin": func(r *http.Request, _ url.Values) {
			r.Header.Del("Sec-Fetch-Site")
			r.Header.Set("Origin", "https://pay.example.evil.example")
		},
		"no token":            func(_ *http.Request, form url.Values) { form.Del("csrf") },
		"a token of somebody": func(_ *http.Request, form url.Values) { form.Set("csrf", csrfOf(d.tokens["staff"])) },
	}
	for _, r := range d.routes() {
		if r.method == http.MethodGet {
			continue
		}
		for name, forge := range forgeries {
			if r.right == open && strings.Contains(name, "token") { // before signing in there is no session whose token it could be
				continue
			}
			if status, _, reached := d.knock(t.Context(), r, "operator", forge); reached || status != http.StatusForbidden {
				t.Errorf("%s %s from %s: %d", r.method, r.path, name, status)
			}
		}
		old := func(request *http.Request, _ url.Values) { // an older browser
			request.Header.Del("Sec-Fetch-Site")
			request.Header.Set("Origin", publicURL)
		}
		if status, _, reached := d.knock(t.Context(), r, "operator", old); !reached {
			t.Errorf("%s %s from an older browser: %d", r.method, r.path, status)
		}
	}
}

func TestX20_WhatIsSensitiveAsksOnceMore(t *testing.T) {
	d := newDoor(t)
	d.redis.FastForward(session.StaffFresh + time.Second)
	sensitive := 0
	for _, r := range d.routes() {
		who := "owner"
		if r.right == staff.Operate {
			who = "operator"
		}
		status, to, reached := d.knock(t.Context(), r, who, nil)
		switch {
		case r.fresh && (reached || status != http.StatusSeeOther || to != "/console/confirm"):
			t.Errorf("%s %s: %d %s", r.method, r.path, status, to)
		case r.fresh:
			sensitive++
		case may[r.right]["owner"] && !reached:
			t.Errorf("%s %s: %d %s", r.method, r.path, status, to)
		}
	}
	if sensitive < 10 {
		t.Errorf("%d routes ask", sensitive)
	}
}

func TestX20_SessionsEndByThemselvesAndByWord(t *testing.T) {
	d := newDoor(t)
	page := route{method: http.MethodGet, path: "/console/shops", right: self}
	in := func(who string) bool {
		_, _, reached := d.knock(t.Context(), page, who, nil)
		return reached
	}
	for range 23 { // used every 29 minutes: 11 hours
		d.redis.FastForward(session.StaffIdle - time.Minute)
		if !in("owner") {
			t.Fatal("ended although it was used")
		}
	}
	if in("viewer") {
		t.Error("goes on although it was not used")
	}
	d.redis.FastForward(session.StaffIdle - time.Minute)
	in("owner")
	d.redis.FastForward(session.StaffIdle - time.Minute)
	if in("owner") {
		t.Error("goes on after 12 hours")
	}
	p, err := d.Accounts.OfEmail(t.Context(), "staff@example.jp")
	must(t, err)
	first, err := d.Accounts.Begin(t.Context(), p, session.StaffSession{Device: "Chrome"}, "test")
	must(t, err)
	d.tokens["staff"], err = d.Accounts.Begin(t.Context(), p, session.StaffSession{Device: "Firefox"}, "test")
	must(t, err)
	all, err := d.Accounts.Sessions.StaffSessions(t.Context(), p.ID)
	if err != nil || len(all) != 2 {
		t.Fatalf("%+v, %v", all, err)
	}
	here, err := d.Accounts.Sessions.Staff(t.Context(), d.tokens["staff"])
	must(t, err)
	must(t, d.Accounts.EndOthers(t.Context(), p, here.ID))
	if !in("staff") {
		t.Error("one's own session has ended")
	}
	d.tokens["staff"] = first
	if in("staff") {
		t.Error("the other one goes on")
	}
}

func TestX20_AChangedRoleHoldsAtOnce(t *testing.T) {
	d := newDoor(t)
	p, err := d.Accounts.OfEmail(t.Context(), "staff@example.jp")
	must(t, err)
	page := route{method: http.MethodGet, path: "/console/shops/:shop/staff", right: staff.Manage}
	try := func() int { status, _, _ := d.knock(t.Context(), page, "staff", nil); return status }
	if status := try(); status != http.StatusForbidden {
		t.Errorf("staff: %d", status)
	}
	must(t, d.Accounts.SetRole(t.Context(), "cli", d.shop, p.ID, staff.Owner))
	if status := try(); status != http.StatusOK {
		t.Errorf("owner: %d", status)
	}
	must(t, d.Accounts.Remove(t.Context(), "cli", d.shop, p.ID))
	if status := try(); status != http.StatusSeeOther {
		t.Errorf("removed: %d", status)
	}
}

func TestX20_OnlyTheDemoSignsInWithoutProof(t *testing.T) {
	for _, r := range (&Console{}).routes() {
		if r.path == "/console/demo" {
			t.Error("the demo's sign-in is open everywhere")
		}
	}
}

func TestConsole_GoesOnWithinTheConsoleOnly(t *testing.T) {
	for next, want := range map[string]string{
		"/console/account": "/console/account", "/console/shops/x?a=b": "/console/shops/x?a=b", "": "/console", "https://evil.example/console": "/console",
		"//evil.example/console": "/console", "/console//evil.example": "/console", "/consolevil": "/console", "/console\\evil": "/console", "/launch/x": "/console",
		"/console/../launch": "/console",
	} {
		if got := local(next); got != want {
			t.Errorf("%q: %q", next, got)
		}
	}
}

func TestConsole_DevicesAndPlacesAreRecognised(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0": "Edge, Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Safari/604.1":                 "Safari, iPhone",
		"curl/8": "",
	} {
		if got := deviceOf(agent); got != want {
			t.Errorf("%q: %q", agent, got)
		}
	}
	for address, want := range map[string]string{"203.0.113.77": "203.0.113.0/24", "2001:db8:1:2::3": "2001:db8:1::/48", "::ffff:203.0.113.7": "203.0.113.0/24", "": ""} {
		if got := placeOf(address); got != want {
			t.Errorf("%q: %q", address, got)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
