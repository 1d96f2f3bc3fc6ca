package doctor

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"

	"noren/backend/webhook"
	"noren/static"
)

// examineAddress asks for our own loader at our own address, as a shop page does.
func examineAddress(ctx context.Context, v *visit) ([]Finding, error) {
	status, err := v.ask(ctx, http.MethodGet, static.LoaderPath, "")
	switch {
	case err != nil:
		return one(warn("address_unreachable", "origin", v.PublicURL))
	case status != http.StatusOK:
		return one(fail("address_wrong", "origin", v.PublicURL))
	case !strings.HasPrefix(v.PublicURL, "https://"):
		if v.Sandbox != "" {
			return one(ok("address_local", "origin", v.PublicURL))
		}
		return one(fail("address_plain", "origin", v.PublicURL))
	}
	return one(ok("address_good", "origin", v.PublicURL))
}

// examineNotifications knocks at the address that Amazon posts to, and says when Amazon last did.
func examineNotifications(ctx context.Context, v *visit) ([]Finding, error) {
	path := "/notifications/" + v.shop.ID
	address := v.PublicURL + path
	status, err := v.ask(ctx, http.MethodPost, path, "{}") // which is no message of Amazon's, and is told so
	if err != nil {
		return one(warn("notifications_unreachable", "address", address))
	}
	if status != http.StatusBadRequest {
		return one(fail("notifications_wrong", "address", address))
	}
	return v.heard(ctx, address)
}

// heard says when Amazon last spoke to us about this shop: a message, or the signed test that Seller Central sends on request.
func (v *visit) heard(ctx context.Context, address string) ([]Finding, error) {
	last, err := v.lastNotification(ctx)
	if err != nil {
		return nil, err
	}
	if v.Tested != nil {
		tested, err := v.Tested(ctx, v.shop.ID)
		if err != nil {
			return nil, err
		}
		if tested.After(last) {
			return one(ok("notifications_tested", "address", address, "at", moment(tested)))
		}
	}
	if last.IsZero() {
		return one(unknown("notifications_none", "address", address))
	}
	return one(ok("notifications_heard", "address", address, "at", moment(last)).at("/notifications"))
}

// ask makes a request at our own address, which the operator has chosen: it may be a private one.
func (v *visit) ask(ctx context.Context, method, path, body string) (status int, err error) {
	request, err := http.NewRequestWithContext(ctx, method, v.PublicURL+path, strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	client := &http.Client{Timeout: pageTime, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if isLocal(v.PublicURL) { // names below localhost are known to that transport
		transport := webhook.Transport(true)
		defer transport.CloseIdleConnections()
		client.Transport = transport
	}
	response, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, maxPage))
	return response.StatusCode, response.Body.Close()
}

func isLocal(origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && webhook.IsLoopbackName(u.Hostname())
}
