package merchant_test

import (
	"crypto/rand"
	"crypto/rsa"
	"os"
	"sync"
	"testing"
	"time"

	"noren/backend/contract"
	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

var start = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// office is a set of shops over a database, with a clock that tests move.
type office struct {
	*merchant.Shops
	clock *time.Time
}

// onEvery runs a test on both databases.
func onEvery(t *testing.T, test func(t *testing.T, o office)) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		clock := start
		test(t, office{&merchant.Shops{DB: db, Sealer: storetest.Sealer(t), Now: func() time.Time { return clock }}, &clock})
	})
}

func (o office) pass(d time.Duration) { *o.clock = o.clock.Add(d) }

func (o office) create(t *testing.T, name string) merchant.Shop {
	t.Helper()
	shop, err := o.Create(t.Context(), "cli", merchant.Shop{Name: name, Origins: []string{"https://shop.example"}})
	if err != nil {
		t.Fatal(err)
	}
	return shop
}

func application() contract.Application {
	return contract.Application{Kind: contract.Corporation, Company: "株式会社見本", CorporateNumber: "4011001098993", Terms: true, Reviewed: true}
}

func (o office) apply(t *testing.T, shop string) {
	t.Helper()
	if err := o.Apply(t.Context(), "cli", shop, application()); err != nil {
		t.Fatal(err)
	}
}

var privateKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

func credentials(merchantID string) merchant.Credentials {
	return merchant.Credentials{
		MerchantID: merchantID, StoreID: "amzn1.application-oa2-client.0123", PublicKeyID: "SANDBOX-" + merchantID,
		Key: privateKey(), Sandbox: true, Region: "jp",
	}
}
