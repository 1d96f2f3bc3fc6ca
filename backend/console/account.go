package console

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"noren/backend/session"
	"noren/backend/staff"
	"noren/backend/store/query"
	"noren/shared/validate"
)

const accountPath = "/console/account"

// accountRoutes are of one's own account. What somebody signs in with is changed after a fresh proof only.
func (c *Console) accountRoutes() []route {
	return []route{
		{method: http.MethodGet, path: accountPath, right: self, handle: c.showAccount},
		{method: http.MethodPost, path: accountPath + "/passkeys/begin", right: self, handle: c.beginPasskey, fresh: true},
		{method: http.MethodPost, path: accountPath + "/passkeys", right: self, handle: c.addPasskey, fresh: true},
		{method: http.MethodPost, path: accountPath + "/passkeys/remove", right: self, handle: c.removePasskey, fresh: true},
		{method: http.MethodGet, path: accountPath + "/password", right: self, handle: c.showPassword, fresh: true},
		{method: http.MethodPost, path: accountPath + "/password", right: self, handle: c.changePassword, fresh: true},
		{method: http.MethodPost, path: accountPath + "/recovery", right: self, handle: c.renewRecovery, fresh: true},
		{method: http.MethodPost, path: accountPath + "/sessions/end", right: self, handle: c.endSession},
		{method: http.MethodPost, path: accountPath + "/sessions/end-others", right: self, handle: c.endOthers},
	}
}

// account is what the page of one's account shows.
type account struct {
	passkeys []query.Passkey
	sessions []session.StaffSession
	recovery int64

	oidc      string // name of the operator's own staff login; "" where there is none
	identity  staff.Identity
	connected bool
}

func (c *Console) showAccount(ctx echo.Context, v *view) error {
	var own account
	var err error
	if own.passkeys, err = c.Accounts.Passkeys(ctx.Request().Context(), v.person); err != nil {
		return err
	}
	own.oidc = c.oidcName()
	if own.identity, own.connected, err = c.Accounts.Identity(ctx.Request().Context(), v.person); err != nil {
		return err
	}
	if own.sessions, err = c.Accounts.Sessions.StaffSessions(ctx.Request().Context(), v.person.ID); err != nil {
		return err
	}
	if own.recovery, err = c.DB.Read().CountRecoveryCodes(ctx.Request().Context(), v.person.ID); err != nil {
		return err
	}
	if err := c.furnish(ctx.Request().Context(), v); err != nil {
		return err
	}
	return draw(ctx, http.StatusOK, accountPage(v, own))
}

func (c *Console) beginPasskey(ctx echo.Context, v *view) error {
	ceremony, err := c.Accounts.BeginPasskey(ctx.Request().Context(), v.person)
	if err != nil {
		return err
	}
	return ctx.JSON(http.StatusOK, ceremony)
}

func (c *Console) addPasskey(ctx echo.Context, v *view) error {
	answer, err := readAnswer(ctx)
	if err != nil {
		return err
	}
	if err := c.Accounts.AddPasskey(ctx.Request().Context(), v.person, answer.Answer, deviceOf(ctx.Request().UserAgent())); err != nil {
		return c.refusePasskey(ctx, v, err)
	}
	say(ctx, "done", v.staff.KeyAdded)
	return ctx.JSON(http.StatusOK, map[string]string{"go": accountPath})
}

func (c *Console) removePasskey(ctx echo.Context, v *view) error {
	err := c.Accounts.RemovePasskey(ctx.Request().Context(), v.person, ctx.FormValue("id"))
	switch {
	case errors.Is(err, staff.ErrLastProof):
		return failed(ctx, v.staff.LastProof, accountPath)
	case err != nil && !errors.Is(err, staff.ErrUnknown):
		return err
	}
	return done(ctx, v.staff.KeyRemoved, accountPath)
}

func (c *Console) showPassword(ctx echo.Context, v *view) error {
	authenticator, err := c.Accounts.NewAuthenticator(v.person)
	if err != nil {
		return err
	}
	return c.drawPassword(ctx, v, http.StatusOK, passwordForm{authenticator: authenticator})
}

func (c *Console) drawPassword(ctx echo.Context, v *view, status int, form passwordForm) error {
	form.action, form.email = accountPath+"/password", v.person.Email
	if err := c.furnish(ctx.Request().Context(), v); err != nil {
		return err
	}
	return draw(ctx, status, passwordPage(v, form))
}

func (c *Console) changePassword(ctx echo.Context, v *view) error {
	given := staff.NewPassword{Password: ctx.FormValue("password"), Sealed: ctx.FormValue("sealed"), Code: ctx.FormValue("code")}
	codes, err := c.Accounts.ChangePassword(ctx.Request().Context(), v.person, given, v.session.ID)
	if faults, ok := errors.AsType[validate.Faults](err); ok {
		form, err := c.faulty(v, v.person, given, faults)
		if err != nil {
			return err
		}
		return c.drawPassword(ctx, v, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	say(ctx, "done", v.staff.PasswordSaved)
	return draw(ctx, http.StatusOK, recoveryPage(v, codes, accountPath))
}

func (c *Console) renewRecovery(ctx echo.Context, v *view) error {
	codes, err := c.Accounts.NewRecoveryCodes(ctx.Request().Context(), v.person)
	if err != nil {
		return err
	}
	return draw(ctx, http.StatusOK, recoveryPage(v, codes, accountPath))
}

func (c *Console) endSession(ctx echo.Context, v *view) error {
	if err := c.Accounts.EndSession(ctx.Request().Context(), v.person, ctx.FormValue("id")); err != nil {
		return err
	}
	return done(ctx, v.staff.Ended, accountPath)
}

func (c *Console) endOthers(ctx echo.Context, v *view) error {
	if err := c.Accounts.EndOthers(ctx.Request().Context(), v.person, v.session.ID); err != nil {
		return err
	}
	return done(ctx, v.staff.OthersEnded, accountPath)
}
