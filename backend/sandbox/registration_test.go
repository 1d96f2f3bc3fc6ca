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
	"testing"
	"time"

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
	id, err := rsa.DecryptPKCS1v15(nil, key, sealed)
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
	b.submit("consent", nil)
	sent := b.fieldsOf()
	b.send(http.MethodPost, visit+"consent", url.Values{}) // a second press
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

// R2-2: every field is checked, with a message beside it in either language.
func TestR2_2_Fields(t *testing.T) {
	s := sandbox.RunT(t)
	b := newBrowser(t, s)
	b.send(http.MethodPost, s.URL+"/register", hostedForm())
	visit := strings.TrimSuffix(b.at, "account")
	answers := exampleAnswers(t, "new@example.jp")
	captcha := b.captcha()
	reach := func(step string) {
		switch step {
		case "account":
		case "business":
			b.createAccount("new@example.jp")
		default:
			b.send(http.MethodGet, visit+step, nil)
		}
	}
	for _, step := range []struct {
		name  string
		wrong [][3]string // field, value, message
	}{
		{"account", [][3]string{
			{"name", "", "入力してください"},
			{"name", strings.Repeat("名", 101), "長すぎます"},
			{"name", "見\x00本", "使用できない文字"},
			{"email", "no", "Eメールアドレスの形式"},
			{"email", "見本 <a@example.jp>", "Eメールアドレスの形式"},
			{"email", "Merchant@example.jp", "すでにあります"},
			{"password", "12345", "6文字以上"},
			{"passwordAgain", "sekret-2", "パスワードが一致しません"},
			{"captcha", "AAAAAA", "表示されている文字を"},
		}},
		{"business", [][3]string{
			{"businessType", "", "一覧から"},
			{"businessType", "CLUB", "一覧から"},
			{"websiteUrl", "www.example.jp", "https://"},
			{"websiteUrl", "javascript:alert(1)", "https://"},
			{"websiteUrl", "http://www.example.jp", "https://"},
			{"annualSalesVolume", "MUCH", "一覧から"},
		}},
		{"company", [][3]string{
			{"businessLegalName", "", "入力してください"},
			{"postalCode", "100-001", "7桁の郵便番号"},
			{"stateOrRegion", "Tokyo", "一覧から"},
			{"phoneNumber", "+81 3", "10桁または11桁"},
		}},
		{"terms", [][3]string{{"terms", "", "チェックを入れて"}}},
		{"representative", [][3]string{
			{"representative", "", "入力してください"},
			{"residenceSame", "", "入力してください"}, // then the address is asked for
		}},
		{"bank", [][3]string{
			{"bankAccountType", "", "一覧から"},
			{"bankAccountHolder", "見本商店", "カタカナ"},
			{"bankCode", "12345", "4桁の数字"},
			{"branchCode", "1", "3桁の数字"},
			{"bankAccountNumber", "123456", "7桁の数字"},
			{"bankAccountNumberAgain", "1234567", "銀行口座番号が一致しません"},
		}},
		{"store", [][3]string{
			{"storeDomain", "https://cart.example.jp/", "ドメインのみ"},
			{"storeDomain", "cart.example.jp/cart", "ドメインのみ"},
			{"storeDomain", "cart.example.jp:8443", "ドメインのみ"},
			{"storeDomain", "cart;example.jp", "ドメインの形式"},
			{"storeDomain", "cart", "ドメインの形式"},
			{"privacyPolicyUrl", "https://", "https:// から始まる"},
		}},
	} {
		reach(step.name)
		for _, x := range step.wrong {
			b.fillIn(step.name, answers, "captcha", captcha, x[0], x[1])
			b.shows(x[2], "エラー：")
			if b.status != http.StatusUnprocessableEntity {
				t.Errorf("%s %q: status %d", x[0], x[1], b.status)
			}
			if !strings.Contains(b.page, `id="`+x[0]+`-problem"`) && x[0] != "residenceSame" {
				t.Errorf("%s %q: no message beside the field", x[0], x[1])
			}
		}
		b.send(http.MethodGet, b.at+"?lang=en", nil)
		b.shows("Error: ")
		b.send(http.MethodGet, strings.TrimSuffix(b.at, "?lang=en")+"?lang=ja", nil)
		if step.name != "account" {
			b.fillIn(step.name, answers)
		}
	}
	b.shows("同意して次に進む")
}

// People type wide digits, long marks as hyphens and half-width kana; the browser may be on this machine.
func TestR2_2_ForgivingFields(t *testing.T) {
	s := sandbox.RunT(t)
	a := sandbox.ExampleApplication("new@example.jp")
	a.PostalCode, a.PhoneNumber, a.BankAccountHolder, a.BankAccountNumber = "１００ー０００１", "０３－１２３４－５６７８", "ｶ)ﾐﾎﾝｼﾖｳﾃﾝ", "００１２３４５"
	a.StoreDomain, a.ResidencePostalCode, a.ResidenceStateOrRegion, a.ResidenceCity = "localhost:8080", "0600000", "北海道", "札幌市"
	a.ResidenceAddressLine1, a.ResidencePhoneNumber = "1-1", "09012345678"
	if _, err := s.Register(sandbox.RegistrationRequest{Form: hostedForm(), Application: a}); err != nil {
		t.Fatal(err)
	}
	if got := s.Accounts()[1].Origins; !slices.Equal(got, []string{"http://localhost:8080"}) {
		t.Errorf("origins %v", got)
	}
	a.Email, a.StoreDomain = "other@example.jp", "日本語.jp"
	if _, err := s.Register(sandbox.RegistrationRequest{Form: hostedForm(), Application: a}); err != nil {
		t.Fatal(err)
	}
	if got := s.Accounts()[2].Origins; !slices.Equal(got, []string{"https://xn--wgv71a119e.jp"}) {
		t.Errorf("origins %v", got)
	}
}

// Protocol 10.2: what is missing or wrong in the fields of /register is named with its remedy, all at once.
func TestProtocol10_2_StartRefused(t *testing.T) {
	s := sandbox.RunT(t)
	b := newBrowser(t, s)
	unhosted, _ := unhostedForm(t, "https://shop.example.jp/keys")
	for _, x := range []struct {
		form        url.Values
		field, what string
	}{
		{hostedForm("spId", ""), "spId", "provider account"},
		{hostedForm("returnURL", ""), "returnURL", "keyShareURL and publicKey"},
		{hostedForm("returnURL", "javascript:alert(1)"), "returnURL", "https://"},
		{hostedForm("returnURL", "http://platform.example.jp/"), "returnURL", "http:// only for localhost"},
		{hostedForm("returnURL", "https://a;script-src/"), "returnURL", "https://"},
		{hostedForm("returnURL", "https://user@platform.example.jp/"), "returnURL", "https://"},
		{hostedForm("returnMethod", "PUT"), "returnMethod", "POST or GET"},
		{hostedForm("merchantUniqueId", strings.Repeat("x", 129)), "merchantUniqueId", "128"},
		{hostedForm("merchantLoginDomains[]", "https://www.example.jp/cart"), "merchantLoginDomains[]", "without a path"},
		{hostedForm("merchantSandboxIPNURL", "ftp://x.example"), "merchantSandboxIPNURL", "https://"},
		{hostedForm("merchantCountry", "Japan"), "merchantCountry", "JP"},
		{hostedForm("keyShareURL", "https://shop.example.jp/"), "returnURL", "does not go with"},
		{with(unhosted, "keyShareURL", ""), "keyShareURL", "endpoint"},
		{with(unhosted, "onboardingVersion", "1"), "onboardingVersion", "2"},
		{with(unhosted, "publicKey", ""), "publicKey", "missing"},
		{with(unhosted, "publicKey", "-----BEGIN PUBLIC KEY-----"), "publicKey", "without BEGIN"},
		{with(unhosted, "publicKey", strings.Repeat("A", 5000)), "publicKey", "too long"},
	} {
		b.send(http.MethodPost, s.URL+"/register", x.form)
		b.shows("登録を始められません", "'"+x.field+"'", x.what)
		if b.status != http.StatusBadRequest {
			t.Errorf("%s: status %d", x.field, b.status)
		}
		if _, err := s.Register(sandbox.RegistrationRequest{Form: x.form, Application: sandbox.ExampleApplication("n@example.jp")}); err == nil || !strings.Contains(err.Error(), x.what) {
			t.Errorf("%s without a browser: %v", x.field, err)
		}
	}
	b.send(http.MethodPost, s.URL+"/register", hostedForm("spId", "", "returnMethod", "PUT"))
	b.shows("'spId'", "'returnMethod'")
	b.send(http.MethodPost, s.URL+"/register", url.Values{"spId": {strings.Repeat("x", 2<<20)}})
	if b.status != http.StatusBadRequest {
		t.Errorf("a huge form: %d", b.status)
	}
}

func with(form url.Values, name, value string) url.Values {
	changed := url.Values{}
	for k, v := range form {
		changed[k] = v
	}
	changed.Set(name, value)
	return changed
}

// Protocol 10.2: the setting `providers` says who may register merchants, besides those that are known.
func TestProtocol10_2_Providers(t *testing.T) {
	s := sandbox.RunT(t)
	settings := s.Settings()
	settings.Providers = []string{"A1PLATFORM0001"}
	if err := s.SetSettings(settings); err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, s)
	for id, want := range map[string]int{"A1PLATFORM0001": 200, s.Merchant().MerchantID: 200, "A1STRANGER0001": 400} {
		b.send(http.MethodPost, s.URL+"/register", hostedForm("spId", id))
		if b.status != want {
			t.Errorf("%s: %d", id, b.status)
		}
		_, err := s.Register(sandbox.RegistrationRequest{Form: hostedForm("spId", id), Application: sandbox.ExampleApplication(id + "@example.jp")})
		if (err == nil) != (want == 200) {
			t.Errorf("%s without a browser: %v", id, err)
		}
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

// R2-1: the review is decided by the clock and told by mail; only then the live environment opens.
func TestR2_1_Review(t *testing.T) {
	for _, x := range []struct {
		company, outcome, status, subject string
		kind                              sandbox.MailKind
	}{
		{"株式会社見本商店", "", "ACTIVE", "承認", sandbox.MailAccepted},
		{"株式会社審査否決", "", "REFUSED", "審査結果", sandbox.MailRefused},
		{"株式会社見本商店", "refused", "REFUSED", "審査結果", sandbox.MailRefused},
	} {
		s := sandbox.RunT(t)
		settings := s.Settings()
		settings.ReviewOutcome = x.outcome
		if err := s.SetSettings(settings); err != nil {
			t.Fatal(err)
		}
		form, key := unhostedForm(t, "https://shop.example.jp/keys")
		a := sandbox.ExampleApplication("new@example.jp")
		a.BusinessLegalName = x.company
		r, err := s.Register(sandbox.RegistrationRequest{Form: form, Application: a})
		if err != nil {
			t.Fatal(err)
		}
		c := &client{t: t, s: s, keyID: r.PublicKeyID, key: key, algorithm: "AMZN-PAY-RSASSA-PSS-V2"}
		s.Advance(7*day - time.Minute)
		c.get("/live/v2/charges/none").is(t, 403, "InvalidAccountStatus")
		if len(s.Mails()) != 0 {
			t.Errorf("mails before the result: %v", s.Mails())
		}
		s.Advance(time.Minute)
		if got := s.Accounts()[1].Status; got != x.status {
			t.Errorf("%s, %q: %s", x.company, x.outcome, got)
		}
		m := lastMail(t, s, "new@example.jp")
		if m.Kind != x.kind || !strings.Contains(m.Subject, x.subject) || !strings.Contains(m.Text, "次の手順") || !strings.Contains(m.Text, r.MerchantID) {
			t.Errorf("mail: %+v", m)
		}
		if x.status == "ACTIVE" {
			c.get("/live/v2/charges/none").is(t, 404, "ResourceNotFound")
		} else {
			c.get("/live/v2/charges/none").is(t, 403, "InvalidAccountStatus")
		}
		c.get("/sandbox/v2/charges/none").is(t, 404, "ResourceNotFound")
	}
}

// A control call decides before the time, once.
func TestR2_1_DecideReview(t *testing.T) {
	s := sandbox.RunT(t)
	r, err := s.Register(sandbox.RegistrationRequest{Form: hostedForm("locale", "en_US"), Application: sandbox.ExampleApplication("new@example.jp")})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.DecideReview(r.MerchantID, false); err != nil {
		t.Fatal(err)
	}
	if m := lastMail(t, s, "new@example.jp"); m.Kind != sandbox.MailRefused || !strings.Contains(m.Text, "Next step") {
		t.Errorf("mail: %+v", m)
	}
	if got := reasonOf(s.DecideReview(r.MerchantID, true)); got != "InvalidAccountStatus" {
		t.Errorf("decided twice: %q", got)
	}
	if got := reasonOf(s.DecideReview("A9", true)); got != "ResourceNotFound" {
		t.Errorf("of nobody: %q", got)
	}
	s.Advance(8 * day)
	if got := s.Accounts()[1].Status; got != "REFUSED" || len(s.Mails()) != 1 {
		t.Errorf("after the time of the review: %s, %d mails", got, len(s.Mails()))
	}
}

// R2-1: who was refused applies again with the same account, and is examined for the whole time again.
func TestR2_1_ApplyAgain(t *testing.T) {
	s := sandbox.RunT(t)
	r, err := s.Register(sandbox.RegistrationRequest{Form: hostedForm(), Application: sandbox.ExampleApplication("new@example.jp")})
	if err != nil {
		t.Fatal(err)
	}
	s.Advance(day)
	if err := s.DecideReview(r.MerchantID, false); err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, s)
	b.send(http.MethodPost, s.URL+"/register", hostedForm())
	b.send(http.MethodGet, strings.Replace(b.at, "account", "signin", 1), nil)
	b.shows("new@example.jp")
	b.submit("signin", url.Values{"email": {"new@example.jp"}, "currentPassword": {"another"}})
	b.shows("法人登記の有無", "2 / 9")
	b.apply(exampleAnswers(t, "new@example.jp"))
	b.submit("consent", nil)
	if form := b.fieldsOf(); form.Get("merchantId") != r.MerchantID {
		t.Errorf("sent %v", form)
	}
	s.Advance(6*day + time.Hour) // the first review would be over
	if got := s.Accounts()[1].Status; got != "IN_REVIEW" {
		t.Errorf("after a week in all: %s", got)
	}
	s.Advance(day)
	if got := s.Accounts()[1].Status; got != "ACTIVE" {
		t.Errorf("after a week: %s", got)
	}
}

// R2-5: signing in links the account that is there; another account is another merchant, to whom the same buyer has
// another id.
func TestR2_5_AnotherAccount(t *testing.T) {
	s := sandbox.RunT(t)
	b := newBrowser(t, s)
	b.send(http.MethodPost, s.URL+"/register", hostedForm())
	b.send(http.MethodGet, strings.Replace(b.at, "account", "signin", 1), nil)
	b.submit("signin", url.Values{"email": {"nobody@example.jp"}, "currentPassword": {"x"}})
	b.shows("このEメールアドレスのアカウントはありません")
	b.submit("signin", url.Values{"email": {"merchant@example.jp"}, "currentPassword": {"sekret"}})
	b.shows("決済ページのドメイン", "2 / 4")
	b.fillIn("store", exampleAnswers(t, ""))
	b.submit("consent", nil)
	if got := b.fieldsOf().Get("merchantId"); got != s.Merchant().MerchantID || len(s.Accounts()) != 1 {
		t.Errorf("linked %s; %d accounts", got, len(s.Accounts()))
	}
	linked, err := s.Register(sandbox.RegistrationRequest{Form: hostedForm(), MerchantID: s.Merchant().MerchantID})
	if err != nil || linked.MerchantID != s.Merchant().MerchantID || linked.StoreID != s.Merchant().StoreID {
		t.Errorf("linked %+v, %v", linked, err)
	}
	if got := s.Accounts()[0]; got.Status != "ACTIVE" || len(got.Origins) != 0 {
		t.Errorf("linking changed the account: %+v", got)
	}
	r, err := s.Register(sandbox.RegistrationRequest{Form: hostedForm(), Application: sandbox.ExampleApplication("new@example.jp")})
	if err != nil || r.MerchantID == s.Merchant().MerchantID {
		t.Fatalf("registered %+v, %v", r, err)
	}
	if _, err := s.Register(sandbox.RegistrationRequest{Form: hostedForm(), Application: sandbox.ExampleApplication("New@example.jp")}); err == nil {
		t.Error("one e-mail address has two accounts")
	}
}

// Whatever is typed is shown as text.
func TestR2_2_ScriptInNames(t *testing.T) {
	s := sandbox.RunT(t)
	b := newBrowser(t, s)
	const script = `"><script>alert(1)</script>`
	b.send(http.MethodPost, s.URL+"/register", hostedForm("merchantStoreDescription", script, "spId", "A<script>"))
	b.createAccount("new@example.jp")
	answers := exampleAnswers(t, "new@example.jp")
	for _, name := range []string{"businessLegalName", "businessDisplayName", "city"} {
		answers[name] = script
	}
	b.apply(answers)
	pages := b.page
	b.submit("consent", nil)
	if pages += b.page; strings.Contains(pages, "<script>") {
		t.Errorf("script as it came:\n%s", pages)
	}
}
