package console

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/backend/staff"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// groupRoutes are 「決済グループの設定」 (R3-11). A group's id may be any text, so it stands in the query: ?group=….
func (c *Console) groupRoutes() []route {
	groups := shopPath(":shop", "/groups")
	return []route{
		{method: http.MethodPost, path: groups, right: staff.Manage, handle: c.changeGroups},
		{method: http.MethodPost, path: groups + "/add", right: staff.Manage, handle: c.addGroup},
		{method: http.MethodGet, path: groups + "/edit", right: staff.Manage, handle: c.showGroup},
		{method: http.MethodPost, path: groups + "/edit", right: staff.Manage, handle: c.renameGroup},
		{method: http.MethodGet, path: groups + "/remove", right: staff.Manage, handle: c.askRemoveGroup},
		{method: http.MethodPost, path: groups + "/remove", right: staff.Manage, handle: c.removeGroup},
	}
}

func groupPath(v *view, id, rest string) string {
	return shopPath(v.shop.ID, "/groups"+rest+"?group="+url.QueryEscape(id))
}

// changeGroups saves the check boxes 「Amazon Pay」.
func (c *Console) changeGroups(ctx echo.Context, v *view) error {
	values, err := ctx.FormParams()
	if err != nil {
		return echo.ErrBadRequest
	}
	form := choices{chosen: map[string]bool{}, version: versionOf(values)}
	for _, id := range values["group"] {
		form.chosen[id] = slices.Contains(values["amazonPay"], id)
	}
	_, err = c.Shops.TickGroups(ctx.Request().Context(), v.person.Actor(), v.shop.ID, form.version, form.chosen)
	if changed, raced := errors.AsType[*merchant.Changed](err); raced {
		form.raced = true
		return c.drawRaced(ctx, v, changed, methodsDesk{groups: form})
	}
	if err != nil {
		return err
	}
	return done(ctx, i18n.MethodsFor(v.lang).GroupsSaved, shopPath(v.shop.ID, "/methods"))
}

func (c *Console) addGroup(ctx echo.Context, v *view) error {
	w := i18n.MethodsFor(v.lang)
	form := entryForm{id: strings.TrimSpace(ctx.FormValue("id")), name: strings.TrimSpace(ctx.FormValue("name"))}
	_, err := c.Shops.AddGroup(ctx.Request().Context(), v.person.Actor(), v.shop.ID, merchant.Group{ID: form.id, Name: form.name})
	if faults, wrong := errors.AsType[validate.Faults](err); wrong {
		form.explain(v, faults, w, w.GroupID, w.GroupName, w.GroupIDFault, maxGroups)
		return c.drawMethods(ctx, v, http.StatusUnprocessableEntity, methodsDesk{group: form})
	}
	if err != nil {
		return err
	}
	return done(ctx, i18n.Fill(w.Added, "name", form.name), shopPath(v.shop.ID, "/methods#groups"))
}

// findGroup is the group in the address.
func (c *Console) findGroup(ctx echo.Context, v *view) (merchant.Group, merchant.Settings, error) {
	settings, err := c.Shops.Settings(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return merchant.Group{}, settings, err
	}
	i := slices.IndexFunc(settings.Groups, func(g merchant.Group) bool { return g.ID == ctx.QueryParam("group") })
	if i < 0 {
		return merchant.Group{}, settings, echo.ErrNotFound
	}
	return settings.Groups[i], settings, nil
}

func (c *Console) showGroup(ctx echo.Context, v *view) error {
	group, settings, err := c.findGroup(ctx, v)
	if err != nil {
		return err
	}
	form := entryForm{id: group.ID, name: group.Name, version: settings.Version}
	return c.page(ctx, v, http.StatusOK, groupPage(v, i18n.MethodsFor(v.lang), group.Name, form))
}

func (c *Console) renameGroup(ctx echo.Context, v *view) error {
	w, values := i18n.MethodsFor(v.lang), ctx.Request().PostForm
	form := entryForm{id: ctx.QueryParam("group"), name: strings.TrimSpace(values.Get("name")), version: versionOf(values)}
	_, err := c.Shops.RenameGroup(ctx.Request().Context(), v.person.Actor(), v.shop.ID, form.version, form.id, form.name)
	faults, wrong := errors.AsType[validate.Faults](err)
	changed, raced := errors.AsType[*merchant.Changed](err)
	status := http.StatusUnprocessableEntity
	switch {
	case wrong:
		form.explain(v, faults, w, w.GroupID, w.GroupName, w.GroupIDFault, maxGroups)
	case raced:
		status, form.version = http.StatusConflict, changed.Now.Version
		if v.flash, err = c.raced(ctx.Request().Context(), v, w.Conflict, changed); err != nil {
			return err
		}
	case err != nil:
		return c.methodFailed(ctx, v, err, "/methods")
	default:
		return done(ctx, i18n.Fill(w.Renamed, "name", form.name), shopPath(v.shop.ID, "/methods#groups"))
	}
	group, _, err := c.findGroup(ctx, v)
	if err != nil {
		return err
	}
	return c.page(ctx, v, status, groupPage(v, w, group.Name, form))
}

func (c *Console) askRemoveGroup(ctx echo.Context, v *view) error {
	w := i18n.MethodsFor(v.lang)
	group, settings, err := c.findGroup(ctx, v)
	if err != nil {
		return err
	}
	return c.page(ctx, v, http.StatusOK, entryRemovePage(v, w, removal{
		title: i18n.Fill(w.RemoveGroupTitle, "name", group.Name), lead: w.RemoveGroupLead, path: groupPath(v, group.ID, "/remove"), version: settings.Version,
	}))
}

func (c *Console) removeGroup(ctx echo.Context, v *view) error {
	id := ctx.QueryParam("group")
	before, _, err := c.findGroup(ctx, v)
	if refused, gone := errors.AsType[*echo.HTTPError](err); gone && refused.Code == http.StatusNotFound {
		return c.methodFailed(ctx, v, merchant.ErrUnknownGroup, "/methods")
	}
	if err != nil {
		return err
	}
	_, err = c.Shops.RemoveGroup(ctx.Request().Context(), v.person.Actor(), v.shop.ID, versionOf(ctx.Request().PostForm), id)
	if err != nil {
		return c.methodFailed(ctx, v, err, "/groups/remove?group="+url.QueryEscape(id))
	}
	return done(ctx, i18n.Fill(i18n.MethodsFor(v.lang).Removed, "name", before.Name), shopPath(v.shop.ID, "/methods#groups"))
}
