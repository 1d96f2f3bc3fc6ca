package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"noren/backend"
	"noren/backend/session"
	"noren/backend/store"
)

// database is what every command on stored data needs.
type database struct {
	Database string `default:"sqlite:noren.db" env:"NOREN_DATABASE" help:"sqlite:FILE, or postgres://… for more than one machine."`
}

// keys is the master keyset.
type keys struct {
	Keyset     string `env:"NOREN_KEYSET" xor:"keyset" help:"Master keyset, as «noren keyset» prints it. Better: --keyset-file."`
	KeysetFile string `env:"NOREN_KEYSET_FILE" xor:"keyset" type:"existingfile" help:"File that holds the master keyset."`
}

func (k keys) value() (string, error) {
	if k.KeysetFile != "" {
		return k.KeysetFile, nil
	}
	if k.Keyset == "" {
		return "", errors.New("a master keyset is needed: make one with «noren keyset > noren.keyset» and give --keyset-file=noren.keyset")
	}
	return k.Keyset, nil
}

// serveCommand is `noren serve`.
type serveCommand struct {
	database
	keys

	Listen    string   `default:"127.0.0.1:8080" env:"NOREN_LISTEN" help:"Where to listen."`
	PublicURL string   `required:"" env:"NOREN_PUBLIC_URL" placeholder:"https://pay.example" help:"Our own origin, as browsers see it."`
	Proxies   int      `env:"NOREN_PROXIES" help:"Number of proxies in front that are trusted to name the client."`
	Redis     []string `env:"NOREN_REDIS" help:"Addresses of Redis; without one sessions live in this process."`
	Cluster   bool     `env:"NOREN_REDIS_CLUSTER" help:"The addresses are of a Redis Cluster."`
	Sentinel  string   `env:"NOREN_REDIS_SENTINEL" help:"Name of the master; the addresses are of Sentinels."`
	RedisUser string   `env:"NOREN_REDIS_USER" help:"User name at Redis."`
	RedisPass string   `env:"NOREN_REDIS_PASSWORD" help:"Password at Redis."`
	RedisTLS  bool     `env:"NOREN_REDIS_TLS" help:"Speak TLS with Redis."`

	AmazonAPI   string `env:"NOREN_AMAZON_API" help:"Address of an Amazon Pay sandbox of your own."`
	AmazonPages string `env:"NOREN_AMAZON_PAGES" help:"Origin of that sandbox's pages; empty means the same."`
}

// Run is the command. It stops gracefully: readiness fails first, then requests and background work end, then the stores.
func (c *serveCommand) Run(ctx context.Context, out io.Writer) error {
	keyset, err := c.value()
	if err != nil {
		return err
	}
	pages := c.AmazonPages
	if pages == "" {
		pages = c.AmazonAPI
	}
	b, err := backend.New(ctx, backend.Config{
		Database: c.Database, Keyset: keyset, PublicURL: c.PublicURL, Proxies: c.Proxies,
		Redis: session.Config{
			Addrs: c.Redis, Cluster: c.Cluster, Sentinel: c.Sentinel, Username: c.RedisUser, Password: c.RedisPass, TLS: c.RedisTLS,
		},
		Amazon: backend.Amazon{API: c.AmazonAPI, Pages: pages},
	})
	if err != nil {
		return err
	}
	b.Start(ctx)
	server := &http.Server{
		Addr: c.Listen, Handler: b.Handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		WriteTimeout: 40 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	slog.InfoContext(ctx, "serving", "listen", c.Listen, "public_url", c.PublicURL)
	_, _ = fmt.Fprintln(out, "ready", c.PublicURL)
	select {
	case err := <-failed:
		return errors.Join(fmt.Errorf("listen on %s: %w", c.Listen, err), b.Close())
	case <-ctx.Done():
	}
	slog.InfoContext(ctx, "stopping")
	stopping, cancel := context.WithTimeout(context.Background(), 25*time.Second)
	defer cancel()
	return errors.Join(server.Shutdown(stopping), b.Close())
}

// migrateCommand is `noren migrate`.
type migrateCommand struct{ database }

// Run is the command.
func (c *migrateCommand) Run(ctx context.Context, out io.Writer) error {
	db, err := store.Open(ctx, c.Database)
	if err != nil {
		return err
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

// keysetCommand is `noren keyset`.
type keysetCommand struct{}

// Run is the command.
func (*keysetCommand) Run(out io.Writer) error {
	keyset, err := store.GenerateKeyset()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, keyset)
	return err
}
