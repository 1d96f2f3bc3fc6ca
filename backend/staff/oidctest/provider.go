// Package oidctest is a small OpenID provider for tests, as it is on the wire: discovery, keys, authorisation code with PKCE, tokens,
// user info. It knows one client, and whoever the test says is signed in.
package oidctest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// The client that the provider knows.
const (
	ClientID     = "noren"
	ClientSecret = "secret of noren"
)

// Person is who is signed in there.
type Person struct {
	Subject, Email string
	Verified       bool
	AuthTime       time.Time // zero: the provider does not say
}

// Provider is a running provider. What may be changed is read under Lock.
type Provider struct {
	URL string

	lock     sync.Mutex
	person   Person
	asks     bool // shows a page with a button instead of going back at once
	down     bool
	method   jwt.SigningMethod
	tamper   func(claims jwt.MapClaims)
	inToken  bool // the address stands in the token, and not only in the user info
	issuer   string
	rsa      *rsa.PrivateKey
	ecdsa    *ecdsa.PrivateKey
	foreign  *rsa.PrivateKey // of nobody
	stranger bool            // signs with it
	codes    map[string]url.Values
	tokens   map[string]Person

	Asked url.Values // the last request for a code
}

// Start starts a provider, which ends with the test.
func Start(t testing.TB) *Provider {
	t.Helper()
	p := &Provider{method: jwt.SigningMethodRS256, inToken: true, codes: map[string]url.Values{}, tokens: map[string]Person{}}
	var err error
	for _, key := range []**rsa.PrivateKey{&p.rsa, &p.foreign} {
		if *key, err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
			t.Fatal(err)
		}
	}
	if p.ecdsa, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	mux.HandleFunc("GET /userinfo", p.userInfo)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.lock.Lock()
		defer p.lock.Unlock()
		if p.down {
			http.Error(w, "down", http.StatusServiceUnavailable)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	p.URL, p.issuer = server.URL, server.URL
	return p
}

// Set changes the provider.
func (p *Provider) Set(change func(*Settings)) {
	p.lock.Lock()
	defer p.lock.Unlock()
	s := Settings{Person: p.person, Asks: p.asks, Down: p.down, Method: p.method, Tamper: p.tamper, InToken: p.inToken, Issuer: p.issuer, Stranger: p.stranger}
	change(&s)
	p.person, p.asks, p.down, p.method, p.tamper, p.inToken, p.issuer, p.stranger = s.Person, s.Asks, s.Down, s.Method, s.Tamper, s.InToken, s.Issuer, s.Stranger
}

// Settings are how the provider behaves.
type Settings struct {
	Person   Person
	Asks     bool // a page with a button, for a browser
	Down     bool
	Method   jwt.SigningMethod
	Tamper   func(claims jwt.MapClaims) // changes what the token says
	InToken  bool                       // the address stands in the token, and not only in the user info
	Issuer   string                     // what answers say it is
	Stranger bool                       // signs with a key that it does not publish
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	answer(w, map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
		"userinfo_endpoint": p.URL + "/userinfo", "response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"},
		"id_token_signing_alg_values_supported": []string{"RS256", "ES256", "HS256", "none"}, "authorization_response_iss_parameter_supported": true,
	})
}

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	point, err := p.ecdsa.PublicKey.Bytes()
	if err != nil {
		panic(err)
	}
	answer(w, map[string]any{"keys": []map[string]string{
		{"kty": "RSA", "kid": "r", "use": "sig", "alg": "RS256", "n": encode(p.rsa.N.Bytes()), "e": encode(big.NewInt(int64(p.rsa.E)).Bytes())},
		{"kty": "EC", "kid": "e", "use": "sig", "alg": "ES256", "crv": "P-256", "x": encode(point[1:33]), "y": encode(point[33:])},
	}})
}

// authorize gives a code for the person, or shows a page with a button.
func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	for name, want := range map[string]string{"client_id": ClientID, "response_type": "code", "code_challenge_method": "S256"} {
		if q.Get(name) != want {
			http.Error(w, name, http.StatusBadRequest)
			return
		}
	}
	if q.Get("state") == "" || q.Get("nonce") == "" || q.Get("code_challenge") == "" || !strings.Contains(" "+q.Get("scope")+" ", " openid ") {
		http.Error(w, "state, nonce, code_challenge, scope", http.StatusBadRequest)
		return
	}
	p.Asked = q
	if p.asks && r.Method == http.MethodGet {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprintf(w, `<!DOCTYPE html><html lang="en"><title>Provider</title><main><h1>Provider</h1><form method="post"><button>%s</button></form></main></html>`,
			html.EscapeString(p.person.Email))
		return
	}
	back, err := url.Parse(q.Get("redirect_uri"))
	if err != nil {
		http.Error(w, "redirect_uri", http.StatusBadRequest)
		return
	}
	code := rand.Text()
	p.codes[code] = q
	values := url.Values{"state": {q.Get("state")}, "iss": {p.issuer}}
	if p.person.Subject == "" {
		values.Set("error", "access_denied")
	} else {
		values.Set("code", code)
	}
	back.RawQuery = values.Encode()
	http.Redirect(w, r, back.String(), http.StatusSeeOther) //nolint:gosec // the client that it knows is in the test
}

// token takes a code once, with the verifier and the client's secret.
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	id, secret, ok := r.BasicAuth()
	if !ok {
		id, secret = r.FormValue("client_id"), r.FormValue("client_secret")
	} else {
		id, _ = url.QueryUnescape(id)
		secret, _ = url.QueryUnescape(secret)
	}
	asked, known := p.codes[r.FormValue("code")]
	delete(p.codes, r.FormValue("code"))
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	switch {
	case id != ClientID || secret != ClientSecret:
		refuse(w, "invalid_client")
	case !known || asked.Get("redirect_uri") != r.FormValue("redirect_uri") || asked.Get("code_challenge") != encode(sum[:]):
		refuse(w, "invalid_grant")
	default:
		access := rand.Text()
		p.tokens[access] = p.person
		answer(w, map[string]any{"access_token": access, "token_type": "Bearer", "expires_in": 60, "id_token": p.sign(p.claims(asked))})
	}
}

func (p *Provider) claims(asked url.Values) jwt.MapClaims {
	now := time.Now()
	claims := jwt.MapClaims{
		"iss": p.URL, "sub": p.person.Subject, "aud": ClientID, "nonce": asked.Get("nonce"), "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
	}
	if p.inToken {
		claims["email"], claims["email_verified"] = p.person.Email, p.person.Verified
	}
	if !p.person.AuthTime.IsZero() {
		claims["auth_time"] = p.person.AuthTime.Unix()
	}
	if p.tamper != nil {
		p.tamper(claims)
	}
	return claims
}

func (p *Provider) sign(claims jwt.MapClaims) string {
	token := jwt.NewWithClaims(p.method, claims)
	var key any = p.rsa
	token.Header["kid"] = "r"
	switch {
	case p.method == jwt.SigningMethodES256:
		key, token.Header["kid"] = p.ecdsa, "e"
	case p.method == jwt.SigningMethodHS256:
		key = []byte(ClientSecret)
	case p.method == jwt.SigningMethodNone:
		key = jwt.UnsafeAllowNoneSignatureType
	case p.stranger:
		key = p.foreign
	}
	text, err := token.SignedString(key)
	if err != nil {
		panic(err)
	}
	return text
}

func (p *Provider) userInfo(w http.ResponseWriter, r *http.Request) {
	person, ok := p.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
	if !ok {
		http.Error(w, "token", http.StatusUnauthorized)
		return
	}
	answer(w, map[string]any{"sub": person.Subject, "email": person.Email, "email_verified": person.Verified})
}

func refuse(w http.ResponseWriter, why string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusBadRequest)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": why})
}

func answer(w http.ResponseWriter, what any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(what)
}

func encode(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }
