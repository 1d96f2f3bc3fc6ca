package sandbox

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"
)

// Types of objects in notifications (protocol 8.1).
const (
	objectPermission = "CHARGE_PERMISSION"
	objectCharge     = "CHARGE"
	objectRefund     = "REFUND"
)

// Notification is one instant payment notification, sent or not. No state is in it (protocol 8.1).
type Notification struct {
	ID                 string    `json:"notificationId"`
	MerchantID         string    `json:"merchantId"`
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

	messageID string
}

// Deliveries (protocol 8.3 and 14): again each hour, three times, when the shop answered 5xx or not at all.
const (
	redeliveries      = 3
	redeliveryPause   = time.Hour
	redeliveryTimeout = 15 * time.Second
)

// SetNotificationURL enters where a merchant wants its notifications; "" stops them.
func (s *Sandbox) SetNotificationURL(merchantID, url string) {
	s.lock()
	defer s.unlock()
	s.notifyURLs[merchantID] = url
}

// Notifications lists all that arose, oldest first.
func (s *Sandbox) Notifications() []Notification {
	s.lock()
	defer s.unlock()
	list := make([]Notification, len(s.notifications))
	for i, n := range s.notifications {
		list[i] = n.Notification
		list[i].Attempts = slices.Clone(n.Attempts)
	}
	return list
}

// notify queues a notification that an object's state has changed.
func (s *Sandbox) notify(o owner, objectType, objectID, permissionID string) {
	n := &notification{
		Notification: Notification{
			ID: newUUID(), MerchantID: o.merchantID, ObjectType: objectType, ObjectID: objectID,
			ChargePermissionID: permissionID, Time: s.now(),
		},
		messageID: newUUID(),
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
	return n, s.notifyURLs[n.MerchantID], true
}

// deliver sends one notification as SNS does: JSON with the content type of plain text.
func (s *Sandbox) deliver(ctx context.Context, n *notification, target string) error {
	body, err := s.envelope(n)
	if err != nil {
		return err
	}
	status, err := post(ctx, target, n.messageID, body)
	if err == nil && status >= 300 {
		err = fmt.Errorf("sandbox: notification %s answered %d", n.ID, status)
	}
	attempt := Attempt{URL: target, Status: status, Body: string(body)}
	if err != nil {
		attempt.Error = err.Error()
	}
	s.lock()
	defer s.unlock()
	attempt.Time = s.now()
	n.Attempts = append(n.Attempts, attempt)
	if err != nil && (status == 0 || status >= 500) && len(n.Attempts) <= redeliveries {
		s.at(s.now().Add(redeliveryPause), func() { s.enqueue(n) })
	}
	return err
}

func post(ctx context.Context, target, messageID string, body []byte) (status int, err error) {
	ctx, cancel := context.WithTimeout(ctx, redeliveryTimeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, target, bytes.NewReader(body))
	if err != nil {
		return 0, fmt.Errorf("sandbox: notification: %w", err)
	}
	r.Header.Set("Content-Type", "text/plain; charset=UTF-8")
	r.Header.Set("User-Agent", "Amazon Simple Notification Service Agent")
	r.Header.Set("X-Amz-Sns-Message-Type", "Notification")
	r.Header.Set("X-Amz-Sns-Message-Id", messageID)
	r.Header.Set("X-Amz-Sns-Topic-Arn", topicARN)
	r.Header.Set("X-Amz-Sns-Subscription-Arn", topicARN+":sandbox")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, fmt.Errorf("sandbox: notification: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, maxBody))
	return answer.StatusCode, nil
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
		twin := &notification{Notification: n.Notification, messageID: newUUID()}
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
