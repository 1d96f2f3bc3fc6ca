package staff_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/backend/audit"
	"noren/backend/session"
	"noren/backend/staff"
	"noren/backend/staff/oidctest"
	"noren/backend/store/storetest"
)

// lobby is an office with a staff login beside it, and a browser.
type lobby struct {
	*office

	t        *testing.T
	provider *oidctest.Provider
	browser  string
}

func newLobby(t *testing.T) *lobby {
	t.Helper()
	l := &lobby{office: newOffice(t, storetest.SQLite(t)), t: t, provider: oidctest.Start(t), browser: "browser"}
	l.OIDC = &staff.OIDC{Issuer: l.provider.URL, ClientID: oidctest.ClientID, ClientSecret: oidctest.ClientSecret, Name: "社内ログイン"}
	must(t, l.OIDC.Check())
	l.now, l.Clock = time.Now(), time.Now // tokens are of the real time
	l.is(oidctest.Person{Subject: "sub-1", Email: "Hanako@shop.example", Verified: true, AuthTime: time.Now()})
	return l
}

func (l *lobby) is(person oidctest.Person) {
	l.provider.Set(func(s *oidctest.Settings) { s.Person = person })
}

// visit begins a trip, and follows it to the answer.
func (l *lobby) visit(trip staff.Trip) staff.OIDCAnswer {
	l.t.Helper()
	to, err := l.BeginOIDC(l.t.Context(), trip, l.browser, address)
	must(l.t, err)
	return l.follow(to)
}

func (l *lobby) follow(to string) staff.OIDCAnswer {
	l.t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	request, err := http.NewRequestWithContext(l.t.Context(), http.MethodGet, to, nil)
	must(l.t, err)
	answer, err := client.Do(request)
	must(l.t, err)
	defer func() { _ = answer.Body.Close() }()
	back, err := answer.Location()
	if err != nil || !strings.HasPrefix(back.String(), l.PublicURL+staff.OIDCReturn+"?") {
		l.t.Fatalf("%d %v %v", answer.StatusCode, back, err)
	}
	q := back.Query()
	return staff.OIDCAnswer{State: q.Get("state"), Code: q.Get("code"), Issuer: q.Get("iss"), Error: q.Get("error"), Browser: l.browser}
}

// goes makes a whole trip.
func (l *lobby) goes(trip staff.Trip) (staff.Returned, error) {
	l.t.Helper()
	return l.ReturnOIDC(l.t.Context(), l.visit(trip))
}

func (l *lobby) signsIn() error {
	l.t.Helper()
	_, err := l.goes(staff.Trip{Purpose: staff.ForSignIn})
	return err
}

// session begins a session of somebody, for trips of whoever is signed in.
func (l *lobby) session(p staff.Person, purpose staff.Purpose) staff.Trip {
	l.t.Helper()
	token, err := l.Begin(l.t.Context(), p, session.StaffSession{}, "test")
	must(l.t, err)
	s, err := l.Sessions.Staff(l.t.Context(), token)
	must(l.t, err)
	return staff.Trip{Purpose: purpose, Person: p.ID, Session: s.ID}
}

func (l *lobby) connected() member {
	l.t.Helper()
	m := l.enter(l.t, "hanako@shop.example", staff.Invitation{Shop: l.shop, Role: staff.Owner})
	_, err := l.goes(l.session(m.Person, staff.ForConnect))
	must(l.t, err)
	return m
}

func wants(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

// Somebody connects their account at the staff login and signs in by it, whatever its address becomes; the audit log has both.
func TestX20_ConnectedAndSignedInByOIDC(t *testing.T) {
	l := newLobby(t)
	m := l.enter(t, "hanako@shop.example", staff.Invitation{Shop: l.shop, Role: staff.Owner})
	wants(t, "an equal address alone", l.signsIn(), staff.ErrRefused)
	_, err := l.goes(l.session(m.Person, staff.ForConnect))
	must(t, err)
	for _, method := range []jwt.SigningMethod{jwt.SigningMethodRS256, jwt.SigningMethodES256} {
		l.provider.Set(func(s *oidctest.Settings) {
			s.Method, s.Person.Email, s.Person.Verified = method, "else@other.example", false
		})
		back, err := l.goes(staff.Trip{Purpose: staff.ForSignIn, Next: "/console/account"})
		if err != nil || back.Person.ID != m.ID || !back.Fresh || back.Next != "/console/account" {
			t.Errorf("%s: %+v, %v", method.Alg(), back, err)
		}
	}
	i, ok, err := l.Identity(t.Context(), m.Person)
	if err != nil || !ok || i.Label != "Hanako@shop.example" || i.LastUsed.IsZero() {
		t.Errorf("%+v %t %v", i, ok, err)
	}
	wants(t, "connected once more", second(l.goes(l.session(m.Person, staff.ForConnect))), staff.ErrConnected)
	other := l.enter(t, "jiro@shop.example", staff.Invitation{Shop: l.shop, Role: staff.Viewer})
	wants(t, "connected with somebody else", second(l.goes(l.session(other.Person, staff.ForConnect))), staff.ErrConnected)

	must(t, l.Disconnect(t.Context(), m.Person))
	wants(t, "disconnected", l.signsIn(), staff.ErrRefused)
	wants(t, "disconnected again", l.Disconnect(t.Context(), m.Person), staff.ErrUnknown)
	l.logged(m.Actor(), audit.IdentityConnected, audit.IdentityDisconnected)
}

func second[T any](_ T, err error) error { return err }

func (l *lobby) logged(by audit.Actor, actions ...audit.Action) {
	l.t.Helper()
	for _, action := range actions {
		rows, err := audit.Read(l.t.Context(), l.DB, audit.Asked{Actor: by, Action: action, Limit: 5})
		if err != nil || len(rows) == 0 || strings.Contains(rows[0].AfterText, "sub-1") {
			l.t.Errorf("%s: %+v %v", action, rows, err)
		}
	}
}

// What a provider, or whoever pretends to be one, may say that is not good.
func TestX20_OIDC_BadAnswersAreRefused(t *testing.T) {
	l := newLobby(t)
	l.connected()
	set := func(name string, value any) func(*oidctest.Settings) {
		return func(s *oidctest.Settings) { s.Tamper = func(claims jwt.MapClaims) { claims[name] = value } }
	}
	for name, change := range map[string]func(*oidctest.Settings){
		"wrong nonce":        set("nonce", "another"),
		"no nonce":           set("nonce", ""),
		"foreign issuer":     set("iss", "https://evil.example"),
		"expired":            set("exp", time.Now().Add(-time.Minute).Unix()),
		"other audience":     set("aud", "someone"),
		"two audiences":      set("aud", []string{oidctest.ClientID, "someone"}),
		"other party":        set("azp", "someone"),
		"no subject":         set("sub", ""),
		"long subject":       set("sub", strings.Repeat("x", 256)),
		"no algorithm":       func(s *oidctest.Settings) { s.Method = jwt.SigningMethodNone },
		"signed by secret":   func(s *oidctest.Settings) { s.Method = jwt.SigningMethodHS256 },
		"unknown key":        func(s *oidctest.Settings) { s.Stranger = true },
		"answer of another":  func(s *oidctest.Settings) { s.Issuer = "https://evil.example" },
		"issuer left out":    func(s *oidctest.Settings) { s.Issuer = "" },
		"somebody not known": func(s *oidctest.Settings) { s.Person.Subject = "sub-2" },
	} {
		var before oidctest.Settings
		l.provider.Set(func(s *oidctest.Settings) { before = *s; change(s) })
		wants(t, name, l.signsIn(), staff.ErrRefused)
		l.provider.Set(func(s *oidctest.Settings) { *s = before })
		l.now = l.now.Add(time.Hour)
	}
	must(t, l.signsIn())
	l.is(oidctest.Person{})
	wants(t, "declined there", l.signsIn(), staff.ErrDeclined)
}

// An answer is good once, for the trip and the browser that it belongs to.
func TestX20_OIDC_AnswersBelongToOneBrowserOnce(t *testing.T) {
	l := newLobby(t)
	l.connected()
	answer := l.visit(staff.Trip{Purpose: staff.ForSignIn})
	must(t, second(l.ReturnOIDC(t.Context(), answer)))
	wants(t, "replayed", second(l.ReturnOIDC(t.Context(), answer)), staff.ErrTrip)
	for name, browser := range map[string]string{"another browser": "other", "no cookie": ""} {
		answer := l.visit(staff.Trip{Purpose: staff.ForSignIn})
		answer.Browser = browser
		wants(t, name, second(l.ReturnOIDC(t.Context(), answer)), staff.ErrTrip)
	}
	answer = l.visit(staff.Trip{Purpose: staff.ForSignIn})
	answer.State = "UNKNOWN"
	wants(t, "unknown state", second(l.ReturnOIDC(t.Context(), answer)), staff.ErrTrip)
	first, other := l.visit(staff.Trip{Purpose: staff.ForSignIn}), l.visit(staff.Trip{Purpose: staff.ForSignIn})
	first.Code = other.Code
	wants(t, "the code of another trip", second(l.ReturnOIDC(t.Context(), first)), staff.ErrRefused)
}

// A provider that is down keeps nobody from starting Noren, and nobody from signing in when it is there again.
func TestX20_OIDC_ProviderDown(t *testing.T) {
	l := newLobby(t)
	down := func(yes bool) { l.provider.Set(func(s *oidctest.Settings) { s.Down = yes }) }
	down(true)
	_, err := l.BeginOIDC(t.Context(), staff.Trip{Purpose: staff.ForSignIn}, l.browser, address)
	wants(t, "down", err, staff.ErrAway)
	down(false)
	_, err = l.BeginOIDC(t.Context(), staff.Trip{Purpose: staff.ForSignIn}, l.browser, address)
	wants(t, "not asked again at once", err, staff.ErrAway)
	*l.OIDC = staff.OIDC{Issuer: l.OIDC.Issuer, ClientID: l.OIDC.ClientID, ClientSecret: l.OIDC.ClientSecret, Name: "x"}
	l.connected()
	answer := l.visit(staff.Trip{Purpose: staff.ForSignIn})
	down(true)
	wants(t, "down on the way", second(l.ReturnOIDC(t.Context(), answer)), staff.ErrAway)
	down(false)
	must(t, l.signsIn())
	l.OIDC.ClientSecret = "wrong"
	wants(t, "wrong secret", l.signsIn(), staff.ErrRefused)
	for range 40 {
		if _, err = l.BeginOIDC(t.Context(), staff.Trip{}, l.browser, "198.51.100.1"); err != nil {
			break
		}
	}
	if _, ok := errors.AsType[*staff.WaitError](err); !ok {
		t.Errorf("no end of attempts: %v", err)
	}
}

// Whoever was invited may come by the staff login, if their address there is verified and the invitation's; the link is used up by it.
func TestX20_OIDC_AcceptsAnInvitation(t *testing.T) {
	l := newLobby(t)
	invitation := staff.Invitation{Name: "山田 花子", Email: "hanako@shop.example", Lang: "ja", Shop: l.shop, Role: staff.Staff}
	p, link, err := l.Invite(t.Context(), "cli", invitation, false)
	must(t, err)
	l.provider.Set(func(s *oidctest.Settings) { s.Person.Verified = false })
	unverified := l.signsIn()
	wants(t, "unverified", unverified, staff.ErrRefused)
	trip := staff.Trip{Purpose: staff.ForInvitation, Invitation: staff.InvitationHash(codeOf(link))}
	wants(t, "unverified, by the link", second(l.goes(trip)), staff.ErrRefused)
	l.provider.Set(func(s *oidctest.Settings) { s.Person.Verified, s.Person.Email = true, "other@shop.example" })
	wants(t, "another address, by the link", second(l.goes(trip)), staff.ErrRefused)
	l.provider.Set(func(s *oidctest.Settings) { s.Person.Email, s.InToken = "HANAKO@shop.example", false })
	back, err := l.goes(staff.Trip{Purpose: staff.ForSignIn})
	if err != nil || back.Person.ID != p.ID {
		t.Fatalf("%+v %v", back, err)
	}
	_, err = l.Invited(t.Context(), codeOf(link))
	wants(t, "the link is used up", err, staff.ErrInvitation)
	wants(t, "the last way to sign in", l.Disconnect(t.Context(), p), staff.ErrLastProof)

	_, link, err = l.Invite(t.Context(), "cli", invitation, true) // set up afresh: only by the link
	must(t, err)
	l.is(oidctest.Person{Subject: "sub-9", Email: "hanako@shop.example", Verified: true})
	wants(t, "a new link for somebody who has an account", l.signsIn(), staff.ErrRefused)
	must(t, second(l.goes(staff.Trip{Purpose: staff.ForInvitation, Invitation: staff.InvitationHash(codeOf(link))})))
	must(t, l.signsIn())
	l.is(oidctest.Person{Subject: "sub-1", Email: "hanako@shop.example", Verified: true})
	wants(t, "what they had before", l.signsIn(), staff.ErrRefused)

	l.now = l.now.Add(time.Hour)
	_, _, err = l.Invite(t.Context(), "cli", staff.Invitation{Name: "x", Email: "late@shop.example", Lang: "ja", Shop: l.shop, Role: staff.Owner}, false)
	must(t, err)
	l.now = l.now.Add(staff.InvitationLife)
	l.is(oidctest.Person{Subject: "sub-3", Email: "late@shop.example", Verified: true})
	wants(t, "too late", l.signsIn(), staff.ErrRefused)
}

// Who is signed in proves once more who it is: as the same person, now, and while the session lasts.
func TestX20_OIDC_AFreshProof(t *testing.T) {
	l := newLobby(t)
	m := l.connected()
	back, err := l.goes(l.session(m.Person, staff.ForConfirm))
	if err != nil || back.Person.ID != m.ID || l.provider.Asked.Get("prompt") != "login" || l.provider.Asked.Get("max_age") != "600" {
		t.Errorf("%+v %v %v", back, err, l.provider.Asked)
	}
	for name, at := range map[string]time.Time{"an old proof": time.Now().Add(-session.StaffFresh - time.Minute), "no time": {}} {
		l.provider.Set(func(s *oidctest.Settings) { s.Person.AuthTime = at })
		wants(t, name, second(l.goes(l.session(m.Person, staff.ForConfirm))), staff.ErrOldProof)
		if back, err := l.goes(staff.Trip{Purpose: staff.ForSignIn}); err != nil || back.Fresh {
			t.Errorf("%s: signed in %+v, %v", name, back, err)
		}
	}
	l.provider.Set(func(s *oidctest.Settings) { s.Person.AuthTime = time.Now() })
	other := l.enter(t, "jiro@shop.example", staff.Invitation{Shop: l.shop, Role: staff.Viewer})
	wants(t, "somebody else", second(l.goes(l.session(other.Person, staff.ForConfirm))), staff.ErrRefused)
	trip := l.session(m.Person, staff.ForConfirm)
	answer := l.visit(trip)
	must(t, l.Sessions.EndStaff(t.Context(), m.ID, trip.Session))
	wants(t, "signed out meanwhile", second(l.ReturnOIDC(t.Context(), answer)), staff.ErrTrip)
	must(t, l.Remove(t.Context(), "cli", l.shop, other.ID))
	must(t, l.SetOperator(t.Context(), "cli", other.ID, true))
	must(t, l.SetRole(t.Context(), "cli", l.shop, m.ID, staff.Owner))
	wants(t, "an owner is kept", l.Forget(t.Context(), "cli", m.ID), staff.ErrLastOwner)
}

func TestX20_OIDC_SettingsThatCannotWork(t *testing.T) {
	good := staff.OIDC{Issuer: "https://login.example/realm", ClientID: "noren", Name: "x"}
	for name, change := range map[string]func(o *staff.OIDC){
		"--oidc-issuer: must be https": func(o *staff.OIDC) { o.Issuer = "http://login.example" },
		"--oidc-issuer: want":          func(o *staff.OIDC) { o.Issuer = "login.example" },
		"--oidc-client-id":             func(o *staff.OIDC) { o.ClientID = "" },
		"--oidc-name":                  func(o *staff.OIDC) { o.Name = strings.Repeat("長", 41) },
	} {
		o := staff.OIDC{Issuer: good.Issuer, ClientID: good.ClientID, Name: good.Name}
		change(&o)
		if err := o.Check(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, good.Check())
}
