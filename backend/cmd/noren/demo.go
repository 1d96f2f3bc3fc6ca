package main

import (
	"context"
	"fmt"
	"io"
	"time"

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
	begun := time.Now()
	_, _ = fmt.Fprintln(out, "Starting a shop, Noren and an Amazon of its own …")
	d, err := demo.Start(ctx, demo.Config{Pay: c.Pay, Amazon: c.Amazon, Shop: c.Shop})
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(out, demoText, d.ShopURL, d.PayURL, d.AmazonURL, d.Amazon.ControlURL, time.Since(begun).Seconds())
	<-ctx.Done()
	_, _ = fmt.Fprintln(out, "\nStopping …")
	if err := d.Close(); err != nil {
		return err
	}
	_, _ = fmt.Fprintln(out, "Stopped. Nothing has been kept.")
	return nil
}

// demoText is what stands in the terminal while the demo runs.
const demoText = `Ready after %.1[5]f seconds.

  The shop (PC)            %[1]s/
  The shop (smartphone)    %[1]s/sp/
  Noren and its documents  %[2]s/docs
  The shop's staff         %[2]s/console   (choose an account: no password in the demo)
  Mails that were sent     %[2]s/mailbox
  For designers            %[2]s/preview
  Amazon, imitated         %[3]s/

  Try this:

  1. Open the shop, put 煎茶「朝霧」 into the cart, and press 「Amazonアカウントでお支払い」 there.
  2. At Amazon take the test buyer 山田 太郎 (no password), an address and a card, and press 「続行」.
  3. Back in the shop go on without an account by 「購入手続きへ進む」: address and card are filled in. Press 「確認画面へ進む」, then 「この内容で注文する」.
     As a member (umino@example.jp, password aonagi-tea) link the accounts afterwards: next time one press logs you in and is enough.

  And then:

  - Pay with the card that ends in 3434: it is declined, and the shop offers another way. 3064 is a buyer who cancels.
  - Press the browser's back button at Amazon, open a second tab, double-click, reload: it is never paid twice.
  - Change the address or the card on the register page: what you typed there is kept.
  - Choose 佐藤一郎 at Amazon: his address book is as untidy as real ones are.
  - Keep the imitated Amazon open beside the shop (its address is above): it shows every call, notification and mail as they
    happen. There you move the clock, order failures, and look at one payment from its first click to its refund.
  - Be the merchant at Amazon:    %[3]s/sellercentral/   (capture, refund, change the amount)
  - Do the same from a program:   curl -H content-type:application/json -d '{"by":"15m"}' %[4]s/advance
    Every control as a call:      %[4]s/

  Nothing here is real: no money moves, and everything is gone when you press Ctrl-C.

`
