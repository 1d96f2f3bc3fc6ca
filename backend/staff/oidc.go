package staff

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// OIDC is the staff login that an operator has already (OpenID Connect): who is signed in there signs in here, once they are connected.
// What they may do here stays ours: it is not read from claims.
type OIDC struct {
	Issuer       string // as the provider writes it, to the letter
	ClientID     string
	ClientSecret string       // "" for a public client; PKCE is always used
	Name         string       // on the button
	Client       *http.Client // nil: one with a timeout

	lock     sync.Mutex
	provider *oidc.Provider
	asked    time.Time // when the provider last told about itself, or did not
}

// How long to rely on what a provider said about itself; how long not to ask one that did not answer; what it may take to answer.
const (
	oidcKnown   = time.Hour
	oidcRest    = 5 * time.Second
	oidcTimeout = 5 * time.Second
	oidcBody    = 1 << 20
)

// oidcAlgorithms are those that only the provider can sign with.
var oidcAlgorithms = []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.EdDSA}

// ErrAway says that the provider does not answer, or not as OpenID Connect wants it.
var ErrAway = errors.New("staff: the OpenID provider does not answer")

// Check refuses a configuration that cannot work, and says which field and what to do. No message shows the secret.
func (o *OIDC) Check() error {
	u, err := url.Parse(o.Issuer)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return errors.New("--oidc-issuer: want the address of the provider, such as https://login.example")
	case u.Scheme != "https" && (u.Scheme != "http" || !isLocal(u.Hostname())):
		return errors.New("--oidc-issuer: must be https, unless it is http on localhost")
	case o.ClientID == "":
		return errors.New("--oidc-client-id: want the id under which the provider knows Noren")
	case o.Name == "" || len([]rune(o.Name)) > 40:
		return errors.New("--oidc-name: want the name of the login for its button, of 40 letters at most")
	}
	return nil
}

// Host is the provider's host, "" where the issuer is no address.
func (o *OIDC) Host() string {
	u, err := url.Parse(o.Issuer)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

func isLocal(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}

// ready asks the provider about itself, unless that is known. It need not be there when Noren starts.
func (o *OIDC) ready(ctx context.Context) (*oidc.Provider, error) {
	o.lock.Lock()
	defer o.lock.Unlock()
	since := time.Since(o.asked)
	switch {
	case o.provider != nil && since < oidcKnown:
		return o.provider, nil
	case o.provider == nil && since < oidcRest:
		return nil, ErrAway
	}
	o.asked = time.Now()
	found, err := oidc.NewProvider(o.context(context.WithoutCancel(ctx)), o.Issuer) // its keys are read later, by other requests
	if err != nil {
		if o.provider != nil {
			return o.provider, nil
		}
		return nil, fmt.Errorf("%w: %w", ErrAway, err)
	}
	o.provider = found
	return found, nil
}

func (o *OIDC) context(ctx context.Context) context.Context {
	client := o.Client
	if client == nil {
		client = &http.Client{
			Transport: bounded{http.DefaultTransport}, Timeout: oidcTimeout,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	return oidc.ClientContext(ctx, client)
}

// bounded reads no more of an answer than any provider has to say.
type bounded struct{ http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		answer.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(answer.Body, oidcBody), answer.Body}
	}
	return answer, err
}

func (o *OIDC) exchange(p *oidc.Provider, publicURL string) *oauth2.Config {
	return &oauth2.Config{
		ClientID: o.ClientID, ClientSecret: o.ClientSecret, Endpoint: p.Endpoint(), RedirectURL: publicURL + OIDCReturn,
		Scopes: []string{oidc.ScopeOpenID, "email", "profile"},
	}
}

// OIDCReturn is where the provider sends people back to; operators enter our origin and this there.
const OIDCReturn = "/console/sign-in/oidc/return"
