// Package token reads what shops' servers sign: JWS, HS256, by a key that we made for the shop and sealed (design.md section 4).
package token

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Errors. An expired token is one of this shop all the same; anything else that is wrong is ErrInvalid.
var (
	ErrInvalid = errors.New("token: not one of this shop")
	ErrExpired = errors.New("token: issued too long ago")
)

// Leeway is how far a shop's clock may be from ours.
const Leeway = time.Minute

const minKey = 32 // bytes

// Kind is a type of token, as its header says: Type in «typ», and at most Life from issue to expiry.
type Kind struct {
	Type string
	Life time.Duration
}

// The kinds (design.md section 4).
var (
	Cart   = Kind{"noren-cart", 24 * time.Hour}
	Member = Kind{"noren-member", 15 * time.Minute}
)

// Claims are what every token says: iss the shop, aud noren, iat and exp.
type Claims interface {
	jwt.Claims
	Registered() jwt.RegisteredClaims
}

// worse are what may be wrong with an expired token besides; its signature is right by then.
var worse = []error{jwt.ErrTokenInvalidIssuer, jwt.ErrTokenInvalidAudience, jwt.ErrTokenNotValidYet, jwt.ErrTokenUsedBeforeIssued}

// Read verifies a token of a shop, whose keys go by their id, and fills in its claims. Errors: ErrInvalid, ErrExpired.
func (k Kind) Read(text, shop string, keys map[string][]byte, now func() time.Time, into Claims) error {
	parser := jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithIssuer(shop), jwt.WithAudience("noren"),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithLeeway(Leeway), jwt.WithTimeFunc(now), jwt.WithStrictDecoding(),
	)
	_, err := parser.ParseWithClaims(text, into, func(t *jwt.Token) (any, error) {
		if t.Header["typ"] != k.Type {
			return nil, ErrInvalid
		}
		id, _ := t.Header["kid"].(string)
		key, ok := keys[id]
		if !ok || len(key) < minKey {
			return nil, ErrInvalid
		}
		return key, nil
	})
	if errors.Is(err, jwt.ErrTokenExpired) && !slices.ContainsFunc(worse, func(reason error) bool { return errors.Is(err, reason) }) {
		return ErrExpired
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	claims := into.Registered()
	if claims.IssuedAt == nil || claims.ExpiresAt.Sub(claims.IssuedAt.Time) > k.Life {
		return ErrInvalid
	}
	return nil
}
