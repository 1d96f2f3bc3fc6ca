package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"noren/backend/demo"
)

// demoCommand is `noren demo`.
type demoCommand struct {
	Pay    int `default:"8401" env:"NOREN_DEMO_PAY_PORT" help:"Port of Noren; 0 chooses a free one."`
	Amazon int `default:"8402" env:"NOREN_DEMO_AMAZON_PORT" help:"Port of the imitated Amazon; 0 chooses a free one."`
	Shop   int `default:"8403" env:"NOREN_DEMO_SHOP_PORT" help:"Port of the shop; 0 chooses a free one."`
}

// Run is the command.
func (c *demoCommand) Run(ctx context.Context, out io.Writer) error {
	slog.SetLogLoggerLevel(slog.LevelWarn)
	d, err := demo.Start(ctx, demo.Config{Pay: c.Pay, Amazon: c.Amazon, Shop: c.Shop})
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(out, `
  The shop (PC)            %[1]s/
  The shop (smartphone)    %[1]s/sp/
  Noren                    %[2]s/
  Amazon, imitated         %[3]s/   (clock and faults: %[4]s)

  Try this: open the shop, put something into the cart, press 「Amazonアカウントでお支払い」,
  choose a test buyer, an address and a card at Amazon, come back, and press 「この内容で注文する」.
  The card that ends in 3434 is declined, 3064 cancels.

  Nothing here is real: no money moves, and everything is gone when you press Ctrl-C.

`, d.ShopURL, d.PayURL, d.AmazonURL, d.Amazon.ControlURL)
	<-ctx.Done()
	return d.Close()
}
