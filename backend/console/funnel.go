package console

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/funnel"
	"noren/backend/spreadsheet"
	"noren/backend/staff"
	"noren/shared/button"
	"noren/shared/display"
	"noren/shared/i18n"
)

// funnelRoutes are how far shoppers come: a page, and the same as a file.
func (c *Console) funnelRoutes() []route {
	return []route{
		{method: http.MethodGet, path: shopPath(":shop", "/funnel"), right: staff.View, handle: c.showFunnel},
		{method: http.MethodGet, path: shopPath(":shop", "/funnel/funnel.csv"), right: staff.View, handle: c.funnelFile},
	}
}

// usualDays is the period that the page begins with, and mostDays the longest one.
const (
	usualDays = 30
	mostDays  = 366
)

// periods are the numbers of days that are one press away.
func periods() []int { return []int{7, usualDays, 90} }

// funnelQuery is what the page's address asks for. What cannot be read is what it usually is, and said in faults.
type funnelQuery struct {
	since, until funnel.Day
	days         int // one of periods, or 0 for days of one's own
	filter       funnel.Filter
	faults       map[string]string // by field
}

func (c *Console) funnelQueryOf(v *view, form url.Values) funnelQuery {
	today, words := funnel.DayOf(c.Now()), i18n.FunnelFor(v.lang)
	q := funnelQuery{until: today, days: usualDays, faults: map[string]string{}, filter: filterOf(form, words)}
	if days, err := strconv.Atoi(form.Get("days")); err == nil && slices.Contains(periods(), days) {
		q.days = days
	}
	q.since = today - funnel.Day(q.days) + 1
	if form.Get("since") == "" && form.Get("until") == "" {
		return q
	}
	q.days = 0
	since, until := q.day(form, "since", q.since, words), q.day(form, "until", today, words)
	switch {
	case len(q.faults) > 0:
	case until < since:
		q.faults["until"] = words.WrongOrder
	case until-since >= mostDays:
		q.faults["until"] = i18n.Fill(words.TooLong, "n", strconv.Itoa(mostDays))
	default:
		q.since, q.until = since, until
	}
	return q
}

// day reads a day; an empty field is the usual one.
func (q funnelQuery) day(form url.Values, field string, usual funnel.Day, words i18n.Funnel) funnel.Day {
	text := strings.TrimSpace(form.Get(field))
	if text == "" {
		return usual
	}
	day, err := funnel.ParseDay(text)
	if err != nil {
		q.faults[field] = words.WrongDay
	}
	return day
}

// filterOf reads what the report shall be about. What there is not is anything.
func filterOf(form url.Values, words i18n.Funnel) funnel.Filter {
	f := funnel.Filter{Trip: funnel.Payment}
	if trip := funnel.Trip(form.Get("trip")); slices.Contains(funnel.Trips(), trip) {
		f.Trip = trip
	}
	if placement := display.Placement(form.Get("placement")); slices.Contains(placementsOf(f.Trip), placement) {
		f.Placement = placement
	}
	if site := form.Get("site"); words.Sites[site] != "" {
		f.Site = button.Site(site)
	}
	colour, size, _ := strings.Cut(form.Get("look"), "/")
	if words.Colours[colour] != "" && words.Sizes[size] != "" {
		f.Style = button.Style{Colour: button.Colour(colour), Size: button.Size(size)}
	}
	return f
}

// placementsOf are where a trip can begin.
func placementsOf(trip funnel.Trip) []display.Placement {
	if trip == funnel.SignIn {
		return []display.Placement{display.Signup, display.LoginPage, display.MyPage, display.Complete, display.Cart}
	}
	return []display.Placement{display.Cart, display.Checkout, display.Signup}
}

// lookOf is a style in an address; "" is any.
func lookOf(s button.Style) string {
	if s == (button.Style{}) {
		return ""
	}
	return string(s.Colour) + "/" + string(s.Size)
}

// values are the query as an address says it.
func (q funnelQuery) values() url.Values {
	values := url.Values{"trip": {string(q.filter.Trip)}}
	for name, value := range map[string]string{"placement": string(q.filter.Placement), "site": string(q.filter.Site), "look": lookOf(q.filter.Style)} {
		if value != "" {
			values.Set(name, value)
		}
	}
	if q.days > 0 {
		values.Set("days", strconv.Itoa(q.days))
		return values
	}
	values.Set("since", q.since.String())
	values.Set("until", q.until.String())
	return values
}

func (c *Console) showFunnel(ctx echo.Context, v *view) error {
	form := ctx.QueryParams()
	q := c.funnelQueryOf(v, form)
	report, err := c.Funnel.Report(ctx.Request().Context(), v.shop.ID, q.since, q.until, q.filter)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if len(q.faults) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return c.page(ctx, v, status, funnelPage(v, newFunnelView(v, q, form, report)))
}

// funnelFile is the report as a file.
func (c *Console) funnelFile(ctx echo.Context, v *view) error {
	form := ctx.QueryParams()
	q := c.funnelQueryOf(v, form)
	if len(q.faults) > 0 {
		return echo.ErrBadRequest
	}
	report, err := c.Funnel.Report(ctx.Request().Context(), v.shop.ID, q.since, q.until, q.filter)
	if err != nil {
		return err
	}
	encoding := spreadsheet.UTF8
	if form.Get("encoding") == string(spreadsheet.ShiftJIS) {
		encoding = spreadsheet.ShiftJIS
	}
	h := ctx.Response().Header()
	h.Set(echo.HeaderContentType, encoding.ContentType())
	h.Set(echo.HeaderContentDisposition, `attachment; filename="funnel-`+q.since.String()+"-"+q.until.String()+`.csv"`)
	h.Set("Cache-Control", "no-store")
	ctx.Response().WriteHeader(http.StatusOK)
	return report.WriteSheet(ctx.Response(), encoding, newFunnelView(v, q, form, report).heading())
}
