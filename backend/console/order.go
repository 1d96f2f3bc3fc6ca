package console

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/amazonpay"
	"noren/backend/ledger"
	"noren/backend/staff"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/cart"
	"noren/shared/i18n"
	"noren/shared/timeline"
)

// orderRoutes are an order's page, and what may be done with it.
func (c *Console) orderRoutes() []route {
	order := shopPath(":shop", "/orders/:order")
	return []route{
		{method: http.MethodGet, path: order, right: staff.View, handle: c.showOrder},
		{method: http.MethodGet, path: order + "/do/:action", right: staff.Work, handle: c.askAction},
		{method: http.MethodPost, path: order + "/do/:action", right: staff.Work, handle: c.doAction},
		{method: http.MethodGet, path: order + "/purchaser", right: staff.Work, handle: c.editPurchaser},
		{method: http.MethodPost, path: order + "/purchaser", right: staff.Work, handle: c.savePurchaser},
		{method: http.MethodGet, path: order + "/mail", right: staff.Work, handle: c.writeMail},
		{method: http.MethodPost, path: order + "/mail", right: staff.Work, handle: c.sendMail},
		{method: http.MethodGet, path: order + "/plan", right: staff.Work, handle: c.editPlan},
		{method: http.MethodPost, path: order + "/plan", right: staff.Work, handle: c.savePlan},
	}
}

// dossier is an order with all that its page shows.
type dossier struct {
	query.Order

	words  i18n.Orders
	acts   i18n.OrderActions
	told   i18n.Timeline
	states map[string]string
	alerts map[string]string

	permits              []ledger.Permit
	step                 ledger.Step
	purchaser, recipient *api.Person
	forgottenAt          time.Time // zero: they are known, or nothing tells when they were forgotten
	cart                 cart.Cart
	charges              []query.Charge
	refunds              []query.Refund
	entries              []timeline.Entry
	refused              *timeline.Entry // the last wish was refused by Amazon
	paperRight           bool            // the papers have Amazon's amount (R5-9)
	works                bool            // the reader may do more than look
}

// newDossier has the words and what may be done; showOrder adds the rest.
func (c *Console) newDossier(ctx context.Context, v *view, o query.Order) (*dossier, error) {
	d := &dossier{
		Order: o, words: i18n.OrdersFor(v.lang), acts: i18n.OrderActionsFor(v.lang), told: i18n.TimelineFor(v.lang),
		states: i18n.OrderStates(v.lang), alerts: i18n.OrderAlerts(v.lang), works: v.person.May(staff.Work, v.shop.ID),
	}
	busy, err := c.Book.Busy(ctx, o)
	if err != nil {
		return nil, err
	}
	d.permits = ledger.Permits(o, busy, v.now)
	d.step = ledger.Next(o, d.permits, busy)
	if d.purchaser, d.recipient, err = c.Book.People(o); err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(o.Cart), &d.cart); err != nil {
		return nil, fmt.Errorf("console: cart: %w", err)
	}
	return d, nil
}

// read adds charges, refunds, and what happened.
func (d *dossier) read(ctx context.Context, c *Console) (err error) {
	q := c.DB.Read()
	if d.charges, err = q.Charges(ctx, query.ChargesParams{ShopID: d.ShopID, OrderID: d.ID}); err != nil {
		return fmt.Errorf("console: charges: %w", err)
	}
	if d.refunds, err = q.Refunds(ctx, query.RefundsParams{ShopID: d.ShopID, OrderID: d.ID}); err != nil {
		return fmt.Errorf("console: refunds: %w", err)
	}
	if d.entries, err = c.Book.Timeline(ctx, d.ShopID, d.ID); err != nil {
		return err
	}
	if d.forgottenAt, err = c.Book.ForgottenAt(ctx, d.Order); err != nil {
		return err
	}
	d.refused = refusedLast(d.entries)
	paper, _, err := ledger.PaperOf(d.Order, ledger.Issuer{})
	if err != nil {
		return err
	}
	d.paperRight = !ledger.PaperDiffers(d.Order, paper)
	return c.nameActors(ctx, d.entries)
}

// refusedLast is Amazon's refusal of the last wish; nil when something else has come of the order since.
func refusedLast(entries []timeline.Entry) *timeline.Entry {
	for _, e := range slices.Backward(entries) {
		if e.Kind != timeline.Order {
			continue
		}
		switch ledger.Event(e.Code) { //nolint:exhaustive // whatever else is news of another kind
		case ledger.Refusal:
			return &e
		case ledger.Alerted, ledger.AlertSeen, ledger.CardChangeAsked, ledger.PurchaserChanged, ledger.PurchaserForgotten, ledger.PaperChanged, ledger.ShippingPlanned,
			ledger.IndividuallyMailed, ledger.WasLapsed:
		default:
			return nil
		}
	}
	return nil
}

// nameActors puts in the names of people.
func (c *Console) nameActors(ctx context.Context, entries []timeline.Entry) error {
	names := map[string]string{}
	for i := range entries {
		name, err := c.nameOfActor(ctx, names, entries[i].Actor)
		if err != nil {
			return err
		}
		entries[i].Name = name
	}
	return nil
}

// nameOfActor is the name of who did something, if that is a person who is still known; known keeps what was read.
func (c *Console) nameOfActor(ctx context.Context, known map[string]string, actor string) (string, error) {
	id, ok := strings.CutPrefix(actor, "staff:")
	if !ok {
		return "", nil
	}
	if name, ok := known[id]; ok {
		return name, nil
	}
	person, err := c.Accounts.Get(ctx, id)
	if err != nil && !isUnknownPerson(err) {
		return "", err
	}
	known[id] = person.Name
	return person.Name, nil
}

func (c *Console) showOrder(ctx echo.Context, v *view) error {
	o, err := c.ordered(ctx, v)
	if err != nil {
		return err
	}
	d, err := c.newDossier(ctx.Request().Context(), v, o)
	if err != nil {
		return err
	}
	if err := d.read(ctx.Request().Context(), c); err != nil {
		return err
	}
	return c.page(ctx, v, http.StatusOK, orderPage(v, d))
}

// mayNow reports whether an action may be done, and why not.
func (d *dossier) mayNow(action ledger.Action) (allowed bool, why ledger.Why) {
	if action == askCard {
		action = ledger.ReauthoriseAction
	}
	for _, permit := range d.permits {
		if permit.Action == action {
			return permit.Allowed, permit.Why
		}
	}
	return false, ledger.WhyState
}

// offered are the actions of the page; first those that may be done now.
func (d *dossier) offered() []ledger.Permit {
	var all []ledger.Permit
	for _, permit := range d.permits {
		if !onPageOfItsOwn(permit.Action) {
			all = append(all, permit)
		}
		if permit.Action == ledger.ReauthoriseAction && permit.Allowed {
			all = append(all, ledger.Permit{Action: askCard, Allowed: true})
		}
	}
	slices.SortStableFunc(all, func(a, b ledger.Permit) int { return cmp.Compare(rankOf(a), rankOf(b)) })
	return all
}

// onPageOfItsOwn are actions that ask for more than a button does.
func onPageOfItsOwn(a ledger.Action) bool {
	return slices.Contains([]ledger.Action{ledger.EditPurchaserAction, ledger.EditPaperAction, ledger.PlanShippingAction}, a)
}

func rankOf(p ledger.Permit) int {
	if p.Allowed {
		return 0
	}
	return 1
}

// remedies reports a refused authorisation, for which R5-7 names three.
func (d *dossier) remedies() bool {
	return d.refused != nil && (d.State == string(ledger.Lapsed) || d.State == string(ledger.Declined))
}

func (d *dossier) class() string {
	return string(ledger.ClassOf(amazonpay.ReasonCode(d.refused.Reason)))
}
