package console

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/staff"
	"noren/backend/store/query"
)

func (c *Console) auditRoutes() []route {
	return []route{{method: http.MethodGet, path: "/console/shops/:shop/audit", right: staff.Manage, handle: c.showAudit}}
}

const auditsOnPage = 50

// auditList is a page of the log.
type auditList struct {
	asked  staff.Looked
	rows   []query.Audit
	names  map[string]string // by actor and subject
	people []staff.Person    // to filter by
	next   string            // the address of the page after, or ""
}

func (c *Console) showAudit(ctx echo.Context, v *view) error {
	list := auditList{asked: staff.Looked{
		Shop: v.shop.ID, Actor: ctx.QueryParam("actor"), Action: ctx.QueryParam("action"), Before: ctx.QueryParam("before"), Limit: auditsOnPage + 1,
	}}
	var err error
	if list.rows, err = c.Accounts.Audits(ctx.Request().Context(), list.asked); err != nil {
		return err
	}
	if len(list.rows) > auditsOnPage {
		list.rows = list.rows[:auditsOnPage]
		query := url.Values{"actor": {list.asked.Actor}, "action": {list.asked.Action}, "before": {list.rows[auditsOnPage-1].ID}}
		list.next = shopPath(v.shop.ID, "/audit?"+query.Encode())
	}
	if list.people, err = c.Accounts.OfShop(ctx.Request().Context(), v.shop.ID); err != nil {
		return err
	}
	if list.names, err = c.namesOf(ctx.Request().Context(), v, list.rows); err != nil {
		return err
	}
	if err := c.furnish(ctx.Request().Context(), v); err != nil {
		return err
	}
	return draw(ctx, http.StatusOK, auditPage(v, list))
}

// namesOf writes actors and subjects as people know them: who is forgotten is called so.
func (c *Console) namesOf(ctx context.Context, v *view, rows []query.Audit) (map[string]string, error) {
	names := map[string]string{"cli": v.staff.ByCLI, "noren": v.staff.ByNoren}
	for _, row := range rows {
		for _, key := range []string{row.Actor, row.Subject} {
			if names[key] != "" {
				continue
			}
			id := strings.TrimPrefix(key, "staff:")
			switch {
			case strings.HasPrefix(id, "stf_"):
				person, err := c.Accounts.Get(ctx, id)
				if err != nil && !errors.Is(err, staff.ErrUnknown) {
					return nil, err
				}
				if names[key] = person.Name; err != nil {
					names[key] = v.staff.Gone
				}
			case strings.HasPrefix(key, "api:"):
				names[key] = v.staff.ByAPI + " " + strings.TrimPrefix(key, "api:")
			default:
				names[key] = key
			}
		}
	}
	return names, nil
}

// actionOf names an action; one that has no name of its own is shown as it is.
func actionOf(v *view, action string) string {
	if name := v.staff.Actions[action]; name != "" {
		return name
	}
	return action
}

// pretty writes JSON for reading; "" where there is nothing.
func pretty(text string) string {
	if text == "null" || text == "" {
		return ""
	}
	var out bytes.Buffer
	if json.Indent(&out, []byte(text), "", "  ") != nil {
		return text
	}
	return out.String()
}
