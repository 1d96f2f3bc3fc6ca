package console

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/backend/staff"
	"noren/backend/store/query"
	"noren/shared/i18n"
)

// methodRoutes are 「決済方法の設定」 (R3-10). Its foot is 「決済グループの設定」, whose routes are groupRoutes.
func (c *Console) methodRoutes() []route {
	methods := shopPath(":shop", "/methods")
	return []route{
		{method: http.MethodGet, path: methods, right: staff.Manage, handle: c.showMethods},
		{method: http.MethodPost, path: methods, right: staff.Manage, handle: c.changeMethods},
		{method: http.MethodPost, path: methods + "/add", right: staff.Manage, handle: c.addMethod},
		{method: http.MethodGet, path: methods + "/:method", right: staff.Manage, handle: c.showMethod},
		{method: http.MethodPost, path: methods + "/:method/name", right: staff.Manage, handle: c.renameMethod},
		{method: http.MethodPost, path: methods + "/:method/move", right: staff.Manage, handle: c.moveMethod},
		{method: http.MethodGet, path: methods + "/:method/remove", right: staff.Manage, handle: c.askRemoveMethod},
		{method: http.MethodPost, path: methods + "/:method/remove", right: staff.Manage, handle: c.removeMethod},
	}
}

// methodsDesk is what the page shows: what is saved, and what was typed over it.
type methodsDesk struct {
	words i18n.Methods
	now   merchant.Settings

	methods, groups choices
	method, group   entryForm // to add one
	focus           string    // the id of the button that is pressed next
}

// choices are yes or no for each of a list, as somebody has chosen them in a form that began with a version of the settings.
type choices struct {
	version int64
	chosen  map[string]bool // by id; others are as they are saved
	raced   bool            // somebody else has saved others
}

// is reports what is chosen for one of the list; saved is what is saved.
func (c choices) is(id string, saved bool) bool {
	if chosen, said := c.chosen[id]; said {
		return chosen
	}
	return saved
}

// entryForm is a method or group to be entered or renamed, as typed.
type entryForm struct {
	id, name           string
	idFault, nameFault string
	version            int64
}

func (c *Console) showMethods(ctx echo.Context, v *view) error {
	return c.drawMethods(ctx, v, http.StatusOK, methodsDesk{})
}

func (c *Console) drawMethods(ctx echo.Context, v *view, status int, d methodsDesk) error {
	d.words = i18n.MethodsFor(v.lang)
	var err error
	if d.now, err = c.Shops.Settings(ctx.Request().Context(), v.shop.ID); err != nil {
		return err
	}
	for _, form := range []*choices{&d.methods, &d.groups} {
		if form.chosen == nil || form.raced {
			form.version = d.now.Version
		}
	}
	return c.page(ctx, v, status, methodsPage(v, d))
}

// readShown takes what was chosen for each method.
func readShown(values url.Values) choices {
	form := choices{chosen: map[string]bool{}, version: versionOf(values)}
	for name := range values {
		if id, ok := strings.CutPrefix(name, "shown."); ok {
			form.chosen[id] = values.Get(name) == "1"
		}
	}
	return form
}

// versionOf is what a form began with. Without one, everything is somebody else's.
func versionOf(values url.Values) int64 {
	version, err := strconv.ParseInt(values.Get("version"), 10, 64)
	if err != nil || version < 0 {
		return unknownVersion
	}
	return version
}

// unknownVersion is one that no settings have.
const unknownVersion = -2

// changeMethods saves 「表示」 and 「非表示」.
func (c *Console) changeMethods(ctx echo.Context, v *view) error {
	values, err := ctx.FormParams()
	if err != nil {
		return echo.ErrBadRequest
	}
	form := readShown(values)
	_, err = c.Shops.ShowMethods(ctx.Request().Context(), v.person.Actor(), v.shop.ID, form.version, form.chosen)
	if changed, raced := errors.AsType[*merchant.Changed](err); raced {
		form.raced = true
		return c.drawRaced(ctx, v, changed, methodsDesk{methods: form})
	}
	if err != nil {
		return err
	}
	return done(ctx, i18n.MethodsFor(v.lang).Saved, shopPath(v.shop.ID, "/methods"))
}

// drawRaced says who has saved something else, and keeps what was chosen.
func (c *Console) drawRaced(ctx echo.Context, v *view, changed *merchant.Changed, d methodsDesk) error {
	var err error
	if v.flash, err = c.raced(ctx.Request().Context(), v, i18n.MethodsFor(v.lang).Conflict, changed); err != nil {
		return err
	}
	return c.drawMethods(ctx, v, http.StatusConflict, d)
}

// raced says who was first: {who} and {at} in text.
func (c *Console) raced(ctx context.Context, v *view, text string, changed *merchant.Changed) (flash, error) {
	names, err := c.namesOf(ctx, v, []query.Audit{{Actor: changed.By}})
	return flash{"failed", i18n.Fill(text, "who", names[changed.By], "at", v.format(changed.At, v.words.TimeLayout))}, err
}

// moveMethod puts a method one place up or down at once. What else was chosen on the page stays chosen, and the focus on the method.
func (c *Console) moveMethod(ctx echo.Context, v *view) error {
	values, err := ctx.FormParams()
	to, wrong := strconv.Atoi(values.Get("to"))
	if err != nil || wrong != nil {
		return echo.ErrBadRequest
	}
	id, d := ctx.Param("method"), methodsDesk{methods: readShown(values)}
	saved, err := c.Shops.MoveMethod(ctx.Request().Context(), v.person.Actor(), v.shop.ID, id, to)
	if err != nil {
		return c.methodFailed(ctx, v, err, "/methods")
	}
	if saved.Version <= d.methods.version+1 { // nobody else was between
		d.methods.version = saved.Version
	}
	at := slices.IndexFunc(saved.Methods, func(m merchant.Method) bool { return m.ID == id })
	d.focus = focusAfter(values.Get("way"), id, at, len(saved.Methods))
	v.flash = flash{"done", i18n.Fill(i18n.MethodsFor(v.lang).Moved, "name", saved.Methods[at].Name, "n", strconv.Itoa(at+1))}
	return c.drawMethods(ctx, v, http.StatusOK, d)
}

// focusAfter is the button that was pressed, or its opposite where the list ends.
func focusAfter(way, id string, at, n int) string {
	if at == 0 || way != "up" && at < n-1 {
		return "down." + id
	}
	return "up." + id
}

// unsaved reports that something else is chosen than is saved.
func (d methodsDesk) unsaved() bool {
	return slices.ContainsFunc(d.now.Methods, func(m merchant.Method) bool { return d.methods.is(m.ID, m.Shown) != m.Shown })
}

// missing reports that Amazon Pay is 「表示」 without being registered (R3-1).
func (d methodsDesk) missing(v *view) bool { return d.now.Shown() && !v.shop.Registered }
