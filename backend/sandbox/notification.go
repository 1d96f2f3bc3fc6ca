package sandbox

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"noren/backend/sandbox/sns"
)

// Types of objects in notifications (protocol 8.1).
const (
	objectPermission = "CHARGE_PERMISSION"
	objectCharge     = "CHARGE"
	objectRefund     = "REFUND"
	objectChargeback = "CHARGEBACK"
)

// Types of notifications (protocol 8.1).
const (
	stateChange     = "STATE_CHANGE"
	attributeChange = "ATTRIBUTE_CHANGE"
)

// Notification is one instant payment notification, sent or not. No state is in it (protocol 8.1).
type Notification struct {
	ID                 string    `json:"notificationId"`
	Type               string    `json:"notificationType"` // STATE_CHANGE or ATTRIBUTE_CHANGE
	MerchantID         string    `json:"merchantId"`
	Environment        string    `json:"environment"` // sandbox or live
	ObjectType         string    `json:"objectType"`
	ObjectID           string    `json:"objectId"`
	ChargePermissionID string    `json:"chargePermissionId"`
	Time               time.Time `json:"time"`
	Pending            bool      `json:"pending"`  // waits to be delivered
	Attempts           []Attempt `json:"attempts"` // oldest first
}

// Attempt is one delivery.
type Attempt struct {
	Time   time.Time `json:"time"`
	URL    string    `json:"url"`
	Status int       `json:"status"` // 0: no answer
	Error  string    `json:"error"`
	Body   string    `json:"body"` // the SNS envelope
}

type notification struct {
	Notification

	sessionID string // of the payment
	messageID string
}

// Deliveries (protocol 8.3): again each hour when the shop answered 5xx or not at all. How often is
// Settings.Redeliveries.
const (
	redeliveryPause = time.Hour
	deliveryTimeout = 15 * time.Second
)

const snsTime = "2006-01-02T15:04:05.000Z"

// Notifications lists all that arose, oldest first.
func (s *Sandbox) Notifications() []Notification {
	s.lock()
	defer s.unlock()
	list := make([]Notification, len(s.notifications))
	for i, n := range s.notifications {
		list[i] = n.Notification
		list[i].Attempts = append([]Attempt{}, n.Attempts...)
	}
	return list
}

// notify queues a notification that an object of a permission has changed its state.
func (s *Sandbox) notify(o owner, objectType, objectID string, p *chargePermission) {
	s.announce(o, stateChange, objectType, objectID, p)
}

// announce queues a notification of either type.
func (s *Sandbox) announce(o owner, what, objectType, objectID string, p *chargePermission) {
	n := &notification{
		Notification: Notification{
			ID: newUUID(), Type: what, MerchantID: o.merchantID, Environment: string(o.environment), ObjectType: objectType, ObjectID: objectID,
			ChargePermissionID: p.id, Time: s.now(),
		},
		sessionID: p.sessionID, messageID: newUUID(),
	}
	s.notifications = append(s.notifications, n)
	s.enqueue(n)
}

// enqueue makes a notification due for delivery, behind those that are.
func (s *Sandbox) enqueue(n *notification) {
	if !n.Pending {
		n.Pending = true
		s.outbox = append(s.outbox, n)
	}
	s.wakeUp()
}

func (s *Sandbox) wakeUp() {
	select {
	case s.wake <- struct{}{}:
	default: // somebody has been woken and has not looked yet
	}
}

// DeliverNotifications sends what is pending, in order, and waits for the answers. Merchants without a URL get
// nothing. The error is that of the first delivery that a merchant did not answer with 2xx.
func (s *Sandbox) DeliverNotifications(ctx context.Context) error {
	var first error
	for {
		n, target, ok := s.nextNotification()
		if !ok {
			return first
		}
		if target == "" {
			continue
		}
		if err := s.deliver(ctx, n, target); err != nil && first == nil {
			first = err
		}
	}
}

func (s *Sandbox) nextNotification() (n *notification, target string, ok bool) {
	s.lock()
	defer s.unlock()
	if len(s.outbox) == 0 {
		return nil, "", false
	}
	n, s.outbox = s.outbox[0], s.outbox[1:]
	n.Pending = false
	return n, s.accounts[n.MerchantID].notificationURLs[environment(n.Environment)], true
}

// deliver sends one notification and notes how that went.
func (s *Sandbox) deliver(ctx context.Context, n *notification, target string) error {
	e, err := s.envelope(n)
	if err != nil {
		return err
	}
	attempt := Attempt{URL: target}
	if body, err := e.JSON(); err == nil {
		attempt.Body = string(body)
	}
	sending, cancel := context.WithTimeout(ctx, deliveryTimeout)
	defer cancel()
	attempt.Status, err = sns.Post(sending, target, e)
	if err == nil && attempt.Status >= 300 {
		err = fmt.Errorf("sandbox: notification %s answered %d", n.ID, attempt.Status)
	}
	if err != nil {
		attempt.Error = err.Error()
	}
	s.lock()
	defer s.unlock()
	if n := s.notification(n.messageID); n != nil { // nil: reset or restored meanwhile
		s.attempted(n, attempt)
	}
	return err
}

// attempted notes a delivery, and makes an appointment for the next one when the merchant did not answer, or with 5xx.
func (s *Sandbox) attempted(n *notification, a Attempt) {
	a.Time = s.now()
	n.Attempts = append(n.Attempts, a)
	s.record(Event{
		Subject: SubjectNotification, ID: n.ID, MerchantID: n.MerchantID, SessionID: n.sessionID,
		State: fmt.Sprintf("answered %d", a.Status), Detail: n.ObjectType + " " + n.ObjectID,
	})
	if failed := a.Status == 0 || a.Status >= 500; failed && len(n.Attempts) <= s.settings.Redeliveries {
		s.at(a.Time.Add(redeliveryPause), func() { s.enqueue(s.notification(n.messageID)) })
	}
}

// envelope is the signed envelope of a notification. No state is inside (protocol 8.1).
func (s *Sandbox) envelope(n *notification) (*sns.Envelope, error) {
	signer, err := s.notary()
	if err != nil {
		return nil, err
	}
	base := s.ownURL()
	e := &sns.Envelope{
		Type: sns.Notification, MessageID: n.messageID, TopicARN: topicARN(n.MerchantID),
		Message: string(encode(message{
			NotificationVersion: "V2", NotificationType: n.Type, NotificationID: n.ID, MerchantID: n.MerchantID,
			ObjectType: n.ObjectType, ObjectID: n.ObjectID, ChargePermissionID: n.ChargePermissionID,
		})),
		Timestamp: n.Time.Format(snsTime), SignatureVersion: s.Settings().SignatureVersion, SigningCertURL: base + certificatePath,
	}
	e.UnsubscribeURL = base + "/sns/?Action=Unsubscribe&SubscriptionArn=" + url.QueryEscape(e.SubscriptionARN())
	return e, signer.Sign(e)
}

// message is the text inside (protocol 8.1).
type message struct {
	NotificationVersion string
	NotificationType    string
	NotificationID      string `json:"NotificationId"`
	MerchantID          string
	ObjectType          string
	ObjectID            string `json:"ObjectId"`
	ChargePermissionID  string `json:"ChargePermissionId"`
}

func (s *Sandbox) notification(messageID string) *notification {
	at := slices.IndexFunc(s.notifications, func(n *notification) bool { return n.messageID == messageID })
	if at < 0 {
		return nil
	}
	return s.notifications[at]
}

// Drop loses a pending notification.
func (s *Sandbox) Drop(notificationID string) error {
	return s.withNotification(notificationID, func(n *notification) {
		n.Pending = false
		s.outbox = slices.DeleteFunc(s.outbox, func(other *notification) bool { return other == n })
	})
}

// Duplicate makes a notification be delivered once more, sent or not, with the same NotificationId.
func (s *Sandbox) Duplicate(notificationID string) error {
	return s.withNotification(notificationID, func(n *notification) {
		twin := &notification{Notification: n.Notification, sessionID: n.sessionID, messageID: newUUID()}
		twin.Attempts, twin.Pending = nil, false
		s.notifications = append(s.notifications, twin)
		s.enqueue(twin)
	})
}

// Deliver makes a notification pending again, whether it was sent, lost or dropped.
func (s *Sandbox) Deliver(notificationID string) error {
	return s.withNotification(notificationID, s.enqueue)
}

// Reverse turns the order of the pending notifications round.
func (s *Sandbox) Reverse() {
	s.lock()
	defer s.unlock()
	slices.Reverse(s.outbox)
}

func (s *Sandbox) withNotification(id string, do func(*notification)) error {
	s.lock()
	defer s.unlock()
	for _, n := range s.notifications {
		if n.ID == id {
			do(n)
			return nil
		}
	}
	return notFound(id)
}

// deliverAlways delivers what arises until the sandbox is closed.
func (s *Sandbox) deliverAlways() {
	ctx, cancel := context.WithCancel(context.Background())
	s.serving.Go(func() {
		<-s.closed
		cancel()
	})
	for {
		select {
		case <-s.closed:
			return
		case <-s.wake:
			_ = s.DeliverNotifications(ctx)
		}
	}
}
