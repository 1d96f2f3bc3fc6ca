package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"noren/backend"
	"noren/backend/amazonpay"
	"noren/backend/merchant"
	"noren/backend/registration"
	"noren/shared/api"
	"noren/shared/i18n"
)

type shopCredentials struct {
	stored

	AmazonAPI string `env:"NOREN_AMAZON_API" help:"Address of an Amazon Pay sandbox of your own."`

	Shop        string `arg:"" help:"The shop's id."`
	MerchantID  string `required:"" env:"NOREN_SHOP_MERCHANT_ID" help:"Merchant id at Amazon."`
	StoreID     string `required:"" env:"NOREN_SHOP_STORE_ID" help:"Store id (client id) at Amazon."`
	PublicKeyID string `required:"" env:"NOREN_SHOP_PUBLIC_KEY_ID" help:"Id of the public key at Amazon."`
	PrivateKey  string `required:"" env:"NOREN_SHOP_PRIVATE_KEY_FILE" type:"existingfile" placeholder:"FILE.pem" help:"File with the private key (PEM)."`
	Live        bool   `env:"NOREN_SHOP_LIVE" help:"It is Amazon's live environment, with real money."`
}

// Run is the command. As in the console, credentials are tried at Amazon before they are saved.
func (c *shopCredentials) Run(ctx context.Context, out io.Writer) error {
	text, err := os.ReadFile(c.PrivateKey)
	if err != nil {
		return fmt.Errorf("--private-key: %w", err)
	}
	key, err := merchant.ParsePrivateKey(text)
	if err != nil {
		return fmt.Errorf("--private-key %s: %w; give the file that Seller Central let you download", c.PrivateKey, err)
	}
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		shop, err := shops.Get(ctx, c.Shop)
		if err != nil {
			return nil, err
		}
		err = backend.Registrations(shops, backend.Amazon{API: c.AmazonAPI}, "").Save(ctx, shop, byCommand, merchant.Credentials{
			MerchantID: c.MerchantID, StoreID: c.StoreID, PublicKeyID: c.PublicKeyID, Key: key, Sandbox: !c.Live, Region: amazonpay.Japan,
		})
		if err != nil {
			return nil, explainRefusal(err)
		}
		return shops.Get(ctx, c.Shop)
	})
}

// explainRefusal says what Amazon has against credentials, in both languages.
func explainRefusal(err error) error {
	refusal, ok := errors.AsType[*registration.Refusal](err)
	if !ok {
		return err
	}
	reason := string(refusal.Reason)
	return fmt.Errorf("%s / %s (%w)", i18n.RegistrationFor(api.Japanese).Reasons[reason], i18n.RegistrationFor(api.English).Reasons[reason], err)
}
