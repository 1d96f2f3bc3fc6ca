package sdk_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"noren/backend/amazonpay"
	"noren/backend/sandbox"
)

// merchant uses this project's own client at a sandbox, over TLS that it really checks.
type merchant struct {
	*amazonpay.Client

	t     *testing.T
	s     *sandbox.Sandbox
	waits []time.Duration // that the client took between attempts, in no time
}

func newMerchant(t *testing.T, s *sandbox.Sandbox, algorithm amazonpay.Algorithm) *merchant {
	t.Helper()
	m := &merchant{t: t, s: s}
	account := s.Merchant()
	m.Client = &amazonpay.Client{
		PublicKeyID: account.PublicKeyID, Key: account.PrivateKey, Algorithm: algorithm, Sandbox: true, BaseURL: s.URL,
		HTTP: browser(t, s), Now: s.Now,
		Wait: func(_ context.Context, d time.Duration) error {
			m.waits = append(m.waits, d)
			return nil
		},
	}
	return m
}

// encode is a body of a request, which cannot fail for the ones here.
func encode[T any](t *testing.T, request T) amazonpay.Body[T] {
	t.Helper()
	body, err := amazonpay.Encode(request)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// must is the answer of a call that has to succeed.
func must[T any](answer T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
}

// begin presses the button and chooses as the buyer; the session can be updated then.
func (m *merchant) begin(choice sandbox.Choice) (session string) {
	m.t.Helper()
	button := must(m.Button(encode(m.t, amazonpay.CheckoutSessionRequest{
		WebCheckoutDetails: &amazonpay.WebCheckoutDetails{CheckoutReviewReturnURL: "https://shop.example.jp/review"},
		StoreID:            m.s.Merchant().StoreID,
		Scopes:             []amazonpay.Scope{amazonpay.ScopeName, amazonpay.ScopeEmail},
		MerchantMetadata:   &amazonpay.MerchantMetadata{MerchantStoreName: "見本商店 <本店> & 支店"},
	})))(m.t)
	session = must(m.s.Initiate(buttonForm(m.s, button.PayloadJSON, button.Signature, button.Algorithm)))(m.t)
	choice.Buyer = "taro"
	redirect := must(m.s.Choose(session, choice))(m.t)
	back := must(url.Parse(redirect))(m.t)
	if got := back.Query().Get("amazonCheckoutSessionId"); got != session {
		m.t.Fatalf("the buyer came back with session %q, want %q", got, session)
	}
	return session
}

// paid is a session of 3,980 yen for which Complete is due.
func (m *merchant) paid(intent amazonpay.PaymentIntent) (session string) {
	m.t.Helper()
	session = m.begin(sandbox.Choice{})
	must(m.UpdateCheckoutSession(m.t.Context(), session, encode(m.t, amazonpay.CheckoutSessionRequest{
		WebCheckoutDetails: &amazonpay.WebCheckoutDetails{CheckoutResultReturnURL: "https://shop.example.jp/result"},
		PaymentDetails:     &amazonpay.PaymentDetails{PaymentIntent: intent, ChargeAmount: amazonpay.JPY(3980)},
		MerchantMetadata:   &amazonpay.MerchantMetadata{MerchantReferenceID: "ORDER-77", NoteToBuyer: "ありがとうございます"},
	})))(m.t)
	must(m.s.Pay(session))(m.t)
	return session
}

func (m *merchant) complete(session string, yen int64) (*amazonpay.CheckoutSession, error) {
	m.t.Helper()
	body := encode(m.t, amazonpay.CompleteRequest{ChargeAmount: amazonpay.JPY(yen)})
	return m.CompleteCheckoutSession(m.t.Context(), session, body)
}

func (m *merchant) capture(charge string) (*amazonpay.Charge, error) {
	m.t.Helper()
	body := encode(m.t, amazonpay.CaptureRequest{CaptureAmount: amazonpay.JPY(3980)})
	return m.CaptureCharge(m.t.Context(), charge, "capture-1", body)
}

func (m *merchant) refund(charge string) (*amazonpay.Refund, error) {
	m.t.Helper()
	body := encode(m.t, amazonpay.RefundRequest{ChargeID: charge, RefundAmount: amazonpay.JPY(500)})
	return m.CreateRefund(m.t.Context(), "refund-1", body)
}

// requests are the calls of one operation that reached the sandbox.
func (m *merchant) requests(operation string) (seen []sandbox.Request) {
	for _, r := range m.s.Requests() {
		if r.Operation == operation {
			seen = append(seen, r)
		}
	}
	return seen
}

// The journey of the official SDK, by our own client.
func TestProtocol_OwnClientBuys(t *testing.T) {
	for _, algorithm := range []amazonpay.Algorithm{amazonpay.V1, amazonpay.V2} {
		for _, keyID := range []string{prefixedKeyID, bareKeyID} {
			t.Run(string(algorithm)+" "+keyID, func(t *testing.T) {
				s := start(t, sandbox.Config{Merchants: []sandbox.Merchant{account(keyID)}})
				newMerchant(t, s, algorithm).buy()
				for _, r := range s.Requests() {
					if r.Signature.Verdict != "valid" || r.Signature.Algorithm != string(algorithm) {
						t.Errorf("%s %s: %+v", r.Method, r.Path, r.Signature)
					}
				}
			})
		}
	}
}

func (m *merchant) buy() {
	t, ctx := m.t, m.t.Context()
	session := m.paid(amazonpay.IntentAuthorize)
	open := must(m.GetCheckoutSession(ctx, session))(t)
	if open.Buyer == nil || open.Buyer.Name != "山田 太郎" || open.ShippingAddress == nil || open.ShippingAddress.StateOrRegion != "東京都" ||
		open.MerchantMetadata.MerchantStoreName != "見本商店 <本店> & 支店" || len(open.Constraints) != 0 {
		t.Errorf("open session: %+v", open)
	}
	done := must(m.complete(session, 3980))(t)
	if done.StatusDetails.State != amazonpay.SessionCompleted || done.Pending || done.RequestID == "" {
		t.Errorf("completed session: %+v", done)
	}
	permission := must(m.GetChargePermission(ctx, done.ChargePermissionID))(t)
	if !permission.StatusDetails.Has(amazonpay.ReasonChargeInProgress) || permission.Buyer == nil || permission.Buyer.Name != "山田 太郎" {
		t.Errorf("permission: %+v", permission)
	}
	captured := must(m.capture(done.ChargeID))(t)
	if captured.StatusDetails.State != amazonpay.ChargeCaptured || captured.CaptureAmount != amazonpay.JPY(3980) {
		t.Errorf("charge: %+v", captured)
	}
	refund := must(m.refund(done.ChargeID))(t)
	if refund.StatusDetails.State != amazonpay.RefundInitiated {
		t.Errorf("refund: %+v", refund)
	}
	m.s.Advance(30 * time.Second)
	refund = must(m.GetRefund(ctx, refund.RefundID))(t)
	if diff := cmp.Diff(amazonpay.Refunded, refund.StatusDetails.State); diff != "" {
		t.Error(diff)
	}
	compareBooks(t, m.s, step{Body: values{
		"checkoutSessionId": session, "chargePermissionId": done.ChargePermissionID, "chargeId": done.ChargeID,
	}})
	if len(m.waits) != 0 {
		t.Errorf("the client waited %v without need", m.waits)
	}
}
