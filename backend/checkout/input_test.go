package checkout_test

import (
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/go-cmp/cmp"

	"noren/backend/checkout"
	"noren/backend/sandbox"
	"noren/backend/store"
	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/cart"
	"noren/shared/validate"
	"noren/shared/yen"
)

// watched is a kit whose whole database can be compared.
type watched struct {
	*kit
	raw *sql.DB
}

// everywhereWatched is everywhere, with a second connection that reads all tables.
func everywhereWatched(t *testing.T, test func(t *testing.T, k watched)) {
	t.Helper()
	for _, database := range []struct {
		name, driver string
		dsn          func(testing.TB) string
	}{{"sqlite", "sqlite", storetest.SQLiteDSN}, {"postgres", "pgx", storetest.PostgresDSN}} {
		t.Run(database.name, func(t *testing.T) {
			dsn := database.dsn(t)
			db, err := store.Open(store.ForAll(t.Context()), dsn)
			if err == nil {
				err = db.Migrate(t.Context())
			}
			if err != nil {
				t.Fatal(err)
			}
			raw, err := sql.Open(database.driver, strings.TrimPrefix(dsn, "sqlite:"))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := errors.Join(raw.Close(), db.Close()); err != nil {
					t.Error(err)
				}
			})
			test(t, watched{newKit(t, db), raw})
		})
	}
}

// dump is every row that a checkout could touch.
func (k watched) dump() map[string][]string {
	k.t.Helper()
	dump := map[string][]string{}
	for _, table := range []string{"checkout", "checkout_event", "operation", "orders", "order_event", "event"} {
		rows, err := k.raw.QueryContext(k.t.Context(), "SELECT * FROM "+table+" ORDER BY 1, 2, 3, 4")
		if err != nil {
			k.t.Fatal(err)
		}
		dump[table] = texts(k.t, rows)
	}
	return dump
}

func texts(t *testing.T, rows *sql.Rows) []string {
	t.Helper()
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for rows.Next() {
		values, targets := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			targets[i] = &values[i]
		}
		if err := rows.Scan(targets...); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprintf("%q", values))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// unchanged proves that what happens changes nothing, neither here nor at Amazon.
func (k watched) unchanged(name string, happens func() error, want func(error) bool) {
	k.t.Helper()
	before, books := k.dump(), k.amazon.Books()
	err := happens()
	if err == nil || !want(err) {
		k.t.Errorf("%s: got error %v", name, err)
	}
	if diff := cmp.Diff(before, k.dump()); diff != "" {
		k.t.Errorf("%s changed the database (-before +after):\n%s", name, diff)
	}
	if diff := cmp.Diff(books, k.amazon.Books()); diff != "" {
		k.t.Errorf("%s changed something at Amazon (-before +after):\n%s", name, diff)
	}
}

func is(want error) func(error) bool { return func(err error) bool { return errors.Is(err, want) } }

func isHidden(err error) bool {
	var hidden *checkout.HiddenError
	return errors.As(err, &hidden)
}

func isFault(err error) bool {
	var faults validate.Faults
	return errors.As(err, &faults)
}

type wrongToken struct {
	name  string
	token string
	want  func(error) bool
}

// wrongTokens are tokens that nobody may buy with; the cart is otherwise a good one.
func (k *kit) wrongTokens(c cart.Cart) []wrongToken {
	good := k.token(c)
	part := strings.Split(good, ".")
	header := func(change func(header map[string]any)) string {
		return k.sign(c, func(h, _ map[string]any) { change(h) })
	}
	claims := func(change func(claims map[string]any)) string {
		return k.sign(c, func(_, claims map[string]any) { change(claims) })
	}
	at := func(d time.Duration) int64 { return k.now().Add(d).Unix() }
	invalid, expired := is(checkout.ErrCartInvalid), is(checkout.ErrCartExpired)
	dear := strings.Replace(decoded(k.t, part[1]), "3000", "1", 1)
	return []wrongToken{
		{"empty", "", invalid},
		{"no token", "cart-1", invalid},
		{"5 parts", good + ".a.b", invalid},
		{"changed signature", good[:len(good)-4] + "AAAA", invalid},
		{"no signature", part[0] + "." + part[1] + ".", invalid},
		{"changed amount", part[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(dear)) + "." + part[2], invalid},
		{"alg none", k.forge(c, "none", jwt.UnsafeAllowNoneSignatureType), invalid},
		{"alg HS512", k.forge(c, "HS512", cartKey), invalid},
		{"another key", k.forge(c, "HS256", []byte("another key another key another key")), invalid},
		{"typ of a member token", header(func(h map[string]any) { h["typ"] = "noren-member" }), invalid},
		{"typ JWT", header(func(h map[string]any) { h["typ"] = "JWT" }), invalid},
		{"unknown kid", header(func(h map[string]any) { h["kid"] = "k2" }), invalid},
		{"kid of another type", header(func(h map[string]any) { h["kid"] = 1 }), invalid},
		{"no kid", header(func(h map[string]any) { delete(h, "kid") }), invalid},
		{"short key", header(func(h map[string]any) { h["kid"] = "short" }), invalid},
		{"another shop", claims(func(c map[string]any) { c["iss"] = "shop_other" }), invalid},
		{"another audience", claims(func(c map[string]any) { c["aud"] = "bank" }), invalid},
		{"no audience", claims(func(c map[string]any) { delete(c, "aud") }), invalid},
		{"no expiry", claims(func(c map[string]any) { delete(c, "exp") }), invalid},
		{"no time of issue", claims(func(c map[string]any) { delete(c, "iat") }), invalid},
		{"issued in the future", claims(func(c map[string]any) { c["iat"] = at(3 * time.Minute) }), invalid},
		{"valid for two days", claims(func(c map[string]any) { c["exp"] = at(48 * time.Hour) }), invalid},
		{"expired", claims(func(c map[string]any) { c["iat"], c["exp"] = at(-time.Hour), at(-2*time.Minute) }), expired},
		{"expired and forged", forgeExpired(k, c), invalid},
		{"fraction of a yen", claims(func(c map[string]any) { c["cart"] = asMap(k.t, c["cart"], "total", 3000.5) }), invalid},
		{"amount as text", claims(func(c map[string]any) { c["cart"] = asMap(k.t, c["cart"], "total", "3000") }), invalid},
	}
}

func decoded(t *testing.T, part string) string {
	t.Helper()
	text, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// forge signs the good claims in a way that only a stranger would.
func (k *kit) forge(c cart.Cart, algorithm string, key any) string {
	k.t.Helper()
	claims := jwt.MapClaims{}
	if _, _, err := jwt.NewParser().ParseUnverified(k.token(c), claims); err != nil {
		k.t.Fatal(err)
	}
	token := jwt.NewWithClaims(jwt.GetSigningMethod(algorithm), claims)
	token.Header["typ"], token.Header["kid"] = "noren-cart", keyID
	text, err := token.SignedString(key)
	if err != nil {
		k.t.Fatal(err)
	}
	return text
}

func forgeExpired(k *kit, c cart.Cart) string {
	token := k.sign(c, func(_, claims map[string]any) { claims["exp"] = k.now().Add(-time.Hour).Unix() })
	return token[:strings.LastIndex(token, ".")+1] + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
}

func asMap(t *testing.T, v any, key string, value any) map[string]any {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]any{}
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	m[key] = value
	return m
}

// A token that is not the shop's own, fresh one begins and confirms nothing.
func TestWrongTokensChangeNothing(t *testing.T) {
	everywhereWatched(t, func(t *testing.T, k watched) {
		k.shop.CartKeys["short"] = cartKey[:31]
		c := basket("cart-1", 1, 3000)
		id := k.begin(c)
		k.review(id, "1111")
		for _, wrong := range k.wrongTokens(c) {
			refused := wrong.want
			if wrong.token == "" { // no cart at all: this is no place to begin without
				refused = isHidden
			}
			k.unchanged("begin: "+wrong.name, func() error {
				r := k.beginRequest(c)
				r.Cart = wrong.token
				_, err := k.flow.Begin(t.Context(), r, "")
				return err
			}, refused)
			k.unchanged("confirm: "+wrong.name, func() error {
				r := k.confirmRequest(c)
				r.Cart = wrong.token
				_, err := k.flow.Confirm(t.Context(), id, r)
				return err
			}, wrong.want)
		}
		k.confirm(id, c) // nothing of this stands in the way
	})
}

// A cart that the rule forbids, or that does not add up, is refused by the same rule at both ends (R1-7, R3-2, R3-11, R4-14).
func TestR4_14_WrongCartsChangeNothing(t *testing.T) {
	changed := func(change func(c *cart.Cart)) cart.Cart {
		c := basket("cart-1", 1, 3000)
		change(&c)
		return c
	}
	total := func(y yen.Yen) cart.Cart { return basket("cart-1", 1, y) }
	everywhereWatched(t, func(t *testing.T, k watched) {
		good := basket("cart-1", 1, 3000)
		id := k.begin(good)
		k.review(id, "1111")
		for name, wrong := range map[string]struct {
			cart cart.Cart
			want func(error) bool
		}{
			"¥0":                         {total(0), isHidden},
			"¥1,000,001":                 {total(1_000_001), isHidden},
			"paid by points":             {changed(func(c *cart.Cart) { c.Discounts, c.Total = 3000, 0 }), isHidden},
			"subscription":               {changed(func(c *cart.Cart) { c.Items[0].Goods = cart.Subscription }), isHidden},
			"club":                       {changed(func(c *cart.Cart) { c.Items[0].Goods = cart.Club }), isHidden},
			"proxy order":                {changed(func(c *cart.Cart) { c.Kind = cart.Proxy }), isHidden},
			"landing page":               {changed(func(c *cart.Cart) { c.Kind = cart.Landing }), isHidden},
			"overseas":                   {changed(func(c *cart.Cart) { c.Kind = cart.Overseas }), isHidden},
			"group without Amazon Pay":   {changed(func(c *cart.Cart) { c.Items[0].Group = "cash" }), isHidden},
			"unknown group":              {changed(func(c *cart.Cart) { c.Items[0].Group = "new" }), isHidden},
			"kind unheard of":            {changed(func(c *cart.Cart) { c.Kind = "auction" }), isFault},
			"negative postage":           {changed(func(c *cart.Cart) { c.Postage, c.Total = -100, 2900 }), isFault},
			"no items":                   {changed(func(c *cart.Cart) { c.Items = nil }), isFault},
			"version 0":                  {changed(func(c *cart.Cart) { c.Version = 0 }), isFault},
			"quantity 0":                 {changed(func(c *cart.Cart) { c.Items[0].Quantity = 0 }), isFault},
			"total below its parts":      {changed(func(c *cart.Cart) { c.Total = 1 }), is(checkout.ErrCartSum)},
			"goods total not the items'": {changed(func(c *cart.Cart) { c.Items[0].Quantity = 2 }), is(checkout.ErrCartSum)},
			"discount above the rest":    {changed(func(c *cart.Cart) { c.Discounts = 3001; c.Total = 0 }), is(checkout.ErrCartSum)},
		} {
			k.unchanged("begin: "+name, func() error {
				_, err := k.flow.Begin(t.Context(), k.beginRequest(wrong.cart), "")
				return err
			}, wrong.want)
			k.unchanged("confirm: "+name, func() error {
				_, err := k.flow.Confirm(t.Context(), id, k.confirmRequest(wrong.cart))
				return err
			}, wrong.want)
		}
		for _, amount := range []yen.Yen{1, 1_000_000} {
			k.begin(basket("cart-"+amount.String()[len("¥"):len("¥")+1]+"x", 1, amount))
		}
		k.unchanged("smartphone site on a PC", func() error {
			r := k.beginRequest(good)
			r.Site, r.Device = button.SP, button.PC
			_, err := k.flow.Begin(t.Context(), r, "")
			return err
		}, isHidden)
	})
}

// What Confirm alone can find wrong.
func TestWrongConfirmsChangeNothing(t *testing.T) {
	everywhereWatched(t, func(t *testing.T, k watched) {
		c := basket("cart-1", 2, 3000)
		fresh, id := k.begin(c), k.begin(c)
		k.review(id, "1111")
		confirm := func(id string, r api.ConfirmRequest) func() error {
			return func() error {
				_, err := k.flow.Confirm(t.Context(), id, r)
				return err
			}
		}
		k.unchanged("unknown checkout", confirm("chk_nobody", k.confirmRequest(c)), is(checkout.ErrUnknown))
		k.unchanged("nothing chosen yet", confirm(fresh, k.confirmRequest(c)), is(checkout.ErrNotConfirmable))
		k.unchanged("another cart", confirm(id, k.confirmRequest(basket("cart-2", 2, 3000))), is(checkout.ErrCartInvalid))
		k.unchanged("old version", confirm(id, k.confirmRequest(basket("cart-1", 1, 3000))), is(checkout.ErrCartStale))
		for name, change := range map[string]func(r *api.ConfirmRequest){
			"order-complete page elsewhere": func(r *api.ConfirmRequest) { r.ReturnTo = "https://evil.test/complete" },
			"page elsewhere":                func(r *api.ConfirmRequest) { r.Page = "https://evil.test/confirm" },
		} {
			r := k.confirmRequest(c)
			change(&r)
			k.unchanged(name, confirm(id, r), is(checkout.ErrReturnTo))
		}
		k.shop.Rule.Shown = false
		k.unchanged("switched off meanwhile", confirm(id, k.confirmRequest(c)), isHidden)
		k.shop.Rule.Shown = true
		old := k.confirmRequest(c)
		k.advance(32 * time.Minute)
		k.unchanged("token of 32 minutes ago", confirm(id, old), is(checkout.ErrCartExpired))
		k.confirm(id, c)
	})
}

// Goods that must be sent need an address: a checkout that began with digital goods has none.
func TestWrongConfirmWithoutAddress(t *testing.T) {
	everywhereWatched(t, func(t *testing.T, k watched) {
		digital := basket("cart-1", 1, 3000)
		digital.Items[0].Goods = cart.Digital
		id := k.begin(digital)
		k.review(id, "1111")
		k.unchanged("goods to send", func() error {
			_, err := k.flow.Confirm(t.Context(), id, k.confirmRequest(basket("cart-1", 2, 3000)))
			return err
		}, is(checkout.ErrAddressMissing))
		k.confirm(id, digital)
	})
}

// Somebody else's session, or none of Amazon's, is not believed (pitfall 28, design.md section 4).
func TestWrongSessionsChangeNothing(t *testing.T) {
	everywhereWatched(t, func(t *testing.T, k watched) {
		c := basket("cart-1", 1, 3000)
		victim := k.atAmazon(basket("cart-2", 1, 9000), "1111")
		id := k.begin(c)
		mine := k.choose(id, "1111")
		foreign := k.choose(k.begin(basket("cart-3", 1, 3000)), "1111")
		for name, session := range map[string]string{
			"none": "", "unknown": "11111111-1111-1111-1111-111111111111", "a path": "../charges/S03-0000000-0000000-C000000",
			"of a checkout being paid": victim.SessionID, "of another checkout": foreign, "long": strings.Repeat("a", 5000),
		} {
			k.unchanged(name, func() error {
				_, err := k.flow.Review(t.Context(), id, session)
				return err
			}, is(checkout.ErrSessionMismatch))
		}
		k.unchanged("unknown checkout", func() error {
			_, err := k.flow.Review(t.Context(), "chk_nobody", mine)
			return err
		}, is(checkout.ErrUnknown))
		k.unchanged("Amazon does not answer", func() error {
			k.amazon.Fault(sandbox.Fault{Operation: "GetCheckoutSession", Kind: sandbox.Fail})
			defer k.amazon.ClearFaults()
			_, err := k.flow.Review(t.Context(), id, mine)
			return err
		}, is(checkout.ErrUnreachable))
		if _, err := k.flow.Review(t.Context(), id, mine); err != nil {
			t.Fatal(err)
		}
		second := k.second(victim.ID)
		k.unchanged("second session of a checkout being paid", func() error {
			_, err := k.flow.Review(t.Context(), victim.ID, second)
			return err
		}, is(checkout.ErrInProgress))
	})
}

// second makes one more session that Amazon would send back to a checkout: its launch page was open twice.
func (k *kit) second(id string) string {
	k.t.Helper()
	account := k.account()
	payload := `{"webCheckoutDetails":{"checkoutReviewReturnUrl":"` + ourURL + "/return/" + id + `/review"},"storeId":"` + account.StoreID + `"}`
	signed, err := account.Client.Button([]byte(payload))
	if err != nil {
		k.t.Fatal(err)
	}
	session, err := k.amazon.Initiate(url.Values{
		"payloadJSON": {signed.PayloadJSON}, "signature": {signed.Signature}, "publicKeyId": {signed.PublicKeyID},
		"algorithm": {signed.Algorithm}, "merchantId": {account.MerchantID}, "productType": {"PayAndShip"},
		"ledgerCurrency": {"JPY"}, "environment": {"SANDBOX"}, "checkoutLanguage": {"ja_JP"}, "origin_url": {ourURL},
	})
	if err != nil {
		k.t.Fatal(err)
	}
	if _, err := k.amazon.Choose(session, sandbox.Choice{Buyer: "hanako", Card: "1111"}); err != nil {
		k.t.Fatal(err)
	}
	return session
}

// Nobody is sent anywhere but to the shop's registered origins, by whatever trick (design.md section 4).
func TestWrongReturnTargetsChangeNothing(t *testing.T) {
	everywhereWatched(t, func(t *testing.T, k watched) {
		c := basket("cart-1", 1, 3000)
		row := k.atAmazon(c, "1111")
		for _, target := range []string{
			"", "/", "//shop.test/", "///shop.test/", "shop.test", "https:", "https:shop.test", "https:/shop.test/", "https:///shop.test/",
			"http://shop.test/", "https://shop.test.evil.test/", "https://evil.test/https://shop.test/", "https://evilshop.test/",
			"https://shop.test@evil.test/", "https://shop.test:pw@evil.test/", "https://user@shop.test/", "https://:@shop.test/",
			`https://evil.test\@shop.test/`, `https:\\shop.test\`, `https://shop.test\@evil.test/`, `https://shop.test\.evil.test/`,
			"https://shop.test:8443/", "https://shop.test:443/", "https://shop.test:/", "https://SHOP.test.evil.test/", "https://shop.test./",
			"https://shop。test/", "https://ｓhop.test/", "https://xn--shop-test/", "https://shop.test%2eevil.test/", "https://shop.test%00.evil.test/",
			"https://[::1]/", "https://127.0.0.1/", " https://shop.test/", "\thttps://shop.test/", "https://shop.test\n.evil.test/", "https://sho\tp.test/",
			"javascript:alert(1)", "JavaScript://shop.test/%0aalert(1)", "data:text/html,x", "blob:https://shop.test/1", "ftp://shop.test/",
			"view-source:https://shop.test/", "https://evil.test#@shop.test/", "https://evil.test?@shop.test/", "https://evil.test/@shop.test/",
		} {
			k.unchanged("begin: "+target, func() error {
				r := k.beginRequest(c)
				r.ReturnTo = target
				_, err := k.flow.Begin(t.Context(), r, "")
				return err
			}, is(checkout.ErrReturnTo))
			k.unchanged("confirm: "+target, func() error {
				r := k.confirmRequest(c)
				r.ReturnTo = target
				_, err := k.flow.Confirm(t.Context(), row.ID, r)
				return err
			}, is(checkout.ErrReturnTo))
			k.unchanged("change: "+target, func() error {
				_, err := k.flow.Change(t.Context(), row.ID, api.ChangeRequest{Shop: shopID, What: api.ChangeAddress, Leaving: leaving(target)})
				return err
			}, is(checkout.ErrReturnTo))
		}
	})
}
