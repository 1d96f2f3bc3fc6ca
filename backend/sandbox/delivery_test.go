package sandbox_test

import (
	"errors"
	"testing"

	"noren/backend/sandbox"
)

// Protocol 12.6: an address to which the shop does not deliver cannot be chosen.
func TestProtocol_AddressRestrictions(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	for _, x := range []struct {
		restrictions string
		home, office bool // Tokyo 100-0001, Kanagawa 220-0012
	}{
		{`{"type":"Allowed","restrictions":{"JP":{}}}`, true, true},
		{`{"type":"Allowed","restrictions":{"US":{}}}`, false, false},
		{`{"type":"NotAllowed","restrictions":{"JP":{}}}`, false, false},
		{`{"type":"Allowed","restrictions":{"JP":{"statesOrRegions":["東京都"]}}}`, true, false},
		{`{"type":"NotAllowed","restrictions":{"JP":{"statesOrRegions":["東京都"]}}}`, false, true},
		{`{"type":"Allowed","restrictions":{"JP":{"zipCodes":["22?-00*"]}}}`, false, true},
		{`{"type":"Allowed","restrictions":{"JP":{"except":{"zipCodes":["100-*"]}}}}`, false, true},
	} {
		for address, want := range map[string]bool{"home": x.home, "office": x.office} {
			id, err := s.Initiate(c.form(payload(`,"deliverySpecifications":{"addressRestrictions":`+x.restrictions+`}`), "PayAndShip"))
			if err != nil {
				t.Fatal(err)
			}
			_, err = s.Choose(id, sandbox.Choice{Buyer: "taro", Address: address})
			if got := !errors.Is(err, sandbox.ErrAddressRefused); got != want {
				t.Errorf("%s: %s allowed %t, want %t", x.restrictions, address, got, want)
			}
		}
	}
}

// Postcodes of real address books match, however they are written (protocol 3.1, 12.6).
func TestProtocol12_6_UntidyPostcodes(t *testing.T) {
	s := sandbox.RunT(t)
	c := newClient(t, s)
	for address, pattern := range map[string]string{"romaji": "150-0001", "abroad-phone": "060-*", "no-region": "460-????"} {
		for _, kind := range []string{"Allowed", "NotAllowed"} {
			id, err := s.Initiate(c.form(payload(`,"deliverySpecifications":{"addressRestrictions":{"type":"`+kind+`","restrictions":{"JP":{"zipCodes":["`+pattern+`"]}}}}`), "PayAndShip"))
			if err != nil {
				t.Fatal(err)
			}
			_, err = s.Choose(id, sandbox.Choice{Buyer: "untidy", Address: address})
			if refused := errors.Is(err, sandbox.ErrAddressRefused); refused != (kind == "NotAllowed") {
				t.Errorf("%s, %s %s: %v", address, kind, pattern, err)
			}
		}
	}
}
