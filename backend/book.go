package backend

import (
	"context"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/checkout"
	"noren/backend/doctor"
	"noren/backend/ledger"
	"noren/backend/merchant"
	"noren/backend/registration"
)

// Book is the order book of all shops, for the backend and for commands on stored data.
func Book(shops *merchant.Shops, amazon Amazon) *ledger.Book {
	at := accounts{shops, amazon}
	return &ledger.Book{DB: shops.DB, Sealer: shops.Sealer, Now: shops.Now, Client: at.client, Shop: at.orderShop}
}

// Doctor examines shops, for the backend and for commands on stored data.
func Doctor(shops *merchant.Shops, amazon Amazon, publicURL string) *doctor.Doctor {
	return &doctor.Doctor{
		DB: shops.DB, Shops: shops, Client: accounts{shops, amazon}.client, Sandbox: amazon.API, PublicURL: publicURL, Now: shops.Now, Clock: time.Now,
		AllowLoopback: Config{PublicURL: publicURL}.isLocal(),
	}
}

// Registrations registers shops at Amazon, for the console and for commands on stored data.
func Registrations(shops *merchant.Shops, amazon Amazon, publicURL string) *registration.Registrations {
	return &registration.Registrations{Shops: shops, PublicURL: publicURL, API: amazon.API}
}

// accounts are the shops' accounts at Amazon, or at the sandbox that stands in for it.
type accounts struct {
	shops  *merchant.Shops
	amazon Amazon
}

// account gives the flow a shop's account.
func (a accounts) account(ctx context.Context, shop, merchantID string) (checkout.Account, error) {
	credentials, err := a.shops.RecentCredentials(ctx, shop, merchantID)
	if err != nil {
		return checkout.Account{}, err
	}
	region := credentials.Region
	client := credentials.Client(a.amazon.API, a.shops.Now)
	client.HTTP = a.amazon.through
	account := checkout.Account{
		Client:     client,
		MerchantID: credentials.MerchantID, StoreID: credentials.StoreID, Sandbox: credentials.Sandbox,
		Script: region.ScriptURL(), Origins: region.HostedOrigins(),
	}
	if pages := a.amazon.Pages; pages != "" {
		account.Script, account.Origins = pages+"/checkout.js", []string{pages}
	}
	return account, nil
}

func (a accounts) client(ctx context.Context, shop, merchantID string) (*amazonpay.Client, error) {
	account, err := a.account(ctx, shop, merchantID)
	return account.Client, err
}

// orderShop gives the ledger what it must know of a shop.
func (a accounts) orderShop(ctx context.Context, id string) (ledger.Shop, error) {
	recent, err := a.shops.Recent(ctx, id)
	return ledger.Shop{Name: recent.Shop.Name, Issuer: recent.Settings.Issuer, Policy: recent.Settings.Orders.Policy()}, err
}
