package sandbox

import (
	"net"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// secureURL is nil unless the text is an address that Amazon would send a browser to: https, or http on this machine.
func secureURL(text string) *url.URL {
	u, err := url.Parse(text)
	if err != nil || len(text) > 2048 || u.User != nil || !isHost(u.Hostname()) {
		return nil
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())) {
		return nil
	}
	return u
}

// isHost tells whether the name can be looked up. It keeps out what would end a source in a Content-Security-Policy.
func isHost(name string) bool {
	ascii, err := idna.Lookup.ToASCII(name)
	return net.ParseIP(name) != nil || err == nil && (ascii == "localhost" || strings.Contains(ascii, "."))
}

// asciiOrigin is originOf for names in any script: as a browser says it, in ASCII, without the usual port.
func asciiOrigin(u *url.URL) string {
	host, port := u.Hostname(), u.Port()
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	usual := map[string]string{"https": "443", "http": "80"}
	if port != "" && port != usual[u.Scheme] {
		host += ":" + port
	}
	return u.Scheme + "://" + host
}

// originOfDomain is the JavaScript origin of a payment page; "" without one.
func originOfDomain(domain string) string {
	u, err := url.Parse("https://" + domain)
	if err != nil || !isHost(u.Hostname()) || strings.HasSuffix(domain, ":") {
		return ""
	}
	if isLoopback(u.Hostname()) {
		u.Scheme = "http"
	}
	return asciiOrigin(u)
}
