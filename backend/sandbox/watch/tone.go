package watch

import "strings"

// tone is the colour of a state: good, wait, bad or none.
func tone(state string) string {
	switch state {
	case "Captured", "Refunded", "Completed", "Chargeable", "paid", "valid", "orderPlaced", "refunded", "paymentRequested", "accepted", "ACTIVE", "answered 200":
		return "good"
	case "Canceled", "Declined", "cut", "refused", "paymentCanceled", "REFUSED", "answered 0":
		return "bad"
	case "Open", "Authorized", "AuthorizationInitiated", "CaptureInitiated", "RefundInitiated", "NonChargeable", "chosen", "pending", "IN_REVIEW":
		return "wait"
	}
	switch code := strings.TrimPrefix(state, "answered "); {
	case len(code) != 3:
		return ""
	case code[0] == '2':
		return "good"
	case code[0] == '4', code[0] == '5':
		return "bad"
	default:
		return ""
	}
}
