package sandbox

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"noren/backend/sandbox/pages"
)

// step is what a page answers: a redirect, or a component.
type step struct {
	redirect  string
	page      templ.Component
	status    int    // 0: 200
	policy    string // Content-Security-Policy; "": that of the buyers' pages
	signedIn  string // value for the sign-in cookie
	signedOut bool
}

func redirect(target string) step { return step{redirect: target} }

// message is a page that says why it does not go on, with the way out and lines for the shop's developer.
func (s *Sandbox) message(v *visit, text string, detail ...string) step {
	t := v.texts()
	return step{status: http.StatusUnprocessableEntity, page: pages.Message(pages.MessageView{
		Title: t.Problem, Text: text, Lang: v.lang, MerchantName: s.shopName(v), Detail: detail,
		Leave: &pages.Link{Label: t.BackToShop, Action: v.path("cancel")},
	})}
}

// wrongAccount is a message with the way to sign in as somebody else.
func (s *Sandbox) wrongAccount(v *visit, text, detail string) step {
	t := v.texts()
	return step{status: http.StatusForbidden, page: pages.Message(pages.MessageView{
		Title: t.Problem, Text: text, Lang: v.lang, MerchantName: s.shopName(v), Detail: []string{detail},
		Leave: &pages.Link{Label: t.BackToShop, Action: v.path("cancel")},
		Retry: &pages.Link{Label: t.OtherAccountLink, Action: v.path("signout")},
	})}
}

// lost is for a visit that does not exist any more.
func lost(lang string) step {
	t := textsOf(lang)
	return step{status: http.StatusNotFound, page: pages.Message(pages.MessageView{Title: t.Problem, Text: t.Lost, Lang: lang})}
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
	h.Set("Content-Security-Policy", cmp.Or(next.policy, pages.ContentSecurityPolicy))
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
