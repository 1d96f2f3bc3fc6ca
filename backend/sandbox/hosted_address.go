package sandbox

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"noren/backend/sandbox/pages"
)

// addressForm enters a new address in the buyer's book and selects it.
func (s *Sandbox) addressForm(v *visit, form url.Values) step {
	if !s.mayChoose(v) || !v.choosesAddress() {
		return s.forward(v)
	}
	entry := newAddress(form)
	if entry.wrong() {
		return s.chooseWith(v, pages.ChooseView{Error: v.texts().AddressIncomplete, NewAddress: &entry.NewAddress})
	}
	v.entered = append(v.entered, s.addAddress(v.buyer.ID, entry.address()))
	v.buyer, _ = s.buyer(v.buyer.ID)
	return redirect(v.path("choose"))
}

type addressEntry struct{ pages.NewAddress }

func newAddress(form url.Values) addressEntry {
	text := func(name string) string { return strings.TrimSpace(form.Get(name)) }
	return addressEntry{pages.NewAddress{
		Name: text("name"), PostalCode: text("postalCode"), StateOrRegion: text("stateOrRegion"),
		AddressLine1: text("addressLine1"), AddressLine2: text("addressLine2"), PhoneNumber: text("phoneNumber"),
	}}
}

// wrong: something is missing, or longer than the API's address type takes (protocol 12.5).
func (e addressEntry) wrong() bool {
	for _, field := range []struct {
		text     string
		longest  int
		required bool
	}{
		{e.Name, 50, true},
		{e.PostalCode, 20, true},
		{e.StateOrRegion, 50, true},
		{e.AddressLine1, 180, true},
		{e.AddressLine2, 60, false},
		{e.PhoneNumber, 20, true},
	} {
		if field.required && field.text == "" || utf8.RuneCountInString(field.text) > field.longest {
			return true
		}
	}
	return false
}

func (e addressEntry) address() Address {
	return place("", e.PostalCode, e.StateOrRegion, e.AddressLine1, e.AddressLine2, e.Name, e.PhoneNumber).Address
}

// addAddress puts an address at the end of a buyer's book: the first stays the one that bills go to.
func (s *Sandbox) addAddress(buyerID string, a Address) (id string) {
	id = "added-" + randomText(digits, 6)
	for i := range s.buyers {
		if b := &s.buyers[i]; b.ID == buyerID {
			b.Addresses = append(b.Addresses[:len(b.Addresses):len(b.Addresses)], BookedPlace{ID: id, Address: a})
		}
	}
	return id
}

// lines is the address as it is read in Japan.
func (a *Address) lines() []string {
	lines := []string{a.Name}
	for _, line := range []string{
		postcode(deref(a.PostalCode)),
		region(deref(a.StateOrRegion)) + deref(a.City) + deref(a.AddressLine1),
		deref(a.AddressLine2), deref(a.AddressLine3), deref(a.PhoneNumber),
	} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// region gets a blank behind it in Roman letters.
func region(text string) string {
	if text != "" && text[len(text)-1] < 0x80 {
		return text + " "
	}
	return text
}

func postcode(text string) string {
	if text == "" || strings.HasPrefix(text, "〒") {
		return text
	}
	return "〒" + text
}

// addressID finds an address in the book by what it says.
func (b *Buyer) addressID(a *Address) string {
	for i := range b.Addresses {
		if a != nil && string(encode(b.Addresses[i].Address)) == string(encode(a)) {
			return b.Addresses[i].ID
		}
	}
	return ""
}
