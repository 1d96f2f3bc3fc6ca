package web_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/shared/api"
)

// forgeries are tokens that only look like one of the shop's, by what is wrong with them. Good is one that is right: all of them are made
// of it, and most are signed with the shop's very key.
func (w watched) forgeries(good, other string) map[string]string {
	w.t.Helper()
	part := strings.Split(good, ".")
	var header, claims map[string]any
	for i, into := range []*map[string]any{&header, &claims} {
		text, err := base64.RawURLEncoding.DecodeString(part[i])
		w.must(err)
		w.must(json.Unmarshal(text, into))
	}
	_, key, _ := strings.Cut(strings.TrimPrefix(w.cartKey, "ck_key_"), "_")
	secret, err := jwt.NewParser().DecodeSegment(key)
	w.must(err)
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	w.must(err)
	forge := func(method jwt.SigningMethod, key any, change func(h, c map[string]any)) string {
		token := jwt.NewWithClaims(method, jwt.MapClaims{})
		for name, value := range header {
			token.Header[name] = value
		}
		token.Header["alg"] = method.Alg()
		own := jwt.MapClaims{}
		for name, value := range claims {
			own[name] = value
		}
		token.Claims = own
		if change != nil {
			change(token.Header, own)
		}
		text, err := token.SignedString(key)
		w.must(err)
		return text
	}
	with := func(change func(h, c map[string]any)) string { return forge(jwt.SigningMethodHS256, secret, change) }
	raw := func(head string) string {
		return base64.RawURLEncoding.EncodeToString([]byte(head)) + "." + part[1] + "."
	}
	kid, _ := header["kid"].(string)
	typ, _ := header["typ"].(string)
	return map[string]string{
		"alg none":                  forge(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, nil),
		"alg nOnE":                  raw(`{"alg":"nOnE","typ":"` + typ + `","kid":"` + kid + `"}`),
		"no alg":                    raw(`{"typ":"`+typ+`","kid":"`+kid+`"}`) + part[2],
		"alg hs256":                 raw(`{"alg":"hs256","typ":"`+typ+`","kid":"`+kid+`"}`) + part[2],
		"HS384":                     forge(jwt.SigningMethodHS384, secret, nil),
		"HS512":                     forge(jwt.SigningMethodHS512, secret, nil),
		"RS256":                     forge(jwt.SigningMethodRS256, rsaKey, nil),
		"PS256":                     forge(jwt.SigningMethodPS256, rsaKey, nil),
		"signed with nothing":       forge(jwt.SigningMethodHS256, []byte{}, nil),
		"signed with the key's id":  forge(jwt.SigningMethodHS256, []byte(kid), nil),
		"signed with the key text":  forge(jwt.SigningMethodHS256, []byte(w.cartKey), nil),
		"brings its own key":        forge(jwt.SigningMethodHS256, []byte(strings.Repeat("k", 32)), func(h, _ map[string]any) { h["jwk"] = map[string]string{"kty": "oct", "k": "a2tr"} }),
		"says where the key is":     forge(jwt.SigningMethodRS256, rsaKey, func(h, _ map[string]any) { h["jku"], h["x5u"] = "https://evil.test/k", "https://evil.test/c" }),
		"another kind":              other,
		"typ JWT":                   with(func(h, _ map[string]any) { h["typ"] = "JWT" }),
		"no typ":                    with(func(h, _ map[string]any) { delete(h, "typ") }),
		"typ in capitals":           with(func(h, _ map[string]any) { h["typ"] = strings.ToUpper(typ) }),
		"typ is a list":             with(func(h, _ map[string]any) { h["typ"] = []string{typ} }),
		"no kid":                    with(func(h, _ map[string]any) { delete(h, "kid") }),
		"kid is a path":             with(func(h, _ map[string]any) { h["kid"] = "../../../dev/null" }),
		"kid is a statement":        with(func(h, _ map[string]any) { h["kid"] = kid + "' OR '1'='1" }),
		"kid is a number":           with(func(h, _ map[string]any) { h["kid"] = 1 }),
		"of another shop":           with(func(_, c map[string]any) { c["iss"] = "shop_other" }),
		"of nobody":                 with(func(_, c map[string]any) { delete(c, "iss") }),
		"for somebody else":         with(func(_, c map[string]any) { c["aud"] = "other" }),
		"for nobody":                with(func(_, c map[string]any) { delete(c, "aud") }),
		"without an end":            with(func(_, c map[string]any) { delete(c, "exp") }),
		"without a beginning":       with(func(_, c map[string]any) { delete(c, "iat") }),
		"for a year":                with(func(_, c map[string]any) { c["exp"] = w.now().AddDate(1, 0, 0).Unix() }),
		"from tomorrow":             with(func(_, c map[string]any) { c["iat"] = w.now().Add(24 * time.Hour).Unix() }),
		"not yet":                   with(func(_, c map[string]any) { c["nbf"] = w.now().Add(time.Hour).Unix() }),
		"an end that is a text":     with(func(_, c map[string]any) { c["exp"] = "never" }),
		"four parts":                good + ".e30",
		"two parts":                 part[0] + "." + part[1],
		"blanks":                    " " + good,
		"padded":                    part[0] + "=." + part[1] + "." + part[2],
		"signature in other base64": good[:len(good)-1] + "+",
		"JSON, not compact":         `{"payload":"` + part[1] + `","protected":"` + part[0] + `","signature":"` + part[2] + `"}`,
	}
}

// No token but the shop's own, of its kind, fresh, and signed by HS256 with the key that it names, is believed, wherever one is taken
// (design.md section 4; issue 8: forged tokens).
func TestIssue8_ForgedTokensAreBelievedNowhere(t *testing.T) {
	w := newWatched(t)
	s := w.returned("cart-1")
	carts := w.forgeries(w.token("cart-1"), w.memberToken())
	members := w.forgeries(w.memberToken(), w.token("cart-1"))
	if _, body, _ := w.post(api.Unlink.Path, encode(w.outward, api.UnlinkRequest{Shop: w.shop.ID, Member: w.memberToken()}), nil); problemCode(t, body) != api.LinkUnknown {
		t.Fatalf("the right one: %s", body)
	}
	for path, take := range map[string]struct {
		forged map[string]string
		body   func(token string) any
		code   api.Code
	}{
		api.Begin.Path:   {carts, func(token string) any { r := w.beginRequest("cart-9"); r.Cart = token; return r }, api.CartInvalid},
		api.Confirm.Path: {carts, func(token string) any { r := w.confirmRequest("cart-1", s.session); r.Cart = token; return r }, api.CartInvalid},
		api.Link.Path: {members, func(token string) any {
			return api.LinkRequest{Shop: w.shop.ID, Session: s.session, Member: token, Consent: api.ConsentVersion}
		}, api.MemberInvalid},
		api.Unlink.Path: {members, func(token string) any { return api.UnlinkRequest{Shop: w.shop.ID, Member: token} }, api.MemberInvalid},
	} {
		w.unchanged(path, nothing, func() {
			for name, token := range take.forged {
				status, answer, _ := w.post(path, encode(w.outward, take.body(token)), nil)
				if got := problemCode(t, answer); got != take.code || status != 422 {
					t.Errorf("%s, %s: %d %s", path, name, status, answer)
				}
			}
		})
	}
}
