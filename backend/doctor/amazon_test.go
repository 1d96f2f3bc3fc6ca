package doctor_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"net/http"
	"sync"
	"testing"
	"time"

	"noren/backend/merchant"
	"noren/backend/sandbox"
	"noren/static"
)

var otherKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

// The account at Amazon is tried by a signed call, the origin by a press of a button, at a real sandbox.
func TestX15_TheAccountIsTriedAtAmazon(t *testing.T) {
	good := map[string]string{
		"credentials": "ok credentials_sandbox", "origin": "ok origin_registered", "clock": "ok clock_right", "address": "ok address_local",
		"notifications": "unknown notifications_none",
	}
	for name, test := range map[string]struct {
		prepare func(c *clinic)
		want    map[string]string
	}{
		"none": {func(*clinic) {}, map[string]string{
			"credentials": "fail credentials_none", "origin": "unknown origin_no_account", "clock": "unknown clock_no_account",
		}},
		"good": {func(c *clinic) { c.register(nil) }, good},
		"another key": {func(c *clinic) { c.register(func(a *merchant.Credentials) { a.Key = otherKey() }) }, map[string]string{
			"credentials": "fail credentials_refused", "origin": "unknown origin_untried", "clock": "ok clock_right",
		}},
		"origin missing": {func(c *clinic) {
			c.register(nil)
			c.amazon.SetOrigins(c.amazon.Merchant().MerchantID, []string{"https://other.example"})
		}, map[string]string{"credentials": "ok credentials_sandbox", "origin": "fail origin_missing"}},
		"slow clock": {func(c *clinic) {
			c.register(nil)
			c.Clock = func() time.Time { return time.Now().Add(-2 * time.Minute) }
		}, map[string]string{"clock": "warn clock_off"}},
		"wrong clock": {func(c *clinic) {
			c.register(nil)
			c.Clock = func() time.Time { return time.Now().Add(time.Hour) }
		}, map[string]string{"clock": "fail clock_wrong"}},
		"Amazon fails": {func(c *clinic) {
			c.register(nil)
			c.amazon.Fault(sandbox.Fault{Operation: "GetChargePermission", Kind: sandbox.Refuse, Status: http.StatusServiceUnavailable})
		}, map[string]string{"credentials": "unknown amazon_unreachable"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClinic(t)
			test.prepare(c)
			c.wants(c.examine(), test.want)
		})
	}
}

// Our own address is knocked at as a shop page and as Amazon does.
func TestX15_OurOwnAddressIsTried(t *testing.T) {
	for name, test := range map[string]struct {
		answers func(mux *http.ServeMux)
		want    map[string]string
	}{
		"something else": {func(mux *http.ServeMux) {
			mux.HandleFunc("/", func(http.ResponseWriter, *http.Request) {})
		}, map[string]string{"address": "ok address_local", "notifications": "fail notifications_wrong"}},
		"nothing of ours": {func(mux *http.ServeMux) {
			mux.HandleFunc("GET "+static.LoaderPath, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) })
		}, map[string]string{"address": "fail address_wrong", "notifications": "fail notifications_wrong"}},
	} {
		c := newClinic(t)
		*c.ours = http.ServeMux{}
		test.answers(c.ours)
		t.Run(name, func(*testing.T) { c.wants(c.examine(), test.want) })
	}
	c := newClinic(t)
	c.PublicURL = "http://127.0.0.1:1"
	c.wants(c.examine(), map[string]string{"address": "warn address_unreachable", "notifications": "warn notifications_unreachable"})
	c = newClinic(t)
	c.Sandbox = ""
	c.wants(c.examine(), map[string]string{"address": "fail address_plain"})
	c = newClinic(t)
	tested := time.Date(2026, 11, 27, 3, 0, 0, 0, time.UTC)
	c.Tested = func(context.Context, string) (time.Time, error) { return tested, nil }
	report := c.examine()
	c.wants(report, map[string]string{"notifications": "ok notifications_tested"})
	if at := report.Checks[2].Findings[0].Facts["at"]; at != "2026-11-27 12:00" {
		t.Errorf("tested at %s", at)
	}
}
