package demoshop

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"
)

// confirmView is the confirm page (ご注文内容の確認).
type confirmView struct {
	cartView
	Methods methods
	Changed bool // the cart is not what the shopper had before his eyes
}

// completePath is where Noren brings the shopper after payment. The version lets us book exactly what this page showed.
func (v confirmView) completePath() string {
	return "/complete?" + url.Values{"version": {strconv.FormatInt(v.Version, 10)}}.Encode()
}

func (s *shop) showConfirm(c echo.Context) error { return s.confirmPage(c, false) }

func (s *shop) confirmPage(c echo.Context, changed bool) error {
	view := confirmView{cartView: cartView{page: s.page(c, "ご注文内容の確認")}, Changed: changed, Methods: s.readMethods(c.Request().Context())}
	ready := false
	s.visit(c, func(v *visitor) {
		view.Points = v.points()
		if ready = len(v.cart.Lines) > 0 && len(v.form.check(v.cart.draft(), view.Methods)) == 0; ready {
			view.draft = v.cart.confirm(v.form, s.now())
		}
	})
	if !ready {
		return seeOther(c, "/register")
	}
	var err error
	if view.Token, err = s.tokens.cart(view.draft, s.now()); err != nil {
		return err
	}
	view.Amounts = view.Amounts.plus(view.Form.Payment.fee())
	return s.render(c, http.StatusOK, confirmPage(view))
}

// submitConfirm places an order that the shop itself is paid for. With Amazon Pay this form is never sent: <noren-order> is.
func (s *shop) submitConfirm(c echo.Context) error {
	var number string
	var old bool
	offered := s.readMethods(c.Request().Context())
	s.change(c, func(v *visitor) {
		if number = s.alreadyOrdered(c.FormValue("cart"), v); number != "" {
			return
		}
		old = c.FormValue("version") != strconv.FormatInt(v.cart.Version, 10) || c.FormValue("cart") != v.cart.ID
		own := v.form.Payment != amazonPay && len(v.form.check(v.cart.draft(), offered)) == 0
		if !old && own && len(v.cart.Lines) > 0 {
			number = s.bookOwn(v, offered).Number
		}
	})
	if number != "" {
		return seeOther(c, "/complete?"+url.Values{"order": {number}}.Encode())
	}
	return s.confirmPage(c, old)
}

// alreadyOrdered answers a button that was pressed twice: the number of the order that this cart became.
func (s *shop) alreadyOrdered(cartID string, v *visitor) string {
	c := s.carts[cartID]
	if c == nil || !c.sold || c.owner != v {
		return ""
	}
	return c.OrderNumber
}
