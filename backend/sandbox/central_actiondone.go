package sandbox

import (
	"errors"
	"net/http"
	"time"

	"noren/backend/sandbox/central"
)

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
	s := d.Sandbox
	s.sentForms[token] = next.redirect
	s.at(s.now().Add(formLife), func() { delete(s.sentForms, token) })
	id, reason := x.id(), d.form.Get("reason")
	return func() error { return x.do(s, id, amount, reason) }, next
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
