package sandbox_test

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"noren/backend/sandbox"
)

// client is a small independent signer: the standard library and protocol 1, nothing of the product.
type client struct {
	t         testing.TB
	s         *sandbox.Sandbox
	keyID     string
	key       *rsa.PrivateKey
	algorithm string
	headers   map[string]string // more headers, all signed
	keys      int
}

func newClient(t testing.TB, s *sandbox.Sandbox) *client {
	t.Helper()
	m := s.Merchant()
	return &client{t: t, s: s, keyID: m.PublicKeyID, key: m.PrivateKey, algorithm: "AMZN-PAY-RSASSA-PSS-V2"}
}

// with is the client with one more header.
func (c *client) with(name, value string) *client {
	d := *c
	d.headers = map[string]string{}
	for k, v := range c.headers {
		d.headers[k] = v
	}
	d.headers[name] = value
	return &d
}

func (c *client) sign(text string) string {
	digest := sha256.Sum256([]byte(c.algorithm + "\n" + sum(text)))
	salt := 32
	if c.algorithm == "AMZN-PAY-RSASSA-PSS" {
		salt = 20
	}
	signature, err := rsa.SignPSS(rand.Reader, c.key, crypto.SHA256, digest[:], &rsa.PSSOptions{SaltLength: salt})
	if err != nil {
		c.t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(signature)
}

func sum(text string) string {
	s := sha256.Sum256([]byte(text))
	return hex.EncodeToString(s[:])
}

// request is a signed request, to be changed by tests before it is sent.
func (c *client) request(method, path, body string) *http.Request {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), method, c.s.URL+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Accept", "application/json")
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Amz-Pay-Date", c.s.Now().Format("20060102T150405Z"))
	r.Header.Set("X-Amz-Pay-Host", "pay-api.amazon.jp")
	r.Header.Set("X-Amz-Pay-Region", "jp")
	for k, v := range c.headers {
		r.Header.Set(k, v)
	}
	c.authorize(r, body)
	return r
}

func (c *client) authorize(r *http.Request, body string) {
	var names, lines []string
	for _, name := range []string{
		"accept", "content-type", "x-amz-pay-authtoken", "x-amz-pay-date", "x-amz-pay-host", "x-amz-pay-idempotency-key",
		"x-amz-pay-region", "x-amz-pay-simulation-code",
	} {
		if v := r.Header.Get(name); v != "" {
			names = append(names, name)
			lines = append(lines, name+":"+v+"\n")
		}
	}
	list := strings.Join(names, ";")
	path, query, _ := strings.Cut(r.URL.RequestURI(), "?")
	canonical := strings.Join([]string{r.Method, path, query, strings.Join(lines, ""), list, sum(body)}, "\n")
	r.Header.Set("Authorization", c.algorithm+" PublicKeyId="+c.keyID+", SignedHeaders="+list+", Signature="+c.sign(canonical))
}

// answer is what came back; its object is untyped so that missing keys show.
type answer struct {
	status int
	body   string
	object map[string]any
	header http.Header
}

func (c *client) do(r *http.Request) answer {
	c.t.Helper()
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	a := answer{status: response.StatusCode, body: string(body), header: response.Header}
	if err := json.Unmarshal(body, &a.object); err != nil {
		c.t.Fatalf("%s %s: answer is not JSON: %q", r.Method, r.URL.Path, body)
	}
	if a.header.Get("X-Amz-Pay-Request-Id") == "" {
		c.t.Errorf("%s %s: no x-amz-pay-request-id", r.Method, r.URL.Path)
	}
	return a
}

// call sends a signed request; a POST gets a new idempotency key unless the client has one.
func (c *client) call(method, path, body string) answer {
	c.t.Helper()
	if method == http.MethodPost && c.headers["x-amz-pay-idempotency-key"] == "" {
		c.keys++
		c = c.with("x-amz-pay-idempotency-key", fmt.Sprintf("test-%d-%d", time.Now().UnixNano(), c.keys))
	}
	return c.do(c.request(method, path, body))
}

func (c *client) get(path string) answer { c.t.Helper(); return c.call(http.MethodGet, path, "") }

// at reads a value by its dotted path.
func (a answer) at(path string) any {
	var v any = a.object
	for name := range strings.SplitSeq(path, ".") {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[name]
	}
	return v
}

// list are the objects of a list, each to be read like an answer.
func (a answer) list(t testing.TB, path string) (list []answer) {
	t.Helper()
	items, ok := a.at(path).([]any)
	if !ok {
		t.Fatalf("no list %s: %s", path, a.body)
	}
	for _, item := range items {
		object, ok := item.(map[string]any)
		if !ok {
			t.Fatalf("not objects in %s: %s", path, a.body)
		}
		list = append(list, answer{object: object})
	}
	return list
}

func (a answer) text(path string) string {
	s, ok := a.at(path).(string)
	if !ok {
		return ""
	}
	return s
}

func (a answer) state() string { return a.text("statusDetails.state") }

// is fails unless the answer has the status and, from 400, the reason code.
func (a answer) is(t testing.TB, status int, reason string) answer {
	t.Helper()
	if a.status != status || a.text("reasonCode") != reason {
		t.Fatalf("answer %d %s, want %d %s: %s", a.status, a.text("reasonCode"), status, reason, a.body)
	}
	return a
}

const storePart = `"storeId":"amzn1.application-oa2-client.5a4db0c500000000000000000000f00d"`

func payload(more string) string {
	return `{"webCheckoutDetails":{"checkoutReviewReturnUrl":"https://shop.example.jp/review?x=1",` +
		`"checkoutCancelUrl":"https://shop.example.jp/cart"},` + storePart +
		`,"scopes":["name","email","phoneNumber","billingAddress"]` + more + `}`
}

// form is what checkout.js posts.
func (c *client) form(payloadJSON, productType string) url.Values {
	return url.Values{
		"payloadJSON": {payloadJSON}, "signature": {c.sign(payloadJSON)}, "publicKeyId": {c.keyID},
		"algorithm": {c.algorithm}, "publicKeyIdMismatch": {"false"}, "merchantId": {c.s.Merchant().MerchantID},
		"ledgerCurrency": {"JPY"}, "checkoutLanguage": {"ja_JP"}, "productType": {productType}, "environment": {"SANDBOX"},
		"merchantDomain": {"shop.example.jp"}, "origin_url": {"https://shop.example.jp/item"},
		"viewType": {"redirectView"}, "estimatedOrderAmount": {"{}"},
	}
}

// chosen is a session in which the buyer has chosen.
func (c *client) chosen(choice sandbox.Choice) (id string) {
	c.t.Helper()
	id, err := c.s.Initiate(c.form(payload(""), "PayAndShip"))
	if err != nil {
		c.t.Fatal(err)
	}
	if choice.Buyer == "" {
		choice.Buyer = "taro"
	}
	if _, err := c.s.Choose(id, choice); err != nil {
		c.t.Fatal(err)
	}
	return id
}

func update(amount int, intent, more string) string {
	return fmt.Sprintf(`{"webCheckoutDetails":{"checkoutResultReturnUrl":"https://shop.example.jp/result"},`+
		`"paymentDetails":{"paymentIntent":%q,"chargeAmount":{"amount":"%d","currencyCode":"JPY"}%s},`+
		`"merchantMetadata":{"merchantReferenceId":"ORDER-77"}}`, intent, amount, more)
}

func amount(n int) string { return fmt.Sprintf(`{"amount":"%d","currencyCode":"JPY"}`, n) }

// paid is a session for which Complete is due.
func (c *client) paid(yen int, intent, card, more string) (id string) {
	c.t.Helper()
	id = c.chosen(sandbox.Choice{Card: card})
	c.call("PATCH", "/v2/checkoutSessions/"+id, update(yen, intent, more)).is(c.t, 200, "")
	if _, err := c.s.Pay(id); err != nil {
		c.t.Fatal(err)
	}
	return id
}

func (c *client) complete(id string, yen int) answer {
	c.t.Helper()
	return c.call("POST", "/v2/checkoutSessions/"+id+"/complete", `{"chargeAmount":`+amount(yen)+`}`)
}

// charged is a completed payment.
func (c *client) charged(yen int, intent string) (permission, charge string) {
	c.t.Helper()
	a := c.complete(c.paid(yen, intent, "", ""), yen).is(c.t, 200, "")
	return a.text("chargePermissionId"), a.text("chargeId")
}

// recurring is the permission of a completed first payment, captured.
func (c *client) recurring(yen int) (permission string) {
	c.t.Helper()
	return c.renewed(payload(`,"chargePermissionType":"Recurring"`), yen, "AuthorizeWithCapture").is(c.t, 200, "").text("chargePermissionId")
}

// renewed goes with a button's payload for a recurring payment of Hanako's to Complete, whose answer it is.
func (c *client) renewed(payload string, yen int, intent string) answer {
	c.t.Helper()
	id, err := c.s.Initiate(c.form(payload, "PayOnly"))
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := c.s.Choose(id, sandbox.Choice{Buyer: "hanako"}); err != nil {
		c.t.Fatal(err)
	}
	c.call("PATCH", "/v2/checkoutSessions/"+id, update(yen, intent, "")).is(c.t, 200, "")
	c.call("PATCH", "/v2/checkoutSessions/"+id, `{"recurringMetadata":{"frequency":{"unit":"Month","value":"1"}}}`).is(c.t, 200, "")
	if _, err := c.s.Pay(id); err != nil {
		c.t.Fatal(err)
	}
	return c.complete(id, yen)
}

func keysInOrder(t testing.TB, body string) []string {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader([]byte(body)))
	var keys []string
	depth, isKey := 0, false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return keys
		}
		if err != nil {
			t.Fatal(err)
		}
		switch v := token.(type) {
		case json.Delim:
			if v == '{' || v == '[' {
				depth++
			} else {
				depth--
			}
			isKey = depth == 1 && v != '{' || depth == 1 && v == '{'
		case string:
			if depth == 1 && isKey {
				keys = append(keys, v)
				isKey = false
				continue
			}
			isKey = depth == 1
		default:
			isKey = depth == 1
		}
	}
}

// reasonOf is the reason code of an error of the Go methods.
func reasonOf(err error) string {
	var wrong *sandbox.Error
	if errors.As(err, &wrong) {
		return wrong.ReasonCode
	}
	return ""
}
