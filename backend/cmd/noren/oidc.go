package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"noren/backend/staff"
)

// oidc is the operator's own staff login (OpenID Connect), by which people sign in to the console.
type oidc struct {
	OIDCIssuer     string `name:"oidc-issuer" env:"NOREN_OIDC_ISSUER" placeholder:"https://login.example" help:"Your own staff login for the console (OpenID Connect): its issuer, to the letter. It must send people back to /console/sign-in/oidc/return at the public URL."`
	OIDCClient     string `name:"oidc-client-id" env:"NOREN_OIDC_CLIENT_ID" help:"The id under which it knows Noren."`
	OIDCSecret     string `name:"oidc-client-secret" env:"NOREN_OIDC_CLIENT_SECRET" xor:"oidc-client-secret" help:"The secret there. Better: --oidc-client-secret-file."`
	OIDCSecretFile string `name:"oidc-client-secret-file" env:"NOREN_OIDC_CLIENT_SECRET_FILE" xor:"oidc-client-secret" type:"existingfile" placeholder:"FILE" help:"File that holds that secret."`
	OIDCName       string `name:"oidc-name" env:"NOREN_OIDC_NAME" placeholder:"NAME" help:"What the login is called on its button; the issuer's host when not given."`
}

// login is the staff login, or nil.
func (o oidc) login() (*staff.OIDC, error) {
	if o.OIDCIssuer == "" {
		if o != (oidc{}) {
			return nil, errors.New("--oidc-client-id, --oidc-client-secret and --oidc-name need --oidc-issuer")
		}
		return nil, nil //nolint:nilnil // there is none
	}
	secret := o.OIDCSecret
	if o.OIDCSecretFile != "" {
		text, err := os.ReadFile(o.OIDCSecretFile)
		if err != nil {
			return nil, fmt.Errorf("--oidc-client-secret-file: %w", err)
		}
		secret = strings.TrimRight(string(text), "\r\n")
	}
	login := &staff.OIDC{Issuer: o.OIDCIssuer, ClientID: o.OIDCClient, ClientSecret: secret, Name: o.OIDCName}
	if login.Name == "" {
		login.Name = login.Host()
	}
	return login, login.Check()
}
