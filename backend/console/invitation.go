package console

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"noren/backend/staff"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// passwordForm sets up password and authenticator; the faults name what is wrong with them.
type passwordForm struct {
	action, email            string
	oidc                     string // name of the operator's own staff login; "" where there is none
	authenticator            staff.Authenticator
	passwordFault, codeFault string
}

func (c *Console) showInvitation(ctx echo.Context, v *view) error {
	offer, err := c.invited(ctx)
	if err != nil {
		return c.tellGone(ctx, v, err)
	}
	switch w := i18n.InvitationsFor(v.lang); offer.Way() {
	case staff.Join:
		return c.askJoin(ctx, v, offer)
	case staff.Closed:
		return c.tell(ctx, http.StatusForbidden, w.Closed, w.ClosedHint)
	case staff.SetUp:
	}
	authenticator, err := c.Accounts.NewAuthenticator(offer.Person)
	if err != nil {
		return err
	}
	return c.drawInvitation(ctx, v, http.StatusOK, offer, passwordForm{authenticator: authenticator})
}

func (c *Console) invited(ctx echo.Context) (staff.Offer, error) {
	return c.Accounts.Invited(ctx.Request().Context(), ctx.Param("code"))
}

// toSetUp is an invitation by which somebody chooses how to sign in.
func (c *Console) toSetUp(ctx echo.Context) (staff.Offer, error) {
	offer, err := c.invited(ctx)
	if err == nil && offer.Way() != staff.SetUp {
		err = staff.ErrInvitation
	}
	return offer, err
}

func (c *Console) tellGone(ctx echo.Context, v *view, err error) error {
	if !errors.Is(err, staff.ErrInvitation) {
		return err
	}
	return c.tell(ctx, http.StatusNotFound, v.staff.InvitationGone, v.staff.GoneHint)
}

func (c *Console) drawInvitation(ctx echo.Context, v *view, status int, offer staff.Offer, form passwordForm) error {
	p := offer.Person
	if ctx.QueryParam("lang") == "" { // the page speaks the language that they were invited in
		w := c.look(ctx, staff.Person{Lang: p.Lang})
		v.lang, v.words, v.staff = w.lang, w.words, w.staff
	}
	form.action, form.email = "/console/invitations/"+ctx.Param("code"), p.Email
	form.oidc = c.oidcName()
	return draw(ctx, status, invitationPage(v, offer, form))
}

func (c *Console) acceptByPassword(ctx echo.Context, v *view) error {
	offer, err := c.toSetUp(ctx)
	if err != nil {
		return c.tellGone(ctx, v, err)
	}
	given := staff.NewPassword{Password: ctx.FormValue("password"), Sealed: ctx.FormValue("sealed"), Code: ctx.FormValue("code")}
	person, codes, err := c.Accounts.AcceptByPassword(ctx.Request().Context(), ctx.Param("code"), given)
	if faults, ok := errors.AsType[validate.Faults](err); ok {
		form, err := c.faulty(v, offer.Person, given, faults)
		if err != nil {
			return err
		}
		return c.drawInvitation(ctx, v, http.StatusUnprocessableEntity, offer, form)
	}
	if err != nil {
		return c.tellGone(ctx, v, err)
	}
	if err := c.begin(ctx, &view{}, person, "invitation"); err != nil {
		return err
	}
	return draw(ctx, http.StatusOK, recoveryPage(v, codes, "/console"))
}

// faulty is the form once more: the same secret, since the app may have it already.
func (c *Console) faulty(v *view, p staff.Person, given staff.NewPassword, faults validate.Faults) (passwordForm, error) {
	authenticator, err := c.Accounts.SameAuthenticator(p, given.Sealed)
	form := passwordForm{authenticator: authenticator}
	for _, fault := range faults {
		switch {
		case fault.Field == "code":
			form.codeFault = v.staff.CodeWrong
		case fault.Rule == "min":
			form.passwordFault = i18n.Fill(v.staff.PasswordShort, "n", fault.Param)
		case fault.Rule == "common":
			form.passwordFault = v.staff.PasswordCommon
		case fault.Rule == "own-words":
			form.passwordFault = v.staff.PasswordOwnWords
		default:
			form.passwordFault = v.staff.PasswordLong
		}
	}
	return form, err
}

func (c *Console) beginInvitedPasskey(ctx echo.Context, v *view) error {
	offer, err := c.toSetUp(ctx)
	if err != nil {
		return c.tellGone(ctx, v, err)
	}
	ceremony, err := c.Accounts.BeginPasskey(ctx.Request().Context(), offer.Person)
	if err != nil {
		return err
	}
	return ctx.JSON(http.StatusOK, ceremony)
}

func (c *Console) acceptByPasskey(ctx echo.Context, v *view) error {
	answer, err := readAnswer(ctx)
	if err != nil {
		return err
	}
	person, err := c.Accounts.AcceptByPasskey(ctx.Request().Context(), ctx.Param("code"), answer.Answer, deviceOf(ctx.Request().UserAgent()))
	switch {
	case errors.Is(err, staff.ErrInvitation):
		return c.tellGone(ctx, v, err)
	case err != nil:
		return c.refusePasskey(ctx, v, err)
	}
	if err := c.begin(ctx, &view{}, person, "invitation"); err != nil {
		return err
	}
	return ctx.JSON(http.StatusOK, map[string]string{"go": "/console"})
}

// passwordHint says how long a password must be.
func passwordHint(w i18n.Staff) string {
	return i18n.Fill(w.NewPasswordHint, "n", strconv.Itoa(staff.MinPassword))
}
