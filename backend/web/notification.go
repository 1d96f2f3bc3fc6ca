package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"noren/backend/amazonpay"
	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/telemetry"
)

// notificationRoutes are what Amazon posts to: the address that a merchant enters in Seller Central (protocol 8.1).
func (s *Site) notificationRoutes(e *echo.Echo) {
	e.POST("/notifications/:shop", s.receiveNotification)
}

// receiveNotification proves that Amazon speaks, and about this shop's account, stores what it said, and answers at once; the
// work is done by WorkNotifications. Answers: 200, also for one that was here before; 400 no message of Amazon's; 403 not
// signed by Amazon, or another merchant's; 404 unknown shop; 413 too large; 503 when Amazon shall send it again.
func (s *Site) receiveNotification(c echo.Context) error {
	ctx := speakFor(c, c.Param("shop"))
	recent, err := s.Shops.Recent(ctx, c.Param("shop"))
	if err != nil {
		return err
	}
	shop := recent.Shop.ID
	telemetry.OfShop(ctx, shop)
	body, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, maxNotification))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return errTooLarge
	}
	if err != nil {
		return c.NoContent(http.StatusBadRequest)
	}
	status, err := s.takeNotification(ctx, shop, body, func() bool {
		ok, _ := s.Sessions.Allow(ctx, "certificate", c.RealIP(), certificateLimit)
		return ok
	})
	if err != nil {
		slog.WarnContext(ctx, "notification not taken", "shop", shop, "status", status, "error", err)
	}
	return c.NoContent(status)
}

// takeNotification does what a message asks for, and gives the status of the answer. A certificate that is not known yet is fetched
// only if mayFetch says so.
func (s *Site) takeNotification(ctx context.Context, shop string, body []byte, mayFetch func() bool) (status int, err error) {
	n, err := s.Verifier.VerifyLimited(ctx, body, mayFetch)
	switch {
	case errors.Is(err, amazonpay.ErrNotificationFormat):
		return http.StatusBadRequest, err
	case errors.Is(err, amazonpay.ErrNotificationSignature):
		return http.StatusForbidden, err
	case err != nil: // the certificate could not or must not be fetched
		return http.StatusServiceUnavailable, err
	}
	switch n.Type {
	case amazonpay.SubscriptionConfirm:
		if err := s.within(ctx, "notification-confirm", shop, strangerLimit); err != nil {
			return http.StatusServiceUnavailable, err
		}
		if err := confirmSubscription(ctx, n.SubscribeURL); err != nil {
			return http.StatusServiceUnavailable, err
		}
		if err := s.Sessions.NoteTest(ctx, shop, s.Now()); err != nil { // only the doctor misses it
			slog.WarnContext(ctx, "a test of notifications is not noted", "shop", shop, "error", err)
		}
		return http.StatusOK, nil
	case amazonpay.UnsubscribeConfirmation:
		return http.StatusOK, nil
	case amazonpay.StateChange:
	}
	_, err = s.Shops.RecentCredentials(ctx, shop, n.MerchantID)
	if errors.Is(err, merchant.ErrNoCredentials) {
		return http.StatusForbidden, fmt.Errorf("web: notification of a foreign merchant: %w", err)
	}
	if err != nil {
		return http.StatusServiceUnavailable, err
	}
	if err := s.storeNotification(ctx, shop, n, body); err != nil {
		return http.StatusServiceUnavailable, err
	}
	return http.StatusOK, nil
}

// storeNotification keeps a message once, however often it comes. Its body is kept as it was signed.
func (s *Site) storeNotification(ctx context.Context, shop string, n amazonpay.Notification, body []byte) error {
	permission := n.ChargePermissionID
	if permission == "" && n.ObjectType == amazonpay.ObjectChargePermission {
		permission = n.ObjectID
	}
	permission = storable(permission)
	if err := s.mayTell(ctx, shop, permission); err != nil {
		return err
	}
	err := s.DB.Tx(ctx, func(q *query.Queries) error {
		_, err := q.InsertNotification(ctx, query.InsertNotificationParams{
			ShopID: shop, ID: storable(n.NotificationID), ObjectType: storable(string(n.ObjectType)), ObjectID: storable(n.ObjectID),
			PermissionID: permission, Body: body, Now: int64(store.At(s.Now())),
		})
		return err
	})
	if err != nil {
		return fmt.Errorf("web: store notification: %w", err)
	}
	return nil
}

// storable takes out what PostgreSQL does not keep in a text, and what is too long to be meant.
func storable(text string) string {
	if len(text) > maxText {
		text = text[:maxText]
	}
	return strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", "")
}

const maxText = 500 // bytes

// confirmTime bounds the confirmation of a subscription: SNS waits for our answer meanwhile.
const confirmTime = 8 * time.Second

// confirmSubscription asks for the address that a verified message named. Verify has proved that it is on the host of the
// certificate, so on Amazon's; no redirect leads elsewhere.
func confirmSubscription(ctx context.Context, address string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return fmt.Errorf("web: confirm subscription: %w", err)
	}
	client := &http.Client{
		Timeout: confirmTime, Transport: &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	response, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("web: confirm subscription: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("web: confirm subscription: answer %d", response.StatusCode)
	}
	return nil
}
