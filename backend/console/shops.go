package console

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/doctor"
	"noren/backend/merchant"
	"noren/backend/overview"
	"noren/backend/session"
	"noren/backend/staff"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/i18n"
)

const shopsPath = "/console/shops"

// shopRoutes lead into shops.
func (c *Console) shopRoutes() []route {
	return []route{
		{method: http.MethodGet, path: shopsPath, right: self, handle: c.showShops},
		{method: http.MethodGet, path: "/console/shops/:shop", right: staff.View, handle: c.enterShop},
	}
}

// How many shops a page lists, and how many the head offers to switch to.
const (
	shopsAtOnce = 25
	switchable  = 20
)

// shopList is a page of shops.
type shopList struct {
	overview.Page

	words   string // as typed
	before  string
	doctors map[string]examined
}

// examined is a shop's last examination, where it may be seen and is still kept.
type examined struct {
	at           time.Time
	fails, warns int
	unknown      bool // Redis does not answer
}

// showShops lists the shops that somebody may see: for an operator all.
func (c *Console) showShops(ctx echo.Context, v *view) error {
	l := shopList{words: strings.TrimSpace(ctx.QueryParam("words")), before: ctx.QueryParam("before"), doctors: map[string]examined{}}
	var err error
	l.Page, err = overview.Find(store.ForAll(ctx.Request().Context()), c.Shops, overview.Asked{Words: l.words, Before: l.before, Limit: shopsAtOnce, Only: onlyOf(v.person)})
	if err != nil {
		return err
	}
	for _, row := range l.Rows {
		if !v.person.May(staff.Manage, row.ID) || c.Doctor == nil {
			continue
		}
		if l.doctors[row.ID], err = c.examined(ctx.Request().Context(), row.ID); err != nil {
			return err
		}
	}
	return c.page(ctx, v, http.StatusOK, shopsPage(v, i18n.OverviewFor(v.lang), l))
}

// onlyOf are the shops that somebody may see; nil is all.
func onlyOf(p staff.Person) []string {
	if p.Operator {
		return nil
	}
	return slices.AppendSeq([]string{}, maps.Keys(p.Roles))
}

func (c *Console) examined(ctx context.Context, shop string) (examined, error) {
	report, made, err := c.Doctor.Last(ctx, shop)
	switch {
	case errors.Is(err, session.ErrUnavailable):
		return examined{unknown: true}, nil
	case err != nil || !made:
		return examined{}, err
	}
	return examined{at: report.At, fails: report.Count(doctor.Fail), warns: report.Count(doctor.Warn)}, nil
}

// at is the address of a page of the list.
func (l shopList) at(before string) string {
	q := url.Values{}
	for name, value := range map[string]string{"words": l.words, "before": before} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if len(q) == 0 {
		return shopsPath
	}
	return shopsPath + "?" + q.Encode()
}

// need is one thing to look at, and where.
type need struct{ text, to string }

// needs are what a shop's row leads to: pages that whoever knows the shop may see.
func needs(w i18n.Overview, row overview.Row) []need {
	var list []need
	for _, n := range []struct {
		count    int64
		text, to string
	}{
		{row.Trouble.Orders, w.Orders, "/orders?attention=1"},
		{row.Trouble.Endpoints, w.Endpoints, "/hooks"},
		{row.Trouble.Deliveries, w.Deliveries, "/hooks"},
		{row.Trouble.Notifications, w.Notifications, "/notifications"},
		{row.Trouble.Mails, w.Mails, "/mails"},
	} {
		if n.count > 0 {
			list = append(list, need{i18n.Fill(n.text, "n", strconv.FormatInt(n.count, 10)), shopPath(row.ID, n.to)})
		}
	}
	return list
}

// shopsOf are the shops that the head lets somebody switch to: the newest of those that they may see.
func (c *Console) shopsOf(ctx context.Context, p staff.Person) ([]merchant.Shop, error) {
	ctx = store.ForAll(ctx) // the person says which
	ids := slices.Sorted(slices.Values(onlyOf(p)))
	slices.Reverse(ids)
	if p.Operator {
		var err error
		if ids, err = c.DB.Read().FindShops(ctx, query.FindShopsParams{Before: lastID, Pattern: "%", Size: switchable}); err != nil {
			return nil, err
		}
	}
	var shops []merchant.Shop
	for _, id := range ids[:min(len(ids), switchable)] {
		shop, err := c.Shops.Get(ctx, id)
		if errors.Is(err, merchant.ErrUnknownShop) {
			continue
		}
		if err != nil {
			return nil, err
		}
		shops = append(shops, shop)
	}
	return shops, nil
}

// enterShop goes to the shop's first page.
func (c *Console) enterShop(ctx echo.Context, v *view) error {
	if first := c.firstOf(v.person, v.shop.ID); first != "" {
		return ctx.Redirect(http.StatusSeeOther, first)
	}
	if err := c.furnish(ctx.Request().Context(), v); err != nil {
		return err
	}
	return draw(ctx, http.StatusOK, emptyShopPage(v))
}

// titleOf says what somebody is, in one word.
func titleOf(w i18n.Staff, p staff.Person) string {
	if p.Operator {
		return w.Operator
	}
	for _, role := range p.Roles {
		return w.Roles[string(role)]
	}
	return ""
}
