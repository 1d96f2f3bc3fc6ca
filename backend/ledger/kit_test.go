package ledger_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"os"
	"strconv"
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
	shopID = "shop_test"
	origin = "https://shop.test"
	ourURL = "https://pay.test"
	keyID  = "k1"
	second = time.Second
	minute = time.Minute
	hour   = time.Hour
	day    = 24 * time.Hour
)

var (
	cartKey = []byte("0123456789abcdef0123456789abcdef")
	staff   = ledger.Act{By: "staff:1"}
)

// kit is a book with a real database, the flow by which its orders are placed, and the sandbox as their only Amazon.
type kit struct {
	t      testing.TB
	db     *store.DB
	turn   int // 0 on the first database, 1 on the second: long tables are divided between them
	amazon *sandbox.Sandbox
	wire   *wire
	flow   *checkout.Flow
	book   *ledger.Book

	mu     sync.Mutex
	policy ledger.Policy
	carts  int
	heard  int // notifications of Amazon's that were delivered or lost
}

func newKit(t testing.TB, db *store.DB) *kit {
	t.Helper()
	amazon := newAmazon(t)
	must(t, amazon.Start(t.Context(), "127.0.0.1:0", "127.0.0.1:0", sandbox.TLS{}))
	t.Cleanup(func() { must(t, amazon.Close()) })
	return newKitAt(t, db, amazon, amazon.URL, http.DefaultTransport)
}

// shortKey signs five times faster than one as long as Amazon's; half of these tests' time would go to signatures.
var shortKey = sync.OnceValues(func() (*rsa.PrivateKey, error) {
	return rsa.GenerateKey(rand.Reader, 1024)
})

// newAmazon is a sandbox that does not listen yet.
func newAmazon(t testing.TB) *sandbox.Sandbox {
	t.Helper()
	key, err := shortKey()
	must(t, err)
	amazon, err := sandbox.New(sandbox.Config{ManualNotification: true, Merchants: []sandbox.Merchant{{
		MerchantID: "A1SANDBOX00001", StoreID: "amzn1.application-oa2-client.sandbox", PublicKeyID: "SANDBOX-PROOFOFTHELEDGER", PrivateKey: key,
	}}})
	must(t, err)
	return amazon
}

// newKitAt is a kit whose Amazon is reached at an address by a transport.
func newKitAt(t testing.TB, db *store.DB, amazon *sandbox.Sandbox, address string, transport http.RoundTripper) *kit {
	t.Helper()
	k := &kit{t: t, db: db, amazon: amazon, wire: &wire{next: transport}}
	err := db.Tx(t.Context(), func(q *query.Queries) error {
		return q.InsertShop(t.Context(), query.InsertShopParams{ID: shopID, Name: "見本商店", Now: 1})
	})
	must(t, err)
	m := amazon.Merchant()
	client := &amazonpay.Client{
		PublicKeyID: m.PublicKeyID, Key: m.PrivateKey, BaseURL: address, Now: amazon.Now, HTTP: &http.Client{Transport: k.wire},
		Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
	account := checkout.Account{Client: client, MerchantID: m.MerchantID, StoreID: m.StoreID, Sandbox: true, Origins: []string{address}}
	sealer := storetest.Sealer(t)
	k.flow = &checkout.Flow{
		DB: db, Sealer: sealer, Now: amazon.Now, PublicURL: ourURL, Shop: k.shop,
		Account: func(context.Context, string, string) (checkout.Account, error) { return account, nil },
	}
	k.book = &ledger.Book{
		DB: db, Sealer: sealer, Now: amazon.Now,
		Client: func(context.Context, string, string) (*amazonpay.Client, error) { return client, nil },
		Shop: func(ctx context.Context, id string) (ledger.Shop, error) {
			shop, err := k.shop(ctx, id)
			return ledger.Shop{Name: shop.Name, Policy: shop.Orders}, err
		},
	}
	return k
}

func (k *kit) shop(context.Context, string) (checkout.Shop, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return checkout.Shop{
		ID: shopID, Name: "見本商店", Origins: []string{origin}, CartKeys: map[string][]byte{keyID: cartKey}, Orders: k.policy,
		Rule: display.Shop{Registered: true, Shown: true, InCart: true, Groups: map[string]bool{"tea": true}},
	}, nil
}

// set changes what the shop has set about its orders.
func (k *kit) set(policy ledger.Policy) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.policy = policy
}

// reborn is the book of another process on the same database.
func (k *kit) reborn() *ledger.Book {
	book := *k.book
	return &book
}

// wire is the way to Amazon. It can ask it for a simulation (protocol 9.2).
type wire struct {
	next http.RoundTripper

	mu         sync.Mutex
	path, code string
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	path, code := w.path, w.code
	w.mu.Unlock()
	if code != "" && r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, path) {
		r = r.Clone(r.Context())
		r.Header.Set("X-Amz-Pay-Simulation-Code", code)
	}
	return w.next.RoundTrip(r)
}

// simulate lets calls of POST whose path ends like this go as a simulation code says; "" ends it.
func (k *kit) simulate(path, code string) {
	k.wire.mu.Lock()
	defer k.wire.mu.Unlock()
	k.wire.path, k.wire.code = path, code
}

// everywhere runs a test with a kit of its own on each database.
func everywhere(t *testing.T, test func(t *testing.T, k *kit)) {
	t.Helper()
	nth := 0
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		turn := nth
		nth++
		t.Parallel()
		k := newKit(t, db)
		k.turn = turn
		test(t, k)
	})
}

// placed is a new order, bought from the cart to the end, with a card.
func (k *kit) placed(total int64) query.Order {
	k.t.Helper()
	row := k.atAmazon(total)
	_, err := k.amazon.Pay(row.SessionID)
	must(k.t, err)
	_, err = k.flow.Settle(k.t.Context(), shopID, row.ID)
	must(k.t, err)
	return k.wantState(row.OrderID, ledger.Authorised)
}

// atAmazon is a checkout whose shopper has confirmed and not paid yet.
func (k *kit) atAmazon(total int64) query.Checkout {
	k.t.Helper()
	ctx := k.t.Context()
	k.mu.Lock()
	k.carts++
	cartID := "cart-" + strconv.Itoa(k.carts)
	k.mu.Unlock()
	token := k.token(cart.Cart{
		ID: cartID, Version: 1, Kind: cart.Ordinary, GoodsTotal: yen.Yen(total), Total: yen.Yen(total),
		Items: []cart.Item{{SKU: "tea-1", Name: "煎茶", Quantity: 1, Price: yen.Yen(total), Group: "tea", Goods: cart.Physical}},
	})
	departure, err := k.flow.Begin(ctx, api.BeginRequest{
		Shop: shopID, Kind: button.Pay, Placement: display.Cart, Cart: token, Site: button.PC, Device: button.PC, Leaving: leaving("/checkout"),
	}, "")
	must(k.t, err)
	_, err = k.flow.Review(ctx, departure.Checkout, k.choose(departure.Checkout))
	must(k.t, err)
	_, err = k.flow.Confirm(ctx, departure.Checkout, api.ConfirmRequest{
		Shop: shopID, Cart: token, Page: origin + "/confirm", Device: button.PC, Leaving: leaving("/complete"),
	})
	must(k.t, err)
	row, err := k.flow.Get(ctx, shopID, departure.Checkout)
	must(k.t, err)
	return row
}

func leaving(path string) api.Leaving {
	sum := sha256.Sum256([]byte("verifier"))
	return api.Leaving{ReturnTo: origin + path, Challenge: base64.RawURLEncoding.EncodeToString(sum[:])}
}

func (k *kit) token(c cart.Cart) string {
	k.t.Helper()
	now := k.amazon.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"iss": shopID, "aud": "noren", "iat": now.Unix(), "exp": now.Add(hour).Unix(), "jti": "1", "cart": c,
	})
	token.Header["typ"], token.Header["kid"] = "noren-cart", keyID
	text, err := token.SignedString(cartKey)
	must(k.t, err)
	return text
}

// choose walks through Amazon's first pages.
func (k *kit) choose(id string) (session string) {
	k.t.Helper()
	launch, err := k.flow.Launch(k.t.Context(), id, "")
	must(k.t, err)
	session, err = k.amazon.Initiate(url.Values{
		"payloadJSON": {launch.Button.PayloadJSON}, "signature": {launch.Button.Signature}, "publicKeyId": {launch.Button.PublicKeyID},
		"algorithm": {launch.Button.Algorithm}, "merchantId": {launch.Account.MerchantID}, "productType": {launch.Checkout.Product},
		"ledgerCurrency": {"JPY"}, "environment": {"SANDBOX"}, "checkoutLanguage": {"ja_JP"}, "origin_url": {ourURL},
	})
	must(k.t, err)
	_, err = k.amazon.Choose(session, sandbox.Choice{Buyer: "taro", Card: "1111"})
	must(k.t, err)
	return session
}

func (k *kit) order(id string) query.Order {
	k.t.Helper()
	order, err := k.book.Get(k.t.Context(), shopID, id)
	must(k.t, err)
	return order
}

func (k *kit) operations(order string) []query.Operation {
	k.t.Helper()
	operations, err := k.db.Read().Operations(k.t.Context(), query.OperationsParams{ShopID: shopID, Subject: order})
	must(k.t, err)
	return operations
}

func (k *kit) refunds(order string) []query.Refund {
	k.t.Helper()
	refunds, err := k.db.Read().Refunds(k.t.Context(), query.RefundsParams{ShopID: shopID, OrderID: order})
	must(k.t, err)
	return refunds
}

func (k *kit) events(order string) []query.OrderEvent {
	k.t.Helper()
	events, err := k.db.Read().OrderEvents(k.t.Context(), query.OrderEventsParams{ShopID: shopID, OrderID: order})
	must(k.t, err)
	return events
}

// settle reads the order from Amazon.
func (k *kit) settle(id string) query.Order {
	k.t.Helper()
	order, err := k.book.Settle(k.t.Context(), shopID, id)
	must(k.t, err)
	return order
}

// sweep does what is due, until nothing is.
func (k *kit) sweep(book *ledger.Book) {
	k.t.Helper()
	for {
		n, err := book.Sweep(k.t.Context(), 50)
		must(k.t, err)
		bulks, err := book.WorkBulks(k.t.Context(), 10)
		must(k.t, err)
		if n+bulks == 0 {
			return
		}
	}
}

// pass lets time pass in steps, and the sweeper do what falls due.
func (k *kit) pass(steps ...time.Duration) {
	k.t.Helper()
	for _, step := range steps {
		k.amazon.Advance(step)
		k.sweep(k.book)
	}
}

// quiet lets everything come to rest: what is under way ends, and every order that changes is looked at.
func (k *kit) quiet() {
	k.t.Helper()
	k.amazon.ClearFaults()
	k.simulate("", "")
	k.pass(2*minute, 2*minute, 10*minute, hour, 2*hour, day, day, 7*day, 2*minute, 2*hour, 2*hour)
}

// hear delivers what Amazon has to tell since the last time, as the web server does once it has checked it; lost says of each
// whether it never arrives.
func (k *kit) hear(lost func(sandbox.Notification) bool) {
	k.t.Helper()
	all := k.amazon.Notifications()
	fresh := all[k.heard:]
	k.heard = len(all)
	for _, n := range fresh {
		if lost == nil || !lost(n) {
			must(k.t, k.notified(n))
		}
	}
}

func (k *kit) notified(n sandbox.Notification) error {
	return errors.Join(k.flow.Notified(k.t.Context(), k.book, shopID, n.ChargePermissionID, []ledger.News{
		{ObjectType: amazonpay.ObjectType(n.ObjectType), ObjectID: n.ObjectID},
	})...)
}

// booked are Amazon's charges and refunds of an order.
func (k *kit) booked(permission string) (charges []sandbox.BookedCharge, refunds []sandbox.BookedRefund) {
	books := k.amazon.Books()
	for _, charge := range books.Charges {
		if charge.PermissionID != permission {
			continue
		}
		charges = append(charges, charge)
		for _, refund := range books.Refunds {
			if refund.ChargeID == charge.ID {
				refunds = append(refunds, refund)
			}
		}
	}
	return charges, refunds
}

// chargeByHand makes a new charge in Seller Central and takes it at once, as after an authorisation that has lapsed (R5-7).
func (k *kit) chargeByHand(permission string, amount int64) error {
	client, err := k.book.Client(k.t.Context(), shopID, "")
	must(k.t, err)
	body, err := amazonpay.Encode(amazonpay.ChargeRequest{ChargePermissionID: permission, ChargeAmount: amazonpay.JPY(amount), CaptureNow: true})
	must(k.t, err)
	_, err = client.CreateCharge(k.t.Context(), amazonpay.IdempotencyKey(rand.Text()), body)
	return err
}

func (k *kit) calls(operation string) (calls []sandbox.Request) {
	for _, r := range k.amazon.Requests() {
		if r.Operation == operation {
			calls = append(calls, r)
		}
	}
	return calls
}

// lose lets the answers to an operation get lost, as often as one call is repeated.
func (k *kit) lose(operation string, when sandbox.When) {
	k.amazon.Fault(sandbox.Fault{Operation: operation, Kind: sandbox.Cut, When: when, Count: 3})
}

// wantState fails unless the order is in a state, as it is kept.
func (k *kit) wantState(id string, want ledger.State) query.Order {
	k.t.Helper()
	order := k.order(id)
	if got := ledger.State(order.State); got != want {
		k.t.Fatalf("order is %s (%s), want %s", got, order.Reason, want)
	}
	return order
}

// wantWhy fails unless an action is refused for a reason.
func wantWhy(t testing.TB, err error, want ledger.Why) {
	t.Helper()
	var refused *ledger.PermitError
	if !errors.As(err, &refused) || refused.Why != want {
		t.Fatalf("error %v, want %q", err, want)
	}
}

func wantError(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("error %v, want %v", err, want)
	}
}

// wantYen fails unless ledger and Amazon have taken and returned these amounts.
func (k *kit) wantYen(id string, captured, refunded int64) {
	k.t.Helper()
	order := k.order(id)
	if order.Captured != captured || order.Refunded != refunded {
		k.t.Errorf("the ledger says %d taken, %d returned, want %d, %d", order.Captured, order.Refunded, captured, refunded)
	}
	charges, _ := k.booked(order.PermissionID)
	var taken, returned int64
	for _, charge := range charges {
		taken, returned = taken+charge.Captured, returned+charge.Refunded
	}
	if taken != captured || returned != refunded {
		k.t.Errorf("Amazon says %d taken, %d returned, want %d, %d", taken, returned, captured, refunded)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
