package backend

import (
	"context"

	"noren/backend/amazonpay"
	"noren/backend/checkout"
	"noren/backend/ledger"
	"noren/backend/merchant"
)

// Book is the order book of all shops, for the backend and for commands on stored data.
func Book(shops *merchant.Shops, amazon Amazon) *ledger.Book {
	at := accounts{shops, amazon}
	return &ledger.Book{DB: shops.DB, Sealer: shops.Sealer, Now: shops.Now, Client: at.client, Shop: at.orderShop}
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
	account := checkout.Account{
		Client: &amazonpay.Client{
			PublicKeyID: credentials.PublicKeyID, Key: credentials.Key, Region: region, Sandbox: credentials.Sandbox,
			BaseURL: a.amazon.API, Now: a.shops.Now,
		},
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
