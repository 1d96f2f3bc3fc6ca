// Package buyer is what is known of a shopper who pays with Amazon: what they chose at Amazon, as it was last read there, and what
// they were asked. Checkouts and orders keep it sealed.
package buyer

import (
	"cmp"
	"encoding/json"
	"fmt"

	"noren/backend/store"
	"noren/shared/api"
	"noren/shared/person"
)

// Snapshot is one reading.
type Snapshot struct {
	BuyerID    string       `json:"buyerId"`
	Name       string       `json:"name"`
	Email      string       `json:"email"`
	Phone      string       `json:"phone"`
	Purchaser  *api.Address `json:"purchaser,omitempty"` // the purchaser's own
	Delivery   *api.Address `json:"delivery,omitempty"`  // where goods go; nil for a cart that needs none
	Chosen     *api.Address `json:"chosen,omitempty"`    // what Amazon's session says now: one of the two
	Descriptor string       `json:"descriptor"`
	Answers    api.Person   `json:"answers,omitzero"` // what Amazon did not have
}

const purpose = "buyer"

// Open opens what is kept of a shopper; nothing kept gives the zero Snapshot.
func Open(sealer *store.Sealer, shop string, sealed []byte) (Snapshot, error) {
	var s Snapshot
	if len(sealed) == 0 {
		return s, nil
	}
	text, err := sealer.Open(shop, purpose, sealed)
	if err != nil {
		return s, fmt.Errorf("buyer: %w", err)
	}
	if err := json.Unmarshal(text, &s); err != nil {
		return s, fmt.Errorf("buyer: %w", err)
	}
	return s, nil
}

// Seal is what Open opens, for the same shop.
func (s Snapshot) Seal(sealer *store.Sealer, shop string) ([]byte, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("buyer: %w", err)
	}
	return sealer.Seal(shop, purpose, text)
}

// Renewed is what Amazon says now on top of what was known before. Whoever goes back for the purchaser's address changes that
// alone, and the other way round (R4-7); another buyer begins anew.
func (s Snapshot) Renewed(now Snapshot, target api.Target) Snapshot {
	now.Descriptor = cmp.Or(now.Descriptor, s.Descriptor)
	if s.BuyerID != now.BuyerID || s.Chosen == nil || now.Chosen == nil {
		return now
	}
	now.Answers = s.Answers
	switch {
	case target == api.Purchaser:
		now.Delivery = s.Delivery
	case target == "" && *now.Chosen == *s.Chosen:
		now.Purchaser, now.Delivery = s.Purchaser, s.Delivery
	default:
		now.Purchaser = s.Purchaser
	}
	return now
}

// People are the purchaser and, where something is sent, the recipient, ready for a form. What the shopper answered counts for
// more than what Amazon had.
func (s Snapshot) People() (purchaser, recipient *api.Person) {
	shopper := person.With(person.Of(s.Name, s.Email, s.Phone, s.Purchaser), s.Answers)
	if s.Delivery == nil {
		return &shopper, nil
	}
	door := person.With(person.Of(s.Delivery.Name, "", cmp.Or(s.Delivery.Phone, s.Phone), s.Delivery), s.Answers)
	return &shopper, &door
}
