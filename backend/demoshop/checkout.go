package demoshop

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"
)

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
	Form    registerForm
	Methods methods
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
	view := registerView{cartView: cart, Methods: s.readMethods(c.Request().Context())}
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
	offered := s.readMethods(c.Request().Context())
	s.change(c, func(v *visitor) {
		v.form.read(values)
		wrong = v.form.check(v.cart.draft(), offered)
	})
	if len(wrong) > 0 {
		return s.registerPage(c, wrong)
	}
	return seeOther(c, "/confirm")
}
