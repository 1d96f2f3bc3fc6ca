package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"noren/backend/merchant"
	"noren/backend/staff"
	"noren/backend/store"
	"noren/shared/api"
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
	Methods     shopMethods     `cmd:"" help:"List a shop's payment methods in the order of the register page, show or hide one, or move it."`
	Groups      shopGroups      `cmd:"" help:"List a shop's payment groups, tick or untick 「Amazon Pay」 in one, add or remove one."`
	Credentials shopCredentials `cmd:"" help:"Try a shop's account at Amazon Pay, and save it."`
	Apply       shopApply       `cmd:"" help:"Apply for the service for a shop (お申し込み): the contract begins, and the monthly fee with it."`
	Cancel      shopCancel      `cmd:"" help:"Cancel a shop's contract (解約) with the end of this month."`
	Revoke      shopRevoke      `cmd:"" help:"Take the cancellation back, before the month has ended (解約予約キャンセル)."`
	Contract    shopContract    `cmd:"" help:"List a shop's contracts, the newest first, with the terms of service that were agreed to."`
	Doctor      shopDoctor      `cmd:"" help:"Examine how a shop is set up: account, address, pages, settings, server. Fails when something is wrong."`
	Explain     shopExplain     `cmd:"" help:"Say whether Amazon Pay is shown for a cart, and why not."`
	Funnel      shopFunnel      `cmd:"" help:"Print how far a shop's shoppers came with Amazon Pay, and where they were lost."`
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
	db, err := store.Open(store.ForAll(ctx), s.Database)
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
		err = printJSON(out, result)
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
		japanese, english := i18n.Japanese.Fault(fault, ""), i18n.English.Fault(fault, "")
		if text, known := i18n.ContractFor(api.Japanese).Fault(fault); known {
			japanese = text
			english, _ = i18n.ContractFor(api.English).Fault(fault)
		}
		lines = append(lines, fmt.Errorf("%s: %s / %s", fault.Field, japanese, english))
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
		shop, err := shops.Create(ctx, byCommand, merchant.Shop{Name: c.Name, Origins: c.Origin, LoginURL: c.LoginURL})
		if err != nil {
			return nil, err
		}
		secret, err := shops.NewSecretKey(ctx, byCommand, shop.ID, merchant.Scopes()...)
		if err != nil {
			return nil, err
		}
		cart, err := shops.NewCartKey(ctx, byCommand, shop.ID)
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

type shopSettings struct {
	stored

	Shop string `arg:"" help:"The shop's id."`
	Set  string `env:"NOREN_SHOP_SETTINGS" type:"existingfile" placeholder:"FILE.json" help:"Save the settings in this file; begin with what this command prints."`
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
		return shops.SaveSettings(ctx, byCommand, c.Shop, next)
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
		secret, err := shops.SetWebhook(ctx, byCommand, c.Shop, c.URL)
		return map[string]string{"webhookUrl": c.URL, "secret": secret}, err
	})
}
