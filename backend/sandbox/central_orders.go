package sandbox

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"noren/backend/sandbox/central"
)

// ordersPerPage is how many orders a page of the list has.
const ordersPerPage = 20

// ordersPage lists the charge permissions that were searched for, newest first.
func (d *desk) ordersPage() step {
	search, query := d.orderSearch()
	view := central.OrdersView{Frame: d.frame(central.TabOrders), Query: query}
	found := d.findOrders(search)
	var authorized, captured, refunded int64
	for _, p := range found {
		sums := p.sums()
		authorized, captured, refunded = authorized+sums.authorized, captured+sums.captured, refunded+sums.refunded
	}
	view.Found = len(found)
	view.Authorized, view.Captured, view.Refunded = money(authorized), money(captured), money(refunded)
	view.Pages = max(1, (len(found)+ordersPerPage-1)/ordersPerPage)
	page, _ := strconv.Atoi(d.form.Get("page")) // anything else is the first page
	view.Page = min(max(page, 1), view.Pages)
	if view.Page > 1 {
		view.Previous = d.listAddress(view.Page - 1)
	}
	if view.Page < view.Pages {
		view.Next = d.listAddress(view.Page + 1)
	}
	first := (view.Page - 1) * ordersPerPage
	for _, p := range found[first:min(first+ordersPerPage, len(found))] {
		view.Orders = append(view.Orders, d.orderRow(p))
	}
	return step{page: central.Orders(view)}
}

// listAddress is the list as it was searched for, on another page.
func (d *desk) listAddress(page int) string {
	query := url.Values{"page": {strconv.Itoa(page)}}
	for _, name := range []string{"q", "state", "environment", "from", "to"} {
		if value := d.form.Get(name); value != "" {
			query.Set(name, value)
		}
	}
	return d.path("orders") + "?" + query.Encode()
}

// orderSearch is what is looked for; zero values are anything.
type orderSearch struct {
	text        string
	state       string // of the permission or of one of its charges
	environment environment
	from, to    time.Time // created from, and before
}

// orderSearch reads the form. What was typed wrongly finds nothing less.
func (d *desk) orderSearch() (orderSearch, central.OrderQuery) {
	query := central.OrderQuery{
		Text: d.form.Get("q"), State: d.form.Get("state"), Environment: d.form.Get("environment"),
		From: d.form.Get("from"), To: d.form.Get("to"),
	}
	search := orderSearch{text: squeezed(query.Text), state: query.State, environment: environment(query.Environment)}
	search.from, search.to, query.Problems = days(query.From, query.To)
	return search, query
}

// days reads a first and a last day in Japan; the second time is the end of the last day.
func days(from, to string) (first, end time.Time, problems map[string]central.Problem) {
	problems = map[string]central.Problem{}
	day := func(name, text string) time.Time {
		if text == "" {
			return time.Time{}
		}
		t, err := time.ParseInLocation(time.DateOnly, text, japan)
		if err != nil {
			problems[name] = central.NotDate
		}
		return t
	}
	first, end = day("from", from), day("to", to)
	if !end.IsZero() {
		end = end.AddDate(0, 0, 1)
	}
	if !first.IsZero() && !end.IsZero() && !first.Before(end) {
		problems["to"] = central.DatesReversed
	}
	return first, end, problems
}

func (d *desk) findOrders(search orderSearch) []*chargePermission {
	found := inOrder(d.permissions, func(p *chargePermission) int { return p.order })
	found = slices.DeleteFunc(found, func(p *chargePermission) bool {
		return p.merchantID != d.account.MerchantID || !search.finds(p, d.visibleBuyer(p))
	})
	slices.Reverse(found)
	return found
}

func (q orderSearch) finds(p *chargePermission, buyer *buyerAnswer) bool {
	switch {
	case q.environment != "" && q.environment != p.environment,
		!q.from.IsZero() && p.created.Before(q.from),
		!q.to.IsZero() && !p.created.Before(q.to),
		q.state != "" && string(p.state) != q.state && !slices.ContainsFunc(p.charges, func(c *charge) bool { return string(c.state) == q.state }):
		return false
	}
	known := []string{p.id, reference(&p.metadata)}
	for _, c := range p.charges {
		known = append(known, c.id, reference(&c.metadata))
		for _, r := range c.refunds {
			known = append(known, r.id)
		}
	}
	if buyer != nil {
		known = append(known, deref(buyer.Name), deref(buyer.Email), buyer.BuyerID)
	}
	return slices.ContainsFunc(known, func(text string) bool { return strings.Contains(squeezed(text), q.text) })
}

// squeezed is a text without blanks and capitals: 山田太郎 finds 山田 太郎.
func squeezed(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), "")) }

// visibleBuyer is what the merchant may know of the buyer now; nil: nothing any more.
func (d *desk) visibleBuyer(p *chargePermission) *buyerAnswer {
	if p.buyer == nil || !p.showsBuyer(d.now()) {
		return nil
	}
	return showBuyer(p.merchantID, p.buyer, p.request.Scopes)
}

// orderSums are yen over the charges of an order.
type orderSums struct{ authorized, captured, refunded int64 }

func (p *chargePermission) sums() (sums orderSums) {
	for _, c := range p.charges {
		if c.state == chargeAuthorized || c.state == chargeCaptureInitiated {
			sums.authorized += c.amount
		}
		sums.captured += c.captured
		sums.refunded += c.refunded
	}
	return sums
}

func (d *desk) orderRow(p *chargePermission) central.OrderRow {
	sums := p.sums()
	row := central.OrderRow{
		Link: d.path("orders", p.id), ID: p.id, Reference: reference(&p.metadata), Environment: string(p.environment),
		Created: p.created, State: string(p.state), Reason: p.reason,
		Captured: money(sums.captured), Refunded: money(sums.refunded),
	}
	if p.kind != paymentMethodOnFile {
		row.Limit = money(p.limit)
	}
	if buyer := d.visibleBuyer(p); buyer != nil {
		row.Buyer = deref(buyer.Name)
	}
	for _, c := range p.charges {
		row.States = append(row.States, string(c.state))
	}
	return row
}

func money(amount int64) string { return readable(yen(amount)) }
