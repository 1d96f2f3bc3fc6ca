package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/merchant"
	"noren/backend/staff"
	"noren/backend/store"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// shopCommand is `noren shop …`: what an operator does for a shop.
type shopCommand struct {
	Create      shopCreate      `cmd:"" help:"Enter a shop, and print its id and its keys, once."`
	List        shopList        `cmd:"" help:"List the shops."`
	Update      shopUpdate      `cmd:"" help:"Change a shop's name, origins or login URL; what is not named stays."`
	Keys        shopKeys        `cmd:"" help:"List a shop's keys, make a new secret key, which is printed once, or revoke a key."`
	Settings    shopSettings    `cmd:"" help:"Print a shop's settings, or save them from a file: all or nothing."`
	Credentials shopCredentials `cmd:"" help:"Save a shop's account at Amazon Pay."`
	Webhook     shopWebhook     `cmd:"" help:"Say where a shop's server hears of orders, and print the secret, once."`
}

// stored is what these commands work on.
type stored struct {
	database
	keys
}

// open gives the shops and what closes them.
func (s stored) open(ctx context.Context) (*merchant.Shops, func() error, error) {
	keyset, err := s.value()
	if err != nil {
		return nil, nil, err
	}
	sealer, err := store.NewSealer(keyset)
	if err != nil {
		return nil, nil, err
	}
	db, err := store.Open(ctx, s.Database)
	if err != nil {
		return nil, nil, fmt.Errorf("--database: %w", err)
	}
	if err := db.Migrate(ctx); err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return &merchant.Shops{DB: db, Sealer: sealer, Now: time.Now}, db.Close, nil
}

// with runs work on the shops, prints what it gives as JSON, and explains wrong fields.
func (s stored) with(ctx context.Context, out io.Writer, work func(shops *merchant.Shops) (any, error)) error {
	shops, closeStore, err := s.open(ctx)
	if err != nil {
		return err
	}
	result, err := work(shops)
	if err == nil {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		err = encoder.Encode(result)
	}
	return errors.Join(explain(err), closeStore())
}

// explain names each wrong field and its rule, in both languages.
func explain(err error) error {
	var faults validate.Faults
	if !errors.As(err, &faults) {
		return err
	}
	lines := make([]error, 0, len(faults))
	for _, fault := range faults {
		lines = append(lines, fmt.Errorf("%s: %s / %s", fault.Field, i18n.Japanese.Fault(fault, ""), i18n.English.Fault(fault, "")))
	}
	return errors.Join(lines...)
}

type shopCreate struct {
	stored

	Name     string   `arg:"" help:"The shop's name."`
	Origin   []string `required:"" env:"NOREN_SHOP_ORIGIN" placeholder:"https://shop.example" help:"Origin of the shop's pages; may be repeated."`
	LoginURL string   `env:"NOREN_SHOP_LOGIN_URL" help:"Where Amazon logins of members end, on one of the origins."`

	OwnerEmail string `env:"NOREN_SHOP_OWNER_EMAIL" help:"Email address of the shop's owner, who is invited to the console; needs --owner-name and --public-url."`
	OwnerName  string `env:"NOREN_SHOP_OWNER_NAME" help:"The owner's name."`
	PublicURL  string `env:"NOREN_PUBLIC_URL" placeholder:"https://pay.example" help:"Our own origin, as browsers see it: the owner's link begins with it."`
}

// Run is the command.
func (c *shopCreate) Run(ctx context.Context, out io.Writer) error {
	if c.OwnerEmail != "" && (c.OwnerName == "" || c.PublicURL == "") {
		return errors.New("--owner-email needs --owner-name, and --public-url for the link")
	}
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		shop, err := shops.Create(ctx, merchant.Shop{Name: c.Name, Origins: c.Origin, LoginURL: c.LoginURL})
		if err != nil {
			return nil, err
		}
		secret, err := shops.NewSecretKey(ctx, shop.ID, merchant.Scopes()...)
		if err != nil {
			return nil, err
		}
		cart, err := shops.NewCartKey(ctx, shop.ID)
		if err != nil {
			return nil, err
		}
		made := map[string]any{"shop": shop, "secretKey": secret, "cartKey": cart}
		if c.OwnerEmail != "" {
			made["owner"], err = c.inviteOwner(ctx, shops, shop.ID)
		}
		return made, err
	})
}

// inviteOwner gives the shop its first person.
func (c *shopCreate) inviteOwner(ctx context.Context, shops *merchant.Shops, shop string) (invited, error) {
	person, link, err := accountsOf(shops, c.PublicURL).Invite(ctx, byCommand, staff.Invitation{
		Name: c.OwnerName, Email: c.OwnerEmail, Lang: "ja", Shop: shop, Role: staff.Owner,
	}, false)
	return invited{person.ID, link, person.Invited}, err
}

type shopList struct{ stored }

// Run is the command.
func (c *shopList) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) { return shops.List(ctx) })
}

type shopSettings struct {
	stored

	Shop   string `arg:"" help:"The shop's id."`
	Set    string `env:"NOREN_SHOP_SETTINGS" type:"existingfile" placeholder:"FILE.json" help:"Save the settings in this file; begin with what this command prints."`
	Author string `default:"command line" env:"NOREN_SHOP_AUTHOR" help:"Who saves, for the history."`
}

// Run is the command.
func (c *shopSettings) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		settings, err := shops.Settings(ctx, c.Shop)
		if err != nil || c.Set == "" {
			return settings, err
		}
		text, err := os.ReadFile(c.Set)
		if err != nil {
			return nil, fmt.Errorf("settings: %w", err)
		}
		next := merchant.Settings{}
		if err := validate.Decode(text, &next); err != nil {
			return nil, fmt.Errorf("--set %s: %w; «noren shop settings %s» prints what is in force", c.Set, err, c.Shop)
		}
		next.Version = settings.Version
		return shops.SaveSettings(ctx, c.Shop, c.Author, next)
	})
}

type shopCredentials struct {
	stored

	Shop        string `arg:"" help:"The shop's id."`
	MerchantID  string `required:"" env:"NOREN_SHOP_MERCHANT_ID" help:"Merchant id at Amazon."`
	StoreID     string `required:"" env:"NOREN_SHOP_STORE_ID" help:"Store id (client id) at Amazon."`
	PublicKeyID string `required:"" env:"NOREN_SHOP_PUBLIC_KEY_ID" help:"Id of the public key at Amazon."`
	PrivateKey  string `required:"" env:"NOREN_SHOP_PRIVATE_KEY_FILE" type:"existingfile" placeholder:"FILE.pem" help:"File with the private key (PEM)."`
	Live        bool   `env:"NOREN_SHOP_LIVE" help:"It is Amazon's live environment, with real money."`
	Applied     bool   `env:"NOREN_SHOP_APPLIED" help:"The service has been applied for, so Amazon Pay may be used."`
}

// Run is the command.
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
		err := shops.SaveCredentials(ctx, c.Shop, merchant.Credentials{
			MerchantID: c.MerchantID, StoreID: c.StoreID, PublicKeyID: c.PublicKeyID, Key: key, Sandbox: !c.Live, Region: amazonpay.Japan,
		})
		if err != nil {
			return nil, err
		}
		if c.Applied {
			if err := shops.SetApplied(ctx, c.Shop, true); err != nil {
				return nil, err
			}
		}
		return shops.Get(ctx, c.Shop)
	})
}

type shopWebhook struct {
	stored

	Shop string `arg:"" help:"The shop's id."`
	URL  string `arg:"" help:"Address of the shop's receiver."`
}

// Run is the command.
func (c *shopWebhook) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		secret, err := shops.SetWebhook(ctx, c.Shop, c.URL)
		return map[string]string{"webhookUrl": c.URL, "secret": secret}, err
	})
}
