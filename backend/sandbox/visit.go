package sandbox

import (
	"net/http"
	"net/url"
)

// purpose is why a buyer is on the hosted pages.
type purpose int

const (
	toChoose        purpose = iota // the first time: address and card
	toChangeAddress                // bindChangeAction changeAddress
	toChangePayment                // bindChangeAction changePayment
	toChangeAccount                // changeAccount: as another buyer
	toPay                          // amazonPayRedirectUrl; after a declined payment with the choice of another card
	toSignIn                       // a SignIn button
)

// visit is one stay of a buyer on the hosted pages. Its id is in the path of all its pages, unguessable: no form
// can be sent by another site.
type visit struct {
	id      string
	purpose purpose
	lang    string
	entered []string         // addresses that the buyer has added to the book here
	session *checkoutSession // nil for toSignIn
	signIn  *signIn          // only for toSignIn
	buyer   *Buyer           // once signed in
}

func (v *visit) path(page string) string { return "/checkout/" + v.id + "/" + page }

func (v *visit) owner() owner {
	if v.signIn != nil {
		return v.signIn.owner
	}
	return v.session.owner
}

// enter gives a visit its id and its life.
func (s *Sandbox) enter(v *visit) *visit {
	v.id = newToken()
	s.visits[v.id] = v
	s.at(s.now().Add(sessionLife), func() { delete(s.visits, v.id) })
	return v
}

// recalled is the buyer who signed in before with this browser, or nil.
func (s *Sandbox) recalled(r *http.Request) *Buyer {
	cookie, err := r.Cookie(signInCookie)
	if err != nil {
		return nil
	}
	s.lock()
	defer s.unlock()
	b, _ := s.buyer(s.cookies[cookie.Value])
	return b
}

// forward sends the buyer to the page that is due.
func (s *Sandbox) forward(v *visit) step {
	if v.buyer == nil {
		return redirect(v.path("signin"))
	}
	if v.purpose == toSignIn {
		if !s.agreed(v) {
			return redirect(v.path("consent"))
		}
		return redirect(s.finishSignIn(v.signIn, v.buyer))
	}
	if v.buyer.Seller {
		return s.wrongAccount(v, v.texts().Seller, ErrSeller.Error())
	}
	if former, ok := s.former(v.session); ok && former.buyer.ID != v.buyer.ID {
		return s.wrongAccount(v, v.texts().OtherAccount, ErrOtherBuyer.Error())
	}
	if !v.choosesFirst() && !v.ownsSession() {
		return s.wrongAccount(v, v.texts().OtherAccount, "the checkout session belongs to another buyer, or to none yet")
	}
	if v.purpose == toPay {
		return redirect(v.path("processing"))
	}
	if v.purpose == toChangeAddress && !v.choosesAddress() {
		return s.message(v, v.texts().NoAddressToChange, "changeAction: the session delivers nowhere, or where the shop said")
	}
	return redirect(v.path("choose"))
}

// choosesFirst: what the buyer chooses makes the session theirs.
func (v *visit) choosesFirst() bool { return v.purpose == toChoose || v.purpose == toChangeAccount }

// ownsSession: the session's buyer is the one who is signed in.
func (v *visit) ownsSession() bool {
	return v.buyer != nil && v.session != nil && v.session.buyer != nil && v.session.buyer.ID == v.buyer.ID
}

// quit is where the buyer goes who cancels. A change that is cancelled leaves the session as it was, and so does
// somebody who never signed in.
func (s *Sandbox) quit(v *visit) step {
	switch {
	case v.purpose == toSignIn:
		return redirect(v.signIn.cancelReturn())
	case v.purpose == toChoose:
		return redirect(v.session.cancelReturn())
	case v.purpose != toPay:
		return redirect(v.session.changeReturn())
	case v.ownsSession():
		return redirect(s.leave(v.session))
	default:
		return redirect(v.session.cancelReturn())
	}
}

// serveVisit finds the visit of the path and does the step under the lock; the page is written outside.
func (s *Sandbox) serveVisit(do func(v *visit, form url.Values) step) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		form, ok := readForm(w, r)
		if !ok {
			return
		}
		s.show(w, r, s.visit(r, form, do))
	}
}

func (s *Sandbox) visit(r *http.Request, form url.Values, do func(*visit, url.Values) step) step {
	s.lock()
	defer s.unlock()
	v, ok := s.visits[r.PathValue("visit")]
	if !ok {
		return lost(preferred(r))
	}
	if x := v.session; x != nil && x.state != sessionOpen {
		return s.over(v)
	}
	if v.hasPaid() {
		return redirect(v.session.resultReturn())
	}
	return do(v, form)
}

// hasPaid: nothing is left to do here. A buyer who comes back by the back button cannot undo it.
func (v *visit) hasPaid() bool {
	return v.session != nil && v.session.paid && (v.purpose == toPay || v.session.additionalPayment())
}

// over is for a session that has ended: the shop knows best what to say.
func (s *Sandbox) over(v *visit) step {
	if v.session.web().CheckoutResultReturnURL != nil {
		return redirect(v.session.resultReturn())
	}
	return redirect(v.session.cancelReturn())
}
