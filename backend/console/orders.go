package console

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"noren/backend/ledger"
	"noren/backend/staff"
	"noren/backend/store/query"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// bookRoutes are 「受注台帳」: the list, and its saved searches.
func (c *Console) bookRoutes() []route {
	orders := shopPath(":shop", "/orders")
	return []route{
		{method: http.MethodGet, path: orders, right: staff.View, handle: c.listOrders},
		{method: http.MethodPost, path: orders + "/filters", right: staff.Work, handle: c.saveFilter},
		{method: http.MethodPost, path: orders + "/filters/:filter/delete", right: staff.Work, handle: c.deleteFilter},
	}
}

// ordersAtOnce is how long a page of the list is.
const ordersAtOnce = 50

// orderRow is an order in a list.
type orderRow struct {
	query.Order

	purchaser string
	limit     limit
	limited   bool
}

// rowsOf opens the purchasers of a page of orders.
func (c *Console) rowsOf(v *view, orders []query.Order) ([]orderRow, error) {
	words, rows := i18n.OrdersFor(v.lang), make([]orderRow, 0, len(orders))
	for _, o := range orders {
		purchaser, _, err := c.Book.People(o)
		if err != nil {
			return nil, err
		}
		row := orderRow{Order: o, purchaser: purchaserName(words, o, purchaser)}
		row.limit, row.limited = nearest(o, v.now)
		rows = append(rows, row)
	}
	return rows, nil
}

// orderList is the page of a search.
type orderList struct {
	words  i18n.Orders
	lists  i18n.OrderLists
	states map[string]string
	alerts map[string]string
	bulk   i18n.OrderBulk

	filter ledger.Filter
	typed  url.Values
	faults map[string]string // by field, in words
	rows   []orderRow
	page   ledger.Page
	saved  []ledger.SavedFilter
	works  bool
}

func (c *Console) listOrders(ctx echo.Context, v *view) error {
	l, err := c.searched(ctx.Request().Context(), v, ctx.QueryParams())
	if err != nil {
		return err
	}
	status := http.StatusOK
	if len(l.faults) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return c.page(ctx, v, status, ordersPage(v, l))
}

// searched finds what an address asks for.
func (c *Console) searched(ctx context.Context, v *view, typed url.Values) (*orderList, error) {
	l := &orderList{
		words: i18n.OrdersFor(v.lang), lists: i18n.OrderListsFor(v.lang), states: i18n.OrderStates(v.lang), alerts: i18n.OrderAlerts(v.lang),
		bulk: i18n.OrderBulkFor(v.lang), typed: typed, faults: map[string]string{}, works: v.person.May(staff.Work, v.shop.ID),
	}
	var err error
	if l.saved, err = c.Book.SavedFilters(ctx, v.shop.ID); err != nil {
		return nil, err
	}
	l.filter, err = ledger.ParseFilter(typed)
	if err == nil {
		l.page, err = c.Book.Search(ctx, v.shop.ID, l.filter, ledger.Cursor(typed.Get("after")), ordersAtOnce)
	}
	faults, wrong := errors.AsType[validate.Faults](err)
	if err != nil && !wrong {
		return nil, err
	}
	for _, fault := range faults {
		l.faults[fault.Field] = i18n.For(v.lang).Fault(fault, l.label(fault.Field))
	}
	l.rows, err = c.rowsOf(v, l.page.Orders)
	return l, err
}

// label names a field of the search.
func (l *orderList) label(field string) string {
	return map[string]string{
		"number": l.words.Number, "reference": l.words.Reference, "name": l.lists.Name, "email": l.lists.Email, "phone": l.lists.Phone,
		"amount_from": l.lists.AmountFrom, "amount_to": l.lists.AmountTo, "from": l.lists.From, "to": l.lists.To, "lapses_in": l.lists.Lapses,
		"shipped": l.lists.Shipped, "state": l.lists.States,
	}[field]
}

// value is what a field of the search shows: as it was typed, or as the filter has it.
func (l *orderList) value(field string) string {
	if typed := l.typed.Get(field); typed != "" {
		return typed
	}
	if amount := l.typed.Get("amount"); field == "amount_from" || field == "amount_to" {
		return amount
	}
	return ""
}

func (l *orderList) has(state ledger.State) bool { return slices.Contains(l.filter.States, state) }

// more reports that conditions are set which stand in the folded part.
func (l *orderList) more() bool {
	f := l.filter
	return f.Reference != "" || f.Email != "" || f.Phone != "" || f.AmountFrom+f.AmountTo > 0 || f.From+f.To != "" || f.LapsesIn > 0 ||
		f.Shipped != "" || len(f.States) > 0 || f.Attention || f.Differs || len(l.faults) > 0
}

// at is the address of another page of the same search.
func (l *orderList) at(v *view, cursor ledger.Cursor) string {
	values := l.filter.Values()
	if cursor != "" {
		values.Set("after", string(cursor))
	}
	return shopPath(v.shop.ID, "/orders?"+values.Encode())
}

func (c *Console) saveFilter(ctx echo.Context, v *view) error {
	words, to := i18n.OrderListsFor(v.lang), shopPath(v.shop.ID, "/orders")
	values, err := url.ParseQuery(ctx.FormValue("query"))
	if err != nil {
		return echo.ErrBadRequest
	}
	filter, err := ledger.ParseFilter(values)
	if err != nil {
		return echo.ErrBadRequest
	}
	to += "?" + filter.Values().Encode()
	_, err = c.Book.SaveFilter(ctx.Request().Context(), v.shop.ID, v.person.Actor(), ctx.FormValue("name"), filter)
	faults, wrong := errors.AsType[validate.Faults](err)
	switch {
	case err == nil:
		return done(ctx, words.FilterSaved, to)
	case wrong:
		return failed(ctx, i18n.For(v.lang).Fault(faults[0], words.FilterName), to)
	case errors.Is(err, ledger.ErrFilterNameTaken):
		return failed(ctx, words.NameTaken, to)
	}
	return err
}

func (c *Console) deleteFilter(ctx echo.Context, v *view) error {
	err := c.Book.DeleteFilter(ctx.Request().Context(), v.shop.ID, v.person.Actor(), ctx.Param("filter"))
	if errors.Is(err, ledger.ErrUnknownFilter) {
		return echo.ErrNotFound
	}
	if err != nil {
		return err
	}
	return done(ctx, i18n.OrderListsFor(v.lang).FilterDeleted, shopPath(v.shop.ID, "/orders"))
}

// lapseChoices are the days by which the list can be narrowed.
func lapseChoices() []string { return []string{"3", "7", "14", "30"} }

func itoa(n int) string { return strconv.Itoa(n) }
