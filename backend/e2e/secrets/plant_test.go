package secrets

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"noren/backend/sandbox"
)

// plants are what must not be found, by what it is. Some are only known once the product has made them.
type plants struct {
	mu     sync.Mutex
	values map[string]string
}

func (p *plants) add(name, value string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for n := 2; p.values[name] != "" && p.values[name] != value; n++ {
		name = strings.TrimRight(name, " 0123456789") + " " + strconv.Itoa(n)
	}
	p.values[name] = value
}

// What is planted of a person. No word of it is a word of ours.
const (
	family, given          = "植込", "花菖蒲"
	familyKana, givenKana  = "ウエコミ", "ハナショウブ"
	email, phone, postcode = "uekomi.hanashobu@planted.example", "0398761234", "1560099"
	street, building       = "苗床町98-76", "鈴蘭荘4219"
	memberID               = "member-of-the-hedge"
	worker, workersEmail   = "生垣 剪定", "ikegaki.sentei@planted.example"
	password               = "hedge trimmer standing in the rain"
	mailPassword           = "smtp-wild-garlic-77"
	redisPassword          = "redis-wild-strawberry-88"
)

func newPlants() *plants {
	return &plants{values: map[string]string{
		"family name": family, "given name": given, "family kana": familyKana, "given kana": givenKana, "email": email, "phone": phone,
		"phone with dashes": "03-9876-1234", "street": "苗床町", "building": building, "postcode": postcode, "member": memberID,
		"worker's name": "剪定", "worker's email": workersEmail, "password": password, "mail server's password": mailPassword, "Redis' password": redisPassword,
	}}
}

// person is the sandbox's buyer whom market's shoppers are.
func person() sandbox.Buyer {
	text := func(s string) *string { return &s }
	return sandbox.Buyer{
		ID: "taro", Name: family + " " + given, Email: email, Phone: phone,
		Addresses: []sandbox.BookedPlace{{ID: "home", Address: sandbox.Address{
			Name: family + " " + given, AddressLine1: text("世田谷区" + street), AddressLine2: text(building), StateOrRegion: text("東京都"), PostalCode: text("156-0099"),
			CountryCode: text("JP"), PhoneNumber: text(phone),
		}}},
		Cards: []sandbox.Card{
			{ID: "1111", Label: "Planted ****1111", Descriptor: "PlantedBank ****1111", Outcome: sandbox.Success},
			{ID: "3434", Label: "Planted ****3434", Descriptor: "PlantedBank ****3434", Outcome: sandbox.Declined},
		},
	}
}

// key plants a private key: a line of its PEM, and bytes of its secret exponent.
func (p *plants) key(name string, key *rsa.PrivateKey) error {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	p.add(name+", PEM", strings.Split(string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})), "\n")[12])
	p.add(name+", exponent", string(key.D.Bytes()[:32]))
	return nil
}

// forms are the ways in which a value might be written.
func forms(value string) map[string]string {
	quoted := strconv.QuoteToASCII(value)
	all := map[string]string{
		"as it is": value, "in an address": url.QueryEscape(value), "in a path": url.PathEscape(value), "in ASCII": quoted[1 : len(quoted)-1],
		"base64": base64.StdEncoding.EncodeToString([]byte(value)), "base64url": base64.RawURLEncoding.EncodeToString([]byte(value)),
		"hexadecimal": hex.EncodeToString([]byte(value)),
	}
	if text, err := json.Marshal(value); err == nil {
		all["JSON"] = string(text[1 : len(text)-1])
	}
	return all
}

// complaints is what of a test takes what was found.
type complaints interface {
	Helper()
	Errorf(format string, arguments ...any)
}

// absent proves that nothing planted is in a place, but what the place may hold: names of plants, with the reason.
func (p *plants) absent(t complaints, place, text string, may map[string]string) {
	t.Helper()
	if text == "" {
		t.Errorf("%s is empty: nothing was searched", place)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for name, value := range p.values {
		if len(value) < 6 {
			t.Errorf("%s: %q is too short to be told from anything else", name, value)
		}
		if may[name] != "" {
			continue
		}
		for way, form := range forms(value) {
			if at := strings.Index(text, form); at >= 0 {
				t.Errorf("%s holds the %s, %s: %s", place, name, way, around(text, at, len(form)))
			}
		}
	}
}

func around(text string, at, length int) string {
	return fmt.Sprintf("%.300q", text[max(0, at-120):min(len(text), at+length+60)])
}

// heard are complaints of a search that is itself under test.
type heard []string

func (h *heard) Helper() {}

func (h *heard) Errorf(format string, arguments ...any) {
	*h = append(*h, fmt.Sprintf(format, arguments...))
}

// The search itself finds what is there, in each of the forms as somebody else writes them, and nothing where nothing is. Every value
// that is planted is long enough to be searched for.
func TestIssue8_TheSearchFinds(t *testing.T) {
	var clean heard
	newPlants().absent(&clean, "a clean place", "nothing of anybody's", nil)
	if len(clean) > 0 {
		t.Errorf("found where nothing is: %q", clean)
	}
	const value = "生垣>>?/a b"
	for way, written := range map[string]string{
		"as it is": "生垣>>?/a b", "JSON": `生垣\u003e\u003e?/a b`, "in ASCII": `\u751f\u57a3>>?/a b`,
		"in an address": "%E7%94%9F%E5%9E%A3%3E%3E%3F%2Fa+b", "in a path": "%E7%94%9F%E5%9E%A3%3E%3E%3F%2Fa%20b",
		"base64": "55Sf5Z6jPj4/L2EgYg==", "base64url": "55Sf5Z6jPj4_L2EgYg", "hexadecimal": "e7949fe59ea33e3e3f2f612062",
	} {
		var found heard
		p := &plants{values: map[string]string{"hedge": value}}
		p.absent(&found, "a line", `{"to":"`+written+`"}`, nil)
		if !strings.Contains(strings.Join(found, "\n"), "the hedge, "+way+": ") {
			t.Errorf("%s: %q was not found: %q", way, written, found)
		}
		var allowed heard
		p.absent(&allowed, "a line", `{"to":"`+written+`"}`, map[string]string{"hedge": "it may"})
		if len(allowed) > 0 {
			t.Errorf("%s: what may be there is found: %q", way, allowed)
		}
	}
	var empty, short heard
	newPlants().absent(&empty, "nowhere", "", nil)
	(&plants{values: map[string]string{"hedge": "ivy"}}).absent(&short, "a line", "text", nil)
	if len(empty) == 0 || len(short) == 0 {
		t.Error("a search of nothing, or for what is anywhere, is taken for one")
	}
}
