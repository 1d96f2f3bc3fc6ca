package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"noren/backend/checkout"
	"noren/backend/session"
	"noren/backend/store/storetest"
	"noren/shared/api"
)

// Somebody else's session of Amazon's in the address opens nothing and changes nothing, wherever it comes from (pitfall 28).
func TestPitfall28_ForeignAmazonSessionsAreRefused(t *testing.T) {
	w := newWatched(t)
	victim, mine := w.returned("cart-1"), w.returned("cart-2")
	w.pays(victim, "cart-1")
	w.pays(mine, "cart-2")
	fresh := w.begin("cart-3")
	cookie := w.launch(fresh)
	elsewhere := w.begin("cart-4") // chosen, but not come back yet
	chosen, _ := w.choose(elsewhere, "1111")
	for name, session := range map[string]string{
		"none": "", "unknown": "11111111-1111-1111-1111-111111111111", "a path": "../charges/S03-0000000-0000000-C000000",
		"long": strings.Repeat("a", 5000), "markup": "<script>alert(1)</script>", "of a checkout being paid": victim.amazon, "chosen elsewhere": chosen,
	} {
		query := "?amazonCheckoutSessionId=" + url.QueryEscape(session)
		for _, lang := range []api.Lang{api.Japanese, api.English} {
			for path, cookie := range map[string]string{
				"/return/" + fresh + "/review": cookie, "/return/" + fresh + "/result": cookie, "/return/" + mine.id + "/result": mine.cookie,
			} {
				w.unchanged(name+" at "+path, reading, func() {
					p := w.open(path+query, cookie, lang)
					if p.status != http.StatusNotFound || p.location() != "" || p.header.Get("Set-Cookie") != "" {
						t.Errorf("%s at %s: %d %v", name, path, p.status, p.header)
					}
					p.says(t, name+" at "+path, lang, api.CheckoutUnknown)
				})
			}
			w.unchanged(name+", while it is paid", reading, func() { // another session of a checkout that is further: the shop's page shows how far
				if p := w.open("/return/"+mine.id+"/review"+query, mine.cookie, lang); p.status != http.StatusSeeOther || p.location() != shopOrigin+"/confirm" {
					t.Errorf("%s: %d %s", name, p.status, p.location())
				}
			})
		}
	}
}

// A browser that did not leave for Amazon gets a page without a word about anybody, and no code; the payment is settled all
// the same (pitfall 20, design.md section 4).
func TestPitfall20_AnotherBrowserSeesNothing(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	other := o.launch(o.begin("cart-9"))
	_, secret, _ := strings.Cut(other, "=")
	for browser, cookie := range map[string]func(id string) string{
		"no cookie":           func(string) string { return "" },
		"another checkout's":  func(string) string { return other },
		"renamed":             func(id string) string { return "__Host-noren-" + id + "=" + secret },
		"empty":               func(id string) string { return "__Host-noren-" + id + "=" },
		"without its promise": func(id string) string { return "noren-" + id + "=" + secret },
	} {
		cart := cartFor(browser)
		s := shopper{id: o.begin(cart)}
		s.cookie = o.launch(s.id)
		s.amazon, s.back = o.choose(s.id, "3434")
		strange := cookie(s.id)
		for _, lang := range []api.Lang{api.Japanese, api.English} {
			o.neutral(browser+" at review", o.open(s.back, strange, lang), shopOrigin+"/cart")
			o.neutral(browser+" at cancel", o.open("/return/"+s.id+"/cancel", strange, lang), shopOrigin+"/cart")
		}
		if got := o.stateOf(s.id); got != checkout.Reviewing {
			t.Fatalf("%s: checkout is %s after the review", browser, got)
		}
		o.confirm(s.id, cart)
		back, err := o.amazon.Pay(s.amazon)
		o.must(err)
		o.neutral(browser+" at result", o.open(back, strange, api.Japanese), shopOrigin+"/confirm")
		if got := o.stateOf(s.id); got != checkout.Declined {
			t.Errorf("%s: checkout is %s after the result", browser, got)
		}
		if p := o.open(back, s.cookie, api.Japanese); !strings.HasPrefix(p.location(), shopOrigin+"/confirm#noren-"+s.id+"-") {
			t.Errorf("%s: its own browser is led to %s: %s", browser, p.location(), p.body)
		}
	}
}

// neutral proves that a page says nothing about anybody, in the language of whoever opened it, and leads back to the shop.
func (o *outward) neutral(name string, p page, back string) {
	o.t.Helper()
	if p.status != http.StatusOK || p.location() != "" || strings.Contains(p.body, "noren-chk") || p.header.Get("Cache-Control") != "no-store" {
		o.t.Errorf("%s: %d %v %s", name, p.status, p.header, p.body)
	}
	if !strings.Contains(p.body, `href="`+back+`"`) {
		o.t.Errorf("%s does not lead back: %s", name, p.body)
	}
	anonymous(o.t, name, p.body)
}

// A checkout is the first browser's that leaves with it. Whoever began a visit and keeps a cookie of it cannot have a stranger sign in
// at Amazon by its address and come for what the stranger chose; nor does a stranger's address of a checkout under way open it.
func TestPitfall20_AStrangersVisitIsNobodyElses(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	id := o.begin("cart-1")
	first := o.launch(id)
	for name, cookie := range map[string]string{"none": "", "a made-up one": "__Host-noren-" + id + "=AAAAAAAAAAAAAAAAAAAAAAAAAA"} {
		if p := o.open("/launch/"+id, cookie, api.Japanese); p.status != http.StatusSeeOther || p.location() != shopOrigin+"/cart" || p.header.Get("Set-Cookie") != "" {
			t.Errorf("a second browser with the cookie %s is let go to Amazon: %d %v", name, p.status, p.header)
		}
	}
	if p := o.open("/launch/"+id, first, api.Japanese); p.status != http.StatusOK || !strings.HasPrefix(p.header.Get("Set-Cookie"), first+";") {
		t.Errorf("the first browser, once more: %d %v", p.status, p.header)
	}
	_, back := o.choose(id, "1111")
	o.open(back, first, api.Japanese)
	o.redis.FlushAll() // also when nobody knows any more who was first
	for _, change := range []string{"change-address", "change-payment"} {
		o.neutral(change+" by a stranger", o.open("/launch/"+id+"/"+change, "", api.Japanese), shopOrigin+"/cart")
	}
	o.neutral("cancel by a stranger", o.open("/return/"+id+"/cancel", "", api.Japanese), shopOrigin+"/cart")
}

// Who paid and comes back in another browser is led to the shop's page, whose server knows whether to show anything.
func TestPitfall20_PaidInAnotherBrowser(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	s := o.returned("cart-1")
	p := o.open(o.pays(s, "cart-1"), "", api.Japanese)
	if p.status != http.StatusSeeOther || p.location() != shopOrigin+"/complete?noren_checkout="+s.id {
		t.Errorf("%d %s", p.status, p.location())
	}
	anonymous(t, "the redirect", p.body)
	if got := o.stateOf(s.id); got != checkout.Placed {
		t.Errorf("checkout is %s", got)
	}
}

// The cookie goes to nobody but us, over HTTPS, and not with requests that other pages start by themselves.
func TestPitfall20_BindingCookie(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	id := o.begin("cart-1")
	p := o.open("/launch/"+id, "", api.Japanese)
	parsed, err := http.ParseSetCookie(p.header.Get("Set-Cookie"))
	o.must(err)
	if parsed.Name != "__Host-noren-"+id || !parsed.Secure || !parsed.HttpOnly || parsed.SameSite != http.SameSiteLaxMode ||
		parsed.Path != "/" || parsed.Domain != "" || parsed.MaxAge != int((24*time.Hour).Seconds()) {
		t.Errorf("%+v", parsed)
	}
	_, back := o.choose(id, "1111")
	o.redis.FastForward(session.BindingLife + time.Second)
	o.neutral("after a day", o.open(back, parsed.Name+"="+parsed.Value, api.Japanese), shopOrigin+"/cart")
}

// Pages speak the language that the shopper bought in, whatever the browser that they are opened in prefers.
func TestPagesSpeakTheCheckoutsLanguage(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	for _, lang := range []api.Lang{api.Japanese, api.English} {
		other := map[api.Lang]api.Lang{api.Japanese: api.English, api.English: api.Japanese}[lang]
		r := o.beginRequest("cart-" + string(lang))
		r.Lang = lang
		id := call(o, api.Begin, r).Checkout
		launched := o.open("/launch/"+id, "", other)
		_, back := o.choose(id, "1111")
		for name, p := range map[string]page{"launch": launched, "review": o.open(back, "", other), "cancel": o.open("/return/"+id+"/cancel", "", other)} {
			if !strings.Contains(p.body, `<html lang="`+string(lang)+`"`) {
				t.Errorf("%s of a checkout in %s: %s", name, lang, p.body)
			}
		}
	}
}
