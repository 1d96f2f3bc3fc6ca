package registration_test

import (
	"crypto/rand"
	"crypto/rsa"
	"net/url"
	"os"
	"sync"
	"testing"
	"time"

	"noren/backend/merchant"
	"noren/backend/registration"
	"noren/backend/sandbox"
	"noren/backend/store"
	"noren/backend/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

const (
	publicURL  = "https://pay.example"
	providerID = "A1NORENPROVIDER"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// key makes a key once; number tells keys apart.
var keys = [2]func() *rsa.PrivateKey{sync.OnceValue(newKey), sync.OnceValue(newKey)}

func newKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
}

// office registers shops at a sandbox of its own, by whose clock it lives unless it is put wrong.
type office struct {
	*registration.Registrations

	amazon *sandbox.Sandbox
	wrong  time.Duration // how far the clock is off
	shop   merchant.Shop
}

func newOffice(t *testing.T, db *store.DB) *office {
	t.Helper()
	o := &office{amazon: sandbox.RunT(t)}
	now := func() time.Time { return o.amazon.Now().Add(o.wrong) }
	shops := &merchant.Shops{DB: db, Sealer: storetest.Sealer(t), Now: now, Provider: &merchant.Provider{
		ID: providerID, PublicKeyID: "SANDBOX-PROVIDER", Key: keys[0](), Sandbox: true, Register: o.amazon.URL + "/register",
	}}
	o.Registrations = &registration.Registrations{Shops: shops, PublicURL: publicURL, API: o.amazon.URL}
	o.amazon.RegisterKey(providerID, "SANDBOX-PROVIDER", &keys[0]().PublicKey)
	o.shop = o.enter(t, "店")
	return o
}

func (o *office) enter(t *testing.T, name string) merchant.Shop {
	t.Helper()
	shop, err := o.Shops.Create(t.Context(), "cli", merchant.Shop{
		Name: name, Origins: []string{"https://shop.example"}, PrivacyURL: "https://shop.example/privacy",
	})
	must(t, err)
	return shop
}

// own are the credentials of the sandbox's first merchant.
func (o *office) own() merchant.Credentials {
	m := o.amazon.Merchant()
	return merchant.Credentials{MerchantID: m.MerchantID, StoreID: m.StoreID, PublicKeyID: m.PublicKeyID, Key: m.PrivateKey, Sandbox: true, Region: "jp"}
}

var owner = registration.Beginner{Actor: "staff:per_1", Person: "per_1", Session: "session"}

// start begins a registration of a shop.
func (o *office) start(t *testing.T, shop merchant.Shop) (id string, form url.Values) {
	t.Helper()
	id, err := o.Start(t.Context(), shop.ID, owner)
	must(t, err)
	f, err := o.Form(t.Context(), shop, id, owner.Person, "ja")
	must(t, err)
	return id, f.Fields
}

// atAmazon does what the merchant does there, and gives what the browser brings back.
func (o *office) atAmazon(t *testing.T, form url.Values, email string) registration.Answer {
	t.Helper()
	r, err := o.amazon.Register(sandbox.RegistrationRequest{Form: form, Application: sandbox.ExampleApplication(email)})
	must(t, err)
	return registration.Answer{
		MerchantUniqueID: r.Form.Get("merchantUniqueId"), MerchantID: r.Form.Get("merchantId"), StoreID: r.Form.Get("lwaClientId"),
		MWSAuthToken: r.Form.Get("MWSAuthToken"),
	}
}
