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

// Every SDK signs a caller's simulation code but PHP's, which sends it unsigned (protocol 1.2).
func TestProtocol1_2_SimulationCode(t *testing.T) {
	everyDialect(t, func(t *testing.T, w *writer) {
		session := w.create()
		w.choose(session)
		w.call("update", http.MethodPatch, "/v2/checkoutSessions/"+session, w.update())
		if _, err := w.s.Pay(session); err != nil {
			t.Fatal(err)
		}
		simulating := *w
		simulating.dialect = w.withHeader("x-amz-pay-simulation-code", "Declined")
		simulating.call("complete", http.MethodPost, "/v2/checkoutSessions/"+session+"/complete", `{"chargeAmount":`+w.amount(3980)+`}`)
		got := w.call("get", http.MethodGet, "/v2/checkoutSessions/"+session, "")
		compare(t, []step{got}, []step{{"get", 200, values{"statusDetails.state": "Canceled", "statusDetails.reasonCode": "Declined"}}})
		for _, r := range history(t, w.s) {
			listed := strings.Contains(r.Signature.SignedHeaders, "simulation-code")
			if want := r.Operation == "CompleteCheckoutSession" && w.name != "PHP"; r.Signature.Verdict != "valid" || listed != want {
				t.Errorf("%s: code signed %t, want %t: %+v", r.Operation, listed, want, r.Signature)
			}
		}
	})
}
