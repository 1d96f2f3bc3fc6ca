package sdk_test

import (
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// testNodeOperations is what a shop calls beside the payment itself (protocol 3.1 and 3.4).
func testNodeOperations(t *testing.T, shop shop) {
	s := start(t, sandbox.Config{})
	compare(t, shop.run(t, "operations.js", s, v2), []step{
		{"buyer", 200, values{
			"name": "山田 太郎", "email": "taro@example.jp", "postalCode": "100-0001", "countryCode": "JP",
			"shippingAddress.stateOrRegion": "東京都", "billingAddress": nil,
		}},
		refused("unknown buyer", 404, "ResourceNotFound"),

		{"update permission", 200, values{
			"merchantMetadata.merchantReferenceId": "注文-78", "merchantMetadata.noteToBuyer": "二回に分けてお送りします",
			"merchantMetadata.merchantStoreName": "見本商店", // a merge, not a replacement
		}},
		{"charge", 201, values{"statusDetails.state": "Authorized", "captureAmount": nil}},
		{"charge in progress", 200, values{"statusDetails.state": "NonChargeable", "statusDetails.reasons.reasonCode": "ChargeInProgress"}},
		{"capture a part", 200, values{"statusDetails.state": "Captured", "captureAmount.amount": "3000"}},
		{"a part is left", 200, values{"statusDetails.state": "Chargeable", "limits.amountBalance.amount": "980"}},
		{"close", 200, values{
			"statusDetails.state": "Closed", "statusDetails.reasons.reasonCode": "MerchantClosed",
			"statusDetails.reasons.reasonDescription": "残りは在庫切れのため",
		}},
		refused("close twice", 422, "InvalidChargePermissionStatus"),
		refused("update closed", 422, "InvalidChargePermissionStatus"),

		{"close with charges", 200, values{"statusDetails.state": "Closed", "statusDetails.reasons.reasonCode": "MerchantClosed"}},
		{"canceled with it", 200, values{"statusDetails.state": "Canceled", "statusDetails.reasonCode": "ChargePermissionCanceled"}},
	})
	checkValid(t, s)
}

const (
	reportPrefix     = "_GET_FLAT_FILE_OFFAMAZONPAYMENTS_"
	settlementReport = reportPrefix + "SANDBOX_SETTLEMENT_DATA_"
)

// testNodeReports is what comes after the payment (protocol 3.7 and 3.8).
func testNodeReports(t *testing.T, shop shop) {
	s := start(t, sandbox.Config{})
	steps := shop.run(t, "reports.js", s, v2)
	compare(t, steps, []step{
		{"tracker", 200, values{"deliveryDetails.trackingNumber": "123456789012", "deliveryDetails.carrierCode": "TAQBIN_JP"}},
		refused("no parcel", 400, "MissingParameterValue"),

		{"create report", 201, values{}},
		{"in progress", 200, values{"reportType": settlementReport, "processingStatus": "IN_PROGRESS", "reportDocumentId": nil}},
		{"made", 200, values{"processingStatus": "COMPLETED"}},
		{"document", 200, values{}},
		{"rows", 0, values{"rows.TransactionType": "Capture", "rows.TransactionAmount": "3980", "rows.SellerReferenceId": "ORDER-77"}},
		{"list", 200, values{"reports.reportType": settlementReport, "nextToken": nil}},
		{"list without filter", 200, values{"reports.reportType": settlementReport}},
		{"list of another kind", 200, values{"reports": []any{}}},
		refused("not in sandbox", 400, "InvalidParameterValue"),

		{"create schedule", 201, values{}},
		{"schedule", 200, values{"reportType": settlementReport, "scheduleFrequency": "P7D"}},
		{"schedules", 200, values{"reportSchedules.reportType": settlementReport}},
		{"cancel schedule", 200, values{}},
		refused("schedule is gone", 404, "ResourceNotFound"),
	})
	made := named(t, steps, "create report").text("reportId")
	if listed := named(t, steps, "list").text("reports.reportId"); made == "" || listed != made {
		t.Errorf("report %q was made and %q listed", made, listed)
	}
	checkValid(t, s)
}

// testNodeProvider is a solution provider with the official SDK (protocol 3.9 and 10.4).
func testNodeProvider(t *testing.T, shop shop) {
	provider, merchant := account(prefixedKeyID), account("SANDBOX-AF3XMERCHANT000000000001")
	provider.Provider = true
	merchant.MerchantID = "A1MERCHANT00001"
	merchant.StoreID = strings.Replace(merchant.StoreID, "0123", "3210", 1)
	s := start(t, sandbox.Config{Merchants: []sandbox.Merchant{provider, merchant}})
	secret, err := s.AuthorizeProvider(merchant.MerchantID)
	if err != nil {
		t.Fatal(err)
	}
	steps := shop.run(t, "provider.js", s, v2, merchant.MerchantID, merchant.StoreID, secret)
	compare(t, steps, []step{
		{"token", 200, values{}},
		refused("unknown token", 404, "ResourceNotFound"),
		{"for the merchant", 201, values{"storeId": merchant.StoreID}},
		{"with the token", 200, values{"statusDetails.state": "Open"}},
		refused("without the token", 404, "ResourceNotFound"),
		refused("forged token", 403, "InvalidAuthorizationToken"),

		{"update charge", 200, values{"statusDetails.state": "Canceled", "statusDetails.reasonCode": "ExpiredUnused"}},

		{"open account", 201, values{"uniqueReferenceId": "partner-1"}},
		{"update account", 200, values{"uniqueReferenceId": "partner-1"}},
		refused("other entity", 400, "InvalidParameterValue"),
		{"claim", 303, values{}},
		{"delete account", 202, values{}},
		refused("account is gone", 404, "ResourceNotFound"),
	})
	if location := named(t, steps, "claim").text("location"); !strings.HasPrefix(location, s.URL+"/") {
		t.Errorf("the merchant is sent to %q", location)
	}
	if sessions := s.Books().Sessions; len(sessions) != 2 || sessions[0].MerchantID != merchant.MerchantID {
		t.Errorf("sessions %+v", sessions)
	}
	checkValid(t, s)
}
