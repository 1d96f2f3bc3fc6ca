package sandbox_test

import (
	"errors"
	"net/url"
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

// Protocol 12.6: with RestrictPOBoxes no post office box can be chosen, however it is written.
func TestProtocol12_6_PostOfficeBoxes(t *testing.T) {
	s := sandbox.RunT(t)
	c, b := newClient(t, s), newBrowser(t, s)
	choose := func(special, line string) error {
		place := sandbox.BookedPlace{ID: "x", Address: sandbox.Address{Name: "鈴木", AddressLine1: &line}}
		s.AddBuyer(sandbox.Buyer{ID: "boxes", Name: "鈴木", Addresses: []sandbox.BookedPlace{place}, Cards: s.Buyers()[0].Cards})
		id, err := s.Initiate(c.form(payload(`,"deliverySpecifications":{"specialRestrictions":[`+special+`]}`), "PayAndShip"))
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Choose(id, sandbox.Choice{Buyer: "boxes"})
		return err
	}
	for line, box := range map[string]bool{
		"見本郵便局私書箱第5号": true, "見本郵便局 私 書 箱 5号": true, "見本局私書函５": true, "Mihon Post Office Shishobako 5": true,
		"P.O. Box 5": true, "PO BOX 5": true, "po box5": true, "P O Box 5": true, "P.O.Box 5": true, "Ｐ．Ｏ．Ｂｏｘ５": true, "P・O・Box 5": true,
		"見本郵便局P.O.Box 5": true, "POB 5": true, "P.O.B. No. 5": true, "Post Office Box 5": true,
		"見本区見本町1-2-3": false, "1-2-3 Expo Boulevard": false, "Depo Box Building 2": false, "郵便局前1-2-3": false, "宅配ボックスあり": false,
	} {
		if got := errors.Is(choose(`"RestrictPOBoxes"`, line), sandbox.ErrAddressRefused); got != box {
			t.Errorf("%q is a post office box: %t", line, got)
		}
		if err := choose(`"RestrictPackstations"`, line); err != nil {
			t.Errorf("%q, packstations: %v", line, err)
		}
	}
	if got := reasonOf(initiate(s, c.form(payload(`,"deliverySpecifications":{"specialRestrictions":["RestrictLockers"]}`), "PayAndShip"))); got != "InvalidParameterValue" {
		t.Errorf("an unknown restriction: %q", got)
	}
	for kind, reason := range map[string]string{`"Allowed"`: "", `"NotAllowed"`: "", `"allowed"`: "InvalidParameterValue", `null`: "MissingParameterValue"} {
		specification := `,"deliverySpecifications":{"addressRestrictions":{"type":` + kind + `,"restrictions":{"JP":{}}}}`
		if got := reasonOf(initiate(s, c.form(payload(specification), "PayAndShip"))); got != reason {
			t.Errorf("addressRestrictions of type %s: %q, want %q", kind, got, reason)
		}
	}

	b.press(c, payload(`,"deliverySpecifications":{"specialRestrictions":["RestrictPOBoxes"]}`))
	b.submit("signin", url.Values{"buyer": {"hanako"}})
	b.shows("私書箱にお届けできません", `value="po-box" required disabled`)
	b.submit("choose", url.Values{"address": {"po-box"}, "card": {"1111"}})
	b.shows("こちらの住所にお届けできません")
}
