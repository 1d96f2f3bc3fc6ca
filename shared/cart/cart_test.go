package cart_test

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"noren/shared/cart"
	"noren/shared/validate"
	"noren/shared/yen"
)

func tea(quantity int, price yen.Yen) cart.Item {
	return cart.Item{SKU: "tea", Name: "煎茶", Quantity: quantity, Price: price, Goods: cart.Physical}
}

func TestR4_14_TotalsMustAddUp(t *testing.T) {
	good := cart.Cart{
		ID: "c", Version: 1, Kind: cart.Ordinary, Items: []cart.Item{tea(2, 1080), tea(1, 540)},
		GoodsTotal: 2700, Postage: 600, Fees: 110, Discounts: 410, Total: 3000,
	}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	if faults := validate.Struct(good); faults != nil {
		t.Fatal(faults)
	}
	wrong := map[string]func(*cart.Cart){
		"goods total":          func(c *cart.Cart) { c.GoodsTotal++ },
		"postage":              func(c *cart.Cart) { c.Postage-- },
		"fees":                 func(c *cart.Cart) { c.Fees++ },
		"discounts":            func(c *cart.Cart) { c.Discounts++ },
		"total":                func(c *cart.Cart) { c.Total-- },
		"quantity":             func(c *cart.Cart) { c.Items = []cart.Item{tea(3, 1080), tea(1, 540)} },
		"price":                func(c *cart.Cart) { c.Items = []cart.Item{tea(2, 1081), tea(1, 540)} },
		"item missing":         func(c *cart.Cart) { c.Items = c.Items[:1] },
		"two faults that meet": func(c *cart.Cart) { c.GoodsTotal++; c.Total++ },
	}
	for name, spoil := range wrong {
		c := good
		spoil(&c)
		if err := c.Check(); !errors.Is(err, cart.ErrSum) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCheckCannotBeOverflown(t *testing.T) {
	wrap := map[string]cart.Cart{
		"price times quantity wraps to 0": {Items: []cart.Item{tea(4, 1<<62)}},
		"goods wrap":                      {Items: []cart.Item{tea(1, math.MaxInt64), tea(1, math.MaxInt64), tea(2, 1)}},
		"very many items wrap":            {Items: slices.Repeat([]cart.Item{tea(1, 1<<50)}, 1<<14)},
		"postage and fees wrap": {
			Items: []cart.Item{tea(1, 2)}, GoodsTotal: 2, Postage: math.MaxInt64, Fees: math.MaxInt64, Total: 0,
		},
		"negative price":    {Items: []cart.Item{tea(1, 500), tea(1, -400)}, GoodsTotal: 100, Total: 100},
		"negative quantity": {Items: []cart.Item{tea(5, 100), tea(-4, 100)}, GoodsTotal: 100, Total: 100},
		"negative discount": {Items: []cart.Item{tea(1, 100)}, GoodsTotal: 100, Discounts: -100, Total: 200},
		"negative postage":  {Items: []cart.Item{tea(1, 100)}, GoodsTotal: 100, Postage: -50, Total: 50},
		"negative total":    {Items: []cart.Item{tea(1, 100)}, GoodsTotal: 100, Discounts: 200, Total: -100},
	}
	for name, c := range wrap {
		if err := c.Check(); !errors.Is(err, cart.ErrSum) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Check agrees with arithmetic that knows no overflow, for any numbers.
func TestCheckAgreesWithExactArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.OneOf(rapid.Int64Range(0, 2000), rapid.Int64(), rapid.SampledFrom([]int64{0, 1, math.MaxInt64, 1 << 62, 1 << 50}))
		c := cart.Cart{
			Postage: yen.Yen(amount.Draw(t, "postage")), Fees: yen.Yen(amount.Draw(t, "fees")), Discounts: yen.Yen(amount.Draw(t, "discounts")),
		}
		goods := new(big.Int)
		for range rapid.IntRange(1, 4).Draw(t, "items") {
			item := tea(rapid.OneOf(rapid.IntRange(0, 9), rapid.Int()).Draw(t, "quantity"), yen.Yen(amount.Draw(t, "price")))
			goods.Add(goods, new(big.Int).Mul(big.NewInt(int64(item.Price)), big.NewInt(int64(item.Quantity))))
			c.Items = append(c.Items, item)
			c.GoodsTotal += item.Price * yen.Yen(item.Quantity) // wraps as a careless sum does
		}
		c.Total = c.GoodsTotal + c.Postage + c.Fees - c.Discounts
		total := new(big.Int).Add(goods, big.NewInt(int64(c.Postage)))
		total.Add(total, big.NewInt(int64(c.Fees))).Sub(total, big.NewInt(int64(c.Discounts)))
		exact := goods.Cmp(big.NewInt(int64(c.GoodsTotal))) == 0 && total.Cmp(big.NewInt(int64(c.Total))) == 0
		if c.Check() == nil && !exact {
			t.Fatalf("%+v passes, but goods are %s and the total is %s", c, goods, total)
		}
		if c.Check() != nil && exact && small(c) {
			t.Fatalf("%+v is refused", c)
		}
	})
}

// small reports a cart without negative numbers whose amounts are far from any limit.
func small(c cart.Cart) bool {
	fine := func(y yen.Yen) bool { return y >= 0 && y < 1<<40 }
	for _, item := range c.Items {
		if !fine(item.Price) || item.Quantity < 0 {
			return false
		}
	}
	return fine(c.GoodsTotal) && fine(c.Postage) && fine(c.Fees) && fine(c.Discounts) && fine(c.Total)
}

func TestGreatestCartOfTheRulesPasses(t *testing.T) {
	c := cart.Cart{ID: "c", Version: 1, Kind: cart.Ordinary}
	for range 200 {
		c.Items = append(c.Items, tea(9999, 100_000_000))
		c.GoodsTotal += 9999 * 100_000_000
	}
	c.Total = c.GoodsTotal
	if faults, err := validate.Struct(c), c.Check(); faults != nil || err != nil {
		t.Errorf("%v, %v", faults, err)
	}
}

func TestDigitalNeedsEveryItem(t *testing.T) {
	item := func(goods cart.Goods) cart.Item { return cart.Item{Goods: goods, Quantity: 2} }
	tests := map[string]struct {
		items []cart.Item
		want  bool
	}{
		"nothing":       {nil, false},
		"digital":       {[]cart.Item{item(cart.Digital), item(cart.Digital)}, true},
		"mixed":         {[]cart.Item{item(cart.Digital), item(cart.Physical)}, false},
		"physical":      {[]cart.Item{item(cart.Physical)}, false},
		"without a tag": {[]cart.Item{item("")}, false},
	}
	for name, test := range tests {
		if got := (cart.Cart{Items: test.items}).Digital(); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if n := (cart.Cart{Items: []cart.Item{item(cart.Digital), item(cart.Physical)}}).Quantity(); n != 4 {
		t.Errorf("%d pieces, want 4", n)
	}
}
