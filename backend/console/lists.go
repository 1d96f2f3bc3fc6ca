package console

import (
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"noren/backend/ledger"
	"noren/backend/staff"
	"noren/backend/store/query"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// listRoutes are 照合 and 期限.
func (c *Console) listRoutes() []route {
	return []route{
		{method: http.MethodGet, path: shopPath(":shop", "/lists"), right: staff.View, handle: c.showLists},
		{method: http.MethodGet, path: shopPath(":shop", "/lists/:list"), right: staff.View, handle: c.showList},
		{method: http.MethodGet, path: shopPath(":shop", "/limits"), right: staff.View, handle: c.showLimits},
	}
}

// someOrders is how many orders of each list the page of all lists shows, and someDeadlines of each limit.
const (
	someOrders    = 10
	someDeadlines = 20
)

// reconciled is one list of reconciliation.
type reconciled struct {
	list   ledger.List
	rows   []remedyRow
	parked []query.Notification
	page   ledger.ListPage
}

// remedyRow is an order on a list, with what to do.
type remedyRow struct {
	orderRow

	remedy i18n.Advice
}

func (c *Console) reconcile(ctx echo.Context, v *view, list ledger.List, after ledger.Cursor, most int) (reconciled, error) {
	r := reconciled{list: list}
	var err error
	if r.page, err = c.Book.List(ctx.Request().Context(), v.shop.ID, list, after, most); err != nil {
		if _, wrong := errors.AsType[validate.Faults](err); wrong {
			return r, echo.ErrNotFound
		}
		return r, err
	}
	r.parked = r.page.Parked
	told := i18n.TimelineFor(v.lang)
	for _, listed := range r.page.Listed {
		rows, err := c.rowsOf(v, []query.Order{listed.Order})
		if err != nil {
			return r, err
		}
		r.rows = append(r.rows, remedyRow{rows[0], told.Next[string(listed.Remedy)]})
	}
	return r, nil
}

func (c *Console) showLists(ctx echo.Context, v *view) error {
	var all []reconciled
	for _, list := range ledger.Lists() {
		r, err := c.reconcile(ctx, v, list, "", someOrders)
		if err != nil {
			return err
		}
		all = append(all, r)
	}
	return c.page(ctx, v, http.StatusOK, listsPage(v, newListWords(v), all))
}

func (c *Console) showList(ctx echo.Context, v *view) error {
	list := ledger.List(ctx.Param("list"))
	if !slices.Contains(ledger.Lists(), list) {
		return echo.ErrNotFound
	}
	r, err := c.reconcile(ctx, v, list, ledger.Cursor(ctx.QueryParam("after")), ordersAtOnce)
	if err != nil {
		return err
	}
	return c.page(ctx, v, http.StatusOK, listPage(v, newListWords(v), r))
}

// listWords are what the pages of lists say.
type listWords struct {
	i18n.OrderLists

	orders         i18n.Orders
	states, alerts map[string]string
}

func newListWords(v *view) listWords {
	return listWords{i18n.OrderListsFor(v.lang), i18n.OrdersFor(v.lang), i18n.OrderStates(v.lang), i18n.OrderAlerts(v.lang)}
}

// clock is one limit with the orders that come to it next.
type clock struct {
	ledger.Clock

	rows []orderRow
}

// limitDays are the days of a limit.
func limitDays(l ledger.Limit) string {
	return map[ledger.Limit]string{ledger.PromptCapture: "7", ledger.AuthorisedUntil: "30", ledger.ChargeableUntil: "180"}[l]
}

func (c *Console) showLimits(ctx echo.Context, v *view) error {
	found, err := c.Book.Cockpit(ctx.Request().Context(), v.shop.ID, someDeadlines)
	if err != nil {
		return err
	}
	clocks := make([]clock, 0, len(found))
	for _, f := range found {
		shown := clock{Clock: f}
		for _, deadline := range f.Deadlines {
			rows, err := c.rowsOf(v, []query.Order{deadline.Order})
			if err != nil {
				return err
			}
			rows[0].limit, rows[0].limited = limit{limitDays(f.Limit), deadline.At, deadline.DaysLeft}, true
			shown.rows = append(shown.rows, rows[0])
		}
		clocks = append(clocks, shown)
	}
	return c.page(ctx, v, http.StatusOK, limitsPage(v, newListWords(v), clocks))
}
