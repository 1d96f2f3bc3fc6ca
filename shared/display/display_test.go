package display_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"noren/shared/button"
	"noren/shared/cart"
	. "noren/shared/display"
	"noren/shared/validate"
	"noren/shared/yen"
)

// open is a shop that refuses nothing of its own.
func open() Shop {
	return Shop{Registered: true, Shown: true, InCart: true, Linking: true, Groups: map[string]bool{"normal": true, "chilled": false}}
}

// cartOf has one item of this price, and nothing but it to pay.
func cartOf(goods yen.Yen) cart.Cart {
	return cart.Cart{
		ID: "c", Version: 1, Kind: cart.Ordinary, GoodsTotal: goods, Total: goods,
		Items: []cart.Item{{SKU: "a", Name: "茶", Quantity: 1, Price: goods, Goods: cart.Physical}},
	}
}

func pay(c cart.Cart) Question {
	return Question{Kind: button.Pay, Placement: Checkout, Cart: &c, Site: button.PC, Device: button.PC}
}

type row struct {
	name     string
	shop     func(*Shop)
	cart     func(*cart.Cart)
	question func(*Question)
	want     []Reason
}

var rows = []row{
	{name: "nothing against it"},

	{name: "R1-7 proxy order", cart: func(c *cart.Cart) { c.Kind = cart.Proxy }, want: []Reason{KindNotAllowed}},
	{name: "R1-7 landing-page cart", cart: func(c *cart.Cart) { c.Kind = cart.Landing }, want: []Reason{KindNotAllowed}},
	{name: "R1-7 overseas cart", cart: func(c *cart.Cart) { c.Kind = cart.Overseas }, want: []Reason{KindNotAllowed}},
	{name: "R1-7 kind unheard of", cart: func(c *cart.Cart) { c.Kind = "auction" }, want: []Reason{KindNotAllowed}},
	{name: "R1-7 kind left out", cart: func(c *cart.Cart) { c.Kind = "" }, want: []Reason{KindNotAllowed}},
	{name: "R1-7 subscription goods", cart: func(c *cart.Cart) { c.Items[0].Goods = cart.Subscription }, want: []Reason{KindNotAllowed}},
	{name: "R1-7 club goods", cart: func(c *cart.Cart) { c.Items[0].Goods = cart.Club }, want: []Reason{KindNotAllowed}},
	{name: "R1-7 goods unheard of", cart: func(c *cart.Cart) { c.Items[0].Goods = "rental" }, want: []Reason{KindNotAllowed}},
	{name: "R1-7 one subscription among ordinary goods", cart: func(c *cart.Cart) {
		c.Items = append(c.Items, cart.Item{Goods: cart.Subscription})
	}, want: []Reason{KindNotAllowed}},
	{name: "digital goods are ordinary", cart: func(c *cart.Cart) { c.Items[0].Goods = cart.Digital }},

	{name: "R3-1 not registered", shop: func(s *Shop) { s.Registered = false }, want: []Reason{NotRegistered}},
	{name: "R3-10 switched off", shop: func(s *Shop) { s.Shown = false }, want: []Reason{SwitchedOff}},

	{name: "R3-2 goods ¥0", cart: amounts(0, 500), want: []Reason{GoodsRange}},
	{name: "R3-2 goods ¥1", cart: amounts(1, 1)},
	{name: "R3-2 goods ¥1,000,000", cart: amounts(1_000_000, 1_000_000)},
	{name: "R3-2 goods ¥1,000,001, made payable by points", cart: amounts(1_000_001, 900_000), want: []Reason{GoodsRange}},
	{name: "R3-2 one below the lower limit", shop: limits(3000, 0), cart: amounts(2999, 2999), want: []Reason{BelowLimit}},
	{name: "R3-2 at the lower limit", shop: limits(3000, 0), cart: amounts(3000, 3000)},
	{name: "R3-2 postage does not count for the lower limit", shop: limits(3000, 0), cart: amounts(2999, 3599), want: []Reason{BelowLimit}},
	{name: "R3-2 points do not count for the lower limit", shop: limits(3000, 0), cart: amounts(3000, 10)},
	{name: "R3-2 one below the upper limit", shop: limits(0, 50_000), cart: amounts(49_999, 49_999)},
	{name: "R3-2 at the upper limit", shop: limits(0, 50_000), cart: amounts(50_000, 50_000), want: []Reason{AboveLimit}},
	{name: "R3-2 points do not count for the upper limit", shop: limits(0, 50_000), cart: amounts(50_000, 1), want: []Reason{AboveLimit}},
	{name: "R3-2 limits that exclude everything", shop: limits(5000, 4000), cart: amounts(4500, 4500), want: []Reason{BelowLimit, AboveLimit}},
	{name: "R3-2 an upper limit of ¥1,000,000 excludes it", shop: limits(0, 1_000_000), cart: amounts(1_000_000, 1_000_000), want: []Reason{AboveLimit}},

	{name: "R3-3 cart button where only the register page shows it", shop: func(s *Shop) { s.InCart = false }, question: at(Cart), want: []Reason{CartHidden}},
	{name: "R3-3 register page stays", shop: func(s *Shop) { s.InCart = false }, question: at(Checkout)},
	{name: "R3-3 cart button", question: at(Cart)},

	{name: "R3-11 group with a tick", cart: func(c *cart.Cart) { c.Items[0].Group = "normal" }},
	{name: "R3-11 group without a tick", cart: func(c *cart.Cart) { c.Items[0].Group = "chilled" }, want: []Reason{GroupNotAllowed}},
	{name: "R3-11 group never entered", cart: func(c *cart.Cart) { c.Items[0].Group = "new" }, want: []Reason{GroupNotAllowed}},
	{name: "R3-11 one of several", cart: func(c *cart.Cart) {
		c.Items[0].Group = "normal"
		c.Items = append(c.Items, cart.Item{Goods: cart.Physical, Group: "chilled"})
	}, want: []Reason{GroupNotAllowed}},
	{name: "R3-11 shop without groups", shop: func(s *Shop) { s.Groups = nil }},

	{name: "R3-13 payment stays without linking", shop: func(s *Shop) { s.Linking = false }, question: at(Cart)},
	{name: "R3-13 register page's login only fills in, so it stays", shop: func(s *Shop) { s.Linking = false }, question: login(Checkout)},
	{name: "R3-13 no login on my page", shop: func(s *Shop) { s.Linking = false }, question: login(MyPage), want: []Reason{LinkingOff}},
	{name: "R3-13 no login on the registration page", shop: func(s *Shop) { s.Linking = false }, question: login(Signup), want: []Reason{LinkingOff}},
	{name: "R3-13 no login on the login page", shop: func(s *Shop) { s.Linking = false }, question: login(LoginPage), want: []Reason{LinkingOff}},
	{name: "R3-13 no link prompt after the order", shop: func(s *Shop) { s.Linking = false }, question: login(Complete), want: []Reason{LinkingOff}},
	{name: "R3-1 no login either", shop: func(s *Shop) { s.Registered = false }, question: login(MyPage), want: []Reason{NotRegistered}},
	{name: "R3-2 pure login is not bound to amounts", cart: amounts(0, 0), question: login(LoginPage)},
	{name: "R3-2 register page's login is", cart: amounts(1_000_001, 1_000_001), question: login(Checkout), want: []Reason{GoodsRange, TotalRange}},
	{name: "R3-3 my page's login stays", shop: func(s *Shop) { s.InCart = false }, question: login(MyPage)},

	{name: "R4-13 smartphone site on a PC", question: sites(button.SP, button.PC), want: []Reason{SPSiteOnPC}},
	{name: "R4-13 smartphone site on a smartphone", question: sites(button.SP, button.SP)},
	{name: "R4-13 PC site on a smartphone", question: sites(button.PC, button.SP)},

	{name: "R4-14 points pay everything", cart: amounts(3000, 0), want: []Reason{NothingToPay}},
	{name: "R4-14 ¥1 to pay", cart: amounts(3000, 1)},
	{name: "R4-14 ¥1,000,000 to pay", cart: amounts(999_400, 1_000_000)},
	{name: "R4-14 postage lifts the total over the limit", cart: amounts(1_000_000, 1_000_001), want: []Reason{TotalRange}},
	{name: "R4-14 a total below nothing", cart: amounts(3000, -1), want: []Reason{TotalRange}},

	{name: "no cart", question: func(q *Question) { q.Cart = nil }, want: []Reason{NoCart}},
	{
		name:     "every reason is named, not the first only",
		shop:     func(s *Shop) { s.Registered, s.Shown, s.InCart = false, false, false },
		cart:     func(c *cart.Cart) { c.Kind, c.Items[0].Group, c.GoodsTotal, c.Total = cart.Proxy, "chilled", 0, 0 },
		question: at(Cart),
		want:     []Reason{NotRegistered, SwitchedOff, CartHidden, KindNotAllowed, GroupNotAllowed, GoodsRange, NothingToPay},
	},
}

func amounts(goods, total yen.Yen) func(*cart.Cart) {
	return func(c *cart.Cart) { c.GoodsTotal, c.Total = goods, total }
}

func limits(below, from yen.Yen) func(*Shop) {
	return func(s *Shop) {
		if below > 0 {
			s.Limits.HideBelow = &below
		}
		if from > 0 {
			s.Limits.HideFrom = &from
		}
	}
}

func at(p Placement) func(*Question) { return func(q *Question) { q.Placement = p } }

func login(p Placement) func(*Question) {
	return func(q *Question) { q.Kind, q.Placement = button.Login, p }
}

func sites(site, device button.Site) func(*Question) {
	return func(q *Question) { q.Site, q.Device = site, device }
}

func TestDisplayRule(t *testing.T) {
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			shop, c := open(), cartOf(3000)
			if row.shop != nil {
				row.shop(&shop)
			}
			if row.cart != nil {
				row.cart(&c)
			}
			q := pay(c)
			if row.question != nil {
				row.question(&q)
			}
			if diff := cmp.Diff(row.want, Decide(shop, q)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The table has an example of every reason that the source declares.
func TestEveryReasonHasAnExample(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "display.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if of, ok := spec.Type.(*ast.Ident); !ok || of.Name != "Reason" {
			return true
		}
		declared++
		literal, ok := spec.Values[0].(*ast.BasicLit)
		if !ok {
			t.Fatalf("%s is no literal", spec.Names[0])
		}
		reason := Reason(strings.Trim(literal.Value, `"`))
		// Not the rule's: render says these of elements that are no button.
		if slices.Contains([]Reason{NoCheckout, NoMember, Signed, NoGuide, Linked}, reason) {
			return true
		}
		if !slices.ContainsFunc(rows, func(r row) bool { return slices.Equal(r.want, []Reason{reason}) }) {
			t.Errorf("no row is refused for %s alone", reason)
		}
		return true
	})
	if declared < 13 {
		t.Errorf("found only %d reasons", declared)
	}
}

// Every combination of the switches, with the rule in one sentence each.
func TestR3_SwitchesInEveryCombination(t *testing.T) {
	both := []bool{false, true}
	placements := []Placement{Cart, Checkout, Signup, LoginPage, MyPage, Complete}
	sitesOf := []button.Site{button.PC, button.SP}
	check := func(s Shop, q Question) {
		amountsMatter := q.Kind == button.Pay || q.Placement == Checkout
		want := s.Registered
		if amountsMatter {
			want = want && s.Shown && (s.InCart || q.Placement != Cart) && (q.Site != button.SP || q.Device != button.PC) && q.Cart != nil
		} else {
			want = want && s.Linking
		}
		if shown := len(Decide(s, q)) == 0; shown != want {
			t.Errorf("shop %+v, %s at %s, site %s, device %s, with a cart %v: shown %v", s, q.Kind, q.Placement, q.Site, q.Device, q.Cart != nil, shown)
		}
	}
	c := cartOf(3000)
	for bits := range 16 {
		s := Shop{Registered: both[bits&1], Shown: both[bits>>1&1], InCart: both[bits>>2&1], Linking: both[bits>>3&1]}
		for _, kind := range []button.Kind{button.Pay, button.Login} {
			for _, placement := range placements {
				for _, site := range sitesOf {
					for _, device := range sitesOf {
						check(s, Question{kind, placement, &c, site, device})
						check(s, Question{kind, placement, nil, site, device})
					}
				}
			}
		}
	}
}

func anyShop(t *rapid.T) Shop {
	amount := rapid.Ptr(rapid.Map(rapid.Int64Range(1, 1_000_000), func(n int64) yen.Yen { return yen.Yen(n) }), true)
	return Shop{
		Registered: rapid.Bool().Draw(t, "registered"), Shown: rapid.Bool().Draw(t, "shown"), InCart: rapid.Bool().Draw(t, "in cart"),
		Linking: rapid.Bool().Draw(t, "linking"), Groups: map[string]bool{"normal": true, "chilled": false},
		Limits: Limits{HideBelow: amount.Draw(t, "below"), HideFrom: amount.Draw(t, "from")},
	}
}

func anyQuestion(t *rapid.T) Question {
	amount := rapid.Map(rapid.Int64Range(-1, 1_000_002), func(n int64) yen.Yen { return yen.Yen(n) })
	c := cartOf(amount.Draw(t, "goods"))
	c.Total = amount.Draw(t, "total")
	c.Kind = rapid.SampledFrom([]cart.Kind{cart.Ordinary, cart.Ordinary, cart.Proxy, cart.Landing, cart.Overseas}).Draw(t, "kind of cart")
	c.Items[0].Group = rapid.SampledFrom([]string{"", "normal", "chilled"}).Draw(t, "group")
	q := pay(c)
	q.Kind = rapid.SampledFrom([]button.Kind{button.Pay, button.Login}).Draw(t, "button")
	q.Placement = rapid.SampledFrom([]Placement{Cart, Checkout, Signup, LoginPage, MyPage, Complete}).Draw(t, "placement")
	q.Site = rapid.SampledFrom([]button.Site{button.PC, button.SP}).Draw(t, "site")
	return q
}

func TestR3_2_LimitsOnlyNarrow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop, q := anyShop(t), anyQuestion(t)
		limited := Decide(shop, q)
		shop.Limits = Limits{}
		for _, reason := range Decide(shop, q) {
			if !slices.Contains(limited, reason) {
				t.Fatalf("the limits took %s away", reason)
			}
		}
	})
}

func TestR4_14_NoPaymentOutsideAmazonsRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop, q := anyShop(t), anyQuestion(t)
		q.Kind = button.Pay
		if len(Decide(shop, q)) == 0 && (!q.Cart.Total.Payable() || !q.Cart.GoodsTotal.Payable() || q.Cart.Kind != cart.Ordinary) {
			t.Fatalf("shown for goods of %s and a total of %s in a cart of kind %s", q.Cart.GoodsTotal, q.Cart.Total, q.Cart.Kind)
		}
	})
}

func TestR3_2_LimitsAreWithinAmazonsRange(t *testing.T) {
	amount := func(y yen.Yen) *yen.Yen { return &y }
	for _, good := range []Limits{{}, {HideBelow: amount(1)}, {HideFrom: amount(1_000_000)}, {amount(3000), amount(50_000)}} {
		if faults := validate.Struct(good); faults != nil {
			t.Errorf("%+v: %v", good, faults)
		}
	}
	for _, bad := range []Limits{{HideBelow: amount(0)}, {HideBelow: amount(-1)}, {HideFrom: amount(1_000_001)}} {
		if validate.Struct(bad) == nil {
			t.Errorf("%+v passes", bad)
		}
	}
}
