package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"noren/backend/ledger"
	"noren/backend/merchant"
)

// seedCommand is `noren seed`: orders that never were, to see how the order book does with many.
type seedCommand struct {
	stored

	Shop     string `arg:"" help:"The shop's id. Its account must be one of Amazon's sandbox."`
	Orders   int    `required:"" env:"NOREN_SEED_ORDERS" help:"How many orders."`
	TestData bool   `env:"NOREN_SEED_TEST_DATA" help:"Yes, fill the shop's order book with invented orders, which nothing takes out again."`
}

// Run is the command.
func (c *seedCommand) Run(ctx context.Context, out io.Writer) error {
	if !c.TestData {
		return errors.New("--test-data: say that the shop's order book may be filled with invented orders / 架空の注文を登録してよければ --test-data を付けてください")
	}
	if c.Orders < 1 {
		return errors.New("--orders: at least 1 / 1以上でご指定ください")
	}
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		account, err := shops.Credentials(ctx, c.Shop)
		if err != nil {
			return nil, err
		}
		if !account.Sandbox {
			return nil, errors.New("the shop's account is not one of Amazon's sandbox / サンドボックスのアカウントではありません")
		}
		book := ledger.Book{DB: shops.DB, Sealer: shops.Sealer, Now: time.Now}
		begun := time.Now()
		if err := book.Seed(ctx, c.Shop, c.Orders); err != nil {
			return nil, fmt.Errorf("seed: %w", err)
		}
		return map[string]any{"shop": c.Shop, "orders": c.Orders, "seconds": time.Since(begun).Seconds()}, nil
	})
}
