package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/telemetry"
)

// States of a stored notification; a received one is due at next_at.
const (
	received = "received"
	worked   = "worked"
	parked   = "parked" // it is about nothing of ours, or could not be worked for notificationAge
)

// How notifications are worked. One that cannot be worked hurts nobody: the sweepers find the same out, later.
const (
	notificationLease = 2 * time.Minute
	notificationTime  = 45 * time.Second // for one
	notificationAge   = 3 * 24 * time.Hour
	notificationPause = 10 * time.Second // before the second try, doubled for each further one, up to an hour
	atOnce            = 4
)

// WorkNotifications follows up to n stored notifications that are due, and says how many it claimed. An error is one of our own
// storage.
func (s *Site) WorkNotifications(ctx context.Context, n int) (int, error) {
	due, err := store.Claim(ctx, s.DB, store.Notifications, s.Now(), notificationLease, n)
	if err != nil {
		return 0, fmt.Errorf("web: claim notifications: %w", err)
	}
	starting, cancel := context.WithTimeout(ctx, notificationLease-notificationTime-5*time.Second)
	defer cancel()
	waiting := make(chan store.Claimed, len(due))
	for _, claimed := range due {
		waiting <- claimed
	}
	close(waiting)
	failures := make(chan error, len(due))
	var group sync.WaitGroup
	for range min(atOnce, len(due)) {
		group.Go(func() {
			for claimed := range waiting {
				if starting.Err() != nil {
					return // what is left is due again when its lease ends
				}
				unit, end := telemetry.Unit(context.WithoutCancel(ctx), "notifications", claimed.Shop)
				err := s.workNotification(unit, claimed)
				end(err)
				failures <- err
			}
		})
	}
	group.Wait()
	close(failures)
	for failure := range failures {
		err = errors.Join(err, failure)
	}
	return len(due), err
}

// workNotification makes one try and notes its outcome, unless the lease was lost.
func (s *Site) workNotification(ctx context.Context, claimed store.Claimed) error {
	n, err := s.DB.Read().GetNotification(ctx, query.GetNotificationParams{ShopID: claimed.Shop, ID: claimed.ID})
	if err != nil {
		return fmt.Errorf("web: read notification: %w", err)
	}
	following, cancel := context.WithTimeout(ctx, notificationTime)
	defer cancel()
	outcome := s.outcome(n, s.follow(following, n))
	outcome.ShopID, outcome.ID, outcome.Lease = claimed.Shop, claimed.ID, claimed.Lease
	if outcome.State != worked {
		slog.WarnContext(ctx, "notification not worked", "shop", n.ShopID, "notification", n.ID, "state", outcome.State, "error", outcome.Error)
	}
	err = s.DB.Tx(ctx, func(q *query.Queries) error {
		_, err := q.FinishNotification(ctx, outcome)
		return err
	})
	if err != nil {
		return fmt.Errorf("web: finish notification: %w", err)
	}
	return nil
}

// follow looks where the notification points. It says only where to look: what happened is read from Amazon.
func (s *Site) follow(ctx context.Context, n query.Notification) error {
	if n.PermissionID == "" {
		return checkout.ErrUnknown
	}
	return s.Flow.Notified(ctx, s.Book, n.ShopID, ledger.News{
		PermissionID: n.PermissionID, ObjectType: amazonpay.ObjectType(n.ObjectType), ObjectID: n.ObjectID,
	})
}

func (s *Site) outcome(n query.Notification, err error) query.FinishNotificationParams {
	now := s.Now()
	wait := min(notificationPause<<min(n.Tries, 10), time.Hour)
	switch {
	case err == nil:
		return query.FinishNotificationParams{State: worked}
	case errors.Is(err, checkout.ErrUnknown) || now.Add(wait).Sub(store.Micros(n.ReceivedAt).Time()) > notificationAge:
		return query.FinishNotificationParams{State: parked, Error: storable(err.Error())}
	}
	return query.FinishNotificationParams{State: received, Error: storable(err.Error()), NextAt: int64(store.At(now.Add(wait)))}
}
