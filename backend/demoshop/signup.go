package demoshop

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"
)

// signupView is the page of member registration, also the page that confirms it.
type signupView struct {
	page
	application
	Token  string // of the cart, if there is one
	Faults faults
}

func (s *shop) showSignup(c echo.Context) error {
	if s.loggedIn(c) {
		return seeOther(c, "/mypage")
	}
	view := signupView{}
	s.visit(c, func(v *visitor) {
		if v.signup != nil {
			view.application = *v.signup
		}
	})
	return s.signupPage(c, http.StatusOK, view)
}

func (s *shop) signupPage(c echo.Context, status int, view signupView) error {
	cart, err := s.cartView(c, "会員登録")
	if err != nil {
		return err
	}
	view.page, view.Token = cart.page, cart.Token
	return s.render(c, status, signupPage(view))
}

func (s *shop) submitSignup(c echo.Context) error {
	values, err := c.FormParams()
	if err != nil {
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	a := readApplication(values)
	wrong := a.check(values.Get("password"))
	s.visit(c, func(*visitor) {
		if s.members[a.Email] != nil && wrong.of("email") == "" {
			wrong = append(wrong, addressTaken)
		}
	})
	if len(wrong) > 0 {
		return s.signupPage(c, http.StatusUnprocessableEntity, signupView{application: a, Faults: wrong})
	}
	if a.hash, err = hashed(values.Get("password")); err != nil {
		return err
	}
	s.change(c, func(v *visitor) { v.signup = &a })
	return seeOther(c, "/signup/confirm")
}

func (s *shop) showSignupConfirm(c echo.Context) error {
	view := signupView{page: s.page(c, "ご登録内容の確認")}
	ready := false
	s.visit(c, func(v *visitor) {
		if ready = v.signup != nil; ready {
			view.application = *v.signup
		}
	})
	if !ready {
		return seeOther(c, "/signup")
	}
	return s.render(c, http.StatusOK, signupConfirmPage(view))
}

// submitSignupConfirm registers, and links the Amazon account by which the form was filled in (R4-1).
func (s *shop) submitSignupConfirm(c echo.Context) error {
	var a *application
	s.change(c, func(v *visitor) { a, v.signup = v.signup, nil }) // taken: a second press finds nothing to do
	if a == nil {
		return seeOther(c, "/mypage")
	}
	m, err := s.join(a.contact(), a.hash)
	if errors.Is(err, errTaken) {
		return s.signupPage(c, http.StatusUnprocessableEntity, signupView{application: *a, Faults: faults{addressTaken}})
	}
	if err != nil {
		return err
	}
	s.enter(c, m, s.now())
	return s.registered(c, s.linkAfterSignup(c, a.visit, m))
}

// linking is what became of the link that a registration brings with it.
type linking string

const (
	notAsked   linking = "" // the form was filled in by hand
	linkMade   linking = "made"
	linkTaken  linking = "conflict" // the Amazon account belongs to another member
	linkFailed linking = "failed"
)

func (s *shop) linkAfterSignup(c echo.Context, visit string, m *member) linking {
	if visit == "" {
		return notAsked
	}
	err := s.noren.link(c.Request().Context(), visit, m.ID)
	switch {
	case err == nil:
		return linkMade
	case errors.Is(err, errLinkConflict):
		return linkTaken
	}
	slog.WarnContext(c.Request().Context(), "member registered, not linked", "member", m.ID, "error", err)
	return linkFailed
}

// registered goes back to the cart, or to my page; what needs a decision of the member's is said on a page of its own.
func (s *shop) registered(c echo.Context, link linking) error {
	if link == linkTaken || link == linkFailed {
		return seeOther(c, "/signup/complete?"+url.Values{"link": {string(link)}}.Encode())
	}
	next := "/mypage"
	s.change(c, func(v *visitor) {
		v.notice = "会員登録が完了しました。"
		if link == linkMade {
			v.notice += "Amazonアカウントとの連携も済みましたので、次回からAmazonアカウントでログインできます。"
		}
		if len(v.cart.Lines) > 0 {
			next = "/cart"
		}
	})
	return seeOther(c, next)
}

// signupCompleteView says that somebody is a member now.
type signupCompleteView struct {
	page
	Link linking
}

func (s *shop) showSignupComplete(c echo.Context) error {
	if !s.loggedIn(c) {
		return seeOther(c, "/login")
	}
	link := linking(c.QueryParam("link"))
	return s.render(c, http.StatusOK, signupCompletePage(signupCompleteView{page: s.page(c, "会員登録が完了しました"), Link: link}))
}
