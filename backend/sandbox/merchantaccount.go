package sandbox

import (
	"net/url"
	"slices"
)

// onboarding is what a solution provider said about an account that it opened (protocol 3.9).
type onboarding struct {
	provider string // merchant id
	request  merchantAccountRequest
	claimed  bool // by the merchant, who can sign in to Seller Central since
	stores   map[string]storeRequest
}

// merchantAccountRequest is the body of POST /merchantAccounts.
type merchantAccountRequest struct {
	UniqueReferenceID    *string           `json:"uniqueReferenceId"`
	LedgerCurrency       *string           `json:"ledgerCurrency"`
	BusinessInfo         *businessInfo     `json:"businessInfo"`
	BeneficiaryOwners    []person          `json:"beneficiaryOwners"`
	PrimaryContactPerson *person           `json:"primaryContactPerson"`
	IntegrationInfo      *integrationInfo  `json:"integrationInfo"`
	DefaultStore         *storeRequest     `json:"defaultStore"`
	Stores               []storeRequest    `json:"stores"` // the first stands for defaultStore
	MerchantStatus       *onboardingStatus `json:"merchantStatus"`
}

type businessInfo struct {
	Email                  *string         `json:"email"`
	BusinessType           *string         `json:"businessType"`
	BusinessLegalName      *string         `json:"businessLegalName"`
	BusinessCategory       *string         `json:"businessCategory"`
	BusinessDisplayName    *string         `json:"businessDisplayName"`
	BusinessAddress        *companyAddress `json:"businessAddress"`
	AnnualSalesVolume      *Price          `json:"annualSalesVolume"`
	CountryOfEstablishment *string         `json:"countryOfEstablishment"`
	CustomerSupport        *support        `json:"customerSupportInformation"`
}

type companyAddress struct {
	AddressLine1  *string `json:"addressLine1"`
	AddressLine2  *string `json:"addressLine2"`
	AddressLine3  *string `json:"addressLine3"`
	City          *string `json:"city"`
	StateOrRegion *string `json:"stateOrRegion"`
	PostalCode    *string `json:"postalCode"`
	CountryCode   *string `json:"countryCode"`
	PhoneNumber   *phone  `json:"phoneNumber"`
}

type phone struct {
	CountryCode *string `json:"countryCode"`
	Number      *string `json:"number"`
	Extension   *string `json:"extension"`
}

type support struct {
	Email *string `json:"customerSupportEmail"`
	Phone *phone  `json:"customerSupportPhoneNumber"`
}

type person struct {
	PersonID           *string         `json:"personId"`
	PersonFullName     *string         `json:"personFullName"`
	ResidentialAddress *companyAddress `json:"residentialAddress"`
}

type integrationInfo struct {
	IPNEndpointURLs []string `json:"ipnEndpointUrls"`
}

// storeRequest is a store of an account, also the body of POST and PATCH below stores.
type storeRequest struct {
	DomainURLs       []string          `json:"domainUrls"`
	StoreName        *string           `json:"storeName"`
	PrivacyPolicyURL *string           `json:"privacyPolicyUrl"`
	StoreStatus      *onboardingStatus `json:"storeStatus"`
}

// onboardingStatus is the provider's own judgement of a merchant or a store.
type onboardingStatus struct {
	StatusProvider *string `json:"statusProvider"`
	State          *string `json:"state"`
	ReasonCode     *string `json:"reasonCode"`
}

func (r *merchantAccountRequest) check() *Error {
	if deref(r.UniqueReferenceID) == "" {
		return missing("uniqueReferenceId")
	}
	if deref(r.LedgerCurrency) != "JPY" {
		return refuse(400, "CurrencyMismatch", "The ledger currency must be JPY.")
	}
	business := deref(r.BusinessInfo)
	if deref(business.BusinessLegalName) == "" {
		return missing("businessInfo.businessLegalName")
	}
	if !slices.Contains([]string{"CORPORATE", "INDIVIDUAL"}, deref(business.BusinessType)) {
		return invalid("businessInfo.businessType")
	}
	if deref(business.CountryOfEstablishment) != "JP" {
		return invalid("businessInfo.countryOfEstablishment")
	}
	if business.BusinessAddress == nil {
		return missing("businessInfo.businessAddress")
	}
	for _, target := range deref(r.IntegrationInfo).IPNEndpointURLs {
		if !isWebURL(target) {
			return invalid("integrationInfo.ipnEndpointUrls")
		}
	}
	for _, store := range r.allStores() {
		if wrong := store.check(); wrong != nil {
			return wrong
		}
	}
	return business.AnnualSalesVolume.check("businessInfo.annualSalesVolume", 0)
}

func (r *merchantAccountRequest) allStores() []storeRequest {
	if r.DefaultStore != nil {
		return append([]storeRequest{*r.DefaultStore}, r.Stores...)
	}
	return r.Stores
}

func (r *storeRequest) check() *Error {
	if deref(r.StoreName) == "" {
		return missing("storeName")
	}
	for _, target := range r.DomainURLs {
		if !isWebURL(target) {
			return invalid("domainUrls")
		}
	}
	if policy := deref(r.PrivacyPolicyURL); policy != "" && !isWebURL(policy) {
		return invalid("privacyPolicyUrl")
	}
	return nil
}

func (r *storeRequest) active() bool {
	state := deref(deref(r.StoreStatus).State)
	return state == "" || state == "Active"
}

// enter takes over into the account what the sandbox acts by: addresses, names, origins. Of several IPN
// endpoints the first gets the notifications.
func (a *account) enter() {
	r := a.onboarding.request
	business := deref(r.BusinessInfo)
	a.Email = deref(business.Email)
	a.StoreName = deref(business.BusinessDisplayName)
	if name := deref(a.onboarding.stores[a.StoreID].StoreName); name != "" {
		a.StoreName = name
	}
	a.Origins = nil
	for _, store := range a.onboarding.stores {
		for _, domain := range store.DomainURLs {
			if u, err := url.Parse(domain); err == nil {
				a.Origins = append(a.Origins, u.Scheme+"://"+u.Host)
			}
		}
	}
	slices.Sort(a.Origins)
	if targets := deref(r.IntegrationInfo).IPNEndpointURLs; len(targets) > 0 {
		a.subscribe(targets[0])
	}
}

// judge takes over the provider's judgement of the merchant. Without one, the review of every new account decides.
func (s *Sandbox) judge(a *account) {
	switch deref(deref(a.onboarding.request.MerchantStatus).State) {
	case "":
	case "ACTIVE":
		s.setStatus(a, accountActive)
	default:
		s.setStatus(a, accountRefused)
	}
}

// knowsStore tells whether a store is one of a merchant's; a merchant without a store id takes any.
func (s *Sandbox) knowsStore(merchantID, storeID string) bool {
	a, ok := s.accounts[merchantID]
	if !ok || a.StoreID == "" {
		return true
	}
	if a.onboarding != nil {
		store, ok := a.onboarding.stores[storeID]
		return ok && store.active()
	}
	return a.StoreID == storeID
}
