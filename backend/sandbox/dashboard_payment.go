package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"noren/backend/sandbox/watch"
)

// Lists on the dashboard end here; the control API has all.
const dashboardLength = 200

func (s *Sandbox) livePage(r *http.Request) (watch.Frame, templ.Component, error) {
	f := s.frame(r, "ライブ", "Live")
	events := s.Events(0)
	slices.Reverse(events)
	return f, watch.Live(f, watchEvents(latest(events))), nil
}

// latest cuts a list that begins with the latest.
func latest[T any](list []T) []T { return list[:min(len(list), dashboardLength)] }

func watchEvents(events []Event) []watch.Event {
	list := make([]watch.Event, len(events))
	for i, e := range events {
		list[i] = watch.Event{
			Number: e.Number, Time: watch.Moment(e.Time), Subject: string(e.Subject), ID: e.ID, Link: linkOf(e),
			State: e.State, Detail: e.Detail, Payment: e.SessionID,
		}
	}
	return list
}

// linkOf is where the dashboard shows what an event is about.
func linkOf(e Event) string {
	switch e.Subject {
	case SubjectRequest:
		return "/dashboard/requests/" + e.ID
	case SubjectMail:
		return "/dashboard/mails/" + e.ID
	case SubjectNotification:
		return "/dashboard/notifications"
	case SubjectSession, SubjectPermission, SubjectCharge, SubjectRefund:
		if e.SessionID != "" {
			return "/dashboard/payments/" + e.SessionID + "#object-" + e.ID
		}
	case SubjectMerchant, SubjectClock, SubjectSandbox:
	}
	return ""
}

func (s *Sandbox) paymentsPage(r *http.Request) (watch.Frame, templ.Component, error) {
	f := s.frame(r, "支払い", "Payments")
	s.lock()
	defer s.unlock()
	sessions := inOrder(s.sessions, func(x *checkoutSession) int { return -x.order })
	list := make([]watch.Payment, 0, min(len(sessions), dashboardLength))
	for _, x := range latest(sessions) {
		list = append(list, s.watchPayment(x))
	}
	return f, watch.Payments(f, list), nil
}

func (s *Sandbox) watchPayment(x *checkoutSession) watch.Payment {
	p := watch.Payment{
		SessionID: x.id, Reference: reference(x.request.MerchantMetadata), State: string(x.state), Reason: x.reason,
		Amount: readable(x.payment().ChargeAmount), PermissionID: x.permissionID, Created: watch.Moment(x.created),
	}
	if x.buyer != nil {
		p.Buyer = x.buyer.Name
	}
	if permission, ok := s.permissions[x.permissionID]; ok {
		p.PermissionState = string(permission.state)
		if n := len(permission.charges); n > 0 {
			p.ChargeState = string(permission.charges[n-1].state)
		}
	}
	return p
}

func (s *Sandbox) paymentPage(r *http.Request) (watch.Frame, templ.Component, error) {
	id, base := r.PathValue("id"), s.publicURL(r)
	f := s.frame(r, "支払い "+watch.Short(id), "Payment "+watch.Short(id))
	s.lock()
	defer s.unlock()
	x, ok := s.sessions[id]
	if !ok {
		return f, nil, notFound(id)
	}
	events, _ := s.eventsAfter(0)
	events = slices.DeleteFunc(events, func(e Event) bool { return e.SessionID != id })
	detail := watch.PaymentDetail{Payment: s.watchPayment(x), Objects: s.watchObjects(x, base), Events: watchEvents(events)}
	return f, watch.PaymentPage(f, detail), nil
}

// watchObjects are the session and what came of it, each as the API answers it.
func (s *Sandbox) watchObjects(x *checkoutSession, base string) []watch.Object {
	list := []watch.Object{{
		Subject: string(SubjectSession), ID: x.id, State: string(x.state), Reason: x.reason,
		Amount: readable(x.payment().ChargeAmount), JSON: indented(s.showSession(x, base)),
	}}
	p, ok := s.permissions[x.permissionID]
	if !ok {
		return list
	}
	list = append(list, watch.Object{
		Subject: string(SubjectPermission), ID: p.id, State: string(p.state), Reason: p.reason,
		Amount: readable(yen(p.limit)), JSON: indented(s.showPermission(p)),
	})
	for _, c := range p.charges {
		list = append(list, watch.Object{
			Subject: string(SubjectCharge), ID: c.id, State: string(c.state), Reason: c.reason,
			Amount: readable(yen(c.amount)), JSON: indented(s.showCharge(c)),
		})
		for _, refund := range c.refunds {
			list = append(list, watch.Object{
				Subject: string(SubjectRefund), ID: refund.id, State: string(refund.state), Reason: refund.reason,
				Amount: readable(yen(refund.amount)), JSON: indented(s.showRefund(refund)),
			})
		}
	}
	return list
}

func indented(v any) string { return indent(string(encode(v))) }

// indent makes JSON readable; other texts stay as they are.
func indent(text string) string {
	var b bytes.Buffer
	if json.Indent(&b, []byte(text), "", "  ") != nil {
		return text
	}
	return b.String()
}
