package amazonpay

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// vector is one entry of testdata/signing-vectors.json, which holds what Amazon's own Node library sent and signed.
type vector struct {
	Name  string
	Kind  string
	Input struct {
		Algorithm     Algorithm
		PublicKeyID   string `json:"public_key_id"`
		Region        string
		Sandbox       any
		Method        string
		URLFragment   string            `json:"url_fragment"`
		QueryParams   map[string]any    `json:"query_params"`
		CallerHeaders map[string]string `json:"caller_headers"`
		FixedTime     time.Time         `json:"fixed_time"`
	}
	Wire struct {
		Host     string
		Path     string
		RawQuery string `json:"raw_query"`
		Body     string
		Headers  map[string]string
	}
	PayloadJSON        string `json:"payload_json"`
	EffectiveAlgorithm string `json:"effective_algorithm"`
	SignedHeaders      string `json:"signed_headers"`
	PayloadSHA256      string `json:"payload_sha256"`
	CanonicalRequest   string `json:"canonical_request"`
	StringToSign       string `json:"string_to_sign"`
	Signature          string
	Authorization      string
}

func readVectors(t *testing.T) ([]vector, *rsa.PublicKey) {
	t.Helper()
	text, err := os.ReadFile("testdata/signing-vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Key     string `json:"test_only_public_key_pem"`
		Vectors []vector
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Vectors) != 16 {
		t.Fatalf("got %d vectors, want 16", len(file.Vectors))
	}
	block, _ := pem.Decode([]byte(file.Key))
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	key, ok := parsed.(*rsa.PublicKey)
	if !ok {
		t.Fatalf("key is %T", parsed)
	}
	return file.Vectors, key
}

// rebuilt is the string to sign as this package builds it from what was on the wire.
func (v vector) rebuilt() string {
	if v.Kind == "button" {
		return stringToSign(Algorithm(v.EffectiveAlgorithm), []byte(v.PayloadJSON))
	}
	return stringToSign(Algorithm(v.EffectiveAlgorithm), []byte(v.canonical(strings.Split(v.SignedHeaders, ";"))))
}

func (v vector) canonical(names []string) string {
	headers := http.Header{}
	for name, value := range v.Wire.Headers {
		headers.Set(name, value)
	}
	return canonicalRequest(v.Input.Method, v.Wire.Path, v.Wire.RawQuery, names, headers, []byte(v.Wire.Body))
}

func TestProtocol1_9_VectorsVerify(t *testing.T) {
	vectors, key := readVectors(t)
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			if v.Kind == "request" {
				if diff := cmp.Diff(v.CanonicalRequest, v.canonical(strings.Split(v.SignedHeaders, ";"))); diff != "" {
					t.Errorf("canonical request (-want +got):\n%s", diff)
				}
				header := authorization(Algorithm(v.EffectiveAlgorithm), v.Input.PublicKeyID, strings.Split(v.SignedHeaders, ";"), v.Signature)
				if header != v.Authorization {
					t.Errorf("authorization is\n%s, want\n%s", header, v.Authorization)
				}
			}
			if got := v.rebuilt(); got != v.StringToSign {
				t.Errorf("string to sign is %q, want %q", got, v.StringToSign)
			}
			if err := verifyPSS(key, v.EffectiveAlgorithm, v.rebuilt(), v.Signature); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestProtocol1_9_ChangedVectorsFail(t *testing.T) {
	vectors, key := readVectors(t)
	for _, v := range vectors {
		other := map[string]string{string(V1): string(V2), string(V2): string(V1)}[v.EffectiveAlgorithm]
		wrongSalt := v
		wrongSalt.EffectiveAlgorithm = other
		changed := map[string]vector{"other algorithm": wrongSalt}
		body, payload, date, header := v, v, v, v
		if v.Kind == "button" {
			payload.PayloadJSON = strings.Replace(v.PayloadJSON, "shop", "shoq", 1)
			changed["payload"] = payload
		} else {
			body.Wire.Body += " "
			changed["body"] = body
			date.Wire.Headers = withHeader(v.Wire.Headers, "x-amz-pay-date", "2026-01-15T03:04:04Z")
			changed["date"] = date
			header.SignedHeaders = strings.Replace(v.SignedHeaders, "accept;", "", 1)
			changed["header left out"] = header
		}
		for what, c := range changed {
			if err := verifyPSS(key, c.EffectiveAlgorithm, c.rebuilt(), c.Signature); err == nil {
				t.Errorf("%s: signature still fits with %s changed", v.Name, what)
			}
		}
		// The salt length alone must tell the algorithms apart, without the name in the signed text.
		if err := verifyPSS(key, other, v.StringToSign, v.Signature); err == nil {
			t.Errorf("%s: signature fits with the other salt length", v.Name)
		}
	}
}

func withHeader(headers map[string]string, name, value string) map[string]string {
	changed := map[string]string{name: value}
	for n, v := range headers {
		if n != name {
			changed[n] = v
		}
	}
	return changed
}

func TestProtocol1_9_VectorsAreSentAsAmazonsLibrarySends(t *testing.T) {
	vectors, _ := readVectors(t)
	for _, v := range vectors {
		if v.Kind != "request" {
			continue
		}
		t.Run(v.Name, func(t *testing.T) {
			sent, err := v.client(t).newRequest(t.Context(), v.request())
			if err != nil {
				t.Fatal(err)
			}
			if sent.URL.Scheme != "https" || sent.URL.Host != v.Wire.Host || sent.URL.EscapedPath() != v.Wire.Path {
				t.Errorf("sent to %s, want https://%s%s", sent.URL, v.Wire.Host, v.Wire.Path)
			}
			if want := rfc3986(v.Wire.RawQuery); sent.URL.RawQuery != want {
				t.Errorf("query is %q, want %q", sent.URL.RawQuery, want)
			}
			header := sent.Header.Get("Authorization")
			_, list, _ := strings.Cut(header, "SignedHeaders=")
			list, _, _ = strings.Cut(list, ",")
			names := strings.Split(list, ";")
			got := canonicalRequest(sent.Method, sent.URL.EscapedPath(), sent.URL.RawQuery, names, sent.Header, []byte(v.Wire.Body))
			if diff := cmp.Diff(v.shared(names), got); diff != "" {
				t.Errorf("canonical request (-want +got):\n%s", diff)
			}
			if err := checkSignature(received{onTheWire(sent), []byte(v.Wire.Body)}, &testKey().PublicKey); err != nil {
				t.Error(err)
			}
			if !strings.HasPrefix(header, fmt.Sprintf("%s PublicKeyId=%s, ", v.EffectiveAlgorithm, v.Input.PublicKeyID)) {
				t.Errorf("authorization is %q", header)
			}
		})
	}
}

// onTheWire fills in what a server sees in a request.
func onTheWire(sent *http.Request) *http.Request {
	sent.Host = sent.URL.Host
	return sent
}

func (v vector) client(t *testing.T) *Client {
	t.Helper()
	region, err := ParseRegion(v.Input.Region)
	if err != nil {
		t.Fatal(err)
	}
	return &Client{
		PublicKeyID: v.Input.PublicKeyID,
		Key:         testKey(),
		Algorithm:   Algorithm(v.EffectiveAlgorithm),
		Region:      region,
		Sandbox:     v.Input.Sandbox == true,
		AuthToken:   v.Input.CallerHeaders["x-amz-pay-authtoken"],
		Now:         func() time.Time { return v.Input.FixedTime },
	}
}

func (v vector) request() request {
	r := request{operation: "Vector", method: v.Input.Method, path: "/" + v.Input.URLFragment, body: []byte(v.Wire.Body), query: url.Values{}}
	for name, value := range v.Input.QueryParams {
		r.query.Set(name, fmt.Sprint(value))
	}
	for name, value := range v.Input.CallerHeaders {
		if strings.EqualFold(name, "x-amz-pay-idempotency-key") {
			r.key = IdempotencyKey(value)
		}
	}
	r.once = r.key == ""
	return r
}

// shared is the vector's canonical request, cut down to the headers that both sign, with the date in the form that
// this client writes and the query in RFC 3986's escapes.
func (v vector) shared(names []string) string {
	var lines []string
	for line := range strings.SplitSeq(v.CanonicalRequest, "\n") {
		name, _, isHeader := strings.Cut(line, ":")
		if isHeader && !slices.Contains(names, name) {
			continue
		}
		if name == "x-amz-pay-date" {
			line = strings.NewReplacer("-", "", ":", "").Replace(strings.TrimPrefix(line, "x-amz-pay-date:"))
			line = "x-amz-pay-date:" + line
		}
		lines = append(lines, line)
	}
	lines[2] = rfc3986(lines[2])
	lines[len(lines)-2] = strings.Join(names, ";")
	return strings.Join(lines, "\n")
}

// rfc3986 escapes what encodeURIComponent leaves bare.
func rfc3986(query string) string {
	return strings.NewReplacer("!", "%21", "(", "%28", ")", "%29", "*", "%2A", "'", "%27").Replace(query)
}

func TestProtocol2_ButtonVectors(t *testing.T) {
	vectors, _ := readVectors(t)
	for _, v := range vectors {
		if v.Kind != "button" {
			continue
		}
		t.Run(v.Name, func(t *testing.T) {
			c := &Client{PublicKeyID: sandboxKeyID, Key: testKey(), Algorithm: Algorithm(v.EffectiveAlgorithm), AuthToken: "token"}
			for _, sign := range []func() (Button, error){
				func() (Button, error) { return c.Button(Body[CheckoutSessionRequest](v.PayloadJSON)) },
				func() (Button, error) { return c.SignInButton(Body[SignInRequest](v.PayloadJSON)) },
			} {
				b, err := sign()
				if err != nil {
					t.Fatal(err)
				}
				if err := verifyPSS(&testKey().PublicKey, b.Algorithm, v.StringToSign, b.Signature); err != nil {
					t.Error(err)
				}
				b.Signature = ""
				want := Button{PayloadJSON: v.PayloadJSON, PublicKeyID: sandboxKeyID, Algorithm: v.EffectiveAlgorithm, AuthorizationToken: "token"}
				if diff := cmp.Diff(want, b); diff != "" {
					t.Errorf("button (-want +got):\n%s", diff)
				}
			}
		})
	}
}
