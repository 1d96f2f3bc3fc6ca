package demoshop

import (
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"
	"golang.org/x/crypto/bcrypt"
)

// member has an account at this shop. The password is ours alone; Noren never sees it.
type member struct {
	Name, Email string
	Points      yen
	hash        []byte
	misses      int
	lockedUntil time.Time
}

const (
	maxMisses = 10
	lockTime  = 15 * time.Minute
	// DemoPassword opens the accounts that a new shop starts with: hanako@example.jp (3,000 points) and taro@example.jp.
	DemoPassword = "aonagi-tea"
)

func firstMembers() (map[string]*member, error) {
	hash, err := bcrypt.GenerateFromPassword([]byte(DemoPassword), bcrypt.DefaultCost)
	if err != nil {
		return nil, fmt.Errorf("demoshop: first members: %w", err)
	}
	members := map[string]*member{}
	for _, m := range []member{{Name: "青山 花子", Email: "hanako@example.jp", Points: 3000}, {Name: "海野 太郎", Email: "taro@example.jp"}} {
		m.hash = hash
		members[m.Email] = &m
	}
	return members, nil
}

// nobody is compared with when no account fits, so that the time does not tell which addresses have one.
const nobody = "$2a$10$7EqJtq98hPqEX7fNZaFWoOhi5BQdZ1jFzZPj0c2rG6wOZb1h6Zx1K"

// login returns the member whose address and password these are, or nil. Ten misses in a row close the account for a while.
func (s *shop) login(email, password string) *member {
	s.mu.Lock()
	m := s.members[normalEmail(email)]
	hash, locked := []byte(nobody), false
	if m != nil {
		hash, locked = m.hash, s.now().Before(m.lockedUntil)
	}
	s.mu.Unlock()

	right := bcrypt.CompareHashAndPassword(hash, []byte(password)) == nil // slow on purpose: not under the lock
	if m == nil || locked {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if right {
		m.misses = 0
		return m
	}
	if m.misses++; m.misses >= maxMisses {
		m.misses, m.lockedUntil = 0, s.now().Add(lockTime)
	}
	return nil
}

func normalEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// enter makes the visitor this member, under a new cookie.
func (s *shop) enter(c echo.Context, m *member) {
	s.change(c, func(v *visitor) {
		v.member = m
		if v.form.Purchaser == (contact{}) {
			v.form.Purchaser.Name, v.form.Purchaser.Email = m.Name, m.Email
		}
		s.setCookie(c, v)
	})
}

// loginView is the page of member login; Next is where to go afterwards.
type loginView struct {
	page
	Email, Next string
	Failed      bool
}

// afterLogin knows the pages that a login may lead to.
var afterLogin = map[string]string{"register": "/register", "mypage": "/mypage", "": "/mypage"}

func (s *shop) showLogin(c echo.Context) error {
	return s.render(c, http.StatusOK, loginPage(loginView{page: s.page(c, "ログイン"), Next: c.QueryParam("next")}))
}

func (s *shop) submitLogin(c echo.Context) error {
	email, next := c.FormValue("email"), c.FormValue("next")
	m := s.login(email, c.FormValue("password"))
	if m == nil {
		view := loginView{page: s.page(c, "ログイン"), Email: email, Next: next, Failed: true}
		return s.render(c, http.StatusUnprocessableEntity, loginPage(view))
	}
	s.enter(c, m)
	target, known := afterLogin[next]
	if !known {
		target = "/mypage"
	}
	return seeOther(c, target)
}

// signupView is the page of member registration.
type signupView struct {
	page
	Name, Email string
	Faults      faults
}

func (s *shop) showSignup(c echo.Context) error {
	return s.render(c, http.StatusOK, signupPage(signupView{page: s.page(c, "会員登録")}))
}

func (s *shop) submitSignup(c echo.Context) error {
	values, err := c.FormParams()
	if err != nil {
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	view := signupView{page: s.page(c, "会員登録"), Name: typed(values, "name"), Email: normalEmail(typed(values, "email"))}
	password := values.Get("password")
	view.Faults = contact{Name: view.Name, Email: view.Email, Phone: "0000000000"}.check("", true, false)
	if utf8.RuneCountInString(password) < 8 || len(password) > 72 {
		view.Faults = append(view.Faults, fault{"password", "パスワードは8文字以上（半角72文字まで）でお決めください。"})
	}
	if len(view.Faults) == 0 {
		m, err := s.join(view.Name, view.Email, password)
		if err != nil {
			return err
		}
		if m != nil {
			s.enter(c, m)
			return seeOther(c, "/mypage")
		}
		view.Faults = faults{{"email", "このメールアドレスではご登録いただけません。すでに会員の方はログインしてください。"}}
	}
	return s.render(c, http.StatusUnprocessableEntity, signupPage(view))
}

// join makes a new member, or returns nil when the address is taken.
func (s *shop) join(name, email, password string) (*member, error) {
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
	if err != nil {
		return nil, fmt.Errorf("demoshop: join: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.members[email] != nil {
		return nil, nil //nolint:nilnil // no member is an answer here, not an error
	}
	m := &member{Name: name, Email: email, Points: 100, hash: hash}
	s.members[email] = m
	return m, nil
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

// myPageView lists the member's orders.
type myPageView struct {
	page
	Points yen
	Orders []order
}

func (s *shop) showMyPage(c echo.Context) error {
	view := myPageView{page: s.page(c, "マイページ")}
	if view.Member == "" {
		return seeOther(c, "/login")
	}
	s.visit(c, func(v *visitor) { view.Points, view.Orders = v.points(), s.ordersOf(v) })
	return s.render(c, http.StatusOK, myPage(view))
}
