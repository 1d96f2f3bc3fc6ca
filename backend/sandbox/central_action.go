package sandbox

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"noren/backend/sandbox/central"
)

// orderAction is what a merchant can do with an order, or with one of its charges: c is nil for the whole order.
type orderAction struct {
	name    central.Action
	offered func(d *desk, p *chargePermission, c *charge) bool
	now     func(c *charge) int64                                       // yen as it stands; nil: none is asked for
	most    func(d *desk, p *chargePermission, c *charge) int64         // yen that may be asked for; nil: no amount
	propose func(d *desk, p *chargePermission, c *charge) int64         // yen to begin with
	reason  bool                                                        // a reason may be given
	do      func(s *Sandbox, id string, yen int64, reason string) error // id of the charge or of the order; takes the lock itself
	done    central.Done
}

// orderActions in the order in which they are offered.
var orderActions = []orderAction{
	{
		name: central.ActionCapture, done: central.DoneCapture,
		offered: func(_ *desk, _ *chargePermission, c *charge) bool { return c != nil && c.state == chargeAuthorized },
		now:     func(c *charge) int64 { return c.amount },
		most:    func(_ *desk, _ *chargePermission, c *charge) int64 { return c.amount },
		propose: func(_ *desk, _ *chargePermission, c *charge) int64 { return c.amount },
		do:      func(s *Sandbox, id string, yen int64, _ string) error { return s.Capture(id, yen) },
	},
	{
		name: central.ActionAmount, done: central.DoneAmount,
		offered: func(d *desk, _ *chargePermission, c *charge) bool {
			return c != nil && c.state == chargeAuthorized && d.highestAmount(c) > 0
		},
		now:     func(c *charge) int64 { return c.amount },
		most:    func(d *desk, _ *chargePermission, c *charge) int64 { return d.highestAmount(c) },
		propose: func(_ *desk, _ *chargePermission, c *charge) int64 { return c.amount },
		do:      func(s *Sandbox, id string, yen int64, _ string) error { return s.ChangeAmount(id, yen) },
	},
	{
		name: central.ActionRefund, done: central.DoneRefund,
		offered: func(d *desk, _ *chargePermission, c *charge) bool { return c != nil && d.refundableNow(c, 1) == nil },
		now:     func(c *charge) int64 { return c.captured - c.refunded },
		most:    func(_ *desk, _ *chargePermission, c *charge) int64 { return c.refundable() },
		propose: func(_ *desk, _ *chargePermission, c *charge) int64 {
			return max(0, min(c.captured-c.refunded, c.refundable()))
		},
		do: func(s *Sandbox, id string, yen int64, _ string) error {
			_, err := s.Refund(id, yen)
			return err
		},
	},
	{
		name: central.ActionCancel, done: central.DoneCancel, reason: true,
		offered: func(d *desk, _ *chargePermission, c *charge) bool {
			return c != nil && (c.undecided() || c.state == chargeCaptureInitiated && d.settings.CancelDuringCapture)
		},
		do: func(s *Sandbox, id string, _ int64, reason string) error { return s.CancelCharge(id, reason) },
	},
	{
		name: central.ActionCharge, done: central.DoneCharge,
		offered: func(d *desk, p *chargePermission, c *charge) bool { return c == nil && d.allows(p, 1) == nil },
		most:    func(d *desk, p *chargePermission, _ *charge) int64 { return d.chargeable(p) },
		propose: func(d *desk, p *chargePermission, _ *charge) int64 { return d.chargeable(p) },
		do:      func(s *Sandbox, id string, yen int64, _ string) error { return s.chargeOrder(id, yen) },
	},
	{
		name: central.ActionClose, done: central.DoneClose, reason: true,
		offered: func(_ *desk, p *chargePermission, c *charge) bool { return c == nil && p.state != permissionClosed },
		do:      func(s *Sandbox, id string, _ int64, reason string) error { return s.ClosePermission(id, reason) },
	},
}

// chargeable is the most that a new charge of the order may be.
func (s *Sandbox) chargeable(p *chargePermission) int64 {
	if p.kind == paymentMethodOnFile {
		return maxAmount
	}
	return min(s.balance(p), maxAmount)
}

// chargeOrder makes a new charge and captures it at once, as after the authorization has lapsed (R5-7).
func (s *Sandbox) chargeOrder(permissionID string, amount int64) error {
	return s.withPermission(permissionID, func(p *chargePermission) *Error {
		now := true
		c := &call{Sandbox: s, owner: p.owner, body: encode(chargeRequest{
			ChargePermissionID: &p.id, ChargeAmount: yen(amount), CaptureNow: &now, MerchantMetadata: &p.metadata,
		})}
		_, _, wrong := c.createCharge()
		return wrong
	})
}

func (d *desk) offered(p *chargePermission, c *charge) []central.ActionLink {
	var links []central.ActionLink
	for _, a := range orderActions {
		if a.offered(d, p, c) {
			links = append(links, central.ActionLink{Action: a.name, Link: d.actionAddress(p, c, a)})
		}
	}
	return links
}

func (d *desk) actionAddress(p *chargePermission, c *charge, a orderAction) string {
	address := d.path("orders", p.id, string(a.name))
	if c != nil {
		address += "?" + url.Values{"charge": {c.id}}.Encode()
	}
	return address
}

// chosenAction is the action of the path on the order of the path and the charge of the form.
type chosenAction struct {
	orderAction

	order  *chargePermission
	charge *charge // nil: the whole order
}

func (x chosenAction) id() string {
	if x.charge != nil {
		return x.charge.id
	}
	return x.order.id
}

// chosenAction is nil, and next why, where there is no such action, or not in this state.
func (d *desk) chosenAction() (x *chosenAction, next step) {
	p, ok := d.order()
	if !ok {
		return nil, d.lostOrder()
	}
	x = &chosenAction{order: p}
	if id := d.form.Get("charge"); id != "" {
		if x.charge = d.charges[id]; x.charge == nil || x.charge.permission != p {
			return nil, d.lostOrder()
		}
	}
	for _, a := range orderActions {
		if string(a.name) == d.r.PathValue("action") {
			if !a.offered(d, p, x.charge) {
				return nil, d.refusedOrder(p, central.WrongState, "")
			}
			x.orderAction = a
			return x, step{}
		}
	}
	return nil, d.lostOrder()
}

// actionPage is the form, and with `confirm` the last question before it is done.
func (d *desk) actionPage() step {
	x, next := d.chosenAction()
	if x == nil {
		return next
	}
	view := d.actionView(x)
	if d.form.Get("confirm") == "" {
		return step{page: central.Act(view)}
	}
	return d.confirm(x, view)
}

func (d *desk) confirm(x *chosenAction, view central.ActionView) step {
	amount, problems := d.readAction(x)
	if len(problems) > 0 {
		view.Problems = problems
		return step{status: http.StatusUnprocessableEntity, page: central.Act(view)}
	}
	view.Confirm, view.Token = true, newToken()
	if view.AsksAmount {
		view.Amount, view.Shown = text(amount), money(amount)
	}
	return step{page: central.Act(view)}
}

func (d *desk) actionView(x *chosenAction) central.ActionView {
	view := central.ActionView{
		Frame: d.frame(central.TabOrders), Action: x.name, Path: d.path("orders", x.order.id, string(x.name)),
		Order: d.path("orders", x.order.id), OrderID: x.order.id, Reference: reference(&x.order.metadata),
		AsksAmount: x.most != nil, AsksReason: x.reason, Amount: d.form.Get("yen"), Reason: d.form.Get("reason"),
	}
	if x.charge != nil {
		view.ChargeID = x.charge.id
		view.Slow = x.name == central.ActionCapture && d.now().After(x.charge.authorized.Add(quickCapture))
	}
	view.Stays = x.name == central.ActionClose && x.order.inProgress() && !d.settings.CloseCancelsCharges
	if x.now != nil {
		view.Now = money(x.now(x.charge))
	}
	if x.most != nil {
		view.Most = money(x.most(d, x.order, x.charge))
		if view.Amount == "" && d.form.Get("confirm") == "" {
			view.Amount = text(x.propose(d, x.order, x.charge))
		}
	}
	return view
}

// readAction checks what was typed.
func (d *desk) readAction(x *chosenAction) (amount int64, problems map[string]central.Problem) {
	problems = map[string]central.Problem{}
	if x.most != nil {
		var ok bool
		switch amount, ok = typedYen(d.form.Get("yen")); {
		case !ok:
			problems["yen"] = central.NotYen
		case amount > x.most(d, x.order, x.charge):
			problems["yen"] = central.TooMuch
		case x.name == central.ActionAmount && amount == x.charge.amount:
			problems["yen"] = central.Unchanged
		}
	}
	if x.reason && utf8.RuneCountInString(d.form.Get("reason")) > maxReason {
		problems["reason"] = central.TooLong
	}
	return amount, problems
}

// plainDigits reads what people type in Japan.
var plainDigits = strings.NewReplacer(
	"０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	",", "", "，", "", "¥", "", "￥", "", "円", "", " ", "", "　", "",
)

func typedYen(typed string) (amount int64, ok bool) {
	amount, err := strconv.ParseInt(plainDigits.Replace(typed), 10, 64)
	if errors.Is(err, strconv.ErrRange) {
		return maxAmount + 1, true // too much, not unreadable
	}
	return amount, err == nil && amount > 0
}

// formLife is how long a form that was sent is known, to be done once.
const formLife = 24 * time.Hour

// serveOrderAction does an action once, however often its form is sent.
func (s *Sandbox) serveOrderAction(w http.ResponseWriter, r *http.Request) {
	form, ok := readForm(w, r)
	if !ok {
		return
	}
	var do func() error
	next := s.atDesk(r, form, func(d *desk) (next step) {
		do, next = d.takeAction()
		return next
	})
	if do != nil {
		if err := do(); err != nil {
			next = s.atDesk(r, form, func(d *desk) step { return d.actionRefused(err) })
		} else {
			next = s.atDesk(r, form, func(d *desk) step { return d.actionDone(next) })
		}
	}
	s.showCentral(w, r, next)
}

// takeAction reserves the form's token and says what is to be done outside of the lock; do is nil when nothing is.
func (d *desk) takeAction() (do func() error, next step) {
	token := d.form.Get("token")
	if done, ok := d.sentForms[token]; ok {
		return nil, redirect(done)
	}
	x, next := d.chosenAction()
	if x == nil {
		return nil, next
	}
	amount, problems := d.readAction(x)
	if token == "" || len(problems) > 0 {
		return nil, d.confirm(x, d.actionView(x))
	}
	next = told(d.path("orders", x.order.id), x.done)
	d.sentForms[token] = next.redirect
	d.at(d.now().Add(formLife), func() { delete(d.sentForms, token) })
	id, reason := x.id(), d.form.Get("reason")
	return func() error { return x.do(d.Sandbox, id, amount, reason) }, next
}

func (d *desk) actionDone(next step) step {
	if c, ok := d.charges[d.form.Get("charge")]; ok && c.state == chargeCaptureInitiated {
		return told(d.path("orders", c.permission.id), central.DoneCaptureLater)
	}
	return next
}

// actionRefused lets the form be sent again.
func (d *desk) actionRefused(err error) step {
	delete(d.sentForms, d.form.Get("token"))
	p, ok := d.order()
	if !ok {
		return d.lostOrder()
	}
	message := err.Error()
	if wrong, ok := errors.AsType[*Error](err); ok {
		message = wrong.ReasonCode + ": " + wrong.Message
	}
	return d.refusedOrder(p, central.WrongRefused, message)
}
