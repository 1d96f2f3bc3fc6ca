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
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
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

	Throttle           bool // the buckets of protocol 5.3
	LongIdempotency    bool // idempotency keys may be longer than 32 characters (protocol 6)
	ManualNotification bool // notifications wait for DeliverNotifications
	ManualProcessing   bool // the processing page waits for a press of its button
	SignatureVersion   string
	AllowRemote        bool // Start may listen on other addresses than loopback
}

// Merchant is an account at the imitated Amazon Pay.
type Merchant struct {
	MerchantID  string          `json:"merchantId"`
	StoreID     string          `json:"storeId"`
	StoreName   string          `json:"storeName"`
	PublicKeyID string          `json:"publicKeyId"`
	PrivateKey  *rsa.PrivateKey `json:"-"` // nil: made when Sandbox.Merchant first asks for it
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
	sns           func() (*notary, error)
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
	merchants     map[string]Merchant
	delegations   map[string]string // x-amz-pay-authtoken → merchant id
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
	outbox        []*notification // to be delivered, in this order
	notifyURLs    map[string]string
	visits        map[string]*visit
	cookies       map[string]string // value of the sign-in cookie → buyer id
	wake          chan struct{}     // something to deliver
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
	if len(cfg.Merchants) == 0 {
		cfg.Merchants = []Merchant{defaultMerchant()}
	}
	s := &Sandbox{
		cfg:         cfg,
		closed:      make(chan struct{}),
		merchants:   map[string]Merchant{},
		delegations: map[string]string{},
		buyers:      testBuyers(),
		signIns:     map[string]*signIn{},
		buyerTokens: map[string]*buyerToken{},
		sessions:    map[string]*checkoutSession{},
		permissions: map[string]*chargePermission{},
		charges:     map[string]*charge{},
		refunds:     map[string]*refund{},
		answers:     map[idempotent]*storedAnswer{},
		buckets:     map[bucketKey]*bucket{},
		notifyURLs:  map[string]string{},
		operations:  operations(),
		public:      cfg.PublicURL,
		visits:      map[string]*visit{},
		cookies:     map[string]string{},
		heldChanged: make(chan struct{}),
		wake:        make(chan struct{}, 1),
	}
	if !cfg.Clock.IsZero() {
		s.clock.offset = time.Until(cfg.Clock)
	}
	for _, m := range cfg.Merchants {
		if m.MerchantID == "" || m.StoreID == "" {
			return nil, errors.New("sandbox: a merchant needs a merchant id and a store id")
		}
		s.merchants[m.MerchantID] = m
		if m.PrivateKey != nil {
			s.RegisterKey(m.MerchantID, m.PublicKeyID, &m.PrivateKey.PublicKey)
		}
	}
	s.firstMerchant = sync.OnceValues(s.makeMerchantKey)
	s.sns = sync.OnceValues(newNotary)
	return s, nil
}

// Merchant is the first merchant, with its private key, which is made at the first call when the configuration
// brought none.
func (s *Sandbox) Merchant() Merchant {
	m, err := s.firstMerchant()
	if err != nil { // no randomness: nothing in this process can work
		panic(err)
	}
	return m
}

func (s *Sandbox) makeMerchantKey() (Merchant, error) {
	m := s.cfg.Merchants[0]
	if m.PrivateKey != nil {
		return m, nil
	}
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return Merchant{}, fmt.Errorf("sandbox: merchant's key: %w", err)
	}
	m.PrivateKey = key
	if m.PublicKeyID == "" {
		m.PublicKeyID = "SANDBOX-" + randomText(upperDigits, 24)
	}
	s.mu.Lock()
	s.merchants[m.MerchantID] = m
	s.mu.Unlock()
	s.RegisterKey(m.MerchantID, m.PublicKeyID, &key.PublicKey)
	return m, nil
}

// RegisterKey makes a public key of a merchant known, as Seller Central would. An id that begins with SANDBOX-
// or LIVE- belongs to that environment (protocol 1.1).
func (s *Sandbox) RegisterKey(merchantID, keyID string, pub *rsa.PublicKey) {
	s.mu.Lock()
	if _, ok := s.merchants[merchantID]; !ok {
		s.merchants[merchantID] = Merchant{MerchantID: merchantID}
	}
	s.mu.Unlock()
	s.keys.add(keyID, publicKey{merchantID: merchantID, key: pub})
}

// RegisterAuthToken lets a solution provider act for the merchant with its own key and this x-amz-pay-authtoken
// (protocol 10.4).
func (s *Sandbox) RegisterAuthToken(token, merchantID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.delegations[token] = merchantID
}

func defaultMerchant() Merchant {
	return Merchant{
		MerchantID: "A1SANDBOX00001",
		StoreID:    "amzn1.application-oa2-client.5a4db0c500000000000000000000f00d",
		StoreName:  "見本商店",
	}
}
