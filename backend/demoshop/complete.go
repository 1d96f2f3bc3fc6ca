package demoshop

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"noren/backend/demoshop/norenapi"
)

// outcome is what the complete page has to say.
type outcome int

const (
	outcomeOrdered     outcome = iota
	outcomePending             // not decided yet
	outcomeDeclined            // Amazon did not take the payment
	outcomeCancelled           // the shopper turned back, or took too long
	outcomeSuperseded          // paid, or being paid, in another tab
	outcomeAttention           // a person must look
	outcomeUnreachable         // Noren does not answer
	outcomeElsewhere           // not this browser's order, or none at all: both look the same
)

type completeView struct {
	page
	Outcome outcome
	Order   order // only with outcomeOrdered
	Email   string
	Faults  faults
}

// offersSignup reports whether a guest's order can become a new member's first.
func (v completeView) offersSignup() bool { return v.Member == "" && v.Order.member == nil }

// showComplete ends both ways of paying. It may be reloaded at will: it books at most once and then only shows.
func (s *shop) showComplete(c echo.Context) error {
	ctx, id := c.Request().Context(), c.QueryParam("noren_checkout")
	if id == "" || s.booked(id) {
		return s.completePage(c, outcomeElsewhere)
	}
	ch, err := s.noren.checkout(ctx, id)
	switch {
	case errors.Is(err, errNoCheckout):
		return s.completePage(c, outcomeElsewhere)
	case err != nil:
		slog.WarnContext(ctx, "checkout not readable", "checkout", id, "error", err)
		return s.completePage(c, outcomeUnreachable)
	case ch.State == norenapi.CheckoutStatePlaced:
		version, _ := strconv.ParseInt(c.QueryParam("version"), 10, 64) // 0 when it is not there
		s.bookAmazon(ctx, ch, version)
		return s.completePage(c, outcomeElsewhere)
	case !s.inCart(c, ch.CartId):
		return s.completePage(c, outcomeElsewhere)
	}
	return s.completePage(c, outcomeOf(ch.State))
}

// outcomeOf takes a state that is newer than this shop as not decided yet.
func outcomeOf(state norenapi.CheckoutState) outcome {
	switch state {
	case norenapi.CheckoutStatePlaced:
		return outcomeOrdered
	case norenapi.CheckoutStateDeclined:
		return outcomeDeclined
	case norenapi.CheckoutStateCancelled, norenapi.CheckoutStateExpired:
		return outcomeCancelled
	case norenapi.CheckoutStateSuperseded:
		return outcomeSuperseded
	case norenapi.CheckoutStateAttention:
		return outcomeAttention
	case norenapi.CheckoutStateOpen, norenapi.CheckoutStateAwaitingPayment, norenapi.CheckoutStatePending:
	}
	return outcomePending
}

// completePage shows the visitor's order that the address names, and without one the other outcome.
func (s *shop) completePage(c echo.Context, other outcome) error {
	view := completeView{Outcome: other}
	s.visit(c, func(v *visitor) {
		number := c.QueryParam("order")
		if id := c.QueryParam("noren_checkout"); id != "" {
			number = s.paid[id]
		}
		if o := s.orders[number]; o != nil && o.of(v) {
			view.Order, view.Outcome, view.Email = *o, outcomeOrdered, o.Purchaser.Email
		}
	})
	view.page = s.page(c, view.Outcome.title())
	return s.render(c, http.StatusOK, completePage(view))
}

// signupAfterOrder makes the guest who ordered a member (R4-9). It links nothing: that is asked for on the page where it leads.
func (s *shop) signupAfterOrder(c echo.Context) error {
	number, email := c.FormValue("order"), normalEmail(c.FormValue("email"))
	view := completeView{Outcome: outcomeOrdered, Email: email}
	ours := false
	s.visit(c, func(v *visitor) {
		if o := s.orders[number]; o != nil && o.of(v) {
			view.Order, ours = *o, v.member == nil && o.member == nil
		}
	})
	if !ours {
		return seeOther(c, "/complete?"+url.Values{"order": {number}}.Encode())
	}
	if !goodEmail(email) {
		view.Faults = append(view.Faults, fault{"email", emailWrong})
	}
	view.Faults = append(view.Faults, checkAccount(c.FormValue("password"), c.FormValue("terms") == "yes")...)
	if len(view.Faults) == 0 {
		hash, err := hashed(c.FormValue("password"))
		if err != nil {
			return err
		}
		m, err := s.join(view.Order.applicant(email), hash)
		if err == nil {
			s.enter(c, m, s.now())
			s.change(c, func(*visitor) { s.orders[number].member = m })
			return seeOther(c, "/signup/complete")
		}
		view.Faults = faults{addressTaken}
	}
	view.page = s.page(c, view.Outcome.title())
	view.Path = "/complete?" + url.Values{"order": {number}}.Encode()
	return s.render(c, http.StatusUnprocessableEntity, completePage(view))
}

// applicant is what an order tells of its purchaser. An address that only a parcel went to is not theirs.
func (o *order) applicant(email string) contact {
	who := o.Form.Purchaser
	if who.Region == "" && o.Form.destination() != toElsewhere {
		who = o.Delivery
	}
	who.Name, who.Phone, who.Email = o.Purchaser.Name, o.Purchaser.Phone, email
	return who
}

func (s *shop) booked(checkoutID string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.paid[checkoutID] != ""
}

// inCart reports whether the cart is this visitor's.
func (s *shop) inCart(c echo.Context, cartID string) bool {
	mine := false
	s.visit(c, func(v *visitor) {
		cart := s.carts[cartID]
		mine = cart != nil && cart.owner == v
	})
	return mine
}

func (o outcome) title() string {
	switch o {
	case outcomeOrdered:
		return "ご注文ありがとうございます"
	case outcomePending:
		return "お支払いの結果を確認しています"
	case outcomeDeclined:
		return "お支払いが完了しませんでした"
	case outcomeCancelled:
		return "お支払いは行われませんでした"
	case outcomeSuperseded:
		return "別の画面でお手続きが進んでいます"
	case outcomeAttention:
		return "お店でお支払いを確認しています"
	case outcomeUnreachable:
		return "ただいま結果を確認できません"
	case outcomeElsewhere:
		return "ご注文を表示できません"
	}
	return ""
}
