package sandbox_test

import (
	"bytes"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"noren/backend/sandbox"
)

type vectors struct {
	PublicKey string   `json:"test_only_public_key_pem"`
	Vectors   []vector `json:"vectors"`
}

type vector struct {
	Name  string `json:"name"`
	Kind  string `json:"kind"`
	Input struct {
		PublicKeyID string `json:"public_key_id"`
		Method      string `json:"method"`
		FixedTime   string `json:"fixed_time"`
	} `json:"input"`
	Wire struct {
		Host     string            `json:"host"`
		Path     string            `json:"path"`
		RawQuery string            `json:"raw_query"`
		Body     string            `json:"body"`
		Headers  map[string]string `json:"headers"`
	} `json:"wire"`
	Algorithm        string `json:"effective_algorithm"`
	CanonicalRequest string `json:"canonical_request"`
	StringToSign     string `json:"string_to_sign"`
	PayloadJSON      string `json:"payload_json"`
	Signature        string `json:"signature"`
}

func readVectors(t *testing.T) vectors {
	t.Helper()
	text, err := os.ReadFile("testdata/signing-vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// verify sends a vector to a sandbox that knows the key, through the handler, as it stood on the wire.
func verify(t *testing.T, key string, v vector) sandbox.Request {
	t.Helper()
	at, err := time.Parse(time.RFC3339, v.Input.FixedTime)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sandbox.New(sandbox.Config{Clock: at})
	if err != nil {
		t.Fatal(err)
	}
	pub, err := sandbox.ParsePublicKey([]byte(key))
	if err != nil {
		t.Fatal(err)
	}
	s.RegisterKey("A1EXAMPLE00001", v.Input.PublicKeyID, pub)
	target := v.Wire.Path
	if v.Wire.RawQuery != "" {
		target += "?" + v.Wire.RawQuery
	}
	r := httptest.NewRequestWithContext(t.Context(), v.Input.Method, target, strings.NewReader(v.Wire.Body))
	r.RequestURI = target
	r.Host = v.Wire.Host
	for name, value := range v.Wire.Headers {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	requests := s.Requests()
	if len(requests) != 1 {
		t.Fatalf("%d requests in the history", len(requests))
	}
	if w.Code != requests[0].Status {
		t.Errorf("answer %d, history %d", w.Code, requests[0].Status)
	}
	return requests[0]
}

// Protocol 1.9: what the official Node SDK signs verifies, with the canonical request that it built.
func TestProtocol_SigningVectors(t *testing.T) {
	all := readVectors(t)
	seen := 0
	for _, v := range all.Vectors {
		if v.Kind != "request" {
			continue
		}
		seen++
		t.Run(v.Name, func(t *testing.T) {
			got := verify(t, all.PublicKey, v)
			if got.Signature.Verdict != "valid" {
				t.Fatalf("%s\nours:\n%s\ntheirs:\n%s", got.Signature.Verdict, got.Signature.CanonicalRequest, v.CanonicalRequest)
			}
			if got.Signature.CanonicalRequest != v.CanonicalRequest || got.Signature.StringToSign != v.StringToSign {
				t.Errorf("canonical request:\n%s\nwant:\n%s", got.Signature.CanonicalRequest, v.CanonicalRequest)
			}
		})
	}
	if seen != 11 {
		t.Errorf("%d request vectors, want 11", seen)
	}
}

// Each change of a signed thing is a forged request.
func TestProtocol_SigningVectorsChanged(t *testing.T) {
	all := readVectors(t)
	changes := map[string]func(*vector){
		"body":      func(v *vector) { v.Wire.Body += " " },
		"path":      func(v *vector) { v.Wire.Path += "x" },
		"query":     func(v *vector) { v.Wire.RawQuery += "&x=1" },
		"method":    func(v *vector) { v.Input.Method = http.MethodPut },
		"date":      func(v *vector) { v.Wire.Headers["x-amz-pay-date"] = "2026-01-15T03:04:59Z" },
		"header":    func(v *vector) { delete(v.Wire.Headers, "user-agent") },
		"signature": func(v *vector) { v.authorization(flipSignature) },
		"salt":      func(v *vector) { v.authorization(otherAlgorithm) },
	}
	for _, v := range all.Vectors {
		if v.Kind != "request" {
			continue
		}
		for name, change := range changes {
			t.Run(v.Name+"/"+name, func(t *testing.T) {
				changed := v
				changed.Wire.Headers = map[string]string{}
				for k, x := range v.Wire.Headers {
					changed.Wire.Headers[k] = x
				}
				change(&changed)
				got := verify(t, all.PublicKey, changed)
				if got.Status != 403 || !strings.Contains(got.Answer, "InvalidRequestSignature") {
					t.Errorf("answer %d %s", got.Status, got.Answer)
				}
			})
		}
	}
}

func (v *vector) authorization(change func(string) string) {
	v.Wire.Headers["authorization"] = change(v.Wire.Headers["authorization"])
}

func flipSignature(header string) string {
	at := strings.Index(header, "Signature=") + len("Signature=")
	c := "A"
	if header[at] == 'A' {
		c = "B"
	}
	return header[:at] + c + header[at+1:]
}

func otherAlgorithm(header string) string {
	if strings.HasPrefix(header, "AMZN-PAY-RSASSA-PSS-V2 ") {
		return strings.Replace(header, "-V2 ", " ", 1)
	}
	return strings.Replace(header, "PSS ", "PSS-V2 ", 1)
}

// Protocol 2: button vectors verify over the payload as received; the payload of a real button only opens a
// session if the rest of the form is right, too.
func TestProtocol_ButtonVectors(t *testing.T) {
	all := readVectors(t)
	pub, err := sandbox.ParsePublicKey([]byte(all.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, v := range all.Vectors {
		if v.Kind != "button" {
			continue
		}
		seen++
		form := func(payload string) url.Values {
			return url.Values{
				"payloadJSON": {payload}, "signature": {v.Signature}, "algorithm": {v.Algorithm},
				"publicKeyId": {"SANDBOX-AF3XEXAMPLEKEYID00000001"}, "merchantId": {"A1EXAMPLE00001"},
				"productType": {product(v.PayloadJSON)},
			}
		}
		s, err := sandbox.New(sandbox.Config{})
		if err != nil {
			t.Fatal(err)
		}
		s.RegisterKey("A1EXAMPLE00001", "SANDBOX-AF3XEXAMPLEKEYID00000001", pub)
		if reason := reasonOf(initiate(s, form(v.PayloadJSON))); reason == "InvalidRequestSignature" {
			t.Errorf("%s: the signature does not verify", v.Name)
		}
		if reason := reasonOf(initiate(s, form(v.PayloadJSON+" "))); reason != "InvalidRequestSignature" {
			t.Errorf("%s: with a changed payload: %q", v.Name, reason)
		}
	}
	if seen != 5 {
		t.Errorf("%d button vectors, want 5", seen)
	}
}

func product(payload string) string {
	if strings.Contains(payload, "signInReturnUrl") {
		return "SignIn"
	}
	return "PayAndShip"
}

func initiate(s *sandbox.Sandbox, form url.Values) error {
	_, err := s.Initiate(form)
	return err
}

// Protocol 1.7: what clients of all SDKs send, and what they must not.
func TestProtocol_SignatureTolerance(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	old := *c
	old.algorithm = "AMZN-PAY-RSASSA-PSS"
	missing := "/v2/checkoutSessions/00000000-0000-0000-0000-000000000000"

	c.get(missing).is(t, 404, "ResourceNotFound")
	old.get(missing).is(t, 404, "ResourceNotFound")
	c.get(missing+"/").is(t, 404, "ResourceNotFound")        // .NET
	c.get("/sandbox"+missing).is(t, 404, "ResourceNotFound") // Ruby
	c.get("/live"+missing).is(t, 401, "UnauthorizedAccess")  // the key is a sandbox key
	c.get("/v1/charges/x").is(t, 400, "InvalidAPIVersion")
	c.get("/v2/nothing/x").is(t, 404, "ResourceNotFound")
	c.call("PUT", "/v2/charges/x", "").is(t, 405, "UnsupportedOperation")
	c.with("X-Amz-Pay-Region", "JP").get(missing).is(t, 404, "ResourceNotFound") // Java
	c.with("X-Amz-Pay-Date", s.Now().Format("2006-01-02T15:04:05Z")).get(missing).is(t, 404, "ResourceNotFound")
	c.with("X-Amz-Pay-Date", s.Now().Add(-14*time.Minute).Format("20060102T150405Z")).get(missing).is(t, 404, "ResourceNotFound")
	c.with("X-Amz-Pay-Date", s.Now().Add(16*time.Minute).Format("20060102T150405Z")).get(missing).is(t, 403, "InvalidRequestSignature")
	c.with("X-Amz-Pay-Date", "yesterday").get(missing).is(t, 400, "InvalidHeaderValue")

	r := c.request("GET", missing, "")
	r.Header.Set("Authorization", strings.ReplaceAll(r.Header.Get("Authorization"), ", ", ","))
	c.do(r).is(t, 404, "ResourceNotFound")
	r = c.request("GET", missing, "")
	r.Header.Del("Authorization")
	c.do(r).is(t, 400, "MissingHeader")
	r = c.request("GET", missing, "")
	r.Header.Del("X-Amz-Pay-Date")
	c.do(r).is(t, 400, "MissingHeader")
	r = c.request("GET", missing, "")
	r.Header.Set("X-Amz-Pay-Region", "na") // signed as jp
	c.do(r).is(t, 403, "InvalidRequestSignature")
	r = c.request("GET", missing, "") // everything right, but the date is not among the signed headers
	canonical := "GET\n" + missing + "\n\naccept:application/json\n\naccept\n" + sum("")
	r.Header.Set("Authorization", c.algorithm+" PublicKeyId="+c.keyID+", SignedHeaders=accept, Signature="+c.sign(canonical))
	c.do(r).is(t, 403, "InvalidRequestSignature")
	stranger := *c
	stranger.keyID = "SANDBOX-ABCDEFGHIJKLMNOPQRSTUVWX"
	stranger.get(missing).is(t, 400, "InvalidHeaderValue")

	// A retry with the same headers seconds later is no attack (protocol 5.4).
	r = c.request("GET", missing, "")
	c.do(r).is(t, 404, "ResourceNotFound")
	s.Advance(8 * time.Second)
	c.do(r).is(t, 404, "ResourceNotFound")

	last := s.Requests()[len(s.Requests())-1]
	if last.Signature.Verdict != "valid" || !strings.HasPrefix(last.Signature.CanonicalRequest, "GET\n"+missing+"\n\naccept:") {
		t.Errorf("history: %+v", last.Signature)
	}
}

// Protocol 1.3: the query as Java and .NET sign it, and blanks that .NET collapses.
func TestProtocol_CanonicalForms(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	path := "/v2/charges/x"
	signed := func(wireQuery, signedQuery, wireHeader, signedHeader string) answer {
		r := c.request("GET", path+"?"+signedQuery, "")
		r.Header.Set("X-Note", signedHeader)
		names := "x-amz-pay-date;x-note"
		canonical := strings.Join([]string{
			"GET", path, signedQuery,
			"x-amz-pay-date:" + r.Header.Get("X-Amz-Pay-Date") + "\nx-note:" + signedHeader + "\n", names, sum(""),
		}, "\n")
		r.Header.Set("Authorization", c.algorithm+" PublicKeyId="+c.keyID+", SignedHeaders="+names+", Signature="+c.sign(canonical))
		r.URL.RawQuery = wireQuery
		r.Header.Set("X-Note", wireHeader)
		return c.do(r)
	}
	signed("b=2&a=1", "b=2&a=1", "x", "x").is(t, 404, "ResourceNotFound")
	signed("b=%e3%81%82&a=1+2~", "a=1%202~&b=%E3%81%82", "x", "x").is(t, 404, "ResourceNotFound")
	signed("a1=1&a=3&a=2", "a=2&a=3&a1=1", "x", "x").is(t, 404, "ResourceNotFound") // by key, not by the pair's text
	signed("a=1", "a=1", "x   y\tz", "x y z").is(t, 404, "ResourceNotFound")
	signed("b=3&a=1", "a=1&b=2", "x", "x").is(t, 403, "InvalidRequestSignature")
}

func TestProtocol_KeysOfOldShape(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	c.keyID = "ABCDEFGHIJKLMNOPQRSTUVWX"
	s.RegisterKey(s.Merchant().MerchantID, c.keyID, &c.key.PublicKey)
	c.get("/v2/charges/x").is(t, 404, "ResourceNotFound")
	c.get("/live/v2/charges/x").is(t, 404, "ResourceNotFound")
	c.get("/sandbox/v2/charges/x").is(t, 404, "ResourceNotFound")
}

func TestParsePublicKey(t *testing.T) {
	m := sandbox.RunT(t).Merchant()
	der, err := x509.MarshalPKIXPublicKey(&m.PrivateKey.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	key, err := sandbox.ParsePublicKey(text)
	if err != nil || !key.Equal(&m.PrivateKey.PublicKey) {
		t.Errorf("key %v, %v", key, err)
	}
	for _, bad := range [][]byte{nil, []byte("x"), bytes.Replace(text, []byte("M"), []byte("N"), 1)} {
		if _, err := sandbox.ParsePublicKey(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
