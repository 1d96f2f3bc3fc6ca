package console

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// settingsQuestion is a page that shows what a step changes, and asks.
type settingsQuestion struct {
	title, lead, note string
	path              string // where the answer goes
	button, class     string
	base              merchant.Base
	changes           []settingsChange
	back              string
}

func (c *Console) askPublish(ctx echo.Context, v *view) error {
	w := i18n.SettingsFor(v.lang)
	return c.askAboutDraft(ctx, v, settingsQuestion{title: w.PublishTitle, lead: w.PublishLead, path: "/publish", button: w.PublishYes, class: "primary"})
}

func (c *Console) askDiscard(ctx echo.Context, v *view) error {
	w := i18n.SettingsFor(v.lang)
	return c.askAboutDraft(ctx, v, settingsQuestion{title: w.DiscardTitle, lead: w.DiscardLead, path: "/discard", button: w.DiscardYes, class: "danger"})
}

func (c *Console) askAboutDraft(ctx echo.Context, v *view, q settingsQuestion) error {
	w := i18n.SettingsFor(v.lang)
	editing, err := c.Shops.Editing(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	if editing.Draft == nil {
		return failed(ctx, w.NothingToPublish, settingsPath(v, ""))
	}
	after := editing.Published
	after.Details = editing.Draft.Details
	q.base, q.changes, q.back = editing.Base, settingsChanges(w, editing.Published, after), settingsPath(v, "")
	return c.page(ctx, v, http.StatusOK, settingsQuestionPage(v, w, q))
}

func (c *Console) publish(ctx echo.Context, v *view) error {
	w := i18n.SettingsFor(v.lang)
	_, err := c.Shops.Publish(ctx.Request().Context(), v.person.Actor(), v.shop.ID, baseOf(ctx))
	return c.settingsDone(ctx, v, err, w.Published, settingsPath(v, "/publish"))
}

func (c *Console) discard(ctx echo.Context, v *view) error {
	w := i18n.SettingsFor(v.lang)
	err := c.Shops.DiscardDraft(ctx.Request().Context(), v.person.Actor(), v.shop.ID, baseOf(ctx))
	return c.settingsDone(ctx, v, err, w.Discarded, settingsPath(v, "/discard"))
}

func baseOf(ctx echo.Context) merchant.Base {
	draft, _ := strconv.ParseInt(ctx.FormValue("base.draft"), 10, 64)
	published, _ := strconv.ParseInt(ctx.FormValue("base.published"), 10, 64) // without them, it is stale
	return merchant.Base{Draft: draft, Published: published}
}

// settingsDone leads on after a step; again is where it is asked for once more.
func (c *Console) settingsDone(ctx echo.Context, v *view, err error, text, again string) error {
	w := i18n.SettingsFor(v.lang)
	if _, wrong := errors.AsType[validate.Faults](err); wrong {
		return failed(ctx, w.Refused, settingsPath(v, ""))
	}
	switch {
	case err == nil:
		return done(ctx, text, settingsPath(v, ""))
	case errors.Is(err, merchant.ErrStale):
		return failed(ctx, w.Raced, again)
	case errors.Is(err, merchant.ErrUnknownVersion):
		return echo.ErrNotFound
	}
	return err
}
