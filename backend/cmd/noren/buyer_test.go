package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
)

// buy is one payment as browser, shop page and Amazon make it, without a browser; it gives the checkout's id.
func (p *payment) buy() string {
	p.t.Helper()
	token := p.cartToken()
	verifier, leaving := p.leave("/cart")
	departure := post(p, api.Begin, api.BeginRequest{
		Shop: p.shop.Shop.ID, Kind: button.Pay, Placement: display.Cart, Cart: token, Site: button.PC, Device: button.PC, Leaving: leaving,
	})
	amazonSession := p.launch(departure)
	p.secrets = append(p.secrets, amazonSession)
	back := p.atAmazon("choose", map[string]string{"sessionId": amazonSession, "buyer": "taro", "card": "1111"})
	_, code, _ := strings.Cut(back, "#noren-")
	_, secret, found := strings.Cut(code, "-")
	if !found {
		p.t.Fatalf("no code in %s\n%s", back, p.text())
	}
	rendered := post(p, api.Render, api.RenderRequest{
		Shop: p.shop.Shop.ID, Code: code, Verifier: verifier, Elements: []api.Element{{ID: "1", Name: api.AddressElement}, {ID: "2", Name: api.PayElement, Cart: token}},
	})
	p.secrets = append(p.secrets, secret, rendered.Session)
	_, leaving = p.leave("/complete")
	post(p, api.Confirm, api.ConfirmRequest{
		Shop: p.shop.Shop.ID, Session: rendered.Session, Cart: token, Page: shopOrigin + "/confirm", Device: button.PC, Leaving: leaving,
	})
	done := p.atAmazon("pay", map[string]string{"sessionId": amazonSession})
	if want := shopOrigin + "/complete?noren_checkout=" + departure.Checkout; done != want {
		p.t.Fatalf("paying ends at %s, want %s\n%s", done, want, p.text())
	}
	return departure.Checkout
}

// leave makes what the loader makes before the page is left.
func (p *payment) leave(to string) (verifier string, leaving api.Leaving) {
	verifier = rand.Text()
	hash := sha256.Sum256([]byte(verifier))
	p.secrets = append(p.secrets, verifier)
	return verifier, api.Leaving{ReturnTo: shopOrigin + to, Challenge: base64.RawURLEncoding.EncodeToString(hash[:])}
}

// cartToken signs a cart as the shop's server does.
func (p *payment) cartToken() string {
	p.t.Helper()
	id, key, _ := strings.Cut(strings.TrimPrefix(p.shop.CartKey, "ck_key_"), "_")
	now := time.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"iss": p.shop.Shop.ID, "aud": "noren", "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(),
		"cart": cart.Cart{
			ID: "cart-" + rand.Text(), Version: 1, Kind: cart.Ordinary, GoodsTotal: 3000, Total: 3000,
			Items: []cart.Item{{SKU: "tea-1", Name: "煎茶", Quantity: 1, Price: 3000, Group: "tea", Goods: cart.Physical}},
		},
	})
	token.Header["typ"], token.Header["kid"] = "noren-cart", "key_"+id
	secret, err := base64.RawURLEncoding.DecodeString(key)
	if err != nil {
		p.t.Fatal(err)
	}
	text, err := token.SignedString(secret)
	if err != nil {
		p.t.Fatal(err)
	}
	p.secrets = append(p.secrets, text)
	return text
}

// launch does what the launch page and Amazon's script do, and gives the session at Amazon.
func (p *payment) launch(departure api.Departure) string {
	p.t.Helper()
	page := p.ask(http.MethodGet, "/launch/"+departure.Checkout, "", nil, http.StatusOK)
	block := regexp.MustCompile(`(?s)<script id="launch"[^>]*>(.*?)</script>`).FindStringSubmatch(page)
	if block == nil {
		p.t.Fatalf("no data for Amazon's script in %s", page)
	}
	data := decode[struct {
		MerchantID, ProductType string
		Config                  struct{ PayloadJSON, Signature, PublicKeyID, Algorithm string }
	}](p.t, block[1])
	form := url.Values{
		"payloadJSON": {data.Config.PayloadJSON}, "signature": {data.Config.Signature}, "publicKeyId": {data.Config.PublicKeyID},
		"algorithm": {data.Config.Algorithm}, "merchantId": {data.MerchantID}, "productType": {data.ProductType},
		"ledgerCurrency": {"JPY"}, "environment": {"SANDBOX"}, "checkoutLanguage": {"ja_JP"}, "origin_url": {"http://pay.localhost"},
	}
	return control[struct{ ID string }](p.t, p.amazon, "initiate", map[string]any{"form": form}).ID
}

// atAmazon does a step there, follows the redirect to us, and gives where we send the shopper.
func (p *payment) atAmazon(do string, in map[string]string) string {
	p.t.Helper()
	target, err := url.Parse(control[struct{ Redirect string }](p.t, p.amazon, do, in).Redirect)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.ask(http.MethodGet, target.RequestURI(), "", nil, http.StatusSeeOther)
}

// post calls one of the browser's endpoints from the shop's page.
func post[Request, Response any](p *payment, endpoint api.Endpoint[Request, Response], in Request) Response {
	p.t.Helper()
	body := p.ask(http.MethodPost, endpoint.Path, encode(p.t, in), http.Header{"Origin": {shopOrigin}}, http.StatusOK)
	return decode[Response](p.t, body)
}

// ask sends a request with the shopper's cookies, and gives the body, or where a redirect leads. Status 0 is any but our fault.
func (p *payment) ask(method, path, body string, header http.Header, wantStatus int) string {
	p.t.Helper()
	request, err := http.NewRequestWithContext(p.t.Context(), method, "http://"+p.address+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	for name, values := range header {
		request.Header[name] = values
	}
	for _, cookie := range p.cookies {
		request.AddCookie(cookie)
	}
	answer, err := http.DefaultTransport.RoundTrip(request) // follows no redirect
	if err != nil {
		p.t.Fatalf("%v\n%s", err, p.text())
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	if answer.StatusCode != wantStatus && (wantStatus != 0 || answer.StatusCode >= http.StatusInternalServerError) {
		p.t.Fatalf("%s %s answers %d: %.1000s\n%s", method, path, answer.StatusCode, text, p.text())
	}
	for _, cookie := range answer.Cookies() {
		p.cookies = append(p.cookies, &http.Cookie{Name: cookie.Name, Value: cookie.Value})
		p.secrets = append(p.secrets, cookie.Value)
	}
	if to := answer.Header.Get("Location"); to != "" {
		return to
	}
	return string(text)
}
