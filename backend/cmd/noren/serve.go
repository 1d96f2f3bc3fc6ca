package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"noren/backend"
	"noren/backend/store"
)

// database is what every command on stored data needs.
type database struct {
	Database string `default:"sqlite:noren.db" env:"NOREN_DATABASE" help:"sqlite:FILE, or postgres://… for more than one machine."`
}

// serveCommand is `noren serve`.
type serveCommand struct {
	database
	keys
	smtp
	oidc
	outlook

	Listen    string `default:"127.0.0.1:8080" env:"NOREN_LISTEN" help:"Where to listen."`
	PublicURL string `required:"" env:"NOREN_PUBLIC_URL" placeholder:"https://pay.example" help:"Our own origin, as browsers see it."`
	Proxies   int    `env:"NOREN_PROXIES" help:"Number of proxies in front that are trusted to name the client."`

	redisFlags `set:"redis_help=Addresses of Redis; without one sessions live in this process."`

	Assets string `env:"NOREN_ASSETS" placeholder:"FOLDER" help:"Folder where every build leaves its browser assets, for pinned script tags and pages that are open during an upgrade; replicas may share it."`

	AmazonAPI   string `env:"NOREN_AMAZON_API" help:"Address of an Amazon Pay sandbox of your own."`
	AmazonPages string `env:"NOREN_AMAZON_PAGES" help:"Origin of that sandbox's pages; empty means the same."`
	provider

	Contact  string `env:"NOREN_CONTACT" placeholder:"NAME, ADDRESS" help:"Whom merchants ask; shown in the console."`
	TermsURL string `env:"NOREN_TERMS_URL" placeholder:"https://…" help:"Your own terms of service, instead of those that Noren brings."`

	Hold  bool          `env:"NOREN_HOLD" help:"Send no webhooks and no mails; they wait. For the first start on a restored backup."`
	Drain time.Duration `default:"3s" env:"NOREN_DRAIN" help:"How long readiness fails before the port closes, so that load balancers look elsewhere."`
}

// Run is the command.
func (c *serveCommand) Run(ctx context.Context, out io.Writer) error {
	config, err := c.config()
	if err != nil {
		return err
	}
	c.warnWithout(ctx)
	if c.Hold {
		slog.WarnContext(ctx, "webhooks and mails are held back (--hold): they are sent after a start without it")
	}
	seen, err := c.look(ctx)
	if err != nil {
		return err
	}
	defer seen.close(ctx)
	config.Telemetry = seen.telemetry
	b, err := backend.New(ctx, config)
	if err != nil {
		return err
	}
	var open net.ListenConfig
	listener, err := open.Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return errors.Join(fmt.Errorf("--listen %s: %w", c.Listen, err), b.Close())
	}
	if err := c.warnOf(ctx, b); err != nil {
		return errors.Join(err, listener.Close(), b.Close())
	}
	return c.serve(ctx, b, listener, out)
}

// config refuses what cannot work before anything is opened or asked.
func (c *serveCommand) config() (backend.Config, error) {
	keyset, keysetErr := c.value()
	redis, redisErr := c.redisFlags.config()
	mails, mailErr := c.server()
	login, loginErr := c.login()
	pages := cmp.Or(c.AmazonPages, c.AmazonAPI)
	account, accountErr := c.account(pages)
	var proxiesErr error
	if c.Proxies < 0 {
		proxiesErr = errors.New("--proxies is a number of proxies, 0 or more")
	}
	config := backend.Config{
		Database: c.Database, Keyset: keyset, PublicURL: c.PublicURL, Proxies: c.Proxies, Redis: redis,
		Amazon: backend.Amazon{API: c.AmazonAPI, Pages: pages}, Provider: account,
		Assets: c.Assets, Mail: mails, OIDC: login, Contact: c.Contact, TermsURL: c.TermsURL, Hold: c.Hold,
	}
	if err := errors.Join(keysetErr, redisErr, proxiesErr, mailErr, loginErr, accountErr, c.apart(c.Listen)); err != nil {
		return config, err
	}
	return config, config.Check()
}

// warnOf says what of the stores is no reason to stay away: nobody loses money by it.
func (c *serveCommand) warnOf(ctx context.Context, b *backend.Backend) error {
	if err := b.Sessions.Ping(ctx); err != nil {
		slog.WarnContext(ctx, "Redis does not answer (--redis): until it answers, shoppers on their way to Amazon or back are asked to try again; no payment is lost",
			"redis", c.Redis, "error", err)
	}
	role, err := b.DB.Unbound(ctx)
	if role != "" {
		slog.WarnContext(ctx, "PostgreSQL does not keep the shops' rows apart for this role (--database): it is a superuser or has BYPASSRLS; take an ordinary role that owns the tables",
			"role", role)
	}
	return err
}

// serve answers until ctx ends.
func (c *serveCommand) serve(ctx context.Context, b *backend.Backend, listener net.Listener, out io.Writer) error {
	b.Start(context.WithoutCancel(ctx)) // Close ends it, after the requests
	server := b.Site.Server(b.Handler)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	slog.InfoContext(ctx, "serving", "listen", listener.Addr().String(), "public_url", c.PublicURL)
	_, _ = fmt.Fprintln(out, "ready", c.PublicURL, listener.Addr())
	select {
	case err := <-failed:
		return errors.Join(fmt.Errorf("--listen %s: %w", c.Listen, err), b.Close())
	case <-ctx.Done():
	}
	return c.stop(b, server)
}

// stop is graceful: readiness fails first, then requests end, then background work, then the stores.
func (c *serveCommand) stop(b *backend.Backend, server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), c.Drain+25*time.Second)
	defer cancel()
	b.Site.Drain()
	slog.InfoContext(ctx, "stopping", "drain", c.Drain) // who reads it may rely on it
	time.Sleep(c.Drain)
	err := errors.Join(server.Shutdown(ctx), b.Close())
	slog.InfoContext(ctx, "stopped")
	return err
}

// migrateCommand is `noren migrate`.
type migrateCommand struct{ database }

// Run is the command.
func (c *migrateCommand) Run(ctx context.Context, out io.Writer) error {
	db, err := store.Open(ctx, c.Database)
	if err != nil {
		return fmt.Errorf("--database: %w", err)
	}
	if err := db.Migrate(ctx); err != nil {
		return errors.Join(err, db.Close())
	}
	version, _, err := db.Version(ctx)
	if err == nil {
		_, err = fmt.Fprintln(out, "tables are at version", version)
	}
	return errors.Join(err, db.Close())
}
