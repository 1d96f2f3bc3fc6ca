package demoshop

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"noren/backend/demoshop/norenapi"
)

// loginView is the page of member login.
type loginView struct {
	page
	Email, Next string
	Proof       bool   // the member is logged in, and gives the password once more before a link is changed
	State       string // for Noren's button; empty: there is none
	Failed      bool

	Unlinked bool   // back from Amazon with an account that belongs to no member of ours
	Guest    string // where to go on without an account, back from Amazon with a cart (R4-4)
}

// Values of next, which says where a login leads.
const (
	afterAmazon = "amazon" // the shopper is back from Amazon: see goOn
	afterProof  = "link"
)

// afterLogin knows the other pages that a login may lead to.
var afterLogin = map[string]string{"cart": "/cart", "register": "/register", afterProof: "/mypage/link"}

func pathAfterLogin(next string) string {
	if path, known := afterLogin[next]; known {
		return path
	}
	return "/mypage"
}

func (v loginView) target() string { return pathAfterLogin(v.Next) }

// showLogin leads on who is logged in already, unless the address asks for another login (again).
func (s *shop) showLogin(c echo.Context) error {
	view := loginView{Next: c.QueryParam("next")}
	again := c.QueryParam("again") != ""
	s.visit(c, func(v *visitor) {
		if view.Proof = v.member != nil && view.Next == afterProof; view.Proof {
			view.Email = v.member.Email
		}
	})
	if !again && s.loggedIn(c) {
		return seeOther(c, view.target())
	}
	return s.loginPage(c, http.StatusOK, view)
}

func (s *shop) loginPage(c echo.Context, status int, view loginView) error {
	if view.Next == afterAmazon {
		s.visit(c, func(v *visitor) {
			if v.arrival == nil {
				return
			}
			view.Unlinked = true
			if v.arrival.Placement == norenapi.LoginPlacementCart {
				view.Guest = v.arrival.ReturnTo
			}
		})
	} else if !view.Proof {
		view.State = s.newState(c)
	}
	title := "ログイン"
	if view.Guest != "" {
		title = "ご購入手続き"
	}
	view.page = s.page(c, title)
	return s.render(c, status, loginPage(view))
}

func (s *shop) submitLogin(c echo.Context) error {
	email, next := c.FormValue("email"), c.FormValue("next")
	m := s.login(email, c.FormValue("password"))
	if m == nil {
		view := loginView{Email: email, Next: next, Proof: next == afterProof && s.loggedIn(c), Failed: true}
		return s.loginPage(c, http.StatusUnprocessableEntity, view)
	}
	s.enter(c, m, s.now())
	if next == afterAmazon {
		return s.goOn(c)
	}
	return seeOther(c, pathAfterLogin(next))
}

// logout ends the session with all that was in it.
func (s *shop) logout(c echo.Context) error {
	if cookie, err := c.Cookie(cookieName); err == nil {
		s.mu.Lock()
		delete(s.visitors, cookie.Value)
		s.mu.Unlock()
	}
	http.SetCookie(c.Response(), &http.Cookie{ //nolint:gosec // Secure follows the connection: the demo runs on http
		Name: cookieName, Path: "/", MaxAge: -1, HttpOnly: true, Secure: c.IsTLS(), SameSite: http.SameSiteLaxMode,
	})
	return seeOther(c, "/")
}
