// Package backend puts the parts together: configuration in, an http.Handler and the background work out. It is what
// `noren serve`, `noren demo` and the journeys all run.
package backend

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/audit"
	"noren/backend/checkout"
	"noren/backend/console"
	"noren/backend/doctor"
	"noren/backend/funnel"
	"noren/backend/ledger"
	"noren/backend/mail"
	"noren/backend/mail/mailbox"
	"noren/backend/member"
	"noren/backend/merchant"
	"noren/backend/session"
	"noren/backend/staff"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/telemetry"
	"noren/backend/web"
	"noren/backend/webhook"
	"noren/static"
)

// Config says where things are. The zero value of an optional field means its default.
type Config struct {
	Database  string         // "sqlite:FILE" or "postgres://…"
	Redis     session.Config // no address: one inside this process
	Keyset    string         // master keyset, or the file that holds it (see store.GenerateKeyset)
	PublicURL string         // our own origin, as browsers see it
	Proxies   int            // proxies in front that are trusted to name the client

	Mail    *mail.Server     // takes our mails; nil: none are sent
	Mailbox *mailbox.Mailbox // shown at /mailbox, for the demo; nil: no such page

	// Hold sends no webhooks and no mails; they wait. It is for a database that was restored from a backup, until somebody has looked.
	Hold bool

	Contact  string // whom merchants ask: name, telephone, address (R1-9)
	TermsURL string // the operator's own terms of service; "": ours (R2-3)

	OIDC *staff.OIDC // the operator's own staff login; nil: there is none

	// DemoAccounts lets anybody sign in to the console as anybody. Only the demo says so.
	DemoAccounts bool

	Assets string // folder where builds leave their browser assets for each other; "" is none

	// Amazon overrides where Amazon is: for a sandbox of our own. Empty means Amazon itself.
	Amazon Amazon

	// Provider is the operator's account as a solution provider, by which shops register at Amazon; nil: there is none.
	Provider *merchant.Provider

	// Telemetry is traces and metrics; nil: there are none.
	Telemetry *telemetry.Telemetry

	Now func() time.Time // nil: time.Now
}

// Amazon is where an imitated Amazon Pay listens.
type Amazon struct {
	API   string // base address for calls
	Pages string // origin of the hosted pages and checkout.js, as browsers see it

	through *http.Client // carries the calls; nil: the usual one
}

// Backend is a running backend.
type Backend struct {
	DB       *store.DB
	Sessions *session.Store
	Shops    *merchant.Shops
	Members  *member.Members
	Flow     *checkout.Flow
	Book     *ledger.Book
	Site     *web.Site
	Sender   *webhook.Sender
	Mails    *mail.Sender
	Funnel   *funnel.Funnel
	Accounts *staff.Accounts
	Doctor   *doctor.Room
	Handler  http.Handler

	config  Config
	working sync.WaitGroup
	cancel  context.CancelFunc
}

// New opens the stores, brings the tables up to date and puts everything together. Close must be called in the end.
func New(ctx context.Context, config Config) (*Backend, error) {
	if config.Now == nil {
		config.Now = time.Now
	}
	if err := config.Check(); err != nil {
		return nil, err
	}
	sealer, err := store.NewSealer(config.Keyset)
	if err != nil {
		return nil, err
	}
	seen := config.Telemetry
	db, err := store.OpenBy(ctx, config.Database, seen.Pool)
	if err != nil {
		return nil, fmt.Errorf("--database: %w", err)
	}
	if err := db.Migrate(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	db.Moved = seen.Moved
	config.Redis.Now, config.Redis.Watch = config.Now, seen.Redis
	sessions, err := session.Open(config.Redis)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	var archive *static.Archive
	if config.Assets != "" {
		if archive, err = static.OpenArchive(config.Assets); err != nil {
			return nil, fmt.Errorf("--assets: %w", errors.Join(err, sessions.Close(), db.Close()))
		}
	}
	if seen != nil {
		config.Amazon.through = amazonpay.Through(seen.Amazon)
	}
	b := &Backend{DB: db, Sessions: sessions, Shops: &merchant.Shops{DB: db, Sealer: sealer, Now: config.Now, Provider: config.Provider}, config: config}
	b.Flow = &checkout.Flow{DB: db, Sealer: sealer, Now: config.Now, PublicURL: config.PublicURL, Shop: b.shop, Account: accounts{b.Shops, config.Amazon}.account}
	b.Members = &member.Members{DB: db, Sealer: sealer, Now: config.Now, Shop: b.memberShop, Allow: b.allowLink}
	b.Book = Book(b.Shops, config.Amazon)
	b.Book.Allow = b.allowReading
	b.Sender = &webhook.Sender{DB: db, Now: config.Now, Secrets: b.Shops.EndpointSecrets, AllowLoopback: config.isLocal()}
	templates := &mail.Templates{DB: db, Sealer: sealer, Now: config.Now, Shop: b.mailShop}
	b.Mails = &mail.Sender{DB: db, Now: config.Now, Templates: templates, Letter: b.letter, Server: config.Mail}
	b.Accounts = &staff.Accounts{
		DB: db, Sealer: sealer, Sessions: sessions, Now: config.Now, PublicURL: config.PublicURL, Clock: time.Now, OIDC: config.OIDC,
	}
	b.Funnel = &funnel.Funnel{DB: db, Now: config.Now}
	b.Doctor = &doctor.Room{Doctor: Doctor(b.Shops, config.Amazon, config.PublicURL), Sessions: sessions}
	b.Doctor.Tested = sessions.Tested
	b.Site = &web.Site{
		DB: db, Flow: b.Flow, Funnel: b.Funnel, Book: b.Book, Shops: b.Shops, Members: b.Members, Sessions: sessions, Now: config.Now, PublicURL: config.PublicURL,
		Verifier: b.verifier(), TrustedProxies: config.Proxies, Archive: archive, Mailbox: config.Mailbox, Telemetry: seen,
		Console: &console.Console{
			DB: db, Sealer: sealer, Accounts: b.Accounts, Shops: b.Shops, Book: b.Book, Mails: b.Mails, Funnel: b.Funnel, Now: config.Now, PublicURL: config.PublicURL,
			Registration: Registrations(b.Shops, config.Amazon, config.PublicURL), Doctor: b.Doctor, Demo: config.DemoAccounts, Contact: config.Contact, TermsURL: config.TermsURL,
		},
	}
	b.Handler = seen.Serve(b.Site.Handler())
	if err := seen.Watch(telemetry.Sources{DB: db, Now: config.Now, Redis: sessions.Ping, Open: sessions.LeftAlone}); err != nil {
		return nil, errors.Join(err, sessions.Close(), db.Close(), archive.Close())
	}
	return b, nil
}

// Check refuses a configuration that cannot work, and says which field and what to do.
func (c Config) Check() error {
	if err := checkOrigin("public URL (--public-url)", c.PublicURL); err != nil {
		return err
	}
	if u, err := url.Parse(c.TermsURL); c.TermsURL != "" && (err != nil || u.Scheme != "https" || u.Host == "") {
		return fmt.Errorf("backend: terms of service (--terms-url) %q: want an address that begins with https://", c.TermsURL)
	}
	if c.Mail != nil {
		if err := c.Mail.Check(); err != nil {
			return err
		}
	}
	if c.OIDC != nil {
		if err := c.OIDC.Check(); err != nil {
			return err
		}
	}
	if err := checkProvider(c.Provider); err != nil {
		return err
	}
	if c.Amazon == (Amazon{}) {
		return nil
	}
	return errors.Join(
		checkOrigin("address of Amazon (--amazon-api)", c.Amazon.API),
		checkOrigin("Amazon's pages (--amazon-pages)", c.Amazon.Pages),
	)
}

// checkProvider wants all of a provider, or none.
func checkProvider(p *merchant.Provider) error {
	switch {
	case p == nil:
		return nil
	case p.ID == "" || p.Register == "":
		return errors.New("backend: the provider (--amazon-provider-key) needs its merchant id (--amazon-provider-id) and the address of Amazon's registration (--amazon-register)")
	}
	u, err := url.Parse(p.Register)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && (u.Scheme != "http" || !isLocalName(u.Hostname())) {
		return errors.New("backend: --amazon-register: want the address of Amazon's registration, over https")
	}
	if err := p.Act("A1", "store", "").Check(); err != nil {
		return fmt.Errorf("backend: the provider's key (--amazon-provider-key-id, --amazon-provider-key, --amazon-provider-live): %w", err)
	}
	return nil
}

// checkOrigin wants scheme, host and port and nothing else. What it shows of a wrong one holds no password.
func checkOrigin(field, address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return fmt.Errorf("backend: %s: not an address; want an origin such as https://pay.example", field)
	case u.Hostname() == "" || u.Scheme+"://"+u.Host != address:
		return fmt.Errorf("backend: %s %q: want an origin such as https://pay.example, without a path", field, u.Redacted())
	case u.Scheme != "https" && (u.Scheme != "http" || !isLocalName(u.Hostname())):
		return fmt.Errorf("backend: %s %q: must be https, unless it is http on localhost", field, address)
	}
	return nil
}

func (c Config) isLocal() bool {
	u, err := url.Parse(c.PublicURL)
	return err == nil && isLocalName(u.Hostname())
}

func isLocalName(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}

// shop gives the flow what it must know of a shop.
func (b *Backend) shop(ctx context.Context, id string) (checkout.Shop, error) {
	recent, err := b.Shops.Recent(ctx, id)
	if err != nil {
		return checkout.Shop{}, err
	}
	shop := recent.Shop
	return checkout.Shop{
		ID: shop.ID, Name: shop.Name, Origins: shop.Origins, LoginURL: shop.LoginURL, CartKeys: recent.CartKeys, Rule: recent.Settings.Display(shop.Registered),
		Kana: recent.Settings.Kana, Orders: recent.Settings.Orders.Policy(),
	}, nil
}

// mailShop gives mails what they must know of a shop.
func (b *Backend) mailShop(ctx context.Context, id string) (mail.Shop, error) {
	recent, err := b.Shops.Recent(ctx, id)
	return mail.Shop{Name: recent.Shop.Name, Guide: recent.Settings.Guides.Mail, Contact: recent.Settings.Contact}, err
}

// letter says what a mail is about, and to whom it goes: an order's reader, or whoever is invited to the console.
func (b *Backend) letter(ctx context.Context, row query.Mail) (mail.Letter, error) {
	if row.Kind == string(mail.Invitation) {
		return b.Accounts.Letter(ctx, row)
	}
	return b.Book.Letter(ctx, row)
}

// allowReading counts what the ledger reads at Amazon without anybody waiting: each counts for a charge and a permission, and Amazon
// gives a merchant four of each a second (protocol 5.3), one in its sandbox.
func (b *Backend) allowReading(ctx context.Context, merchantID string) bool {
	ok, _ := b.Sessions.Allow(ctx, "reading", merchantID, session.Limit{Rate: 2, Period: time.Second, Burst: 10})
	return ok
}

// memberShop gives what member tokens are read with.
func (b *Backend) memberShop(ctx context.Context, id string) (member.Shop, error) {
	recent, err := b.Shops.Recent(ctx, id)
	return member.Shop{ID: id, Keys: recent.CartKeys}, err
}

// allowLink counts attempts to link.
func (b *Backend) allowLink(ctx context.Context, kind, key string) bool {
	ok, _ := b.Sessions.Allow(ctx, kind, key, session.Limit{Rate: member.Attempts, Period: member.Period, Burst: member.Attempts, Closed: true})
	return ok
}

// verifier checks notifications: by Amazon's certificates, or by those of the sandbox that stands in for it.
func (b *Backend) verifier() *amazonpay.Notifications {
	notifications := &amazonpay.Notifications{Now: b.config.Now}
	if pages := b.config.Amazon.Pages; pages != "" {
		notifications.CertURL = func(address string) bool {
			return strings.HasPrefix(address, pages+"/") || strings.HasPrefix(address, b.config.Amazon.API+"/")
		}
		// The address is one for browsers; a program reaches the same sandbox at its API.
		notifications.Certificates = func(ctx context.Context, address string) (*x509.Certificate, error) {
			return amazonpay.FetchCertificate(ctx, strings.Replace(address, pages+"/", b.config.Amazon.API+"/", 1))
		}
	}
	return notifications
}

// Work is all background work by its name: each does up to n pieces of what is due, and says how many there were. With Config.Hold
// nothing is among it that is sent to anybody.
func (b *Backend) Work() map[string]func(ctx context.Context, n int) (int, error) {
	all := map[string]func(context.Context, int) (int, error){
		"checkouts": b.Flow.Sweep, "orders": b.Book.Sweep, "notifications": b.Site.WorkNotifications, "webhooks": b.Sender.Start,
		"mails": b.Mails.Send,
		"bulks": b.Book.WorkBulks, "search": b.Book.Index, "retention": b.Book.Retain,
		"audit":  func(ctx context.Context, n int) (int, error) { return audit.Chain(ctx, b.DB, n) },
		"funnel": func(ctx context.Context, _ int) (int, error) { return 0, b.Funnel.Flush(ctx) },
	}
	if b.config.Hold {
		delete(all, "webhooks")
		delete(all, "mails")
	}
	return all
}

// Start begins the background work: what is due in the tables is claimed every second, by every replica.
func (b *Backend) Start(ctx context.Context) {
	ctx, b.cancel = context.WithCancel(store.ForNobody(ctx)) // each piece of work says whose rows it is about
	for name, work := range b.Work() {
		b.working.Go(func() { b.repeat(ctx, name, work) })
	}
}

const atOnce = 16

// repeat works until ctx ends; what has been begun by then is brought to its end.
func (b *Backend) repeat(ctx context.Context, name string, work func(context.Context, int) (int, error)) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	working := b.config.Telemetry.Working(context.WithoutCancel(ctx))
	for ctx.Err() == nil {
		n, err := work(working, atOnce)
		b.config.Telemetry.Round(ctx, name, n, err)
		if err != nil {
			slog.ErrorContext(ctx, "background work failed", "work", name, "error", err)
		}
		if n == atOnce && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// lastFlush is how long the database may take to note what was counted last.
const lastFlush = 5 * time.Second

// Close stops claiming, waits for what is under way, and closes the stores. The HTTP server must have stopped before.
func (b *Backend) Close() error {
	b.Site.Stop()
	if b.cancel != nil {
		b.cancel()
	}
	b.working.Wait()
	b.Sender.Wait()
	b.Doctor.Close()
	ctx, cancel := context.WithTimeout(context.Background(), lastFlush)
	defer cancel()
	return errors.Join(b.Funnel.Flush(ctx), b.Sessions.Close(), b.DB.Close(), b.Site.Archive.Close())
}
