package console

import (
	"cmp"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"noren/backend/staff"
	"noren/backend/store"
	"noren/shared/i18n"
)

// joining is what somebody with an account is offered.
type joining struct {
	path, title, lead string // path is that of the invitation
	known, same       bool   // somebody is signed in; it is they who are invited
}

// signIn leads to the sign-in page, and back.
func (j joining) signIn() string { return "/console/sign-in?next=" + url.QueryEscape(j.path) }

// askJoin asks somebody who has an account whether they accept: they sign in as always.
func (c *Console) askJoin(ctx echo.Context, v *view, offer staff.Offer) error {
	j := joining{path: "/console/invitations/" + ctx.Param("code")}
	if known, err := c.signedIn(ctx); err == nil {
		known.flash, v = v.flash, known
		j.known, j.same = true, v.person.ID == offer.Person.ID
	}
	w := i18n.InvitationsFor(v.lang)
	j.title = w.JoinOperators
	if offer.Shop != "" {
		name, err := c.offering(ctx, offer)
		if err != nil {
			return err
		}
		j.title = i18n.Fill(w.Join, "shop", name)
	}
	j.lead = i18n.Fill(w.JoinLead, "role", cmp.Or(v.staff.Roles[string(offer.Role)], v.staff.Operator))
	return draw(ctx, http.StatusOK, joinPage(v, w, j))
}

// offering is the name of the shop that invites: whoever has the link may know it.
func (c *Console) offering(ctx echo.Context, offer staff.Offer) (string, error) {
	shop, err := c.Shops.Get(store.ForShop(ctx.Request().Context(), offer.Shop), offer.Shop)
	return shop.Name, err
}

func (c *Console) join(ctx echo.Context, v *view) error {
	if err := c.Accounts.Join(ctx.Request().Context(), ctx.Param("code"), v.person); err != nil {
		return c.tellGone(ctx, v, err)
	}
	return done(ctx, i18n.InvitationsFor(v.lang).Joined, "/console/shops")
}
