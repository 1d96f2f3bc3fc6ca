package console

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/mail"
	"noren/backend/staff"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// invited is an invitation that has not been followed yet, and the last mail of it. Nothing of the person's account is shown.
type invited struct {
	staff.Offer

	mail   staff.Mailed
	mailed bool
}

// sendsMail reports that a mail server takes our mails.
func (c *Console) sendsMail() bool { return c.Mails != nil && c.Mails.Server != nil }

// invitedOf parts the people of a shop: who works there, and who has not come yet.
func (c *Console) invitedOf(ctx context.Context, v *view) (people []staff.Person, waiting []invited, err error) {
	if people, err = c.Accounts.OfShop(ctx, v.shop.ID); err != nil {
		return nil, nil, err
	}
	offers, err := c.Accounts.Waiting(ctx, v.shop.ID)
	if err != nil {
		return nil, nil, err
	}
	for _, o := range offers {
		i := invited{Offer: o}
		if i.mail, i.mailed, err = c.Accounts.LastMail(ctx, v.shop.ID, o.ID); err != nil {
			return nil, nil, err
		}
		waiting = append(waiting, i)
	}
	return people, waiting, nil
}

// invite invites, by mail where there is a mail server; without one it answers with the link, which nobody can read again. The answer is the
// same whether the address is known to us or not.
func (c *Console) invite(ctx echo.Context, v *view, form inviteForm) error {
	person, link, err := c.Accounts.Invite(ctx.Request().Context(), v.person.Actor(), staff.Invitation{
		Name: form.name, Email: form.email, Lang: string(v.lang), Shop: v.shop.ID, Role: form.role, Mail: c.sendsMail(),
	}, false)
	if faults, ok := errors.AsType[validate.Faults](err); ok {
		return c.drawStaff(ctx, v, http.StatusUnprocessableEntity, form.told(v, faults))
	}
	if err != nil {
		return c.refuseStaff(ctx, v, err)
	}
	if person.Invited.IsZero() { // they are of the shop already
		return done(ctx, i18n.Fill(v.staff.RoleSaved, "name", person.Name), shopPath(v.shop.ID, "/staff"))
	}
	return c.page(ctx, v, http.StatusOK, linkPage(v, i18n.InvitationsFor(v.lang), person, link, c.sendsMail()))
}

// told is the form with what is wrong in it.
func (f inviteForm) told(v *view, faults validate.Faults) inviteForm {
	for _, fault := range faults {
		switch fault.Field {
		case "name":
			f.nameFault = v.staff.NoName
		case "email":
			f.emailFault = v.staff.NotAnEmail
		}
	}
	return f
}

// inviteAgain makes a new link for somebody who has not come yet; the old one ends.
func (c *Console) inviteAgain(ctx echo.Context, v *view) error {
	o, err := c.Accounts.OfferOf(ctx.Request().Context(), v.shop.ID, ctx.Param("id"))
	if err != nil {
		return c.refuseStaff(ctx, v, err)
	}
	return c.invite(ctx, v, inviteForm{name: o.Name, email: o.Person.Email, role: o.Role})
}

func (c *Console) withdraw(ctx echo.Context, v *view) error {
	o, err := c.Accounts.OfferOf(ctx.Request().Context(), v.shop.ID, ctx.Param("id"))
	if err == nil {
		err = c.Accounts.Withdraw(ctx.Request().Context(), v.person.Actor(), v.shop.ID, o.ID)
	}
	if err != nil {
		return c.refuseStaff(ctx, v, err)
	}
	return done(ctx, i18n.Fill(i18n.InvitationsFor(v.lang).Done, "name", o.Name), shopPath(v.shop.ID, "/staff"))
}

// tooSoon says how long to wait before the next mail; "" for any other error.
func tooSoon(v *view, err error) string {
	wait, ok := errors.AsType[*staff.WaitError](err)
	if !ok {
		return ""
	}
	return i18n.Fill(i18n.InvitationsFor(v.lang).TooSoon, "minutes", strconv.Itoa(max(1, int(math.Ceil(wait.After.Minutes())))))
}

// invitationDays is how long a link works.
func invitationDays() string { return strconv.Itoa(int(staff.InvitationLife / (24 * time.Hour))) }

// mailBadge is how the last mail of an invitation stands.
func mailBadge(i invited) string {
	if i.mail.State == mail.Waiting && i.mail.Error != "" {
		return messageBadge(mail.Failed)
	}
	return messageBadge(i.mail.State)
}
