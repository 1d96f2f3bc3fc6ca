package sandbox

import (
	"encoding/base64"
	"net/url"
	"reflect"
	"strings"

	"noren/backend/sandbox/signing"
)

// Initiate does what checkout.js's POST to /checkout/initiate does (protocol 7.4): it verifies the button's
// signature over payloadJSON as received and opens the session, or the sign-in if productType is SignIn, whose id
// it returns. Errors are of type *Error.
func (s *Sandbox) Initiate(form url.Values) (id string, err error) {
	id, wrong := s.initiate(form, originOf(form.Get("origin_url")))
	if wrong != nil {
		return "", wrong
	}
	return id, nil
}

// initiate is Initiate for a button on a page of an origin; "": not known.
func (s *Sandbox) initiate(form url.Values, origin string) (string, *Error) {
	if id := form.Get(sessionParameter); id != "" {
		return s.initiateMade(id, form, origin)
	}
	o, wrong := s.buttonOwner(form)
	if wrong != nil {
		return "", wrong
	}
	if form.Get("productType") == signInProduct {
		return s.initiateSignIn(o, form, origin)
	}
	productType, wrong := productTypeOf(form)
	if wrong != nil {
		return "", wrong
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
	if wrong := s.checkOrigin(o, origin); wrong != nil {
		return "", wrong
	}
	if form.Has("upgradeAction") {
		return s.initiateUpgrade(o, form, request)
	}
	if wrong := checkProduct(productType, request); wrong != nil {
		return "", wrong
	}
	x := s.openSession(o, productType, request)
	x.arrive(form)
	if request.AddressDetails != nil && x.needsAddress() {
		x.shipping = request.AddressDetails.address()
	}
	return x.id, nil
}

// initiateUpgrade opens a session that renews or changes a permission: bindUpgradeAction (protocol 7.5). Address and
// card of the permission are what the buyer finds selected.
func (s *Sandbox) initiateUpgrade(o owner, form url.Values, request checkoutRequest) (string, *Error) {
	if action := form.Get("upgradeAction"); action != "recurringUpgrade" && action != "recurringUpdate" {
		return "", invalid("upgradeAction")
	}
	if request.ChargePermissionID == nil {
		return "", missing("chargePermissionId")
	}
	p := s.permissions[*request.ChargePermissionID] // checkSession saw that it is there
	productType := "PayAndShip"
	switch {
	case p.shipping == nil:
		productType = "PayOnly"
	case len(p.addresses) > 0:
		productType = multiAddressProduct
	}
	if wrong := checkProduct(productType, request); wrong != nil {
		return "", wrong
	}
	x := s.openSession(o, productType, request)
	x.arrive(form)
	x.shipping, x.addresses, x.card = p.shipping, p.addresses, p.card
	return x.id, nil
}

// arrive enters what a button says besides its payload.
func (x *checkoutSession) arrive(form url.Values) {
	x.origin, x.estimate = form.Get("origin_url"), estimateOf(form.Get("estimatedOrderAmount"))
	if language := form.Get("checkoutLanguage"); language != "" {
		x.lang = languageOf(language)
	}
}

// initiateMade goes on with a session that the shop's server made by the API; nothing is signed then (protocol 7.4).
func (s *Sandbox) initiateMade(id string, form url.Values, origin string) (string, *Error) {
	s.lock()
	defer s.unlock()
	x, ok := s.sessions[id]
	if !ok || x.merchantID != form.Get("merchantId") {
		return "", notFound(id)
	}
	if x.state != sessionOpen {
		return "", wrongSession(x.state)
	}
	if wrong := s.checkOrigin(x.owner, origin); wrong != nil {
		return "", wrong
	}
	productType := x.productType
	if named := form.Get("productType"); named == "PayOnly" || named == multiAddressProduct {
		productType = named
	}
	if wrong := checkProduct(productType, x.request); wrong != nil {
		return "", wrong
	}
	x.productType = productType
	x.arrive(form)
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
	env, wrong := s.environmentOf(keyID, named)
	if wrong != nil {
		return owner{}, wrong
	}
	o := owner{merchantID: key.merchantID, environment: env}
	if token := form.Get("authorizationToken"); token != "" {
		if o.merchantID, wrong = s.delegated(token, key.merchantID); wrong != nil {
			return owner{}, wrong
		}
	}
	if form.Get("merchantId") != o.merchantID && !form.Has("upgradeAction") { // which names nobody
		return owner{}, invalid("merchantId")
	}
	if currency := form.Get("ledgerCurrency"); currency != "" && currency != "JPY" {
		return owner{}, refuse(400, "CurrencyMismatch", "The ledger currency must be JPY.")
	}
	return o, s.standing(o)
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
