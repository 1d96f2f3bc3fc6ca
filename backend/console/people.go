package console

import (
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"noren/backend/session"
	"noren/backend/staff"
	"noren/shared/i18n"
)

// staffRoutes are of a shop's staff. Changes ask for a fresh proof of who it is.
func (c *Console) staffRoutes() []route {
	return []route{
		{method: http.MethodGet, path: "/console/shops/:shop/staff", right: staff.Manage, handle: c.showStaff},
		{method: http.MethodPost, path: "/console/shops/:shop/staff", right: staff.Manage, handle: c.inviteStaff, fresh: true},
		{method: http.MethodPost, path: "/console/shops/:shop/staff/:id", right: staff.Manage, handle: c.changeRole, fresh: true},
		{method: http.MethodPost, path: "/console/shops/:shop/staff/:id/invitation", right: staff.Manage, handle: c.inviteAgain, fresh: true},
		{method: http.MethodPost, path: "/console/shops/:shop/staff/:id/invitation/withdraw", right: staff.Manage, handle: c.withdraw, fresh: true},
		{method: http.MethodGet, path: "/console/shops/:shop/staff/:id/remove", right: staff.Manage, handle: c.askRemove, fresh: true},
		{method: http.MethodPost, path: "/console/shops/:shop/staff/:id/remove", right: staff.Manage, handle: c.removeStaff, fresh: true},
	}
}

// inviteForm is what was typed, and what is wrong with it.
type inviteForm struct {
	name, email           string
	role                  staff.Role
	nameFault, emailFault string
	byMail                bool // a mail server takes our mails
}

func (c *Console) showStaff(ctx echo.Context, v *view) error {
	return c.drawStaff(ctx, v, http.StatusOK, inviteForm{role: staff.Staff})
}

func (c *Console) drawStaff(ctx echo.Context, v *view, status int, form inviteForm) error {
	people, waiting, err := c.invitedOf(ctx.Request().Context(), v)
	if err != nil {
		return err
	}
	form.byMail = c.sendsMail()
	return c.page(ctx, v, status, staffPage(v, i18n.InvitationsFor(v.lang), people, waiting, form))
}

func (c *Console) inviteStaff(ctx echo.Context, v *view) error {
	form := inviteForm{name: ctx.FormValue("name"), email: ctx.FormValue("email"), role: staff.Role(ctx.FormValue("role"))}
	if !slices.Contains(staff.Roles(), form.role) {
		return echo.ErrBadRequest
	}
	return c.invite(ctx, v, form)
}

// refuseStaff says in words what the rules do not allow.
func (c *Console) refuseStaff(ctx echo.Context, v *view, err error) error {
	if text := tooSoon(v, err); text != "" {
		return failed(ctx, text, shopPath(v.shop.ID, "/staff"))
	}
	for known, text := range map[error]string{
		staff.ErrLastOwner: v.staff.LastOwner, staff.ErrUnknown: v.staff.Raced,
		staff.ErrInvitation: i18n.InvitationsFor(v.lang).Gone,
	} {
		if errors.Is(err, known) {
			return failed(ctx, text, shopPath(v.shop.ID, "/staff"))
		}
	}
	return err
}

func (c *Console) changeRole(ctx echo.Context, v *view) error {
	role := staff.Role(ctx.FormValue("role"))
	if !slices.Contains(staff.Roles(), role) {
		return echo.ErrBadRequest
	}
	person, err := c.colleague(ctx, v)
	if err != nil {
		return err
	}
	if err := c.Accounts.SetRole(ctx.Request().Context(), v.person.Actor(), v.shop.ID, person.ID, role); err != nil {
		return c.refuseStaff(ctx, v, err)
	}
	return done(ctx, i18n.Fill(v.staff.RoleSaved, "name", person.Name), shopPath(v.shop.ID, "/staff"))
}

// colleague is the person in the address, who is of this shop: others are not there.
func (c *Console) colleague(ctx echo.Context, v *view) (staff.Person, error) {
	person, err := c.Accounts.Get(ctx.Request().Context(), ctx.Param("id"))
	if errors.Is(err, staff.ErrUnknown) || err == nil && person.Roles[v.shop.ID] == "" {
		return person, echo.ErrNotFound
	}
	return person, err
}

func (c *Console) askRemove(ctx echo.Context, v *view) error {
	person, err := c.colleague(ctx, v)
	if err != nil {
		return err
	}
	if err := c.furnish(ctx.Request().Context(), v); err != nil {
		return err
	}
	return draw(ctx, http.StatusOK, removePage(v, person))
}

func (c *Console) removeStaff(ctx echo.Context, v *view) error {
	person, err := c.colleague(ctx, v)
	if err != nil {
		return err
	}
	err = c.Accounts.Remove(ctx.Request().Context(), v.person.Actor(), v.shop.ID, person.ID)
	if err != nil && !errors.Is(err, session.ErrUnavailable) {
		return c.refuseStaff(ctx, v, err)
	}
	return done(ctx, i18n.Fill(v.staff.Removed, "name", person.Name), shopPath(v.shop.ID, "/staff"))
}
