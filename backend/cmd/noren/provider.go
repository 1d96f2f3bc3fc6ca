package main

import (
	"errors"
	"fmt"
	"os"

	"noren/backend/merchant"
)

// provider is the operator's own account at Amazon, as a solution provider. Its key works for the shops that registered by Amazon's
// hosted pages.
type provider struct {
	ProviderID    string `name:"amazon-provider-id" env:"NOREN_AMAZON_PROVIDER_ID" help:"Merchant id of your account as a solution provider at Amazon Pay (spId)."`
	ProviderKeyID string `name:"amazon-provider-key-id" env:"NOREN_AMAZON_PROVIDER_KEY_ID" help:"Id of that account's public key."`
	ProviderKey   string `name:"amazon-provider-key" env:"NOREN_AMAZON_PROVIDER_KEY_FILE" type:"existingfile" placeholder:"FILE.pem" help:"File with its private key (PEM)."`
	ProviderLive  bool   `name:"amazon-provider-live" env:"NOREN_AMAZON_PROVIDER_LIVE" help:"It is for Amazon's live environment, with real money."`
	Register      string `name:"amazon-register" env:"NOREN_AMAZON_REGISTER" placeholder:"https://…/register" help:"Address of Amazon's registration, which Amazon tells to solution providers."`
}

// account is the provider, or nil without one; pages is the origin of an imitated Amazon, whose registration is known.
func (p provider) account(pages string) (*merchant.Provider, error) {
	switch {
	case p == provider{}:
		return nil, nil //nolint:nilnil // there is none
	case p.ProviderKey == "" || p.ProviderKeyID == "":
		return nil, errors.New("a provider needs --amazon-provider-key and --amazon-provider-key-id")
	}
	text, err := os.ReadFile(p.ProviderKey)
	if err != nil {
		return nil, fmt.Errorf("--amazon-provider-key: %w", err)
	}
	key, err := merchant.ParsePrivateKey(text)
	if err != nil {
		return nil, fmt.Errorf("--amazon-provider-key %s: %w", p.ProviderKey, err)
	}
	register := p.Register
	if register == "" && pages != "" {
		register = pages + "/register"
	}
	return &merchant.Provider{ID: p.ProviderID, PublicKeyID: p.ProviderKeyID, Key: key, Sandbox: !p.ProviderLive, Register: register}, nil
}
