package checkout_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/backend/amazonpay"
	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/sandbox"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
	"noren/shared/yen"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

const (
	shopID  = "shop_test"
	origin  = "https://shop.test"
	ourURL  = "https://pay.test"
	keyID   = "k1"
	storeJA = "見本商店"
)

var cartKey = []byte("0123456789abcdef0123456789abcdef")

// kit is a flow with a real database, and the sandbox as its only Amazon.
type kit struct {
	t      *testing.T
	db     *store.DB
	amazon *sandbox.Sandbox
	flow   *checkout.Flow
	book   *ledger.Book

	mu     sync.Mutex
	offset time.Duration
	shop   checkout.Shop
	wire   *http.Client // between us and Amazon; nil is nothing special
}

func newKit(t *testing.T, db *store.DB) *kit {
	t.Helper()
	k := &kit{t: t, db: db, amazon: sandbox.RunT(t)}
	k.shop = checkout.Shop{
		ID: shopID, Name: storeJA, Origins: []string{origin}, CartKeys: map[string][]byte{keyID: cartKey},
		Rule: display.Shop{Registered: true, Shown: true, InCart: true, Linking: true, Groups: map[string]bool{"tea": true, "cash": false}},
	}
	err := db.Tx(t.Context(), func(q *query.Queries) error {
		return q.InsertShop(t.Context(), query.InsertShopParams{ID: shopID, Name: storeJA, Now: 1})
	})
	if err != nil {
		t.Fatal(err)
	}
	k.flow = &checkout.Flow{
		DB: db, Sealer: storetest.Sealer(t), Now: k.now, PublicURL: ourURL,
		Shop: func(context.Context, string) (checkout.Shop, error) {
			k.mu.Lock()
			defer k.mu.Unlock()
			return k.shop, nil
		},
		Account: func(context.Context, string, string) (checkout.Account, error) { return k.account(), nil },
	}
	k.book = &ledger.Book{
		DB: db, Sealer: storetest.Sealer(t), Now: k.now,
		Client: func(context.Context, string, string) (*amazonpay.Client, error) { return k.account().Client, nil },
		Shop:   func(context.Context, string) (ledger.Shop, error) { return ledger.Shop{Name: storeJA}, nil },
	}
	return k
}

func (k *kit) account() checkout.Account {
	m := k.amazon.Merchant()
	return checkout.Account{
		Client: &amazonpay.Client{
			PublicKeyID: m.PublicKeyID, Key: m.PrivateKey, BaseURL: k.amazon.URL, Now: k.now, HTTP: k.wire,
			Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		},
		MerchantID: m.MerchantID, StoreID: m.StoreID, Sandbox: true, Script: k.amazon.URL + "/checkout.js", Origins: []string{k.amazon.URL},
	}
}

// now runs with Amazon's clock, apart from what a test adds.
func (k *kit) now() time.Time {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.amazon.Now().Add(k.offset)
}

// advance moves both clocks.
func (k *kit) advance(d time.Duration) { k.amazon.Advance(d) }

// basket is a cart of goods that cost total altogether.
func basket(id string, version int64, total yen.Yen) cart.Cart {
	return cart.Cart{
		ID: id, Version: version, Kind: cart.Ordinary, GoodsTotal: total, Total: total,
		Items: []cart.Item{{SKU: "tea-1", Name: "煎茶", Quantity: 1, Price: total, Group: "tea", Goods: cart.Physical}},
	}
}

// token signs a cart as the shop's server does.
func (k *kit) token(c cart.Cart) string { return k.sign(c, nil) }

func (k *kit) sign(c cart.Cart, change func(header, claims map[string]any)) string {
	k.t.Helper()
	now := k.now()
	claims := jwt.MapClaims{"iss": shopID, "aud": "noren", "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(), "jti": "1", "cart": c}
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims)
	token.Header["typ"], token.Header["kid"] = "noren-cart", keyID
	if change != nil {
		change(token.Header, claims)
	}
	text, err := token.SignedString(cartKey)
	if err != nil {
		k.t.Fatal(err)
	}
	return text
}

func leaving(to string) api.Leaving {
	sum := sha256.Sum256([]byte("verifier"))
	return api.Leaving{ReturnTo: to, Challenge: base64.RawURLEncoding.EncodeToString(sum[:])}
}

func (k *kit) beginRequest(c cart.Cart) api.BeginRequest {
	return api.BeginRequest{
		Shop: shopID, Kind: button.Pay, Placement: display.Cart, Cart: k.token(c), Site: button.PC, Device: button.PC, Leaving: leaving(origin + "/checkout"),
	}
}

func (k *kit) confirmRequest(c cart.Cart) api.ConfirmRequest {
	return api.ConfirmRequest{
		Shop: shopID, Cart: k.token(c), Page: origin + "/confirm", Device: button.PC, Leaving: leaving(origin + "/complete"),
	}
}

// begin gives the id of a new checkout.
func (k *kit) begin(c cart.Cart) string {
	k.t.Helper()
	departure, err := k.flow.Begin(k.t.Context(), k.beginRequest(c), "")
	if err != nil {
		k.t.Fatal(err)
	}
	return departure.Checkout
}

// choose walks through Amazon's first pages with a card, and gives the session that Amazon sends back.
func (k *kit) choose(id, card string) (session string) {
	k.t.Helper()
	launch, err := k.flow.Launch(k.t.Context(), id, "")
	if err != nil {
		k.t.Fatal(err)
	}
	session, err = k.amazon.Initiate(url.Values{
		"payloadJSON": {launch.Button.PayloadJSON}, "signature": {launch.Button.Signature}, "publicKeyId": {launch.Button.PublicKeyID},
		"algorithm": {launch.Button.Algorithm}, "merchantId": {launch.Account.MerchantID}, "productType": {launch.Checkout.Product},
		"ledgerCurrency": {"JPY"}, "environment": {"SANDBOX"}, "checkoutLanguage": {"ja_JP"}, "origin_url": {ourURL},
	})
	if err != nil {
		k.t.Fatal(err)
	}
	back, err := k.amazon.Choose(session, sandbox.Choice{Buyer: "taro", Card: card})
	if err != nil {
		k.t.Fatal(err)
	}
	if want := ourURL + "/return/" + id + "/review?"; !strings.HasPrefix(back, want) {
		k.t.Fatalf("Amazon leads back to %s, want %s…", back, want)
	}
	return session
}

// review comes back from choosing.
func (k *kit) review(id, card string) query.Checkout {
	k.t.Helper()
	row, err := k.flow.Review(k.t.Context(), id, k.choose(id, card))
	if err != nil {
		k.t.Fatal(err)
	}
	return row
}

// confirm presses 「この内容で注文する」.
func (k *kit) confirm(id string, c cart.Cart) api.Departure {
	k.t.Helper()
	departure, err := k.flow.Confirm(k.t.Context(), id, k.confirmRequest(c))
	if err != nil {
		k.t.Fatal(err)
	}
	return departure
}

// atAmazon is a checkout that is confirmed, and whose shopper has not paid yet.
func (k *kit) atAmazon(c cart.Cart, card string) query.Checkout {
	k.t.Helper()
	id := k.begin(c)
	k.review(id, card)
	k.confirm(id, c)
	return k.read(id)
}

// pay finishes Amazon's processing page.
func (k *kit) pay(row query.Checkout) {
	k.t.Helper()
	if _, err := k.amazon.Pay(row.SessionID); err != nil {
		k.t.Fatal(err)
	}
}

// notified lets a notification about a permission come, which says nothing more.
func (k *kit) notified(permission string) error {
	return errors.Join(k.flow.Notified(k.t.Context(), k.book, shopID, permission, []ledger.News{{}})...)
}

func (k *kit) settle(id string) query.Checkout {
	k.t.Helper()
	row, err := k.flow.Settle(k.t.Context(), shopID, id)
	if err != nil {
		k.t.Fatal(err)
	}
	return row
}

func (k *kit) read(id string) query.Checkout {
	k.t.Helper()
	row, err := k.flow.Get(k.t.Context(), shopID, id)
	if err != nil {
		k.t.Fatal(err)
	}
	return row
}

func (k *kit) orders() []query.Order {
	k.t.Helper()
	orders, err := k.db.Read().Orders(k.t.Context(), shopID)
	if err != nil {
		k.t.Fatal(err)
	}
	return orders
}

// wantState fails unless a checkout is in a state.
func (k *kit) wantState(id string, want checkout.State) {
	k.t.Helper()
	if got := checkout.State(k.read(id).State); got != want {
		k.t.Fatalf("checkout is %s, want %s", got, want)
	}
}

// wantOrder fails unless there is exactly one order, in a state.
func (k *kit) wantOrder(want ledger.State) query.Order {
	k.t.Helper()
	orders := k.orders()
	if len(orders) != 1 {
		k.t.Fatalf("%d orders, want one", len(orders))
	}
	if got := ledger.State(orders[0].State); got != want {
		k.t.Fatalf("order is %s, want %s", got, want)
	}
	return orders[0]
}

// balance proves that ledger and Amazon say the same, to the yen: every order that may ship has exactly one live charge of its
// total, and every live charge has such an order or is one that a person was asked to look at.
func (k *kit) balance() {
	k.t.Helper()
	charges := map[string]int64{}
	for _, charge := range k.amazon.Books().Charges {
		if charge.State == "Authorized" || charge.State == "Captured" || charge.State == "AuthorizationInitiated" || charge.State == "CaptureInitiated" {
			charges[charge.ID] = charge.Amount
		}
	}
	for _, order := range k.orders() {
		state := ledger.State(order.State)
		if !state.MayShip() && state != ledger.Attention && state != ledger.Pending {
			continue
		}
		amount, ok := charges[order.ChargeID]
		if state != ledger.Attention && (!ok || amount != order.Total) {
			k.t.Errorf("order %s is %s over %d yen, Amazon holds %d", order.Number, state, order.Total, amount)
		}
		delete(charges, order.ChargeID)
	}
	for id, amount := range charges {
		k.t.Errorf("Amazon holds %d yen (%s) that no order knows of", amount, id)
	}
}
