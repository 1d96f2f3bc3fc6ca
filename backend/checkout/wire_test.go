package checkout_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/sandbox"
	"noren/backend/store/query"
	"noren/backend/webhook"
)

// tampered replaces one text by another in every answer of Amazon's whose path holds part, for states and amounts that the
// sandbox never gives.
type tampered struct{ part, from, to string }

func (w tampered) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || !strings.Contains(r.URL.Path, w.part) {
		return response, err
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if err := response.Body.Close(); err != nil {
		return nil, err
	}
	body = bytes.ReplaceAll(body, []byte(w.from), []byte(w.to))
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	response.Header.Del("Content-Length")
	return response, nil
}

func (k *kit) tamper(part, from, to string) {
	k.wire = &http.Client{Transport: tampered{part, from, to}}
}

// calls are the requests of one operation that reached Amazon.
func (k *kit) calls(operation string) []sandbox.Request {
	var calls []sandbox.Request
	for _, request := range k.amazon.Requests() {
		if request.Operation == operation {
			calls = append(calls, request)
		}
	}
	return calls
}

// lose makes n calls of an operation lose their answer: before their effect, or after it.
func (k *kit) lose(operation string, when sandbox.When, n int) {
	k.amazon.Fault(sandbox.Fault{Operation: operation, Kind: sandbox.Cut, When: when, Count: n})
}

// wantError fails unless err is want.
func (k *kit) wantError(err, want error) {
	k.t.Helper()
	if !errors.Is(err, want) {
		k.t.Fatalf("got error %v, want %v", err, want)
	}
}

// wantWebhooks fails unless the shop hears of n placed orders.
func (k *kit) wantWebhooks(n int) {
	k.t.Helper()
	if placed := k.placedEvents(); len(placed) != n {
		k.t.Fatalf("%d webhooks, want %d", len(placed), n)
	}
}

// placedEvents are the shop's events of placed orders.
func (k *kit) placedEvents() []webhook.Message {
	k.t.Helper()
	events, err := webhook.Events(k.t.Context(), k.db, shopID, "", 1000)
	if err != nil {
		k.t.Fatal(err)
	}
	return slices.DeleteFunc(events, func(m webhook.Message) bool { return m.Kind != webhook.OrderPlaced })
}

// wantCharges fails unless Amazon has n charges.
func (k *kit) wantCharges(n int) {
	k.t.Helper()
	if charges := k.amazon.Books().Charges; len(charges) != n {
		k.t.Fatalf("Amazon has %d charges, want %d: %+v", len(charges), n, charges)
	}
}

// sweepFor lets the time pass in steps, with a sweep after each.
func (k *kit) sweepFor(d, step time.Duration) {
	k.t.Helper()
	for ; d > 0; d -= step {
		k.advance(step)
		for {
			n, err := k.flow.Sweep(k.t.Context(), 50)
			if err != nil {
				k.t.Fatal(err)
			}
			if n == 0 {
				break
			}
		}
	}
}

// patch tells Amazon another amount, past the flow.
func (k *kit) patch(session string, details amazonpay.PaymentDetails) {
	k.t.Helper()
	body, err := amazonpay.Encode(amazonpay.CheckoutSessionRequest{PaymentDetails: &details})
	if err != nil {
		k.t.Fatal(err)
	}
	if _, err := k.account().Client.UpdateCheckoutSession(k.t.Context(), session, body); err != nil {
		k.t.Fatal(err)
	}
}

// complete takes the payment past the flow.
func (k *kit) complete(session string, amount int64) {
	k.t.Helper()
	body, err := amazonpay.Encode(amazonpay.CompleteRequest{ChargeAmount: amazonpay.JPY(amount)})
	if err != nil {
		k.t.Fatal(err)
	}
	if _, err := k.account().Client.CompleteCheckoutSession(k.t.Context(), session, body); err != nil {
		k.t.Fatal(err)
	}
}

func cancelRequest(t *testing.T) amazonpay.Body[amazonpay.CancelRequest] {
	t.Helper()
	body, err := amazonpay.Encode(amazonpay.CancelRequest{CancellationReason: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// placed is an order whose payment is authorised.
func (k *kit) placed() (query.Checkout, query.Order) {
	k.t.Helper()
	row := k.atAmazon(basket("cart-1", 1, 3000), "1111")
	k.pay(row)
	k.settle(row.ID)
	k.wantState(row.ID, checkout.Placed)
	return k.read(row.ID), k.wantOrder(ledger.Authorised)
}

func operationsOf(subject string) query.OperationsParams {
	return query.OperationsParams{ShopID: shopID, Subject: subject}
}
