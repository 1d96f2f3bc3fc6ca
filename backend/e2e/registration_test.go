package e2e

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"noren/backend/contract"
	"noren/backend/demoshop"
	"noren/backend/ledger"
	"noren/backend/merchant"
	"noren/backend/sandbox"
)

// applicant is the merchant's address at Amazon.
const applicant = "pay@shiosai.example"

// site is where a shop will be, once its server has the shop's keys.
type site struct {
	http.Handler

	config demoshop.Config
}

// founds makes the world one of a shop that has just been entered: it has a site, and nothing at Amazon.
func (w *world) founds() *site {
	w.t.Helper()
	there := &site{}
	server := httptest.NewServer(there)
	w.t.Cleanup(server.Close)
	w.ShopURL = strings.Replace(server.URL, "127.0.0.1", "shop.localhost", 1)
	shop, err := w.Backend.Shops.Create(w.t.Context(), "cli", merchant.Shop{Name: "潮騒商店", Origins: []string{w.ShopURL}})
	w.must(err)
	w.ShopID = shop.ID
	there.config = demoshop.Config{
		NorenURL: w.PayURL, NorenServerURL: strings.Replace(w.PayURL, "pay.localhost", "127.0.0.1", 1), ShopID: shop.ID, Now: w.Amazon.Now,
	}
	return there
}

// opens gives the site its keys.
func (w *world) opens(there *site, secret, cart, hook string) {
	w.t.Helper()
	there.config.SecretKey, there.config.CartKey, there.config.WebhookSecret = secret, cart, hook
	var err error
	there.Handler, err = demoshop.New(there.config)
	w.must(err)
}

// withKeys are keys that the operator has made, and a site that has them.
func (w *world) withKeys() {
	w.t.Helper()
	there, shops := w.founds(), w.Backend.Shops
	secret, err := shops.NewSecretKey(w.t.Context(), "cli", w.ShopID, merchant.Scopes()...)
	w.must(err)
	cart, err := shops.NewCartKey(w.t.Context(), "cli", w.ShopID)
	w.must(err)
	hook, err := shops.SetWebhook(w.t.Context(), "cli", w.ShopID, w.ShopURL+"/webhooks/noren")
	w.must(err)
	w.opens(there, secret, cart, hook)
}

// appliesAtAmazon walks through Amazon's registration, with the pages' own examples where they do not matter (R2-2).
func (s *shopper) appliesAtAmazon(domain, privacy string) {
	s.t.Helper()
	next := func(field string) {
		s.t.Helper()
		s.press("button.primary", "")
		s.wait(field, "")
	}
	example := func(field string) {
		s.t.Helper()
		s.evaluateVoid(`document.documentElement.dataset.old = ""`)
		s.press("button.quiet[name=example]", "")
		s.wait("html:not([data-old]) "+field, "")
	}
	s.wait("#captcha", "")
	s.enter("email", applicant)
	s.enter("password", "sekret-1")
	s.enter("passwordAgain", "sekret-1")
	s.enter("captcha", evaluate[string](s, `document.querySelector(".captcha strong").textContent`))
	next("#code")
	s.enter("code", s.world.codeFor(applicant))
	next("#websiteUrl")
	example("#websiteUrl")
	next("#businessLegalName")
	example("#businessLegalName")
	next("#terms")
	s.press("#terms", "")
	next("#representative")
	example("#representative")
	next("#bankCode")
	example("#bankCode")
	next("#storeDomain")
	s.enter("storeDomain", domain)
	s.enter("privacyPolicyUrl", privacy)
	next("section.card dl")
	next("form.card:not([action*=register])")
	s.press("button.primary", "")
}

// codeFor is the verification code in the last mail of Amazon's to an address.
func (w *world) codeFor(address string) string {
	w.t.Helper()
	for _, mail := range slices.Backward(w.Amazon.Mails()) {
		if mail.To == address {
			return regexp.MustCompile(`\d{6}`).FindString(mail.Text)
		}
	}
	w.t.Fatal("no mail to " + address)
	return ""
}

// A new merchant, from nothing to the first sale: registers at Amazon, comes back, waits for the review, applies, and sells with the
// credentials that came by themselves (R1-2, R2-1, R2-2).
func TestR2_2_FromNothingToTheFirstSale(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.withKeys()
	m := w.atWorkEverywhere()
	m.inShop("/register")
	m.says("認証情報は、まだ登録されていません")
	m.enter("privacyUrl", w.ShopURL+"/privacy")
	m.press("button", "保存する")
	m.says("プライバシー規約のURLを保存しました")
	m.looks("register")
	m.press("form button.primary", "お申し込み")
	m.says("Amazonの申込画面へ進みます")
	m.look("register-go")
	m.press("form button.primary", "Amazonへ進む")
	m.appliesAtAmazon(strings.TrimPrefix(w.ShopURL, "http://"), w.ShopURL+"/privacy")

	m.says("Amazonから認証情報が届きました") // from another site, and signed in all the same
	m.looks("register-returned")
	m.press("button.primary", "この認証情報を登録する")
	m.says("認証情報を登録しました")
	m.says("審査中のようです")
	m.look("register-registered")
	m.quiet()

	w.Amazon.Advance(7 * 24 * time.Hour)
	w.wantMails(applicant, sandbox.MailVerification, sandbox.MailAccepted)
	w.must(w.Backend.Shops.Apply(t.Context(), "cli", w.ShopID, contract.Application{
		Kind: contract.Corporation, Company: "株式会社潮騒", CorporateNumber: "8000000000001", Terms: true, Reviewed: true,
	}))
	settings := merchant.DefaultSettings()
	settings.Methods[0].Shown = true
	settings.Groups = []merchant.Group{{ID: "standard", Name: "通常の商品", AmazonPay: true}}
	_, err := w.Backend.Shops.SaveSettings(t.Context(), "cli", w.ShopID, settings)
	w.must(err)

	s := w.shopper(false)
	s.register("1111")
	s.confirmPage()
	s.order()
	s.isComplete()
	w.wantPaid(1)
	account, err := w.Backend.Shops.Credentials(t.Context(), w.ShopID)
	w.must(err)
	if order := w.orders()[0]; !account.Hosted() || order.MerchantID != account.MerchantID || account.MerchantID == w.Amazon.Merchant().MerchantID {
		t.Errorf("sold with account %s, registered is %s (hosted %t)", order.MerchantID, account.MerchantID, account.Hosted())
	}
	_, err = w.Backend.Book.Capture(t.Context(), w.ShopID, w.orders()[0].ID, ledger.Act{By: "cli"})
	w.must(err)
	if charges := w.Amazon.Books().Charges; charges[0].State != "Captured" || charges[0].Captured != w.orders()[0].Total {
		t.Errorf("Amazon's books say %+v", charges[0])
	}
	w.atWorkEverywhere().rotates()
}

// rotates looks at what is left while the contract is in force: new keys of the same account (R2-5, X-2).
func (s *shopper) rotates() {
	s.t.Helper()
	s.inShop("/register")
	s.says("ご契約中は、別のAmazon Payアカウントには変更できません")
	s.look("register-in-force")
	s.press("a.button", "公開鍵をAmazonに登録する")
	s.press("button", "鍵を作る")
	s.says("鍵を作りました")
	s.looks("register-pair")
	s.inShop("/register/paste")
	s.enter("merchantId", "A0 WRONG")
	s.press("button.primary", "確かめて保存する")
	s.wait("#fault-merchantId", "")
	s.hasFocus("[name=merchantId]", "")
	s.looks("register-paste")
}
