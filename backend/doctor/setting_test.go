package doctor_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/webhook"
	"noren/shared/yen"
)

// shown puts Amazon Pay to 「表示」.
func shown(s *merchant.Settings) { s.Methods[0].Shown = true }

func limits(below, from yen.Yen) func(*merchant.Settings) {
	return func(s *merchant.Settings) { s.Limits.HideBelow, s.Limits.HideFrom = &below, &from }
}

// Whether Amazon Pay is ever shown is asked of the display rule itself.
func TestX15_ARuleThatIsNeverTrueIsFound(t *testing.T) {
	c := newClinic(t)
	want := func(what string) {
		t.Helper()
		c.wants(c.examine(), map[string]string{"rule": what})
	}
	want("fail rule_no_account, fail rule_hidden")
	c.register(nil)
	want("fail rule_no_contract, fail rule_hidden")
	c.apply()
	want("fail rule_hidden")
	c.set(shown)
	want("ok rule_good")
	c.set(limits(5000, 4000))
	want("fail rule_limits")
	c.set(limits(4000, 4000))
	want("fail rule_limits")
	c.set(limits(4000, 4001))
	want("ok rule_good") // for carts of ¥4,000
	c.set(limits(1_000_000, 1_000_000))
	want("fail rule_limits")
	c.set(func(s *merchant.Settings) {
		s.Limits, s.ShowIn = merchant.DefaultSettings().Limits, merchant.CheckoutOnly
	})
	want("ok rule_register_only")
	c.reserve()
	want("warn rule_ends")
	c.Now = func() time.Time { return time.Now().AddDate(0, 2, 0) }
	c.Shops.Now = c.Now
	want("fail rule_no_contract")
}

func TestX15_GroupsGuidesAndLoginAddress(t *testing.T) {
	c := newClinic(t)
	c.wants(c.examine(), map[string]string{"groups": "ok groups_none", "guides": "ok guides_good", "login": "ok login_unused"})
	c.set(func(s *merchant.Settings) {
		s.Groups = []merchant.Group{{ID: "a", Name: "A"}, {ID: "b", Name: "B"}}
		s.Linking = true
		s.Guides.Checkout = strings.Repeat("ご案内です。", 50)
		s.LoginGuides.Signup = strings.Repeat("一行\n", 10) + "一行"
	})
	c.wants(c.examine(), map[string]string{"groups": "warn groups_unticked", "guides": "warn guide_long, warn guide_long", "login": "warn login_none"})
	c.set(func(s *merchant.Settings) { s.Groups[0].AmazonPay = true })
	c.shop.LoginURL = c.site.URL + "/login"
	must(t, c.Shops.Update(t.Context(), "cli", c.shop))
	c.wants(c.examine(), map[string]string{"groups": "ok groups_some", "login": "warn login_missing"})
	c.set(func(s *merchant.Settings) { s.Groups[1].AmazonPay = true })
	c.pages = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadRequest) } // there is no code in this request
	c.wants(c.examine(), map[string]string{"groups": "ok groups_all", "login": "ok login_answers"})
	c.site.Close()
	c.wants(c.examine(), map[string]string{"login": "warn login_unreachable"})
}

// The privacy page, which Amazon's review reads, may be moved and may stand elsewhere, but never leads into our own network.
func TestX15_ThePrivacyPage(t *testing.T) {
	c := newClinic(t)
	want := func(what string) {
		t.Helper()
		c.wants(c.examine(), map[string]string{"privacy": what})
	}
	enter := func(address string) {
		c.shop.PrivacyURL = address
		must(t, c.Shops.Update(t.Context(), "cli", c.shop))
	}
	want("warn privacy_none")
	enter(c.site.URL + "/privacy")
	want("fail privacy_missing")
	to := "/privacy/ja"
	c.pages = func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/privacy" {
			http.Redirect(w, r, to, http.StatusFound)
		}
	}
	want("ok privacy_good")
	to = "/privacy"
	want("fail privacy_missing") // for ever
	to = "https://10.0.0.1/"
	want("fail privacy_blocked")
	to = "http://shop.example/privacy"
	want("fail privacy_blocked")
	c.site.Close()
	want("warn privacy_unreachable")
}

func TestX15_KeysAndWebhooks(t *testing.T) {
	c := newClinic(t)
	c.wants(c.examine(), map[string]string{"keys": "fail keys_no_cart", "webhooks": "warn webhooks_none"})
	_, err := c.Shops.NewCartKey(t.Context(), "cli", c.shop.ID)
	must(t, err)
	c.wants(c.examine(), map[string]string{"keys": "fail keys_no_secret"})
	secret, err := c.Shops.NewSecretKey(t.Context(), "cli", c.shop.ID, merchant.Scopes()...)
	must(t, err)
	good, _, err := c.Shops.AddEndpoint(t.Context(), "cli", c.shop.ID, "https://shop.example/good")
	must(t, err)
	bad, _, err := c.Shops.AddEndpoint(t.Context(), "cli", c.shop.ID, "https://shop.example/bad")
	must(t, err)
	c.wants(c.examine(), map[string]string{"keys": "unknown keys_unused", "webhooks": "ok webhook_good, ok webhook_good"})
	_, _, err = c.Shops.ShopOfSecretKey(t.Context(), secret)
	must(t, err)
	must(t, c.DB.Tx(t.Context(), func(q *query.Queries) error {
		if _, err := q.EndpointFailed(t.Context(), query.EndpointFailedParams{Now: int64(store.At(time.Now())), ShopID: c.shop.ID, ID: good}); err != nil {
			return err
		}
		return webhook.Disable(t.Context(), q, time.Now(), "cli", c.shop.ID, bad, webhook.Disabled, webhook.Gone)
	}))
	report := c.examine()
	c.wants(report, map[string]string{"keys": "ok keys_good", "webhooks": "warn webhook_failing, fail webhook_disabled"})
	if report.Result() != "fail" || report.Count("fail") < 2 {
		t.Errorf("%s, %d", report.Result(), report.Count("fail"))
	}
}
