package demoshop

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

func (s *shop) loggedIn(c echo.Context) (yes bool) {
	s.visit(c, func(v *visitor) { yes = v.member != nil })
	return yes
}

// myPageView lists the member's orders.
type myPageView struct {
	page
	Owner  contact
	Points yen
	Orders []order
	Notice string
}

func (s *shop) showMyPage(c echo.Context) error {
	if !s.loggedIn(c) {
		return seeOther(c, "/login?next=mypage")
	}
	view := myPageView{page: s.page(c, "マイページ"), Notice: s.takeNotice(c)}
	s.visit(c, func(v *visitor) { view.Owner, view.Points, view.Orders = v.member.contact, v.points(), s.ordersOf(v) })
	return s.render(c, http.StatusOK, myPage(view))
}

// showLink is the page where the member links the account with Amazon's, or undoes it (R4-9, R4-10).
func (s *shop) showLink(c echo.Context) error {
	if !s.loggedIn(c) {
		return seeOther(c, "/login?next=link")
	}
	return s.render(c, http.StatusOK, linkPage(s.page(c, "他サイトＩＤ連携")))
}

// memberToken renews the token of a page that was open for long.
func (s *shop) memberToken(c echo.Context) error {
	token := s.page(c, "").MemberToken
	if token == "" {
		return c.NoContent(http.StatusForbidden)
	}
	return c.String(http.StatusOK, token)
}

func (s *shop) showTerms(c echo.Context) error {
	return s.render(c, http.StatusOK, termsPage(s.page(c, "会員規約")))
}
