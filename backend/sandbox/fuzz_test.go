package sandbox_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// Whatever strangers send is answered with a reason and a request id, and has no effect.
func FuzzUnsignedRequest(f *testing.F) {
	f.Add("GET", "/v2/charges/x", "a=1", "AMZN-PAY-RSASSA-PSS-V2 PublicKeyId=K, SignedHeaders=x-amz-pay-date, Signature=AAAA", "20260115T030405Z", "")
	f.Add("POST", "/sandbox/v2/charges/", "", "AMZN-PAY-RSASSA-PSS PublicKeyId=K,SignedHeaders=host;content-length;x-amz-pay-date,Signature=AA==", "2026-01-15T03:04:05Z", "{}")
	f.Add("GET", "//v2//", "%zz&=&&+", "x", "", "")
	f.Add("DELETE", "/", "", "AMZN-PAY-RSASSA-PSS-V2 =,=,=", "", "")
	s, err := sandbox.New(sandbox.Config{Settings: sandbox.Settings{Skew: -1}})
	if err != nil {
		f.Fatal(err)
	}
	s.RegisterKey("A1", "K", &s.Merchant().PrivateKey.PublicKey)
	f.Fuzz(func(t *testing.T, method, path, query, authorization, date, body string) {
		r := (&http.Request{
			Method: method, URL: &url.URL{Path: "/v2" + path, RawQuery: query}, Host: "pay-api.amazon.jp",
			Header:        http.Header{"Authorization": {authorization}, "X-Amz-Pay-Date": {date}},
			Body:          io.NopCloser(strings.NewReader(body)),
			ContentLength: int64(len(body)),
		}).WithContext(t.Context())
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		var refused struct{ ReasonCode string }
		if err := json.Unmarshal(w.Body.Bytes(), &refused); err != nil || refused.ReasonCode == "" || w.Code < 400 ||
			w.Header().Get("X-Amz-Pay-Request-Id") == "" {
			t.Errorf("answer %d %s", w.Code, w.Body)
		}
	})
}
