package webhook

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// ErrBlocked says that an address is not one that we go to: not https, or not a public one. Shops name the address, so
// without this wall they could make us knock at doors inside our own network.
var ErrBlocked = errors.New("address not allowed")

// CheckURL refuses an address by its form, with [ErrBlocked]. What its name stands for is checked when it is dialled.
func CheckURL(target string, allowLoopback bool) error {
	u, err := url.Parse(target)
	if err != nil || u.Host == "" || u.User != nil || strings.Contains(u.Host, "%") {
		return ErrBlocked
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !allowLoopback || !IsLoopbackName(u.Hostname())) {
		return ErrBlocked
	}
	return nil
}

// IsLoopbackName knows the names that browsers take for this very machine.
func IsLoopbackName(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsLoopback()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// Transport dials public addresses on port 443 only, and with allowLoopback those of this machine too. It asks no proxy: the address that is checked must be the one that is
// dialled, after the name was resolved, so that a name cannot change its mind in between.
func Transport(allowLoopback bool) *http.Transport {
	dialer := &net.Dialer{
		Timeout: connectTime,
		Control: func(_, address string, _ syscall.RawConn) error {
			if !mayDial(address, allowLoopback) {
				return fmt.Errorf("%w: %s", ErrBlocked, address)
			}
			return nil
		},
	}
	dial := dialer.DialContext
	if allowLoopback { // *.localhost is known to browsers, not to every resolver
		dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			if host, port, err := net.SplitHostPort(address); err == nil && IsLoopbackName(host) && host != "::1" {
				address = net.JoinHostPort("127.0.0.1", port)
			}
			return dialer.DialContext(ctx, network, address)
		}
	}
	return &http.Transport{
		DialContext: dial, TLSHandshakeTimeout: connectTime, MaxConnsPerHost: 2, MaxIdleConns: 64, IdleConnTimeout: 30 * time.Second,
		MaxResponseHeaderBytes: maxAnswer,
	}
}

// mayDial decides about a resolved address with its port.
func mayDial(address string, allowLoopback bool) bool {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return false
	}
	ip := to.Addr().Unmap()
	if allowLoopback && ip.IsLoopback() {
		return true
	}
	if to.Port() != 443 || ip.Zone() != "" || !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.Is6() && !public6.Contains(ip) {
		return false
	}
	for _, network := range special {
		if network.Contains(ip) {
			return false
		}
	}
	return true
}

// public6 is all that IANA has given out of IPv6 for everybody to reach. Outside of it lie the ways to translate an address of IPv4.
var public6 = netip.MustParsePrefix("2000::/3")

// special are networks that look public but are not, or lead to private ones by translation (IANA's special-purpose
// registries).
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("192.88.99.0/24"), netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"),
	netip.MustParsePrefix("3fff::/20"),
}
