package web

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"noren/backend/session"
	"noren/backend/store/query"
)

// SNS signs for every customer of Amazon's cloud, and which topic is Amazon Pay's is not known (protocol 8.1): so a stranger can have
// notifications signed. They lead to nothing but reads; these limits keep them from filling the disk, and from crowding out what
// Amazon Pay tells of orders.
var (
	// orderLimit is for each shop, of what is about its orders.
	orderLimit = session.Limit{Rate: 600, Period: time.Minute, Burst: 300}

	// paymentLimit is for each charge permission: its shopper knows its id, too.
	paymentLimit = session.Limit{Rate: 10, Period: time.Hour, Burst: 100}

	// strangerLimit is for each shop, of what is about no order. The rare genuine one, of a payment whose answer was lost, is found by
	// the sweeper as well.
	strangerLimit = session.Limit{Rate: 5, Period: time.Minute, Burst: 100}

	// certificateLimit is for each client: a message that nobody has signed yet names the address that is asked.
	certificateLimit = session.Limit{Rate: 10, Period: time.Minute, Burst: 20}
)

// mayTell says whether one more notification about a permission is stored; errTooMany is for SNS to send it again.
func (s *Site) mayTell(ctx context.Context, shop, permission string) error {
	_, err := s.DB.Read().FindOrderOfPermission(ctx, query.FindOrderOfPermissionParams{ShopID: shop, PermissionID: permission})
	if errors.Is(err, sql.ErrNoRows) {
		return s.within(ctx, "notification-stranger", shop, strangerLimit)
	}
	if err != nil {
		return fmt.Errorf("web: order of a notification: %w", err)
	}
	if err := s.within(ctx, "notification-payment", shop+" "+permission, paymentLimit); err != nil {
		return err
	}
	return s.within(ctx, "notification", shop, orderLimit)
}

func (s *Site) within(ctx context.Context, kind, key string, limit session.Limit) error {
	if ok, _ := s.Sessions.Allow(ctx, kind, key, limit); !ok {
		return errTooMany
	}
	return nil
}
