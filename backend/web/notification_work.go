package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
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
	notificationPause = 10 * time.Second    // before the second try, doubled for each further one, up to an hour
	strangerAge       = 30 * 24 * time.Hour // Amazon does not repeat itself for so long (protocol 8.3)
	atOnce            = 4
)

// WorkNotifications follows up to n stored notifications that are due, or deletes them if they were parked strangerAge ago, and says
// how many it claimed. An error is one of our own storage.
func (s *Site) WorkNotifications(ctx context.Context, n int) (int, error) {
	due, err := store.Claim(ctx, s.DB, store.Notifications, s.Now(), notificationLease, n)
	if err != nil {
		return 0, fmt.Errorf("web: claim notifications: %w", err)
	}
	starting, cancel := context.WithTimeout(ctx, notificationLease-notificationTime-5*time.Second)
	defer cancel()
	all, err := s.sameSubject(ctx, due)
	if err != nil {
		return len(due), err
	}
	waiting := make(chan []query.Notification, len(all))
	for _, same := range all {
		waiting <- same
	}
	close(waiting)
	failures := make(chan error, len(all))
	var group sync.WaitGroup
	for range min(atOnce, len(all)) {
		group.Go(func() {
			for same := range waiting {
				if starting.Err() != nil {
					return // what is left is due again when its lease ends
				}
				unit, end := telemetry.Unit(store.ForShop(context.WithoutCancel(ctx), same[0].ShopID), "notifications", same[0].ShopID)
				err := s.workNotifications(unit, same)
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

// sameSubject reads what was claimed, and puts together what is about one payment: a payment that has just been made is told of
// several times at once, and is read once for all of them. What was parked long enough is not among them any more.
func (s *Site) sameSubject(ctx context.Context, due []store.Claimed) (all [][]query.Notification, err error) {
	type subject struct{ shop, permission string }
	found := map[subject]int{}
	for _, claimed := range due {
		n, err := s.DB.Read().GetNotification(store.ForShop(ctx, claimed.Shop), query.GetNotificationParams{ShopID: claimed.Shop, ID: claimed.ID})
		if err != nil {
			return nil, fmt.Errorf("web: read notification: %w", err)
		}
		n.Lease = claimed.Lease // whoever has claimed it since has another
		if n.State == parked {
			if err := s.forgetNotification(ctx, n); err != nil {
				return nil, err
			}
			continue
		}
		of := subject{n.ShopID, n.PermissionID}
		at, known := found[of]
		if !known {
			at, all = len(all), append(all, nil)
			found[of] = at
		}
		all[at] = append(all[at], n)
	}
	return all, nil
}

// forgetNotification deletes a parked notification. If an order has come to be what it is about, it stays with the order.
func (s *Site) forgetNotification(ctx context.Context, n query.Notification) error {
	err := s.DB.Tx(store.ForShop(ctx, n.ShopID), func(q *query.Queries) error {
		gone, err := q.ForgetNotification(ctx, query.ForgetNotificationParams{ShopID: n.ShopID, ID: n.ID, Lease: n.Lease})
		if err != nil || gone > 0 {
			return err
		}
		_, err = q.FinishNotification(ctx, query.FinishNotificationParams{State: parked, Error: n.Error, ShopID: n.ShopID, ID: n.ID, Lease: n.Lease})
		return err
	})
	if err != nil {
		return fmt.Errorf("web: delete notification: %w", err)
	}
	return nil
}

// workNotifications makes one try with what is about one payment, and notes the outcome of each, unless its lease was lost.
func (s *Site) workNotifications(ctx context.Context, same []query.Notification) error {
	following, cancel := context.WithTimeout(ctx, notificationTime)
	defer cancel()
	errs := s.follow(following, same)
	err := s.DB.Tx(ctx, func(q *query.Queries) error {
		for i, n := range same {
			outcome := s.outcome(n, errs[i])
			outcome.ShopID, outcome.ID, outcome.Lease = n.ShopID, n.ID, n.Lease
			if outcome.State != worked {
				slog.WarnContext(ctx, "notification not worked", "shop", n.ShopID, "notification", n.ID, "state", outcome.State, "error", outcome.Error)
			}
			if _, err := q.FinishNotification(ctx, outcome); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("web: finish notifications: %w", err)
	}
	return nil
}

// follow looks where the notifications point, and has an outcome for each. They say only where to look: what happened is read from
// Amazon.
func (s *Site) follow(ctx context.Context, same []query.Notification) []error {
	if same[0].PermissionID == "" {
		return slices.Repeat([]error{checkout.ErrUnknown}, len(same))
	}
	var news []ledger.News
	for _, n := range same {
		news = append(news, ledger.News{ObjectType: amazonpay.ObjectType(n.ObjectType), ObjectID: n.ObjectID})
	}
	return s.Flow.Notified(ctx, s.Book, same[0].ShopID, same[0].PermissionID, news)
}

func (s *Site) outcome(n query.Notification, err error) query.FinishNotificationParams {
	now := s.Now()
	wait := min(notificationPause<<min(n.Tries, 10), time.Hour)
	switch {
	case err == nil:
		return query.FinishNotificationParams{State: worked}
	case errors.Is(err, checkout.ErrUnknown):
		return query.FinishNotificationParams{State: parked, Error: storable(err.Error()), NextAt: deletion(n), Strange: 1, Nothing: []byte{}}
	case now.Add(wait).Sub(store.Micros(n.ReceivedAt).Time()) > notificationAge:
		return query.FinishNotificationParams{State: parked, Error: storable(err.Error()), NextAt: deletion(n)}
	}
	return query.FinishNotificationParams{State: received, Error: storable(err.Error()), NextAt: int64(store.At(now.Add(wait)))}
}

func deletion(n query.Notification) (at int64) {
	return int64(store.At(store.Micros(n.ReceivedAt).Time().Add(strangerAge)))
}
