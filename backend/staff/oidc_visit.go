package staff

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"noren/backend/session"
)

// Purpose is why somebody goes to the staff login.
type Purpose string

// The purposes.
const (
	ForSignIn     Purpose = "sign-in"
	ForConfirm    Purpose = "confirm"    // somebody who is signed in says once more who it is
	ForConnect    Purpose = "connect"    // an account that is there signs in by it from now on
	ForInvitation Purpose = "invitation" // whoever has the link of an invitation
)

// Trip is one way to the staff login and back.
type Trip struct {
	Purpose    Purpose `json:"purpose"`
	Next       string  `json:"next"`       // where to go on
	Person     string  `json:"person"`     // who is signed in, to confirm and to connect
	Session    string  `json:"session"`    // in which session
	Invitation string  `json:"invitation"` // hash of the code of an invitation
	Lang       string  `json:"lang"`       // of the page they began on
}

// visit is a trip with what binds it to one browser and one answer.
type visit struct {
	Trip

	Browser  string `json:"browser"` // hash of its cookie
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"` // of PKCE
}

// OIDCAnswer is what the provider sends the browser back with, and the browser's own cookie.
type OIDCAnswer struct{ State, Code, Issuer, Error, Browser string }

// Errors of trips.
var (
	ErrTrip      = errors.New("staff: no such trip to the OpenID provider, or no more, or of another browser")
	ErrDeclined  = errors.New("staff: not signed in at the OpenID provider")
	ErrOldProof  = errors.New("staff: signed in at the OpenID provider too long ago")
	ErrConnected = errors.New("staff: the account is connected already, here or with somebody else")
)

// BeginOIDC gives the address of the staff login for a trip of one browser, which a random cookie names. Address is the network address.
// Errors: ErrAway, *WaitError.
func (a *Accounts) BeginOIDC(ctx context.Context, t Trip, browser, address string) (string, error) {
	place := limits("", address)[0]
	if ok, after := a.Sessions.Allow(ctx, place.kind, place.key, place.limit); !ok {
		return "", &WaitError{after}
	}
	p, err := a.OIDC.ready(ctx)
	if err != nil {
		return "", err
	}
	v := visit{Trip: t, Browser: hashOf(browser), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier()}
	text, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("staff: oidc: %w", err)
	}
	state, err := a.Sessions.KeepVisit(ctx, text)
	if err != nil {
		return "", err
	}
	options := []oauth2.AuthCodeOption{oidc.Nonce(v.Nonce), oauth2.S256ChallengeOption(v.Verifier)}
	if t.Purpose == ForConfirm { // a proof that is made now, and says when
		within := strconv.Itoa(int(session.StaffFresh.Seconds()))
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", within))
	}
	return a.OIDC.exchange(p, a.PublicURL).AuthCodeURL(state, options...), nil
}

// Returned is how a trip ended: who it is, and whether the proof is fresh.
type Returned struct {
	Trip

	Person Person
	Fresh  bool
}

// ReturnOIDC takes somebody back from the staff login, once for each trip. Errors: ErrTrip, ErrDeclined, ErrOldProof, ErrConnected,
// ErrInvitation, ErrAway; ErrRefused for everything else, whether the answer was bad or nobody is known by it. The trip is given also
// with an error, as far as it is known.
func (a *Accounts) ReturnOIDC(ctx context.Context, answer OIDCAnswer) (Returned, error) {
	text, err := a.Sessions.TakeVisit(ctx, answer.State)
	if errors.Is(err, session.ErrCode) {
		return Returned{}, ErrTrip
	}
	if err != nil {
		return Returned{}, err
	}
	var v visit
	if err := json.Unmarshal(text, &v); err != nil {
		return Returned{}, fmt.Errorf("staff: oidc: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(hashOf(answer.Browser)), []byte(v.Browser)) != 1 {
		return Returned{}, ErrTrip
	}
	back := Returned{Trip: v.Trip}
	if answer.Error != "" || answer.Code == "" {
		return back, ErrDeclined
	}
	said, err := a.ask(ctx, v, answer)
	if err != nil {
		return back, err
	}
	back.Fresh = said.fresh(a.Clock(), session.StaffFresh)
	back.Person, err = a.recognise(ctx, back, said)
	return back, err
}

// exchangeError tells a refusal of the code from a provider that does not answer.
func exchangeError(err error) error {
	refused, ok := errors.AsType[*oauth2.RetrieveError](err)
	if ok && refused.Response != nil && refused.Response.StatusCode < http.StatusInternalServerError {
		return fmt.Errorf("%w: code: %s", ErrRefused, refused.ErrorCode)
	}
	return fmt.Errorf("%w: %w", ErrAway, err)
}
