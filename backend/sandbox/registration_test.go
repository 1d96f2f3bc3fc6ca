package sandbox_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"noren/backend/sandbox"
)

func hostedForm(more ...string) url.Values {
	form := url.Values{
		"spId": {"A1PLATFORM0001"}, "returnURL": {"https://platform.example.jp/amazon?shop=7"}, "returnMethod": {"POST"},
		"locale": {"ja_JP"}, "merchantUniqueId": {"shop-7"}, "merchantSandboxIPNURL": {"https://platform.example.jp/ipn"},
	}
	for i := 0; i < len(more); i += 2 {
		form[more[i]] = []string{more[i+1]}
	}
	return form
}

func unhostedForm(t *testing.T, endpoint string) (url.Values, *rsa.PrivateKey) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return url.Values{
		"spId": {"A1PLATFORM0001"}, "onboardingVersion": {"2"}, "source": {"SPPL"}, "locale": {"ja_JP"},
		"publicKey": {base64.StdEncoding.EncodeToString(der)}, "keyShareURL": {endpoint},
		"merchantLoginDomains[]": {"https://www.example.jp", "https://shop.example.jp:443/"}, "merchantStoreDescription": {"見本商店"},
		"merchantPrivacyNoticeURL": {"https://www.example.jp/privacy"},
	}, key
}

// unseal does what a plugin does with publicKeyId (protocol 10.3).
func unseal(t *testing.T, payload string, key *rsa.PrivateKey) (merchantID, storeID, keyID string) {
	t.Helper()
	var p struct{ MerchantID, StoreID, PublicKeyID string }
	if err := json.Unmarshal([]byte(payload), &p); err != nil {
		t.Fatalf("payload %q: %v", payload, err)
	}
	text, err := url.QueryUnescape(p.PublicKeyID)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	id, err := rsa.DecryptPKCS1v15(nil, key, sealed) //nolint:staticcheck // as plugins do
	if err != nil {
		t.Fatal(err)
	}
	return p.MerchantID, p.StoreID, string(id)
}

// fieldsOf are the hidden fields of a page.
func (b *browser) fieldsOf() url.Values {
	form := url.Values{}
	for _, m := range regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`).FindAllStringSubmatch(b.page, -1) {
		form.Add(html.UnescapeString(m[1]), html.UnescapeString(m[2]))
	}
	return form
}

func (b *browser) captcha() string {
	b.t.Helper()
	m := regexp.MustCompile(`<strong>([A-Z0-9]{6})</strong>`).FindStringSubmatch(b.page)
	if m == nil {
		b.t.Fatalf("no captcha on %s:\n%s", b.at, b.page)
	}
	return m[1]
}

// answers are those of the example, by field.
func exampleAnswers(t *testing.T, email string) map[string]string {
	t.Helper()
	text, err := json.Marshal(sandbox.ExampleApplication(email))
	if err != nil {
		t.Fatal(err)
	}
	answers := map[string]string{}
	if err := json.Unmarshal(text, &answers); err != nil {
		t.Fatal(err)
	}
	answers["bankAccountNumberAgain"], answers["residenceSame"], answers["terms"] = answers["bankAccountNumber"], "on", "on"
	answers["password"], answers["passwordAgain"] = "sekret-1", "sekret-1"
	return answers
}

// fillIn posts the form of the page with the answers that it asks for.
func (b *browser) fillIn(name string, answers map[string]string, changes ...string) {
	b.t.Helper()
	form := url.Values{}
	for _, m := range regexp.MustCompile(`name="(\w+)"`).FindAllStringSubmatch(b.page, -1) {
		if m[1] != "example" && answers[m[1]] != "" {
			form.Set(m[1], answers[m[1]])
		}
	}
	for i := 0; i < len(changes); i += 2 {
		form.Set(changes[i], changes[i+1])
	}
	b.submit(name, form)
}

func lastMail(t *testing.T, s *sandbox.Sandbox, to string) sandbox.Mail {
	t.Helper()
	for _, m := range slices.Backward(s.Mails()) {
		if m.To == to {
			return m
		}
	}
	t.Fatalf("no mail to %s", to)
	return sandbox.Mail{}
}

func codeIn(m sandbox.Mail) string { return regexp.MustCompile(`\b\d{6}\b`).FindString(m.Text) }

// createAccount walks to the page after the verification code.
func (b *browser) createAccount(email string) {
	b.t.Helper()
	b.fillIn("account", exampleAnswers(b.t, email), "captcha", b.captcha())
	b.submit("code", url.Values{"code": {codeIn(lastMail(b.t, b.s, email))}})
}

// apply walks from the business page to the consent page.
func (b *browser) apply(answers map[string]string) {
	b.t.Helper()
	for _, step := range []string{"business", "company", "terms", "representative", "bank", "store"} {
		b.fillIn(step, answers)
	}
}

// R2-2, protocol 10.4: the whole hosted registration. The provider then acts for the merchant with its own key.
func TestR2_2_HostedRegistration(t *testing.T) {
	s := sandbox.RunT(t)
	b := newBrowser(t, s)
	answers := exampleAnswers(t, "new@example.jp")
	b.send(http.MethodPost, s.URL+"/register", hostedForm())
	b.shows("アカウントを作成", "名前", "Eメールアドレス", "パスワード", "パスワード(再入力)", "文字列を入力", "1 / 10")
	if policy := b.header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "connect-src") {
		t.Errorf("policy %q", policy)
	}
	b.fillIn("account", answers, "captcha", strings.ToLower(b.captcha()))
	b.shows("確認コード", "new@example.jp", "2 / 10")
	mail := lastMail(t, s, "new@example.jp")
	b.send(http.MethodGet, strings.Replace(b.at, "/code", "/mailbox", 1), nil)
	b.shows(mail.Subject, codeIn(mail))
	b.send(http.MethodGet, strings.Replace(b.at, "/mailbox", "/code", 1), nil)
	b.submit("code", url.Values{"code": {codeIn(mail)}})
	b.shows("法人登記の有無", "ウェブサイトURL", "Amazon Pay導入予定サイトの年間売上", "次に進む")
	b.fillIn("business", answers)
	b.shows("法人名（登記簿謄本記載のもの）", "サイト名", "サイト運営責任者の氏名", "主な取り扱い商材", "会社住所", "郵便番号", "都道府県", "市区町村", "番地等", "建物名", "電話番号")
	b.fillIn("company", answers)
	b.fillIn("terms", answers)
	b.shows("代表者氏名", "居住所")
	b.fillIn("representative", answers)
	b.shows("口座種別", "口座名義人名", "銀行コード", "支店コード", "銀行口座番号", "銀行口座番号（再入力）")
	b.fillIn("bank", answers)
	b.shows("決済ページのドメイン", "プライバシー規約のURL")
	b.fillIn("store", answers)
	b.shows("同意して次に進む", "platform.example.jp", "https://cart.example.jp")
	b.submit("consent", nil)
	b.shows("認証情報を送る", `method="post"`, `action="https://platform.example.jp/amazon?shop=7"`, "10 / 10")

	form := b.fieldsOf()
	merchantID := form.Get("merchantId")
	if form.Get("merchantUniqueId") != "shop-7" || !strings.HasPrefix(form.Get("MWSAuthToken"), "amzn.mws.") ||
		!regexp.MustCompile(`^A[A-Z0-9]{13}$`).MatchString(merchantID) ||
		!regexp.MustCompile(`^amzn1\.application-oa2-client\.[0-9a-f]{32}$`).MatchString(form.Get("lwaClientId")) {
		t.Errorf("sent: %v", form)
	}
	accounts := s.Accounts()
	made := accounts[len(accounts)-1]
	if made.MerchantID != merchantID || made.StoreID != form.Get("lwaClientId") || made.Status != "IN_REVIEW" ||
		made.Email != "new@example.jp" || !slices.Equal(made.Origins, []string{"https://cart.example.jp"}) || made.Company != "株式会社見本商店" {
		t.Errorf("account: %+v", made)
	}

	provider := newClient(t, s)
	token := provider.get("/v2/authorizationTokens/"+form.Get("MWSAuthToken")+"?merchantId="+merchantID).is(t, 200, "").text("authorizationToken")
	provider.with("x-amz-pay-authtoken", token).get("/v2/charges/none").is(t, 404, "ResourceNotFound")
}

// The back button, reload, a second press and pages out of order change nothing (R2-2).
func TestR2_2_PagesInAnyOrder(t *testing.T) {
	s := sandbox.RunT(t)
	b := newBrowser(t, s)
	answers := exampleAnswers(t, "new@example.jp")
	b.send(http.MethodGet, s.URL+"/register?"+hostedForm().Encode(), nil)
	visit := strings.TrimSuffix(b.at, "account")
	for _, early := range []string{"code", "company", "consent", "send"} {
		b.send(http.MethodGet, visit+early, nil)
		b.shows("アカウントを作成")
		b.send(http.MethodPost, visit+early, url.Values{"terms": {"on"}})
		b.shows("アカウントを作成")
	}
	if len(s.Accounts()) != 1 {
		t.Fatal("a page out of order made an account")
	}
	first := url.Values{}
	for _, name := range []string{"name", "email", "password", "passwordAgain"} {
		first.Set(name, answers[name])
	}
	first.Set("captcha", b.captcha())
	b.send(http.MethodPost, visit+"account", first)
	b.send(http.MethodPost, visit+"account", first) // a second press
	if mails := s.Mails(); len(mails) != 1 {
		t.Errorf("%d mails with a code", len(mails))
	}
	b.shows("確認コード")
	b.submit("code", url.Values{"code": {"nonsense"}})
	b.shows("確認コードが違います", `aria-invalid="true"`, "autofocus")
	b.submit("resend", nil)
	b.submit("code", url.Values{"code": {codeIn(s.Mails()[0])}})
	b.shows("確認コードが違います")
	b.submit("code", url.Values{"code": {codeIn(s.Mails()[1])}})
	b.fillIn("business", answers)
	b.send(http.MethodGet, visit+"account", nil) // back: what was typed is there, but the passwords
	b.shows(`value="new@example.jp"`, `value="株式会社見本商店"`)
	if strings.Contains(b.page, "sekret") {
		t.Error("a password is shown")
	}
	b.send(http.MethodPost, visit+"account", first)
	b.shows("法人登記の有無") // the address is verified already
	b.apply(answers)

	b.send(http.MethodPost, visit+"bank", url.Values{"bankCode": {"12"}})
	b.shows("4桁の数字", "口座種別")
	b.send(http.MethodPost, visit+"consent", url.Values{})
	b.shows("口座種別") // a page that became wrong is due again
	b.fillIn("bank", answers)
	b.fillIn("store", answers)
	var presses sync.WaitGroup
	for range 4 { // in haste
		presses.Go(func() { newBrowser(t, s).send(http.MethodPost, visit+"consent", url.Values{}) })
	}
	presses.Wait()
	b.submit("consent", nil)
	sent := b.fieldsOf()
	b.send(http.MethodGet, visit+"bank", nil)
	b.send(http.MethodPost, visit+"account", first)
	if again := b.fieldsOf(); again.Encode() != sent.Encode() || len(s.Accounts()) != 2 {
		t.Errorf("sent %v, then %v; %d accounts", sent, again, len(s.Accounts()))
	}
	b.send(http.MethodGet, visit+"nowhere", nil)
	if b.status != http.StatusNotFound {
		t.Errorf("an invented page: %d", b.status)
	}
	s.Advance(day)
	b.send(http.MethodGet, visit+"send", nil)
	if b.status != http.StatusNotFound {
		t.Errorf("after a day: %d", b.status)
	}
}

// Protocol 10.2, 10.3: the unhosted exchange; the key of the plugin then signs API calls.
func TestProtocol10_3_UnhostedRegistration(t *testing.T) {
	s := sandbox.RunT(t)
	b := newBrowser(t, s)
	form, key := unhostedForm(t, "https://shop.example.jp/keys?secret=1")
	b.send(http.MethodPost, s.URL+"/register", form)
	b.shows(`value="見本商店"`)
	b.createAccount("new@example.jp")
	b.apply(exampleAnswers(t, "new@example.jp"))
	b.shows("https://www.example.jp", "https://shop.example.jp")
	b.submit("consent", nil)
	b.shows("認証情報を送る", `action="https://shop.example.jp/keys?secret=1"`, "手で写す")
	if got := b.header.Get("Content-Security-Policy"); !strings.HasSuffix(got, "; connect-src https://shop.example.jp") {
		t.Errorf("policy %q", got)
	}
	texts := regexp.MustCompile(`(?s)<textarea[^>]*>(.*?)</textarea>`).FindAllStringSubmatch(b.page, -1)
	merchantID, storeID, keyID := unseal(t, html.UnescapeString(texts[0][1]), key)
	var plain map[string]string
	if err := json.Unmarshal([]byte(html.UnescapeString(texts[1][1])), &plain); err != nil {
		t.Fatal(err)
	}
	if plain["merchant_id"] != merchantID || plain["store_id"] != storeID || plain["public_key_id"] != keyID || keyID == "" {
		t.Errorf("by hand %v, sent %s %s %s", plain, merchantID, storeID, keyID)
	}
	c := &client{t: t, s: s, keyID: keyID, key: key, algorithm: "AMZN-PAY-RSASSA-PSS"}
	c.get("/sandbox/v2/charges/none").is(t, 404, "ResourceNotFound")
	c.get("/live/v2/charges/none").is(t, 403, "InvalidAccountStatus")
	if got := s.Accounts()[1].Origins; !slices.Equal(got, []string{"https://www.example.jp", "https://shop.example.jp", "https://cart.example.jp"}) {
		t.Errorf("origins %v", got)
	}
}

// Returning by GET keeps the query of the platform's address.
func TestProtocol10_4_ReturnByGET(t *testing.T) {
	s := sandbox.RunT(t)
	b := newBrowser(t, s)
	b.send(http.MethodPost, s.URL+"/register", hostedForm("returnMethod", "get"))
	b.createAccount("new@example.jp")
	b.apply(exampleAnswers(t, "new@example.jp"))
	b.submit("consent", nil)
	b.shows(`method="get"`, `action="https://platform.example.jp/amazon"`)
	if form := b.fieldsOf(); form.Get("shop") != "7" || form.Get("merchantId") == "" {
		t.Errorf("sent: %v", form)
	}
}
