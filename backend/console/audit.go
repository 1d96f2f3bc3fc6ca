package console

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/audit"
	"noren/backend/ledger"
	"noren/backend/merchant"
	"noren/backend/staff"
	"noren/backend/store/query"
	"noren/shared/i18n"
)

func (c *Console) auditRoutes() []route {
	return []route{{method: http.MethodGet, path: "/console/shops/:shop/audit", right: staff.Manage, handle: c.showAudit}}
}

const auditsOnPage = 50

// auditList is a page of the log.
type auditList struct {
	words  i18n.Audit
	asked  audit.Asked
	rows   []query.Audit
	names  map[string]string // by actor and subject
	actors []audit.Actor     // to filter by: people, keys, and who is nobody
	next   string            // the address of the page after, or ""
}

func (c *Console) showAudit(ctx echo.Context, v *view) error {
	list := auditList{words: i18n.AuditFor(v.lang), asked: audit.Asked{
		Shop: v.shop.ID, Actor: audit.Actor(ctx.QueryParam("actor")), Action: audit.Action(ctx.QueryParam("action")), Before: ctx.QueryParam("before"),
		Limit: auditsOnPage + 1,
	}}
	var err error
	if list.rows, err = audit.Read(ctx.Request().Context(), c.DB, list.asked); err != nil {
		return err
	}
	if len(list.rows) > auditsOnPage {
		list.rows = list.rows[:auditsOnPage]
		query := url.Values{"actor": {string(list.asked.Actor)}, "action": {string(list.asked.Action)}, "before": {list.rows[auditsOnPage-1].ID}}
		list.next = shopPath(v.shop.ID, "/audit?"+query.Encode())
	}
	if list.actors, err = c.actorsOf(ctx.Request().Context(), v); err != nil {
		return err
	}
	named := slices.Clone(list.rows)
	for _, actor := range list.actors {
		named = append(named, query.Audit{Actor: string(actor)})
	}
	if list.names, err = c.namesOf(ctx.Request().Context(), v, named); err != nil {
		return err
	}
	return c.page(ctx, v, http.StatusOK, auditPage(v, list))
}

// actorsOf are those of a shop who may be filtered by.
func (c *Console) actorsOf(ctx context.Context, v *view) ([]audit.Actor, error) {
	people, err := c.Accounts.OfShop(ctx, v.shop.ID)
	if err != nil {
		return nil, err
	}
	keys, err := c.Shops.Keys(ctx, v.shop.ID)
	if err != nil {
		return nil, err
	}
	var actors []audit.Actor
	for _, person := range people {
		actors = append(actors, person.Actor())
	}
	for _, key := range keys {
		if key.Kind == merchant.SecretKey {
			actors = append(actors, audit.Actor("api:"+key.ID))
		}
	}
	return append(actors, audit.CLI, audit.Noren), nil
}

// namesOf writes actors and subjects as people know them: who is forgotten is called so.
func (c *Console) namesOf(ctx context.Context, v *view, rows []query.Audit) (map[string]string, error) {
	words := i18n.AuditFor(v.lang)
	names := map[string]string{"": "", string(audit.CLI): words.ByCLI, string(audit.Noren): words.ByNoren, v.shop.ID: v.shop.Name}
	for _, row := range rows {
		var err error
		if _, known := names[row.Actor]; !known {
			if names[row.Actor], err = c.actorNamed(ctx, words, row.Actor); err != nil {
				return nil, err
			}
		}
		if _, known := names[row.Subject]; !known {
			if names[row.Subject], err = c.subjectNamed(ctx, v, words, row); err != nil {
				return nil, err
			}
		}
	}
	return names, nil
}

func (c *Console) actorNamed(ctx context.Context, words i18n.Audit, actor string) (string, error) {
	if key, isKey := strings.CutPrefix(actor, "api:"); isKey {
		return words.ByAPI + " " + key, nil
	}
	return c.personNamed(ctx, words, strings.TrimPrefix(actor, "staff:"))
}

// personNamed is the name of a person; who is forgotten is called so, and what is no person by its id.
func (c *Console) personNamed(ctx context.Context, words i18n.Audit, id string) (string, error) {
	if !strings.HasPrefix(id, "stf_") {
		return id, nil
	}
	person, err := c.Accounts.Get(ctx, id)
	if errors.Is(err, staff.ErrUnknown) {
		return words.Gone, nil
	}
	return person.Name, err
}

func (c *Console) subjectNamed(ctx context.Context, v *view, words i18n.Audit, row query.Audit) (string, error) {
	switch {
	case strings.HasPrefix(row.Subject, "ord_"):
		order, err := c.Book.Get(ctx, v.shop.ID, row.Subject)
		if errors.Is(err, ledger.ErrUnknown) {
			return row.Subject, nil
		}
		return order.Number, err
	case strings.HasPrefix(row.Action, "mail."):
		return orNothing(i18n.MailsFor(v.lang).Kinds[row.Subject], row.Subject), nil
	}
	return c.personNamed(ctx, words, row.Subject)
}

// subjectPath is the page of what was changed, or "".
func subjectPath(v *view, row query.Audit) string {
	switch prefix, _, _ := strings.Cut(row.Subject, "_"); prefix {
	case "ord":
		return orderPath(v, row.Subject, "")
	case "bulk":
		return shopPath(v.shop.ID, "/bulk/"+row.Subject)
	}
	return ""
}

// offered are the actions to filter by.
func (l auditList) offered() []audit.Area {
	order := audit.Area{Name: "order"}
	for _, event := range ledger.Deeds() {
		order.Actions = append(order.Actions, audit.OfOrder(string(event)))
	}
	return slices.Concat([]audit.Area{order}, audit.InShop())
}

// action names an action; one that has no name of its own is shown as it is.
func (l auditList) action(action audit.Action) string {
	return orNothing(l.words.Actions[string(action)], string(action))
}
