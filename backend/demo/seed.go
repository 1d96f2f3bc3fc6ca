package demo

import (
	"context"
	"strings"

	"noren/backend/audit"
	"noren/backend/contract"
	"noren/backend/mail"
	"noren/backend/merchant"
	"noren/shared/button"
)

// shopKeys are what the demo shop's server holds.
type shopKeys struct{ secret, cart, webhook string }

// seed sets up the one shop, as an operator would for a merchant who is through Amazon's review.
func (d *Demo) seed(ctx context.Context) (shopKeys, error) {
	var keys shopKeys
	shops := d.Backend.Shops
	shop, err := shops.Create(ctx, audit.CLI, merchant.Shop{Name: shopName, Origins: []string{d.ShopURL}, LoginURL: d.ShopURL + "/noren/login"})
	if err != nil {
		return keys, err
	}
	d.ShopID = shop.ID
	account := d.Amazon.Merchant()
	steps := []func() error{
		func() error {
			return shops.SaveCredentials(ctx, audit.CLI, shop.ID, merchant.Credentials{
				MerchantID: account.MerchantID, StoreID: account.StoreID, PublicKeyID: account.PublicKeyID, Key: account.PrivateKey,
				Sandbox: true, Region: "jp",
			})
		},
		func() error { return shops.Apply(ctx, audit.CLI, shop.ID, application()) },
		func() error { return d.saveSettings(ctx) },
		func() error { return d.showGuide(ctx) },
		func() error { return d.seedStaff(ctx) },
		func() (err error) {
			keys.webhook, err = shops.SetWebhook(ctx, audit.CLI, shop.ID, d.ShopURL+"/webhooks/noren")
			return err
		},
		func() (err error) { keys.cart, err = shops.NewCartKey(ctx, audit.CLI, shop.ID); return err },
		func() (err error) {
			keys.secret, err = shops.NewSecretKey(ctx, audit.CLI, shop.ID, merchant.Scopes()...)
			return err
		},
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return keys, err
		}
	}
	// Only browsers know *.localhost; Amazon's notifications come from a program.
	here := strings.Replace(d.PayURL, "//pay.localhost:", "//127.0.0.1:", 1)
	d.Amazon.SetNotificationURL(account.MerchantID, here+"/notifications/"+shop.ID)
	return keys, nil
}

// showGuide puts the shop's 「ご案内（メール用）」 into its order confirmations (R3-4).
func (d *Demo) showGuide(ctx context.Context) error {
	template := mail.Default(mail.OrderConfirmation)
	template.Guide = true
	_, err := d.Backend.Mails.Templates.Save(ctx, d.ShopID, audit.CLI, template)
	return err
}

// application is what the merchant has declared.
func application() contract.Application {
	return contract.Application{Kind: contract.Corporation, Company: company, CorporateNumber: corporateNumber, Terms: true, Reviewed: true}
}

// settings of the demo shop: Amazon Pay first, not for goods that are paid in advance only.
func settings() merchant.Settings {
	s := merchant.DefaultSettings()
	s.PayButton.SP = button.Style{Colour: button.Gold, Size: button.Large}
	s.Guides.Checkout = guideCheckout
	s.Guides.Mail = guideMail
	s.Contact = contact
	s.LoginGuides.Checkout, s.LoginGuides.Signup = guideLogin, guideSignup
	s.Methods = []merchant.Method{
		{ID: merchant.AmazonPay, Name: "Amazon Pay", Shown: true}, {ID: "bank", Name: nameBank, Shown: true}, {ID: "cod", Name: nameCOD, Shown: true},
	}
	s.Groups = []merchant.Group{{ID: "standard", Name: nameStandard, AmazonPay: true}, {ID: "prepaid", Name: namePrepaid}}
	s.Linking = true
	return s
}
