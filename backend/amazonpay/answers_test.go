package amazonpay

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var address = Address{
	Name: "山田 太郎", AddressLine1: "見本区見本町1-2-3", AddressLine2: "見本ビル5階", StateOrRegion: "東京都",
	PostalCode: "100-0000", CountryCode: "JP", PhoneNumber: "0300000000",
}

const addressJSON = `{"name":"山田 太郎","addressLine1":"見本区見本町1-2-3","addressLine2":"見本ビル5階","addressLine3":null,"city":null,` +
	`"county":null,"district":null,"stateOrRegion":"東京都","postalCode":"100-0000","countryCode":"JP","phoneNumber":"0300000000"}`

const buyerJSON = `"buyerId":"amzn1.account.A","name":"山田 太郎","email":"taro@example.jp","phoneNumber":"0300000000","primeMembershipTypes":null`

var person = Person{BuyerID: "amzn1.account.A", Name: "山田 太郎", Email: "taro@example.jp", PhoneNumber: "0300000000"}

func utc(hour, minute, second int) Time {
	return Time{time.Date(2026, 1, 15, hour, minute, second, 0, time.UTC)}
}

// answering gives a client to which Amazon answers with text.
func answering(t *testing.T, text string) *Client {
	t.Helper()
	return newAmazon(t, func(w http.ResponseWriter, _ received, _ int) { write(w, text) }).client()
}

func wantAnswer(t *testing.T, want, got any, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
}

func TestProtocol3_1_Buyer(t *testing.T) {
	c := answering(t, `{`+buyerJSON+`,"postalCode":"100-0000","countryCode":"JP","shippingAddress":`+addressJSON+`,"billingAddress":null}`)
	got, err := c.GetBuyer(t.Context(), "token")
	want := &Buyer{Answer: Answer{"request-1"}, Person: person, PostalCode: "100-0000", CountryCode: "JP", ShippingAddress: &address}
	wantAnswer(t, want, got, err)
}

func TestProtocol3_2_OpenSession(t *testing.T) {
	c := answering(t, `{
  "checkoutSessionId": "`+sessionID+`",
  "webCheckoutDetails": {"checkoutReviewReturnUrl": "https://shop.example.jp/review", "checkoutResultReturnUrl": "https://shop.example.jp/result",
    "checkoutCancelUrl": null, "amazonPayRedirectUrl": "https://payments.amazon.co.jp/checkout/processing?amazonCheckoutSessionId=1", "checkoutMode": null},
  "productType": "PayAndShip",
  "paymentDetails": {"paymentIntent": "Authorize", "canHandlePendingAuthorization": null, "chargeAmount": {"amount": "3980", "currencyCode": "JPY"},
    "totalOrderAmount": null, "softDescriptor": null, "presentmentCurrency": "JPY", "allowOvercharge": null, "extendExpiration": null},
  "cartDetails": null, "chargePermissionType": "OneTime", "orderType": null, "recurringMetadata": null, "paymentMethodOnFileMetadata": null,
  "merchantMetadata": {"merchantReferenceId": "ORDER-77", "merchantStoreName": "見本商店", "noteToBuyer": null, "customInformation": null},
  "supplementaryData": null, "buyer": {`+buyerJSON+`}, "billingAddress": null,
  "paymentPreferences": [null, {"paymentDescriptor": "Amazon Pay (Visa **)"}],
  "statusDetails": {"state": "Open", "reasonCode": null, "reasonDescription": null, "lastUpdatedTimestamp": "20260115T030512Z"},
  "shippingAddress": `+addressJSON+`, "platformId": null, "chargePermissionId": null, "chargeId": null,
  "constraints": [{"constraintId": "ChargeAmountNotSet", "description": "d"}],
  "creationTimestamp": "20260115T030405Z", "expirationTimestamp": "20260115T040405Z", "storeId": "amzn1.application-oa2-client.0",
  "providerMetadata": {"providerReferenceId": null}, "releaseEnvironment": "Sandbox", "checkoutButtonText": null,
  "deliverySpecifications": {"specialRestrictions": ["RestrictPOBoxes"], "addressRestrictions": {"type": "Allowed",
    "restrictions": {"JP": {"statesOrRegions": ["東京都", "Tokyo"], "zipCodes": ["15?-*"], "except": {"zipCodes": ["150-0000"]}}}}},
  "tokens": null, "added by Amazon tomorrow": {"x": [1]}
}`)
	got, err := c.GetCheckoutSession(t.Context(), sessionID)
	wantAnswer(t, &CheckoutSession{
		Answer:            Answer{"request-1"},
		CheckoutSessionID: sessionID,
		WebCheckoutDetails: WebCheckoutDetails{
			CheckoutReviewReturnURL: "https://shop.example.jp/review", CheckoutResultReturnURL: "https://shop.example.jp/result",
			AmazonPayRedirectURL: "https://payments.amazon.co.jp/checkout/processing?amazonCheckoutSessionId=1",
		},
		ProductType:          PayAndShip,
		PaymentDetails:       PaymentDetails{PaymentIntent: IntentAuthorize, ChargeAmount: JPY(3980), PresentmentCurrency: "JPY"},
		ChargePermissionType: OneTime,
		MerchantMetadata:     MerchantMetadata{MerchantReferenceID: "ORDER-77", MerchantStoreName: "見本商店"},
		Buyer:                &person,
		ShippingAddress:      &address,
		PaymentPreferences:   PaymentPreferences{{}, {PaymentDescriptor: "Amazon Pay (Visa **)"}},
		StatusDetails:        StatusDetails[SessionState]{State: SessionOpen, LastUpdatedTimestamp: utc(3, 5, 12)},
		Constraints:          []Constraint{{ConstraintChargeAmountNotSet, "d"}},
		CreationTimestamp:    utc(3, 4, 5),
		ExpirationTimestamp:  utc(4, 4, 5),
		StoreID:              "amzn1.application-oa2-client.0",
		ReleaseEnvironment:   "Sandbox",
		DeliverySpecifications: &DeliverySpecifications{
			SpecialRestrictions: []SpecialRestriction{RestrictPOBoxes},
			AddressRestrictions: &AddressRestrictions{Type: Allowed, Restrictions: map[string]Restriction{
				"JP": {StatesOrRegions: []string{"東京都", "Tokyo"}, ZipCodes: []string{"15?-*"}, Except: &Restriction{ZipCodes: []string{"150-0000"}}},
			}},
		},
	}, got, err)
	if got.PaymentPreferences.Descriptor() != "Amazon Pay (Visa **)" {
		t.Errorf("descriptor is %q", got.PaymentPreferences.Descriptor())
	}
}

func TestProtocol3_3_CompletedSessionIsNearlyEmpty(t *testing.T) {
	for _, state := range []string{"Completed", "Complete"} {
		c := answering(t, `{"checkoutSessionId": "`+sessionID+`", "webCheckoutDetails": null, "productType": null, "paymentDetails": null,
  "merchantMetadata": null, "buyer": null, "billingAddress": null, "paymentPreferences": [null],
  "statusDetails": {"state": "`+state+`", "reasonCode": null, "reasonDescription": null, "lastUpdatedTimestamp": "20260115T031001Z"},
  "shippingAddress": null, "chargePermissionId": "S03-0000001-0000002", "chargeId": "S03-0000001-0000002-C000001",
  "constraints": [], "creationTimestamp": "20260115T030405Z", "expirationTimestamp": null, "storeId": null,
  "providerMetadata": {"providerReferenceId": null}, "releaseEnvironment": "Sandbox", "deliverySpecifications": null}`)
		got, err := c.CompleteCheckoutSession(t.Context(), sessionID, Body[CompleteRequest](`{}`))
		wantAnswer(t, &CheckoutSession{
			Answer: Answer{"request-1"}, CheckoutSessionID: sessionID, PaymentPreferences: PaymentPreferences{{}},
			StatusDetails:      StatusDetails[SessionState]{State: SessionCompleted, LastUpdatedTimestamp: utc(3, 10, 1)},
			ChargePermissionID: "S03-0000001-0000002", ChargeID: "S03-0000001-0000002-C000001", Constraints: []Constraint{},
			CreationTimestamp: utc(3, 4, 5), ReleaseEnvironment: "Sandbox",
		}, got, err)
		if got.PaymentPreferences.Descriptor() != "" {
			t.Errorf("descriptor is %q", got.PaymentPreferences.Descriptor())
		}
	}
}

func TestProtocol3_4_ChargePermission(t *testing.T) {
	c := answering(t, `{"chargePermissionId": "S03-0000001-0000002", "chargePermissionReferenceId": null, "platformId": null,
  "buyer": {`+buyerJSON+`}, "shippingAddress": `+addressJSON+`, "billingAddress": null, "paymentPreferences": [{"paymentDescriptor": null}],
  "statusDetails": {"state": "NonChargeable", "reasons": [{"reasonCode": "ChargeInProgress", "reasonDescription": "d"}], "lastUpdatedTimestamp": "20260115T031001Z"},
  "creationTimestamp": "20260115T031001Z", "expirationTimestamp": "20260115T041001Z",
  "merchantMetadata": {"merchantReferenceId": "ORDER-77"}, "releaseEnvironment": "Sandbox",
  "limits": {"amountLimit": {"amount": "3980", "currencyCode": "JPY"}, "amountBalance": {"amount": 1980, "currencyCode": "JPY"}},
  "chargePermissionType": "OneTime", "recurringMetadata": null, "presentmentCurrency": "JPY"}`)
	got, err := c.GetChargePermission(t.Context(), "S03-0000001-0000002")
	wantAnswer(t, &ChargePermission{
		Answer: Answer{"request-1"}, ChargePermissionID: "S03-0000001-0000002", ChargePermissionType: OneTime, Buyer: &person,
		ShippingAddress: &address, PaymentPreferences: PaymentPreferences{{}},
		StatusDetails: PermissionStatus{
			State: PermissionNonChargeable, Reasons: []Reason{{ReasonChargeInProgress, "d"}}, LastUpdatedTimestamp: utc(3, 10, 1),
		},
		CreationTimestamp: utc(3, 10, 1), ExpirationTimestamp: utc(4, 10, 1), MerchantMetadata: MerchantMetadata{MerchantReferenceID: "ORDER-77"},
		ReleaseEnvironment: "Sandbox", Limits: Limits{AmountLimit: JPY(3980), AmountBalance: JPY(1980)}, PresentmentCurrency: "JPY",
	}, got, err)
	if !got.StatusDetails.Has(ReasonChargeInProgress) || got.StatusDetails.Has(ReasonMFAFailed) {
		t.Error("Has does not find the reason")
	}
}

func TestProtocol3_5_Charge(t *testing.T) {
	c := answering(t, `{"chargeId": "S03-0000001-0000009-C000002", "chargeAmount": {"amount": "1200", "currencyCode": "JPY"}, "chargePermissionId": "C03-0000001-0000002",
  "captureAmount": {"amount": "1000", "currencyCode": "JPY"}, "refundedAmount": null, "softDescriptor": "AMZ*MIHON SHOTEN", "providerMetadata": {"providerReferenceId": null},
  "convertedAmount": null, "conversionRate": null, "channel": "Web", "chargeInitiator": "MITR",
  "statusDetails": {"state": "Declined", "reasonCode": "SoftDeclined", "reasonDescription": "d", "lastUpdatedTimestamp": "20260115T000000Z"},
  "creationTimestamp": "20260115T000000Z", "expirationTimestamp": null, "releaseEnvironment": "Sandbox", "merchantMetadata": null, "platformId": null, "webCheckoutDetails": null}`)
	got, err := c.GetCharge(t.Context(), "S03-0000001-0000009-C000002")
	wantAnswer(t, &Charge{
		Answer: Answer{"request-1"}, ChargeID: "S03-0000001-0000009-C000002", ChargePermissionID: "C03-0000001-0000002",
		ChargeAmount: JPY(1200), CaptureAmount: JPY(1000), SoftDescriptor: "AMZ*MIHON SHOTEN", Channel: "Web", ChargeInitiator: MerchantRecurring,
		StatusDetails: StatusDetails[ChargeState]{
			State: ChargeDeclined, ReasonCode: ReasonSoftDeclined, ReasonDescription: "d", LastUpdatedTimestamp: utc(0, 0, 0),
		},
		CreationTimestamp: utc(0, 0, 0), ReleaseEnvironment: "Sandbox",
	}, got, err)
}

func TestProtocol3_6_RefundOfAnEarlierYear(t *testing.T) {
	c := answering(t, `{"refundId": "S03-0000001-0000002-R000003", "chargeId": "S03-0000001-0000002-C000002", "creationTimestamp": 1768446245000,
  "refundAmount": {"amount": "100.00", "currencyCode": "JPY"},
  "statusDetails": {"state": "RefundInitiated", "reasonCode": null, "reasonDescription": null, "lastUpdatedTimestamp": "20260115T030405Z"},
  "softDescriptor": "AMZ*MIHON SHOTEN", "releaseEnvironment": "Sandbox"}`)
	got, err := c.GetRefund(t.Context(), "S03-0000001-0000002-R000003")
	wantAnswer(t, &Refund{
		Answer: Answer{"request-1"}, RefundID: "S03-0000001-0000002-R000003", ChargeID: "S03-0000001-0000002-C000002", CreationTimestamp: utc(3, 4, 5),
		RefundAmount:  Price{Amount: "100.00", CurrencyCode: "JPY"},
		StatusDetails: StatusDetails[RefundState]{State: RefundInitiated, LastUpdatedTimestamp: utc(3, 4, 5)}, SoftDescriptor: "AMZ*MIHON SHOTEN",
		ReleaseEnvironment: "Sandbox",
	}, got, err)
	if yen, err := got.RefundAmount.Yen(); yen != 100 || err != nil {
		t.Errorf("refund is %d yen, %v", yen, err)
	}
}

func TestPitfall9_UnknownStatesAreKeptAndTold(t *testing.T) {
	var session SessionState
	if err := json.Unmarshal([]byte(`"Paused"`), &session); err != nil || session != "Paused" || session.Known() {
		t.Errorf("session state is %q, %v", session, err)
	}
	if err := json.Unmarshal([]byte(`7`), &session); err == nil {
		t.Error("a number is a session state")
	}
	for state, known := range map[interface{ Known() bool }]bool{
		SessionOpen: true, SessionCompleted: true, SessionCanceled: true, SessionState(""): false,
		PermissionChargeable: true, PermissionNonChargeable: true, PermissionClosed: true, PermissionState("Open"): false,
		ChargeAuthorizationInitiated: true, ChargeAuthorized: true, ChargeCaptureInitiated: true, ChargeCaptured: true, ChargeCanceled: true,
		ChargeDeclined: true, ChargeState("Completed"): false,
		RefundInitiated: true, Refunded: true, RefundDeclined: true, RefundState("Captured"): false,
	} {
		if state.Known() != known {
			t.Errorf("%T %q: known %t", state, state, !known)
		}
	}
}

// What Amazon expects in a request, as protocol 3 shows it.
func TestProtocol3_Requests(t *testing.T) {
	for want, got := range map[string][]byte{
		`{"webCheckoutDetails":{"checkoutResultReturnUrl":"https://shop.example.jp/result"},"paymentDetails":{"paymentIntent":"Authorize",` +
			`"canHandlePendingAuthorization":false,"chargeAmount":{"amount":"3980","currencyCode":"JPY"}},"merchantMetadata":{"merchantReferenceId":` +
			`"ORDER-77","merchantStoreName":"見本商店","noteToBuyer":"ありがとうございます"}}`: mustEncode(t, CheckoutSessionRequest{
			WebCheckoutDetails: &WebCheckoutDetails{CheckoutResultReturnURL: "https://shop.example.jp/result"},
			PaymentDetails:     &PaymentDetails{PaymentIntent: IntentAuthorize, ChargeAmount: JPY(3980)},
			MerchantMetadata:   &MerchantMetadata{MerchantReferenceID: "ORDER-77", MerchantStoreName: "見本商店", NoteToBuyer: "ありがとうございます"},
		}),
		`{"chargeAmount":{"amount":"3980","currencyCode":"JPY"}}`:                   mustEncode(t, CompleteRequest{ChargeAmount: JPY(3980)}),
		`{"closureReason":"在庫切れのため","cancelPendingCharges":false}`:                  mustEncode(t, CloseRequest{ClosureReason: "在庫切れのため"}),
		`{"captureAmount":{"amount":"1200","currencyCode":"JPY"}}`:                  mustEncode(t, CaptureRequest{CaptureAmount: JPY(1200)}),
		`{"cancellationReason":"在庫切れ"}`:                                             mustEncode(t, CancelRequest{"在庫切れ"}),
		`{"chargeId":"S03-C","refundAmount":{"amount":"500","currencyCode":"JPY"}}`: mustEncode(t, RefundRequest{ChargeID: "S03-C", RefundAmount: JPY(500)}),
		`{"chargePermissionId":"S03","chargeAmount":{"amount":"1","currencyCode":"JPY"},"captureNow":true,"canHandlePendingAuthorization":false}`: mustEncode(t, ChargeRequest{
			ChargePermissionID: "S03", ChargeAmount: JPY(1), CaptureNow: true,
		}),
		`{"signInReturnUrl":"https://shop.example.jp/signin","storeId":"s","signInScopes":["name","email"]}`: mustEncode(t, SignInRequest{
			SignInReturnURL: "https://shop.example.jp/signin", StoreID: "s", SignInScopes: []Scope{ScopeName, ScopeEmail},
		}),
	} {
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("request (-want +got):\n%s", diff)
		}
	}
}
