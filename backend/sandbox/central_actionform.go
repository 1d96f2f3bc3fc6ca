package sandbox

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"noren/backend/sandbox/central"
)

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
	if done, ok := d.sentForms[d.form.Get("token")]; ok {
		return redirect(done)
	}
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

// confirm is the last question. Its address has the form's token, so that who comes back to it and sends it again sends
// the same form.
func (d *desk) confirm(x *chosenAction, view central.ActionView) step {
	amount, problems := d.readAction(x)
	if len(problems) > 0 {
		view.Problems = problems
		return step{status: http.StatusUnprocessableEntity, page: central.Act(view)}
	}
	if view.Token = d.form.Get("token"); view.Token == "" {
		query := url.Values{"confirm": {"1"}, "token": {newToken()}, "charge": {view.ChargeID}, "yen": {view.Amount}, "reason": {view.Reason}}
		return redirect(view.Path + "?" + query.Encode())
	}
	view.Confirm = true
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
