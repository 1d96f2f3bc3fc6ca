package doctor_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/contract"
	"noren/backend/doctor"
	"noren/backend/merchant"
	"noren/backend/sandbox"
	"noren/backend/store/storetest"
	"noren/static"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }

// clinic is a doctor with a shop whose pages a test writes, an Amazon of its own, and our own address.
type clinic struct {
	*doctor.Doctor

	t      *testing.T
	amazon *sandbox.Sandbox
	shop   merchant.Shop
	site   *httptest.Server // the shop's
	pages  http.HandlerFunc
	ours   *http.ServeMux // what answers at our own address
}

func newClinic(t *testing.T) *clinic {
	t.Helper()
	c := &clinic{t: t, pages: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }, ours: http.NewServeMux()}
	var err error
	c.amazon, err = sandbox.New(sandbox.Config{})
	must(t, err)
	must(t, c.amazon.Start(t.Context(), "127.0.0.1:0", "127.0.0.1:0", sandbox.TLS{}))
	t.Cleanup(func() { must(t, c.amazon.Close()) })
	c.site = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { c.pages(w, r) }))
	t.Cleanup(c.site.Close)
	ours := httptest.NewServer(c.ours)
	t.Cleanup(ours.Close)
	c.ours.HandleFunc("GET "+static.LoaderPath, func(http.ResponseWriter, *http.Request) {})
	c.ours.HandleFunc("POST /notifications/{shop}", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadRequest) })
	db := storetest.SQLite(t)
	shops := &merchant.Shops{DB: db, Sealer: storetest.Sealer(t), Now: time.Now}
	c.shop, err = shops.Create(t.Context(), "cli", merchant.Shop{Name: "店", Origins: []string{c.site.URL}})
	must(t, err)
	c.Doctor = &doctor.Doctor{
		DB: db, Shops: shops, Sandbox: c.amazon.URL, PublicURL: ours.URL, Now: time.Now, Clock: time.Now, AllowLoopback: true,
		Client: func(ctx context.Context, shop, _ string) (*amazonpay.Client, error) {
			credentials, err := shops.Credentials(ctx, shop)
			if err != nil {
				return nil, err
			}
			return &amazonpay.Client{PublicKeyID: credentials.PublicKeyID, Key: credentials.Key, Region: credentials.Region, Sandbox: true, BaseURL: c.amazon.URL}, nil
		},
	}
	return c
}

// register gives the shop its account at Amazon; change may spoil it.
func (c *clinic) register(change func(*merchant.Credentials)) {
	c.t.Helper()
	account := c.amazon.Merchant()
	credentials := merchant.Credentials{
		MerchantID: account.MerchantID, StoreID: account.StoreID, PublicKeyID: account.PublicKeyID, Key: account.PrivateKey, Sandbox: true, Region: "jp",
	}
	if change != nil {
		change(&credentials)
	}
	must(c.t, c.Shops.SaveCredentials(c.t.Context(), "cli", c.shop.ID, credentials))
}

// apply makes a contract that is in force.
func (c *clinic) apply() {
	c.t.Helper()
	must(c.t, c.Shops.Apply(c.t.Context(), "cli", c.shop.ID, contract.Application{
		Kind: contract.Corporation, Company: "株式会社見本", CorporateNumber: "4011001098993", Terms: true, Reviewed: true,
	}))
}

// reserve reserves the end of the contract.
func (c *clinic) reserve() {
	c.t.Helper()
	must(c.t, c.Shops.Contracts().Reserve(c.t.Context(), "cli", c.shop.ID))
}

// set changes the settings.
func (c *clinic) set(change func(*merchant.Settings)) {
	c.t.Helper()
	settings, err := c.Shops.Settings(c.t.Context(), c.shop.ID)
	must(c.t, err)
	change(&settings)
	_, err = c.Shops.SaveSettings(c.t.Context(), "cli", c.shop.ID, settings)
	must(c.t, err)
}

// shows lets the shop answer every address with a page.
func (c *clinic) shows(body string, headers ...string) {
	c.pages = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for pair := range slices.Chunk(headers, 2) {
			w.Header().Add(pair[0], pair[1])
		}
		_, _ = w.Write([]byte(body))
	}
}

// tag is the script tag that belongs into the shop's pages.
func (c *clinic) tag() string {
	return `<script async crossorigin src="` + c.PublicURL + `/embed/v1/noren.js" data-shop="` + c.shop.ID + `"></script>`
}

// examine makes all checks.
func (c *clinic) examine(pages ...string) doctor.Report {
	c.t.Helper()
	for i, page := range pages {
		pages[i] = c.site.URL + page
	}
	told := 0
	report, err := c.Examine(c.t.Context(), c.shop.ID, pages, func(doctor.Checked) { told++ })
	must(c.t, err)
	if told != len(doctor.Checks()) {
		c.t.Errorf("told of %d checks", told)
	}
	return report
}

// found is what a check of a report found, in one word each.
func found(r doctor.Report, check string) string {
	var whys []string
	for _, c := range r.Checks {
		if c.Check == check {
			for _, f := range c.Findings {
				whys = append(whys, string(f.Result)+" "+f.Why)
			}
		}
	}
	return strings.Join(whys, ", ")
}

// wants fails unless the checks found this.
func (c *clinic) wants(r doctor.Report, want map[string]string) {
	c.t.Helper()
	for check, what := range want {
		if got := found(r, check); got != what {
			c.t.Errorf("%s: %q, want %q", check, got, what)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
