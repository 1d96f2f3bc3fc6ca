package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"noren/backend"
	"noren/backend/session"
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

	Listen    string   `default:"127.0.0.1:8080" env:"NOREN_LISTEN" help:"Where to listen."`
	PublicURL string   `required:"" env:"NOREN_PUBLIC_URL" placeholder:"https://pay.example" help:"Our own origin, as browsers see it."`
	Proxies   int      `env:"NOREN_PROXIES" help:"Number of proxies in front that are trusted to name the client."`
	Redis     []string `env:"NOREN_REDIS" placeholder:"HOST:PORT" help:"Addresses of Redis; without one sessions live in this process."`
	Cluster   bool     `env:"NOREN_REDIS_CLUSTER" help:"The addresses are of a Redis Cluster."`
	Sentinel  string   `env:"NOREN_REDIS_SENTINEL" help:"Name of the master; the addresses are of Sentinels."`
	RedisUser string   `env:"NOREN_REDIS_USER" help:"User name at Redis."`
	RedisPass string   `env:"NOREN_REDIS_PASSWORD" help:"Password at Redis."`
	RedisTLS  bool     `env:"NOREN_REDIS_TLS" help:"Speak TLS with Redis."`

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
	keyset, err := c.value()
	if err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return err
	}
	mails, err := c.server()
	if err != nil {
		return err
	}
	login, err := c.login()
	if err != nil {
		return err
	}
	c.warnWithout(ctx)
	if c.Hold {
		slog.WarnContext(ctx, "webhooks and mails are held back (--hold): they are sent after a start without it")
	}
	pages := c.AmazonPages
	if pages == "" {
		pages = c.AmazonAPI
	}
	account, err := c.account(pages)
	if err != nil {
		return err
	}
	seen, err := c.look(ctx, c.Listen)
	if err != nil {
		return err
	}
	defer seen.close(ctx)
	b, err := backend.New(ctx, backend.Config{
		Database: c.Database, Keyset: keyset, PublicURL: c.PublicURL, Proxies: c.Proxies,
		Redis: session.Config{
			Addrs: c.Redis, Cluster: c.Cluster, Sentinel: c.Sentinel, Username: c.RedisUser, Password: c.RedisPass, TLS: c.RedisTLS,
		},
		Amazon: backend.Amazon{API: c.AmazonAPI, Pages: pages}, Provider: account,
		Assets: c.Assets, Mail: mails, OIDC: login, Contact: c.Contact, TermsURL: c.TermsURL,
		Telemetry: seen.telemetry, Hold: c.Hold,
	})
	if err != nil {
		return err
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return errors.Join(fmt.Errorf("--listen %s: %w", c.Listen, err), b.Close())
	}
	if err := b.Sessions.Ping(ctx); err != nil { // no reason to stay away: nobody loses money by it
		slog.WarnContext(ctx, "Redis does not answer (--redis): until it does, shoppers who come back from Amazon must sign in there again; no payment is lost",
			"redis", c.Redis, "error", err)
	}
	if role, err := b.DB.Unbound(ctx); err != nil {
		return errors.Join(err, b.Close())
	} else if role != "" {
		slog.WarnContext(ctx, "PostgreSQL does not keep the shops' rows apart for this role (--database): it is a superuser or has BYPASSRLS; take an ordinary role that owns the tables",
			"role", role)
	}
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

// check refuses what backend.Config does not see, or would take for something else.
func (c *serveCommand) check() error {
	switch {
	case c.Cluster && c.Sentinel != "":
		return errors.New("--cluster and --sentinel: Redis is one or the other; leave one out")
	case len(c.Redis) == 0 && c.Cluster:
		return errors.New("--cluster needs --redis with addresses of the cluster, such as --redis=10.0.0.1:6379,10.0.0.2:6379")
	case len(c.Redis) == 0 && c.Sentinel != "":
		return errors.New("--sentinel needs --redis with the addresses of the Sentinels, such as --redis=10.0.0.1:26379,10.0.0.2:26379")
	case c.Proxies < 0:
		return errors.New("--proxies is a number of proxies, 0 or more")
	}
	for _, address := range c.Redis {
		if _, port, err := net.SplitHostPort(address); err != nil || port == "" || strings.Contains(address, "/") {
			return errors.New("--redis wants addresses as HOST:PORT, such as redis.example:6379; user, password and TLS have flags of their own")
		}
	}
	return nil
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
