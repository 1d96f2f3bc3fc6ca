package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"noren/backend/sandbox/pages"
	"noren/backend/sandbox/signing"
)

// routePages are the hosted pages (protocol 7.4 to 7.6).
func (s *Sandbox) routePages(mux *http.ServeMux) {
	mux.HandleFunc("POST /checkout/initiate", s.serveInitiate)
	mux.HandleFunc("GET /checkout/initiate_auth", s.serveChange)
	mux.HandleFunc("GET /checkout/processing", s.serveProcessing)
	mux.HandleFunc("GET /checkout/switch-account", s.serveSwitchAccount)
	s.routeScript(mux)

	mux.HandleFunc("GET /checkout/{visit}/signin", s.serveVisit(s.signInPage))
	mux.HandleFunc("POST /checkout/{visit}/signin", s.serveVisit(s.signInForm))
	mux.HandleFunc("POST /checkout/{visit}/signout", s.serveVisit(s.signOutForm))
	mux.HandleFunc("GET /checkout/{visit}/consent", s.serveVisit(s.consentPage))
	mux.HandleFunc("POST /checkout/{visit}/consent", s.serveVisit(s.consentForm))
	mux.HandleFunc("GET /checkout/{visit}/choose", s.serveVisit(s.choosePage))
	mux.HandleFunc("POST /checkout/{visit}/choose", s.serveVisit(s.chooseForm))
	mux.HandleFunc("POST /checkout/{visit}/address", s.serveVisit(s.addressForm))
	mux.HandleFunc("GET /checkout/{visit}/processing", s.serveVisit(s.processingPage))
	mux.HandleFunc("POST /checkout/{visit}/processing", s.serveVisit(s.processingForm))
	mux.HandleFunc("POST /checkout/{visit}/anothercard", s.serveVisit(s.anotherCardForm))
	mux.HandleFunc("POST /checkout/{visit}/giveup", s.serveVisit(s.giveUpForm))
	mux.HandleFunc("POST /checkout/{visit}/cancel", s.serveVisit(func(v *visit, _ url.Values) step { return s.quit(v) }))
}

// serveHome is for a person who opens the address itself and may not see the dashboard.
func (s *Sandbox) serveHome(w http.ResponseWriter, r *http.Request) {
	t := textsOf(preferred(r))
	s.show(w, r, step{page: pages.Message(pages.MessageView{Title: t.Home, Text: t.HomeText, Lang: t.Lang})})
}

// serveInitiate is where a press of the button arrives.
func (s *Sandbox) serveInitiate(w http.ResponseWriter, r *http.Request) {
	form, ok := readForm(w, r)
	if !ok {
		return
	}
	s.show(w, r, s.press(r, form, s.recalled(r)))
}

// serveSwitchAccount is a press of a SignIn button by somebody who signs out first (protocol 7.5).
func (s *Sandbox) serveSwitchAccount(w http.ResponseWriter, r *http.Request) {
	form, ok := readForm(w, r)
	if !ok {
		return
	}
	form.Set("productType", signInProduct)
	if cookie, err := r.Cookie(signInCookie); err == nil {
		s.forget(cookie.Value)
	}
	next := s.press(r, form, nil)
	next.signedOut = true
	s.show(w, r, next)
}

func (s *Sandbox) press(r *http.Request, form url.Values, buyer *Buyer) step {
	lang := preferred(r)
	if chosen := form.Get("checkoutLanguage"); chosen != "" {
		lang = languageOf(chosen)
	}
	id, wrong := s.initiate(form, pageOrigin(r, form))
	if wrong != nil {
		return refusedButton(lang, form, wrong)
	}
	s.lock()
	defer s.unlock()
	v := &visit{purpose: toChoose, lang: lang, buyer: buyer}
	if x, ok := s.signIns[id]; ok {
		v.purpose, v.signIn = toSignIn, x
	} else {
		v.session = s.sessions[id]
	}
	return s.forward(s.enter(v))
}

// refusedButton tells the shop's developer what was wrong with the button, with the text that should have been
// signed.
func refusedButton(lang string, form url.Values, wrong *Error) step {
	t := textsOf(lang)
	view := pages.MessageView{
		Title: t.Problem, Text: t.BadButton, Lang: lang,
		Detail: []string{wrong.ReasonCode, wrong.Message},
	}
	if wrong.ReasonCode == buttonAccess {
		view.Text = t.WrongOrigin
		view.Detail = append(view.Detail, t.RegisterOrigin)
	}
	if wrong.ReasonCode == "InvalidRequestSignature" {
		algorithm := form.Get("algorithm")
		for i, line := range strings.Split(signing.StringToSign(algorithm, []byte(form.Get("payloadJSON"))), "\n") {
			view.Detail = append(view.Detail, fmt.Sprintf("string to sign, line %d: %s", i+1, line))
		}
	}
	if origin := form.Get("origin_url"); isWebURL(origin) {
		view.Leave = &pages.Link{Label: t.BackToShop, URL: origin}
	}
	return step{status: wrong.Status, page: pages.Message(view)}
}

// serveChange is where bindChangeAction leads, and what is like it (protocol 7.5).
func (s *Sandbox) serveChange(w http.ResponseWriter, r *http.Request) {
	action := map[string]purpose{
		"changeAddress": toChangeAddress, "changePayment": toChangePayment, "changeAccount": toChangeAccount,
	}
	purpose, known := action[r.FormValue("changeAction")]
	if !known {
		t := textsOf(preferred(r))
		s.show(w, r, step{status: http.StatusBadRequest, page: pages.Message(pages.MessageView{
			Title: t.Problem, Text: t.BadButton, Lang: t.Lang, Detail: []string{invalid("changeAction").Error()},
		})})
		return
	}
	v := &visit{purpose: purpose, buyer: s.recalled(r)}
	if purpose == toChangeAccount {
		v.buyer = nil
	}
	next := s.resume(r, v)
	next.signedOut = purpose == toChangeAccount
	s.show(w, r, next)
}

// serveProcessing is amazonPayRedirectUrl.
func (s *Sandbox) serveProcessing(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, s.resume(r, &visit{purpose: toPay, buyer: s.recalled(r)}))
}

// resume starts a visit for a session that the address names.
func (s *Sandbox) resume(r *http.Request, v *visit) step {
	s.lock()
	defer s.unlock()
	x, ok := s.sessions[r.FormValue(sessionParameter)]
	if !ok {
		return lost(preferred(r))
	}
	v.session, v.lang = x, x.lang
	if v.lang == "" { // the shop made the session by the API
		v.lang = preferred(r)
	}
	if x.state != sessionOpen {
		return s.over(v)
	}
	return s.forward(s.enter(v))
}

func (s *Sandbox) shopName(v *visit) string {
	if v.session != nil {
		if name := deref(deref(v.session.request.MerchantMetadata).MerchantStoreName); name != "" {
			return name
		}
	}
	return s.storeName(v.owner().merchantID)
}

func estimateOf(text string) string {
	var p Price
	if json.Unmarshal([]byte(text), &p) != nil || p.check("estimatedOrderAmount", 1) != nil {
		return ""
	}
	return readable(&p)
}

// readable is ¥3,980.
func readable(p *Price) string {
	if p == nil {
		return ""
	}
	text := string(p.Amount)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return "¥" + text
}

// preferred is the browser's language, for where no button has named one.
func preferred(r *http.Request) string { return languageOf(r.Header.Get("Accept-Language")) }

func languageOf(checkoutLanguage string) string {
	if strings.HasPrefix(checkoutLanguage, "en") {
		return "en"
	}
	return "ja"
}
