package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"noren/backend/sandbox/central"
)

func (d *desk) orderPage() step {
	p, ok := d.order()
	if !ok {
		return d.lostOrder()
	}
	return step{page: central.Order(d.orderView(p))}
}

// order is the one of the path, if it is the account's.
func (d *desk) order() (*chargePermission, bool) {
	p, ok := d.permissions[d.r.PathValue("order")]
	return p, ok && p.merchantID == d.account.MerchantID
}

func (d *desk) lostOrder() step {
	view := central.OrdersView{Frame: d.frame(central.TabOrders), Page: 1, Pages: 1, Authorized: money(0), Captured: money(0), Refunded: money(0)}
	view.Wrong = central.WrongLost
	return step{status: http.StatusNotFound, page: central.Orders(view)}
}

// refusedOrder is the order as it is now, with why something was not done.
func (d *desk) refusedOrder(p *chargePermission, wrong central.Wrong, message string) step {
	view := d.orderView(p)
	view.Wrong, view.Message = wrong, message
	return step{status: http.StatusUnprocessableEntity, page: central.Order(view)}
}

func (d *desk) orderView(p *chargePermission) central.OrderView {
	view := central.OrderView{
		Frame: d.frame(central.TabOrders), OrderRow: d.orderRow(p), List: d.path("orders"),
		Timeline: dashboardPath + "payments/" + p.sessionID, Description: p.description, Kind: p.kind,
		Note: deref(p.metadata.NoteToBuyer), Updated: p.updated, Due: d.due(p), Actions: d.offered(p, nil),
	}
	if p.card != nil {
		view.Method = p.card.Descriptor
	}
	if p.kind != paymentMethodOnFile {
		view.Balance = money(max(0, d.balance(p)))
	}
	if buyer := d.visibleBuyer(p); buyer != nil {
		view.Buyer, view.BuyerUntil = d.orderBuyer(p, buyer), p.buyerHidden()
	}
	for _, c := range p.charges {
		view.Charges = append(view.Charges, d.chargeRow(c))
		for _, r := range c.refunds {
			view.Refunds = append(view.Refunds, central.RefundRow{
				ID: r.id, State: string(r.state), Reason: r.reason, Amount: money(r.amount),
				Created: r.created, Updated: r.updated,
			})
		}
	}
	for _, n := range d.notifications {
		if n.ChargePermissionID == p.id {
			view.Sent = append(view.Sent, sentRow(n))
		}
	}
	slices.Reverse(view.Sent)
	return view
}

func (d *desk) chargeRow(c *charge) central.ChargeRow {
	return central.ChargeRow{
		ID: c.id, Reference: reference(&c.metadata), State: string(c.state), Reason: c.reason, Note: c.note,
		Amount: money(c.amount), Captured: money(c.captured), Refunded: money(c.refunded),
		Created: c.created, Updated: c.updated, Actions: d.offered(c.permission, c),
	}
}

// orderBuyer has what the scopes of the order reach (protocol 12.7).
func (d *desk) orderBuyer(p *chargePermission, buyer *buyerAnswer) *central.OrderBuyer {
	b := &central.OrderBuyer{ID: buyer.BuyerID, Name: deref(buyer.Name), Email: deref(buyer.Email), Phone: deref(buyer.PhoneNumber)}
	for i := range p.addresses {
		b.Shipping = append(b.Shipping, p.addresses[i].lines())
	}
	if len(p.addresses) == 0 && p.shipping != nil {
		b.Shipping = [][]string{p.shipping.lines()}
	}
	if p.billing != nil && asked(p.request.Scopes, "billingAddress") {
		b.Billing = p.billing.lines()
	}
	return b
}

// buyerHidden is when the buyer's data go; zero: not while the permission is open (protocol 3.4).
func (p *chargePermission) buyerHidden() time.Time {
	switch {
	case p.kind == oneTime:
		return p.created.Add(buyerVisibility)
	case p.closed.IsZero():
		return time.Time{}
	default:
		return p.closed.Add(buyerVisibility)
	}
}

// due is what will happen to an order by itself, the next thing first (protocol 4).
func (d *desk) due(p *chargePermission) []central.Due {
	var list []central.Due
	add := func(what central.DueKind, id string, at time.Time) {
		if at.After(d.now()) {
			list = append(list, central.Due{What: what, ID: id, Time: at})
		}
	}
	for _, c := range p.charges {
		if c.undecided() {
			add(central.DueAuthorizationEnds, c.id, c.created.Add(authorizationLife))
		}
		if c.state == chargeAuthorized {
			add(central.DueQuickCaptureEnds, c.id, c.authorized.Add(quickCapture))
		}
	}
	if p.state != permissionClosed {
		add(central.DueOrderEnds, "", p.expires)
	}
	add(central.DueBuyerHidden, "", p.buyerHidden())
	slices.SortStableFunc(list, func(a, b central.Due) int { return a.Time.Compare(b.Time) })
	return list
}

func sentRow(n *notification) central.SentRow {
	row := central.SentRow{Type: n.Type, ObjectType: n.ObjectType, ObjectID: n.ObjectID, Time: n.Time, Attempts: len(n.Attempts)}
	if last := len(n.Attempts) - 1; last >= 0 && n.Attempts[last].Status != 0 {
		row.Answer = strconv.Itoa(n.Attempts[last].Status)
	}
	return row
}
