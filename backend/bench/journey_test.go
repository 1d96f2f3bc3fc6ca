package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"noren/backend/sandbox"
	"noren/backend/session"
	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/button"
)

// steps are how long the three steps of one payment took, without Amazon's part.
type steps struct{ begin, confirm, complete time.Duration }

// buy is one shopper's way through everything, from the button to the order.
func (k *kit) buy(ctx context.Context, b *browsers, cartID string) (s steps, err error) {
	id, cookie, session, err := k.depart(ctx, b, cartID, &s)
	if err != nil {
		return s, err
	}
	back, err := b.send(ctx, http.MethodGet, "/return/"+id+"/review?amazonCheckoutSessionId="+session, nil, cookie)
	if err != nil {
		return s, err
	}
	_, code, _ := strings.Cut(back.header.Get("Location"), "#noren-")
	page, err := post(ctx, b, api.Render, api.RenderRequest{Shop: k.shop, Code: code, Verifier: verifier, Elements: []api.Element{}})
	if err != nil {
		return s, err
	}
	if s.confirm, err = k.confirm(ctx, b, cartID, page.Session, session); err != nil {
		return s, err
	}
	if _, err = k.amazon.Pay(session); err != nil {
		return s, err
	}
	s.complete, err = k.complete(ctx, b, id, session, cookie)
	return s, err
}

// depart begins and goes to Amazon, where address and card are chosen.
func (k *kit) depart(ctx context.Context, b *browsers, cartID string, s *steps) (id, cookie, session string, err error) {
	request, err := k.beginRequest(cartID)
	if err != nil {
		return "", "", "", err
	}
	begun := time.Now()
	departure, err := post(ctx, b, api.Begin, request)
	s.begin = time.Since(begun)
	if err != nil {
		return "", "", "", err
	}
	id = departure.Checkout
	page, err := b.send(ctx, http.MethodGet, "/launch/"+id, nil, "")
	if err != nil {
		return "", "", "", err
	}
	cookie, _, _ = strings.Cut(page.header.Get("Set-Cookie"), ";")
	session, err = k.atAmazon(page.body)
	return id, cookie, session, err
}

// atAmazon reads the launch page as Amazon's script does, and chooses.
func (k *kit) atAmazon(page []byte) (session string, err error) {
	_, rest, _ := bytes.Cut(page, []byte(`<script id="launch" type="application/json">`))
	text, _, ok := bytes.Cut(rest, []byte("</script>"))
	if !ok {
		return "", errors.New("no data on the launch page")
	}
	var launch struct {
		MerchantID, ProductType string
		Config                  struct{ PayloadJSON, Signature, PublicKeyID, Algorithm string }
	}
	if err := json.Unmarshal(text, &launch); err != nil {
		return "", err
	}
	session, err = k.amazon.Initiate(url.Values{
		"payloadJSON": {launch.Config.PayloadJSON}, "signature": {launch.Config.Signature}, "publicKeyId": {launch.Config.PublicKeyID},
		"algorithm": {launch.Config.Algorithm}, "merchantId": {launch.MerchantID}, "productType": {launch.ProductType},
		"ledgerCurrency": {"JPY"}, "environment": {"SANDBOX"}, "checkoutLanguage": {"ja_JP"}, "origin_url": {k.config.PublicURL},
	})
	if err != nil {
		return "", err
	}
	_, err = k.amazon.Choose(session, sandbox.Choice{Buyer: "taro", Card: "1111"})
	return session, err
}

// confirm presses 「この内容で注文する」.
func (k *kit) confirm(ctx context.Context, b *browsers, cartID, token, session string) (time.Duration, error) {
	basket, err := k.token(cartID)
	if err != nil {
		return 0, err
	}
	atAmazon, begun := k.wire.of(session), time.Now()
	_, err = post(ctx, b, api.Confirm, api.ConfirmRequest{
		Shop: k.shop, Session: token, Cart: basket, Page: shopOrigin + "/confirm", Device: button.PC, Leaving: leaving("/complete"),
	})
	return time.Since(begun) - (k.wire.of(session) - atAmazon), err
}

// complete comes back from paying.
func (k *kit) complete(ctx context.Context, b *browsers, id, session, cookie string) (time.Duration, error) {
	atAmazon, begun := k.wire.of(session), time.Now()
	back, err := b.send(ctx, http.MethodGet, "/return/"+id+"/result?amazonCheckoutSessionId="+session, nil, cookie)
	took := time.Since(begun)
	if err != nil {
		return took, err
	}
	row, err := k.noren.Flow.Find(ctx, id)
	if err == nil && !strings.HasPrefix(back.header.Get("Location"), shopOrigin+"/complete") {
		err = fmt.Errorf("the checkout is %s: %s", row.State, back.header.Get("Location"))
	}
	return took - (k.wire.of(session, row.PermissionID, row.ChargeID) - atAmazon), err
}

// The shopper whose steps are timed buys: what the benches do not get through they do not measure.
func TestDesign11_TheShopperOfTheBenchBuys(t *testing.T) {
	k := open(t, storetest.SQLiteDSN(t), session.Config{})
	k.noren.Start(t.Context())
	server := httptest.NewServer(k.noren.Handler)
	t.Cleanup(server.Close)
	took, err := k.buy(t.Context(), newBrowsers(server.URL), "cart-1")
	if err != nil || took.begin == 0 || took.confirm == 0 || took.complete == 0 {
		t.Errorf("%+v, %v", took, err)
	}
}
