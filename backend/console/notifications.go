package console

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/audit"
	"noren/backend/staff"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/i18n"
)

// notificationRoutes are what Amazon has told us, and what could not be worked.
func (c *Console) notificationRoutes() []route {
	notifications := shopPath(":shop", "/notifications")
	return []route{
		{method: http.MethodGet, path: notifications, right: staff.View, handle: c.listNotifications},
		{method: http.MethodPost, path: notifications + "/:notification/replay", right: staff.Work, handle: c.replayNotification},
	}
}

// notificationRow is a notification, with the order that it is about if that is known.
type notificationRow struct {
	query.Notification

	order string
}

// listNotifications pages by the moment of receipt and the id: "{µs}.{id}".
func (c *Console) listNotifications(ctx echo.Context, v *view) error {
	at, id, _ := strings.Cut(ctx.QueryParam("before"), ".")
	before, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		before, id = math.MaxInt64, ""
	}
	state := ctx.QueryParam("state")
	found, err := c.DB.Read().NotificationsBefore(ctx.Request().Context(), query.NotificationsBeforeParams{
		ShopID: v.shop.ID, Before: before, BeforeID: id, State: state, Most: mailsAtOnce + 1,
	})
	if err != nil {
		return fmt.Errorf("console: notifications: %w", err)
	}
	more := ""
	if len(found) > mailsAtOnce {
		found = found[:mailsAtOnce]
		last := found[len(found)-1]
		more = strconv.FormatInt(last.ReceivedAt, 10) + "." + last.ID + "&state=" + state
	}
	rows := make([]notificationRow, 0, len(found))
	for _, n := range found {
		row := notificationRow{Notification: n}
		// An order that cannot be read is not linked: the list is worth more than the link.
		if o, err := c.DB.Read().FindOrderOfPermission(ctx.Request().Context(), query.FindOrderOfPermissionParams{ShopID: v.shop.ID, PermissionID: n.PermissionID}); err == nil && n.PermissionID != "" {
			row.order = o.ID
		}
		rows = append(rows, row)
	}
	return c.page(ctx, v, http.StatusOK, notificationsPage(v, i18n.MessagesFor(v.lang), rows, state, more))
}

// replayNotification has one worked again: what it is about is read from Amazon anew, so that doing it twice does no harm.
func (c *Console) replayNotification(ctx echo.Context, v *view) error {
	words, to := i18n.MessagesFor(v.lang), shopPath(v.shop.ID, "/notifications")
	var n int64
	err := c.DB.Tx(ctx.Request().Context(), func(q *query.Queries) (err error) {
		n, err = q.RepeatNotification(ctx.Request().Context(), query.RepeatNotificationParams{
			Now: int64(store.At(c.Now())), ShopID: v.shop.ID, ID: ctx.Param("notification"),
		})
		if err != nil || n == 0 {
			return err
		}
		return audit.Write(ctx.Request().Context(), q, c.Now(), audit.Entry{
			Actor: v.person.Actor(), Shop: v.shop.ID, Action: audit.NotificationReplayed, Subject: ctx.Param("notification"),
		})
	})
	if err != nil {
		return fmt.Errorf("console: replay: %w", err)
	}
	if n == 0 {
		return failed(ctx, words.Gone, to)
	}
	return done(ctx, words.News.ReplayDone, to)
}
