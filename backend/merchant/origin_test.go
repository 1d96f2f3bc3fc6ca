package merchant

import (
	"net/url"
	"testing"

	"pgregory.net/rapid"
)

func TestIsOrigin(t *testing.T) {
	for text, want := range map[string]bool{
		"https://shop.example":          true,
		"https://shop.example:8443":     true,
		"https://xn--8ovp16a.example":   true,
		"https://192.0.2.1":             true,
		"https://[2001:db8::1]:8443":    true,
		"http://localhost":              true,
		"http://localhost:8082":         true,
		"http://shop.localhost:8082":    true,
		"http://127.0.0.1:8082":         true,
		"http://[::1]:8082":             true,
		"http://shop.example":           false,
		"http://localhost.example":      false,
		"http://notlocalhost":           false,
		"https://shop.example/":         false,
		"https://shop.example/x":        false,
		"https://shop.example?":         false,
		"https://shop.example#":         false,
		"https://Shop.example":          false,
		"HTTPS://shop.example":          false,
		"https://shop.example:443":      false,
		"http://localhost:80":           false,
		"https://shop.example:":         false,
		"https://shop.example:0":        false,
		"https://shop.example:08443":    false,
		"https://shop.example:99999":    false,
		"https://u@shop.example":        false,
		"https://店.example":             false,
		"https://*.shop.example":        false,
		"https://":                      false,
		"https://shop.example, https:x": false,
		"null":                          false,
		"":                              false,
	} {
		if isOrigin(text) != want {
			t.Errorf("isOrigin(%q) = %t", text, !want)
		}
	}
}

// What is an origin is its own scheme and host, and every address below it is on it.
func TestOriginsHoldTheirAddresses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		origin := rapid.StringMatching(`(https://[a-z]([a-z0-9.-]{0,20}[a-z])?|http://([a-z]{1,9}\.)?localhost)(:[1-9][0-9]{3})?`).Draw(t, "origin")
		if !isOrigin(origin) {
			t.Fatalf("%s is no origin", origin)
		}
		path := "/" + url.PathEscape(rapid.String().Draw(t, "path"))
		if !onOrigins(origin+path, []string{origin}) || onOrigins(origin+path, []string{origin + "0"}) {
			t.Fatalf("%s%s", origin, path)
		}
	})
}

func TestIsReceiver(t *testing.T) {
	for text, want := range map[string]bool{
		"https://shop.example/hooks/noren?x=1": true,
		"http://shop.localhost:8082/hooks":     true,
		"http://127.0.0.1:8082/hooks":          true,
		"http://shop.example/hooks":            false,
		"https://10.0.0.1/hooks":               false,
		"https://[fe80::1%25lo]/":              false,
		"https://[2001:db8::1]/":               false,
		"https://2130706433/":                  false,
		"https://0x7f.1/":                      false,
		"https://user:word@shop.example/":      false,
		"https://shop.example/#x":              false,
		"https:shop.example":                   false,
		"https://":                             false,
		"file:///etc/passwd":                   false,
	} {
		if isReceiver(text) != want {
			t.Errorf("isReceiver(%q) = %t", text, !want)
		}
	}
}
