package sandbox

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"noren/backend/sandbox/watch"
)

func (s *Sandbox) notificationsPage(r *http.Request) (watch.Frame, templ.Component, error) {
	f := s.frame(r, "通知", "Notifications")
	s.lock()
	defer s.unlock()
	var targets []watch.Target
	for _, a := range inOrder(s.accounts, func(a *account) int { return a.order }) {
		targets = append(targets, watch.Target{MerchantID: a.MerchantID, StoreName: a.StoreName, URL: a.notificationURLs[sandboxEnvironment]})
	}
	notifications := slices.Clone(s.notifications)
	slices.Reverse(notifications)
	var list []watch.Notification
	for _, n := range latest(notifications) {
		list = append(list, watchNotification(n))
	}
	return f, watch.Notifications(f, targets, list), nil
}

func watchNotification(n *notification) watch.Notification {
	x := watch.Notification{
		Key: n.messageID, ID: n.ID, MerchantID: n.MerchantID, ObjectType: n.ObjectType, ObjectID: n.ObjectID, SessionID: n.sessionID,
		Time: watch.Moment(n.Time), Pending: n.Pending,
	}
	for _, a := range n.Attempts {
		x.Attempts = append(x.Attempts, watch.Attempt{
			Time: watch.Moment(a.Time), URL: a.URL, Status: strconv.Itoa(a.Status), Error: a.Error, Body: indent(a.Body),
		})
	}
	return x
}

func (s *Sandbox) mailsPage(r *http.Request) (watch.Frame, templ.Component, error) {
	f := s.frame(r, "メール", "Mails")
	mails := s.Mails()
	slices.Reverse(mails)
	var list []watch.Mail
	for _, m := range latest(mails) {
		list = append(list, watchMail(m))
	}
	return f, watch.Mails(f, list), nil
}

func watchMail(m Mail) watch.Mail {
	return watch.Mail{
		ID: m.ID, Kind: string(m.Kind), To: m.To, Subject: m.Subject, Text: m.Text, SessionID: m.SessionID, Time: watch.Moment(m.Time),
	}
}

func (s *Sandbox) mailPage(r *http.Request) (watch.Frame, templ.Component, error) {
	id := r.PathValue("id")
	f := s.frame(r, "メール", "Mail")
	mails := s.Mails()
	at := slices.IndexFunc(mails, func(m Mail) bool { return m.ID == id })
	if at < 0 {
		return f, nil, notFound(id)
	}
	f.Title = mails[at].Subject
	return f, watch.MailPage(f, watchMail(mails[at])), nil
}

func (s *Sandbox) setupPage(r *http.Request) (watch.Frame, templ.Component, error) {
	f := s.frame(r, "接続のしかた", "Set-up")
	m := s.cfg.Merchants[0]
	return f, watch.SetupPage(f, watch.Setup{
		URL: s.publicURL(r), ControlURL: s.ControlURL, MerchantID: m.MerchantID, StoreID: m.StoreID, Certificate: s.Certificate(),
	}), nil
}
