package console

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"noren/backend/ledger"
	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/person"
	"noren/shared/validate"
)

// purchaserForm is the purchaser's data as typed, and who changed them before (R5-6).
type purchaserForm struct {
	version int64
	typed   map[api.Field]string
	faults  map[string]string // by field, in words
	names   map[api.Field]string
	history []ledger.PurchaserEdit
	editors map[ledger.Actor]string
}

// purchaserFields are those of a person, in the order of a form.
func purchaserFields() []api.Field {
	return []api.Field{
		api.FamilyName, api.GivenName, api.FamilyKana, api.GivenKana, api.Email, api.Phone, api.PostalCode, api.Prefecture, api.City,
		api.Street, api.Building,
	}
}

func (c *Console) editPurchaser(ctx echo.Context, v *view) error {
	return c.askPurchaser(ctx, v, http.StatusOK, nil, nil)
}

// askPurchaser shows the form: with what was typed and what is wrong with it, or as the order has it.
func (c *Console) askPurchaser(ctx echo.Context, v *view, status int, typed []api.TypedField, faults validate.Faults) error {
	o, err := c.ordered(ctx, v)
	if err != nil {
		return err
	}
	d, err := c.newDossier(ctx.Request().Context(), v, o)
	if err != nil {
		return err
	}
	if allowed, _ := d.mayNow(ledger.EditPurchaserAction); !allowed {
		return echo.NewHTTPError(http.StatusConflict)
	}
	texts := i18n.For(v.lang)
	form := purchaserForm{
		version: o.Version, typed: make(map[api.Field]string), faults: map[string]string{}, names: texts.Fields, editors: make(map[ledger.Actor]string),
	}
	if typed == nil {
		typed = person.Typed(*d.purchaser)
	}
	for _, field := range typed {
		form.typed[field.Field] = field.Value
	}
	for _, fault := range faults {
		form.faults[fault.Field] = texts.Fault(fault, texts.Fields[api.Field(fault.Field)])
	}
	if form.history, err = c.Book.PurchaserHistory(ctx.Request().Context(), v.shop.ID, o.ID); err != nil {
		return err
	}
	known := map[string]string{}
	for _, edit := range form.history {
		name, err := c.nameOfActor(ctx.Request().Context(), known, string(edit.By))
		if err != nil {
			return err
		}
		form.editors[edit.By] = orNothing(name, d.told.Who(entryBy(edit.By)))
	}
	return c.page(ctx, v, status, purchaserPage(v, d, form))
}

func (c *Console) savePurchaser(ctx echo.Context, v *view) error {
	version, err := strconv.ParseInt(ctx.FormValue("version"), 10, 64)
	if err != nil || version < 1 {
		return echo.ErrBadRequest
	}
	var typed []api.TypedField
	var edited api.Person
	for _, field := range purchaserFields() {
		typed = append(typed, api.TypedField{Field: field, Value: ctx.FormValue(string(field))})
	}
	edited, _ = person.Read(typed) // EditPurchaser says what is wrong
	words, id := i18n.OrderActionsFor(v.lang), ctx.Param("order")
	_, err = c.Book.EditPurchaser(ctx.Request().Context(), v.shop.ID, id, ledger.Act{By: v.person.Actor(), Version: version}, edited)
	var faults validate.Faults
	switch {
	case err == nil:
		return done(ctx, words.Done["edit_purchaser"], orderPath(v, id, ""))
	case errors.As(err, &faults):
		return c.askPurchaser(ctx, v, http.StatusUnprocessableEntity, typed, faults)
	case errors.Is(err, ledger.ErrUnknown):
		return echo.ErrNotFound
	case errors.Is(err, ledger.ErrRaced):
		return failed(ctx, words.Outcomes["raced"], orderPath(v, id, ""))
	case errors.Is(err, ledger.ErrNotAllowed):
		return echo.NewHTTPError(http.StatusConflict)
	}
	return err
}

// change is one field of a change.
type change struct{ name, before, after string }

// changesOf says what an edit changed.
func (f purchaserForm) changesOf(edit ledger.PurchaserEdit) (changes []change) {
	before, after := valuesOf(edit.Before), valuesOf(edit.After)
	for _, field := range purchaserFields() {
		if before[field] != after[field] {
			changes = append(changes, change{f.names[field], before[field], after[field]})
		}
	}
	return changes
}

func valuesOf(p api.Person) map[api.Field]string {
	values := make(map[api.Field]string)
	for _, typed := range person.Typed(p) {
		values[typed.Field] = typed.Value
	}
	return values
}
