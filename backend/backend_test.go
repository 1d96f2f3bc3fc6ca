package backend_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"noren/backend"
	"noren/backend/contract"
	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// replicas are some backends on one database, all with one clock.
func replicas(t *testing.T, n int, amazon string, now func() time.Time) []*backend.Backend {
	t.Helper()
	keyset, err := store.GenerateKeyset()
	must(t, err)
	config := backend.Config{
		Database: storetest.PostgresDSN(t), Keyset: keyset, PublicURL: "https://pay.example", Amazon: backend.Amazon{API: amazon, Pages: amazon}, Now: now,
	}
	all := make([]*backend.Backend, 0, n)
	for range n {
		b, err := backend.New(store.ForAll(t.Context()), config)
		must(t, err)
		t.Cleanup(func() { must(t, b.Close()) })
		all = append(all, b)
	}
	return all
}

// enter gives the id of a new shop that is registered.
func enter(t *testing.T, b *backend.Backend) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	must(t, err)
	shop, err := b.Shops.Create(t.Context(), "cli", merchant.Shop{Name: "店", Origins: []string{"https://shop.example"}})
	must(t, err)
	must(t, b.Shops.SaveCredentials(t.Context(), "cli", shop.ID, merchant.Credentials{
		MerchantID: "A1", StoreID: "store", PublicKeyID: "SANDBOX-KEY", Key: key, Sandbox: true, Region: "jp",
	}))
	must(t, b.Shops.Apply(t.Context(), "cli", shop.ID, contract.Application{
		Kind: contract.Corporation, Company: "株式会社見本", CorporateNumber: "4011001098993", Terms: true, Reviewed: true,
	}))
	return shop.ID
}

// Settings in the flow are not older than a second, although another replica saved them.
func TestReplicasSeeAChangeAfterASecond(t *testing.T) {
	var clock atomic.Int64
	both := replicas(t, 2, "", func() time.Time { return time.Unix(1_800_000_000, clock.Load()) })
	here, there := both[0], both[1]
	ctx, shop := t.Context(), enter(t, here)
	if before, err := there.Flow.Shop(ctx, shop); err != nil || !before.Rule.Registered || len(before.CartKeys) != 0 {
		t.Fatalf("%+v, %v", before, err)
	}
	_, err := here.Shops.NewCartKey(ctx, "cli", shop)
	must(t, err)
	must(t, here.Shops.Contracts().Reserve(ctx, "cli", shop))
	begun := here.Flow.Now()
	clock.Store(int64(contract.MonthOf(begun).End().Sub(begun) - time.Second)) // the contract ends within the second
	if last, err := there.Flow.Shop(ctx, shop); err != nil || !last.Rule.Registered {
		t.Fatalf("%+v, %v", last, err)
	}
	must(t, here.Shops.Update(ctx, "cli", merchant.Shop{ID: shop, Name: "新しい店", Origins: []string{"https://new.example"}}))
	clock.Add(int64(time.Second))
	after, err := there.Flow.Shop(ctx, shop)
	if err != nil || after.Rule.Registered || len(after.CartKeys) != 1 || after.Name != "新しい店" || after.Origins[0] != "https://new.example" {
		t.Errorf("%+v, %v", after, err)
	}
	for id := range after.CartKeys {
		must(t, here.Shops.RevokeKey(ctx, "cli", shop, id))
	}
	clock.Add(int64(time.Second))
	if after, err = there.Flow.Shop(ctx, shop); err != nil || len(after.CartKeys) != 0 {
		t.Errorf("%+v, %v", after, err)
	}
}

// Each call has a client of its own; they all share the connections, also after refusals.
func TestConnectionsToAmazonAreKept(t *testing.T) {
	var opened atomic.Int64
	amazon := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, `{"reasonCode":"ResourceNotFound","message":"none"}`, http.StatusNotFound)
	}))
	amazon.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	amazon.Start()
	t.Cleanup(amazon.Close)
	b := replicas(t, 1, amazon.URL, time.Now)[0]
	shop := enter(t, b)
	for range 20 {
		account, err := b.Flow.Account(t.Context(), shop, "")
		must(t, err)
		if _, err := account.Client.GetCheckoutSession(context.WithoutCancel(t.Context()), "session"); err == nil || errors.Is(err, context.Canceled) {
			t.Fatalf("error %v, want a refusal", err)
		}
	}
	if n := opened.Load(); n != 1 {
		t.Errorf("%d connections for 20 calls one after the other", n)
	}
}
