package demoshop

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/demoshop/norenapi"
)

const (
	cookieName  = "aonagi_session"
	sessionLife = 7 * 24 * time.Hour // after the last change
	maxStates   = 16                 // login states of one session; older pages ask for a new one
)

// visitor is a browser's session. Its id tells whose orders are whose.
type visitor struct {
	id         string // stays
	secret     string // in the cookie; another one after each login
	cart       *cart
	member     *member
	passwordAt time.Time // when the member gave the password in this session; never, after a login by Amazon
	form       registerForm
	signup     *application    // registration that waits for its confirmation
	arrival    *norenapi.Login // return from Amazon that waits until it is clear who is there
	states     []loginState    // of the pages that were shown
	theme      site            // of those pages
	notice     string          // said once, on the next page that has a place for it
	seen       time.Time
}

// never is the auth_time of a session in which no password was given.
var never = time.Unix(1, 0)

func (v *visitor) points() yen {
	if v.member == nil {
		return 0
	}
	return v.member.Points
}

// loginState is the value by which we know a page's return from Amazon. Only the first return logs somebody in; the shopper
// who comes back once more, in another tab or by a reload, still goes on.
type loginState struct {
	value string
	used  bool
}

// useState reports whether the state is of a page that this session was shown, and whether it is used for the first time.
func (v *visitor) useState(value string) (mine, first bool) {
	for i := range v.states {
		if state := &v.states[i]; subtle.ConstantTimeCompare([]byte(state.value), []byte(value)) == 1 {
			mine, first = true, !state.used
			state.used = true
		}
	}
	return mine, first
}

// newState gives a page its login state. Each has its own, so that two tabs do not spoil each other's.
func (s *shop) newState(c echo.Context) string {
	value := rand.Text()
	s.change(c, func(v *visitor) {
		v.states = append(v.states, loginState{value: value})
		v.states = v.states[max(0, len(v.states)-maxStates):]
		v.theme = siteOf(c)
	})
	return value
}

// takeNotice returns what is to be said once.
func (s *shop) takeNotice(c echo.Context) (notice string) {
	s.visit(c, func(v *visitor) { notice, v.notice = v.notice, "" })
	return notice
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
	s.look(v, do)
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
	s.look(v, do)
}

func (s *shop) look(v *visitor, do func(*visitor)) {
	v.seen = s.now()
	// Points that were spent with another order meanwhile are not there any more.
	v.cart.setPoints(v.cart.Points, v.points())
	do(v)
}

const visitorKey = "visitor"

// known returns the request's visitor: whom its cookie names, or who got a new cookie with this very request.
func (s *shop) known(c echo.Context) *visitor {
	if v, ok := c.Get(visitorKey).(*visitor); ok {
		return v
	}
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
	delete(s.visitors, v.secret)
	v.secret = rand.Text()
	s.visitors[v.secret] = v
	c.Set(visitorKey, v)
	http.SetCookie(c.Response(), &http.Cookie{ //nolint:gosec // Secure follows the connection: the demo runs on http
		Name: cookieName, Value: v.secret, Path: "/", MaxAge: int(sessionLife / time.Second),
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
