package sandbox

import (
	"encoding/base64"
	"net/url"
	"reflect"
	"strings"
	"time"

	"noren/backend/sandbox/signing"
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

// Initiate does what checkout.js's POST to /checkout/initiate does (protocol 7.4): it verifies the button's
// signature over payloadJSON as received and opens the session, or the sign-in if productType is SignIn, whose id
// it returns. Errors are of type *Error.
func (s *Sandbox) Initiate(form url.Values) (id string, err error) {
	id, wrong := s.initiate(form)
	if wrong != nil {
		return "", wrong
	}
	return id, nil
}

func (s *Sandbox) initiate(form url.Values) (string, *Error) {
	if id := form.Get(sessionParameter); id != "" {
		return s.initiateMade(id, form)
	}
	o, wrong := s.buttonOwner(form)
	if wrong != nil {
		return "", wrong
	}
	productType := form.Get("productType")
	switch productType {
	case "SignIn":
		return s.initiateSignIn(o, form)
	case "":
		productType = "PayAndShip"
	case "PayAndShip", "PayOnly":
	default:
		return "", invalid("productType")
	}
	var request checkoutRequest
	if wrong := decode([]byte(form.Get("payloadJSON")), &request, reflect.TypeFor[checkoutRequest]()); wrong != nil {
		return "", wrong
	}
	s.lock()
	defer s.unlock()
	if wrong := s.checkSession(o, request); wrong != nil {
		return "", wrong
	}
	x := s.openSession(o, productType, request)
	x.origin, x.lang = form.Get("origin_url"), languageOf(form.Get("checkoutLanguage"))
	x.estimate = estimateOf(form.Get("estimatedOrderAmount"))
	if request.AddressDetails != nil && x.needsAddress() {
		x.shipping = request.AddressDetails.address()
	}
	return x.id, nil
}

// initiateMade goes on with a session that the shop's server made by the API; nothing is signed then (protocol 7.4).
func (s *Sandbox) initiateMade(id string, form url.Values) (string, *Error) {
	s.lock()
	defer s.unlock()
	x, ok := s.sessions[id]
	if !ok || x.merchantID != form.Get("merchantId") {
		return "", notFound(id)
	}
	if x.state != sessionOpen {
		return "", wrongSession(x.state)
	}
	if form.Get("productType") == "PayOnly" {
		x.productType = "PayOnly"
	}
	x.origin, x.lang = form.Get("origin_url"), languageOf(form.Get("checkoutLanguage"))
	x.estimate = estimateOf(form.Get("estimatedOrderAmount"))
	return id, nil
}

// buttonOwner verifies the signature of a button (protocol 2) and decides whose it is. A solution provider's
// button is signed by the provider and carries the merchant's token.
func (s *Sandbox) buttonOwner(form url.Values) (owner, *Error) {
	keyID := form.Get("publicKeyId")
	key, ok := s.keys.find(keyID)
	if !ok {
		return owner{}, refuse(400, "InvalidHeaderValue", "The public key id '"+keyID+"' is not known.")
	}
	algorithm := form.Get("algorithm")
	if algorithm == "" {
		algorithm = "AMZN-PAY-RSASSA-PSS" // as checkout.js fills it in
	}
	signature, err := base64.StdEncoding.DecodeString(form.Get("signature"))
	if err != nil || !signing.Verifies(key.key, algorithm, signing.StringToSign(algorithm, []byte(form.Get("payloadJSON"))), signature) {
		return owner{}, forged("The signature does not match payloadJSON.")
	}
	if form.Get("publicKeyIdMismatch") == "true" {
		return owner{}, invalid("publicKeyId")
	}
	named := environment("")
	switch form.Get("environment") {
	case "SANDBOX":
		named = sandboxEnvironment
	case "LIVE":
		named = liveEnvironment
	}
	env, wrong := environmentOf(keyID, named)
	if wrong != nil {
		return owner{}, wrong
	}
	o := owner{merchantID: key.merchantID, environment: env}
	if token := form.Get("authorizationToken"); token != "" {
		if o.merchantID, wrong = s.delegated(token); wrong != nil {
			return owner{}, wrong
		}
	}
	if form.Get("merchantId") != o.merchantID {
		return owner{}, invalid("merchantId")
	}
	if currency := form.Get("ledgerCurrency"); currency != "" && currency != "JPY" {
		return owner{}, refuse(400, "CurrencyMismatch", "The ledger currency must be JPY.")
	}
	return o, nil
}

func (s *Sandbox) initiateSignIn(o owner, form url.Values) (string, *Error) {
	var request signInRequest
	if wrong := decode([]byte(form.Get("payloadJSON")), &request, reflect.TypeFor[signInRequest]()); wrong != nil {
		return "", wrong
	}
	if !isWebURL(deref(request.SignInReturnURL)) {
		return "", invalid("signInReturnUrl")
	}
	s.lock()
	defer s.unlock()
	if store := s.storeID(o.merchantID); store != "" && store != deref(request.StoreID) {
		return "", invalid("storeId")
	}
	id := newToken()
	s.signIns[id] = &signIn{owner: o, request: request, origin: form.Get("origin_url")}
	return id, nil
}

// SignIn does what a buyer does on the sign-in pages; redirect is the sign-in return URL with a buyer token.
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
	return s.finishSignIn(x, buyer), nil
}

func (s *Sandbox) finishSignIn(x *signIn, buyer *Buyer) string {
	token := newToken()
	s.buyerTokens[token] = &buyerToken{owner: x.owner, buyer: buyer, scopes: x.request.SignInScopes}
	s.at(s.now().Add(buyerTokenLife), func() { delete(s.buyerTokens, token) })
	return withParameter(*x.request.SignInReturnURL, "buyerToken", token)
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
		return 0, nil, notFound("buyerToken")
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

// withParameter appends a parameter to a return URL, in front of its fragment (protocol 7.6).
func withParameter(target, name, value string) string {
	rest, fragment, found := strings.Cut(target, "#")
	if found {
		fragment = "#" + fragment
	}
	separator := "?"
	if strings.Contains(rest, "?") {
		separator = "&"
	}
	return rest + separator + name + "=" + url.QueryEscape(value) + fragment
}

const sessionParameter = "amazonCheckoutSessionId"

func processingURL(base, sessionID string) string {
	return withParameter(base+"/checkout/processing", sessionParameter, sessionID)
}
