package bench

import (
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/backend"
	"noren/backend/amazonpay"
	"noren/backend/contract"
	"noren/backend/merchant"
	"noren/backend/sandbox"
	"noren/backend/session"
	"noren/backend/session/sessiontest"
	"noren/backend/store"
	"noren/backend/store/storetest"
	"noren/shared/cart"
)

const shopOrigin = "https://shop.example"

// kit is a whole backend with one shop. Its Amazon is the sandbox in this process, reached over loopback.
type kit struct {
	t       testing.TB
	amazon  *sandbox.Sandbox
	wire    *wire
	config  backend.Config
	noren   *backend.Backend
	shop    string
	keyID   string
	cartKey []byte
}

func newKit(t testing.TB, database string, redis session.Config, change ...func(*backend.Config)) *kit {
	t.Helper()
	amazon, err := sandbox.New(sandbox.Config{ManualNotification: true})
	must(t, err)
	k := &kit{t: t, amazon: amazon, wire: &wire{next: amazon.Handler(), spent: map[string]time.Duration{}}}
	server := httptest.NewServer(k.wire)
	t.Cleanup(server.Close)
	keyset, err := store.GenerateKeyset()
	must(t, err)
	k.config = backend.Config{
		Database: database, Keyset: keyset, Redis: redis, PublicURL: "http://pay.localhost", Proxies: 1,
		Amazon: backend.Amazon{API: server.URL, Pages: server.URL},
	}
	for _, with := range change {
		with(&k.config)
	}
	k.noren, err = backend.New(store.ForAll(t.Context()), k.config)
	must(t, err)
	k.seed()
	return k
}

// open is a kit that ends with the test.
func open(t testing.TB, database string, redis session.Config, change ...func(*backend.Config)) *kit {
	t.Helper()
	k := newKit(t, database, redis, change...)
	t.Cleanup(func() { must(t, k.noren.Close()) })
	return k
}

// seed sets up the shop as an operator does.
func (k *kit) seed() {
	k.t.Helper()
	ctx, shops := k.t.Context(), k.noren.Shops
	shop, err := shops.Create(ctx, "cli", merchant.Shop{Name: "見本商店", Origins: []string{shopOrigin}})
	must(k.t, err)
	k.shop = shop.ID
	m := k.amazon.Merchant()
	must(k.t, shops.SaveCredentials(ctx, "cli", shop.ID, merchant.Credentials{
		MerchantID: m.MerchantID, StoreID: m.StoreID, PublicKeyID: m.PublicKeyID, Key: m.PrivateKey, Sandbox: true, Region: amazonpay.Japan,
	}))
	must(k.t, shops.Apply(ctx, "cli", shop.ID, contract.Application{
		Kind: contract.Corporation, Company: "株式会社見本", CorporateNumber: "4011001098993", Terms: true, Reviewed: true,
	}))
	settings := merchant.DefaultSettings()
	settings.Methods[0].Shown = true
	settings.Groups = []merchant.Group{{ID: "standard", Name: "通常", AmazonPay: true}}
	_, err = shops.SaveSettings(ctx, "bench", shop.ID, settings)
	must(k.t, err)
	key, err := shops.NewCartKey(ctx, "cli", shop.ID)
	must(k.t, err)
	id, secret, _ := strings.Cut(strings.TrimPrefix(key, "ck_key_"), "_")
	k.keyID = "key_" + id
	k.cartKey, err = jwt.NewParser().DecodeSegment(secret)
	must(k.t, err)
}

// token signs a cart as the shop's server does.
func (k *kit) token(cartID string) (string, error) {
	now := time.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"iss": k.shop, "aud": "noren", "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(),
		"cart": cart.Cart{
			ID: cartID, Version: 1, Kind: cart.Ordinary, GoodsTotal: 3000, Total: 3000,
			Items: []cart.Item{{SKU: "tea-1", Name: "煎茶", Quantity: 1, Price: 3000, Group: "standard", Goods: cart.Physical}},
		},
	})
	token.Header["typ"], token.Header["kid"] = "noren-cart", k.keyID
	return token.SignedString(k.cartKey)
}

// databases gives a new one of each kind that is installed.
func databases(t testing.TB) map[string]string {
	t.Helper()
	found := map[string]string{"SQLite": storetest.SQLiteDSN(t)}
	if _, err := storetest.Programs(); err == nil {
		found["PostgreSQL"] = storetest.PostgresDSN(t)
	}
	return found
}

// redis is a server of its own, as in production, or nothing where none is installed.
func redis(t testing.TB) (config session.Config, where string) {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		return session.Config{}, "Redis inside"
	}
	return session.Config{Addrs: []string{sessiontest.Redis(t).Addr}}, "Redis apart"
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
