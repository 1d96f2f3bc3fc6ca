package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"noren/backend/merchant"
)

// shopMethods is 「決済方法の設定」 (R3-10).
type shopMethods struct {
	stored

	Shop string `arg:"" help:"The shop's id."`
	Show string `xor:"what" env:"NOREN_SHOP_SHOW_METHOD" placeholder:"METHOD" help:"Switch a payment method to 「表示」, by its id."`
	Hide string `xor:"what" env:"NOREN_SHOP_HIDE_METHOD" placeholder:"METHOD" help:"Switch a payment method to 「非表示」."`
	Up   string `xor:"what" env:"NOREN_SHOP_METHOD_UP" placeholder:"METHOD" help:"Put a payment method one place up (上へ)."`
	Down string `xor:"what" env:"NOREN_SHOP_METHOD_DOWN" placeholder:"METHOD" help:"Put a payment method one place down (下へ)."`
}

// Run is the command.
func (c *shopMethods) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		var settings merchant.Settings
		var err error
		switch {
		case c.Show != "":
			settings, err = shops.ShowMethod(ctx, byCommand, c.Shop, c.Show, true)
		case c.Hide != "":
			settings, err = shops.ShowMethod(ctx, byCommand, c.Shop, c.Hide, false)
		case c.Up != "":
			settings, err = c.move(ctx, shops, c.Up, -1)
		case c.Down != "":
			settings, err = c.move(ctx, shops, c.Down, 1)
		default:
			settings, err = shops.Settings(ctx, c.Shop)
		}
		return settings.Methods, err
	})
}

func (c *shopMethods) move(ctx context.Context, shops *merchant.Shops, id string, by int) (merchant.Settings, error) {
	settings, err := shops.Settings(ctx, c.Shop)
	if err != nil {
		return settings, err
	}
	i := slices.IndexFunc(settings.Methods, func(m merchant.Method) bool { return m.ID == id })
	if i < 0 {
		return settings, fmt.Errorf("%w %q; «noren shop methods %s» lists them", merchant.ErrUnknownMethod, id, c.Shop)
	}
	return shops.MoveMethod(ctx, byCommand, c.Shop, id, max(0, i+by))
}
