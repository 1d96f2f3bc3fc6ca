package console

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/mail"
	"noren/backend/staff"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// mailRoutes are what was sent, and the templates (R3-4).
func (c *Console) mailRoutes() []route {
	mails := shopPath(":shop", "/mails")
	return []route{
		{method: http.MethodGet, path: mails, right: staff.View, handle: c.listMails},
		{method: http.MethodPost, path: mails + "/:mail/again", right: staff.Work, handle: c.repeatMail},
		{method: http.MethodGet, path: mails + "/templates", right: staff.View, handle: c.listTemplates},
		{method: http.MethodGet, path: mails + "/templates/:kind", right: staff.Manage, handle: c.editTemplate},
		{method: http.MethodPost, path: mails + "/templates/:kind", right: staff.Manage, handle: c.saveTemplate},
		{method: http.MethodPost, path: mails + "/templates/:kind/test", right: staff.Manage, handle: c.testTemplate},
	}
}

// mailsAtOnce is how many rows a page of messages has.
const mailsAtOnce = 50

// lastID is after every id.
const lastID = "~"

func (c *Console) listMails(ctx echo.Context, v *view) error {
	before := orNothing(ctx.QueryParam("before"), lastID)
	rows, err := c.DB.Read().Mails(ctx.Request().Context(), query.MailsParams{ShopID: v.shop.ID, Before: before, Size: mailsAtOnce + 1})
	if err != nil {
		return err
	}
	more := ""
	if len(rows) > mailsAtOnce {
		rows = rows[:mailsAtOnce]
		more = rows[len(rows)-1].ID
	}
	return c.page(ctx, v, http.StatusOK, mailsPage(v, i18n.MessagesFor(v.lang), i18n.MailsFor(v.lang), rows, more))
}

func (c *Console) repeatMail(ctx echo.Context, v *view) error {
	words, to := i18n.MessagesFor(v.lang), shopPath(v.shop.ID, "/mails")
	err := c.Mails.Repeat(ctx.Request().Context(), v.shop.ID, v.person.Actor(), ctx.Param("mail"))
	if errors.Is(err, mail.ErrUnknown) {
		return failed(ctx, words.Gone, to)
	}
	if err != nil {
		return err
	}
	return done(ctx, words.AgainDone, to)
}

func (c *Console) listTemplates(ctx echo.Context, v *view) error {
	templates := make([]mail.Template, 0, len(mail.Kinds()))
	for _, kind := range mail.Kinds() {
		template, err := c.Mails.Templates.Get(ctx.Request().Context(), v.shop.ID, kind)
		if err != nil {
			return err
		}
		templates = append(templates, template)
	}
	return c.page(ctx, v, http.StatusOK, templatesPage(v, i18n.MessagesFor(v.lang), i18n.MailsFor(v.lang), templates))
}

// templateForm is a template as typed, and what it makes of an order of nobody.
type templateForm struct {
	mail.Template

	faults  map[string]string // by field, in words
	preview map[api.Lang]mail.Wording
}

func mailKind(ctx echo.Context) (mail.Kind, error) {
	kind := mail.Kind(ctx.Param("kind"))
	if !slices.Contains(mail.Kinds(), kind) {
		return kind, echo.ErrNotFound
	}
	return kind, nil
}

func (c *Console) editTemplate(ctx echo.Context, v *view) error {
	kind, err := mailKind(ctx)
	if err != nil {
		return err
	}
	template, err := c.Mails.Templates.Get(ctx.Request().Context(), v.shop.ID, kind)
	if err != nil {
		return err
	}
	return c.askTemplate(ctx, v, http.StatusOK, templateForm{Template: template})
}

func (c *Console) askTemplate(ctx echo.Context, v *view, status int, form templateForm) error {
	shop, err := c.Mails.Templates.Shop(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	form.preview = make(map[api.Lang]mail.Wording)
	for _, lang := range []api.Lang{api.Japanese, api.English} {
		form.preview[lang] = mail.Preview(form.Template, lang, mail.Sample(form.Kind, lang, shop, v.now))
	}
	return c.page(ctx, v, status, templatePage(v, i18n.MessagesFor(v.lang), i18n.MailsFor(v.lang), form))
}

// saveTemplate saves a template, or shows what it would look like.
func (c *Console) saveTemplate(ctx echo.Context, v *view) error {
	kind, err := mailKind(ctx)
	if err != nil {
		return err
	}
	words, form := i18n.MessagesFor(v.lang), readTemplate(ctx, kind)
	if ctx.FormValue("what") == "preview" {
		form.faults = templateFaults(v, form.Check())
		return c.askTemplate(ctx, v, http.StatusOK, form)
	}
	_, err = c.Mails.Templates.Save(ctx.Request().Context(), v.shop.ID, v.person.Actor(), form.Template)
	_, wrong := errors.AsType[validate.Faults](err)
	switch {
	case err == nil:
		return done(ctx, words.Mails.Saved, shopPath(v.shop.ID, "/mails/templates/"+string(kind)))
	case wrong:
		form.faults = templateFaults(v, err)
		return c.askTemplate(ctx, v, http.StatusUnprocessableEntity, form)
	case errors.Is(err, mail.ErrStale):
		current, err := c.Mails.Templates.Get(ctx.Request().Context(), v.shop.ID, kind)
		if err != nil {
			return err
		}
		form.Version, v.flash = current.Version, flash{"failed", words.Mails.Stale}
		return c.askTemplate(ctx, v, http.StatusConflict, form)
	}
	return err
}

func readTemplate(ctx echo.Context, kind mail.Kind) templateForm {
	version, _ := strconv.ParseInt(ctx.FormValue("version"), 10, 64) // without one it is stale
	wording := func(lang string) mail.Wording {
		return mail.Wording{Subject: strings.TrimSpace(ctx.FormValue(lang + ".subject")), Text: strings.ReplaceAll(ctx.FormValue(lang+".text"), "\r\n", "\n")}
	}
	return templateForm{Template: mail.Template{
		Version: version, Kind: kind, On: ctx.FormValue("on") != "", Guide: ctx.FormValue("guide") == "1", ReplyTo: strings.TrimSpace(ctx.FormValue("replyTo")),
		Japanese: wording("ja"), English: wording("en"),
	}}
}

func templateFaults(v *view, err error) map[string]string {
	words, mails, told := i18n.MessagesFor(v.lang).Mails, i18n.MailsFor(v.lang), map[string]string{}
	faults, _ := errors.AsType[validate.Faults](err)
	for _, fault := range faults {
		text, known := mails.Fault(fault)
		if !known {
			label := map[string]string{"replyTo": words.ReplyTo, "ja.subject": words.Subject, "en.subject": words.Subject}[fault.Field]
			text = i18n.For(v.lang).Fault(fault, orNothing(label, words.Text))
		}
		if told[fault.Field] == "" {
			told[fault.Field] = text
		}
	}
	return told
}

// testTemplate sends the sample to somebody, now.
func (c *Console) testTemplate(ctx echo.Context, v *view) error {
	kind, err := mailKind(ctx)
	if err != nil {
		return err
	}
	words, lang, to := i18n.MessagesFor(v.lang).Mails, api.Lang(ctx.FormValue("lang")), strings.TrimSpace(ctx.FormValue("to"))
	back := shopPath(v.shop.ID, "/mails/templates/"+string(kind))
	err = c.Mails.Test(ctx.Request().Context(), v.shop.ID, v.person.Actor(), kind, lang, to)
	unwanted, isUnwanted := errors.AsType[*mail.UnwantedError](err)
	switch {
	case err == nil:
		return done(ctx, i18n.Fill(words.TestDone, "to", to), back)
	case isUnwanted:
		return failed(ctx, i18n.Fill(words.TestFailed, "reason", i18n.MailsFor(v.lang).Reason(string(unwanted.Why))), back)
	}
	return failed(ctx, i18n.Fill(words.TestFailed, "reason", i18n.MailsFor(v.lang).Why["refused"]), back)
}

func messageBadge(state string) string {
	return map[string]string{
		"waiting": "wait", "received": "wait", "sent": "ok", "delivered": "ok", "worked": "ok", "failed": "bad", "parked": "warn",
		"active": "ok", "disabled": "bad",
	}[state]
}

func mayManage(v *view) bool { return v.person.May(staff.Manage, v.shop.ID) }

func mayRepeat(v *view, m query.Mail) bool {
	return (m.State == mail.Failed || m.State == mail.Unwanted) && v.person.May(staff.Work, v.shop.ID)
}
