package console

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"noren/backend/doctor"
	"noren/backend/staff"
	"noren/shared/display"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// testerRoutes are the rule tester. What is asked is the address, so that it can be shared.
func (c *Console) testerRoutes() []route {
	return []route{{method: http.MethodGet, path: shopPath(":shop", "/tester"), right: staff.Manage, handle: c.showTester}}
}

// trial is the form as typed, what was wrong with it, and the answer.
type trial struct {
	Place, Site, Device, Kind string
	Lines                     []trialLine
	Postage, Discounts, At    string

	faults map[string]string // by field, as in "lines[0].price"
	answer *doctor.Answer
	shared string // the address of what was asked
	groups map[string]string
}

type trialLine struct{ Price, Quantity, Group, Goods string }

// buttonPlaces are the buttons of a shop, by kind and placement.
var buttonPlaces = []string{"pay.cart", "pay.checkout", "login.checkout", "login.signup", "login.login", "login.mypage"}

const (
	maxLines = 20
	atField  = "2006-01-02T15:04"
)

func (c *Console) showTester(ctx echo.Context, v *view) error {
	settings, err := c.Shops.Settings(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	words, query := i18n.TesterFor(v.lang), ctx.QueryParams()
	q := readTrial(query)
	q.groups = map[string]string{}
	for _, group := range settings.Groups {
		q.groups[group.ID] = group.Name
	}
	if !query.Has("place") {
		return c.page(ctx, v, http.StatusOK, testerPage(v, words, c.places(), q))
	}
	asked := q.ask(words)
	if len(q.faults) == 0 {
		answer, err := doctor.Explain(ctx.Request().Context(), c.Shops, v.shop.ID, asked)
		var faults validate.Faults
		switch {
		case errors.As(err, &faults):
			q.refuse(words, faults)
		case err != nil:
			return err
		default:
			q.answer, q.shared = &answer, c.PublicURL+ctx.Request().URL.RequestURI()
		}
	}
	status := http.StatusOK
	if len(q.faults) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return c.page(ctx, v, status, testerPage(v, words, c.places(), q))
}

// reasonPlace is the page of the console where a reason is set, or "".
func reasonPlace(reason display.Reason) string {
	return map[display.Reason]string{ //nolint:exhaustive // the others cannot be set
		display.NotRegistered: "/contract", display.SwitchedOff: "/methods", display.GroupNotAllowed: "/methods", display.CartHidden: "/settings",
		display.BelowLimit: "/settings", display.AboveLimit: "/settings", display.LinkingOff: "/linking",
	}[reason]
}
