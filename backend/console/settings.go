package console

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/backend/staff"
	"noren/backend/store/query"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// Where Amazon keeps its marks and says how they may be used (R3-5).
const (
	marksURL     = "https://pay.amazon.co.jp/"
	guidelineURL = "https://www.amazonpay-faq.jp/"
)

// maxImageForm takes what somebody hands in by mistake, such as a photograph, so that they hear how large it may be.
const maxImageForm = 12 << 20

// settingsRoutes are 「詳細設定」 with its draft and its history (R3, X-17).
func (c *Console) settingsRoutes() []route {
	settings := shopPath(":shop", "/settings")
	return []route{
		{method: http.MethodGet, path: settings, right: staff.Manage, handle: c.showSettings},
		{method: http.MethodPost, path: settings, right: staff.Manage, handle: c.saveSettings},
		{method: http.MethodPost, path: settings + "/preview", right: staff.Manage, handle: c.previewSettings},
		{method: http.MethodPost, path: settings + "/image", right: staff.Manage, handle: c.insertImage, limit: maxImageForm},
		{method: http.MethodGet, path: settings + "/publish", right: staff.Manage, handle: c.askPublish},
		{method: http.MethodPost, path: settings + "/publish", right: staff.Manage, handle: c.publish},
		{method: http.MethodGet, path: settings + "/discard", right: staff.Manage, handle: c.askDiscard},
		{method: http.MethodPost, path: settings + "/discard", right: staff.Manage, handle: c.discard},
		{method: http.MethodGet, path: settings + "/history", right: staff.Manage, handle: c.showHistory},
		{method: http.MethodGet, path: settings + "/history/:version", right: staff.Manage, handle: c.askRestore},
		{method: http.MethodPost, path: settings + "/history/:version", right: staff.Manage, handle: c.restore},
	}
}

// settingsDesk is all that the page shows.
type settingsDesk struct {
	merchant.Editing

	form  settingsForm
	typed merchant.Settings // what the form would make of the settings
	names map[string]string // of authors
}

func settingsPath(v *view, rest string) string { return shopPath(v.shop.ID, "/settings"+rest) }

func (c *Console) showSettings(ctx echo.Context, v *view) error {
	editing, err := c.Shops.Editing(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	form := settingsForm{words: i18n.SettingsFor(v.lang), base: editing.Base}
	form.fill(editing.Details())
	return c.drawSettings(ctx, v, http.StatusOK, form)
}

func (c *Console) drawSettings(ctx echo.Context, v *view, status int, form settingsForm) error {
	desk := settingsDesk{form: form}
	var err error
	if desk.Editing, err = c.Shops.Editing(ctx.Request().Context(), v.shop.ID); err != nil {
		return err
	}
	revisions, err := c.Shops.Revisions(ctx.Request().Context(), v.shop.ID, 0, 1)
	if err != nil {
		return err
	}
	if desk.names, err = c.authors(ctx.Request().Context(), v, revisions, desk.Draft); err != nil {
		return err
	}
	desk.typed = desk.Published
	desk.typed.Details = form.details
	return c.page(ctx, v, status, settingsPage(v, c, desk, revisions))
}

// authors are the names of those who have saved.
func (c *Console) authors(ctx context.Context, v *view, revisions []merchant.Revision, draft *merchant.Draft) (map[string]string, error) {
	var rows []query.Audit
	for _, revision := range revisions {
		rows = append(rows, query.Audit{Actor: revision.Author})
	}
	if draft != nil {
		rows = append(rows, query.Audit{Actor: draft.Author})
	}
	return c.namesOf(ctx, v, rows)
}

// readSettings takes the form of a request.
func readSettings(ctx echo.Context, v *view) (form settingsForm, faults validate.Faults, err error) {
	form.words = i18n.SettingsFor(v.lang)
	typed, err := ctx.FormParams()
	if err != nil {
		return form, nil, echo.ErrBadRequest
	}
	return form, form.read(typed), nil
}

// saveSettings keeps all of it as the draft, or nothing (R3-9).
func (c *Console) saveSettings(ctx echo.Context, v *view) error {
	form, faults, err := readSettings(ctx, v)
	if err != nil {
		return err
	}
	if faults == nil {
		err = c.Shops.SaveDraft(ctx.Request().Context(), v.person.Actor(), v.shop.ID, form.base, form.details)
	}
	if refused, wrong := errors.AsType[validate.Faults](err); wrong {
		faults, err = refused, nil
	}
	if faults != nil {
		form.explain(faults, i18n.For(v.lang))
		return c.drawSettings(ctx, v, http.StatusUnprocessableEntity, form)
	}
	if conflict, raced := errors.AsType[*merchant.Conflict](err); raced {
		return c.drawConflict(ctx, v, form, conflict)
	}
	if err != nil {
		return err
	}
	after, err := c.Shops.Editing(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	text := form.words.Saved
	if after.Draft == nil {
		text = form.words.Unchanged
	}
	return done(ctx, text, settingsPath(v, ""))
}

// drawConflict shows what somebody else has saved beside what was typed: nothing of either is lost.
func (c *Console) drawConflict(ctx echo.Context, v *view, form settingsForm, conflict *merchant.Conflict) error {
	form.fill(conflict.Merged)
	form.base, form.theirs = conflict.Now.Base, map[string]string{}
	mine, theirs := conflict.Now.Published, conflict.Now.Published
	mine.Details, theirs.Details = conflict.Merged, conflict.Now.Details()
	for _, change := range settingsChanges(form.words, mine, theirs) {
		form.theirs[change.path] = change.after
	}
	revisions, err := c.Shops.Revisions(ctx.Request().Context(), v.shop.ID, 0, 1)
	if err != nil {
		return err
	}
	names, err := c.authors(ctx.Request().Context(), v, revisions, conflict.Now.Draft)
	if err != nil {
		return err
	}
	at := v.now
	switch {
	case conflict.Now.Draft != nil:
		form.they, at = names[conflict.Now.Draft.Author], conflict.Now.Draft.At
	case len(revisions) > 0:
		form.they, at = names[revisions[0].Author], revisions[0].At
	}
	v.flash = flash{"failed", i18n.Fill(form.words.Conflict, "who", form.they, "at", v.format(at, v.words.TimeLayout))}
	return c.drawSettings(ctx, v, http.StatusConflict, form)
}

// previewSettings shows what was typed, and saves nothing. The page's script takes the preview out of it.
func (c *Console) previewSettings(ctx echo.Context, v *view) error {
	form, faults, err := readSettings(ctx, v)
	if err != nil {
		return err
	}
	form.explain(faults, i18n.For(v.lang))
	return c.drawSettings(ctx, v, http.StatusOK, form)
}

// insertImage keeps a picture, or takes the present one out (R3-5). What else was typed comes back as it was.
func (c *Console) insertImage(ctx echo.Context, v *view) error {
	form, _, err := readSettings(ctx, v)
	if err != nil {
		return err
	}
	if form.typed.Has("remove") {
		form.setImage("")
		v.flash = flash{"done", form.words.ImageRemoved}
		return c.drawSettings(ctx, v, http.StatusOK, form)
	}
	content, err := uploaded(ctx, "image")
	if err != nil {
		return err
	}
	faults := validate.Faults{{Field: "paymentImage", Rule: "imagemissing"}}
	if len(content) > 0 {
		image, err := c.Shops.SaveImage(ctx.Request().Context(), v.person.Actor(), v.shop.ID, content)
		if err == nil {
			form.setImage(image.ID)
			v.flash = flash{"done", form.words.ImageInserted}
			return c.drawSettings(ctx, v, http.StatusOK, form)
		}
		refused, wrong := errors.AsType[validate.Faults](err)
		if !wrong {
			return err
		}
		faults = refused
	}
	form.explain(faults, i18n.For(v.lang))
	return c.drawSettings(ctx, v, http.StatusUnprocessableEntity, form)
}

func (f *settingsForm) setImage(id string) {
	f.typed.Set("paymentImage", id)
	f.details.PaymentImage = id
}

// uploaded is the content of a file of the form; none is empty.
func uploaded(ctx echo.Context, name string) ([]byte, error) {
	header, err := ctx.FormFile(name)
	if err != nil {
		return nil, nil //nolint:nilerr // nobody has chosen one
	}
	file, err := header.Open()
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(file)
	return content, errors.Join(err, file.Close())
}
