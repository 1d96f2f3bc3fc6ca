package sdk_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"noren/backend/sandbox"
)

// A whole payment as the SDKs for PHP, Java, .NET and Ruby write it, in every algorithm that they speak.
func TestProtocol1_OtherSDKsBuy(t *testing.T) {
	everyDialect(t, func(t *testing.T, w *writer) {
		session := w.create()
		w.choose(session)
		steps := []step{
			w.call("update", http.MethodPatch, "/v2/checkoutSessions/"+session, w.update()),
		}
		if _, err := w.s.Pay(session); err != nil {
			t.Fatal(err)
		}
		complete := w.call("complete", http.MethodPost, "/v2/checkoutSessions/"+session+"/complete", `{"chargeAmount":`+w.amount(3980)+`}`)
		charge := complete.text("chargeId")
		steps = append(steps, complete,
			w.call("permission", http.MethodGet, "/v2/chargePermissions/"+complete.text("chargePermissionId"), ""),
			w.call("capture", http.MethodPost, "/v2/charges/"+charge+"/capture", `{"captureAmount":`+w.amount(3980)+`,"softDescriptor":null}`),
			w.call("refund", http.MethodPost, "/v2/refunds", `{"chargeId":"`+charge+`","refundAmount":`+w.amount(500)+`}`),
		)
		w.s.Advance(30 * time.Second)
		refund := steps[len(steps)-1].text("refundId")
		steps = append(steps, w.call("refunded", http.MethodGet, "/v2/refunds/"+refund, ""))

		compare(t, steps, []step{
			{"update", 200, values{
				"paymentDetails.chargeAmount":  values{"amount": "3980", "currencyCode": "JPY"}, // text out, number in or not
				"merchantMetadata.noteToBuyer": "ありがとうございます", "constraints": []any{},
			}},
			{"complete", 200, values{"statusDetails.state": "Completed"}},
			{"permission", 200, values{"buyer.name": "山田 太郎", "statusDetails.reasons.reasonCode": "ChargeInProgress"}},
			{"capture", 200, values{"statusDetails.state": "Captured", "captureAmount.amount": "3980"}},
			{"refund", 201, values{"statusDetails.state": "RefundInitiated"}},
			{"refunded", 200, values{"statusDetails.state": "Refunded"}},
		})
		compareBooks(t, w.s, complete)
	})
}

// everyDialect runs a test for each SDK and algorithm at a sandbox of its own.
func everyDialect(t *testing.T, test func(*testing.T, *writer)) {
	t.Helper()
	for _, d := range dialects() {
		for _, algorithm := range d.algorithms {
			t.Run(d.name+" "+algorithm, func(t *testing.T) {
				test(t, newWriter(t, start(t, sandbox.Config{}), d, algorithm))
			})
		}
	}
}

func (w *writer) create() (session string) {
	w.t.Helper()
	body := fmt.Sprintf(`{"webCheckoutDetails":{"checkoutReviewReturnUrl":"https://shop.example.jp/review"},"storeId":%q,`+
		`"scopes":["name","email"]}`, w.s.Merchant().StoreID)
	made := w.call("create", http.MethodPost, "/v2/checkoutSessions", body)
	if made.Status != http.StatusCreated {
		w.t.Fatalf("create: %+v", made)
	}
	return made.text("checkoutSessionId")
}

// choose is the buyer on Amazon's page.
func (w *writer) choose(session string) {
	w.t.Helper()
	form := url.Values{"amazonCheckoutSessionId": {session}, "merchantId": {w.s.Merchant().MerchantID}}
	if _, err := w.s.Initiate(form); err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.s.Choose(session, sandbox.Choice{Buyer: "taro"}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *writer) update() string {
	return `{"webCheckoutDetails":{"checkoutResultReturnUrl":"https://shop.example.jp/result"},` +
		`"paymentDetails":{"paymentIntent":"Authorize","chargeAmount":` + w.amount(3980) + `},` +
		`"merchantMetadata":{"merchantReferenceId":"ORDER-77","noteToBuyer":"ありがとうございます"}}`
}

// What is changed on the way is refused, and the sandbox keeps the text that the SDK signed.
func TestProtocol1_7_OneBitIsEnough(t *testing.T) {
	everyDialect(t, func(t *testing.T, w *writer) {
		path := "/v2/checkoutSessions/" + w.create()
		query := url.Values{"name": {"山田 太郎"}, "marks": {"~*&=+/"}, "a": {"2", "1"}, "a1": {"0"}}
		get := w.write(http.MethodGet, path, query, "", "")
		patch := w.write(http.MethodPatch, path, nil, "", w.update())
		date := get.headers.Get(dateHeader)
		for name, forged := range map[string]letter{
			"get, signature":   flipSignature(t, get),
			"get, path":        with(get, func(l *letter) { l.path = flip(l.path, path) }),
			"get, query":       with(get, func(l *letter) { l.query = flip(l.query, "a=1") }),
			"get, date":        with(get, func(l *letter) { l.headers.Set(dateHeader, flip(date, strings.TrimSuffix(date, "Z"))) }),
			"get, method":      with(get, func(l *letter) { l.method = http.MethodPatch }),
			"get, salt":        signedBy(get, w.sign(get.canonical, salts[other[w.algorithm]])),
			"patch, signature": flipSignature(t, patch),
			"patch, body":      with(patch, func(l *letter) { l.body = flip(l.body, "3980") }),
			"patch, algorithm": with(patch, func(l *letter) { l.headers.Set("authorization", otherAlgorithm(l)) }),
		} {
			compare(t, []step{w.send(name, forged)}, []step{refused(name, 403, "InvalidRequestSignature")})
			seen := lastRequest(t, w.s).Signature
			if seen.CanonicalRequest == "" || w.plain && strings.HasSuffix(name, "signature") && seen.CanonicalRequest != forged.canonical {
				t.Errorf("%s: signed:\n%s\nsandbox:\n%s", name, forged.canonical, seen.CanonicalRequest)
			}
		}
		compare(t, []step{w.send("get", get), w.send("patch", patch)}, []step{
			{"get", 200, values{"statusDetails.state": "Open"}},
			{"patch", 200, values{"paymentDetails.chargeAmount.amount": "3980"}},
		})
		requests := w.s.Requests()
		for i, l := range []letter{get, patch} {
			seen := requests[len(requests)-2+i].Signature
			if seen.CanonicalRequest != l.canonical || seen.Verdict != "valid" {
				t.Errorf("canonical request, verdict %q\nsigned:\n%s\nsandbox:\n%s", seen.Verdict, l.canonical, seen.CanonicalRequest)
			}
		}
	})
}

// PHP, Java and .NET repeat a request with the very same headers, seconds later (protocol 5.4); what is not signed may
// be anything.
func TestProtocol5_4_SameSignatureAgain(t *testing.T) {
	everyDialect(t, func(t *testing.T, w *writer) {
		w.create()
		body := fmt.Sprintf(`{"storeId":%q,"webCheckoutDetails":{"checkoutReviewReturnUrl":"https://shop.example.jp/review"}}`, w.s.Merchant().StoreID)
		create := w.write(http.MethodPost, "/v2/checkoutSessions", nil, "one-key", body)
		first := w.send("first", create)
		w.s.Advance(7 * time.Second)
		again := w.send("again", with(create, func(l *letter) { l.headers.Set("user-agent", "a proxy's") }))
		compare(t, []step{first, again}, []step{
			{"first", 201, values{"statusDetails.state": "Open"}},
			{"again", 201, values{"checkoutSessionId": first.at("checkoutSessionId")}},
		})
		if n := len(w.s.Books().Sessions); n != 2 {
			t.Errorf("%d sessions, want 2", n)
		}
	})
}

// PHP sends token and simulation code without signing them (protocol 1.2).
func TestProtocol1_2_UnsignedSimulationCode(t *testing.T) {
	for _, d := range dialects() {
		if d.name != "PHP" {
			continue
		}
		w := newWriter(t, start(t, sandbox.Config{}), d, v2)
		session := w.create()
		w.choose(session)
		w.call("update", http.MethodPatch, "/v2/checkoutSessions/"+session, w.update())
		if _, err := w.s.Pay(session); err != nil {
			t.Fatal(err)
		}
		complete := w.write(http.MethodPost, "/v2/checkoutSessions/"+session+"/complete", nil, "", `{"chargeAmount":`+w.amount(3980)+`}`)
		complete.headers.Set("x-amz-pay-simulation-code", "Declined")
		w.send("complete", complete)
		got := w.call("get", http.MethodGet, "/v2/checkoutSessions/"+session, "")
		compare(t, []step{got}, []step{{"get", 200, values{"statusDetails.state": "Canceled", "statusDetails.reasonCode": "Declined"}}})
	}
}

// with is a copy that was changed on its way.
func with(l letter, change func(*letter)) letter {
	l.headers = l.headers.Clone()
	change(&l)
	return l
}

func flipSignature(t *testing.T, l letter) letter {
	t.Helper()
	_, signature, _ := strings.Cut(l.headers.Get("authorization"), "Signature=")
	return signedBy(l, flipBase64(t, signature))
}

// signedBy is a copy with another signature.
func signedBy(l letter, signature string) letter {
	return with(l, func(l *letter) {
		head, _, _ := strings.Cut(l.headers.Get("authorization"), "Signature=")
		l.headers.Set("authorization", head+"Signature="+signature)
	})
}

// flip flips the lowest bit of the last byte of the last match.
func flip(text, match string) string {
	at := strings.LastIndex(text, match) + len(match) - 1
	return text[:at] + string(text[at]^1) + text[at+1:]
}

// other is the other algorithm.
var other = map[string]string{v1: v2, v2: v1}

// otherAlgorithm names the other algorithm for a signature.
func otherAlgorithm(l *letter) string {
	name, rest, _ := strings.Cut(l.headers.Get("authorization"), " ")
	return other[name] + " " + rest
}
