package demoshop

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestR4_14_TokenCarriesTheAmounts(t *testing.T) {
	for _, test := range []struct {
		name   string
		member bool
		fill   func(b browser)
		want   cartClaim
	}{
		{"below free postage", false, func(b browser) { b.add("tea-sencha", 3) }, cartClaim{GoodsTotal: 3888, Postage: 660, Total: 4548}},
		{"free from ¥5,000", false, func(b browser) { b.add("tea-sencha", 4) }, cartClaim{GoodsTotal: 5184, Total: 5184}},
		{"digital goods are not sent", false, func(b browser) { b.add("book-irekata", 1) }, cartClaim{GoodsTotal: 550, Total: 550}},
		{"percentage", false, func(b browser) { b.add("tea-sencha", 1); b.post("/cart", "coupon", "aonagi") }, cartClaim{GoodsTotal: 1296, Postage: 660, Discounts: 129, Total: 1827}},
		{"fixed amount under its limit", false, func(b browser) { b.add("tea-sencha", 2); b.post("/cart", "coupon", "OCHA500") }, cartClaim{GoodsTotal: 2592, Postage: 660, Total: 3252}},
		{"gift wrapping", false, func(b browser) { b.add("tea-sencha", 4); b.post("/cart", "gift", "yes") }, cartClaim{GoodsTotal: 5184, Fees: 330, Total: 5514}},
		{"coupon and points", true, func(b browser) {
			b.add("tea-sencha", 3)
			b.post("/cart", "coupon", "OCHA500", "points", "1000")
		}, cartClaim{GoodsTotal: 3888, Postage: 660, Discounts: 1500, Total: 3048}},
		{"points pay everything", true, func(b browser) { b.add("tea-hojicha", 1); b.post("/cart", "points", "3000") }, cartClaim{GoodsTotal: 972, Postage: 660, Discounts: 1632, Total: 0}},
		{"more points than there are", true, func(b browser) { b.add("tea-sencha", 4); b.post("/cart", "points", "99999") }, cartClaim{GoodsTotal: 5184, Discounts: 3000, Total: 2184}},
		{"points without a member", false, func(b browser) { b.add("tea-sencha", 1); b.post("/cart", "points", "500") }, cartClaim{GoodsTotal: 1296, Postage: 660, Total: 1956}},
		{"over a million", false, func(b browser) { b.add("tray-maru", 70) }, cartClaim{GoodsTotal: 1001000, Total: 1001000}},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newTestShop(t).browser()
			if test.member {
				b.login()
			}
			test.fill(b)
			claims := b.token(b.get("/cart"))
			if life := claims.ExpiresAt.Sub(claims.IssuedAt.Time); life <= 0 || life.Hours() > 24 || claims.ID == "" {
				t.Errorf("life %v, jti %q", life, claims.ID)
			}
			got := cartClaim{GoodsTotal: claims.Cart.GoodsTotal, Postage: claims.Cart.Postage, Fees: claims.Cart.Fees, Discounts: claims.Cart.Discounts, Total: claims.Cart.Total}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestR3_11_R1_7_TokenNamesGroupsAndKindsOfGoods(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("cup-meoto", 1)
	b.add("tea-teiki", 2)
	b.add("book-irekata", 1)
	want := []itemClaim{
		{"cup-meoto", "誂えの夫婦茶碗", 1, 13200, "prepaid", "physical"},
		{"tea-teiki", "お茶の定期便", 2, 2160, "standard", "subscription"},
		{"book-irekata", "電子書籍「お茶の時間」", 1, 550, "standard", "digital"},
	}
	if diff := cmp.Diff(want, b.token(b.get("/sp/cart")).Cart.Items); diff != "" {
		t.Error(diff)
	}
}

func TestCartVersionGrowsWithEveryChangeAndOnlyThen(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	first := b.token(b.get("/cart"))
	again := b.token(b.get("/cart"))
	if first.Cart.Version != 1 || again.Cart.Version != 1 || first.Cart.ID != again.Cart.ID || first.ID == again.ID {
		t.Errorf("two views of one cart: %+v, %+v", first, again)
	}
	last := first.Cart.Version
	for _, change := range [][]string{{"quantity_tea-sencha", "2"}, {"coupon", "AONAGI"}, {"gift", "yes", "coupon", "AONAGI"}} {
		b.post("/cart", change...)
		now := b.token(b.get("/cart")).Cart.Version
		if now <= last {
			t.Errorf("%v: version %d after %d", change, now, last)
		}
		last = now
	}
	b.post("/cart", "remove", "tea-sencha")
	wantIn(t, b.get("/cart"), "カートはまだ空です")
	wantNotIn(t, b.get("/cart"), "<noren-")
}

func TestOrderNumberIsGivenOnTheConfirmPage(t *testing.T) {
	b := newTestShop(t).browser()
	b.add("tea-sencha", 1)
	if number := b.token(b.get("/register")).Cart.OrderNumber; number != "" {
		t.Errorf("register page gives order number %q", number)
	}
	first := b.toConfirm()
	b.post("/cart", "quantity_tea-sencha", "2")
	second := b.token(b.get("/confirm")).Cart
	if first.OrderNumber == "" || first.OrderNumber != second.OrderNumber || second.Version <= first.Version {
		t.Errorf("first %+v, then %+v", first, second)
	}
}

func TestAmountsAlwaysAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCart(&visitor{})
		for range rapid.IntRange(1, 20).Draw(t, "changes") {
			before, version := claimOf(c.draft()), c.Version
			switch rapid.IntRange(0, 3).Draw(t, "change") {
			case 0:
				c.setQuantity(rapid.SampledFrom(catalogue).Draw(t, "product"), rapid.IntRange(-1, 120).Draw(t, "quantity"))
			case 1:
				c.setCoupon(rapid.SampledFrom([]string{"", "OCHA500", "AONAGI", "NONE"}).Draw(t, "coupon"))
			case 2:
				c.setPoints(yen(rapid.IntRange(-5, 5000).Draw(t, "points")), 3000)
			case 3:
				c.setGift(rapid.Bool().Draw(t, "gift"))
			}
			after := c.draft()
			a, goods := after.Amounts, yen(0)
			for _, l := range after.Lines {
				if l.Quantity < 1 || l.Quantity > maxQuantity {
					t.Fatalf("quantity %d", l.Quantity)
				}
				goods += l.total()
			}
			if a.Goods != goods || a.Goods+a.Postage+a.Fees-a.Coupon-a.Points != a.Total || a.Total < 0 || a.Points < 0 || a.Points > 3000 {
				t.Fatalf("amounts %+v of goods %d", a, goods)
			}
			before.Version = after.Version
			if c.Version == version && !cmp.Equal(before, claimOf(after)) {
				t.Fatal("the token changed without a new version")
			}
		}
	})
}

func TestNewRefusesKeysThatCannotWork(t *testing.T) {
	good := (&testShop{t: t}).config("http://pay.localhost:1")
	if _, err := New(good); err != nil {
		t.Fatal(err)
	}
	underscore := good
	underscore.CartKey = "ck_key_2_" + "______________________________________________"[:42] + "8"
	if _, err := New(underscore); err != nil {
		t.Errorf("secret with underscores: %v", err)
	}
	for name, spoil := range map[string]func(*Config){
		"no address":         func(c *Config) { c.NorenURL = "" },
		"odd address":        func(c *Config) { c.NorenServerURL = "javascript:1" },
		"no shop":            func(c *Config) { c.ShopID = "" },
		"no secret key":      func(c *Config) { c.SecretKey = "" },
		"short cart key":     func(c *Config) { c.CartKey = "ck_k1_abc" },
		"cart key as secret": func(c *Config) { c.CartKey = "sk_" + good.CartKey[3:] },
		"webhook secret":     func(c *Config) { c.WebhookSecret = "secret" },
	} {
		config := good
		spoil(&config)
		if _, err := New(config); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
