package web

import (
	"net/http"
	"net/netip"
	"strings"

	"github.com/labstack/echo/v4"
)

// clientIP names the client, for limits: the peer of the connection, or what the farthest of our own proxies saw. Each proxy adds
// its peer to the end of X-Forwarded-For; whatever stands before those entries is the client's own word, and is not believed.
func clientIP(proxies int) echo.IPExtractor {
	peer := echo.ExtractIPDirect()
	return func(r *http.Request) string {
		seen := strings.Split(strings.Join(r.Header.Values(echo.HeaderXForwardedFor), ","), ",")
		at := len(seen) - proxies
		if proxies > 0 && at >= 0 {
			if ip, err := netip.ParseAddr(strings.TrimSpace(seen[at])); err == nil {
				return oneClient(ip)
			}
		}
		ip, err := netip.ParseAddr(peer(r))
		if err != nil {
			return peer(r)
		}
		return oneClient(ip)
	}
}

// oneClient is the same for all the addresses that one client has at will: of IPv6, the first one of its /64, which is the smallest
// network that anybody is given (RFC 6177).
func oneClient(ip netip.Addr) string {
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	network, err := ip.Prefix(64)
	if err != nil {
		return ip.String()
	}
	return network.Addr().String()
}
