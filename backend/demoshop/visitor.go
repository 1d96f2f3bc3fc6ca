package demoshop

import (
	"crypto/rand"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

const (
	cookieName  = "aonagi_session"
	sessionLife = 7 * 24 * time.Hour // after the last change
)

var tokyo = time.FixedZone("JST", 9*60*60)

// visitor is a browser's session. Its cookie changes at login; the id stays and tells whose orders are whose.
type visitor struct {
	id     string
	cart   *cart
	member *member
	form   registerForm
	seen   time.Time
}

func (v *visitor) points() yen {
	if v.member == nil {
		return 0
	}
	return v.member.Points
}

// visit lets do look at the visitor and his cart under the shop's lock. A browser without a session is shown an empty
// visitor that is forgotten afterwards: only changes are worth a cookie.
func (s *shop) visit(c echo.Context, do func(*visitor)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.known(c)
	if v == nil {
		v = &visitor{}
		v.cart = newCart(v)
	}
	v.seen = s.now()
	// Points that were spent with another order meanwhile are not there any more.
	v.cart.setPoints(v.cart.Points, v.points())
	do(v)
}

// change lets do change the visitor, who gets a session for it if he has none.
func (s *shop) change(c echo.Context, do func(*visitor)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.known(c)
	if v == nil {
		s.sweep()
		v = &visitor{id: rand.Text()}
		s.openCart(v, newCart(v))
		s.setCookie(c, v)
	}
	v.seen = s.now()
	v.cart.setPoints(v.cart.Points, v.points())
	do(v)
}

func (s *shop) known(c echo.Context) *visitor {
	cookie, err := c.Cookie(cookieName)
	if err != nil {
		return nil
	}
	return s.visitors[cookie.Value]
}

func (s *shop) openCart(v *visitor, next *cart) {
	v.cart = next
	s.carts[next.ID] = next
}

// setCookie gives the visitor a new secret; the old one ends.
func (s *shop) setCookie(c echo.Context, v *visitor) {
	if old, err := c.Cookie(cookieName); err == nil && s.visitors[old.Value] == v {
		delete(s.visitors, old.Value)
	}
	secret := rand.Text()
	s.visitors[secret] = v
	http.SetCookie(c.Response(), &http.Cookie{ //nolint:gosec // Secure follows the connection: the demo runs on http
		Name: cookieName, Value: secret, Path: "/", MaxAge: int(sessionLife / time.Second),
		HttpOnly: true, Secure: c.IsTLS(), SameSite: http.SameSiteLaxMode,
	})
}

// sweep forgets sessions that nobody has used for a week, and their unsold carts.
func (s *shop) sweep() {
	old := s.now().Add(-sessionLife)
	for secret, v := range s.visitors {
		if v.seen.Before(old) {
			delete(s.visitors, secret)
		}
	}
	for id, c := range s.carts {
		if !c.sold && c.owner.seen.Before(old) {
			delete(s.carts, id)
		}
	}
}
