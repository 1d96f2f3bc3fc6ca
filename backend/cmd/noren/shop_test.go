package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"noren/backend/doctor"
	"noren/backend/merchant"
	"noren/backend/session"
	"noren/backend/store/storetest"
	"noren/shared/button"
	"noren/shared/yen"
)

// newShop is what `noren shop create` prints.
type newShop struct {
	Shop               merchant.Shop
	SecretKey, CartKey string
}

// createShop enters a shop into the operator's database.
func (o *operator) createShop(origin string) newShop {
	o.t.Helper()
	return decode[newShop](o.t, o.must("shop", "create", "青凪", "--origin="+origin))
}

func decode[T any](t *testing.T, text string) (value T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return value
}

func encode(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// onEvery runs a test as an operator of each database.
func onEvery(t *testing.T, test func(t *testing.T, o *operator)) {
	t.Helper()
	t.Parallel()
	for name, dsn := range map[string]string{"sqlite": storetest.SQLiteDSN(t), "postgres": storetest.PostgresDSN(t)} {
		t.Run(name, func(t *testing.T) {
			o := newOperator(t)
			o.set("NOREN_DATABASE", dsn)
			o.set("NOREN_KEYSET_FILE", o.keyset())
			test(t, o)
		})
	}
}

// rsaKey is a new private key as Seller Central gives it.
func rsaKey(t *testing.T) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return pemOf(t, key)
}

func pemOf(t *testing.T, key *rsa.PrivateKey) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

// A shop is entered, listed, and through Amazon's review when its account is there and it has applied (R3-1).
func TestR3_1_ShopIsEnteredAndRegistered(t *testing.T) {
	onEvery(t, func(t *testing.T, o *operator) {
		created := o.createShop("https://shop.example")
		if !strings.HasPrefix(created.SecretKey, "sk_") || !strings.HasPrefix(created.CartKey, "ck_") || created.Shop.Registered {
			t.Fatalf("created: %+v", created.Shop)
		}
		id := created.Shop.ID
		account := o.amazon().credentials(o, id, "SANDBOX-AAAA")
		if saved := decode[merchant.Shop](t, o.must(account...)); saved.Registered {
			t.Error("registered although the service has not been applied for")
		}
		if applied := decode[merchant.Shop](t, o.must(application(id)...)); !applied.Registered || applied.ID != id {
			t.Errorf("not registered: %+v", applied)
		}
		list := o.must("shop", "list")
		shops := decode[[]merchant.Shop](t, list)
		if len(shops) != 1 || shops[0].ID != id || shops[0].Name != "青凪" || !shops[0].Registered {
			t.Errorf("list: %s", list)
		}
		if found := o.must("shop", "list", "--search=SHOP.example", "--table"); !strings.Contains(found, id) || !strings.Contains(found, "ATTENTION") {
			t.Errorf("table: %s", found)
		}
		o.listsExaminations(id)
		if found := o.must("shop", "list", "--search=other"); strings.TrimSpace(found) != "[]" {
			t.Errorf("found: %s", found)
		}
		for _, key := range []string{created.SecretKey, created.CartKey, "PRIVATE KEY"} {
			if strings.Contains(list, key) {
				t.Error("a key is printed twice")
			}
		}
	})
}

// What is saved is read back, with its version in the history (R3-9).
func TestR3_9_SettingsAreReadBack(t *testing.T) {
	onEvery(t, func(t *testing.T, o *operator) {
		id := o.createShop("https://shop.example").Shop.ID
		settings := decode[merchant.Settings](t, o.must("shop", "settings", id))
		least := yen.Yen(1000)
		settings.Limits.HideBelow = &least
		settings.ShowIn = merchant.CheckoutOnly
		settings.PayButton.SP = button.Style{Colour: button.DarkGray, Size: button.Large}
		settings.Guides.Checkout = "一行目\n二行目 <b>&"
		settings.Groups = []merchant.Group{{ID: "standard", Name: "通常", AmazonPay: true}}
		want := encode(t, settings)
		saved := o.must("shop", "settings", id, "--set="+o.file("settings.json", want))
		if got := encode(t, decode[merchant.Settings](t, saved)); got != want {
			t.Errorf("saved %s\nwant  %s", got, want)
		}
		if again := o.must("shop", "settings", id); again != saved {
			t.Errorf("read back: %s", again)
		}
		o.must("shop", "settings", id, "--set=settings.json") // what was printed can be saved again
	})
}

// Wrong settings are refused field by field, in both languages, and nothing of them is saved (R3-9).
func TestR3_9_WrongSettingsAreNamedFieldByField(t *testing.T) {
	onEvery(t, func(t *testing.T, o *operator) {
		id := o.createShop("https://shop.example").Shop.ID
		before := o.must("shop", "settings", id)
		many := strings.NewReplacer(`"cart_and_checkout"`, `"everywhere"`, `"medium"`, `"huge"`, `"gold"`, `"pink"`,
			`"paymentImage": ""`, `"paymentImage": "http://shop.example/a.png"`, `"Amazon Pay"`, `""`).Replace(before)
		for name, c := range map[string]struct {
			text  string
			names []string
		}{
			"many": {many, []string{
				"showIn: ", "payButton.pc.size: ", "payButton.sp.colour: ", "loginButton.pc.colour: ", "loginButton.sp.size: ",
				"paymentImage: ", "methods[0].name: ", "次の中からお選びください", "Please choose showIn from: cart_and_checkout checkout",
			}},
			"without Amazon Pay": {strings.Replace(before, `"amazonpay"`, `"bank"`, 1), []string{"methods: ", "amazonpay"}},
			"a misspelt name":    {strings.Replace(before, `"linking"`, `"linkings"`, 1), []string{"--set ", "settings.json: ", "linkings", "not known", "noren shop settings " + id}},
			"a wrong type":       {strings.Replace(before, `"linking": false`, `"linking": "no"`, 1), []string{"linking: ", "boolean"}},
			"no JSON":            {"linking = true", []string{"--set ", "settings.json: ", "not the JSON"}},
		} {
			o.file("settings.json", c.text)
			s := o.run("shop", "settings", id, "--set=settings.json")
			if s.status == 0 {
				t.Errorf("%s: saved %s", name, s.out)
			}
			for _, part := range c.names {
				if !strings.Contains(s.err, part) {
					t.Errorf("%s: no %q in:\n%s", name, part, s.err)
				}
			}
			if after := o.must("shop", "settings", id); after != before {
				t.Errorf("%s: something of it was saved: %s", name, after)
			}
		}
	})
}

// The webhook's secret is shown once, each time a new one.
func TestWebhook(t *testing.T) {
	onEvery(t, func(t *testing.T, o *operator) {
		id := o.createShop("https://shop.example").Shop.ID
		seen := map[string]bool{}
		for range 2 {
			hook := decode[map[string]string](t, o.must("shop", "webhook", id, "https://shop.example/hooks"))
			if hook["webhookUrl"] != "https://shop.example/hooks" || !strings.HasPrefix(hook["secret"], "whsec_") || seen[hook["secret"]] {
				t.Errorf("webhook %q", hook["webhookUrl"])
			}
			seen[hook["secret"]] = true
		}
	})
}

func TestShopRefusesWrongInput(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.set("NOREN_KEYSET_FILE", o.keyset())
	id := o.createShop("https://shop.example").Shop.ID
	o.file("key.pem", "-----BEGIN PRIVATE KEY-----\n"+secret+"\n-----END PRIVATE KEY-----\n")
	o.file("good.pem", rsaKey(t))
	account := "shop credentials " + id + " --merchant-id=A1 --store-id=S1 --private-key="
	for name, w := range map[string]wrong{
		"no name":           {arguments: "shop create --origin=https://shop.example", names: []string{"<name>"}},
		"no origin":         {arguments: "shop create Shop", names: []string{"--origin"}},
		"origin has a path": {arguments: "shop create Shop --origin=https://shop.example --origin=https://shop.example/cart", names: []string{"origins[1]: ", "https://shop.example"}},
		"http origin":       {arguments: "shop create Shop --origin=http://shop.example", names: []string{"origins[0]: "}},
		"foreign login":     {arguments: "shop create Shop --origin=https://shop.example --login-url=https://other.example/", names: []string{"loginUrl: "}},
		"unknown shop":      {arguments: "shop settings shop_nobody", names: []string{"unknown shop", "noren shop list"}},
		"unknown, webhook":  {arguments: "shop webhook shop_nobody https://shop.example/hooks", names: []string{"unknown shop", "noren shop list"}},
		"http webhook":      {arguments: "shop webhook " + id + " http://shop.example/hooks", names: []string{"url: ", "https://"}},
		"address webhook":   {arguments: "shop webhook " + id + " https://10.0.0.1/hooks", names: []string{"url: "}},
		"no key":            {arguments: account + "key.pem --public-key-id=K", names: []string{"--private-key", "key.pem: ", "not an RSA private key", "Seller Central"}},
		"no key file":       {arguments: account + "other.pem --public-key-id=K", names: []string{"--private-key", "no such file"}},
		"live key":          {arguments: account + "good.pem --public-key-id=LIVE-K", names: []string{"sandbox: ", "LIVE"}},
		"other keyset":      {arguments: "shop list", env: "NOREN_KEYSET_FILE=good.pem", names: []string{"--keyset-file", "good.pem: ", "not a keyset"}},
	} {
		o.refuses(name, w)
	}
	newOperator(t).refuses("no keyset", wrong{arguments: "shop list", names: []string{"noren keyset > noren.keyset", "--keyset-file"}})
}

// listsExaminations looks for the last examination in the list, where Redis is named, and that the list goes on without.
func (o *operator) listsExaminations(shop string) {
	o.t.Helper()
	redis := miniredis.RunT(o.t)
	sessions, err := session.Open(session.Config{Addrs: []string{redis.Addr()}})
	if err != nil {
		o.t.Fatal(err)
	}
	defer func() { _ = sessions.Close() }()
	at := time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)
	head, _ := json.Marshal(doctor.Report{ID: "exam_1", Shop: shop, At: at})
	part, _ := json.Marshal(doctor.Checked{Check: "clock", Area: doctor.Amazon, Result: doctor.Fail})
	if err := errors.Join(sessions.BeginReport(o.t.Context(), shop, "exam_1", head), sessions.AddToReport(o.t.Context(), shop, "exam_1", "clock", part)); err != nil {
		o.t.Fatal(err)
	}
	if found := o.must("shop", "list", "--table", "--redis="+redis.Addr()); !strings.Contains(found, "errors:1 warnings:0 2026-11-28") {
		o.t.Errorf("table: %s", found)
	}
	if found := o.must("shop", "list", "--redis="+redis.Addr()); !strings.Contains(found, `"errors": 1`) {
		o.t.Errorf("list: %s", found)
	}
}
