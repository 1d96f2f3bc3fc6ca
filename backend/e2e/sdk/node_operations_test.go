package sdk_test

import (
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
