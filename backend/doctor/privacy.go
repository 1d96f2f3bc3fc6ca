package doctor

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"noren/backend/webhook"
)

// examinePrivacy opens the privacy page, which Amazon's review reads (R2-2). It may stand on a site of the company's that is none of the
// shop's origins.
func examinePrivacy(ctx context.Context, v *visit) ([]Finding, error) {
	address := v.shop.PrivacyURL
	if address == "" {
		return one(warn("privacy_none").at("/shop"))
	}
	status, err := v.statusOf(ctx, address)
	switch {
	case errors.Is(err, webhook.ErrBlocked):
		return one(fail("privacy_blocked", "address", address).at("/shop"))
	case err != nil:
		return one(warn("privacy_unreachable", "address", address).at("/shop"))
	case status != http.StatusOK:
		return one(fail("privacy_missing", "address", address, "status", strconv.Itoa(status)).at("/shop"))
	}
	return one(ok("privacy_good", "address", address))
}

// statusOf is what a page answers after its redirects, each of which is looked at as the first address is: none leads into our network.
func (v *visit) statusOf(ctx context.Context, address string) (int, error) {
	for range maxRedirects {
		response, err := v.get(ctx, address)
		if err != nil {
			return 0, err
		}
		_ = response.Body.Close()
		to := response.Header.Get("Location")
		if response.StatusCode/100 != 3 || to == "" {
			return response.StatusCode, nil
		}
		target, err := response.Request.URL.Parse(to)
		if err != nil {
			return response.StatusCode, nil //nolint:nilerr // what it answers leads nowhere
		}
		address = target.String()
	}
	return http.StatusLoopDetected, nil
}
