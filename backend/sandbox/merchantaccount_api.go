package sandbox

import (
	"net/url"
	"reflect"

	"noren/backend/sandbox/central"
)

// merchantAccountAnswer has the keys of protocol 3.9. The store id is ours: without it nobody could make a button.
type merchantAccountAnswer struct {
	UniqueReferenceID  string  `json:"uniqueReferenceId"`
	MerchantAccountID  string  `json:"merchantAccountId"`
	AuthorizationToken *string `json:"authorizationToken,omitempty"`
	StoreID            *string `json:"storeId,omitempty"`
}

func (a *account) answer() merchantAccountAnswer {
	return merchantAccountAnswer{UniqueReferenceID: deref(a.onboarding.request.UniqueReferenceID), MerchantAccountID: a.MerchantID}
}

// createMerchantAccount is POST /merchantAccounts.
func (c *call) createMerchantAccount() (int, any, *Error) {
	if wrong := c.requireProvider(); wrong != nil {
		return 0, nil, wrong
	}
	var request merchantAccountRequest
	if wrong := decode(c.body, &request, reflect.TypeFor[merchantAccountRequest]()); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := request.check(); wrong != nil {
		return 0, nil, wrong
	}
	for _, a := range c.accounts {
		if o := a.onboarding; o != nil && o.provider == c.signer && deref(o.request.UniqueReferenceID) == *request.UniqueReferenceID {
			return 0, nil, refuse(400, "InvalidParameterValue", "The uniqueReferenceId '"+*request.UniqueReferenceID+"' has an account already.")
		}
	}
	a := c.openAccount(Merchant{}, *request.BusinessInfo.BusinessLegalName, "ja")
	a.onboarding = &onboarding{provider: c.signer, request: request, stores: map[string]storeRequest{a.StoreID: {}}}
	for i, store := range request.allStores() {
		if i == 0 {
			a.onboarding.stores[a.StoreID] = store
		} else {
			a.onboarding.stores[newStoreID()] = store
		}
	}
	a.enter()
	c.judge(a)
	c.merchantChanged(a, "created")
	answer, token := a.answer(), c.issueToken(a, c.signer)
	answer.AuthorizationToken, answer.StoreID = &token, &a.StoreID
	return 201, answer, nil
}

func (c *call) merchantChanged(a *account, what string) {
	c.record(Event{Subject: SubjectMerchant, ID: a.MerchantID, MerchantID: a.MerchantID, State: what, Detail: string(a.status)})
}

// merchantAccount is the account of the path, for the provider that opened it or whoever has its token.
func (c *call) merchantAccount() (*account, *Error) {
	a, ok := c.accounts[c.id]
	if !ok || a.onboarding == nil || a.status == accountDeleted {
		return nil, c.notFound(c.id)
	}
	if c.signer != a.onboarding.provider {
		return nil, refuse(401, "UnauthorizedAccess", "The merchant account was opened by another provider.")
	}
	if c.merchantID != c.signer && c.merchantID != c.id {
		return nil, refuse(401, "UnauthorizedAccess", "The authorization token is of another merchant account.")
	}
	return a, nil
}

// updateMerchantAccount is PATCH /merchantAccounts/{id}. The legal entity stays what it is.
func (c *call) updateMerchantAccount() (int, any, *Error) {
	a, wrong := c.merchantAccount()
	if wrong != nil {
		return 0, nil, wrong
	}
	old := a.onboarding.request
	merged := clone(old)
	if wrong := decode(c.body, &merged, reflect.TypeFor[merchantAccountRequest]()); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := merged.check(); wrong != nil {
		return 0, nil, wrong
	}
	for field, same := range map[string]bool{
		"uniqueReferenceId":                   *merged.UniqueReferenceID == *old.UniqueReferenceID,
		"businessInfo.businessType":           *merged.BusinessInfo.BusinessType == *old.BusinessInfo.BusinessType,
		"businessInfo.businessLegalName":      *merged.BusinessInfo.BusinessLegalName == *old.BusinessInfo.BusinessLegalName,
		"businessInfo.countryOfEstablishment": *merged.BusinessInfo.CountryOfEstablishment == *old.BusinessInfo.CountryOfEstablishment,
	} {
		if !same {
			return 0, nil, refuse(400, "InvalidParameterValue", "'"+field+"' cannot change: it is the legal entity.")
		}
	}
	a.onboarding.request = merged
	if merged.DefaultStore != nil {
		a.onboarding.stores[a.StoreID] = *merged.DefaultStore
	}
	a.enter()
	c.judge(a)
	c.merchantChanged(a, "updated")
	return 200, a.answer(), nil
}

type claimRequest struct {
	UniqueReferenceID *string `json:"uniqueReferenceId"`
}

// claimMerchantAccount is POST /merchantAccounts/{id}/claim: it sends the merchant to Seller Central to make the account
// his own. One that is claimed already is told with 200.
func (c *call) claimMerchantAccount() (int, any, *Error) {
	a, wrong := c.merchantAccount()
	if wrong != nil {
		return 0, nil, wrong
	}
	var request claimRequest
	if wrong := decode(c.body, &request, reflect.TypeFor[claimRequest]()); wrong != nil {
		return 0, nil, wrong
	}
	switch deref(request.UniqueReferenceID) {
	case "":
		return 0, nil, missing("uniqueReferenceId")
	case *a.onboarding.request.UniqueReferenceID:
	default:
		return 0, nil, invalid("uniqueReferenceId")
	}
	if a.onboarding.claimed {
		return 200, a.answer(), nil
	}
	a.onboarding.claimed = true
	c.merchantChanged(a, "claimed")
	c.location = c.base + central.Path + "?merchantId=" + url.QueryEscape(a.MerchantID)
	return 303, a.answer(), nil
}

// deleteMerchantAccount is DELETE /merchantAccounts/{id}. Its keys and tokens work no more.
func (c *call) deleteMerchantAccount() (int, any, *Error) {
	a, wrong := c.merchantAccount()
	if wrong != nil {
		return 0, nil, wrong
	}
	c.setStatus(a, accountDeleted)
	a.subscribe("")
	c.merchantChanged(a, "deleted")
	return 202, a.answer(), nil
}

type storeAnswer struct {
	StoreID           string `json:"storeId"`
	MerchantAccountID string `json:"merchantAccountId"`
}

// createStore is POST /merchantAccounts/{id}/stores.
func (c *call) createStore() (int, any, *Error) {
	return c.enterStore(newStoreID(), storeRequest{}, 201)
}

// updateStore is PATCH /merchantAccounts/{id}/stores/{storeId}.
func (c *call) updateStore() (int, any, *Error) {
	a, wrong := c.merchantAccount()
	if wrong != nil {
		return 0, nil, wrong
	}
	store, ok := a.onboarding.stores[c.below]
	if !ok {
		return 0, nil, notFound(c.path)
	}
	return c.enterStore(c.below, clone(store), 200)
}

func (c *call) enterStore(id string, store storeRequest, status int) (int, any, *Error) {
	a, wrong := c.merchantAccount()
	if wrong != nil {
		return 0, nil, wrong
	}
	if wrong := decode(c.body, &store, reflect.TypeFor[storeRequest]()); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := store.check(); wrong != nil {
		return 0, nil, wrong
	}
	a.onboarding.stores[id] = store
	a.enter()
	c.merchantChanged(a, "store "+id)
	return status, storeAnswer{StoreID: id, MerchantAccountID: a.MerchantID}, nil
}
