package demoshop

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/labstack/echo/v4"
)

// A shopper in an app's own browser is helped into a real one, where the session's cookie is not: a link brings the cart along.
// It carries the cart's id, signed, and no more; it works once and for resumeLife.

const resumeLife = 30 * time.Minute

type resumeClaims struct {
	jwt.RegisteredClaims
	Cart string `json:"cart"`
}

func (s *shop) resumeURL(p page, cartID string) (string, error) {
	now := s.now()
	claims := resumeClaims{jwt.RegisteredClaims{ID: rand.Text(), ExpiresAt: jwt.NewNumericDate(now.Add(resumeLife))}, cartID}
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(s.resumeKey)
	return p.back("/cart/resume?" + url.Values{"token": {token}}.Encode()), err
}

// resumeCart puts a copy of the goods into this browser's cart. Who filled the first one does not become known here.
func (s *shop) resumeCart(c echo.Context) error {
	var claims resumeClaims
	_, err := jwt.ParseWithClaims(c.QueryParam("token"), &claims, func(*jwt.Token) (any, error) { return s.resumeKey, nil },
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithExpirationRequired(), jwt.WithTimeFunc(s.now))
	taken := false
	if err == nil {
		s.change(c, func(v *visitor) {
			from := s.carts[claims.Cart]
			if taken = from != nil && s.firstUse(claims); taken {
				v.cart.take(from.draft())
				v.notice = "カートの中身を引き継ぎました。"
			}
		})
	}
	if !taken {
		return s.render(c, http.StatusOK, spentLinkPage(s.messagePage(c, "このリンクはご利用いただけません")))
	}
	return seeOther(c, "/cart")
}

// firstUse marks a link as used. The caller holds the lock.
func (s *shop) firstUse(claims resumeClaims) bool {
	for id, expires := range s.resumed {
		if expires.Before(s.now()) {
			delete(s.resumed, id)
		}
	}
	if _, used := s.resumed[claims.ID]; used {
		return false
	}
	s.resumed[claims.ID] = claims.ExpiresAt.Time
	return true
}
