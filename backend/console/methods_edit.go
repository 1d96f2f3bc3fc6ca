package console

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// The most methods and groups that a shop may have, as merchant.Settings says.
const (
	maxMethods = 50
	maxGroups  = 200
)

func methodPath(v *view, id, rest string) string { return shopPath(v.shop.ID, "/methods/"+id+rest) }

func (c *Console) addMethod(ctx echo.Context, v *view) error {
	w := i18n.MethodsFor(v.lang)
	form := entryForm{id: strings.TrimSpace(ctx.FormValue("id")), name: strings.TrimSpace(ctx.FormValue("name"))}
	_, err := c.Shops.AddMethod(ctx.Request().Context(), v.person.Actor(), v.shop.ID, form.id, form.name)
	if faults, wrong := errors.AsType[validate.Faults](err); wrong {
		form.explain(v, faults, w, w.ID, w.Name, w.IDFault, maxMethods)
		return c.drawMethods(ctx, v, http.StatusUnprocessableEntity, methodsDesk{method: form})
	}
	if err != nil {
		return err
	}
	return done(ctx, i18n.Fill(w.Added, "name", form.name), shopPath(v.shop.ID, "/methods"))
}

// explain says what is wrong with an entry, and what to do.
func (f *entryForm) explain(v *view, faults validate.Faults, w i18n.Methods, idLabel, nameLabel, idFault string, most int) {
	for _, fault := range faults {
		switch {
		case fault.Field == "name":
			f.nameFault = i18n.For(v.lang).Fault(fault, nameLabel)
			if fault.Rule == "max" {
				f.nameFault = w.NameFault
			}
		case fault.Field == "id" && fault.Rule == "taken":
			f.idFault = w.Taken
		case fault.Field == "id" && fault.Rule == "required":
			f.idFault = i18n.For(v.lang).Fault(fault, idLabel)
		case fault.Field == "id":
			f.idFault = idFault
		default:
			f.idFault = i18n.Fill(w.TooMany, "max", strconv.Itoa(most))
		}
	}
}

// findMethod is the method in the address.
func (c *Console) findMethod(ctx echo.Context, v *view) (merchant.Method, merchant.Settings, error) {
	settings, err := c.Shops.Settings(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return merchant.Method{}, settings, err
	}
	i := slices.IndexFunc(settings.Methods, func(m merchant.Method) bool { return m.ID == ctx.Param("method") })
	if i < 0 {
		return merchant.Method{}, settings, echo.ErrNotFound
	}
	return settings.Methods[i], settings, nil
}

func (c *Console) showMethod(ctx echo.Context, v *view) error {
	method, settings, err := c.findMethod(ctx, v)
	if err != nil {
		return err
	}
	form := entryForm{id: method.ID, name: method.Name, version: settings.Version}
	return c.page(ctx, v, http.StatusOK, methodPage(v, i18n.MethodsFor(v.lang), method.Name, form))
}

func (c *Console) renameMethod(ctx echo.Context, v *view) error {
	w, values := i18n.MethodsFor(v.lang), ctx.Request().PostForm
	form := entryForm{id: ctx.Param("method"), name: strings.TrimSpace(values.Get("name")), version: versionOf(values)}
	_, err := c.Shops.RenameMethod(ctx.Request().Context(), v.person.Actor(), v.shop.ID, form.version, form.id, form.name)
	faults, wrong := errors.AsType[validate.Faults](err)
	changed, raced := errors.AsType[*merchant.Changed](err)
	status := http.StatusUnprocessableEntity
	switch {
	case wrong:
		form.explain(v, faults, w, w.ID, w.Name, w.IDFault, maxMethods)
	case raced:
		status, form.version = http.StatusConflict, changed.Now.Version
		if v.flash, err = c.raced(ctx.Request().Context(), v, w.Conflict, changed); err != nil {
			return err
		}
	case err != nil:
		return c.methodFailed(ctx, v, err, "/methods")
	default:
		return done(ctx, i18n.Fill(w.Renamed, "name", form.name), shopPath(v.shop.ID, "/methods"))
	}
	method, _, err := c.findMethod(ctx, v)
	if err != nil {
		return err
	}
	return c.page(ctx, v, status, methodPage(v, w, method.Name, form))
}

func (c *Console) askRemoveMethod(ctx echo.Context, v *view) error {
	w := i18n.MethodsFor(v.lang)
	method, settings, err := c.findMethod(ctx, v)
	if err != nil {
		return err
	}
	if method.ID == merchant.AmazonPay {
		return failed(ctx, w.Kept, shopPath(v.shop.ID, "/methods"))
	}
	return c.page(ctx, v, http.StatusOK, entryRemovePage(v, w, removal{
		title: i18n.Fill(w.RemoveTitle, "name", method.Name), lead: w.RemoveLead, path: methodPath(v, method.ID, "/remove"), version: settings.Version,
	}))
}

func (c *Console) removeMethod(ctx echo.Context, v *view) error {
	id := ctx.Param("method")
	before, _, err := c.findMethod(ctx, v)
	if refused, gone := errors.AsType[*echo.HTTPError](err); gone && refused.Code == http.StatusNotFound {
		return c.methodFailed(ctx, v, merchant.ErrUnknownMethod, "/methods")
	}
	if err != nil {
		return err
	}
	_, err = c.Shops.RemoveMethod(ctx.Request().Context(), v.person.Actor(), v.shop.ID, versionOf(ctx.Request().PostForm), id)
	if err != nil {
		return c.methodFailed(ctx, v, err, "/methods/"+id+"/remove")
	}
	return done(ctx, i18n.Fill(i18n.MethodsFor(v.lang).Removed, "name", before.Name), shopPath(v.shop.ID, "/methods"))
}

// methodFailed says in words what the rules do not allow; again is where it is asked for once more after somebody else has saved.
func (c *Console) methodFailed(ctx echo.Context, v *view, err error, again string) error {
	w := i18n.MethodsFor(v.lang)
	if changed, raced := errors.AsType[*merchant.Changed](err); raced {
		said, err := c.raced(ctx.Request().Context(), v, w.Conflict, changed)
		if err != nil {
			return err
		}
		return failed(ctx, said.text, shopPath(v.shop.ID, again))
	}
	switch {
	case errors.Is(err, merchant.ErrUnknownMethod), errors.Is(err, merchant.ErrUnknownGroup):
		return failed(ctx, w.Gone, shopPath(v.shop.ID, "/methods"))
	case errors.Is(err, merchant.ErrAmazonPay):
		return failed(ctx, w.Kept, shopPath(v.shop.ID, "/methods"))
	}
	return err
}
