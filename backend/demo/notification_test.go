package demo_test

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/backend/demo"
	"noren/backend/sandbox"
	"noren/backend/webhook"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
)

// In the demo, whose addresses only browsers know, Amazon's notifications arrive, their signatures verify, and the webhook
// reaches the shop, although the shopper never comes back.
func TestDemoHearsAmazonAndTellsTheShop(t *testing.T) {
	ctx := t.Context()
	d, err := demo.Start(ctx, demo.Config{ManualTime: true})
	must(t, err)
	t.Cleanup(func() { must(t, d.Close()) })
	key, err := d.Backend.Shops.NewCartKey(ctx, "cli", d.ShopID)
	must(t, err)

	c := cart.Cart{
		ID: "cart-1", Version: 1, Kind: cart.Ordinary, GoodsTotal: 3000, Total: 3000,
		Items: []cart.Item{{SKU: "tea-1", Name: "煎茶", Quantity: 1, Price: 3000, Group: "standard", Goods: cart.Physical}},
	}
	leaving := api.Leaving{ReturnTo: d.ShopURL + "/cart", Challenge: strings.Repeat("A", 43)}
	flow := d.Backend.Flow
	departure, err := flow.Begin(ctx, api.BeginRequest{
		Shop: d.ShopID, Kind: button.Pay, Placement: display.Checkout, Cart: sign(t, d, key, c), Site: button.PC, Device: button.PC, Leaving: leaving,
	}, "")
	must(t, err)
	id := departure.Checkout
	launch, err := flow.Launch(ctx, id, "")
	must(t, err)
	session, err := d.Amazon.Initiate(url.Values{
		"payloadJSON": {launch.Button.PayloadJSON}, "signature": {launch.Button.Signature}, "publicKeyId": {launch.Button.PublicKeyID},
		"algorithm": {launch.Button.Algorithm}, "merchantId": {launch.Account.MerchantID}, "productType": {launch.Checkout.Product},
		"ledgerCurrency": {"JPY"}, "environment": {"SANDBOX"}, "checkoutLanguage": {"ja_JP"}, "origin_url": {d.PayURL},
	})
	must(t, err)
	_, err = d.Amazon.Choose(session, sandbox.Choice{Buyer: "taro", Card: "1111"})
	must(t, err)
	_, err = flow.Review(ctx, id, session)
	must(t, err)
	_, err = flow.Confirm(ctx, id, api.ConfirmRequest{
		Shop: d.ShopID, Cart: sign(t, d, key, c), Page: d.ShopURL + "/confirm", Device: button.PC, Leaving: leaving,
	})
	must(t, err)
	_, err = d.Amazon.Pay(session)
	must(t, err)
	_, err = launch.Account.Client.CompleteCheckoutSession(ctx, session, []byte(`{"chargeAmount":{"amount":"3000","currencyCode":"JPY"}}`))
	must(t, err)

	must(t, d.Amazon.DeliverNotifications(ctx))
	if n, err := d.Backend.Site.WorkNotifications(ctx, 16); n == 0 || err != nil {
		t.Fatalf("%d notifications, %v", n, err)
	}
	row, err := flow.Get(ctx, d.ShopID, id)
	must(t, err)
	if row.State != "placed" {
		t.Fatalf("checkout is %s", row.State)
	}
	if n, err := d.Backend.Sender.Send(ctx, 16); n != 2 || err != nil {
		t.Fatalf("%d webhooks, %v", n, err)
	}
	endpoints, err := d.Backend.Shops.Endpoints(ctx, d.ShopID)
	must(t, err)
	told, err := webhook.Deliveries(ctx, d.Backend.DB, d.ShopID, endpoints[0].ID, webhook.Delivered, "", 10)
	must(t, err)
	kinds := make(map[webhook.Kind]bool)
	for _, delivery := range told {
		kinds[delivery.Kind] = true
	}
	if len(told) != 2 || !kinds[webhook.OrderAuthorised] || !kinds[webhook.OrderPlaced] {
		t.Errorf("webhooks %+v", told)
	}
}

// sign makes a cart token as the shop's server does.
func sign(t *testing.T, d *demo.Demo, key string, c cart.Cart) string {
	t.Helper()
	id, secret, _ := strings.Cut(strings.TrimPrefix(key, "ck_key_"), "_")
	now := d.Amazon.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"iss": d.ShopID, "aud": "noren", "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(), "cart": c,
	})
	token.Header["typ"], token.Header["kid"] = "noren-cart", "key_"+id
	raw, err := base64.RawURLEncoding.DecodeString(secret)
	must(t, err)
	text, err := token.SignedString(raw)
	must(t, err)
	return text
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
