package sdk_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// dialect is how an official SDK writes its requests (protocol 1.2 to 1.5). It is the fruit of reading: the SDKs of these
// languages come from registries of their own, which not every machine reaches.
type dialect struct {
	name       string
	algorithms []string
	region     string                                    // as x-amz-pay-region has it
	path       func(path string) string                  // of "/v2/…", for a key id with prefix
	signed     map[string]string                         // more headers, which are signed
	unsigned   map[string]string                         // more headers, which are not
	value      func(value string) string                 // of a header, as it is signed
	query      func(url.Values) (wire, canonical string) // as sent, as signed
	amount     func(yen int) string                      // JSON
	signLength bool                                      // content-length is signed when there is a body
	plain      bool                                      // what is signed is what is sent, letter by letter
}

const (
	compactDate = "20060102T150405Z"
	dateHeader  = "X-Amz-Pay-Date"
)

func dialects() []dialect {
	return []dialect{
		{
			name: "PHP", algorithms: []string{v1, v2}, region: "JP", path: asItIs, value: asItIs,
			unsigned: map[string]string{
				"user-agent": "amazon-pay-api-sdk-php/2.7.2 (PHP/8.2.20; Linux/6.1.0/x86_64)", "x-amz-pay-sdk-type": "PHP",
				"x-amz-pay-sdk-version": "2.7.2", "x-amz-pay-language-version": "8.2.20",
				"x-amz-pay-integrator-id": "A1INTEGRATOR01", "x-amz-pay-integrator-version": "1.0",
				"x-amz-pay-platform-version": "4.3",
			},
			query: phpQuery, amount: amountText, plain: true,
		},
		{
			name: "Java", algorithms: []string{v1, v2}, region: "JP", path: asItIs,
			signed:   map[string]string{"x-amz-pay-platform-version": "4.3\tbeta"},
			unsigned: map[string]string{"user-agent": "amazon-pay-api-sdk-java/2.6.7 (Java/17.0.11; Linux/amd64/6.1.0)"},
			value:    func(v string) string { return strings.ReplaceAll(strings.TrimSpace(v), "\t", " ") },
			query:    javaQuery, amount: amountText,
		},
		{
			name: ".NET", algorithms: []string{v1, v2}, region: "jp", path: func(p string) string { return p + "/" },
			signed:   map[string]string{"x-amz-pay-platform-version": "4.3   \t beta"},
			unsigned: map[string]string{"user-agent": "amazon-pay-api-sdk-dotnet/2.7.3 (.NET/8.0; Unix)"},
			value:    func(v string) string { return strings.Join(strings.Fields(v), " ") },
			query:    javaQuery, amount: amountNumber,
		},
		{
			name: "Ruby", algorithms: []string{v2}, region: "jp", path: func(p string) string { return "/sandbox" + p },
			signed: map[string]string{
				"x-amz-pay-sdk-type": "amazon-pay-api-sdk-ruby", "x-amz-pay-sdk-version": "1.2.0",
			},
			unsigned: map[string]string{"user-agent": "Ruby", "accept-encoding": "gzip;q=1.0,deflate;q=0.6,identity;q=0.3"},
			value:    strings.TrimSpace, query: rubyQuery, amount: amountText, signLength: true, plain: true,
		},
	}
}

func asItIs(text string) string { return text }

func amountText(yen int) string { return fmt.Sprintf(`{"amount":"%d","currencyCode":"JPY"}`, yen) }

func amountNumber(yen int) string { return fmt.Sprintf(`{"amount":%d,"currencyCode":"JPY"}`, yen) }

// phpQuery encodes values only, by RFC 3986, and sends what it signs.
func phpQuery(values url.Values) (wire, canonical string) {
	var pairs []string
	for _, key := range sortedKeys(values) {
		for _, v := range values[key] {
			pairs = append(pairs, key+"="+percent(v))
		}
	}
	text := strings.Join(pairs, "&")
	return text, text
}

// javaQuery signs keys and sorted values by RFC 3986; on the wire a blank is a plus and the order is another one.
func javaQuery(values url.Values) (wire, canonical string) {
	var sent, signed []string
	for _, key := range sortedKeys(values) {
		for _, v := range slices.Sorted(slices.Values(values[key])) {
			sent = append(sent, key+"="+url.QueryEscape(v))
			signed = append(signed, percent(key)+"="+percent(v))
		}
	}
	slices.Reverse(sent)
	return strings.Join(sent, "&"), strings.Join(signed, "&")
}

// rubyQuery is the encoding of forms: a blank is a plus, a tilde is %7E. It sends what it signs.
func rubyQuery(values url.Values) (wire, canonical string) {
	text := strings.ReplaceAll(values.Encode(), "~", "%7E")
	return text, text
}

func sortedKeys(values url.Values) []string {
	keys := make([]string, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// percent leaves only A-Z a-z 0-9 - _ . ~ bare.
func percent(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-_.~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// headers are what this SDK sends, and the names of those that it signs.
func (d dialect) headers(now time.Time, idempotencyKey, body string) (all http.Header, signed []string) {
	all = http.Header{
		"Accept":           {"application/json"},
		"Content-Type":     {"application/json"},
		dateHeader:         {now.UTC().Format(compactDate)},
		"X-Amz-Pay-Host":   {"pay-api.amazon.jp"},
		"X-Amz-Pay-Region": {d.region},
	}
	if idempotencyKey != "" {
		all.Set("x-amz-pay-idempotency-key", idempotencyKey)
	}
	for name, value := range d.signed {
		all.Set(name, value)
	}
	if d.signLength && body != "" {
		all.Set("content-length", strconv.Itoa(len(body)))
	}
	for name := range all {
		signed = append(signed, strings.ToLower(name))
	}
	slices.Sort(signed)
	for name, value := range d.unsigned {
		all.Set(name, value)
	}
	return all, signed
}

// withHeader sends a caller's header with every request. PHP signs none but the idempotency key.
func (d dialect) withHeader(name, value string) dialect {
	headers := &d.signed
	if d.name == "PHP" {
		headers = &d.unsigned
	}
	*headers = maps.Clone(*headers)
	(*headers)[name] = value
	return d
}
