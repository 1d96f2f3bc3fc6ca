package console

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/contract"
	"noren/shared/i18n"
	"noren/shared/jpaddress"
	"noren/shared/validate"
)

// tariffForm is a tariff as it was typed.
type tariffForm struct {
	words  i18n.ContractOperator
	values url.Values
	faults map[string]string
	first  string // the first field that is wrong
}

// tariffFields are the fields in the order of the page.
func tariffFields() []string { return []string{"from", "initial", "monthly", "taxPercent", "saleFee"} }

func (c *Console) showTariff(ctx echo.Context, v *view) error {
	tariffs, err := c.Shops.Contracts().Tariffs(ctx.Request().Context())
	if err != nil {
		return err
	}
	last := tariffs[len(tariffs)-1]
	f := tariffForm{words: i18n.ContractOperatorFor(v.lang), values: tariffValues(last)}
	f.values.Set("from", max(last.From, contract.MonthOf(v.now)+1).String())
	if typed := ctx.QueryParams(); typed.Has("from") { // back from the confirmation
		f.values = typed
	}
	return c.page(ctx, v, http.StatusOK, tariffPage(v, f, tariffs))
}

func tariffValues(t contract.Tariff) url.Values {
	return url.Values{
		"from": {t.From.String()}, "initial": {strconv.FormatInt(t.Initial, 10)}, "monthly": {strconv.FormatInt(t.Monthly, 10)},
		"taxPercent": {strconv.FormatInt(t.TaxPercent, 10)}, "saleFee": {percentOf(t.SaleFee)},
	}
}

// readTariff takes what was typed. Errors: validate.Faults.
func readTariff(values url.Values, now contract.Month) (contract.Tariff, error) {
	t := contract.Tariff{}
	var faults validate.Faults
	from, err := contract.ParseMonth(strings.TrimSpace(jpaddress.Narrow(values.Get("from"))))
	if err == nil {
		t.From = from
	}
	for field, into := range map[string]*int64{"initial": &t.Initial, "monthly": &t.Monthly, "taxPercent": &t.TaxPercent} {
		text := strings.ReplaceAll(strings.TrimSpace(jpaddress.Narrow(values.Get(field))), ",", "")
		if *into, err = strconv.ParseInt(text, 10, 64); err != nil {
			faults = append(faults, validate.Fault{Field: field, Rule: validate.Type})
		}
	}
	var ok bool
	if t.SaleFee, ok = hundredthsOf(values.Get("saleFee")); !ok {
		faults = append(faults, validate.Fault{Field: "saleFee", Rule: validate.Type})
	}
	if others, wrong := errors.AsType[validate.Faults](t.Check(now)); wrong {
		faults = append(faults, others...)
	}
	if faults != nil {
		return t, faults
	}
	return t, nil
}

// hundredthsOf reads what percentOf writes: 3.9 is 390.
func hundredthsOf(percent string) (int64, bool) {
	whole, rest, _ := strings.Cut(strings.TrimSpace(jpaddress.Narrow(percent)), ".")
	n, err := strconv.ParseInt(whole+(rest + "00")[:max(2, len(rest))], 10, 64)
	return n, err == nil && len(rest) <= 2 && whole != ""
}

// tariffTyped reads the form, and draws it again where something is wrong.
func (c *Console) tariffTyped(ctx echo.Context, v *view, values url.Values) (t contract.Tariff, tariffs []contract.Tariff, drawn bool, err error) {
	if tariffs, err = c.Shops.Contracts().Tariffs(ctx.Request().Context()); err != nil {
		return t, tariffs, true, err
	}
	t, err = readTariff(values, contract.MonthOf(v.now))
	faults, wrong := errors.AsType[validate.Faults](err)
	if !wrong {
		return t, tariffs, false, nil
	}
	f := tariffForm{words: i18n.ContractOperatorFor(v.lang), values: values, faults: map[string]string{}}
	for _, fault := range faults {
		f.faults[fault.Field], _ = i18n.ContractFor(v.lang).Fault(fault)
	}
	for _, field := range tariffFields() {
		if f.first == "" && f.faults[field] != "" {
			f.first = field
		}
	}
	return t, tariffs, true, c.page(ctx, v, http.StatusUnprocessableEntity, tariffPage(v, f, tariffs))
}

func (c *Console) confirmTariff(ctx echo.Context, v *view) error {
	t, tariffs, drawn, err := c.tariffTyped(ctx, v, ctx.QueryParams())
	if drawn {
		return err
	}
	before := contract.FromNowOn(tariffs, t.From)[0]
	return c.page(ctx, v, http.StatusOK, tariffConfirmPage(v, i18n.ContractOperatorFor(v.lang), before, t))
}

func (c *Console) setTariff(ctx echo.Context, v *view) error {
	values, err := ctx.FormParams()
	if err != nil {
		return echo.ErrBadRequest
	}
	t, _, drawn, err := c.tariffTyped(ctx, v, values)
	if drawn {
		return err
	}
	if err := c.Shops.Contracts().SetTariff(ctx.Request().Context(), v.person.Actor(), t); err != nil {
		return err
	}
	return done(ctx, i18n.Fill(i18n.ContractOperatorFor(v.lang).Saved, "month", v.monthName(t.From)), contractsPath+"/tariff")
}
