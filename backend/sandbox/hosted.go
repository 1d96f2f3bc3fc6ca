package sandbox

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"noren/backend/sandbox/pages"
)

// routePages are the hosted pages (protocol 7.4 to 7.6).
func (s *Sandbox) routePages(mux *http.ServeMux) {
	mux.HandleFunc("POST /checkout/initiate", s.serveInitiate)
	mux.HandleFunc("GET /checkout/initiate_auth", s.serveChange)
	mux.HandleFunc("GET /checkout/processing", s.serveProcessing)
	mux.HandleFunc("GET /checkout/signout", s.serveSignOut)

	mux.HandleFunc("GET /checkout/{visit}/signin", s.serveVisit(s.signInPage))
	mux.HandleFunc("POST /checkout/{visit}/signin", s.serveVisit(s.signInForm))
	mux.HandleFunc("POST /checkout/{visit}/signout", s.serveVisit(s.signOutForm))
	mux.HandleFunc("GET /checkout/{visit}/choose", s.serveVisit(s.choosePage))
	mux.HandleFunc("POST /checkout/{visit}/choose", s.serveVisit(s.chooseForm))
	mux.HandleFunc("GET /checkout/{visit}/processing", s.serveVisit(s.processingPage))
	mux.HandleFunc("POST /checkout/{visit}/processing", s.serveVisit(s.processingForm))
	mux.HandleFunc("POST /checkout/{visit}/anothercard", s.serveVisit(s.anotherCardForm))
	mux.HandleFunc("POST /checkout/{visit}/giveup", s.serveVisit(s.giveUpForm))
	mux.HandleFunc("POST /checkout/{visit}/cancel", s.serveVisit(func(v *visit, _ url.Values) step { return s.quit(v) }))
}

// serveInitiate is where a press of the button arrives.
func (s *Sandbox) serveInitiate(w http.ResponseWriter, r *http.Request) {
	form, ok := readForm(w, r)
	if !ok {
		return
	}
	lang := languageOf(form.Get("checkoutLanguage"))
	id, wrong := s.initiate(form)
	if wrong != nil {
		s.show(w, r, refusedButton(lang, form, wrong))
		return
	}
	s.show(w, r, s.begin(r, &visit{purpose: toChoose, lang: lang}, id))
}

// begin starts a visit for what initiate has opened, or for a known session.
func (s *Sandbox) begin(r *http.Request, v *visit, id string) step {
	s.lock()
	defer s.unlock()
	if x, ok := s.signIns[id]; ok {
		v.purpose, v.signIn = toSignIn, x
	} else if x, ok := s.sessions[id]; ok {
		v.session = x
	} else {
		return lost()
	}
	return s.forward(s.enter(v, r))
}

// refusedButton tells the shop's developer what was wrong with the button, with the text that should have been
// signed.
func refusedButton(lang string, form url.Values, wrong *Error) step {
	t := textsOf(lang)
	view := pages.MessageView{
		Title: t.Problem, Text: t.BadButton, Lang: lang,
		Detail: []string{wrong.ReasonCode, wrong.Message},
	}
	if wrong.ReasonCode == "InvalidRequestSignature" {
		algorithm := form.Get("algorithm")
		view.Detail = append(view.Detail, strings.Split(stringToSign(algorithm, []byte(form.Get("payloadJSON"))), "\n")...)
	}
	if origin := form.Get("origin_url"); isWebURL(origin) {
		view.Leave = &pages.Link{Label: t.BackToShop, URL: origin}
	}
	return step{status: wrong.Status, page: pages.Message(view)}
}

// serveChange is where bindChangeAction leads (protocol 7.5).
func (s *Sandbox) serveChange(w http.ResponseWriter, r *http.Request) {
	v := &visit{purpose: toChangeAddress, lang: "ja"}
	if r.FormValue("changeAction") == "changePayment" {
		v.purpose = toChangePayment
	}
	s.show(w, r, s.resume(r, v))
}

// serveProcessing is amazonPayRedirectUrl.
func (s *Sandbox) serveProcessing(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, s.resume(r, &visit{purpose: toPay, lang: "ja"}))
}

// resume starts a visit for a session that the address names.
func (s *Sandbox) resume(r *http.Request, v *visit) step {
	s.lock()
	defer s.unlock()
	x, ok := s.sessions[r.FormValue(sessionParameter)]
	if !ok {
		return lost()
	}
	if x.lang != "" {
		v.lang = x.lang
	}
	v.session = x
	if x.state != sessionOpen {
		return s.over(v)
	}
	return s.forward(s.enter(v, r))
}

// serveSignOut answers checkout.js, which asks from the shop's page (protocol 7.5).
func (s *Sandbox) serveSignOut(w http.ResponseWriter, r *http.Request) {
	if cookie, err := r.Cookie(signInCookie); err == nil {
		s.forget(cookie.Value)
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		w.Header().Set("Access-Control-Allow-Origin", origin)
		w.Header().Set("Access-Control-Allow-Credentials", "true")
		w.Header().Set("Vary", "Origin")
	}
	s.setSignInCookie(w, r, "")
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(`{"result":true}`))
}

func (s *Sandbox) forget(cookie string) {
	s.lock()
	defer s.unlock()
	delete(s.cookies, cookie)
}

func (s *Sandbox) signInPage(v *visit, _ url.Values) step { return s.signInWith(v, "", "") }

func (s *Sandbox) signInWith(v *visit, email, problem string) step {
	view := pages.SignInView{
		Action: v.path("signin"), CancelAction: v.path("cancel"), MerchantName: s.shopName(v),
		Lang: v.lang, Email: email, Error: problem,
	}
	for _, b := range s.buyers {
		option := pages.BuyerOption{ID: b.ID, Name: b.Name, Email: b.Email, Note: b.Note}
		if v.lang == "en" {
			option.Note = b.NoteEnglish
		}
		view.Buyers = append(view.Buyers, option)
	}
	return step{page: pages.SignIn(view)}
}

// signInForm takes a click on a listed buyer, or an e-mail address with any password.
func (s *Sandbox) signInForm(v *visit, form url.Values) step {
	id, email := form.Get("buyer"), strings.TrimSpace(form.Get("email"))
	for i := range s.buyers {
		if id == "" && strings.EqualFold(s.buyers[i].Email, email) && form.Get("password") != "" {
			id = s.buyers[i].ID
		}
	}
	buyer, ok := s.buyer(id)
	if !ok {
		return s.signInWith(v, email, v.texts().UnknownBuyer)
	}
	v.buyer = buyer
	token := newToken()
	s.cookies[token] = buyer.ID
	next := s.forward(v)
	next.signedIn = token
	return next
}

func (s *Sandbox) signOutForm(v *visit, _ url.Values) step {
	v.buyer = nil
	return step{redirect: v.path("signin"), signedOut: true}
}

func (s *Sandbox) choosePage(v *visit, _ url.Values) step { return s.chooseWith(v, "") }

func (s *Sandbox) chooseForm(v *visit, form url.Values) step {
	x := v.session
	if v.buyer == nil || x == nil {
		return s.forward(v)
	}
	choice := Choice{Address: form.Get("address"), Card: form.Get("card")}
	if x.buyer != nil { // a change keeps what it does not show
		if v.purpose == toChangeAddress {
			choice.Card = x.card.ID
		}
		if v.purpose == toChangePayment {
			choice.Address = v.buyer.addressID(x.shipping)
		}
	}
	err := s.choose(x, v.buyer, choice)
	t := v.texts()
	switch {
	case err == nil:
	case errors.Is(err, ErrSeller):
		return s.wrongAccount(v, t.Seller, err.Error())
	case errors.Is(err, ErrAddressRefused):
		return s.chooseWith(v, t.AddressRefused)
	case errors.Is(err, ErrCardRefused):
		return s.chooseWith(v, t.CardRefused)
	default:
		return s.chooseWith(v, t.ChooseBoth)
	}
	if v.retry || x.additionalPayment() {
		v.purpose = toPay
		return redirect(v.path("processing"))
	}
	return redirect(x.reviewReturn())
}

func (s *Sandbox) processingPage(v *visit, _ url.Values) step {
	x := v.session
	if v.buyer == nil || x == nil {
		return s.forward(v)
	}
	if left := x.constraints(); len(left) > 0 {
		var detail []string
		for _, c := range left {
			detail = append(detail, c.ConstraintID+": "+c.Description)
		}
		return s.message(v, v.texts().NotReady, detail...)
	}
	return step{page: pages.Processing(pages.ProcessingView{
		Action: v.path("processing"), CancelAction: v.path("cancel"), MerchantName: s.shopName(v), Lang: v.lang,
		Amount: readable(x.payment().ChargeAmount), Reference: reference(x.request.MerchantMetadata),
		Manual: s.cfg.ManualProcessing,
	})}
}

// processingForm pays. A declined buyer may try another card before the session ends.
func (s *Sandbox) processingForm(v *visit, form url.Values) step {
	x := v.session
	if v.buyer == nil || x == nil || x.buyer == nil || x.buyer.ID != v.buyer.ID {
		return s.forward(v)
	}
	outcome, err := s.pay(x)
	t := v.texts()
	view := pages.MessageView{
		Title: t.Declined, Text: t.DeclinedText, Lang: v.lang,
		Retry: &pages.Link{Label: t.AnotherCard, Action: v.path("anothercard")},
		Leave: &pages.Link{Label: t.GiveUp, Action: v.path("giveup")},
	}
	switch {
	case errors.Is(err, ErrCardRefused):
		view.Text, view.Detail = t.CardRefused, []string{err.Error()}
		return step{page: pages.Message(view)}
	case err != nil:
		return s.processingPage(v, form)
	case outcome == Declined:
		return step{page: pages.Message(view)}
	case outcome == BuyerCanceled:
		s.cancelSession(x, string(BuyerCanceled))
	}
	return redirect(x.resultReturn())
}

func (s *Sandbox) anotherCardForm(v *visit, _ url.Values) step {
	if v.session == nil {
		return s.forward(v)
	}
	v.purpose, v.retry = toChangePayment, true
	return redirect(v.path("choose"))
}

// giveUpForm ends a declined session; the shop reads the reason.
func (s *Sandbox) giveUpForm(v *visit, _ url.Values) step {
	if v.session == nil {
		return s.forward(v)
	}
	s.cancelSession(v.session, string(Declined))
	return redirect(v.session.resultReturn())
}

func (s *Sandbox) shopName(v *visit) string {
	if v.session != nil {
		if name := deref(deref(v.session.request.MerchantMetadata).MerchantStoreName); name != "" {
			return name
		}
	}
	return s.merchants[v.owner().merchantID].StoreName
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

func languageOf(checkoutLanguage string) string {
	if strings.HasPrefix(checkoutLanguage, "en") {
		return "en"
	}
	return "ja"
}
