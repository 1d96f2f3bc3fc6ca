package doctor

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/webhook"
)

// linesOn is how many lines a text takes; letters of half width count a half.
func linesOn(text string, width int) int {
	lines := 0
	if text == "" {
		return 0
	}
	for line := range strings.SplitSeq(text, "\n") {
		halves := 0
		for _, r := range line {
			halves++
			if utf8.RuneLen(r) > 2 && (r < 0xFF61 || r > 0xFF9F) { // half-width katakana are narrow
				halves++
			}
		}
		lines += max(1, (halves+2*width-1)/(2*width))
	}
	return lines
}

// examineLogin looks at the address where Amazon logins of members end: that there is one where it is needed, and that it answers.
func examineLogin(ctx context.Context, v *visit) ([]Finding, error) {
	switch {
	case !v.settings.Linking && v.shop.LoginURL == "":
		return one(ok("login_unused").at("/linking"))
	case v.shop.LoginURL == "":
		return one(warn("login_none").at("/shop"))
	case !v.isOurs(v.shop.LoginURL):
		return one(fail("login_elsewhere", "address", v.shop.LoginURL).at("/shop"))
	}
	response, err := v.get(ctx, v.shop.LoginURL)
	if err != nil {
		return one(warn("login_unreachable", "address", v.shop.LoginURL))
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode == http.StatusNotFound || response.StatusCode >= http.StatusInternalServerError {
		return one(warn("login_missing", "address", v.shop.LoginURL, "status", strconv.Itoa(response.StatusCode)))
	}
	return one(ok("login_answers", "address", v.shop.LoginURL))
}

// examineKeys looks for the keys that the shop's server works with.
func examineKeys(ctx context.Context, v *visit) ([]Finding, error) {
	keys, err := v.Shops.Keys(ctx, v.shop.ID)
	if err != nil {
		return nil, err
	}
	carts, secrets, used := 0, 0, time.Time{}
	for _, key := range keys {
		switch {
		case !key.RevokedAt.IsZero():
		case key.Kind == merchant.CartKey:
			carts++
		default:
			secrets++
			if key.LastUsedAt.After(used) {
				used = key.LastUsedAt
			}
		}
	}
	switch {
	case carts == 0:
		return one(fail("keys_no_cart").at("/keys"))
	case secrets == 0:
		return one(fail("keys_no_secret").at("/keys"))
	case used.IsZero():
		return one(unknown("keys_unused").at("/keys"))
	}
	return one(ok("keys_good", "at", moment(used)))
}

// examineWebhooks looks at the addresses where the shop's server hears of orders.
func examineWebhooks(ctx context.Context, v *visit) ([]Finding, error) {
	endpoints, err := v.Shops.Endpoints(ctx, v.shop.ID)
	if err != nil {
		return nil, err
	}
	var found []Finding
	for _, endpoint := range endpoints {
		found = append(found, v.health(endpoint).at("/hooks/"+endpoint.ID))
	}
	if found == nil {
		return one(warn("webhooks_none").at("/hooks"))
	}
	return found, nil
}

func (v *visit) health(e merchant.Endpoint) Finding {
	switch {
	case e.State == webhook.Disabled:
		return fail("webhook_disabled", "address", e.URL)
	case !e.FailingSince.IsZero():
		return warn("webhook_failing", "address", e.URL, "at", moment(e.FailingSince))
	}
	return ok("webhook_good", "address", e.URL)
}

// lastNotification is when Amazon last told us something about the shop; zero when never.
func (v *visit) lastNotification(ctx context.Context) (time.Time, error) {
	rows, err := v.DB.Read().NotificationsBefore(ctx, query.NotificationsBeforeParams{ShopID: v.shop.ID, Before: math.MaxInt64, Most: 1})
	if err != nil {
		return time.Time{}, fmt.Errorf("doctor: notifications: %w", err)
	}
	if len(rows) == 0 {
		return time.Time{}, nil
	}
	return store.Micros(rows[0].ReceivedAt).Time(), nil
}
