package checkout

import (
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/shared/cart"
	"noren/shared/validate"
)

// How old a cart token may be (design.md section 4).
const (
	maxTokenLife = 24 * time.Hour // from issue to expiry, and at Begin
	maxFreshAge  = 30 * time.Minute
	leeway       = time.Minute
)

// claims are those of a cart token: JWS, HS256, typ noren-cart, iss the shop, aud noren.
type claims struct {
	jwt.RegisteredClaims

	Cart cart.Cart `json:"cart"`
}

// ReadCart verifies a cart token that is only looked at, as readCart does for one that begins a payment.
func (f *Flow) ReadCart(shop Shop, token string) (cart.Cart, error) {
	return f.readCart(shop, token, maxTokenLife)
}

// readCart verifies a cart token and gives its cart, if it was issued at most maxAge ago. Errors: ErrCartInvalid,
// ErrCartExpired, ErrCartSum, or validate.Faults that name the wrong field.
func (f *Flow) readCart(shop Shop, token string, maxAge time.Duration) (cart.Cart, error) {
	var c claims
	parser := jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithIssuer(shop.ID), jwt.WithAudience("noren"),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithLeeway(leeway), jwt.WithTimeFunc(f.Now), jwt.WithStrictDecoding(),
	)
	_, err := parser.ParseWithClaims(token, &c, func(t *jwt.Token) (any, error) {
		if t.Header["typ"] != "noren-cart" {
			return nil, ErrCartInvalid
		}
		kid, _ := t.Header["kid"].(string)
		key, ok := shop.CartKeys[kid]
		if !ok || len(key) < 32 {
			return nil, ErrCartInvalid
		}
		return key, nil
	})
	if errors.Is(err, jwt.ErrTokenExpired) && !errors.Is(err, jwt.ErrTokenSignatureInvalid) {
		return cart.Cart{}, ErrCartExpired
	}
	if err != nil || c.IssuedAt == nil || c.ExpiresAt.Sub(c.IssuedAt.Time) > maxTokenLife {
		return cart.Cart{}, fmt.Errorf("%w: %w", ErrCartInvalid, errors.Join(err))
	}
	if f.Now().Sub(c.IssuedAt.Time) > maxAge+leeway {
		return cart.Cart{}, ErrCartExpired
	}
	if faults := validate.Struct(c.Cart); faults != nil {
		return cart.Cart{}, validate.Faults(faults)
	}
	if c.Cart.Check() != nil {
		return cart.Cart{}, ErrCartSum
	}
	return c.Cart, nil
}
