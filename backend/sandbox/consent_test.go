package sandbox_test

import (
	"crypto/rand"
	"crypto/rsa"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

func signInPayload(scopes string) string {
	return `{"signInReturnUrl":"https://shop.example.jp/signin","signInCancelUrl":"https://shop.example.jp/login",` + storePart +
		`,"signInScopes":[` + scopes + `]}`
}

func (b *browser) pressSignIn(c *client, scopes string) {
	b.t.Helper()
	b.send(http.MethodPost, b.s.URL+"/checkout/initiate", c.form(signInPayload(scopes), "SignIn"))
}

func (b *browser) isBack(page string) {
	b.t.Helper()
	if !strings.HasPrefix(b.at, "https://shop.example.jp/"+page) {
		b.t.Fatalf("at %s, want the shop's %s:\n%s", b.at, page, b.page)
	}
}

// Protocol 12.7, R4-10: what goes to the shop is shown once per buyer, merchant and scope, and agreed to.
func TestProtocol12_7_ConsentAtSignIn(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	b.pressSignIn(c, `"name","email"`)
	b.submit("signin", url.Values{"buyer": {"taro"}})
	b.shows("見本商店に次の情報を提供します", "氏名", "山田 太郎", "メールアドレス", "taro@example.jp", "同意して続行")
	for _, unasked := range []string{"電話番号", "0300000000", "千代田"} {
		if strings.Contains(b.page, unasked) {
			t.Errorf("%s is shown, and was not asked for", unasked)
		}
	}
	b.submit("cancel", nil)
	b.isBack("login")

	b.pressSignIn(c, `"name","email"`)
	b.shows("同意して続行") // a buyer who cancelled has not agreed
	b.submit("consent", nil)
	b.isBack("signin?buyerToken=")
	b.pressSignIn(c, `"name","email"`)
	b.isBack("signin?buyerToken=")
	b.pressSignIn(c, `"email"`)
	b.isBack("signin?buyerToken=")

	b.pressSignIn(c, `"name","email","shippingAddress","billingAddress","postalCode","phoneNumber","primeStatus"`)
	b.shows("お届け先住所", "千代田区千代田1-2-3", "ご請求先住所", "〒100-0001", "電話番号", "登録なし")
	b.submit("signout", nil)
	b.submit("signin", url.Values{"buyer": {"hanako"}})
	b.shows("鈴木 花子", "同意して続行") // another buyer
	b.submit("consent", nil)
	b.isBack("signin?buyerToken=")

	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	s.RegisterKey("A1OTHER0000001", "SANDBOX-OTHER", &key.PublicKey)
	other := *c
	other.key, other.keyID = key, "SANDBOX-OTHER"
	form := other.form(signInPayload(`"name"`), "SignIn")
	form.Set("merchantId", "A1OTHER0000001")
	b.send(http.MethodPost, s.URL+"/checkout/initiate", form)
	b.shows("同意して続行") // another merchant
}

// R4: in a checkout the list stands over the choice, and going on is the consent.
func TestProtocol12_7_ConsentInACheckout(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	b.press(c, payload(""))
	b.submit("signin", url.Values{"buyer": {"taro"}})
	b.shows("次の情報を見本商店に提供することに同意", "氏名", "メールアドレス", "お届け先住所", "電話番号", "ご請求先住所")
	b.submit("choose", url.Values{"address": {"home"}, "card": {"1111"}})
	b.isBack("review")
	b.pressSignIn(c, `"name","email","phoneNumber","billingAddress","shippingAddress"`)
	b.isBack("signin?buyerToken=") // agreed to all of it before

	b.press(c, strings.Replace(payload(""), `"scopes":["name","email","phoneNumber","billingAddress"]`, `"scopes":["name","shippingAddress"]`, 1))
	if strings.Contains(b.page, "メールアドレス") {
		t.Error("the e-mail address was not asked for")
	}
	b.send(http.MethodPost, s.URL+"/checkout/initiate", c.form(strings.Replace(payload(""), `"scopes":["name","email","phoneNumber","billingAddress"]`, `"scopes":["name","shippingAddress"]`, 1), "PayOnly"))
	b.shows("氏名")
	if strings.Contains(b.page, "お届け先住所") {
		t.Error("PayOnly gives no address (protocol 3.2)")
	}
}

// The Go method needs no browser, and consents.
func TestSignInWithoutABrowser(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	id, err := s.Initiate(c.form(signInPayload(`"email"`), "SignIn"))
	if err != nil {
		t.Fatal(err)
	}
	back, err := s.SignIn(id, "taro")
	if err != nil || !strings.HasPrefix(back, "https://shop.example.jp/signin?buyerToken=") {
		t.Fatalf("%q, %v", back, err)
	}
	b.pressSignIn(c, `"email"`)
	b.submit("signin", url.Values{"buyer": {"taro"}})
	b.isBack("signin?buyerToken=")
}

func TestProtocol7_6_SignInRefused(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	for wrong, reason := range map[string]string{
		strings.Replace(signInPayload(`"name"`), "https://shop.example.jp/signin", "javascript:alert(1)", 1): "InvalidParameterValue",
		strings.Replace(signInPayload(`"name"`), "https://shop.example.jp/login", "javascript:alert(1)", 1):  "InvalidParameterValue",
		signInPayload(`"everything"`):                                         "InvalidParameterValue",
		strings.Replace(signInPayload(`"name"`), "f00d", "0000", 1):           "InvalidParameterValue",
		strings.Replace(signInPayload(`"name"`), "signInScopes", "scopes", 1): "UnrecognizedField",
	} {
		if got := reasonOf(initiate(s, c.form(wrong, "SignIn"))); got != reason {
			t.Errorf("%s: %q, want %q", wrong, got, reason)
		}
	}
}
