package console

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/shared/i18n"
)

const revisionsOnPage = 20

// settingsHistory is a page of what was published.
type settingsHistory struct {
	revisions []merchant.Revision
	changes   [][]settingsChange // of each against the one before
	names     map[string]string
	current   int64  // the version that is published
	next      string // the address of the page after, or ""
}

func (c *Console) showHistory(ctx echo.Context, v *view) error {
	w, list := i18n.SettingsFor(v.lang), settingsHistory{}
	before, _ := strconv.ParseInt(ctx.QueryParam("before"), 10, 64) // the newest without one
	revisions, err := c.Shops.Revisions(ctx.Request().Context(), v.shop.ID, before, revisionsOnPage+1)
	if err != nil {
		return err
	}
	newest, err := c.Shops.Settings(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	list.current = newest.Version
	for i, revision := range revisions[:min(len(revisions), revisionsOnPage)] {
		was := merchant.DefaultSettings()
		if i+1 < len(revisions) {
			was = revisions[i+1].Settings
		}
		list.revisions = append(list.revisions, revision)
		list.changes = append(list.changes, settingsChanges(w, was, revision.Settings))
	}
	if len(revisions) > revisionsOnPage {
		list.next = settingsPath(v, "/history?before="+strconv.FormatInt(revisions[revisionsOnPage-1].Settings.Version, 10))
	}
	if list.names, err = c.authors(ctx.Request().Context(), v, list.revisions, nil); err != nil {
		return err
	}
	return c.page(ctx, v, http.StatusOK, settingsHistoryPage(v, w, list))
}

// askRestore shows what going back to a version changes.
func (c *Console) askRestore(ctx echo.Context, v *view) error {
	w, version := i18n.SettingsFor(v.lang), ctx.Param("version")
	n, err := strconv.ParseInt(version, 10, 64)
	if err != nil || n < 1 {
		return echo.ErrNotFound
	}
	editing, err := c.Shops.Editing(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	found, err := c.Shops.Revisions(ctx.Request().Context(), v.shop.ID, n+1, 1)
	if err != nil {
		return err
	}
	if len(found) == 0 || found[0].Settings.Version != n {
		return echo.ErrNotFound
	}
	q := settingsQuestion{
		title: i18n.Fill(w.RestoreTitle, "n", version), lead: w.RestoreLead, path: "/history/" + version, button: w.RestoreYes, class: "primary",
		base: editing.Base, changes: settingsChanges(w, editing.Published, found[0].Settings), back: settingsPath(v, "/history"),
	}
	if editing.Draft != nil {
		q.note = w.RestoreDraft
	}
	return c.page(ctx, v, http.StatusOK, settingsQuestionPage(v, w, q))
}

func (c *Console) restore(ctx echo.Context, v *view) error {
	w, version := i18n.SettingsFor(v.lang), ctx.Param("version")
	n, err := strconv.ParseInt(version, 10, 64)
	if err != nil || n < 1 {
		return echo.ErrNotFound
	}
	_, err = c.Shops.Restore(ctx.Request().Context(), v.person.Actor(), v.shop.ID, n, baseOf(ctx).Published)
	return c.settingsDone(ctx, v, err, i18n.Fill(w.Restored, "n", version), settingsPath(v, "/history/"+version))
}
