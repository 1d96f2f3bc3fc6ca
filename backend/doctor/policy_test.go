package doctor

import (
	"net/url"
	"os"
	"strings"
	"testing"
)

const (
	shopPage = "https://shop.example/cart"
	ourFile  = "https://pay.example/embed/v1/noren.js"
)

func address(t testing.TB, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// Which sources allow our file, as CSP Level 3 matches them.
func TestX15_SourcesOfAPolicy(t *testing.T) {
	for source, want := range map[string]bool{
		"https://pay.example": true, "pay.example": true, "https:": true, "*": true, "http://pay.example": true, "http:": true, "HTTPS://PAY.EXAMPLE": true,
		"*.example": true, "https://*.example": true, "pay.example:443": true, "pay.example:*": true, "pay.example:80": true,
		"https://pay.example/": true, "https://pay.example/embed/": true, "https://pay.example/embed/v1/noren.js": true,
		"'self'": false, "'none'": false, "data:": false, "pay.example:8443": false, "*.pay.example": false, "example": false, "wss:": false,
		"https://pay.example/embed": false, "https://pay.example/other/": false, "https://pay.example.evil": false, "evilpay.example": false, "*pay.example": false,
		"": false, "'unsafe-inline'": false,
	} {
		if got := matches(source, address(t, shopPage), address(t, ourFile)); got != want {
			t.Errorf("%q: %t", source, got)
		}
	}
	local := address(t, "http://shop.localhost:8083/")
	if matches("pay.localhost", local, address(t, "http://pay.localhost:8081/x")) || !matches("pay.localhost:8081", local, address(t, "http://pay.localhost:8081/x")) ||
		!matches("'self'", local, address(t, "http://shop.localhost:8083/x")) {
		t.Error("ports on this machine")
	}
}

func TestX15_ScriptsOfAPolicy(t *testing.T) {
	tag := script{nonce: "abc", integrity: "sha384-xyz"}
	for text, want := range map[string]bool{
		"": true, "img-src 'none'": true, "script-src https://pay.example": true, "default-src https://pay.example": true, "script-src 'none'": false,
		"default-src https://pay.example; script-src 'self'": false, "script-src-elem https://pay.example; script-src 'none'": true,
		"script-src 'nonce-abc'": true, "script-src 'nonce-ABC'": false, "script-src 'strict-dynamic' https://pay.example": false,
		"script-src 'strict-dynamic' 'nonce-abc'": true, "script-src 'STRICT-dynamic' 'sha384-xyz'": true, "script-src": false,
		"script-src https://pay.example; script-src 'none'": true, "SCRIPT-SRC 'none'": false, ";;  ;script-src\thttps://pay.example ;": true,
	} {
		allowed := true
		for _, p := range parsePolicies([]string{text}) {
			allowed = allowed && p.allowsScript(address(t, shopPage), address(t, ourFile), tag)
		}
		if allowed != want {
			t.Errorf("%q: %t", text, allowed)
		}
	}
}

func TestX15_TrustedTypesOfAPolicy(t *testing.T) {
	for text, want := range map[string]bool{
		"require-trusted-types-for 'script'": true, "trusted-types noren": true, "trusted-types default noren 'allow-duplicates'": true, "trusted-types *": true,
		"trusted-types": false, "trusted-types 'none'": false, "trusted-types default": false, "script-src 'self'": true,
	} {
		if got := parsePolicies([]string{text})[0].allowsMarkup(); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

// What the documentation tells shops to allow is what the doctor wants allowed.
func TestX15_TheDocumentedPolicyIsEnough(t *testing.T) {
	text, err := os.ReadFile("../../static/docs/security.en.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(text), "```")
	for i, program := range map[int]bool{1: true, 3: false} {
		p := parsePolicies([]string{"default-src 'none'; " + strings.ReplaceAll(blocks[i], "\n", " ")})[0]
		self, file := address(t, shopPage), address(t, ourFile)
		if !p.allowsScript(self, file, script{}) || !p.allowsFetch("connect-src", self, file) || !p.allowsFetch("img-src", self, file) || p.allowsProgram() != program {
			t.Errorf("%s is not enough", blocks[i])
		}
	}
}

// The attributes that the doctor knows are those that the loader knows.
func TestX15_AttributesAreTheLoaders(t *testing.T) {
	text, err := os.ReadFile("../../static/embed/diagnose.ts")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), `own = "`)
	own, _, _ := strings.Cut(rest, `"`)
	if want := own + " placement kind target site lang colour size"; len(own) < 20 || !sameWords(want, strings.Join(attributes, " ")) {
		t.Errorf("the loader knows %q", want)
	}
}

func sameWords(a, b string) bool {
	set := map[string]int{}
	for word := range strings.FieldsSeq(a) {
		set[word] |= 1
	}
	for word := range strings.FieldsSeq(b) {
		set[word] |= 2
	}
	for _, in := range set {
		if in != 3 {
			return false
		}
	}
	return true
}

func TestX15_LinesOnAPhone(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "あ": 1, strings.Repeat("あ", 22): 1, strings.Repeat("あ", 23): 2, strings.Repeat("a", 44): 1, strings.Repeat("a", 45): 2, "あ\n\nい": 3,
		strings.Repeat("ｱ", 44): 1, strings.Repeat("あ", 200): 10,
	} {
		if got := linesOn(text, phoneWidth); got != want {
			t.Errorf("%q: %d lines", text, got)
		}
	}
}

// Whatever a page holds, reading it ends, and what is kept of it is bounded.
func FuzzX15_Pages(f *testing.F) {
	f.Add(`<script src="/embed/v1/noren.js" data-shop="s"></script><noren-pay cart="x" placement="cart"><meta http-equiv=content-security-policy content="script-src *, ;x">`)
	f.Fuzz(func(t *testing.T, text string) {
		c := readContent(strings.NewReader(text))
		if len(c.scripts) > maxKept || len(c.elements) > maxKept || len(c.metaPolicies) > maxKept {
			t.Error("too much is kept")
		}
		for _, e := range c.elements {
			faults(shopPage, e)
		}
		for _, p := range parsePolicies(c.metaPolicies) {
			p.allowsScript(address(t, shopPage), address(t, ourFile), script{})
			p.allowsFetch("connect-src", address(t, shopPage), address(t, ourFile))
		}
	})
}
