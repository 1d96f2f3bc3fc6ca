package sandbox

import (
	"net/url"
	"reflect"
	"slices"
	"time"
)

// buyerTokenLife is how long Get Buyer answers for the token of a sign-in (protocol 3.1).
const buyerTokenLife = 24 * time.Hour

// signIn is one buyer's way through the sign-in pages, begun by a SignIn button.
type signIn struct {
	owner
	request signInRequest
	origin  string
}

type signInRequest struct {
	SignInReturnURL *string  `json:"signInReturnUrl"`
	SignInCancelURL *string  `json:"signInCancelUrl"`
	StoreID         *string  `json:"storeId"`
	SignInScopes    []string `json:"signInScopes"`
}

// buyerToken is what a sign-in gives the shop.
type buyerToken struct {
	owner
	buyer  *Buyer
	scopes []string
}

func (s *Sandbox) initiateSignIn(o owner, form url.Values, origin string) (string, *Error) {
	var request signInRequest
	if wrong := decode([]byte(form.Get("payloadJSON")), &request, reflect.TypeFor[signInRequest]()); wrong != nil {
		return "", wrong
	}
	if !isWebURL(deref(request.SignInReturnURL)) {
		return "", invalid("signInReturnUrl")
	}
	if target := deref(request.SignInCancelURL); target != "" && !isWebURL(target) {
		return "", invalid("signInCancelUrl")
	}
	for _, scope := range request.SignInScopes {
		if !slices.Contains(scopes, scope) {
			return "", invalid("signInScopes")
		}
	}
	s.lock()
	defer s.unlock()
	if !s.knowsStore(o.merchantID, deref(request.StoreID)) {
		return "", invalid("storeId")
	}
	if wrong := s.checkOrigin(o, origin); wrong != nil {
		return "", wrong
	}
	request.SignInScopes = s.scopesOf(request.SignInScopes)
	id := newToken()
	s.signIns[id] = &signIn{owner: o, request: request, origin: form.Get("origin_url")}
	return id, nil
}

// SignIn does what a buyer does on the sign-in pages, consent included; redirect is the sign-in return URL with a
// buyer token.
func (s *Sandbox) SignIn(signInID, buyerID string) (redirect string, err error) {
	s.lock()
	defer s.unlock()
	x, ok := s.signIns[signInID]
	if !ok {
		return "", notFound(signInID)
	}
	buyer, ok := s.buyer(buyerID)
	if !ok {
		return "", notFound(buyerID)
	}
	s.agree(&visit{purpose: toSignIn, signIn: x, buyer: buyer})
	return s.finishSignIn(x, buyer), nil
}

func (s *Sandbox) finishSignIn(x *signIn, buyer *Buyer) string {
	token := newToken()
	s.buyerTokens[token] = &buyerToken{owner: x.owner, buyer: buyer, scopes: x.request.SignInScopes}
	s.at(s.now().Add(buyerTokenLife), func() { delete(s.buyerTokens, token) })
	return withParameter(*x.request.SignInReturnURL, "buyerToken", token)
}

// cancelReturn is the cancel URL, or the page of the shop from which the buyer came (protocol 7.6).
func (x *signIn) cancelReturn() string {
	for _, target := range []string{deref(x.request.SignInCancelURL), x.origin} {
		if isWebURL(target) {
			return target
		}
	}
	return *x.request.SignInReturnURL
}

// getBuyerAnswer has the keys of protocol 3.1 in its order.
type getBuyerAnswer struct {
	buyerAnswer

	PostalCode      *string  `json:"postalCode"`
	CountryCode     *string  `json:"countryCode"`
	ShippingAddress *Address `json:"shippingAddress"`
	BillingAddress  *Address `json:"billingAddress"`
}

// getBuyer is GET /buyers/{buyerToken}.
func (c *call) getBuyer() (int, any, *Error) {
	t, ok := c.buyerTokens[c.id]
	if !ok || t.owner != c.owner {
		return 0, nil, c.notFound(c.id)
	}
	home := t.buyer.home()
	a := &getBuyerAnswer{buyerAnswer: *showBuyer(t.merchantID, t.buyer, t.scopes)}
	if home == nil {
		return 200, a, nil
	}
	if asked(t.scopes, "postalCode") {
		a.PostalCode, a.CountryCode = home.PostalCode, home.CountryCode
	}
	if asked(t.scopes, "shippingAddress") {
		a.ShippingAddress = home
	}
	if asked(t.scopes, "billingAddress") {
		a.BillingAddress = home
	}
	return 200, a, nil
}
