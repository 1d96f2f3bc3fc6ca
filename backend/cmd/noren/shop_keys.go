package main

import (
	"context"
	"io"

	"noren/backend/merchant"
)

type shopUpdate struct {
	stored

	Shop     string   `arg:"" help:"The shop's id."`
	Name     string   `env:"NOREN_SHOP_NAME" help:"The shop's name."`
	Origin   []string `env:"NOREN_SHOP_ORIGIN" placeholder:"https://shop.example" help:"Origin of the shop's pages; may be repeated. All must be named."`
	LoginURL *string  `env:"NOREN_SHOP_LOGIN_URL" help:"Where Amazon logins of members end, on one of the origins; empty: nowhere."`
}

// Run is the command.
func (c *shopUpdate) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		shop, err := shops.Get(ctx, c.Shop)
		if err != nil {
			return nil, err
		}
		if c.Name != "" {
			shop.Name = c.Name
		}
		if len(c.Origin) > 0 {
			shop.Origins = c.Origin
		}
		if c.LoginURL != nil {
			shop.LoginURL = *c.LoginURL
		}
		if err := shops.Update(ctx, byCommand, shop); err != nil {
			return nil, err
		}
		return shops.Get(ctx, c.Shop)
	})
}

type shopKeys struct {
	stored

	Shop      string `arg:"" help:"The shop's id."`
	NewSecret bool   `xor:"what" env:"NOREN_SHOP_NEW_SECRET" help:"Make a secret key for the server API, with every scope."`
	Revoke    string `xor:"what" env:"NOREN_SHOP_REVOKE" placeholder:"KEY" help:"End a key, by its id. This cannot be undone: whatever uses it stops working."`
}

// Run is the command.
func (c *shopKeys) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		if c.NewSecret {
			secret, err := shops.NewSecretKey(ctx, byCommand, c.Shop, merchant.Scopes()...)
			return map[string]string{"secretKey": secret}, err
		}
		if c.Revoke != "" {
			if err := shops.RevokeKey(ctx, byCommand, c.Shop, c.Revoke); err != nil {
				return nil, err
			}
		}
		return shops.Keys(ctx, c.Shop)
	})
}
