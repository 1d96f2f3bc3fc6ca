package console

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"noren/backend/ledger"
	"noren/backend/staff"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/jpaddress"
	"noren/shared/timeline"
	"noren/shared/yen"
)

func isUnknownPerson(err error) bool { return errors.Is(err, staff.ErrUnknown) }

// page answers with a page in the frame.
func (c *Console) page(ctx echo.Context, v *view, status int, content templ.Component) error {
	if err := c.furnish(ctx.Request().Context(), v); err != nil {
		return err
	}
	return draw(ctx, status, content)
}

// badgeOf is how the state of an order looks.
func badgeOf(state string) string {
	switch ledger.State(state) {
	case ledger.Authorised:
		return "notice"
	case ledger.Captured:
		return "ok"
	case ledger.Pending, ledger.Capturing, ledger.Refunding, ledger.Awaiting:
		return "wait"
	case ledger.Lapsed, ledger.PartlyRefunded:
		return "warn"
	case ledger.Declined, ledger.Attention:
		return "bad"
	case ledger.Unpaid, ledger.Cancelled, ledger.Refunded, ledger.OrderCancelled:
	}
	return "off"
}

// limit is one of Amazon's time limits of an order.
type limit struct {
	days string // "7", "30", "180"
	at   time.Time
	left int // whole days, counted up; below 1 it is over
}

const aDay = 24 * time.Hour

// limitsOf are the limits that still mean something for an order. Until Amazon's own times have been read they are counted
// from the order (R5-7).
func limitsOf(o query.Order, now time.Time) (limits []limit) {
	add := func(days string, at time.Time) {
		limits = append(limits, limit{days, at, daysUntil(now, at)})
	}
	state := ledger.State(o.State)
	placed := store.Micros(cmp.Or(o.PlacedAt, o.CreatedAt)).Time()
	begun := moment(o.AuthorisedAt, placed)
	if state == ledger.Authorised {
		add("7", begun.Add(7*aDay))
	}
	if state == ledger.Authorised || state == ledger.Lapsed {
		add("30", moment(o.ExpiresAt, begun.Add(30*aDay)))
	}
	switch state { //nolint:exhaustive // for the others nothing can be requested any more
	case ledger.Authorised, ledger.Lapsed, ledger.Declined, ledger.Pending, ledger.Attention:
		add("180", moment(o.PermissionExpiresAt, placed.Add(180*aDay)))
	}
	return limits
}

// moment is a time that is kept, or what it is taken for while it is not known.
func moment(kept int64, otherwise time.Time) time.Time {
	if kept == 0 {
		return otherwise
	}
	return store.Micros(kept).Time()
}

// daysUntil counts a begun day as one; what is over has 0.
func daysUntil(now, at time.Time) int {
	left := at.Sub(now)
	if left <= 0 {
		return 0
	}
	return int((left + aDay - 1) / aDay)
}

// nearest is the limit that people should mind next: of 7 and 30 days the next, and 180 when nothing else is left.
func nearest(o query.Order, now time.Time) (limit, bool) {
	limits := limitsOf(o, now)
	for _, l := range limits {
		if l.left > 0 {
			return l, true
		}
	}
	if len(limits) == 0 {
		return limit{}, false
	}
	return limits[len(limits)-1], true
}

// class colours a limit.
func (l limit) class() string {
	switch {
	case l.left == 0:
		return "bad"
	case l.left <= 3 && l.days != "7":
		return "bad"
	case l.left <= 7 && l.days == "30", l.left <= 3, l.left <= 30 && l.days == "180":
		return "warn"
	}
	return "off"
}

// say tells how much is left.
func (l limit) say(w i18n.Orders) string {
	switch l.left {
	case 0:
		return w.Over
	case 1:
		return w.LastDay
	}
	return i18n.Fill(w.DaysLeft, "n", strconv.Itoa(l.left))
}

// money writes an amount.
func money(n int64) string { return yen.Yen(n).String() }

// purchaserName is what the purchaser of an order is called in a list; who was forgotten is called so.
func purchaserName(w i18n.Orders, o query.Order, p *api.Person) string {
	if ledger.AreForgotten(o) {
		return w.Erased
	}
	return personName(w, p)
}

// personName is how somebody is called in a list.
func personName(w i18n.Orders, p *api.Person) string {
	if p == nil || nameOf(p) == "" {
		return w.NoName
	}
	return nameOf(p)
}

// addressLines are an address as it is written in Japan.
func addressLines(p *api.Person) (lines []string) {
	if code := p.PostalCode; len(code) == 7 {
		lines = append(lines, "〒"+code[:3]+"-"+code[3:])
	}
	for _, line := range []string{p.Prefecture + p.City + p.Street, p.Building} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// kana is how a name is read, if it is known.
func kana(p *api.Person) string { return jpaddress.Normal(p.FamilyKana + " " + p.GivenKana) }

// dotOf colours what happened.
func dotOf(e timeline.Entry) string {
	switch {
	case e.State == "refused" || e.State == "failed" || e.State == "parked" || e.Code == string(ledger.Refusal) || e.Code == string(ledger.Alerted):
		return "bad"
	case e.Money != 0:
		return "money"
	case e.State == "planned" || e.State == "waiting":
		return "wait"
	}
	return ""
}

// signed writes what came in and went out.
func signed(y yen.Yen) string {
	if y > 0 {
		return "+" + y.String()
	}
	return y.String()
}

// buttonOf is how an action's button looks.
func buttonOf(action ledger.Action) string {
	switch action { //nolint:exhaustive // the others are ordinary
	case ledger.CaptureAction, ledger.ReauthoriseAction, ledger.AcceptAction:
		return "primary"
	case ledger.CancelPaymentAction, ledger.CancelOrderAction, ledger.RefundAction:
		return "danger"
	}
	return ""
}

// orNothing is a text, or what is said where there is none.
func orNothing(text, nothing string) string { return cmp.Or(text, nothing) }

func sortedNames(details map[string]string) []string { return slices.Sorted(maps.Keys(details)) }

func hasTechnical(entries []timeline.Entry) bool {
	return slices.ContainsFunc(entries, timeline.Entry.Technical)
}

// plannable reports an order for which it may be planned when it ships and is paid.
func (d *dossier) plannable() bool {
	allowed, _ := d.mayNow(ledger.CaptureAction)
	if !allowed {
		allowed, _ = d.mayNow(ledger.PlanShippingAction)
	}
	return allowed
}

// entryBy is what names an actor who is no person.
func entryBy(by ledger.Actor) timeline.Entry { return timeline.Entry{Actor: string(by)} }
