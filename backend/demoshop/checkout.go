package demoshop

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
)

// This file is the shopper's way: list, cart, register page, confirm page. complete.go is its end.

type listView struct {
	page
	Shelves []shelf
}

type shelf struct {
	Name     string
	Products []product
}

func (s *shop) list(c echo.Context) error {
	view := listView{page: s.page(c, "")}
	for _, p := range catalogue {
		last := len(view.Shelves) - 1
		if last < 0 || view.Shelves[last].Name != p.Shelf {
			view.Shelves = append(view.Shelves, shelf{Name: p.Shelf})
			last++
		}
		view.Shelves[last].Products = append(view.Shelves[last].Products, p)
	}
	return s.render(c, http.StatusOK, listPage(view))
}

func (s *shop) addItem(c echo.Context) error {
	p, ok := findProduct(c.FormValue("sku"))
	if !ok {
		return echo.NewHTTPError(http.StatusNotFound)
	}
	s.change(c, func(v *visitor) { v.cart.setQuantity(p, v.cart.quantity(p.SKU)+1) })
	return seeOther(c, "/cart")
}

// cartView is the cart page, also the amounts beside the register and confirm pages.
type cartView struct {
	page
	draft
	Token  string
	State  string // for Noren's button in the cart
	Resume string // address that opens this cart in another browser
	Points yen    // balance
	Notice string
	Faults faults
}

func (s *shop) cartView(c echo.Context, title string) (cartView, error) {
	view := cartView{page: s.page(c, title)}
	s.visit(c, func(v *visitor) { view.draft, view.Points = v.cart.draft(), v.points() })
	var err error
	view.Token, err = s.tokens.cart(view.draft, s.now())
	return view, err
}

func (s *shop) showCart(c echo.Context) error { return s.cartPage(c, nil, "") }

// cartPage shows the cart, also with a coupon code that was refused.
func (s *shop) cartPage(c echo.Context, wrong faults, coupon string) error {
	view, err := s.cartView(c, "ショッピングカート")
	if err != nil {
		return err
	}
	view.Notice = s.takeNotice(c)
	if len(view.Lines) > 0 {
		view.State = s.newState(c)
		if view.Resume, err = s.resumeURL(view.page, view.ID); err != nil {
			return err
		}
	}
	status := http.StatusOK
	if len(wrong) > 0 {
		view.Faults, view.Coupon, status = wrong, coupon, http.StatusUnprocessableEntity
	}
	return s.render(c, status, cartPage(view))
}

// changeCart takes the whole cart form. Its buttons differ by name: remove={sku} takes one line out.
func (s *shop) changeCart(c echo.Context) error {
	values, err := c.FormParams()
	if err != nil {
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	var wrong faults
	s.change(c, func(v *visitor) {
		for _, p := range catalogue {
			if quantity, err := strconv.Atoi(values.Get("quantity_" + p.SKU)); err == nil {
				v.cart.setQuantity(p, quantity)
			}
		}
		if p, ok := findProduct(values.Get("remove")); ok {
			v.cart.setQuantity(p, 0)
		}
		if points, err := strconv.Atoi(values.Get("points")); err == nil {
			v.cart.setPoints(yen(points), v.points())
		}
		v.cart.setGift(values.Get("gift") == "yes")
		if !v.cart.setCoupon(typed(values, "coupon")) {
			wrong = faults{{"coupon", "このクーポンコードはご利用いただけません。"}}
		}
	})
	if wrong == nil {
		return seeOther(c, "/cart")
	}
	return s.cartPage(c, wrong, typed(values, "coupon"))
}

// registerView is the register page (レジ).
type registerView struct {
	cartView
	Form registerForm
}

func (s *shop) showRegister(c echo.Context) error { return s.registerPage(c, nil) }

func (s *shop) registerPage(c echo.Context, wrong faults) error {
	cart, err := s.cartView(c, "レジ")
	if err != nil {
		return err
	}
	if len(cart.Lines) == 0 {
		return seeOther(c, "/cart")
	}
	view := registerView{cartView: cart}
	view.Faults = wrong
	s.visit(c, func(v *visitor) { view.Form = v.form })
	status := http.StatusOK
	if len(wrong) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return s.render(c, status, registerPage(view))
}

func (s *shop) submitRegister(c echo.Context) error {
	values, err := c.FormParams()
	if err != nil {
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	var wrong faults
	s.change(c, func(v *visitor) {
		v.form.read(values)
		wrong = v.form.check(v.cart.draft())
	})
	if len(wrong) > 0 {
		return s.registerPage(c, wrong)
	}
	return seeOther(c, "/confirm")
}

// confirmView is the confirm page (ご注文内容の確認).
type confirmView struct {
	cartView
	Changed bool // the cart is not what the shopper had before his eyes
}

// completePath is where Noren brings the shopper after payment. The version lets us book exactly what this page showed.
func (v confirmView) completePath() string {
	return "/complete?" + url.Values{"version": {strconv.FormatInt(v.Version, 10)}}.Encode()
}

func (s *shop) showConfirm(c echo.Context) error { return s.confirmPage(c, false) }

func (s *shop) confirmPage(c echo.Context, changed bool) error {
	view := confirmView{cartView: cartView{page: s.page(c, "ご注文内容の確認")}, Changed: changed}
	ready := false
	s.visit(c, func(v *visitor) {
		view.Points = v.points()
		if ready = len(v.cart.Lines) > 0 && len(v.form.check(v.cart.draft())) == 0; ready {
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
	s.change(c, func(v *visitor) {
		if number = s.alreadyOrdered(c.FormValue("cart"), v); number != "" {
			return
		}
		old = c.FormValue("version") != strconv.FormatInt(v.cart.Version, 10) || c.FormValue("cart") != v.cart.ID
		own := v.form.Payment != amazonPay && len(v.form.check(v.cart.draft())) == 0
		if !old && own && len(v.cart.Lines) > 0 {
			number = s.bookOwn(v).Number
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

func day(t time.Time) string { return t.In(tokyo).Format("2006年1月2日 15:04") }
