package demoshop

import (
	"errors"
	"log/slog"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"noren/backend/demoshop/norenapi"
)

// amazonLogin is our login URL, as it is entered at Noren. The address carries nothing but a code; who is back, and where to go
// on, is what Noren answers to our secret key. It counts only in the browser whose page began it: otherwise a stranger could
// send somebody a link that logs them in as the stranger.
func (s *shop) amazonLogin(c echo.Context) error {
	s.visit(c, func(v *visitor) { c.Set(siteKey, v.theme) })
	ctx := c.Request().Context()
	a, err := s.noren.exchange(ctx, c.QueryParam("noren_login"))
	if errors.Is(err, errLoginCode) {
		return s.render(c, http.StatusOK, lostPage(s.messagePage(c, "もう一度お手続きください")))
	}
	if err != nil {
		slog.WarnContext(ctx, "login code not exchanged", "error", err)
		return s.render(c, http.StatusServiceUnavailable, unreachablePage(s.messagePage(c, "ただいま確認できません"), c.Request().URL.RequestURI()))
	}
	mine, first := false, false
	s.visit(c, func(v *visitor) { mine, first = v.useState(a.LoginState) })
	if !mine {
		return s.render(c, http.StatusOK, lostPage(s.messagePage(c, "もう一度お手続きください")))
	}
	if m := s.memberOf(value(a.MemberId)); m != nil && first {
		s.enter(c, m, never)
	}
	known := false
	s.change(c, func(v *visitor) {
		known = v.member != nil
		v.arrive(a)
	})
	if !known {
		return seeOther(c, "/login?next="+afterAmazon)
	}
	return s.goOn(c)
}

// arrive keeps the return until it is clear who is there. From the cart button, Amazon Pay is chosen.
func (v *visitor) arrive(a norenapi.Login) {
	v.arrival = &a
	if a.Placement == norenapi.LoginPlacementCart {
		v.form.Payment, v.form.Deliver, v.form.Returned = amazonPay, toAmazon, true
	}
}

// goOn leads the member to where the return from Amazon belongs: the confirm page when nothing is left to ask (quick purchase,
// R4-5), otherwise the page that the button's return-to named. It never takes an address from a request.
func (s *shop) goOn(c echo.Context) error {
	target := siteOf(c).path("/mypage")
	offered := s.readMethods(c.Request().Context())
	s.change(c, func(v *visitor) {
		a := v.arrival
		v.arrival = nil
		switch {
		case a == nil:
		case v.quick(*a, offered):
			target = v.theme.path("/confirm") + "#" + a.Fragment
		default:
			target = a.ReturnTo
		}
	})
	return c.Redirect(http.StatusSeeOther, target)
}

// quick reports whether the member can order at once. What Noren finds enough must be enough for our own order, too.
func (v *visitor) quick(a norenapi.Login, offered methods) bool {
	d := v.cart.draft()
	return a.Placement == norenapi.LoginPlacementCart && len(a.Missing) == 0 && len(d.Lines) > 0 &&
		slices.Contains(offered.payments(d), amazonPay) && len(v.form.check(d, offered)) == 0
}

// messagePage is a page whose address says nothing, so that the link to the other theme leads to the front page.
func (s *shop) messagePage(c echo.Context, title string) page {
	p := s.page(c, title)
	p.Path = "/"
	return p
}
