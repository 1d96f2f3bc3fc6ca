package web_test

import (
	"net/http"
	"strings"
	"testing"

	"noren/backend/merchant"
	"noren/shared/api"
)

// No two readers of a wish about money may understand different things: a proxy, our validator and our handler (ASVS 15.3.5 by
// reliability.md 6). Whatever is odd is refused, and moves nothing.
func TestIssue8_OddBodiesMoveNoMoney(t *testing.T) {
	w := newWhole(t)
	number := w.placedOrder()
	header := bearer(w.key(merchant.Scopes()...))
	if status, body, _ := w.send(http.MethodPost, "/api/v1/orders/"+number+"/capture", "", header); status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	type odd struct {
		body   string
		status int
	}
	w.same("an odd body", func() {
		for name, test := range map[string]odd{
			"a name twice":          {`{"amount":1,"amount":2}`, 400},
			"a name twice, escaped": {`{"amount":1,"\u0061mount":2}`, 400},
			"a name twice, deep":    {`{"amount":1,"reason":{"a":1,"a":2}}`, 400},
			"another case":          {`{"amount":1,"AMOUNT":2}`, 422},
			"another case alone":    {`{"Amount":1}`, 422},
			"a long s":              {`{"amount":1,"rea\u017fon":"x"}`, 422},
			"a second value":        {`{"amount":1}{"amount":2}`, 400},
			"more after the end":    {`{"amount":1} x`, 400},
			"cut":                   {`{"amount":1`, 400},
			"a comment":             {`{"amount":1/*2*/}`, 400},
			"a comma too many":      {`{"amount":1,}`, 400},
			"not UTF-8":             {"{\"amount\":1,\"reason\":\"\xff\xfe\"}", 400},
			"UTF-8, too long":       {"{\"amount\":1,\"reason\":\"\xc0\xaf\"}", 400},
			"a byte order mark":     {"\ufeff{\"amount\":1}", 400},
			"NUL":                   {`{"amount":1,"reason":"a\u0000b"}`, 400},
			"NUL itself":            {"{\"amount\":1,\"reason\":\"a\x00b\"}", 400},
			"deep":                  {`{"amount":1,"reason":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`, 400},
			"deep enough":           {`{"amount":1,"reason":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + `}`, 422},
			"above 64 bits":         {`{"amount":18446744073709551617}`, 422},
			"a thousand digits":     {`{"amount":` + strings.Repeat("9", 1000) + `}`, 400},
			"an exponent":           {`{"amount":1e400}`, 400},
			"a small exponent":      {`{"amount":1e-1}`, 422},
			"half a yen":            {`{"amount":1.5}`, 422},
			"below nothing":         {`{"amount":-1}`, 422},
			"nothing":               {`{"amount":0}`, 422},
			"a text":                {`{"amount":"1"}`, 422},
			"hexadecimal":           {`{"amount":0x10}`, 400},
			"a leading zero":        {`{"amount":01}`, 400},
			"infinity":              {`{"amount":Infinity}`, 400},
			"a list":                {`[{"amount":1}]`, 422},
			"null":                  {`null`, 422},
			"another name":          {`{"amount":1,"__proto__":{"confirmed":true}}`, 422},
			"a form":                {`amount=1`, 400},
			"65 kB":                 {`{"amount":1,"reason":"` + strings.Repeat("x", 65<<10) + `"}`, 413},
		} {
			status, body, _ := w.send(http.MethodPost, "/api/v1/orders/"+number+"/refund", test.body, header)
			if code := problemCode(t, body); status != test.status || code != map[int]api.Code{400: api.BadJSON, 413: api.TooLarge, 422: api.Invalid}[status] {
				t.Errorf("%s: %d %s, want %d", name, status, body, test.status)
			}
		}
	})
	for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "application/json, text/html"} {
		header["Content-Type"] = kind
		w.same(kind, func() {
			if status, body, _ := w.send(http.MethodPost, "/api/v1/orders/"+number+"/refund", `{"amount":1}`, header); status < 400 || status >= 500 {
				t.Errorf("%q: %d %s", kind, status, body)
			}
		})
	}
	header["Content-Type"] = "application/json"
	if status, body, _ := w.send(http.MethodPost, "/api/v1/orders/"+number+"/refund", `{"amount":1,"reason":"返金 — \u2028 «x»"}`, header); status != http.StatusOK {
		t.Errorf("what is right: %d %s", status, body)
	}
}
