package console

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"noren/backend/ledger"
	"noren/backend/mail"
	"noren/backend/store/query"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// individualForm is 「個別確認メール」 as it stands: from the template, then as somebody has written it.
type individualForm struct {
	mail.Wording

	to      string
	differs bool // the figures are not Amazon's (R5-9)
	faults  map[string]string
}

func (c *Console) writeMail(ctx echo.Context, v *view) error {
	return c.askMail(ctx, v, http.StatusOK, nil, nil)
}

// askMail shows the draft, or what somebody has made of it.
func (c *Console) askMail(ctx echo.Context, v *view, status int, written *mail.Wording, wrong error) error {
	o, err := c.ordered(ctx, v)
	if err != nil {
		return err
	}
	d, err := c.newDossier(ctx.Request().Context(), v, o)
	if err != nil {
		return err
	}
	if allowed, _ := d.mayNow(ledger.EditPaperAction); !allowed {
		return echo.NewHTTPError(http.StatusConflict)
	}
	letter, err := c.Book.Letter(ctx.Request().Context(), query.Mail{
		ShopID: o.ShopID, Subject: o.ID, Kind: string(mail.Individual), Lang: o.Lang,
	})
	if err != nil {
		return err
	}
	form := individualForm{to: letter.Email, faults: map[string]string{}}
	if form.Wording, err = c.Mails.Templates.Draft(ctx.Request().Context(), v.shop.ID, letter); err != nil {
		return err
	}
	if written != nil {
		form.Wording = *written
	}
	paper, _, err := ledger.PaperOf(o, ledger.Issuer{})
	if err != nil {
		return err
	}
	form.differs = ledger.PaperDiffers(o, paper)
	words := i18n.MessagesFor(v.lang).Mails
	faults, _ := errors.AsType[validate.Faults](wrong)
	for _, fault := range faults {
		form.faults[fault.Field] = i18n.For(v.lang).Fault(fault, map[string]string{"subject": words.Subject, "text": words.Text}[fault.Field])
	}
	return c.page(ctx, v, status, individualPage(v, d, words, form))
}

// sendMail puts it into the outbox, once: the version of the order that was seen is in the form.
func (c *Console) sendMail(ctx echo.Context, v *view) error {
	version, err := strconv.ParseInt(ctx.FormValue("version"), 10, 64)
	if err != nil || version < 1 {
		return echo.ErrBadRequest
	}
	if _, err := c.ordered(ctx, v); err != nil {
		return err
	}
	words, id := i18n.OrderActionsFor(v.lang), ctx.Param("order")
	written := mail.Wording{Subject: ctx.FormValue("subject"), Text: ctx.FormValue("text")}
	draft, err := c.Mails.Templates.Seal(v.shop.ID, written)
	if _, wrong := errors.AsType[validate.Faults](err); wrong {
		return c.askMail(ctx, v, http.StatusUnprocessableEntity, &written, err)
	}
	if err == nil {
		act := ledger.Act{By: v.person.Actor(), Version: version}
		_, err = c.Book.MailIndividually(ctx.Request().Context(), v.shop.ID, id, act, draft)
	}
	switch {
	case err == nil:
		return done(ctx, words.Done["individual"], orderPath(v, id, ""))
	case errors.Is(err, ledger.ErrRaced):
		return failed(ctx, words.Outcomes["raced"], orderPath(v, id, ""))
	case errors.Is(err, ledger.ErrNotAllowed):
		return echo.NewHTTPError(http.StatusConflict)
	}
	return err
}
