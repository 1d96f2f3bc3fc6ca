package sandbox

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"noren/backend/sandbox/pages"
)

// purpose is why a buyer is on the hosted pages.
type purpose int

const (
	toChoose        purpose = iota // the first time: address and card
	toChangeAddress                // bindChangeAction changeAddress
	toChangePayment                // bindChangeAction changePayment
	toPay                          // amazonPayRedirectUrl
	toSignIn                       // a SignIn button
)

// visit is one stay of a buyer on the hosted pages. Its id is in the path of all its pages, unguessable: no form
// can be sent by another site.
type visit struct {
	id      string
	purpose purpose
	retry   bool // came from a declined payment: after the choice of a card, pay
	lang    string
	session *checkoutSession // nil for toSignIn
	signIn  *signIn          // only for toSignIn
	buyer   *Buyer           // once signed in
}

// step is what a page answers: a redirect, or a component.
type step struct {
	redirect  string
	page      templ.Component
	status    int    // 0: 200
	signedIn  string // value for the sign-in cookie
	signedOut bool
}

func redirect(target string) step { return step{redirect: target} }

func (v *visit) path(page string) string { return "/checkout/" + v.id + "/" + page }

func (v *visit) owner() owner {
	if v.signIn != nil {
		return v.signIn.owner
	}
	return v.session.owner
}

// enter makes a visit; the sign-in cookie of an earlier one is remembered.
func (s *Sandbox) enter(v *visit, r *http.Request) *visit {
	v.id = newToken()
	if cookie, err := r.Cookie(signInCookie); err == nil {
		if b, ok := s.buyer(s.cookies[cookie.Value]); ok {
			v.buyer = b
		}
	}
	s.visits[v.id] = v
	s.at(s.now().Add(sessionLife), func() { delete(s.visits, v.id) })
	return v
}

// forward sends the buyer to the page that is due.
func (s *Sandbox) forward(v *visit) step {
	if v.buyer == nil {
		return redirect(v.path("signin"))
	}
	if v.purpose == toSignIn {
		return redirect(s.finishSignIn(v.signIn, v.buyer))
	}
	if v.buyer.Seller {
		return s.wrongAccount(v, v.texts().Seller, ErrSeller.Error())
	}
	if v.purpose == toChoose {
		return redirect(v.path("choose"))
	}
	if v.session.buyer == nil || v.session.buyer.ID != v.buyer.ID {
		return s.wrongAccount(v, v.texts().OtherAccount, "the checkout session belongs to another buyer, or to none yet")
	}
	if v.purpose == toPay {
		return redirect(v.path("processing"))
	}
	return redirect(v.path("choose"))
}

// message is a page that says why it does not go on, with the way out and lines for the shop's developer.
func (s *Sandbox) message(v *visit, text string, detail ...string) step {
	t := v.texts()
	return step{status: http.StatusUnprocessableEntity, page: pages.Message(pages.MessageView{
		Title: t.Problem, Text: text, Lang: v.lang, Detail: detail,
		Leave: &pages.Link{Label: t.BackToShop, Action: v.path("cancel")},
	})}
}

// wrongAccount is a message with the way to sign in as somebody else.
func (s *Sandbox) wrongAccount(v *visit, text, detail string) step {
	t := v.texts()
	return step{status: http.StatusForbidden, page: pages.Message(pages.MessageView{
		Title: t.Problem, Text: text, Lang: v.lang, Detail: []string{detail},
		Leave: &pages.Link{Label: t.BackToShop, Action: v.path("cancel")},
		Retry: &pages.Link{Label: t.OtherAccountLink, Action: v.path("signout")},
	})}
}

// quit is where the buyer goes who cancels. A change that is cancelled leaves the session as it was.
func (s *Sandbox) quit(v *visit) step {
	switch {
	case v.purpose == toSignIn:
		if target := deref(v.signIn.request.SignInCancelURL); isWebURL(target) {
			return redirect(target)
		}
		if isWebURL(v.signIn.origin) {
			return redirect(v.signIn.origin)
		}
		return redirect(*v.signIn.request.SignInReturnURL)
	case v.purpose == toPay:
		return redirect(s.leave(v.session))
	case v.purpose == toChoose:
		return redirect(v.session.cancelReturn())
	case v.retry:
		return redirect(s.leave(v.session))
	default:
		return redirect(v.session.reviewReturn())
	}
}

// serveVisit finds the visit of the path and does the step under the lock; the page is written outside.
func (s *Sandbox) serveVisit(do func(v *visit, form url.Values) step) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		form, ok := readForm(w, r)
		if !ok {
			return
		}
		s.show(w, r, s.visit(r.PathValue("visit"), form, do))
	}
}

func (s *Sandbox) visit(id string, form url.Values, do func(*visit, url.Values) step) step {
	s.lock()
	defer s.unlock()
	v, ok := s.visits[id]
	if !ok {
		return lost()
	}
	if x := v.session; x != nil && x.state != sessionOpen {
		return s.over(v)
	}
	return do(v, form)
}

// over is for a session that has ended: the shop knows best what to say.
func (s *Sandbox) over(v *visit) step {
	if v.session.web().CheckoutResultReturnURL != nil {
		return redirect(v.session.resultReturn())
	}
	return redirect(v.session.cancelReturn())
}

// lost is for a visit that does not exist any more.
func lost() step {
	t := textsOf("ja")
	return step{status: http.StatusNotFound, page: pages.Message(pages.MessageView{Title: t.Problem, Text: t.Lost, Lang: "ja"})}
}

func readForm(w http.ResponseWriter, r *http.Request) (url.Values, bool) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if err := r.ParseForm(); err != nil {
		http.Error(w, "the form could not be read", http.StatusBadRequest)
		return nil, false
	}
	return r.Form, true
}

func (s *Sandbox) show(w http.ResponseWriter, r *http.Request, next step) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "origin") // the path holds the visit
	h.Set("X-Content-Type-Options", "nosniff")
	if next.signedIn != "" || next.signedOut {
		s.setSignInCookie(w, r, next.signedIn)
	}
	if next.redirect != "" {
		http.Redirect(w, r, next.redirect, http.StatusSeeOther)
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", pages.ContentSecurityPolicy)
	if next.status != 0 {
		w.WriteHeader(next.status)
	}
	_ = next.page.Render(r.Context(), w)
}

const signInCookie = "sandbox_buyer"

// setSignInCookie remembers who signed in, until signed out (value ""). Over TLS the cookie also reaches
// checkout.js's signout, which asks from the shop's site.
func (s *Sandbox) setSignInCookie(w http.ResponseWriter, r *http.Request, value string) {
	secure := strings.HasPrefix(s.publicURL(r), "https://")
	c := &http.Cookie{ //nolint:gosec // without TLS a secure cookie would not be kept
		Name: signInCookie, Value: value, Path: "/checkout/", HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode,
	}
	if secure {
		c.SameSite = http.SameSiteNoneMode
	}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}
