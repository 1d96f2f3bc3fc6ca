package checkout

import (
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/backend/token"
	"noren/shared/cart"
	"noren/shared/validate"
)

// maxFreshAge is how old a cart token may be at Confirm (design.md section 4).
const maxFreshAge = 30 * time.Minute

// claims are those of a cart token.
type claims struct {
	jwt.RegisteredClaims

	Cart cart.Cart `json:"cart"`
}

func (c *claims) Registered() jwt.RegisteredClaims { return c.RegisteredClaims }

// ReadCart verifies a cart token that is only looked at, as readCart does for one that begins a payment.
func (f *Flow) ReadCart(shop Shop, text string) (cart.Cart, error) {
	return f.readCart(shop, text, token.Cart.Life)
}

// readCart verifies a cart token and gives its cart, if it was issued at most maxAge ago. Errors: ErrCartInvalid,
// ErrCartExpired, ErrCartSum, or validate.Faults that name the wrong field.
func (f *Flow) readCart(shop Shop, text string, maxAge time.Duration) (cart.Cart, error) {
	var c claims
	err := token.Cart.Read(text, shop.ID, shop.CartKeys, f.Now, &c)
	switch {
	case errors.Is(err, token.ErrExpired):
		return cart.Cart{}, ErrCartExpired
	case err != nil:
		return cart.Cart{}, fmt.Errorf("%w: %w", ErrCartInvalid, err)
	case f.Now().Sub(c.IssuedAt.Time) > maxAge+token.Leeway:
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
