package web

import (
	"net/http"
	"testing"
)

// A client cannot choose the address that its rate limit is kept under.
func TestClientIP(t *testing.T) {
	for _, test := range []struct {
		name      string
		proxies   int
		forwarded []string
		want      string
	}{
		{"nobody is believed without proxies", 0, []string{"198.51.100.7"}, "192.0.2.1"},
		{"one proxy", 1, []string{"198.51.100.7"}, "198.51.100.7"},
		{"what the client wrote itself", 1, []string{"203.0.113.9, 198.51.100.7"}, "198.51.100.7"},
		{"in a header line of its own", 1, []string{"203.0.113.9", "198.51.100.7"}, "198.51.100.7"},
		{"two proxies", 2, []string{"203.0.113.9, 198.51.100.7, 10.0.0.2"}, "198.51.100.7"},
		{"a client in a private network", 1, []string{"203.0.113.9, 10.1.2.3"}, "10.1.2.3"},
		{"IPv6 counts by its /64", 1, []string{"2001:DB8::7"}, "2001:db8::"},
		{"another address of the same /64", 1, []string{"2001:db8:0:0:ffff:1:2:3"}, "2001:db8::"},
		{"another /64", 1, []string{"2001:db8:0:1::7"}, "2001:db8:0:1::"},
		{"IPv4 in IPv6", 1, []string{"::ffff:198.51.100.7"}, "198.51.100.7"},
		{"with a zone", 1, []string{"fe80::7%eth0"}, "fe80::"},
		{"past the proxies", 2, []string{"203.0.113.9"}, "192.0.2.1"},
		{"no header", 1, nil, "192.0.2.1"},
		{"no address", 1, []string{"unknown"}, "192.0.2.1"},
	} {
		r := &http.Request{RemoteAddr: "192.0.2.1:1234", Header: http.Header{"X-Forwarded-For": test.forwarded}}
		if got := clientIP(test.proxies)(r); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	direct := &http.Request{RemoteAddr: "[2001:db8::7]:1234"}
	if got := clientIP(0)(direct); got != "2001:db8::" {
		t.Errorf("a connection by IPv6: %s", got)
	}
}
