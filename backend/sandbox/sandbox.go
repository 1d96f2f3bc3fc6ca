// Package sandbox is an imitation of Amazon Pay V2 for Japan that runs offline: the signed API, the hosted pages
// and checkout.js on one listener, a control API on another. Its goals: be as strict as Amazon, so that a client
// that works here works there; let a test reach every state, limit and failure at once, by a clock that moves and
// faults that are ordered; show a developer with a wrong signature both texts side by side.
//
// What it does not do: disputes, files, in-store payments; only yen.
//
// One lock guards one state, so whatever changes it is in this package, a file for each concept; what has no state is
// in the packages below it. Where to look:
//
//	sandbox settings start handler              the whole: configuration, state, listeners, who answers what
//	clock journal history books snapshot        time, and what happened in it
//	merchant buyer testbuyers buyeraccount      who takes part
//	api routes signature idempotency throttle   a call of the signed API, from its signature to its answer
//	document price identifiers error list       its wire format
//	checkoutsession* permission* charge* refund the objects: x.go has states, x_api.go operations, x_answer.go JSON
//	report* disbursement merchantaccount* …     the other operations of protocol 3, a file for each
//	initiate signin choose consent origin       what a button and a buyer do, without pages
//	visit step hosted*                          the buyers' pages around it, drawn by package pages
//	registration*                               Amazon's registration, drawn by package seller
//	sellercentral, central*                     what merchants do by hand, and its pages, drawn by package central
//	notification subscription mail*             what goes out; envelopes and their signature are package sns
//	fault hold outcome                          failures that are ordered
//	control*, dashboard*                        the control API of package control; the pages of package watch
//
// It keeps everything in memory, moves no money, and shares no code with the client of this module: two
// independent readings of the protocol meet on the wire. "Protocol N" in comments is a section of the protocol
// reference (amazon-pay-v2.md).
package sandbox

import (
	"crypto/rsa"
	"errors"
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

	Settings // the choices that the protocol leaves open, at the start

	// PublicURL is where a browser reaches this sandbox, without a slash at the end. Empty: the address of the
	// request that asks, or the listener's.
	PublicURL string

	ManualNotification bool // notifications wait for DeliverNotifications
	ManualProcessing   bool // the processing page waits for a press of its button
	RemoteDashboard    bool // the dashboard is for other machines too
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

	certificate string // of the listener, PEM; "" without TLS

	cfg                Config
	controlledFromAfar bool // Start was told an address beyond this machine for the control API
	firstMerchant      func() (Merchant, error)
	notary             func() (*sns.Notary, error)
	operations         []operation
	servers            []*http.Server
	serving            sync.WaitGroup
	closed             chan struct{}
	closeOnce          sync.Once

	keys     keyring // has its own lock: signatures are verified outside of mu
	tokenKey []byte  // signs authorization tokens

	// mu guards everything below. It is held for the bookkeeping of one call and never during RSA or I/O.
	mu          sync.Mutex
	public      string // Config.PublicURL or what SetPublicURL said
	clock       clock
	journal     journal
	held        []*hold
	heldChanged chan struct{} // closed when a call is newly held
	wake        chan struct{} // something to deliver
	beginning   *picture      // of the start, for Reset
	snapshots   []*snapshot
	made        Merchant // the first merchant, once its key was made

	state
}

// state is what Reset, Snapshot and Restore are about: all that the sandbox keeps of what happened. It is copied by
// duplicate, which follows every pointer: values that belong to the process (connections, channels, locks) stand in
// Sandbox instead.
type state struct {
	settings      Settings
	accounts      map[string]*account // by merchant id
	delegations   map[string]string   // x-amz-pay-authtoken → merchant id
	buyers        []Buyer
	signIns       map[string]*signIn
	buyerTokens   map[string]*buyerToken
	sessions      map[string]*checkoutSession
	permissions   map[string]*chargePermission
	charges       map[string]*charge
	refunds       map[string]*refund
	reports       map[string]*report
	documents     map[string]*reportDocument
	documentLinks map[string]string // unguessable part of a link → id of the document
	schedules     map[string]*reportSchedule
	settlements   map[owner]*settlement
	order         int // of creation, for Books
	answers       map[idempotent]*storedAnswer
	buckets       map[bucketKey]*bucket
	faults        []*fault
	outcomes      []*orderedOutcome
	requests      []*Request
	notifications []*notification
	outbox        []*notification         // to be delivered, in this order
	subscriptions map[string]subscription // asked to confirm, by token
	visits        map[string]*visit
	applicants    map[string]*applicant // on the pages of registration
	cookies       map[string]string     // value of the sign-in cookie → buyer id
	consents      map[consent]bool
	mails         []Mail
	sentForms     map[string]string          // of Seller Central: token of a form → where it led
	privateKeys   map[string]*rsa.PrivateKey // made by Seller Central, waiting for their download, by key id
}

func newState() state {
	return state{
		accounts:      map[string]*account{},
		delegations:   map[string]string{},
		buyers:        testBuyers(),
		signIns:       map[string]*signIn{},
		buyerTokens:   map[string]*buyerToken{},
		sessions:      map[string]*checkoutSession{},
		permissions:   map[string]*chargePermission{},
		charges:       map[string]*charge{},
		refunds:       map[string]*refund{},
		reports:       map[string]*report{},
		documents:     map[string]*reportDocument{},
		documentLinks: map[string]string{},
		schedules:     map[string]*reportSchedule{},
		settlements:   map[owner]*settlement{},
		answers:       map[idempotent]*storedAnswer{},
		buckets:       map[bucketKey]*bucket{},
		subscriptions: map[string]subscription{},
		visits:        map[string]*visit{},
		applicants:    map[string]*applicant{},
		cookies:       map[string]string{},
		consents:      map[consent]bool{},
		sentForms:     map[string]string{},
		privateKeys:   map[string]*rsa.PrivateKey{},
	}
}

// New makes a sandbox that does not listen yet: see Start, RunT and Handler.
func New(cfg Config) (*Sandbox, error) {
	cfg.Settings = cfg.complete()
	if err := cfg.check(); err != nil {
		return nil, err
	}
	if len(cfg.Merchants) == 0 {
		cfg.Merchants = []Merchant{defaultMerchant()}
	}
	s := &Sandbox{
		cfg:         cfg,
		tokenKey:    []byte(newToken()),
		closed:      make(chan struct{}),
		operations:  operations(),
		public:      cfg.PublicURL,
		heldChanged: make(chan struct{}),
		wake:        make(chan struct{}, 1),
		state:       newState(),
	}
	s.settings = cfg.Settings
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
	s.beginning = s.take()
	return s, nil
}
