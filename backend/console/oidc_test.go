package console

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"noren/backend/staff"
	"noren/backend/staff/oidctest"
	"noren/backend/store/query"
)

// oidcDesk is a console with a staff login beside it.
func oidcDesk(t *testing.T) (*desk, *oidctest.Provider) {
	t.Helper()
	d, p := newDesk(t), oidctest.Start(t)
	d.Accounts.OIDC = &staff.OIDC{Issuer: p.URL, ClientID: oidctest.ClientID, ClientSecret: oidctest.ClientSecret, Name: "<b>社内"}
	p.Set(func(s *oidctest.Settings) {
		s.Person = oidctest.Person{Subject: "1", Email: "owner@example.jp", Verified: true, AuthTime: time.Now()}
	})
	owner, err := d.Accounts.OfEmail(t.Context(), "owner@example.jp")
	must(t, err)
	must(t, d.DB.Tx(t.Context(), func(q *query.Queries) error { // has come long ago
		row, err := q.GetStaff(t.Context(), owner.ID)
		if err != nil {
			return err
		}
		return q.SetUpStaff(t.Context(), query.SetUpStaffParams{ID: owner.ID, Proved: 1, Name: row.Name, Now: row.CreatedAt})
	}))
	return d, p
}

// goes presses a button that leads to the staff login, and comes back as a browser does from another site: without the session's cookie.
func (d *desk) goes(who, path string) *httptest.ResponseRecorder {
	d.t.Helper()
	form := url.Values{"next": {"/console/account?a=1"}, "csrf": {csrfOf(d.tokens[who])}}
	request := httptest.NewRequestWithContext(d.t.Context(), http.MethodPost, path, strings.NewReader(form.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	if who != "" {
		request.AddCookie(&http.Cookie{Name: sessionCookie, Value: d.tokens[who]})
	}
	answer := httptest.NewRecorder()
	d.all.ServeHTTP(answer, request)
	to, found := strings.CutPrefix(answer.Header().Get("Refresh"), "0; url=")
	if !found {
		d.t.Fatalf("%d %s %.300s", answer.Code, answer.Header().Get("Location"), answer.Body)
	}
	cookie := cookieOf(answer, oidcCookie)
	if cookie == nil || cookie.SameSite != http.SameSiteLaxMode || !cookie.HttpOnly || !cookie.Secure || cookie.Path != "/" {
		d.t.Errorf("cookie %+v", cookie)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	there, err := client.Get(to)
	must(d.t, err)
	must(d.t, there.Body.Close())
	back := httptest.NewRequestWithContext(d.t.Context(), http.MethodGet, there.Header.Get("Location"), nil)
	back.Header.Set("Sec-Fetch-Site", "cross-site")
	back.AddCookie(cookie)
	answer = httptest.NewRecorder()
	d.all.ServeHTTP(answer, back)
	return answer
}

func cookieOf(answer *httptest.ResponseRecorder, name string) *http.Cookie {
	for _, cookie := range answer.Result().Cookies() {
		if cookie.Name == name {
			return cookie
		}
	}
	return nil
}

// Connected, signed in and confirmed over HTTP: each way ends on a page of ours that goes on by itself, with a session like any other.
func TestX20_OIDCOverHTTP(t *testing.T) {
	d, p := oidcDesk(t)
	unknown := d.goes("", "/console/sign-in/oidc")
	if cookieOf(unknown, sessionCookie) != nil || unknown.Code != http.StatusUnprocessableEntity {
		t.Errorf("nobody is known yet: %d", unknown.Code)
	}
	p.Set(func(s *oidctest.Settings) { s.Person.Email = "nobody@example.jp" })
	if other := d.goes("", "/console/sign-in/oidc"); other.Code != unknown.Code || other.Header().Get("Refresh") != unknown.Header().Get("Refresh") ||
		cookieOf(other, flashCookie).Value != cookieOf(unknown, flashCookie).Value {
		t.Error("it can be told whether an account exists")
	}
	if answer := d.goes("owner", accountPath+"/oidc"); answer.Header().Get("Refresh") != "0; url="+accountPath {
		t.Fatalf("connect: %d %.300s", answer.Code, answer.Body)
	}
	answer := d.goes("", "/console/sign-in/oidc")
	cookie := cookieOf(answer, sessionCookie)
	if cookie == nil || cookie.SameSite != http.SameSiteStrictMode || answer.Header().Get("Refresh") != "0; url=/console/account?a=1" {
		t.Fatalf("%+v %d %v", cookie, answer.Code, answer.Header())
	}
	s, err := d.Accounts.Sessions.Staff(t.Context(), cookie.Value)
	if err != nil || !s.Fresh {
		t.Errorf("%+v %v", s, err)
	}
	before, err := d.Accounts.Sessions.Staff(t.Context(), d.tokens["owner"])
	must(t, err)
	answer = d.goes("owner", "/console/confirm/oidc")
	if cookieOf(answer, sessionCookie) == nil {
		t.Fatalf("confirm: %d %.300s", answer.Code, answer.Body)
	}
	if _, err := d.Accounts.Sessions.StaffByID(t.Context(), before.Staff, before.ID); err == nil {
		t.Error("the session before goes on")
	}
	d.tokens["owner"] = cookieOf(answer, sessionCookie).Value
	p.Set(func(s *oidctest.Settings) { s.Person.AuthTime = time.Time{} })
	if s, err := d.Accounts.Sessions.Staff(t.Context(), cookieOf(d.goes("", "/console/sign-in/oidc"), sessionCookie).Value); err != nil || s.Fresh {
		t.Errorf("an old proof: %+v %v", s, err)
	}
	if answer := d.goes("owner", "/console/confirm/oidc"); cookieOf(answer, sessionCookie) != nil ||
		answer.Header().Get("Refresh") != "0; url=/console/confirm?next="+url.QueryEscape("/console/account?a=1") {
		t.Errorf("an old proof confirms: %v", answer.Header())
	}
	if to, _ := d.press(accountPath+"/oidc/remove", nil); to != accountPath { // and is told that it is the last way
		t.Errorf("disconnect: %s", to)
	}
	if cookieOf(d.goes("", "/console/sign-in/oidc"), sessionCookie) == nil {
		t.Error("the last way to sign in is gone")
	}
}

// Without a staff login there is no way to it, and with one that does not answer the page says so.
func TestX20_OIDCAwayOrNotThere(t *testing.T) {
	d, p := oidcDesk(t)
	p.Set(func(s *oidctest.Settings) { s.Down = true })
	if to, _ := d.press("/console/sign-in/oidc", nil); !strings.HasPrefix(to, "/console/sign-in?next=") {
		t.Errorf("away: %s", to)
	}
	d.Accounts.OIDC = nil
	for _, r := range d.oidcRoutes() {
		if r.method == http.MethodPost && !strings.Contains(r.path, ":code") {
			if _, answer := d.press(r.path, nil); !strings.Contains(answer, "<h1>") {
				t.Errorf("%s: %.200s", r.path, answer)
			}
		}
	}
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, staff.OIDCReturn+"?state=x&code=y", nil)
	answer := httptest.NewRecorder()
	d.all.ServeHTTP(answer, request)
	if answer.Code != http.StatusNotFound {
		t.Errorf("return: %d", answer.Code)
	}
}
