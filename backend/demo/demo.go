// Package demo is the whole product on one machine (design.md section 8): Noren, an Amazon of its own and an ordinary shop, on
// three origins, with a shop set up and nothing to type. `noren demo` and the journeys run it.
package demo

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"noren/backend"
	"noren/backend/demoshop"
	"noren/backend/mail"
	"noren/backend/mail/mailbox"
	"noren/backend/sandbox"
	"noren/backend/session"
	"noren/backend/store"
)

// Config says where the demo listens; port 0 chooses free ports. Everything is kept in a temporary folder unless Database says
// otherwise.
type Config struct {
	Pay, Amazon, Shop int            // ports on 127.0.0.1
	Database          string         // "" is a SQLite file that ends with the demo
	Redis             session.Config // no address: one inside this process
	ManualTime        bool           // tests deliver notifications and begin background work by themselves

	// AroundShop puts something between browser and shop, such as another policy; nil puts nothing.
	AroundShop func(http.Handler) http.Handler
}

// Demo is a running demo.
type Demo struct {
	PayURL, AmazonURL, ShopURL string // origins as browsers see them
	ShopID, SecretKey          string

	Amazon  *sandbox.Sandbox
	Backend *backend.Backend
	Mailbox *mailbox.Mailbox

	folder  string
	servers []*http.Server
}

// Start brings everything up. It returns when all three origins answer.
func Start(ctx context.Context, config Config) (_ *Demo, err error) {
	d := &Demo{}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.Close())
		}
	}()
	if d.folder, err = os.MkdirTemp("", "noren-demo-"); err != nil {
		return nil, fmt.Errorf("demo: folder: %w", err)
	}
	pay, err := listen(ctx, config.Pay)
	if err != nil {
		return nil, err
	}
	shop, err := listen(ctx, config.Shop)
	if err != nil {
		return nil, err
	}
	d.PayURL, d.ShopURL = "http://pay.localhost:"+portOf(pay), "http://shop.localhost:"+portOf(shop)
	if err := d.startAmazon(ctx, config); err != nil {
		return nil, err
	}
	if err := d.startBackend(ctx, config); err != nil {
		return nil, err
	}
	keys, err := d.seed(ctx)
	if err != nil {
		return nil, err
	}
	handler, err := demoshop.New(demoshop.Config{
		NorenURL: d.PayURL, NorenServerURL: "http://" + pay.Addr().String(), ShopID: d.ShopID, SecretKey: keys.secret, CartKey: keys.cart,
		WebhookSecret: keys.webhook, Now: d.Amazon.Now,
	})
	if err != nil {
		return nil, err
	}
	if config.AroundShop != nil {
		handler = config.AroundShop(handler)
	}
	d.SecretKey = keys.secret
	d.serve(pay, d.Backend.Handler)
	d.serve(shop, handler)
	if !config.ManualTime {
		d.Backend.Start(ctx)
	}
	return d, nil
}

// startAmazon starts the sandbox, whose pages are on an origin of their own and whose clock everybody follows.
func (d *Demo) startAmazon(ctx context.Context, config Config) error {
	reserved, err := listen(ctx, config.Amazon)
	if err != nil {
		return err
	}
	port := portOf(reserved)
	if err := reserved.Close(); err != nil {
		return fmt.Errorf("demo: port: %w", err)
	}
	d.AmazonURL = "http://amazon.localhost:" + port
	d.Amazon, err = sandbox.New(sandbox.Config{PublicURL: d.AmazonURL, ManualNotification: config.ManualTime})
	if err != nil {
		return err
	}
	return d.Amazon.Start(ctx, "127.0.0.1:"+port, "127.0.0.1:0", sandbox.TLS{})
}

func (d *Demo) startBackend(ctx context.Context, config Config) error {
	keyset, err := store.GenerateKeyset()
	if err != nil {
		return err
	}
	database := config.Database
	if database == "" {
		database = "sqlite:" + filepath.Join(d.folder, "noren.db")
	}
	if d.Mailbox, err = mailbox.Open(mailbox.Config{Now: d.Amazon.Now}); err != nil {
		return err
	}
	d.Backend, err = backend.New(store.ForAll(ctx), backend.Config{
		Database: database, Redis: config.Redis, Keyset: keyset, PublicURL: d.PayURL,
		Amazon: backend.Amazon{API: d.Amazon.URL, Pages: d.AmazonURL}, Now: d.Amazon.Now,
		Mail:    &mail.Server{Address: d.Mailbox.Address(), Security: mail.Plain, From: "noren@pay.example"},
		Mailbox: d.Mailbox, DemoAccounts: true, Contact: operatorContact, Provider: d.provider(),
	})
	return err
}

// Close stops everything and removes what the demo kept.
func (d *Demo) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	var all []error
	for _, server := range d.servers {
		all = append(all, server.Shutdown(ctx))
	}
	if d.Backend != nil {
		all = append(all, d.Backend.Close())
	}
	if d.Mailbox != nil {
		all = append(all, d.Mailbox.Close())
	}
	if d.Amazon != nil {
		all = append(all, d.Amazon.Close())
	}
	return errors.Join(append(all, os.RemoveAll(d.folder))...)
}

func (d *Demo) serve(l net.Listener, handler http.Handler) {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute}
	d.servers = append(d.servers, server)
	go func() { _ = server.Serve(l) }()
}

func listen(ctx context.Context, port int) (net.Listener, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:"+strconv.Itoa(port))
	if err != nil {
		return nil, fmt.Errorf("demo: port %d (--pay, --amazon, --shop; 0 takes a free one): %w", port, err)
	}
	return l, nil
}

func portOf(l net.Listener) string {
	address := l.Addr().String()
	return address[strings.LastIndex(address, ":")+1:]
}
