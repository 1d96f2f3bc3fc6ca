package sandbox_test

import (
	"crypto/rsa"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"noren/backend/sandbox"
)

// follow clicks and waits until the next page has what is wanted.
func (b *tab) follow(selector, want string) {
	b.t.Helper()
	b.do(chromedp.WaitVisible(selector))
	b.eval(fmt.Sprintf(`(document.documentElement.dataset.old = '', document.querySelector(%q).click())`, selector))
	b.do(chromedp.WaitVisible("html:not([data-old]) " + want))
}

// settled keeps a picture, and fails for what axe finds, and for a page that is wider than its window.
func (b *tab) settled(name string) {
	b.t.Helper()
	b.accessible("central-" + name)
	if wide := b.eval(`document.documentElement.scrollWidth - innerWidth`); wide != "0" {
		b.t.Errorf("%s is %s px wider than the window", name, wide)
	}
}

func (b *tab) says(text string) {
	b.t.Helper()
	if page := b.eval(`document.body.innerText`); !strings.Contains(page, text) {
		b.t.Errorf("%q is not on the page: %.600s", text, page)
	}
}

// focused waits until the element that says the text has the focus: browsers give it with the next frame.
func (b *tab) focused(text string) {
	b.t.Helper()
	b.until(fmt.Sprintf(`document.activeElement.innerText.includes(%q)`, text))
}

// A merchant's day at Seller Central in a real browser, on a PC and a phone (R5-4, protocol 4.3 to 4.5).
func TestSellerCentralPages_OrdersInBrowser(t *testing.T) {
	for name, width := range map[string]int64{"pc": 1280, "phone": 390} {
		s := sandbox.RunT(t)
		c, shop := newClient(t, s), newShop(t)
		s.SetNotificationURL(s.Merchant().MerchantID, shop.URL)
		c.charged(12_800, "AuthorizeWithCapture")
		c.charged(980, "Confirm")
		order, charge := c.charged(3980, "Authorize")
		second, _ := c.charged(5500, "Authorize")
		b := openTab(t)
		b.do(chromedp.EmulateViewport(width, 900), chromedp.Navigate(s.URL+"/sellercentral/"), chromedp.WaitVisible(".accounts a"))
		b.settled(name + "-accounts")
		b.follow(".accounts a", "table.list")
		b.settled(name + "-orders")
		b.do(chromedp.SendKeys("#q", charge))
		b.follow("form.search button", "table.list")
		b.says("¥3,980")
		b.follow("tbody a", "article.charge")
		b.settled(name + "-order")

		b.follow(`a[href*="/amount?"]`, "#yen")
		b.do(chromedp.SetValue("#yen", "4000"))
		b.follow("button.primary", "#yen-problem")
		b.until(`document.activeElement.id === "yen"`)
		b.settled(name + "-amount-wrong")
		b.do(chromedp.SetValue("#yen", "3000"))
		b.follow("button.primary", `form[method="post"]`)
		b.settled(name + "-amount-confirm")
		b.follow("button.primary", ".done")
		b.focused("金額を変更しました")
		if a := c.get("/v2/charges/" + charge); a.text("chargeAmount.amount") != "3000" {
			t.Errorf("charge: %s", a.body)
		}
		if err := s.DeliverNotifications(t.Context()); err != nil {
			t.Fatal(err)
		}
		if last := shop.got[len(shop.got)-1]; last["NotificationType"] != "ATTRIBUTE_CHANGE" || last["ObjectId"] != charge {
			t.Errorf("last notification: %v", last)
		}

		b.follow(`a[href*="/capture?"]`, "#yen")
		b.settled(name + "-capture")
		b.follow("button.primary", `form[method="post"]`)
		b.do(chromedp.SendKeys("button.primary", "\r"), chromedp.WaitVisible("html:not([data-old]) .done")) // by keyboard
		b.focused("売上を請求しました")
		b.follow(`a[href*="/refund?"]`, "#yen")
		b.do(chromedp.SetValue("#yen", "500"))
		b.follow("button.primary", `form[method="post"]`)
		b.eval(`[1, 2].forEach(() => document.querySelector('form[method=post]').requestSubmit())`) // a double click
		b.do(chromedp.WaitVisible(".done"))
		s.Advance(30 * time.Second)
		b.do(chromedp.Reload(), chromedp.WaitVisible(".done"))
		b.settled(name + "-refunded")
		if a := c.get("/v2/charges/" + charge); a.text("refundedAmount.amount") != "500" {
			t.Errorf("charge: %s", a.body)
		}
		if got := len(s.Books().Refunds); got != 1 {
			t.Errorf("%d refunds", got)
		}

		b.do(chromedp.Navigate(s.URL+"/sellercentral/"+s.Merchant().MerchantID+"/orders/"+second), chromedp.WaitVisible("article.charge"))
		b.follow(`a[href*="/cancel?"]`, "#reason")
		b.do(chromedp.SendKeys("#reason", "在庫切れのため"))
		b.follow("button.primary", `form[method="post"]`)
		b.settled(name + "-cancel")
		b.follow("button.primary", ".done")
		b.follow(`a[href$="/close"]`, "#reason")
		b.follow("button.primary", `form[method="post"]`)
		b.follow("button.primary", ".done")
		b.says("クローズ済み")
		if got := c.get("/v2/chargePermissions/" + second).state(); got != "Closed" {
			t.Errorf("permission %s", got)
		}
		b.do(chromedp.Navigate(s.URL+"/sellercentral/"+s.Merchant().MerchantID+"/orders/"+order+"/capture?charge="+charge), chromedp.WaitVisible(".wrong"))
		b.focused("現在の状態ではできません")
		b.settled(name + "-stale")
		s.Advance(31 * 24 * time.Hour)
		b.follow(`a[hreflang="en"]`, "article.charge")
		b.says("The 30 days for which")
		b.settled(name + "-english")
	}
}

// Keys, addresses and origins in a real browser: a new key signs until it is revoked, and a button on a page that is
// not registered is refused (protocol 1.7, 7.1).
func TestSellerCentralPages_IntegrationInBrowser(t *testing.T) {
	for name, width := range map[string]int64{"pc": 1280, "phone": 390} {
		s := sandbox.RunT(t)
		c, asked := newClient(t, s), newConfirmations(t)
		_, charge := c.charged(3980, "Authorize")
		root := s.URL + "/sellercentral/" + s.Merchant().MerchantID
		b := openTab(t)
		b.do(chromedp.EmulateViewport(width, 900), chromedp.Navigate(root+"/integration"), chromedp.WaitVisible("#pem"))
		b.settled(name + "-integration")

		own := newKey(t, 2048)
		b.do(chromedp.SetValue("#pem", "MIIB"))
		b.follow(`form[action$="/keys"] button`, "#pem-problem")
		b.until(`document.activeElement.id === "pem"`)
		b.settled(name + "-key-wrong")
		b.do(chromedp.SetValue("#pem", pemOf(t, &own.PublicKey)))
		b.follow(`form[action$="/keys"] button`, ".done")
		b.settled(name + "-key")
		id := b.eval(`document.querySelector("dd code").textContent`)
		c.signedBy(own, id).get("/v2/charges/"+charge).is(t, 200, "")
		b.follow(".back a", "#pem")
		b.follow(fmt.Sprintf(`a[href*=%q]`, id+"/revoke"), "button.danger")
		b.settled(name + "-revoke")
		b.follow("button.danger", ".done")
		b.focused("公開鍵を失効させました")
		c.signedBy(own, id).get("/v2/charges/"+charge).is(t, 400, "InvalidHeaderValue")
		b.follow(`form[action$="/keys/new"] button`, "a.primary")
		b.settled(name + "-keypair")

		b.do(chromedp.Navigate(root+"/integration"), chromedp.WaitVisible("#url-sandbox"))
		b.do(chromedp.SendKeys("#url-sandbox", asked.URL))
		b.follow(`button[formaction*="/sandbox/test"]`, ".done")
		b.focused("応答：200")
		<-asked.asked
		b.settled(name + "-test")
		b.do(click(`#notifications form[action$="/sandbox"] button:not([formaction])`), chromedp.WaitVisible("main > .done"))
		b.focused("通知先のURLを保存しました")

		b.do(chromedp.SendKeys("#origin", "https://www.example.jp"))
		b.follow(`form[action$="/origins"] button`, "ul.origins")
		b.button(c, ".card li") // the details of a message
		b.says("InvalidButtonAccessRequest")
		b.do(chromedp.Navigate(root+"/integration"), chromedp.WaitVisible("#origin"))
		b.do(chromedp.SendKeys("#origin", "http://127.0.0.1")) // without its port it is another one
		b.follow(`form[action$="/origins"] button`, ".done")
		b.settled(name + "-origins")
		b.button(c, ".card li")
		b.do(chromedp.Navigate(root+"/integration"), chromedp.WaitVisible("ul.origins"))
		b.follow(`ul.origins form button`, ".done")
		b.follow(`ul.origins form button`, ".done")
		b.button(c, "#email")
	}
}

// signedBy is the client with another key.
func (c *client) signedBy(key *rsa.PrivateKey, id string) *client {
	d := *c
	d.key, d.keyID = key, id
	return &d
}

// button presses the button of a shop's page and waits for what Amazon shows.
func (b *tab) button(c *client, want string) {
	b.t.Helper()
	shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		text := payload("")
		if err := shopPage.Execute(w, map[string]any{"Script": c.s.URL + "/checkout.js", "Options": map[string]any{
			"merchantId": c.s.Merchant().MerchantID, "ledgerCurrency": "JPY", "checkoutLanguage": "ja_JP", "placement": "Cart",
			"productType": "PayAndShip", "createCheckoutSessionConfig": map[string]any{
				"payloadJSON": text, "signature": c.sign(text), "publicKeyId": c.keyID, "algorithm": c.algorithm,
			},
		}}); err != nil {
			b.t.Error(err)
		}
	}))
	defer shop.Close()
	b.do(chromedp.Navigate(shop.URL))
	b.eval(`document.querySelector('#button').shadowRoot.querySelector('.amazonpay-button-view1').click()`)
	b.do(chromedp.WaitVisible(want))
}

// Test accounts and reports in a real browser.
func TestSellerCentralPages_BuyersInBrowser(t *testing.T) {
	for name, width := range map[string]int64{"pc": 1280, "phone": 390} {
		s := sandbox.RunT(t)
		newClient(t, s).charged(3980, "AuthorizeWithCapture")
		s.Advance(15 * 24 * time.Hour)
		b := openTab(t)
		b.do(chromedp.EmulateViewport(width, 900), chromedp.Navigate(s.URL+"/sellercentral/"+s.Merchant().MerchantID+"/buyers"), chromedp.WaitVisible("ul.grid"))
		b.do(click("summary"))
		b.settled(name + "-buyers")
		b.follow("a.secondary", "#email")
		b.do(chromedp.SendKeys("#name", "見本 次郎"), chromedp.SendKeys("#email", "jiro"))
		b.follow("button.primary", "#email-problem")
		b.until(`document.activeElement.id === "email"`)
		b.settled(name + "-buyer-wrong")
		b.do(chromedp.SetValue("#email", "jiro@example.jp"), chromedp.SendKeys("#postalCode", "1000002"), chromedp.SendKeys("#region", "東京都"),
			chromedp.SendKeys("#line1", "千代田区皇居外苑1-1"))
		b.follow("button.primary", ".done")
		b.says("見本 次郎")
		b.follow(`header a[href$="/reports"]`, "#type")
		b.do(chromedp.SetValue("#type", "_GET_FLAT_FILE_OFFAMAZONPAYMENTS_SANDBOX_SETTLEMENT_DATA_"))
		b.follow("button.primary", ".done")
		s.Advance(time.Minute)
		b.do(chromedp.Reload(), chromedp.WaitVisible("a[download]"))
		b.settled(name + "-reports")
	}
}
