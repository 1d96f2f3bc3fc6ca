package sandbox_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// Protocol 7.4 to 7.6: the whole way over the hosted pages, with a change of address and of card.
func TestProtocol_HostedPages(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	b.press(c, payload(""))
	b.shows("Eメールアドレス", "パスワード", "ログイン", "taro@example.jp", "見本商店")
	if b.header.Get("Content-Security-Policy") == "" || b.header.Get("Cache-Control") != "no-store" {
		t.Errorf("headers %v", b.header)
	}
	b.submit("signin", url.Values{"email": {"nobody@example.jp"}, "password": {"x"}})
	b.shows("テスト用アカウント")
	b.submit("signin", url.Values{"email": {"Taro@example.jp"}, "password": {"x"}})
	b.shows("続行", "千代田区千代田1-2-3", "〒220-0012", "Visa", "ペイディ", "お支払いが成功します")
	b.submit("choose", url.Values{"address": {"nowhere"}, "card": {"1111"}})
	b.shows("お選びください")
	b.submit("choose", url.Values{"address": {"office"}, "card": {"1111"}})
	if !strings.HasPrefix(b.at, "https://shop.example.jp/review?x=1&amazonCheckoutSessionId=") {
		t.Fatalf("after choosing: %s", b.at)
	}
	id := b.sessionID()
	shipping := func() string {
		return c.get("/v2/checkoutSessions/" + id).text("shippingAddress.addressLine1")
	}
	if got := shipping(); got != "横浜市西区みなとみらい1-2-3" {
		t.Errorf("address: %s", got)
	}

	change := s.URL + "/checkout/initiate_auth?viewType=redirectView&amazonCheckoutSessionId=" + id + "&changeAction="
	b.send(http.MethodGet, change+"changeAddress", nil)
	b.submit("choose", url.Values{"address": {"okinawa"}})
	if b.sessionID() != id || shipping() != "那覇市港町1-2-3" {
		t.Errorf("changed address: %s, %s", b.at, shipping())
	}
	b.send(http.MethodGet, change+"changePayment", nil)
	b.submit("choose", url.Values{"card": {"paidy"}})
	if a := c.get("/v2/checkoutSessions/" + id); !strings.Contains(a.body, "Paidy") || shipping() != "那覇市港町1-2-3" {
		t.Errorf("changed card: %s", a.body)
	}
	b.send(http.MethodGet, change+"changePayment", nil)
	b.submit("cancel", nil)
	if b.sessionID() != id {
		t.Errorf("a cancelled change leads to %s", b.at)
	}

	b.send(http.MethodGet, s.URL+"/checkout/processing?amazonCheckoutSessionId="+id, nil)
	b.shows("準備が完了していません", "ChargeAmountNotSet")
	to := c.call("PATCH", "/v2/checkoutSessions/"+id, update(3980, "Authorize", "")).text("webCheckoutDetails.amazonPayRedirectUrl")
	b.send(http.MethodGet, to, nil)
	b.shows("お支払いを処理しています", "¥3,980", "ORDER-77")
	b.submit("processing", nil)
	if b.at != "https://shop.example.jp/result?amazonCheckoutSessionId="+id {
		t.Errorf("after paying: %s", b.at)
	}
	c.complete(id, 3980).is(t, 200, "")
	b.send(http.MethodGet, to, nil) // back and reload: the shop tells what became of it
	if b.at != "https://shop.example.jp/result?amazonCheckoutSessionId="+id {
		t.Errorf("after completion: %s", b.at)
	}
}

// A declined buyer may try another card; who gives up leaves a session that tells why.
func TestHostedDeclined(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	for _, again := range []bool{true, false} {
		b := newBrowser(t, s)
		b.press(c, payload(""))
		b.submit("signin", url.Values{"buyer": {"taro"}})
		b.submit("choose", url.Values{"address": {"home"}, "card": {"3434"}})
		id := b.sessionID()
		b.send(http.MethodGet, c.call("PATCH", "/v2/checkoutSessions/"+id, update(3980, "Authorize", "")).text("webCheckoutDetails.amazonPayRedirectUrl"), nil)
		b.submit("processing", nil)
		b.shows("承認されませんでした")
		if got := c.get("/v2/checkoutSessions/" + id).state(); got != "Open" {
			t.Errorf("while the buyer decides: %s", got)
		}
		if again {
			b.submit("anothercard", nil)
			b.submit("choose", url.Values{"card": {"4444"}})
			b.submit("processing", nil)
			c.complete(id, 3980).is(t, 200, "")
		} else {
			b.submit("giveup", nil)
			if a := c.get("/v2/checkoutSessions/" + id); a.text("statusDetails.reasonCode") != "Declined" {
				t.Errorf("given up: %s", a.body)
			}
		}
		if b.at != "https://shop.example.jp/result?amazonCheckoutSessionId="+id {
			t.Errorf("ends at %s", b.at)
		}
	}
}

func TestHostedCancel(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	b.press(c, payload(""))
	b.submit("cancel", nil)
	if b.at != "https://shop.example.jp/cart" {
		t.Errorf("cancelled before sign-in: %s", b.at)
	}
	b.press(c, strings.Replace(payload(""), `,"checkoutCancelUrl":"https://shop.example.jp/cart"`, "", 1))
	b.submit("cancel", nil)
	if b.at != "https://shop.example.jp/item" {
		t.Errorf("without a cancel URL: %s", b.at)
	}
	b.press(c, payload(""))
	b.submit("signin", url.Values{"buyer": {"taro"}})
	b.submit("choose", url.Values{"address": {"home"}, "card": {"1111"}})
	id := b.sessionID()
	b.send(http.MethodGet, c.call("PATCH", "/v2/checkoutSessions/"+id, update(3980, "Authorize", "")).text("webCheckoutDetails.amazonPayRedirectUrl"), nil)
	b.submit("cancel", nil)
	if a := c.get("/v2/checkoutSessions/" + id); b.at != "https://shop.example.jp/cart" || a.text("statusDetails.reasonCode") != "BuyerCanceled" {
		t.Errorf("cancelled at the processing page: %s, %s", b.at, a.body)
	}
}

// R4-15: the merchant's own account cannot buy.
func TestR4_15_SellerCannotBuy(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	b.press(c, payload(""))
	b.submit("signin", url.Values{"buyer": {"seller"}})
	b.shows("ご自身のショップで購入できません")
	b.submit("signout", nil)
	b.submit("signin", url.Values{"buyer": {"taro"}})
	b.shows("続行")
	id, err := s.Initiate(c.form(payload(""), "PayAndShip"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Choose(id, sandbox.Choice{Buyer: "seller"}); !errors.Is(err, sandbox.ErrSeller) {
		t.Errorf("the seller chose: %v", err)
	}
}

// The sign-in is remembered until signed out; nobody else's session opens to it.
func TestHostedSignIn(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	b.press(c, payload(""))
	b.submit("signin", url.Values{"buyer": {"taro"}})
	b.press(c, payload(""))
	b.shows("続行")
	other := c.chosen(sandbox.Choice{Buyer: "hanako"})
	b.send(http.MethodGet, s.URL+"/checkout/initiate_auth?changeAction=changeAddress&amazonCheckoutSessionId="+other, nil)
	b.shows("別のAmazonアカウント")
	if strings.Contains(b.page, "梅田") {
		t.Error("another buyer's address is shown")
	}
	b.send(http.MethodGet, s.URL+"/checkout/signout?language=ja_JP", nil)
	var out map[string]bool
	if err := json.Unmarshal([]byte(b.page), &out); err != nil || !out["result"] {
		t.Errorf("signout: %s", b.page)
	}
	b.press(c, payload(""))
	b.shows("パスワード")
	b.send(http.MethodGet, s.URL+"/checkout/0123456789abcdef/choose", nil)
	if b.status != http.StatusNotFound {
		t.Errorf("an invented visit: %d", b.status)
	}
}

func TestProtocol_BadButton(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	for field, x := range map[string]struct {
		value, reason string
	}{
		"payloadJSON":         {payload(" "), "InvalidRequestSignature"},
		"algorithm":           {"AMZN-PAY-RSASSA-PSS", "InvalidRequestSignature"},
		"publicKeyId":         {"SANDBOX-X", "InvalidHeaderValue"},
		"publicKeyIdMismatch": {"true", "InvalidParameterValue"},
		"merchantId":          {"A9", "InvalidParameterValue"},
		"environment":         {"LIVE", "UnauthorizedAccess"},
		"ledgerCurrency":      {"USD", "CurrencyMismatch"},
		"productType":         {"Donation", "InvalidParameterValue"},
	} {
		form := c.form(payload(""), "PayAndShip")
		form.Set(field, x.value)
		if got := reasonOf(initiate(s, form)); got != x.reason {
			t.Errorf("%s: %q, want %q", field, got, x.reason)
		}
		b.send(http.MethodPost, s.URL+"/checkout/initiate", form)
		b.shows(x.reason, "https://shop.example.jp/item")
		if b.status < 400 {
			t.Errorf("%s: status %d", field, b.status)
		}
	}
}

var additionalPayment = `{"webCheckoutDetails":{"checkoutMode":"ProcessOrder","checkoutResultReturnUrl":"https://shop.example.jp/result"},` + storePart +
	`,"paymentDetails":{"paymentIntent":"Authorize","chargeAmount":{"amount":"3980","currencyCode":"JPY"}},` +
	`"addressDetails":{"name":"` + url.PathEscape("田中 次郎") + `","addressLine1":"` + url.PathEscape("中央区見本1-2-3") +
	`","stateOrRegion":"` + url.PathEscape("東京都") + `","postalCode":"104-0001","countryCode":"jp","phoneNumber":"0311112222"}}`

// Protocol 7.6 and 12.5: the Additional Payment Button has no review; the shop gave the address, percent-encoded.
func TestProtocol_AdditionalPaymentButton(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	b.press(c, additionalPayment)
	b.submit("signin", url.Values{"buyer": {"taro"}})
	if strings.Contains(b.page, "千代田") {
		t.Error("the address book is shown")
	}
	b.shows("田中 次郎", "中央区見本1-2-3", "¥3,980", "今すぐ支払う")
	b.submit("choose", url.Values{"card": {"3434"}})
	b.shows("承認されませんでした")
	b.submit("anothercard", nil)
	b.submit("choose", url.Values{"card": {"1111"}})
	if !strings.HasPrefix(b.at, "https://shop.example.jp/result?") {
		t.Fatalf("ends at %s", b.at)
	}
	a := c.get("/v2/checkoutSessions/" + b.sessionID())
	if a.text("shippingAddress.name") != "田中 次郎" || a.text("shippingAddress.countryCode") != "JP" {
		t.Errorf("address: %s", a.body)
	}
	c.complete(b.sessionID(), 3980).is(t, 200, "")
	if reason := reasonOf(initiate(s, c.form(strings.Replace(additionalPayment, `"phoneNumber":"0311112222"`, `"city":"x"`, 1), "PayAndShip"))); reason != "MissingParameterValue" {
		t.Errorf("without a phone: %q", reason)
	}
}

// Protocol 3.1, 7.6: signing in gives a token for Get Buyer, with the fields that were asked for, for a day.
func TestProtocol_SignIn(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	in := `{"signInReturnUrl":"https://shop.example.jp/signin#top","signInCancelUrl":"https://shop.example.jp/",` + storePart +
		`,"signInScopes":["name","email","shippingAddress"]}`
	b.send(http.MethodPost, s.URL+"/checkout/initiate", c.form(in, "SignIn"))
	b.submit("signin", url.Values{"buyer": {"untidy"}})
	b.submit("consent", nil)
	u, err := url.Parse(b.at)
	if err != nil || u.Path != "/signin" || u.Fragment != "top" {
		t.Fatalf("ends at %s", b.at)
	}
	path := "/v2/buyers/" + u.Query().Get("buyerToken")
	a := c.get(path).is(t, 200, "")
	if a.text("name") != "佐藤一郎" || a.at("phoneNumber") != nil || a.at("billingAddress") != nil ||
		!strings.HasPrefix(a.text("shippingAddress.phoneNumber"), "\u202a") || a.text("shippingAddress.stateOrRegion") != "Tokyo" {
		t.Errorf("buyer: %s", a.body)
	}
	session := c.get("/v2/checkoutSessions/" + c.chosen(sandbox.Choice{Buyer: "untidy"}))
	if session.text("buyer.buyerId") != a.text("buyerId") {
		t.Error("the buyer has two ids")
	}
	s.Advance(day)
	c.get(path).is(t, 404, "ResourceNotFound")
	b.send(http.MethodPost, s.URL+"/checkout/initiate", c.form(in, "SignIn"))
	if !strings.Contains(b.at, "buyerToken=") {
		t.Errorf("signed in already, ends at %s", b.at)
	}
}

// checkout.js and its neighbours are served where shops and pages look for them.
func TestAssets(t *testing.T) {
	s := sandbox.RunT(t)
	b := newBrowser(t, s)
	for _, path := range []string{"/", "/checkout.js", "/assets/checkout.js", "/assets/sandbox.css", "/sns/SimpleNotificationService-sandbox.pem"} {
		b.send(http.MethodGet, s.URL+path, nil)
		if b.status != http.StatusOK || b.page == "" {
			t.Errorf("%s: %d", path, b.status)
		}
	}
}
