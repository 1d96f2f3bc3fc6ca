package sandbox

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"noren/backend/sandbox/seller"
)

// RegistrationRequest is a whole registration at once: what the platform sends and what the merchant types.
type RegistrationRequest struct {
	// Form is what the platform posts to /register (protocol 10.2): with returnURL for a hosted registration, with
	// keyShareURL and publicKey for an unhosted one.
	Form url.Values `json:"form"`

	// MerchantID is the account that the merchant signs in with; "" makes a new one of Application. An account that was
	// refused applies again with it.
	MerchantID  string      `json:"merchantId"`
	Application Application `json:"application"`
}

// Registration is the result: what the merchant's browser posts to the platform, and where.
type Registration struct {
	MerchantID   string     `json:"merchantId"`
	StoreID      string     `json:"storeId"`
	MWSAuthToken string     `json:"mwsAuthToken"` // hosted; otherwise ""
	PublicKeyID  string     `json:"publicKeyId"`  // unhosted; otherwise ""
	Target       string     `json:"target"`       // returnURL or keyShareURL
	Form         url.Values `json:"form"`
}

// Register does without a browser what the pages of /register do. Errors are of type *Error and name field and
// remedy.
func (s *Sandbox) Register(r RegistrationRequest) (Registration, error) {
	q, wrong := readRegistration(r.Form)
	if len(wrong) > 0 {
		return Registration{}, wrong[0]
	}
	s.lock()
	defer s.unlock()
	if wrong := s.checkProvider(q); wrong != nil {
		return Registration{}, wrong
	}
	a, refused := s.applicantOf(r, q)
	if refused != nil {
		return Registration{}, refused
	}
	return *s.link(a, q), nil
}

// applicantOf is the account of a registration, which it makes, or hands to the review again, if need be.
func (s *Sandbox) applicantOf(r RegistrationRequest, q *registrationRequest) (*account, *Error) {
	a, ok := s.accounts[r.MerchantID]
	ok = ok && a.status != accountDeleted
	switch {
	case ok && a.status != accountRefused:
		return a, nil
	case r.MerchantID != "" && !ok:
		return nil, notFound(r.MerchantID)
	case ok:
		r.Application.Email = a.Email
	}
	typed, wrong := checkApplication(r.Application)
	switch {
	case wrong != nil:
		return nil, wrong
	case ok:
		s.applyAgain(a, typed, q.lang)
		return a, nil
	case s.accountOf(typed["email"]) != nil:
		return nil, refuse(400, "InvalidParameterValue", "The field 'application.email' is wrong: "+seller.TakenEmail.In("en"))
	default:
		return s.openRegistered(q, typed, q.lang), nil
	}
}

// applyAgain is for an account that was refused.
func (s *Sandbox) applyAgain(a *account, typed answers, lang string) {
	a.company, a.lang = typed["businessLegalName"], lang
	s.submit(a)
}

// openRegistered makes the account of a merchant who came by registration.
func (s *Sandbox) openRegistered(q *registrationRequest, typed answers, lang string) *account {
	return s.openAccount(Merchant{
		StoreName: typed["businessDisplayName"], Email: typed["email"], Origins: q.allOrigins(typed["storeDomain"]),
	}, typed["businessLegalName"], lang)
}

// allOrigins are those that the platform named and the one that the merchant typed.
func (q *registrationRequest) allOrigins(domain string) []string {
	origins := slices.Clone(q.origins)
	if own := originOfDomain(domain); own != "" && !slices.Contains(origins, own) {
		origins = append(origins, own)
	}
	return origins
}

// addOrigins lets more pages show the button. Without a list, every page may already.
func (a *account) addOrigins(more []string) {
	for _, origin := range more {
		if len(a.Origins) > 0 && !slices.Contains(a.Origins, origin) {
			a.Origins = append(a.Origins, origin)
		}
	}
}

// link connects an account with the platform and makes the credentials: in a hosted registration a secret for the
// provider, in an unhosted one the registered key.
func (s *Sandbox) link(a *account, q *registrationRequest) *Registration {
	for env, address := range q.notifications {
		if address != "" {
			a.notificationURLs[env] = address
		}
	}
	s.record(Event{Subject: SubjectMerchant, ID: a.MerchantID, MerchantID: a.MerchantID, State: "linked", Detail: q.provider})
	r := &Registration{MerchantID: a.MerchantID, StoreID: a.StoreID, Target: q.target()}
	if !q.hosted() {
		r.PublicKeyID = q.key.id
		s.keys.add(r.PublicKeyID, publicKey{merchantID: a.MerchantID, key: q.key.public, registered: s.now()})
		r.Form = url.Values{"payload": {string(encode(sharedKey{r.MerchantID, r.StoreID, q.key.sealed}))}}
		return r
	}
	r.MWSAuthToken = a.authorizeProvider()
	r.Form = url.Values{"merchantId": {r.MerchantID}, "MWSAuthToken": {r.MWSAuthToken}, "lwaClientId": {r.StoreID}}
	if q.uniqueID != "" {
		r.Form.Set("merchantUniqueId", q.uniqueID)
	}
	return r
}

// sharedKey is the payload of protocol 10.3.
type sharedKey struct {
	MerchantID  string `json:"merchantId"`
	StoreID     string `json:"storeId"`
	PublicKeyID string `json:"publicKeyId"` // encrypted
}

// copiedKey is the same for copying by hand.
type copiedKey struct {
	MerchantID  string `json:"merchant_id"`
	StoreID     string `json:"store_id"`
	PublicKeyID string `json:"public_key_id"`
}

// openAccount makes a merchant's account under new ids (protocol 11) and hands it to the review. Of m it takes all but
// the ids; company is the legal name, lang the language of mails to the merchant ("ja" or "en"). It is for whoever
// brings a new merchant: the pages of registration, Register, and POST /merchantAccounts (protocol 3.9).
func (s *Sandbox) openAccount(m Merchant, company, lang string) *account {
	m.MerchantID = fresh(s.accounts, newMerchantID)
	m.StoreID = newStoreID()
	a := s.addAccount(m)
	a.company, a.lang = company, lang
	s.submit(a)
	return a
}

// newMerchantID and newStoreID have the shapes of protocol 11.
func newMerchantID() string { return "A" + randomText(upperDigits, 13) }

func newStoreID() string { return "amzn1.application-oa2-client." + newToken() }

func (a *account) canSignIn() bool { return a.Email != "" && a.status != accountDeleted }

// accountOf finds the account with an e-mail address; nil: there is none.
func (s *Sandbox) accountOf(email string) *account {
	for _, a := range s.accounts {
		if a.canSignIn() && strings.EqualFold(a.Email, email) {
			return a
		}
	}
	return nil
}

// knownEmails are the addresses that one can sign in with.
func (s *Sandbox) knownEmails() []string {
	known := map[string]bool{}
	for _, a := range s.accounts {
		if a.canSignIn() {
			known[a.Email] = true
		}
	}
	return slices.Sorted(maps.Keys(known))
}
