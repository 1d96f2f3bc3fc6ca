package sandbox

import (
	"encoding/json"
	"slices"
)

func (x *checkoutSession) multiAddress() bool { return x.productType == multiAddressProduct }

// addressMetadata is what the merchant says about one of the addresses that the buyer chose. The .NET SDK sends a
// price where protocol 12.9 has the description; both are taken.
type addressMetadata struct {
	AddressID   *string `json:"addressId"`
	Description *string `json:"description"`
	Price       *Price  `json:"price,omitempty"`
}

type multiAddressesMetadata []addressMetadata

// UnmarshalJSON replaces the list whole: encoding/json would merge a new entry with the old one in its place.
func (m *multiAddressesMetadata) UnmarshalJSON(text []byte) error {
	var list []addressMetadata
	err := json.Unmarshal(text, &list)
	*m = list
	return err
}

func checkMultiAddresses(r checkoutRequest) *Error {
	const field = "multiAddressesCheckoutMetadata"
	seen := map[string]bool{}
	for _, m := range r.MultiAddresses {
		id := deref(m.AddressID)
		if id == "" {
			return missing(field + ".addressId")
		}
		if seen[id] {
			return invalid(field + ".addressId")
		}
		seen[id] = true
		if wrong := m.Price.check(field+".price", 0); wrong != nil {
			return wrong
		}
	}
	return nil
}

// checkChosen: Update can describe only addresses that the buyer chose (protocol 12.9).
func (x *checkoutSession) checkChosen(list multiAddressesMetadata) *Error {
	for _, m := range list {
		if !x.goesTo(m) {
			return invalid("multiAddressesCheckoutMetadata.addressId")
		}
	}
	return nil
}

func (x *checkoutSession) goesTo(m addressMetadata) bool {
	return x.buyer != nil && slices.ContainsFunc(x.addresses, func(a BookedPlace) bool {
		return addressID(x.merchantID, x.buyer.ID, a.ID) == deref(m.AddressID)
	})
}

// places are the addresses of the buyer's book to which the order may go: one, or with PayAndShipMultiAddress several.
func (x *checkoutSession) places(buyer *Buyer, ids []string) (places []BookedPlace, err error) {
	if len(ids) == 0 || len(ids) > 1 && !x.multiAddress() {
		return nil, invalid("addresses")
	}
	for i, id := range ids {
		place, ok := buyer.address(id)
		if !ok {
			return nil, notFound(id)
		}
		if slices.Contains(ids[:i], id) {
			return nil, invalid("addresses")
		}
		if !x.request.DeliverySpecifications.allows(&place.Address) {
			return nil, ErrAddressRefused
		}
		places = append(places, *place)
	}
	return places, nil
}

// sendTo enters the addresses of an order that goes to several. What the merchant said about others is void.
func (x *checkoutSession) sendTo(places []BookedPlace) {
	x.addresses = places
	x.request.MultiAddresses = slices.DeleteFunc(slices.Clone(x.request.MultiAddresses), func(m addressMetadata) bool { return !x.goesTo(m) })
}

// shippingAddressList is an array of JSON strings, which the SDKs parse (protocol 3.2).
func shippingAddressList(merchantID string, b *Buyer, places []BookedPlace) (list []string) {
	for _, p := range places {
		list = append(list, string(encode(struct {
			AddressID string `json:"addressId"`
			Address
		}{addressID(merchantID, b.ID, p.ID), p.Address})))
	}
	return list
}
