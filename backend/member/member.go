// Package member knows which Amazon account belongs to which member of a shop (他サイトＩＤ連携, R4-9, R4-10, X-13). Accounts are
// linked by Amazon's buyer id and proof, never by an equal e-mail address. The proof of a browser is a member token that the
// shop's server signed after a recent login; a shop's server itself is believed, since it knows its members. Errors tell nobody
// whether somebody else is a member, or linked.
package member

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/golang-jwt/jwt/v5"

	"noren/backend/store"
	"noren/backend/token"
)

// What callers must tell apart. Each has a problem code in backend/web.
var (
	ErrInvalid    = errors.New("member: not a member token of this shop")
	ErrExpired    = errors.New("member: member token issued too long ago")
	ErrProofStale = errors.New("member: the member logged in too long ago to prove anything")
	ErrNoAccount  = errors.New("member: no Amazon account is known")
	ErrConsent    = errors.New("member: the text that was agreed to is not the present one")
	ErrConflict   = errors.New("member: the Amazon account or the member is linked otherwise")
	ErrNoLink     = errors.New("member: there is no such link")
	ErrTooMany    = errors.New("member: too many attempts to link")
)

// Members keeps the links of all shops. All fields are required.
type Members struct {
	DB     *store.DB
	Sealer *store.Sealer
	Now    func() time.Time

	// Shop gives what must be known of a shop; its error is passed on.
	Shop func(ctx context.Context, id string) (Shop, error)

	// Allow counts an attempt of a kind by one key and reports whether it may be made: Attempts in Period. It must refuse when it
	// cannot count.
	Allow func(ctx context.Context, kind, key string) bool
}

// How often linking may be tried, for each member and for each Amazon account.
const (
	Attempts = 10
	Period   = time.Hour
)

// Shop is one shop, as far as its member tokens need it.
type Shop struct {
	ID   string
	Keys map[string][]byte // of tokens, by key id
}

// Member is who a member token names.
type Member struct {
	ID       string    // the shop's own: 1 to 100 visible characters
	AuthTime time.Time // when the member last gave the shop a password, or what the shop takes for one
}

// proofAge is how recent a login must be to prove membership (design.md section 4).
const proofAge = 10 * time.Minute

// Fresh reports whether the login is recent enough to link and unlink.
func (m Member) Fresh(now time.Time) bool { return now.Sub(m.AuthTime) <= proofAge+token.Leeway }

// claims are those of a member token.
type claims struct {
	jwt.RegisteredClaims

	AuthTime *jwt.NumericDate `json:"auth_time"`
}

func (c *claims) Registered() jwt.RegisteredClaims { return c.RegisteredClaims }

// Read verifies a member token of a shop. Errors: ErrInvalid, ErrExpired, and those of Shop.
func (m *Members) Read(ctx context.Context, shop, text string) (Member, error) {
	of, err := m.Shop(ctx, shop)
	if err != nil {
		return Member{}, err
	}
	var c claims
	err = token.Member.Read(text, of.ID, of.Keys, m.Now, &c)
	switch {
	case errors.Is(err, token.ErrExpired):
		return Member{}, ErrExpired
	case err != nil:
		return Member{}, fmt.Errorf("%w: %w", ErrInvalid, err)
	case !isID(c.Subject), c.AuthTime == nil, c.AuthTime.After(m.Now().Add(token.Leeway)):
		return Member{}, ErrInvalid
	}
	return Member{ID: c.Subject, AuthTime: c.AuthTime.UTC()}, nil
}

// Prove reads a member token that must prove membership now, before a link is made or undone. Errors: those of Read, and
// ErrProofStale.
func (m *Members) Prove(ctx context.Context, shop, text string) (Member, error) {
	who, err := m.Read(ctx, shop, text)
	if err == nil && !who.Fresh(m.Now()) {
		err = ErrProofStale
	}
	return who, err
}

const maxID = 100 // characters

// isID reports whether text can be a shop's id of a member: visible characters only, so that no two look alike.
func isID(text string) bool {
	if text == "" || !utf8.ValidString(text) || utf8.RuneCountInString(text) > maxID {
		return false
	}
	for _, r := range text {
		if r == ' ' || !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}
