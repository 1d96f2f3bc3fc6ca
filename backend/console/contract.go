package console

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/contract"
	"noren/backend/staff"
	"noren/backend/store/query"
	"noren/shared/i18n"
	"noren/shared/yen"
)

// contractRoutes are 「契約情報・各種手続き」 (R2, R6): where the contract stands, and the steps that lead on. What is done asks for a fresh
// proof of who it is.
func (c *Console) contractRoutes() []route {
	at := shopPath(":shop", "/contract")
	return []route{
		{method: http.MethodGet, path: at, right: staff.Manage, handle: c.showContract},
		{method: http.MethodGet, path: at + "/terms", right: staff.Manage, handle: c.showTerms},
		{method: http.MethodGet, path: at + "/apply", right: staff.Manage, handle: c.askApply, fresh: true},
		{method: http.MethodGet, path: at + "/apply/confirm", right: staff.Manage, handle: c.confirmApply, fresh: true},
		{method: http.MethodPost, path: at + "/apply", right: staff.Manage, handle: c.apply, fresh: true},
		{method: http.MethodGet, path: at + "/cancel", right: staff.Manage, handle: c.askCancel, fresh: true},
		{method: http.MethodGet, path: at + "/cancel/confirm", right: staff.Manage, handle: c.confirmCancel, fresh: true},
		{method: http.MethodPost, path: at + "/cancel", right: staff.Manage, handle: c.cancelContract, fresh: true},
		{method: http.MethodGet, path: at + "/revoke", right: staff.Manage, handle: c.askRevoke, fresh: true},
		{method: http.MethodPost, path: at + "/revoke", right: staff.Manage, handle: c.revokeCancel, fresh: true},
	}
}

// contractDesk is what the page shows.
type contractDesk struct {
	words    i18n.Contract
	all      []contract.Contract // the newest first
	names    map[string]string   // of those who applied
	state    contract.State
	tariffs  []contract.Tariff // the one in force, and those to come
	charges  []contract.Charge
	shown    bool // Amazon Pay is 「表示」
	account  bool // there are credentials
	contact  string
	termsURL string
	places   func(path string) bool // which pages of a shop there are
}

// billed is how many months of charges the page lists.
const billed = 12

func (c *Console) showContract(ctx echo.Context, v *view) error {
	d := contractDesk{words: i18n.ContractFor(v.lang), state: v.shop.Contract, contact: c.Contact, termsURL: c.termsOf(v), places: c.places()}
	if err := c.readContract(ctx.Request().Context(), v, &d); err != nil {
		return err
	}
	return c.page(ctx, v, http.StatusOK, contractPage(v, d))
}

func (c *Console) readContract(ctx context.Context, v *view, d *contractDesk) error {
	contracts, now := c.Shops.Contracts(), contract.MonthOf(v.now)
	var err error
	if d.all, err = contracts.All(ctx, v.shop.ID); err != nil {
		return err
	}
	var rows []query.Audit
	for _, one := range d.all {
		rows = append(rows, query.Audit{Actor: one.By})
	}
	if d.names, err = c.namesOf(ctx, v, rows); err != nil {
		return err
	}
	if d.charges, err = contracts.Charges(ctx, v.shop.ID, now-billed+1); err != nil {
		return err
	}
	tariffs, err := contracts.Tariffs(ctx)
	if err != nil {
		return err
	}
	d.tariffs = contract.FromNowOn(tariffs, now)
	settings, err := c.Shops.Settings(ctx, v.shop.ID)
	if err != nil {
		return err
	}
	d.shown = settings.Shown()
	d.account, err = c.DB.Read().HasCredential(ctx, v.shop.ID)
	return err
}

// mayRegister reports that 「Amazon Payを登録する」 is offered: as long as there is nothing registered (R3-1), before the application and
// after the end (R2-5).
func (d contractDesk) mayRegister() bool { return !d.account || d.state.MayRegister() }

// step is where on the path of R2-1 the shop is, counted from 0.
func (d contractDesk) step() int {
	switch {
	case !d.account:
		return 0
	case d.state == contract.Ended: // Amazon has reviewed it before
		return 2
	case !d.state.InForce():
		return 1
	case !d.shown:
		return 3
	}
	return 4
}

// lead says how the contract stands.
func (d contractDesk) lead(v *view) string {
	text := d.words.StateLeads[string(d.state)]
	if len(d.all) > 0 {
		text = i18n.Fill(text, "day", v.lastDay(d.all[0].EndsAt))
	}
	return text
}

// lastDay is the day that ends at a moment.
func (v *view) lastDay(end time.Time) string {
	return v.format(end.Add(-time.Microsecond), v.words.DayLayout)
}

// monthName writes a month as people in Japan read it.
func (v *view) monthName(m contract.Month) string {
	return v.format(m.Begin(), i18n.ContractFor(v.lang).MonthLayout)
}

// termsOf is where the terms of service stand: the operator's own page, or ours.
func (c *Console) termsOf(v *view) string {
	if c.TermsURL != "" {
		return c.TermsURL
	}
	return shopPath(v.shop.ID, "/contract/terms")
}

// showTerms shows our own terms: as they are now, or in a version that was agreed to.
func (c *Console) showTerms(ctx echo.Context, v *view) error {
	now, err := contract.VersionOf("")
	if err != nil {
		return err
	}
	version := ctx.QueryParam("version")
	if version == "" || version == now {
		return c.page(ctx, v, http.StatusOK, termsPage(v, i18n.TermsFor(v.lang), now, false))
	}
	terms, found, err := c.Shops.Contracts().Terms(ctx.Request().Context(), version, v.lang)
	if err != nil {
		return err
	}
	if !found {
		return echo.ErrNotFound
	}
	return c.page(ctx, v, http.StatusOK, termsPage(v, terms, version, true))
}

// price writes whole yen, to which tax comes.
func (d contractDesk) price(amount int64) string {
	if amount == 0 {
		return d.words.Free
	}
	return i18n.Fill(d.words.Tax, "yen", yen.Yen(amount).String())
}

// percentOf writes hundredths of a percent: 390 is 3.9.
func percentOf(hundredths int64) string {
	const hundred = 100
	text := strconv.FormatInt(hundredths/hundred, 10)
	if rest := hundredths % hundred; rest > 0 {
		text += "." + strings.TrimRight(strconv.FormatInt(hundred+rest, 10)[1:], "0")
	}
	return text
}

// stepped answers a step of the contract: what it says when done, and when a second click or another tab had done it before.
func (c *Console) stepped(ctx echo.Context, v *view, err error, wanted func(contract.State) bool, text, before string) error {
	to := shopPath(v.shop.ID, "/contract")
	switch {
	case err == nil:
		return done(ctx, text, to)
	case !errors.Is(err, contract.ErrStep):
		return err
	}
	shop, err := c.Shops.Get(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	if wanted(shop.Contract) {
		return done(ctx, before, to)
	}
	return failed(ctx, i18n.ContractFor(v.lang).Raced, to)
}

// sameMonth compares with the month in which a form was shown: what it says of days and yen holds for that month only.
func sameMonth(ctx echo.Context, v *view) bool {
	return ctx.FormValue("month") == contract.MonthOf(v.now).String()
}
