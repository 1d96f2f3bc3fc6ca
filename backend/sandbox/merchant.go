package sandbox

import (
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"slices"
	"time"
)

// Merchant is an account at the imitated Amazon Pay.
type Merchant struct {
	MerchantID  string          `json:"merchantId"`
	StoreID     string          `json:"storeId"`
	StoreName   string          `json:"storeName"`
	Email       string          `json:"email"`    // where Amazon writes to
	Origins     []string        `json:"origins"`  // JavaScript origins; none: the button works on every page
	Provider    bool            `json:"provider"` // acts for others: may update charges and open merchant accounts
	PublicKeyID string          `json:"publicKeyId"`
	PrivateKey  *rsa.PrivateKey `json:"-"` // nil: made when Sandbox.Merchant first asks for it
}

// accountStatus is what became of a merchant's application (protocol 7.4, 10).
type accountStatus string

const (
	accountActive   accountStatus = "ACTIVE"
	accountInReview accountStatus = "IN_REVIEW"
	accountRefused  accountStatus = "REFUSED"
	accountDeleted  accountStatus = "DELETED" // by the provider that opened it
)

// account is a merchant with what Seller Central keeps of it.
type account struct {
	Merchant

	order            int
	status           accountStatus
	reviewDue        time.Time // zero: never in review
	company          string    // legal name
	lang             string    // of mails to the merchant
	mwsAuthToken     string    // what a solution provider got at registration (protocol 10.4); "": none
	notificationURLs map[environment]string
	onboarding       *onboarding // nil: not opened by a solution provider
}

// storeName is how buyers know the shop of a merchant.
func (s *Sandbox) storeName(merchantID string) string {
	if a, ok := s.accounts[merchantID]; ok {
		return a.StoreName
	}
	return ""
}

// addAccount enters an active account, or returns the one that is there.
func (s *Sandbox) addAccount(m Merchant) *account {
	if a, ok := s.accounts[m.MerchantID]; ok {
		return a
	}
	a := &account{Merchant: m, order: s.nextOrder(), status: accountActive}
	a.subscribe("")
	s.accounts[m.MerchantID] = a
	return a
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
		m.PublicKeyID = newKeyID()
	}
	s.lock()
	s.made = m
	s.keepMadeKey()
	s.unlock()
	return m, nil
}

// keepMadeKey enters the key that was made into the account, also after everything was brought back to a time before.
func (s *Sandbox) keepMadeKey() {
	if a, ok := s.accounts[s.made.MerchantID]; ok {
		a.PrivateKey, a.PublicKeyID = s.made.PrivateKey, s.made.PublicKeyID
		s.keys.add(a.PublicKeyID, publicKey{merchantID: a.MerchantID, key: &a.PrivateKey.PublicKey, registered: s.now()})
	}
}

// newKeyID is an id as Seller Central gives them (protocol 11).
func newKeyID() string { return "SANDBOX-" + randomText(upperDigits, 24) }

// RegisterKey makes a public key of a merchant known, as Seller Central would. An id that begins with SANDBOX-
// or LIVE- belongs to that environment (protocol 1.1).
func (s *Sandbox) RegisterKey(merchantID, keyID string, pub *rsa.PublicKey) {
	s.lock()
	s.addAccount(Merchant{MerchantID: merchantID})
	registered := s.now()
	s.unlock()
	s.keys.add(keyID, publicKey{merchantID: merchantID, key: pub, registered: registered})
}

// RegisterAuthToken lets a solution provider act for the merchant with its own key and this x-amz-pay-authtoken
// (protocol 10.4).
func (s *Sandbox) RegisterAuthToken(token, merchantID string) {
	s.lock()
	defer s.unlock()
	s.delegations[token] = merchantID
}

// SetOrigins sets a merchant's JavaScript origins; none allows the button on every page (protocol 7).
func (s *Sandbox) SetOrigins(merchantID string, origins []string) {
	s.lock()
	defer s.unlock()
	s.addAccount(Merchant{MerchantID: merchantID}).Origins = slices.Clone(origins)
}

// SetNotificationURL enters where a merchant wants its notifications, in both environments; "" stops them.
func (s *Sandbox) SetNotificationURL(merchantID, url string) {
	s.lock()
	defer s.unlock()
	s.addAccount(Merchant{MerchantID: merchantID}).subscribe(url)
}

// subscribe enters an address for both environments.
func (a *account) subscribe(url string) {
	a.notificationURLs = map[environment]string{sandboxEnvironment: url, liveEnvironment: url}
}

func defaultMerchant() Merchant {
	return Merchant{
		MerchantID: "A1SANDBOX00001",
		StoreID:    "amzn1.application-oa2-client.5a4db0c500000000000000000000f00d",
		StoreName:  "見本商店",
		Email:      "merchant@example.jp",
	}
}
