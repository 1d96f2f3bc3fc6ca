package console

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

func pemOf(key *rsa.PrivateKey) string {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		panic(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

// Wrong input is named beside its field, what Amazon says too, and no page shows a private key again.
func TestX2_PastedKeysAreTriedAndNeverShown(t *testing.T) {
	c := newCounter(t)
	m := c.amazon.Merchant()
	c.amazon.RegisterKey(m.MerchantID, "SANDBOX-OTHER", &testKey().PublicKey)
	right := url.Values{
		"merchantId": {m.MerchantID}, "storeId": {m.StoreID}, "publicKeyId": {m.PublicKeyID}, "environment": {"sandbox"}, "privateKey": {pemOf(m.PrivateKey)},
	}
	for name, test := range map[string]struct{ field, value, fault string }{
		"no merchant":   {"merchantId", "", "merchantId"},
		"hostile":       {"merchantId", `"><img src=x onerror=alert(1)>`, "merchantId"},
		"not a key":     {"privateKey", "-----BEGIN nonsense", "privateKey"},
		"no key":        {"privateKey", "", "privateKey"},
		"environment":   {"environment", "live", "sandbox"},
		"unknown key":   {"publicKeyId", "SANDBOX-NOBODY", "publicKeyId"},
		"another's key": {"publicKeyId", "SANDBOX-OTHER", "publicKeyId"},
		"wrong store":   {"storeId", "amzn1.application-oa2-client.0", "storeId"},
	} {
		form := url.Values{}
		for field, values := range right {
			form[field] = values
		}
		form.Set(test.field, test.value)
		answer := c.ask("owner", c.at("/paste"), form)
		page := answer.Body.String()
		if answer.Code != http.StatusUnprocessableEntity || !strings.Contains(page, `id="fault-`+test.fault+`"`) || strings.Count(page, "autofocus") != 1 {
			t.Errorf("%s: %d, %d fields with focus", name, answer.Code, strings.Count(page, "autofocus"))
		}
		if strings.Contains(page, pemOf(m.PrivateKey)[60:120]) || strings.Contains(page, "BEGIN nonsense") || strings.Contains(page, "<img src=x") {
			t.Errorf("%s: the page shows what it must not", name)
		}
	}
	if c.saved() != "" {
		t.Errorf("saved %s", c.saved())
	}
	if a := c.ask("owner", c.at("/paste"), right); a.Code != http.StatusSeeOther || c.saved() != m.MerchantID+" "+m.PublicKeyID {
		t.Errorf("%d, saved %q", a.Code, c.saved())
	}
	page := c.ask("owner", c.at("/paste"), nil).Body.String()
	if strings.Contains(page, pemOf(m.PrivateKey)[60:120]) {
		t.Error("the key is shown")
	}
}

// The file of a key does as well as its text.
func TestX2_PrivateKeyFromAFile(t *testing.T) {
	c := newCounter(t)
	m := c.amazon.Merchant()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range map[string]string{
		"csrf": csrfOf(c.tokens["owner"]), "merchantId": m.MerchantID, "storeId": m.StoreID, "publicKeyId": m.PublicKeyID, "environment": "sandbox", "privateKey": "",
	} {
		must(t, form.WriteField(name, value))
	}
	file, err := form.CreateFormFile("keyFile", "key.pem")
	must(t, err)
	_, err = file.Write([]byte(pemOf(m.PrivateKey)))
	must(t, err)
	must(t, form.Close())
	answer := c.send("owner", http.MethodPost, c.at("/paste"), form.FormDataContentType(), body.Bytes())
	if answer.Code != http.StatusSeeOther || c.saved() != m.MerchantID+" "+m.PublicKeyID {
		t.Errorf("%d, saved %q", answer.Code, c.saved())
	}
}

// A pair of ours: its public half is shown and can be fetched, and becomes the shop's key when Amazon knows it.
func TestX2_PairOfOursIsEnteredAtAmazon(t *testing.T) {
	c := newCounter(t)
	m := c.amazon.Merchant()
	if a := c.ask("owner", c.at("/pair/public.pem"), nil); a.Code != http.StatusNotFound {
		t.Errorf("before there is one: %d", a.Code)
	}
	c.ask("owner", c.at("/pair/make"), url.Values{})
	file := c.ask("owner", c.at("/pair/public.pem"), nil)
	public, err := sandbox.ParsePublicKey(file.Body.Bytes())
	must(t, err)
	if page := c.ask("owner", c.at("/pair"), nil).Body.String(); !strings.Contains(page, "BEGIN PUBLIC KEY") || strings.Contains(page, "PRIVATE") {
		t.Error("the page shows too little or too much")
	}
	form := url.Values{"merchantId": {m.MerchantID}, "storeId": {m.StoreID}, "publicKeyId": {"SANDBOX-PAIR"}, "environment": {"sandbox"}}
	if a := c.ask("owner", c.at("/pair"), form); a.Code != http.StatusUnprocessableEntity || !strings.Contains(a.Body.String(), "fault-publicKeyId") {
		t.Errorf("not entered at Amazon: %d", a.Code)
	}
	c.amazon.RegisterKey(m.MerchantID, "SANDBOX-PAIR", public)
	if a := c.ask("owner", c.at("/pair"), form); a.Code != http.StatusSeeOther || c.saved() != m.MerchantID+" SANDBOX-PAIR" {
		t.Errorf("%d, saved %q", a.Code, c.saved())
	}
}
