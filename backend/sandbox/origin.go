package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// checkOrigin refuses a button on a page whose JavaScript origin the merchant has not registered in Seller Central
// (protocol 7.1). A merchant without registered origins may have its button anywhere, unless a setting is as strict as
// Amazon.
func (s *Sandbox) checkOrigin(o owner, origin string) *Error {
	a, ok := s.accounts[o.merchantID]
	open := !ok || len(a.Origins) == 0 && !s.settings.RegisteredOriginsOnly
	if open || o.environment == sandboxEnvironment && isLocalhost(origin) {
		return nil
	}
	same := func(registered string) bool { return origin != "" && originOf(registered) == origin }
	if slices.ContainsFunc(a.Origins, same) {
		return nil
	}
	if origin == "" {
		origin = "(unknown)"
	}
	return refuse(http.StatusForbidden, buttonAccess, "The JavaScript origin '"+origin+"' is not registered for merchant "+o.merchantID+".")
}

// buttonAccess is Amazon's name for a button on a page that is not registered.
const buttonAccess = "InvalidButtonAccessRequest"

func isLocalhost(origin string) bool {
	return origin == "http://localhost" || strings.HasPrefix(origin, "http://localhost:")
}

// originOf is scheme, host and port of an address, or "". Browsers leave out a scheme's own port.
func originOf(address string) string {
	if !isWebURL(address) {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Host)
	if port, ok := map[string]string{"http": ":80", "https": ":443"}[u.Scheme]; ok {
		host = strings.TrimSuffix(host, port)
	}
	return u.Scheme + "://" + host
}

// pageOrigin is where a button was pressed: what the browser says, else what checkout.js says. Pages may hide the
// first, as "null".
func pageOrigin(r *http.Request, form url.Values) string {
	if origin := r.Header.Get("Origin"); r.Method == http.MethodPost && origin != "" && origin != "null" {
		return origin
	}
	return originOf(form.Get("origin_url"))
}
