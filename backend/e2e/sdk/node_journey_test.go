package sdk_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"noren/backend/sandbox"
)

// TestNodeSDK is everything that the official SDK for Node does here, so that npm is asked once.
func TestNodeSDK(t *testing.T) {
	shop := installSDK(t)
	t.Run("Journey", func(t *testing.T) { testNodeJourney(t, shop) })
	t.Run("Operations", func(t *testing.T) { testNodeOperations(t, shop) })
	t.Run("Reports", func(t *testing.T) { testNodeReports(t, shop) })
	t.Run("Provider", func(t *testing.T) { testNodeProvider(t, shop) })
	t.Run("Refusals", func(t *testing.T) { testNodeRefusals(t, shop) })
	t.Run("Button", func(t *testing.T) { testNodeButton(t, shop) })
	t.Run("Forgery", func(t *testing.T) { testNodeForgery(t, shop) })
}

// testNodeJourney is a payment with both algorithms and both shapes of key ids (protocol 0.1, points 1 and 4).
func testNodeJourney(t *testing.T, shop shop) {
	for _, algorithm := range []string{"default", v1, v2} {
		for _, keyID := range []string{prefixedKeyID, bareKeyID} {
			t.Run(algorithm+" "+keyID, func(t *testing.T) {
				s := start(t, sandbox.Config{Merchants: []sandbox.Merchant{account(keyID)}})
				steps := shop.run(t, "journey.js", s, algorithm)
				compare(t, steps, wantedJourney())
				checkRedirects(t, s, steps)
				compareBooks(t, s, named(t, steps, "complete"))
				checkSignatures(t, s, algorithm)
			})
		}
	}
}

type values = map[string]any

func wantedJourney() []step {
	return []step{
		{"begun", 200, values{
			"statusDetails.state": "Open", "constraints.constraintId": "BuyerNotAssociated", "buyer": nil,
			"releaseEnvironment": "Sandbox", "webCheckoutDetails.amazonPayRedirectUrl": nil, "paymentPreferences": []any{nil},
			"deliverySpecifications.addressRestrictions.restrictions.JP.statesOrRegions": []any{"東京都", "Tokyo"},
		}},
		{"choose", 0, values{}},
		{"chosen", 200, values{
			"buyer.name": "山田 太郎", "buyer.email": "taro@example.jp", "shippingAddress.stateOrRegion": "東京都",
			"shippingAddress.addressLine1": "千代田区千代田1-2-3", "billingAddress.postalCode": "100-0001",
			"paymentPreferences.paymentDescriptor": "Amazon Pay (Visa **)", "constraints.constraintId": "ChargeAmountNotSet",
		}},
		{"update", 200, values{
			"paymentDetails.chargeAmount": values{"amount": "3980", "currencyCode": "JPY"}, "constraints": []any{},
			"merchantMetadata.merchantStoreName": "見本商店", "merchantMetadata.noteToBuyer": "ありがとうございます 🍵",
			"webCheckoutDetails.checkoutReviewReturnUrl": "https://shop.example.jp/review", // a merge, not a replacement
		}},
		{"pay", 0, values{}},
		{"complete", 200, values{"statusDetails.state": "Completed", "buyer": nil, "paymentDetails": nil}},
		{"permission", 200, values{
			"statusDetails.state": "NonChargeable", "statusDetails.reasons.reasonCode": "ChargeInProgress",
			"buyer.name": "山田 太郎", "shippingAddress.addressLine2": "見本ビル5階", "merchantMetadata.merchantReferenceId": "ORDER-77",
			"limits.amountLimit.amount": "3980",
		}},
		{"authorized", 200, values{"statusDetails.state": "Authorized", "captureAmount": nil}},
		{"capture", 200, values{"statusDetails.state": "Captured", "captureAmount.amount": "3980"}},
		{"refund", 201, values{"statusDetails.state": "RefundInitiated", "refundAmount.amount": "500"}},
		{"refunding", 200, values{"statusDetails.state": "RefundInitiated"}},
		{"refunded", 200, values{"statusDetails.state": "Refunded"}},
		{"captured", 200, values{
			"statusDetails.state": "Captured", "refundedAmount": values{"amount": "500", "currencyCode": "JPY"},
			"merchantMetadata.merchantStoreName": "見本商店",
		}},
	}
}

// checkRedirects wants the buyer to be sent where protocol 7.6 says.
func checkRedirects(t *testing.T, s *sandbox.Sandbox, steps []step) {
	t.Helper()
	session := "?amazonCheckoutSessionId=" + named(t, steps, "begun").text("checkoutSessionId")
	want := map[string]string{
		"review":     "https://shop.example.jp/review" + session,
		"processing": s.URL + "/checkout/processing" + session,
		"result":     "https://shop.example.jp/result" + session,
	}
	got := map[string]string{
		"review":     named(t, steps, "choose").text("redirect"),
		"processing": named(t, steps, "update").text("webCheckoutDetails.amazonPayRedirectUrl"),
		"result":     named(t, steps, "pay").text("redirect"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("redirects (-want +got):\n%s", diff)
	}
}

// compareBooks wants one payment at the sandbox, that of the completed session.
func compareBooks(t *testing.T, s *sandbox.Sandbox, completed step) {
	t.Helper()
	permission, charge := completed.text("chargePermissionId"), completed.text("chargeId")
	if !strings.HasPrefix(permission, "S03-") || !strings.HasPrefix(charge, permission+"-C") {
		t.Errorf("ids %q and %q", permission, charge)
	}
	want := sandbox.Books{
		Sessions: []sandbox.BookedSession{{
			ID: completed.text("checkoutSessionId"), MerchantID: "A1STRANGER0001", ReferenceID: "ORDER-77", State: "Completed",
			ChargeAmount: 3980, PermissionID: permission, ChargeID: charge,
		}},
		Permissions: []sandbox.BookedPermission{{
			ID: permission, MerchantID: "A1STRANGER0001", ReferenceID: "ORDER-77", Type: "OneTime", State: "Closed",
			ReasonCode: "AmazonClosed", Limit: 3980,
		}},
		Charges: []sandbox.BookedCharge{{
			ID: charge, PermissionID: permission, ReferenceID: "ORDER-77", State: "Captured", Amount: 3980, Captured: 3980,
			Refunded: 500,
		}},
		Refunds: []sandbox.BookedRefund{{ChargeID: charge, State: "Refunded", Amount: 500}},
	}
	times := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Created" }, cmp.Ignore())
	refundID := cmpopts.IgnoreFields(sandbox.BookedRefund{}, "ID")
	if diff := cmp.Diff(want, s.Books(), times, refundID); diff != "" {
		t.Errorf("books (-want +got):\n%s", diff)
	}
}

// checkSignatures wants every request signed as the SDK does it: the algorithm that was asked for, user-agent among the
// signed headers, the port in x-amz-pay-host, the environment in the path unless the key id names it.
func checkSignatures(t *testing.T, s *sandbox.Sandbox, algorithm string) {
	t.Helper()
	if algorithm == "default" {
		algorithm = v1
	}
	prefix := "/v2/"
	if s.Merchant().PublicKeyID == bareKeyID {
		prefix = "/sandbox/v2/"
	}
	for _, r := range s.Requests() {
		signed := strings.Split(r.Signature.SignedHeaders, ";")
		if r.Signature.Verdict != "valid" || r.Signature.Algorithm != algorithm || !slices.Contains(signed, "user-agent") ||
			!strings.Contains(r.Signature.CanonicalRequest, "x-amz-pay-host:"+host(s)+"\n") || !strings.HasPrefix(r.Path, prefix) {
			t.Errorf("%s %s: signature %+v", r.Method, r.Path, r.Signature)
		}
	}
}
