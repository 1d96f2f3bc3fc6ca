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

// operation is one call of the API: its name at Amazon, its route below /v2, and the bucket of the sandbox
// environment (protocol 5.3: how many at once, one more each second).
type operation struct {
	name   string
	method string
	path   string // "*" stands for one identifier
	key    keyRule
	burst  int
	do     func(*call) (status int, answer any, wrong *Error)
}

// operations is the whole API (protocol 3).
func operations() []operation {
	return []operation{
		{"GetBuyer", http.MethodGet, "buyers/*", keyIgnored, 10, (*call).getBuyer},

		{"CreateCheckoutSession", http.MethodPost, "checkoutSessions", keyRequired, 5, (*call).createCheckoutSession},
		{"GetCheckoutSession", http.MethodGet, "checkoutSessions/*", keyIgnored, 10, (*call).getCheckoutSession},
		{"UpdateCheckoutSession", http.MethodPatch, "checkoutSessions/*", keyIgnored, 5, (*call).updateCheckoutSession},
		{"CompleteCheckoutSession", http.MethodPost, "checkoutSessions/*/complete", keyOptional, 2, (*call).completeCheckoutSession},
		{"FinalizeCheckoutSession", http.MethodPost, "checkoutSessions/*/finalize", keyOptional, 2, (*call).finalizeCheckoutSession}, //nolint:misspell // as Amazon spells it

		{"GetChargePermission", http.MethodGet, "chargePermissions/*", keyIgnored, 10, (*call).getChargePermission},
		{"UpdateChargePermission", http.MethodPatch, "chargePermissions/*", keyIgnored, 5, (*call).updateChargePermission},
		{"CloseChargePermission", http.MethodDelete, "chargePermissions/*/close", keyIgnored, 2, (*call).closeChargePermission},

		{"CreateCharge", http.MethodPost, "charges", keyRequired, 2, (*call).createCharge},
		{"GetCharge", http.MethodGet, "charges/*", keyIgnored, 5, (*call).getCharge},
		{"CaptureCharge", http.MethodPost, "charges/*/capture", keyOptional, 2, (*call).captureCharge},
		{"CancelCharge", http.MethodDelete, "charges/*/cancel", keyIgnored, 2, (*call).cancelCharge},

		{"CreateRefund", http.MethodPost, "refunds", keyRequired, 2, (*call).createRefund},
		{"GetRefund", http.MethodGet, "refunds/*", keyIgnored, 5, (*call).getRefund},
	}
}

// route is what the path of a request says.
type route struct {
	environment environment // "" when left out
	operation   *operation
	id          string
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
		id, ok := match(ops[i].path, parts[1:])
		if !ok {
			continue
		}
		known = true
		if ops[i].method == method {
			found.operation, found.id = &ops[i], id
			return found, nil
		}
	}
	if known {
		return found, refuse(405, "UnsupportedOperation", "The method "+method+" is not supported for '"+path+"'.")
	}
	return found, notFound(path)
}

func match(pattern string, parts []string) (id string, ok bool) {
	want := strings.Split(pattern, "/")
	if len(want) != len(parts) {
		return "", false
	}
	for i, w := range want {
		switch {
		case w == "*" && parts[i] != "":
			id = parts[i]
		case w != parts[i]:
			return "", false
		}
	}
	return id, true
}
