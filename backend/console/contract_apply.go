package console

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/contract"
	"noren/shared/i18n"
	"noren/shared/jpaddress"
	"noren/shared/validate"
)

// applyForm is 「Amazon Pay対応機能の申込手続き」 (R2-3) as it was filled in.
type applyForm struct {
	contract.Application

	words    i18n.Contract
	termsURL string
	version  string            // of the terms that hold now
	stale    bool              // other terms were agreed to: those that held when the page was opened
	account  bool              // there are credentials
	faults   map[string]string // by field
	first    string            // the first field that is wrong
}

// applyFields are the fields in the order of the page.
func applyFields() []string {
	return []string{"kind", "company", "corporateNumber", "terms", "reviewed"}
}

func (c *Console) applyForm(ctx echo.Context, v *view, values url.Values) (f applyForm, err error) {
	number := strings.NewReplacer("-", "", " ", "").Replace(jpaddress.Narrow(values.Get("corporateNumber")))
	f = applyForm{words: i18n.ContractFor(v.lang), termsURL: c.termsOf(v), faults: map[string]string{}, Application: contract.Application{
		Kind: contract.Kind(values.Get("kind")), Company: strings.TrimSpace(values.Get("company")), CorporateNumber: number,
		Terms: values.Get("terms") == "yes", Reviewed: values.Get("reviewed") == "yes",
	}}
	if f.version, err = contract.VersionOf(c.TermsURL); err != nil {
		return f, err
	}
	if f.TermsURL = c.TermsURL; f.Terms && values.Get("version") != f.version {
		f.Terms, f.stale = false, true
	}
	f.account, err = c.DB.Read().HasCredential(ctx.Request().Context(), v.shop.ID)
	return f, err
}

// values is the form as an address says it.
func (f *applyForm) values() url.Values {
	return url.Values{
		"kind": {string(f.Kind)}, "company": {f.Company}, "corporateNumber": {f.CorporateNumber}, "terms": {yes(f.Terms)}, "reviewed": {yes(f.Reviewed)},
		"version": {f.version},
	}
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

// explain says what is wrong, field by field.
func (f *applyForm) explain(faults validate.Faults) {
	for _, fault := range faults {
		if fault.Field == "terms" && f.stale {
			fault.Rule = "changed"
		}
		f.faults[fault.Field], _ = f.words.Fault(fault)
	}
	for _, field := range applyFields() {
		if f.first == "" && f.faults[field] != "" {
			f.first = field
		}
	}
}

// mayApply says that there is nothing to apply for, where a contract is in force.
func (c *Console) mayApply(ctx echo.Context, v *view) (may bool, err error) {
	if v.shop.Contract.May(contract.Apply) {
		return true, nil
	}
	return false, done(ctx, i18n.ContractFor(v.lang).AppliedBefore, shopPath(v.shop.ID, "/contract"))
}

func (c *Console) askApply(ctx echo.Context, v *view) error {
	if may, err := c.mayApply(ctx, v); !may {
		return err
	}
	f, err := c.applyForm(ctx, v, ctx.QueryParams())
	if err != nil {
		return err
	}
	return c.page(ctx, v, http.StatusOK, applyPage(v, &f))
}

// confirmApply shows what will be applied for, and what it costs (「お申し込み確認へ進む」).
func (c *Console) confirmApply(ctx echo.Context, v *view) error {
	if may, err := c.mayApply(ctx, v); !may {
		return err
	}
	f, err := c.applyForm(ctx, v, ctx.QueryParams())
	if err != nil {
		return err
	}
	if faults, wrong := errors.AsType[validate.Faults](f.Check()); wrong {
		f.explain(faults)
		return c.page(ctx, v, http.StatusUnprocessableEntity, applyPage(v, &f))
	}
	month := contract.MonthOf(v.now)
	tariff, err := c.Shops.Contracts().Tariff(ctx.Request().Context(), month)
	if err != nil {
		return err
	}
	return c.page(ctx, v, http.StatusOK, applyConfirmPage(v, &f, tariff.First(month)))
}

// apply is 「お申し込み」.
func (c *Console) apply(ctx echo.Context, v *view) error {
	values, err := ctx.FormParams()
	if err != nil {
		return echo.ErrBadRequest
	}
	f, err := c.applyForm(ctx, v, values)
	if err != nil {
		return err
	}
	if !v.shop.Contract.InForce() && !sameMonth(ctx, v) { // the price that was confirmed is another month's
		return ctx.Redirect(http.StatusSeeOther, shopPath(v.shop.ID, "/contract/apply?"+f.values().Encode()))
	}
	err = c.Shops.Apply(ctx.Request().Context(), v.person.Actor(), v.shop.ID, f.Application)
	if faults, wrong := errors.AsType[validate.Faults](err); wrong {
		f.explain(faults)
		return c.page(ctx, v, http.StatusUnprocessableEntity, applyPage(v, &f))
	}
	return c.stepped(ctx, v, err, contract.State.InForce, f.words.Applied, f.words.AppliedBefore)
}
