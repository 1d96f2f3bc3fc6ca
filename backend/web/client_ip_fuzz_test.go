package web

import (
	"net"
	"net/http"
	"net/netip"
	"testing"
)

// Whatever a client says of its address: behind our proxies it is the one that the farthest of them saw.
func FuzzReliability11_ClientIP(f *testing.F) {
	for _, said := range []string{"", "203.0.113.9", "1, 2, 3", "::1, fe80::1%lo", ",,,", "203.0.113.9:80", "unknown\t", "\"[2001:db8::1]\""} {
		f.Add(said, "198.51.100.7")
	}
	f.Fuzz(func(t *testing.T, said, seen string) {
		ip, err := netip.ParseAddr(seen)
		if err != nil || ip.Zone() != "" { // a zone is of our own machine
			return
		}
		r := &http.Request{RemoteAddr: "192.0.2.1:4711", Header: http.Header{"X-Forwarded-For": {said, seen}}}
		want := ip.Unmap().String()
		if network, err := ip.Unmap().WithZone("").Prefix(64); err == nil && ip.Unmap().Is6() {
			want = network.Addr().String()
		}
		if got := clientIP(1)(r); got != want {
			t.Errorf("one proxy saw %q, the client said %q: %q", seen, said, got)
		}
		if got := clientIP(0)(r); got != "192.0.2.1" {
			t.Errorf("no proxy, and the client is %q", got)
		}
		if net.ParseIP(clientIP(3)(r)) == nil {
			t.Errorf("%q is no address", clientIP(3)(r))
		}
	})
}
