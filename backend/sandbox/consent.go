package sandbox

import (
	"net/url"
	"slices"

	"noren/backend/sandbox/pages"
)

// consent is what a buyer agreed to: that a merchant gets to know what one scope stands for (protocol 12.7).
type consent struct{ buyer, merchantID, scope string }

// readingOrder is that of the scopes in front of a buyer.
var readingOrder = []string{"name", "email", "shippingAddress", "phoneNumber", "billingAddress", "postalCode", "primeStatus"}

// shared lists the scopes that the merchant gets by this visit. An address comes with every payment that ships,
// unless the shop gave it.
func (v *visit) shared() []string {
	gets := func(scope string) bool { return v.signIn != nil && asked(v.signIn.request.SignInScopes, scope) }
	if x := v.session; x != nil {
		gets = func(scope string) bool {
			if scope == "shippingAddress" || scope == "postalCode" {
				return scope == "shippingAddress" && x.needsAddress() && x.request.AddressDetails == nil
			}
			return x.asked(scope)
		}
	}
	return slices.DeleteFunc(slices.Clone(readingOrder), func(scope string) bool { return !gets(scope) })
}

func (s *Sandbox) agree(v *visit) {
	for _, scope := range v.shared() {
		s.consents[consent{v.buyer.ID, v.owner().merchantID, scope}] = true
	}
}

func (s *Sandbox) agreed(v *visit) bool {
	return !slices.ContainsFunc(v.shared(), func(scope string) bool {
		return !s.consents[consent{v.buyer.ID, v.owner().merchantID, scope}]
	})
}

// consentPage comes between sign-in and shop, once for each merchant and for what it has not asked for before. In a
// checkout it is a part of the page where the buyer chooses.
func (s *Sandbox) consentPage(v *visit, _ url.Values) step {
	if v.buyer == nil || v.signIn == nil || s.agreed(v) {
		return s.forward(v)
	}
	view := pages.ConsentView{
		Action: v.path("consent"), CancelAction: v.path("cancel"), SignOutAction: v.path("signout"),
		MerchantName: s.shopName(v), BuyerName: v.buyer.Name, Lang: v.lang,
	}
	for _, scope := range v.shared() {
		view.Shared = append(view.Shared, pages.Fact{Label: v.texts().Scopes[scope], Lines: v.buyer.shows(scope)})
	}
	return step{page: pages.Consent(view)}
}

func (s *Sandbox) consentForm(v *visit, _ url.Values) step {
	if v.buyer != nil && v.signIn != nil {
		s.agree(v)
	}
	return s.forward(v)
}

// shows is what a merchant will read; nothing if the account does not have it.
func (b *Buyer) shows(scope string) []string {
	home := b.home()
	switch scope {
	case "name":
		return []string{b.Name}
	case "email":
		return []string{b.Email}
	case "phoneNumber":
		return []string{b.Phone}
	}
	switch {
	case home == nil || scope == "primeStatus":
		return nil
	case scope == "postalCode":
		return []string{postcode(deref(home.PostalCode))}
	default:
		return home.lines()
	}
}
