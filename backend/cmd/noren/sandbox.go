package main

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"time"

	"noren/backend/sandbox"
)

// sandboxCommand is `noren sandbox`: flags around sandbox.New.
type sandboxCommand struct {
	Listen    string            `env:"NOREN_SANDBOX_LISTEN" default:"127.0.0.1:4400" help:"Where the API and the pages listen; port 0 chooses a free one. Beyond loopback only where no stranger can reach it."`
	Control   string            `env:"NOREN_SANDBOX_CONTROL" default:"127.0.0.1:4401" help:"Where the control API listens; port 0 chooses a free one. Whoever reaches it has the merchant's key."`
	TLS       bool              `env:"NOREN_SANDBOX_TLS" help:"Serve https with a certificate made at the start; official SDKs need it."`
	Cert      string            `env:"NOREN_SANDBOX_CERT" and:"certificate" placeholder:"FILE.pem" type:"existingfile" help:"Serve https with this certificate (PEM)."`
	CertKey   string            `env:"NOREN_SANDBOX_CERT_KEY" and:"certificate" placeholder:"FILE.pem" type:"existingfile" help:"Private key of --cert (PEM)."`
	Merchant  string            `env:"NOREN_SANDBOX_MERCHANT" and:"merchant" help:"Merchant id of the only merchant."`
	Store     string            `env:"NOREN_SANDBOX_STORE" and:"merchant" help:"Store id of the only merchant."`
	PublicKey map[string]string `env:"NOREN_SANDBOX_PUBLIC_KEY" placeholder:"KEYID=FILE.pem" help:"A public key that may sign for the merchant; may be repeated."`
	Clock     string            `env:"NOREN_SANDBOX_CLOCK" placeholder:"RFC3339" help:"Time at the start; it runs on from there."`
	Skew      time.Duration     `env:"NOREN_SANDBOX_SKEW" default:"15m" help:"How far a request's date may be from the clock."`
	Setting   map[string]string `env:"NOREN_SANDBOX_SETTING" placeholder:"NAME=VALUE" help:"One of the choices that Amazon's documents leave open, such as throttle=true; may be repeated. GET /settings of the control API lists them."`
	PublicURL string            `env:"NOREN_SANDBOX_PUBLIC_URL" help:"Address by which browsers reach it, if it is another one than --listen."`

	RemoteDashboard bool `env:"NOREN_SANDBOX_REMOTE_DASHBOARD" help:"Show the dashboard, which controls everything, to other machines too."`
}

// started is the line that is printed when the sandbox is ready. The key to sign with is made when it is first asked for:
// GET /merchant of the control API.
type started struct {
	URL          string `json:"url"`
	ControlURL   string `json:"controlUrl"`
	DashboardURL string `json:"dashboardUrl"`
	MerchantID   string `json:"merchantId"`
	StoreID      string `json:"storeId"`
}

// Run is the command.
func (c *sandboxCommand) Run(ctx context.Context, out io.Writer) error {
	config, err := c.config()
	if err != nil {
		return err
	}
	s, err := sandbox.New(config)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	merchant := s.Accounts()[0]
	for id, file := range c.PublicKey {
		key, err := readPublicKey(file)
		if err != nil {
			return err
		}
		s.RegisterKey(merchant.MerchantID, id, key)
	}
	if err := s.Start(ctx, c.Listen, c.Control, sandbox.TLS{Enabled: c.TLS, CertFile: c.Cert, KeyFile: c.CertKey}); err != nil {
		return err
	}
	err = json.NewEncoder(out).Encode(started{
		URL: s.URL, ControlURL: s.ControlURL, DashboardURL: s.URL + "/", MerchantID: merchant.MerchantID, StoreID: merchant.StoreID,
	})
	if err != nil {
		return fmt.Errorf("sandbox: %w", err)
	}
	<-ctx.Done()
	return nil
}

func (c *sandboxCommand) config() (sandbox.Config, error) {
	config := sandbox.Config{
		Settings: sandbox.Settings{Skew: sandbox.Duration(c.Skew)}, PublicURL: c.PublicURL,
		RemoteDashboard: c.RemoteDashboard,
	}
	for name, value := range c.Setting {
		if err := config.Set(name, value); err != nil {
			return config, fmt.Errorf("--setting: %w", err)
		}
	}
	if u, err := url.Parse(c.PublicURL); c.PublicURL != "" && (err != nil || u.Host == "" || u.Scheme+"://"+u.Host != c.PublicURL) {
		return config, errors.New("--public-url: want an origin such as https://amazon.localhost:4400, without a path")
	}
	if c.Clock != "" {
		start, err := time.Parse(time.RFC3339, c.Clock)
		if err != nil {
			return config, fmt.Errorf("--clock %q: want a time such as 2026-01-15T12:00:00+09:00", c.Clock)
		}
		config.Clock = start
	}
	if c.Merchant != "" || c.Store != "" {
		config.Merchants = []sandbox.Merchant{{MerchantID: c.Merchant, StoreID: c.Store, PublicKeyID: "SANDBOX-AAAAAAAAAAAAAAAAAAAAAAAA"}}
	}
	return config, nil
}

func readPublicKey(file string) (*rsa.PublicKey, error) {
	text, err := os.ReadFile(file) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, fmt.Errorf("--public-key: %w", err)
	}
	key, err := sandbox.ParsePublicKey(text)
	if err != nil {
		return nil, fmt.Errorf("--public-key %s: %w", file, err)
	}
	return key, nil
}
