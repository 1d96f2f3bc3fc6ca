package web_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/display"
	"noren/shared/yen"
)

// begins gives a Begin after a change, as the body that a page sends.
func (o *outward) begins(change func(r *api.BeginRequest)) string {
	r := o.beginRequest("cart-1")
	change(&r)
	return encode(o, r)
}

func (o *outward) buys(token string) string {
	return o.begins(func(r *api.BeginRequest) { r.Cart = token })
}

// Carts that are not the shop's own, fresh and unchanged ones begin nothing (design.md section 4).
func TestR4_14_WrongCartTokensChangeNothing(t *testing.T) {
	w := newWatched(t)
	good := w.token("cart-1")
	part := strings.Split(good, ".")
	claims, err := base64.RawURLEncoding.DecodeString(part[1])
	w.must(err)
	dear := base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(claims), "3000", "1", 1)))
	unsigned, err := jwt.NewWithClaims(jwt.SigningMethodNone, jwt.MapClaims{"iss": w.shop.ID, "aud": "noren"}).SignedString(jwt.UnsafeAllowNoneSignatureType)
	w.must(err)
	sign := func(change func(header, claims map[string]any)) string {
		return w.sign(basket("cart-1", 1, 3000), change)
	}
	at := func(d time.Duration) int64 { return w.now().Add(d).Unix() }
	foreign := w.cartKeyOf(w.addShop("別の店").ID)
	own := w.cartKey
	w.cartKey = foreign
	byAnother := sign(nil)
	w.cartKey = own
	invalid := func(name, token string) wrong {
		return wrong{name: name, body: w.buys(token), status: http.StatusUnprocessableEntity, code: api.CartInvalid}
	}
	w.refused(api.Begin.Path, []wrong{
		invalid("no token", "cart-1"),
		invalid("forged signature", good[:len(good)-4]+"AAAA"),
		invalid("changed amount", part[0]+"."+dear+"."+part[2]),
		invalid("unsigned", unsigned),
		invalid("key of another shop", byAnother),
		invalid("token of another shop", sign(func(_, c map[string]any) { c["iss"] = "shop_other" })),
		invalid("member token", sign(func(h, _ map[string]any) { h["typ"] = "noren-member" })),
		invalid("unknown key", sign(func(h, _ map[string]any) { h["kid"] = "key_nobody" })),
		invalid("issued tomorrow", sign(func(_, c map[string]any) { c["iat"] = at(24 * time.Hour) })),
		{"expired", w.buys(sign(func(_, c map[string]any) { c["iat"], c["exp"] = at(-time.Hour), at(-2*time.Minute) })), nil, 422, api.CartExpired, ""},
		{"of yesterday", w.buys(sign(func(_, c map[string]any) { c["iat"], c["exp"] = at(-25*time.Hour), at(time.Minute) })), nil, 422, api.CartInvalid, ""},
		{"empty", w.buys(""), nil, 409, api.Hidden(display.NoCart), ""},
		{"16 kB and a byte", w.buys(strings.Repeat("a", 16<<10+1)), nil, 422, api.Invalid, "cart"},
	})
	call(w.outward, api.Begin, w.beginRequest("cart-1")) // nothing of this stands in the way
}

// Carts that the rule forbids, or that do not add up (R1-7, R3-2, R3-11, R4-14).
func TestR3_2_WrongCartsChangeNothing(t *testing.T) {
	w := newWatched(t)
	cartOf := func(change func(c *cart.Cart)) string {
		c := basket("cart-1", 1, 3000)
		change(&c)
		return w.buys(w.sign(c, nil))
	}
	total := func(amount yen.Yen) string { return w.buys(w.sign(basket("cart-1", 1, amount), nil)) }
	goods := func(g cart.Goods) string { return cartOf(func(c *cart.Cart) { c.Items[0].Goods = g }) }
	kind := func(k cart.Kind) string { return cartOf(func(c *cart.Cart) { c.Kind = k }) }
	group := func(g string) string { return cartOf(func(c *cart.Cart) { c.Items[0].Group = g }) }
	hidden := func(name, body string, reason display.Reason) wrong {
		return wrong{name: name, body: body, status: http.StatusConflict, code: api.Hidden(reason)}
	}
	w.refused(api.Begin.Path, []wrong{
		hidden("¥0", total(0), display.GoodsRange),
		hidden("¥1,000,001", total(1_000_001), display.GoodsRange),
		hidden("postage above the range", cartOf(func(c *cart.Cart) { c.Postage, c.Total = 999_000, 1_002_000 }), display.TotalRange),
		hidden("paid by points", cartOf(func(c *cart.Cart) { c.Discounts, c.Total = 3000, 0 }), display.NothingToPay),
		hidden("subscription", goods(cart.Subscription), display.KindNotAllowed),
		hidden("club", goods(cart.Club), display.KindNotAllowed),
		hidden("proxy order", kind(cart.Proxy), display.KindNotAllowed),
		hidden("landing page", kind(cart.Landing), display.KindNotAllowed),
		hidden("overseas", kind(cart.Overseas), display.KindNotAllowed),
		hidden("group without Amazon Pay", group("cash"), display.GroupNotAllowed),
		hidden("unknown group", group("new"), display.GroupNotAllowed),
		hidden("smartphone site on a PC", w.begins(func(r *api.BeginRequest) { r.Site = button.SP }), display.SPSiteOnPC),
		{"kind unheard of", kind("auction"), nil, 422, api.Invalid, "kind"},
		{"negative postage", cartOf(func(c *cart.Cart) { c.Postage, c.Total = -100, 2900 }), nil, 422, api.Invalid, "postage"},
		{"total below its parts", cartOf(func(c *cart.Cart) { c.Total = 1 }), nil, 422, api.CartSum, ""},
	})
	call(w.outward, api.Begin, w.beginRequest("cart-1"))
}

// Everything else that Begin is told.
func TestWrongBeginsChangeNothing(t *testing.T) {
	w := newWatched(t)
	with := w.begins
	origin := func(name, origin string) wrong {
		return wrong{name, with(func(*api.BeginRequest) {}), map[string]string{"Origin": origin}, 403, api.WrongOrigin, ""}
	}
	back := func(target string, code api.Code, field string) wrong {
		return wrong{"back to " + target, with(func(r *api.BeginRequest) { r.ReturnTo = target }), nil, 422, code, field}
	}
	w.refused(api.Begin.Path, []wrong{
		{"unknown shop", with(func(r *api.BeginRequest) { r.Shop = "shop_nobody" }), nil, 404, api.UnknownShop, ""},
		{"no shop", with(func(r *api.BeginRequest) { r.Shop = "" }), nil, 422, api.Invalid, "shop"},
		{"shop in markup", with(func(r *api.BeginRequest) { r.Shop = "<script>" }), nil, 422, api.Invalid, "shop"},
		{"another kind", with(func(r *api.BeginRequest) { r.Kind = "gift" }), nil, 422, api.Invalid, "kind"},
		{"another placement", with(func(r *api.BeginRequest) { r.Placement = "mail" }), nil, 422, api.Invalid, "placement"},
		{"short challenge", with(func(r *api.BeginRequest) { r.Challenge = "short" }), nil, 422, api.Invalid, "challenge"},
		{"challenge that is none", with(func(r *api.BeginRequest) { r.Challenge = strings.Repeat("=", 43) }), nil, 422, api.Invalid, "challenge"},
		origin("another origin", "https://evil.test"),
		origin("looks like ours", shopOrigin+".evil.test"),
		origin("another scheme", "http://shop.test"),
		origin("another port", shopOrigin+":8443"),
		origin("sandboxed frame", "null"),
		origin("no origin", ""),
		back("https://evil.test/cart", api.BadReturnTo, ""),
		back("https://shop.test@evil.test/", api.BadReturnTo, ""),
		back("javascript:alert(1)", api.Invalid, "returnTo"),
		back("/cart", api.Invalid, "returnTo"),
	})
	s := w.returned("cart-1")
	w.open(w.pays(s, "cart-1"), s.cookie, api.Japanese)
	w.refused(api.Begin.Path, []wrong{{"cart that is paid", with(func(*api.BeginRequest) {}), nil, 409, api.AlreadyPaid, ""}})
}

// Bodies that are not the JSON that was asked for, on every endpoint: no two readers may understand different things.
func TestWrongBodiesChangeNothing(t *testing.T) {
	w := newWatched(t)
	s := w.returned("cart-1")
	good := map[string]string{
		api.Begin.Path:   encode(w.outward, w.beginRequest("cart-2")),
		api.Render.Path:  encode(w.outward, api.RenderRequest{Shop: w.shop.ID, Session: s.session}),
		api.Change.Path:  encode(w.outward, api.ChangeRequest{Shop: w.shop.ID, Session: s.session, What: api.ChangeAddress, Leaving: leaving("/cart")}),
		api.Confirm.Path: encode(w.outward, w.confirmRequest("cart-1", s.session)),
	}
	form := map[string]string{"Content-Type": "application/x-www-form-urlencoded"}
	for path, body := range good {
		rest := strings.TrimPrefix(body, "{")
		shop := `"shop":"` + w.shop.ID + `"`
		w.refused(path, []wrong{
			{"no body", "", nil, 400, api.BadJSON, ""},
			{"cut", body[:len(body)-1], nil, 400, api.BadJSON, ""},
			{"trailing", body + "{}", nil, 400, api.BadJSON, ""},
			{"duplicate key", "{" + shop + "," + rest, nil, 400, api.BadJSON, ""},
			{"unknown field", `{"isAdmin":true,` + rest, nil, 400, api.BadJSON, ""},
			{"field in capitals", strings.Replace(body, `"shop"`, `"Shop"`, 1), nil, 400, api.BadJSON, ""},
			{"not UTF-8", strings.Replace(body, w.shop.ID, "shop_\xff", 1), nil, 400, api.BadJSON, ""},
			{"deep", strings.Repeat("[", 30_000), nil, 400, api.BadJSON, ""},
			{"a form", "shop=" + w.shop.ID + "&kind=pay", form, 400, api.BadJSON, ""},
			{"number for text", strings.Replace(body, `"`+w.shop.ID+`"`, "1", 1), nil, 422, api.Invalid, "shop"},
			{"null", "null", nil, 422, api.Invalid, "shop"},
			{"64 kB and a byte", body + strings.Repeat(" ", 64<<10+1-len(body)), nil, 413, api.TooLarge, ""},
			{"1 MB", `{"shop":"` + strings.Repeat("A", 1<<20) + `"}`, nil, 413, api.TooLarge, ""},
		})
	}
	// What a body claims to be does not matter, and 64 kB are no mistake.
	padded := good[api.Render.Path] + strings.Repeat(" ", 64<<10-len(good[api.Render.Path]))
	for _, kind := range []string{"", "text/html", "application/json"} {
		if status, body, _ := w.post(api.Render.Path, padded, map[string]string{"Content-Type": kind}); status != http.StatusOK {
			t.Errorf("%q: %d %s", kind, status, body)
		}
	}
}

// A problem is told in the language that the page asked for, whatever the browser prefers; else in the browser's first one
// that we speak, else in Japanese.
func TestProblemsSpeakThePagesLanguage(t *testing.T) {
	w := newWatched(t)
	for _, test := range []struct {
		page   api.Lang
		wishes string
		want   api.Lang
	}{
		{"en", "ja", api.English},
		{"ja", "en", api.Japanese},
		{"", "en-GB,en;q=0.9,ja;q=0.8", api.English},
		{"", "da, en-gb;q=0.8, en;q=0.7", api.English}, // RFC 9110's own example
		{"", "fr, ja;q=0.5, en;q=0.3", api.Japanese},
		{"", "fr", api.Japanese},
		{"", "", api.Japanese},
	} {
		_, body, _ := w.post(api.Begin.Path, w.begins(func(r *api.BeginRequest) { r.Lang, r.Cart = test.page, "x" }), map[string]string{"Accept-Language": test.wishes})
		var p api.Problem
		w.must(json.Unmarshal([]byte(body), &p))
		if want := problemText(test.want, api.CartInvalid).Title; p.Title != want {
			t.Errorf("page %q, browser %q: %q, want %q", test.page, test.wishes, p.Title, want)
		}
	}
}
