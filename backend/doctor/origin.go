package doctor

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"noren/backend/amazonpay"
	"noren/backend/store"
	"noren/backend/store/query"
)

// examineOrigin finds out whether our origin is registered at Amazon as the one of the buttons. Amazon offers no call for it, so the
// proof is a shopper who came back; the sandbox is asked as its own script would ask.
func examineOrigin(ctx context.Context, v *visit) ([]Finding, error) {
	if !v.registered() {
		return one(unknown("origin_no_account", "origin", v.PublicURL).at("/contract"))
	}
	if v.Sandbox != "" {
		return v.askOrigin(ctx)
	}
	at, err := v.DB.Read().LastReturn(ctx, query.LastReturnParams{ShopID: v.shop.ID, MerchantID: v.credentials.MerchantID})
	if errors.Is(err, sql.ErrNoRows) {
		return one(unknown("origin_unproved", "origin", v.PublicURL))
	}
	if err != nil {
		return nil, fmt.Errorf("doctor: last return: %w", err)
	}
	return one(ok("origin_used", "origin", v.PublicURL, "at", moment(store.Micros(at).Time())))
}

// askOrigin presses a button that leads to a sign-in, as checkout.js does (protocol 7.4), and goes no further: nobody signs in.
func (v *visit) askOrigin(ctx context.Context) ([]Finding, error) {
	form, err := v.signInForm(ctx)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, v.Sandbox+"/checkout/initiate", strings.NewReader(form.Encode()))
	if err != nil {
		return nil, fmt.Errorf("doctor: origin: %w", err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", v.PublicURL)
	client := &http.Client{Timeout: amazonTime, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		return one(unknown("amazon_unreachable"))
	}
	defer func() { _ = response.Body.Close() }()
	page, err := io.ReadAll(io.LimitReader(response.Body, maxPage))
	switch {
	case err != nil:
		return one(unknown("amazon_unreachable"))
	case response.StatusCode < http.StatusBadRequest:
		return one(ok("origin_registered", "origin", v.PublicURL))
	case bytes.Contains(page, []byte(buttonRefused)):
		return one(fail("origin_missing", "origin", v.PublicURL))
	}
	return one(unknown("origin_untried", "origin", v.PublicURL))
}

// buttonRefused is Amazon's name for a button on a page whose origin is not registered.
const buttonRefused = "InvalidButtonAccessRequest"

func (v *visit) signInForm(ctx context.Context) (url.Values, error) {
	client, err := v.Client(ctx, v.shop.ID, "")
	if err != nil {
		return nil, err
	}
	payload, err := amazonpay.Encode(amazonpay.SignInRequest{SignInReturnURL: v.PublicURL + "/", StoreID: v.credentials.StoreID})
	if err != nil {
		return nil, fmt.Errorf("doctor: origin: %w", err)
	}
	button, err := client.SignInButton(payload)
	if err != nil {
		return nil, fmt.Errorf("doctor: origin: %w", err)
	}
	form := url.Values{
		"payloadJSON": {button.PayloadJSON}, "signature": {button.Signature}, "publicKeyId": {button.PublicKeyID}, "algorithm": {button.Algorithm},
		"merchantId": {v.credentials.MerchantID}, "ledgerCurrency": {v.credentials.Region.LedgerCurrency()}, "productType": {"SignIn"},
		"environment": {environment(v.credentials.Sandbox)}, "origin_url": {v.PublicURL + "/launch/examination"}, "checkoutLanguage": {"ja_JP"},
	}
	if button.AuthorizationToken != "" {
		form.Set("authorizationToken", button.AuthorizationToken)
	}
	return form, nil
}

func environment(sandbox bool) string {
	if sandbox {
		return "SANDBOX"
	}
	return "LIVE"
}
