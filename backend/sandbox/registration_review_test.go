package sandbox_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"noren/backend/sandbox"
)

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

// The setting `review` may leave the review out.
func TestR2_1_NoReview(t *testing.T) {
	s := sandbox.RunT(t)
	settings := s.Settings()
	settings.Review = -1
	if err := s.SetSettings(settings); err != nil {
		t.Fatal(err)
	}
	r, err := s.Register(sandbox.RegistrationRequest{Form: hostedForm(), Application: sandbox.ExampleApplication("new@example.jp")})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Accounts()[1]; got.Status != "ACTIVE" || got.MerchantID != r.MerchantID {
		t.Errorf("account: %+v", got)
	}
	settings.ReviewOutcome = "perhaps"
	if err := s.SetSettings(settings); err == nil || !strings.Contains(err.Error(), "accepted or refused") {
		t.Errorf("an outcome that does not exist: %v", err)
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

// The same without a browser.
func TestR2_1_ApplyAgainByRegister(t *testing.T) {
	s := sandbox.RunT(t)
	again := sandbox.RegistrationRequest{Form: hostedForm(), Application: sandbox.ExampleApplication("new@example.jp")}
	r, err := s.Register(again)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.DecideReview(r.MerchantID, false); err != nil {
		t.Fatal(err)
	}
	again.MerchantID, again.Application.BusinessLegalName = r.MerchantID, ""
	if _, err := s.Register(again); err == nil || !strings.Contains(err.Error(), "businessLegalName") {
		t.Errorf("an incomplete application: %v", err)
	}
	again.Application.BusinessLegalName = "合同会社見本"
	if _, err := s.Register(again); err != nil {
		t.Fatal(err)
	}
	if got := s.Accounts()[1]; len(s.Accounts()) != 2 || got.Status != "IN_REVIEW" || got.Company != "合同会社見本" {
		t.Errorf("account: %+v", got)
	}
}

// R2-5: signing in links the account that is there; another account is another merchant.
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
	sent := b.fieldsOf()
	b.send(http.MethodPost, strings.Replace(b.at, "/send", "/consent", 1), url.Values{}) // a second press
	if again := b.fieldsOf(); again.Encode() != sent.Encode() {
		t.Errorf("sent %v, then %v", sent, again)
	}
	if got := sent.Get("merchantId"); got != s.Merchant().MerchantID || len(s.Accounts()) != 1 {
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

// R2-5, protocol 3.1: to the merchant of a new account the same buyer has another id.
func TestR2_5_BuyerIDs(t *testing.T) {
	s := sandbox.RunT(t)
	form, key := unhostedForm(t, "https://shop.example.jp/keys")
	r, err := s.Register(sandbox.RegistrationRequest{Form: form, Application: sandbox.ExampleApplication("new@example.jp")})
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t: t, s: s, keyID: r.PublicKeyID, key: key, algorithm: "AMZN-PAY-RSASSA-PSS-V2"}
	text := strings.ReplaceAll(payload(""), storePart, `"storeId":"`+r.StoreID+`"`)
	button := c.form(text, "PayAndShip")
	button.Set("merchantId", r.MerchantID)
	button.Set("origin_url", "https://www.example.jp/item")
	id, err := s.Initiate(button)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Choose(id, sandbox.Choice{Buyer: "taro"}); err != nil {
		t.Fatal(err)
	}
	first := newClient(t, s)
	one, other := c.get("/sandbox/v2/checkoutSessions/"+id), first.get("/v2/checkoutSessions/"+first.chosen(sandbox.Choice{}))
	if one.text("buyer.name") != other.text("buyer.name") || one.text("buyer.buyerId") == other.text("buyer.buyerId") {
		t.Errorf("%s and %s", one.text("buyer.buyerId"), other.text("buyer.buyerId"))
	}
}

// R2-1, protocol 3.9: an account that a provider opens without a judgement of its own goes through the same review.
func TestProtocol3_9_Review(t *testing.T) {
	s := sandbox.RunT(t)
	provider := newClient(t, s)
	if err := s.SetProvider(s.Merchant().MerchantID, true); err != nil {
		t.Fatal(err)
	}
	id := provider.call("POST", "/v2/merchantAccounts", onboard("R1", "")).is(t, 201, "").text("merchantAccountId")
	judged := provider.call("POST", "/v2/merchantAccounts", onboard("R2", `,"merchantStatus":{"state":"ACTIVE"}`)).is(t, 201, "").text("merchantAccountId")
	status := func(id string) string {
		for _, a := range s.Accounts() {
			if a.MerchantID == id {
				return a.Status
			}
		}
		return ""
	}
	if status(id) != "IN_REVIEW" || status(judged) != "ACTIVE" {
		t.Errorf("at first %s and %s", status(id), status(judged))
	}
	s.Advance(7 * day)
	provider.call("PATCH", "/v2/merchantAccounts/"+id, `{"businessInfo":{"businessDisplayName":"新見本カフェ"}}`).is(t, 200, "")
	if status(id) != "ACTIVE" || len(s.Mails()) != 1 || s.Mails()[0].Kind != sandbox.MailAccepted {
		t.Errorf("after a week %s, mails %v", status(id), s.Mails())
	}
	provider.call("DELETE", "/v2/merchantAccounts/"+id, `{}`).is(t, 202, "")
	if _, err := s.Register(sandbox.RegistrationRequest{Form: hostedForm(), MerchantID: id}); reasonOf(err) != "ResourceNotFound" {
		t.Errorf("signed in with a deleted account: %v", err)
	}
}
