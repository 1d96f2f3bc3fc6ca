package sdk_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// writer sends requests written by hand in a dialect. It knows protocol 1 and the standard library, nothing of ours.
type writer struct {
	dialect

	t         *testing.T
	s         *sandbox.Sandbox
	http      *http.Client
	algorithm string
}

func newWriter(t *testing.T, s *sandbox.Sandbox, d dialect, algorithm string) *writer {
	t.Helper()
	return &writer{dialect: d, t: t, s: s, http: browser(t, s), algorithm: algorithm}
}

// letter is a request that is signed and not sent yet, so that it can be changed on the way.
type letter struct {
	method, path, query, body string
	headers                   http.Header
	canonical                 string
}

// salts are what else the two algorithms differ in (protocol 1.5).
var salts = map[string]int{v1: 20, v2: 32}

// write signs a request as the dialect does.
func (w *writer) write(method, path string, values url.Values, key, body string) letter {
	w.t.Helper()
	l := letter{method: method, path: w.path(path), body: body}
	headers, signed := w.headers(w.s.Now(), key, body)
	wire, canonicalQuery := w.query(values)
	l.query, l.headers = wire, headers
	var lines strings.Builder
	for _, name := range signed {
		lines.WriteString(name + ":" + w.value(headers.Get(name)) + "\n")
	}
	list := strings.Join(signed, ";")
	l.canonical = strings.Join([]string{method, l.path, canonicalQuery, lines.String(), list, hexSum(body)}, "\n")
	l.headers.Set("authorization", w.algorithm+" PublicKeyId="+w.s.Merchant().PublicKeyID+
		", SignedHeaders="+list+", Signature="+w.sign(l.canonical, salts[w.algorithm]))
	return l
}

// sign is protocol 1.4 and 1.5.
func (w *writer) sign(canonical string, salt int) string {
	w.t.Helper()
	digest := sha256.Sum256([]byte(w.algorithm + "\n" + hexSum(canonical)))
	signature, err := rsa.SignPSS(rand.Reader, w.s.Merchant().PrivateKey, crypto.SHA256, digest[:], &rsa.PSSOptions{SaltLength: salt})
	if err != nil {
		w.t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(signature)
}

func hexSum(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// send puts a letter on the wire as it is and reads the answer.
func (w *writer) send(name string, l letter) step {
	w.t.Helper()
	target := w.s.URL + l.path
	if l.query != "" {
		target += "?" + l.query
	}
	r, err := http.NewRequestWithContext(w.t.Context(), l.method, target, strings.NewReader(l.body))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header = l.headers.Clone()
	answer, err := w.http.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	if answer.Header.Get("X-Amz-Pay-Request-Id") == "" { // the Java SDK breaks without it (protocol 0.1, point 7)
		w.t.Errorf("%s: no x-amz-pay-request-id", name)
	}
	got := step{Step: name, Status: answer.StatusCode}
	if err := json.Unmarshal(text, &got.Body); err != nil {
		w.t.Fatalf("%s: answer %q: %v", name, text, err)
	}
	return got
}

// call writes and sends in one go. Name is also the idempotency key of a POST.
func (w *writer) call(name, method, path, body string) step {
	w.t.Helper()
	key := ""
	if method == http.MethodPost {
		key = "key-" + name
	}
	return w.send(name, w.write(method, path, nil, key, body))
}
