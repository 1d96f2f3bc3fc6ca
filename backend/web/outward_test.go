package web_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/golang-jwt/jwt/v5"

	"noren/backend/amazonpay"
	"noren/backend/checkout"
	"noren/backend/funnel"
	"noren/backend/ledger"
	"noren/backend/member"
	"noren/backend/merchant"
	"noren/backend/sandbox"
	"noren/backend/session"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/backend/web"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
	"noren/shared/yen"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

const (
	shopOrigin = "https://shop.test"
	verifier   = "verifier-of-this-browser"
)

// outward is a whole site as it looks from outside, to shops' servers, shoppers' browsers and Amazon: real routes, stores and
// keys; the sandbox is its only Amazon.
type outward struct {
	t        *testing.T
	db       *store.DB
	amazon   *sandbox.Sandbox
	shops    *merchant.Shops
	redis    *miniredis.Miniredis
	sessions *session.Store
	site     *web.Site
	url      string
	shop     merchant.Shop
	cartKey  string
	down     atomic.Bool                 // Amazon does not answer
	wire     atomic.Pointer[http.Client] // between us and Amazon; nil is nothing special
	unlinked atomic.Bool                 // the shop does not use linking

	mu     sync.Mutex
	offset time.Duration
}

func newOutward(t *testing.T, db *store.DB) *outward {
	t.Helper()
	o := &outward{t: t, db: db, amazon: sandbox.RunT(t), redis: miniredis.RunT(t)}
	sealer := storetest.Sealer(t)
	sessions, err := session.Open(session.Config{Addrs: []string{o.redis.Addr()}})
	o.must(err)
	t.Cleanup(func() { o.must(sessions.Close()) })
	o.sessions = sessions
	o.shops = &merchant.Shops{DB: db, Sealer: sealer, Now: o.now}
	server := httptest.NewUnstartedServer(nil)
	o.url = "http://" + server.Listener.Addr().String()
	flow := &checkout.Flow{DB: db, Sealer: sealer, Now: o.now, PublicURL: o.url, Shop: o.flowShop, Account: o.account}
	o.site = &web.Site{
		DB: db, Flow: flow, Funnel: &funnel.Funnel{DB: db, Now: o.now}, Shops: o.shops, Sessions: sessions, Now: o.now, PublicURL: o.url,
		Members:  &member.Members{DB: db, Sealer: sealer, Now: o.now, Shop: o.memberShop, Allow: o.allowLink},
		Patience: time.Minute, // on a busy machine, too, a page waits for what is on its way
		Book: &ledger.Book{DB: db, Sealer: sealer, Now: o.now, Shop: o.ledgerShop, Client: func(ctx context.Context, shop, id string) (*amazonpay.Client, error) {
			account, err := o.account(ctx, shop, id)
			return account.Client, err
		}},
		Verifier: &amazonpay.Notifications{Now: o.now, CertURL: func(u string) bool { return strings.HasPrefix(u, o.amazon.URL+"/") }},
	}
	server.Config.Handler = o.site.Handler()
	server.Start()
	t.Cleanup(server.Close)
	t.Cleanup(func() { // nothing may go on without its stores
		o.amazon.ClearFaults()
		o.site.Stop()
	})
	o.shop = o.addShop("見本商店")
	o.cartKey = o.cartKeyOf(o.shop.ID)
	return o
}

func (o *outward) cartKeyOf(shop string) string {
	o.t.Helper()
	key, err := o.shops.NewCartKey(o.t.Context(), "cli", shop)
	o.must(err)
	return key
}

func (o *outward) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *outward) now() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.amazon.Now().Add(o.offset)
}

// advance moves our clock alone.
func (o *outward) advance(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.offset += d
}

func (o *outward) addShop(name string) merchant.Shop {
	o.t.Helper()
	shop, err := o.shops.Create(o.t.Context(), "cli", merchant.Shop{Name: name, Origins: []string{shopOrigin}})
	o.must(err)
	m := o.amazon.Merchant()
	o.must(o.shops.SaveCredentials(o.t.Context(), "cli", shop.ID, merchant.Credentials{
		MerchantID: m.MerchantID, StoreID: m.StoreID, PublicKeyID: m.PublicKeyID, Key: m.PrivateKey, Sandbox: true, Region: amazonpay.Japan,
	}))
	return shop
}

func (o *outward) flowShop(ctx context.Context, id string) (checkout.Shop, error) {
	shop, err := o.shops.Get(ctx, id)
	if err != nil {
		return checkout.Shop{}, err
	}
	keys, err := o.shops.CartKeys(ctx, id)
	rule := display.Shop{Registered: true, Shown: true, InCart: true, Linking: !o.unlinked.Load(), Groups: map[string]bool{"tea": true, "cash": false}}
	return checkout.Shop{ID: id, Name: shop.Name, Origins: shop.Origins, LoginURL: shop.LoginURL, CartKeys: keys, Rule: rule}, err
}

// ledgerShop wants a second confirmation above 2,000 yen.
func (o *outward) ledgerShop(context.Context, string) (ledger.Shop, error) {
	return ledger.Shop{Name: "見本商店", Policy: ledger.Policy{ConfirmAbove: 2000}}, nil
}

func (o *outward) memberShop(ctx context.Context, id string) (member.Shop, error) {
	keys, err := o.shops.CartKeys(ctx, id)
	return member.Shop{ID: id, Keys: keys}, err
}

func (o *outward) allowLink(ctx context.Context, kind, key string) bool {
	ok, _ := o.sessions.Allow(ctx, kind, key, session.Limit{Rate: member.Attempts, Period: member.Period, Burst: member.Attempts, Closed: true})
	return ok
}

func (o *outward) account(context.Context, string, string) (checkout.Account, error) {
	m := o.amazon.Merchant()
	base := o.amazon.URL
	if o.down.Load() {
		base = "http://127.0.0.1:1"
	}
	return checkout.Account{
		Client: &amazonpay.Client{
			PublicKeyID: m.PublicKeyID, Key: m.PrivateKey, BaseURL: base, Now: o.now, HTTP: o.wire.Load(),
			Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		},
		MerchantID: m.MerchantID, StoreID: m.StoreID, Sandbox: true, Script: o.amazon.URL + "/checkout.js", Origins: []string{o.amazon.URL},
	}, nil
}

func (o *outward) key(scopes ...merchant.Scope) string {
	o.t.Helper()
	key, err := o.shops.NewSecretKey(o.t.Context(), "cli", o.shop.ID, scopes...)
	o.must(err)
	return key
}

// basket is a cart of tea for total yen.
func basket(id string, version int64, total yen.Yen) cart.Cart {
	return cart.Cart{
		ID: id, Version: version, Kind: cart.Ordinary, GoodsTotal: total, Total: total,
		Items: []cart.Item{{SKU: "tea-1", Name: "煎茶", Quantity: 1, Price: total, Group: "tea", Goods: cart.Physical}},
	}
}

// token signs a cart of 3000 yen as the shop's server does.
func (o *outward) token(cartID string) string { return o.sign(basket(cartID, 1, 3000), nil) }

// sign signs a cart, after a change to what the shop's server would say.
func (o *outward) sign(c cart.Cart, change func(header, claims map[string]any)) string {
	o.t.Helper()
	id, key, ok := strings.Cut(strings.TrimPrefix(o.cartKey, "ck_key_"), "_")
	if !ok {
		o.t.Fatalf("cart key %q", o.cartKey)
	}
	claims := jwt.MapClaims{"iss": o.shop.ID, "aud": "noren", "iat": o.now().Unix(), "exp": o.now().Add(time.Hour).Unix(), "cart": c}
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims)
	token.Header["typ"], token.Header["kid"] = "noren-cart", "key_"+id
	if change != nil {
		change(token.Header, claims)
	}
	secret, err := jwt.NewParser().DecodeSegment(key)
	o.must(err)
	text, err := token.SignedString(secret)
	o.must(err)
	return text
}

func leaving(to string) api.Leaving {
	sum := sha256.Sum256([]byte(verifier))
	return api.Leaving{ReturnTo: shopOrigin + to, Challenge: base64.RawURLEncoding.EncodeToString(sum[:])}
}

func (o *outward) beginRequest(cartID string) api.BeginRequest {
	return api.BeginRequest{
		Shop: o.shop.ID, Kind: button.Pay, Placement: display.Cart, Cart: o.token(cartID), Site: button.PC, Device: button.PC, Leaving: leaving("/cart"),
	}
}

func (o *outward) confirmRequest(cartID, session string) api.ConfirmRequest {
	return api.ConfirmRequest{
		Shop: o.shop.ID, Session: session, Cart: o.token(cartID), Page: shopOrigin + "/confirm", Device: button.PC, Leaving: leaving("/complete"),
	}
}

// begin gives the id of a new checkout.
func (o *outward) begin(cartID string) string {
	o.t.Helper()
	departure, err := o.site.Flow.Begin(o.t.Context(), o.beginRequest(cartID), "")
	o.must(err)
	return departure.Checkout
}

// choose chooses address and card at Amazon, and gives the session and the address that Amazon leads back to.
func (o *outward) choose(id, card string) (sessionID, back string) {
	o.t.Helper()
	return o.chooseAs("taro", id, card)
}

// chooseAs is choose, by one of the sandbox's buyers.
func (o *outward) chooseAs(buyer, id, card string) (sessionID, back string) {
	o.t.Helper()
	launch, err := o.site.Flow.Launch(o.t.Context(), id, "")
	o.must(err)
	sessionID, err = o.amazon.Initiate(url.Values{
		"payloadJSON": {launch.Button.PayloadJSON}, "signature": {launch.Button.Signature}, "publicKeyId": {launch.Button.PublicKeyID},
		"algorithm": {launch.Button.Algorithm}, "merchantId": {launch.Account.MerchantID}, "productType": {launch.Checkout.Product},
		"ledgerCurrency": {"JPY"}, "environment": {"SANDBOX"}, "checkoutLanguage": {"ja_JP"}, "origin_url": {o.url},
	})
	o.must(err)
	back, err = o.amazon.Choose(sessionID, sandbox.Choice{Buyer: buyer, Card: card})
	o.must(err)
	return sessionID, back
}

// review chooses address and card at Amazon and comes back.
func (o *outward) review(id string) (sessionID string) {
	o.t.Helper()
	sessionID, _ = o.choose(id, "1111")
	_, err := o.site.Flow.Review(o.t.Context(), id, sessionID)
	o.must(err)
	return sessionID
}

// confirm presses 「この内容で注文する」.
func (o *outward) confirm(id, cartID string) {
	o.t.Helper()
	_, err := o.site.Flow.Confirm(o.t.Context(), id, o.confirmRequest(cartID, ""))
	o.must(err)
}

// paid is a checkout whose shopper has paid at Amazon and has not come back.
func (o *outward) paid(cartID string) (id string) {
	o.t.Helper()
	id = o.begin(cartID)
	sessionID := o.review(id)
	o.confirm(id, cartID)
	_, err := o.amazon.Pay(sessionID)
	o.must(err)
	return id
}

func (o *outward) settle(id string) query.Checkout {
	o.t.Helper()
	row, err := o.site.Flow.Settle(o.t.Context(), o.shop.ID, id)
	o.must(err)
	return row
}

func (o *outward) stateOf(id string) checkout.State {
	o.t.Helper()
	row, err := o.site.Flow.Get(o.t.Context(), o.shop.ID, id)
	o.must(err)
	return checkout.State(row.State)
}

// direct follows no redirect: where one leads is what the tests look at.
var direct = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// send sends a body to a path and gives the status and the answer.
func (o *outward) send(method, path, body string, header map[string]string) (status int, answer string, got http.Header) {
	o.t.Helper()
	request, err := http.NewRequestWithContext(o.t.Context(), method, o.url+path, strings.NewReader(body))
	o.must(err)
	for name, value := range header {
		request.Header.Set(name, value)
	}
	response, err := direct.Do(request)
	o.must(err)
	defer response.Body.Close()
	var text bytes.Buffer
	_, err = text.ReadFrom(response.Body)
	o.must(err)
	return response.StatusCode, text.String(), response.Header
}
