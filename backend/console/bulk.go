package console

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/ledger"
	"noren/backend/staff"
	"noren/backend/store/query"
	"noren/shared/i18n"
)

// bulkRoutes are 一括決済依頼: chosen in the list of orders, looked through, started, followed.
func (c *Console) bulkRoutes() []route {
	bulks := shopPath(":shop", "/bulk")
	return []route{
		{method: http.MethodGet, path: bulks, right: staff.Work, handle: c.showBulks},
		{method: http.MethodPost, path: bulks, right: staff.Work, handle: c.draftBulk},
		{method: http.MethodGet, path: bulks + "/:bulk", right: staff.Work, handle: c.showBulk},
		{method: http.MethodGet, path: bulks + "/:bulk/result.csv", right: staff.Work, handle: c.bulkFile},
		{method: http.MethodPost, path: bulks + "/:bulk/start", right: staff.Work, handle: c.startBulk},
		{method: http.MethodPost, path: bulks + "/:bulk/stop", right: staff.Work, handle: c.stopBulk},
	}
}

// recentBulks is how many the page lists.
const recentBulks = 50

func (c *Console) showBulks(ctx echo.Context, v *view) error {
	bulks, err := c.Book.Bulks(ctx.Request().Context(), v.shop.ID, recentBulks)
	if err != nil {
		return err
	}
	known, names := map[string]string{}, map[string]string{}
	for _, bulk := range bulks {
		if names[bulk.Actor], err = c.nameOfActor(ctx.Request().Context(), known, bulk.Actor); err != nil {
			return err
		}
	}
	return c.page(ctx, v, http.StatusOK, bulksPage(v, i18n.OrderBulkFor(v.lang), bulks, names))
}

// draftBulk makes the dry run of the orders that were ticked.
func (c *Console) draftBulk(ctx echo.Context, v *view) error {
	form, err := ctx.FormParams()
	if err != nil {
		return echo.ErrBadRequest
	}
	words := i18n.OrderBulkFor(v.lang)
	act := ledger.Act{By: v.person.Actor()}
	bulk, err := c.Book.DraftBulk(ctx.Request().Context(), v.shop.ID, act, form["order"])
	switch {
	case errors.Is(err, ledger.ErrBulkSize):
		return failed(ctx, i18n.Fill(words.Size, "most", strconv.Itoa(ledger.MaxBulk)), shopPath(v.shop.ID, "/orders"))
	case errors.Is(err, ledger.ErrUnknown):
		return echo.ErrNotFound
	case err != nil:
		return err
	}
	return ctx.Redirect(http.StatusSeeOther, bulkPath(v, bulk.ID, ""))
}

func bulkPath(v *view, id, rest string) string { return shopPath(v.shop.ID, "/bulk/"+id+rest) }

func (c *Console) bulk(ctx echo.Context, v *view) (ledger.Bulk, error) {
	bulk, err := c.Book.Bulk(ctx.Request().Context(), v.shop.ID, ctx.Param("bulk"))
	if errors.Is(err, ledger.ErrBulkUnknown) {
		return bulk, echo.ErrNotFound
	}
	return bulk, err
}

func (c *Console) showBulk(ctx echo.Context, v *view) error {
	bulk, err := c.bulk(ctx, v)
	if err != nil {
		return err
	}
	return c.page(ctx, v, http.StatusOK, bulkPage(v, i18n.OrderBulkFor(v.lang), bulk))
}

func (c *Console) startBulk(ctx echo.Context, v *view) error {
	return c.moveBulk(ctx, v, c.Book.StartBulk(ctx.Request().Context(), v.shop.ID, v.person.Actor(), ctx.Param("bulk")), i18n.OrderBulkFor(v.lang).Started)
}

func (c *Console) stopBulk(ctx echo.Context, v *view) error {
	return c.moveBulk(ctx, v, c.Book.StopBulk(ctx.Request().Context(), v.shop.ID, v.person.Actor(), ctx.Param("bulk")), i18n.OrderBulkFor(v.lang).Stopped)
}

func (c *Console) moveBulk(ctx echo.Context, v *view, err error, text string) error {
	to := bulkPath(v, ctx.Param("bulk"), "")
	switch {
	case errors.Is(err, ledger.ErrBulkUnknown):
		return echo.ErrNotFound
	case errors.Is(err, ledger.ErrBulkState):
		return failed(ctx, i18n.OrderBulkFor(v.lang).Moved, to)
	case err != nil:
		return err
	}
	return done(ctx, text, to)
}

// bulkFile is the result as CSV.
func (c *Console) bulkFile(ctx echo.Context, v *view) error {
	bulk, err := c.bulk(ctx, v)
	if err != nil {
		return err
	}
	words, orders, told := i18n.OrderBulkFor(v.lang), i18n.OrdersFor(v.lang), i18n.TimelineFor(v.lang)
	h := ctx.Response().Header()
	h.Set(echo.HeaderContentType, "text/csv; charset=utf-8")
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+bulk.ID+`.csv"`)
	h.Set("Cache-Control", "no-store")
	heading := [4]string{orders.Number, orders.Total, words.Result, words.Why}
	return bulk.WriteFile(ctx.Response(), heading, func(state string) string { return words.Items[state] }, told.ReasonText)
}

// waiting is the sum of what will be requested.
func waiting(b ledger.Bulk) (yen int64) {
	for _, item := range b.Items {
		if item.State == ledger.ItemWaiting {
			yen += item.Total
		}
	}
	return yen
}

// worked is how many orders are through.
func worked(b ledger.Bulk) int { return len(b.Items) - b.Count(ledger.ItemWaiting) }

func bulkBadge(state string) string {
	return map[string]string{
		ledger.BulkDraft: "warn", ledger.BulkRunning: "wait", ledger.BulkDone: "ok", ledger.BulkStopped: "off",
		ledger.ItemWaiting: "notice", ledger.ItemRefused: "warn", ledger.ItemUnknown: "wait",
	}[state]
}

// makerOf names who made a bulk.
func makerOf(v *view, names map[string]string, b query.Bulk) string {
	kind, _, _ := strings.Cut(b.Actor, ":")
	return orNothing(names[b.Actor], i18n.TimelineFor(v.lang).Actors[kind])
}
