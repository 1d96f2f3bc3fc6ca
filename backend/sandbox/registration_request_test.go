package sandbox_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

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
