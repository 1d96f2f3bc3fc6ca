package web_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"

	"noren/shared/api"
)

// post sends what the loader sends from a page of the shop; header replaces or, with "", removes what it says about itself.
func (o *outward) post(path, body string, header map[string]string) (status int, answer string, got http.Header) {
	o.t.Helper()
	all := map[string]string{"Origin": shopOrigin, "Content-Type": "text/plain;charset=UTF-8"}
	maps.Copy(all, header)
	maps.DeleteFunc(all, func(_, value string) bool { return value == "" })
	return o.send(http.MethodPost, path, body, all)
}

// call asks a browser's endpoint for what it must give.
func call[Request, Response any](o *outward, endpoint api.Endpoint[Request, Response], r Request) Response {
	o.t.Helper()
	status, body, header := o.post(endpoint.Path, encode(o, r), nil)
	if status != http.StatusOK || header.Get("Access-Control-Allow-Origin") != shopOrigin || header.Get("Cache-Control") != "no-store" {
		o.t.Fatalf("%s: %d %s %v", endpoint.Path, status, body, header)
	}
	var response Response
	o.must(json.Unmarshal([]byte(body), &response))
	return response
}

// page is what a browser gets when it opens an address of ours.
type page struct {
	status int
	body   string
	header http.Header
}

func (p page) location() string { return p.header.Get("Location") }

// open opens an address of ours, given whole or from the path on, in a browser that has the cookie and wants the language.
func (o *outward) open(address, cookie string, lang api.Lang) page {
	o.t.Helper()
	header := map[string]string{"Accept-Language": string(lang)}
	if cookie != "" {
		header["Cookie"] = cookie
	}
	status, body, got := o.send(http.MethodGet, strings.TrimPrefix(address, o.url), "", header)
	return page{status, body, got}
}

// launch opens the launch page and gives the cookie that binds the checkout to this browser.
func (o *outward) launch(id string) (cookie string) {
	o.t.Helper()
	p := o.open("/launch/"+id, "", api.Japanese)
	cookie, _, _ = strings.Cut(p.header.Get("Set-Cookie"), ";")
	if p.status != http.StatusOK || cookie == "" {
		o.t.Fatalf("launch: %d %v", p.status, p.header)
	}
	return cookie
}

// shopper is a browser that came back from choosing at Amazon.
type shopper struct {
	id      string // of the checkout
	cookie  string
	amazon  string // Amazon's session
	back    string // where Amazon led
	code    string // one-time code of the return
	session string // what the code was exchanged for
}

// arrive walks from the cart to Amazon and back, as a browser does, and stops with the code in the shop's page.
func (o *outward) arrive(cartID string) shopper {
	o.t.Helper()
	s := shopper{id: call(o, api.Begin, o.beginRequest(cartID)).Checkout}
	s.cookie = o.launch(s.id)
	s.amazon, s.back = o.choose(s.id, "1111")
	p := o.open(s.back, s.cookie, api.Japanese)
	code, ok := strings.CutPrefix(p.location(), shopOrigin+"/cart#noren-")
	if p.status != http.StatusSeeOther || !ok {
		o.t.Fatalf("review: %d, leads to %q: %s", p.status, p.location(), p.body)
	}
	s.code = code
	return s
}

// returned is a shopper whose page has exchanged the code.
func (o *outward) returned(cartID string) shopper {
	o.t.Helper()
	s := o.arrive(cartID)
	s.session = call(o, api.Render, api.RenderRequest{Shop: o.shop.ID, Code: s.code, Verifier: verifier}).Session
	if s.session == "" {
		o.t.Fatal("no session for a good code")
	}
	return s
}

// pays presses 「この内容で注文する」 and pays at Amazon, and gives the address that Amazon leads back to.
func (o *outward) pays(s shopper, cartID string) (back string) {
	o.t.Helper()
	departure := call(o, api.Confirm, o.confirmRequest(cartID, s.session))
	if !strings.HasPrefix(departure.Go, o.amazon.URL+"/") {
		o.t.Fatalf("confirm leads to %s", departure.Go)
	}
	back, err := o.amazon.Pay(s.amazon)
	o.must(err)
	return back
}

// cartFor gives each case of a table a cart of its own.
func cartFor(name string) string {
	return "cart-" + strings.NewReplacer(" ", "-", ",", "", "'", "").Replace(name)
}

// personal is what the sandbox's buyer «taro» would not want a stranger to read.
var personal = []string{"山田", "太郎", "taro@", "0300000000", "千代田", "100-0001", "Visa"}

// anonymous fails if a text says anything about the buyer.
func anonymous(t *testing.T, name, text string) {
	t.Helper()
	for _, word := range personal {
		if strings.Contains(text, word) {
			t.Errorf("%s says %q: %s", name, word, text)
		}
	}
}
