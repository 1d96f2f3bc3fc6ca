package web

import (
	"net"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// clientIP names the client, for rate limits: the peer of the connection, or what the farthest of our own proxies saw. Each proxy
// adds its peer to the end of X-Forwarded-For; whatever stands before those entries is the client's own word, and is not believed.
func clientIP(proxies int) echo.IPExtractor {
	peer := echo.ExtractIPDirect()
	return func(r *http.Request) string {
		seen := strings.Split(strings.Join(r.Header.Values(echo.HeaderXForwardedFor), ","), ",")
		at := len(seen) - proxies
		if proxies == 0 || at < 0 {
			return peer(r)
		}
		if ip := net.ParseIP(strings.TrimSpace(seen[at])); ip != nil {
			return ip.String()
		}
		return peer(r)
	}
}
