// Package sandbox is an imitation of Amazon Pay V2 for Japan that runs offline: the signed API, the hosted pages
// and checkout.js on one listener, a control API on another. Its goals: be as strict as Amazon, so that a client
// that works here works there; let a test reach every state, limit and failure at once, by a clock that moves and
// faults that are ordered; show a developer with a wrong signature both texts side by side.
//
// What it does not do: renew or change permissions through a session, ship to several addresses, ask for consent at
// sign-in, reports, delivery trackers, registration, Seller Central; only yen; throttling by the table of the
// sandbox environment alone.
//
// It keeps everything in memory, moves no money, and shares no code with the client of this module: two
// independent readings of the protocol meet on the wire. "Protocol N" in comments is a section of the protocol
// reference (amazon-pay-v2.md).
package sandbox

import (
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"noren/backend/sandbox/sns"
)

// Config is the scenario of a sandbox. The zero value is useful: one merchant, real time, no throttling,
// notifications delivered as they arise.
type Config struct {
	Merchants []Merchant // none: one merchant with a store and a key made when first asked for
	Clock     time.Time  // time at start, running on from there; zero: real time

	// Skew is how far x-amz-pay-date may be from the clock; 0 means 15 minutes, negative means any
	// (protocol 1.7 and 14).
	Skew time.Duration

	// PublicURL is where a browser reaches this sandbox, without a slash at the end. Empty: the address of the
	// request that asks, or the listener's.
	PublicURL string

	Throttle           bool   // the buckets of protocol 5.3
	LongIdempotency    bool   // idempotency keys may be longer than 32 characters (protocol 6)
	ManualNotification bool   // notifications wait for DeliverNotifications
	ManualProcessing   bool   // the processing page waits for a press of its button
	SignatureVersion   string // of notifications: "1" (the default) or "2" (protocol 8.2)

	// Redeliveries is how often a notification comes again, hourly; 0 means 3, negative means never. Older documents
	// say 14 days, which is 336 (protocol 8.3 and 14).
	Redeliveries int
	AllowRemote  bool // Start may listen on other addresses than loopback
}

// environment is the first half of what separates one account's objects from another's.
type environment string

const (
	sandboxEnvironment environment = "sandbox"
	liveEnvironment    environment = "live"
)

// owner is the scope of every object, idempotency key and bucket: a merchant in an environment (protocol 13.5).
type owner struct {
	merchantID  string
	environment environment
}

// Sandbox is one imitated Amazon Pay. It is safe for concurrent use.
type Sandbox struct {
	URL        string // API, hosted pages and checkout.js, once started
	ControlURL string // control API, once started

	cfg           Config
	firstMerchant func() (Merchant, error)
	notary        func() (*sns.Notary, error)
	operations    []operation
	servers       []*http.Server
	serving       sync.WaitGroup
	closed        chan struct{}
	closeOnce     sync.Once

	keys keyring // has its own lock: signatures are verified outside of mu

	// mu guards everything below. It is held for the bookkeeping of one call and never during RSA or I/O.
	mu            sync.Mutex
	public        string // Config.PublicURL or what SetPublicURL said
	clock         clock
	accounts      map[string]*account // by merchant id
	delegations   map[string]string   // x-amz-pay-authtoken → merchant id
	buyers        []Buyer
	signIns       map[string]*signIn
	buyerTokens   map[string]*buyerToken
	sessions      map[string]*checkoutSession
	permissions   map[string]*chargePermission
	charges       map[string]*charge
	refunds       map[string]*refund
	order         int // of creation, for Books
	answers       map[idempotent]*storedAnswer
	buckets       map[bucketKey]*bucket
	faults        []*fault
	held          []*hold
	heldChanged   chan struct{} // closed when a call is newly held
	requests      []*Request
	notifications []*notification
	outbox        []*notification         // to be delivered, in this order
	subscriptions map[string]subscription // asked to confirm, by token
	visits        map[string]*visit
	cookies       map[string]string // value of the sign-in cookie → buyer id
	wake          chan struct{}     // something to deliver
	journal       journal
	mails         []Mail
}

// New makes a sandbox that does not listen yet: see Start, RunT and Handler.
func New(cfg Config) (*Sandbox, error) {
	if cfg.Skew == 0 {
		cfg.Skew = 15 * time.Minute
	}
	switch cfg.SignatureVersion {
	case "":
		cfg.SignatureVersion = "1"
	case "1", "2":
	default:
		return nil, fmt.Errorf("sandbox: signature version %q of notifications: want 1 or 2", cfg.SignatureVersion)
	}
	switch {
	case cfg.Redeliveries == 0:
		cfg.Redeliveries = 3
	case cfg.Redeliveries < 0:
		cfg.Redeliveries = 0
	}
	if len(cfg.Merchants) == 0 {
		cfg.Merchants = []Merchant{defaultMerchant()}
	}
	s := &Sandbox{
		cfg:           cfg,
		closed:        make(chan struct{}),
		accounts:      map[string]*account{},
		delegations:   map[string]string{},
		buyers:        testBuyers(),
		signIns:       map[string]*signIn{},
		buyerTokens:   map[string]*buyerToken{},
		sessions:      map[string]*checkoutSession{},
		permissions:   map[string]*chargePermission{},
		charges:       map[string]*charge{},
		refunds:       map[string]*refund{},
		answers:       map[idempotent]*storedAnswer{},
		buckets:       map[bucketKey]*bucket{},
		operations:    operations(),
		public:        cfg.PublicURL,
		subscriptions: map[string]subscription{},
		visits:        map[string]*visit{},
		cookies:       map[string]string{},
		heldChanged:   make(chan struct{}),
		wake:          make(chan struct{}, 1),
	}
	if !cfg.Clock.IsZero() {
		s.clock.offset = time.Until(cfg.Clock)
	}
	for _, m := range cfg.Merchants {
		if m.MerchantID == "" || m.StoreID == "" {
			return nil, errors.New("sandbox: a merchant needs a merchant id and a store id")
		}
		s.addAccount(m)
		if m.PrivateKey != nil {
			s.RegisterKey(m.MerchantID, m.PublicKeyID, &m.PrivateKey.PublicKey)
		}
	}
	s.firstMerchant = sync.OnceValues(s.makeMerchantKey)
	s.notary = sync.OnceValues(sns.NewNotary)
	return s, nil
}
