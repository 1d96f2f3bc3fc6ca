package token_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/backend/token"
)

const shop = "shop_1"

var (
	keys  = map[string][]byte{"k1": []byte("0123456789abcdef0123456789abcdef"), "k2": []byte("fedcba9876543210fedcba9876543210")}
	start = time.Date(2026, 11, 27, 3, 0, 0, 0, time.UTC)
)

type claims struct {
	jwt.RegisteredClaims

	Word string `json:"word"`
}

func (c *claims) Registered() jwt.RegisteredClaims { return c.RegisteredClaims }

// parts are what a shop's server puts into a token; a member token by default, issued at start for 15 minutes.
type parts struct {
	header, claims map[string]any
	key            []byte
	method         jwt.SigningMethod
}

func signed(t testing.TB, change func(p *parts)) string {
	t.Helper()
	p := parts{
		header: map[string]any{"typ": "noren-member", "kid": "k1"},
		claims: map[string]any{
			"iss": shop, "aud": "noren", "iat": start.Unix(), "exp": start.Add(15 * time.Minute).Unix(), "word": "暖簾",
		},
		key: keys["k1"], method: jwt.SigningMethodHS256,
	}
	if change != nil {
		change(&p)
	}
	of := jwt.NewWithClaims(p.method, jwt.MapClaims(p.claims))
	for name, value := range p.header {
		of.Header[name] = value
	}
	var key any = p.key
	if p.method == jwt.SigningMethodNone {
		key = jwt.UnsafeAllowNoneSignatureType
	}
	text, err := of.SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func read(text string, now time.Time) (claims, error) {
	var c claims
	err := token.Member.Read(text, shop, keys, func() time.Time { return now }, &c)
	return c, err
}

func TestX13_TokenOfTheShopIsRead(t *testing.T) {
	for name, change := range map[string]func(p *parts){
		"as documented":    nil,
		"key before":       func(p *parts) { p.header["kid"], p.key = "k2", keys["k2"] },
		"several for whom": func(p *parts) { p.claims["aud"] = []string{"other", "noren"} },
		"more claims":      func(p *parts) { p.claims["jti"] = "1" },
	} {
		if c, err := read(signed(t, change), start); err != nil || c.Word != "暖簾" {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
}

func TestX13_ForgedTokensAreRefused(t *testing.T) {
	good := signed(t, nil)
	part := strings.Split(good, ".")
	encode := base64.RawURLEncoding.EncodeToString
	claim := func(name string, value any) string {
		return signed(t, func(p *parts) {
			if p.claims[name] = value; value == nil {
				delete(p.claims, name)
			}
		})
	}
	header := func(name string, value any) string { return signed(t, func(p *parts) { p.header[name] = value }) }
	for name, text := range map[string]string{
		"empty":              "",
		"no token":           "暖簾",
		"two parts":          part[0] + "." + part[1],
		"four parts":         good + ".x",
		"no signature":       part[0] + "." + part[1] + ".",
		"alg none":           signed(t, func(p *parts) { p.method = jwt.SigningMethodNone }),
		"alg none, kept":     encode([]byte(`{"alg":"none","typ":"noren-member","kid":"k1"}`)) + "." + part[1] + "." + part[2],
		"HS384":              signed(t, func(p *parts) { p.method = jwt.SigningMethodHS384 }),
		"other claims":       part[0] + "." + encode([]byte(`{"iss":"shop_1","aud":"noren","iat":1,"exp":9999999999}`)) + "." + part[2],
		"wrong key":          signed(t, func(p *parts) { p.key = []byte(strings.Repeat("x", 32)) }),
		"key of the other":   signed(t, func(p *parts) { p.key = keys["k2"] }),
		"unknown kid":        header("kid", "k3"),
		"kid is a number":    header("kid", 1),
		"no kid":             header("kid", nil),
		"cart token":         header("typ", "noren-cart"),
		"JWT":                header("typ", "JWT"),
		"typ in capitals":    header("typ", "NOREN-MEMBER"),
		"no typ":             header("typ", nil),
		"foreign shop":       claim("iss", "shop_2"),
		"no iss":             claim("iss", nil),
		"for somebody else":  claim("aud", "other"),
		"no aud":             claim("aud", nil),
		"no exp":             claim("exp", nil),
		"no iat":             claim("iat", nil),
		"issued later":       claim("iat", start.Add(token.Leeway+time.Second).Unix()),
		"not yet":            claim("nbf", start.Add(token.Leeway+time.Second).Unix()),
		"lives too long":     claim("exp", start.Add(15*time.Minute+time.Second).Unix()),
		"expires for ever":   claim("exp", int64(1)<<60),
		"iat is text":        claim("iat", "now"),
		"expired, foreign":   signed(t, func(p *parts) { p.claims["exp"], p.claims["iss"] = start.Add(-time.Hour).Unix(), "shop_2" }),
		"expired, wrong aud": signed(t, func(p *parts) { p.claims["exp"], p.claims["aud"] = start.Add(-time.Hour).Unix(), "other" }),
		"expired, forged": signed(t, func(p *parts) {
			p.claims["exp"], p.key = start.Add(-time.Hour).Unix(), keys["k2"]
		}),
		"blanks around":    " " + good + " ",
		"padded signature": good + "=",
	} {
		if _, err := read(text, start); !errors.Is(err, token.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
}

func TestX13_ShortKeysSignNothing(t *testing.T) {
	short := map[string][]byte{"k1": []byte("0123456789abcdef0123456789abcde")}
	text := signed(t, func(p *parts) { p.key = short["k1"] })
	if err := token.Member.Read(text, shop, short, func() time.Time { return start }, &claims{}); !errors.Is(err, token.ErrInvalid) {
		t.Errorf("31 bytes: %v", err)
	}
}

// The clocks may differ by the leeway, either way.
func TestX13_TokensExpire(t *testing.T) {
	text := signed(t, nil)
	for _, test := range []struct {
		after time.Duration
		want  error
	}{
		{-token.Leeway, nil},
		{-token.Leeway - time.Second, token.ErrInvalid},
		{15*time.Minute + token.Leeway - time.Second, nil},
		{15*time.Minute + token.Leeway + time.Second, token.ErrExpired},
		{365 * 24 * time.Hour, token.ErrExpired},
	} {
		if _, err := read(text, start.Add(test.after)); !errors.Is(err, test.want) {
			t.Errorf("after %v: %v, want %v", test.after, err, test.want)
		}
	}
}

func TestX13_EachKindIsItsOwn(t *testing.T) {
	for _, kind := range []token.Kind{token.Cart, token.Member} {
		for _, typ := range []string{token.Cart.Type, token.Member.Type} {
			text := signed(t, func(p *parts) { p.header["typ"] = typ })
			err := kind.Read(text, shop, keys, func() time.Time { return start }, &claims{})
			if (err == nil) != (kind.Type == typ) {
				t.Errorf("%s as %s: %v", typ, kind.Type, err)
			}
		}
	}
}

// What is read has been signed by one of the keys, whatever a stranger sends.
func FuzzX13_Read(f *testing.F) {
	good := signed(f, nil)
	for _, seed := range []string{
		good, signed(f, func(p *parts) { p.header["kid"], p.key = "k2", keys["k2"] }), strings.Replace(good, ".", "..", 1), "", "..", "e30.e30.",
		signed(f, func(p *parts) { p.method = jwt.SigningMethodNone }), signed(f, func(p *parts) { p.claims["exp"] = 1e300 }),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, err := read(text, start)
		if err != nil {
			if errors.Is(err, token.ErrInvalid) == errors.Is(err, token.ErrExpired) {
				t.Fatalf("%q: %v, want exactly one of the two errors", text, err)
			}
			return
		}
		at := strings.LastIndex(text, ".")
		var header struct{ Alg, Typ, Kid string }
		first, _, _ := strings.Cut(text, ".")
		plain, err := base64.RawURLEncoding.DecodeString(first)
		if err != nil || json.Unmarshal(plain, &header) != nil || header.Alg != "HS256" || header.Typ != "noren-member" {
			t.Fatalf("read with header %s", plain)
		}
		mac := hmac.New(sha256.New, keys[header.Kid])
		mac.Write([]byte(text[:at]))
		if base64.RawURLEncoding.EncodeToString(mac.Sum(nil)) != text[at+1:] {
			t.Fatalf("read without a signature: %q", text)
		}
	})
}
