package merchant

import (
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var hostnames = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$`)

// isOrigin reports whether text is an origin as a browser would send it, over https: lower case, no path, no port that
// goes without saying. Plain http is for names of this very machine only (design.md section 4).
func isOrigin(text string) bool {
	u, err := url.Parse(text)
	if err != nil || u.Scheme+"://"+u.Host != text || !secure(u) || strings.HasSuffix(u.Host, ":") {
		return false
	}
	if u.Port() != "" {
		port, err := strconv.ParseUint(u.Port(), 10, 16)
		usual := map[string]uint64{"https": 443, "http": 80}[u.Scheme]
		if err != nil || port == 0 || port == usual || strconv.FormatUint(port, 10) != u.Port() {
			return false
		}
	}
	return hostnames.MatchString(u.Hostname()) || isAddress(u.Hostname())
}

// onOrigins reports whether target is an address on one of the origins.
func onOrigins(target string, origins []string) bool {
	u, err := url.Parse(target)
	return err == nil && u.User == nil && u.Fragment == "" && slices.Contains(origins, u.Scheme+"://"+u.Host)
}

// isReceiver reports whether target can be told of events: by name, because an address says nothing about whose it is. What
// the name stands for is checked again with every connection.
func isReceiver(target string) bool {
	u, err := url.Parse(target)
	if err != nil || u.User != nil || u.Fragment != "" || u.Opaque != "" || !secure(u) {
		return false
	}
	return local(u.Hostname()) || hostnames.MatchString(u.Hostname()) && !isAddress(u.Hostname())
}

// isPage reports whether target is the address of a page that a browser reaches, over https or on this very machine.
func isPage(target string) bool {
	u, err := url.Parse(target)
	return err == nil && u.Host != "" && u.User == nil && secure(u)
}

func secure(u *url.URL) bool {
	return u.Scheme == "https" || u.Scheme == "http" && local(u.Hostname())
}

// local names this machine; browsers trust the same names without https.
func local(host string) bool {
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || host == "127.0.0.1" || host == "::1"
}

// isAddress knows an IP address in its usual form. A name whose last part is a number is one in an unusual form.
func isAddress(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	return last != "" && strings.Trim(last, "0123456789") == ""
}
