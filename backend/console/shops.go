package console

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"noren/backend/staff"
	"noren/shared/i18n"
)

// shopRoutes lead into shops.
func (c *Console) shopRoutes() []route {
	return []route{
		{method: http.MethodGet, path: "/console/shops", right: self, handle: c.showShops},
		{method: http.MethodGet, path: "/console/shops/:shop", right: staff.View, handle: c.enterShop},
	}
}

// showShops lists the shops that somebody may see: for an operator all.
func (c *Console) showShops(ctx echo.Context, v *view) error {
	if err := c.furnish(ctx.Request().Context(), v); err != nil {
		return err
	}
	return draw(ctx, http.StatusOK, shopsPage(v))
}

// enterShop goes to the shop's first page.
func (c *Console) enterShop(ctx echo.Context, v *view) error {
	if first := c.firstOf(v.person, v.shop.ID); first != "" {
		return ctx.Redirect(http.StatusSeeOther, first)
	}
	if err := c.furnish(ctx.Request().Context(), v); err != nil {
		return err
	}
	return draw(ctx, http.StatusOK, emptyShopPage(v))
}

// titleOf says what somebody is, in one word.
func titleOf(w i18n.Staff, p staff.Person) string {
	if p.Operator {
		return w.Operator
	}
	for _, role := range p.Roles {
		return w.Roles[string(role)]
	}
	return ""
}
