package sandbox

import (
	"net/http"
	"strings"
)

// keyRule says what an operation does with x-amz-pay-idempotency-key (protocol 6).
type keyRule int

const (
	keyIgnored keyRule = iota
	keyOptional
	keyRequired
)

// operation is one call of the API: its name at Amazon, its route below /v2, and how often it may be called.
type operation struct {
	name   string
	method string
	path   string // "*" stands for one identifier
	key    keyRule
	rate   rate
	do     func(*call) (status int, answer any, wrong *Error)
}

// operations is the whole API (protocol 3). Rates that protocol 5.3 does not have are those of the nearest operation
// that it has.
func operations() []operation {
	return []operation{
		{"GetBuyer", http.MethodGet, "buyers/*", keyIgnored, rate{40, 8, 10}, (*call).getBuyer},

		{"CreateCheckoutSession", http.MethodPost, "checkoutSessions", keyRequired, rate{40, 16, 5}, (*call).createCheckoutSession},
		{"GetCheckoutSession", http.MethodGet, "checkoutSessions/*", keyIgnored, rate{40, 8, 10}, (*call).getCheckoutSession},
		{"UpdateCheckoutSession", http.MethodPatch, "checkoutSessions/*", keyIgnored, rate{20, 8, 5}, (*call).updateCheckoutSession},
		{"CompleteCheckoutSession", http.MethodPost, "checkoutSessions/*/complete", keyOptional, rate{20, 4, 2}, (*call).completeCheckoutSession},
		{"FinalizeCheckoutSession", http.MethodPost, "checkoutSessions/*/finalize", keyOptional, rate{20, 4, 2}, (*call).finalizeCheckoutSession}, //nolint:misspell // as Amazon spells it

		{"GetChargePermission", http.MethodGet, "chargePermissions/*", keyIgnored, rate{20, 4, 10}, (*call).getChargePermission},
		{"UpdateChargePermission", http.MethodPatch, "chargePermissions/*", keyIgnored, rate{10, 2, 5}, (*call).updateChargePermission},
		{"CloseChargePermission", http.MethodDelete, "chargePermissions/*/close", keyIgnored, rate{10, 2, 2}, (*call).closeChargePermission},

		{"CreateCharge", http.MethodPost, "charges", keyRequired, rate{10, 4, 2}, (*call).createCharge},
		{"GetCharge", http.MethodGet, "charges/*", keyIgnored, rate{20, 4, 5}, (*call).getCharge},
		{"UpdateCharge", http.MethodPatch, "charges/*", keyIgnored, rate{10, 2, 2}, (*call).updateCharge},
		{"CaptureCharge", http.MethodPost, "charges/*/capture", keyOptional, rate{20, 4, 2}, (*call).captureCharge},
		{"CancelCharge", http.MethodDelete, "charges/*/cancel", keyIgnored, rate{10, 2, 2}, (*call).cancelCharge},

		{"CreateRefund", http.MethodPost, "refunds", keyRequired, rate{10, 4, 2}, (*call).createRefund},
		{"GetRefund", http.MethodGet, "refunds/*", keyIgnored, rate{20, 4, 5}, (*call).getRefund},

		{"CreateDeliveryTracker", http.MethodPost, "deliveryTrackers", keyOptional, rate{10, 1, 1}, (*call).createDeliveryTracker},
		{"GetAuthorizationToken", http.MethodGet, "authorizationTokens/*", keyIgnored, rate{5, 1, 5}, (*call).getAuthorizationToken},

		{"GetReports", http.MethodGet, "reports", keyIgnored, rate{20, 4, 5}, (*call).getReports},
		{"GetReport", http.MethodGet, "reports/*", keyIgnored, rate{20, 4, 5}, (*call).getReport},
		{"CreateReport", http.MethodPost, "reports", keyOptional, rate{10, 4, 2}, (*call).createReport},
		{"GetReportDocument", http.MethodGet, "report-documents/*", keyIgnored, rate{20, 4, 5}, (*call).getReportDocument},
		{"GetReportSchedules", http.MethodGet, "report-schedules", keyIgnored, rate{20, 4, 5}, (*call).getReportSchedules},
		{"GetReportSchedule", http.MethodGet, "report-schedules/*", keyIgnored, rate{20, 4, 5}, (*call).getReportSchedule},
		{"CreateReportSchedule", http.MethodPost, "report-schedules", keyOptional, rate{10, 4, 2}, (*call).createReportSchedule},
		{"CancelReportSchedule", http.MethodDelete, "report-schedules/*", keyIgnored, rate{10, 2, 2}, (*call).cancelReportSchedule},
		{"GetDisbursements", http.MethodGet, "disbursements", keyIgnored, rate{20, 4, 5}, (*call).getDisbursements},

		{"CreateMerchantAccount", http.MethodPost, "merchantAccounts", keyOptional, rate{10, 1, 1}, (*call).createMerchantAccount},
		{"UpdateMerchantAccount", http.MethodPatch, "merchantAccounts/*", keyIgnored, rate{10, 1, 1}, (*call).updateMerchantAccount},
		{"ClaimMerchantAccount", http.MethodPost, "merchantAccounts/*/claim", keyOptional, rate{10, 1, 1}, (*call).claimMerchantAccount},
		{"DeleteMerchantAccount", http.MethodDelete, "merchantAccounts/*", keyIgnored, rate{10, 1, 1}, (*call).deleteMerchantAccount},
		{"CreateStore", http.MethodPost, "merchantAccounts/*/stores", keyOptional, rate{10, 1, 1}, (*call).createStore},
		{"UpdateStore", http.MethodPatch, "merchantAccounts/*/stores/*", keyIgnored, rate{10, 1, 1}, (*call).updateStore},

		// Named only (protocol 3.10).
		{"CreateDispute", http.MethodPost, "disputes", keyIgnored, rate{}, (*call).absent},
		{"GetDispute", http.MethodGet, "disputes/*", keyIgnored, rate{}, (*call).absent},
		{"UpdateDispute", http.MethodPatch, "disputes/*", keyIgnored, rate{}, (*call).absent},
		{"ContestDispute", http.MethodPost, "disputes/*/contest", keyIgnored, rate{}, (*call).absent},
		{"UploadFile", http.MethodPost, "files", keyIgnored, rate{}, (*call).absent},
		{"MerchantScan", http.MethodPost, "in-store/merchantScan", keyIgnored, rate{}, (*call).absent},
		{"InStoreCharge", http.MethodPost, "in-store/charge", keyIgnored, rate{}, (*call).absent},
		{"InStoreRefund", http.MethodPost, "in-store/refund", keyIgnored, rate{}, (*call).absent},
	}
}

// absent is an operation of Amazon's that this sandbox does not have.
func (c *call) absent() (int, any, *Error) {
	return 0, nil, refuse(405, "RequestNotSupported", "This sandbox does not have '"+c.path+"': no disputes, files or in-store payments.")
}

// route is what the path of a request says.
type route struct {
	environment environment // "" when left out
	operation   *operation
	ids         []string
}

// find reads a path with or without environment and with or without a slash at the end (protocol 1.1).
func find(ops []operation, method, path string) (route, *Error) {
	var found route
	parts := strings.Split(strings.TrimSuffix(strings.TrimPrefix(path, "/"), "/"), "/")
	if env := environment(parts[0]); env == sandboxEnvironment || env == liveEnvironment {
		found.environment, parts = env, parts[1:]
	}
	if len(parts) < 2 {
		return found, notFound(path)
	}
	if parts[0] != "v2" {
		return found, refuse(400, "InvalidAPIVersion", "The API version '"+parts[0]+"' is not supported.")
	}
	known := false
	for i := range ops {
		ids, ok := match(ops[i].path, parts[1:])
		if !ok {
			continue
		}
		known = true
		if ops[i].method == method {
			found.operation, found.ids = &ops[i], ids
			return found, nil
		}
	}
	if known {
		return found, refuse(405, "UnsupportedOperation", "The method "+method+" is not supported for '"+path+"'.")
	}
	return found, notFound(path)
}

func match(pattern string, parts []string) (ids []string, ok bool) {
	want := strings.Split(pattern, "/")
	if len(want) != len(parts) {
		return nil, false
	}
	for i, w := range want {
		switch {
		case w == "*" && parts[i] != "":
			ids = append(ids, parts[i])
		case w != parts[i]:
			return nil, false
		}
	}
	return ids, true
}
