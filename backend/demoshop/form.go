package demoshop

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// registerForm is what the shopper sent from the register page. It lives in the session, as typed.
type registerForm struct {
	Purchaser contact
	Deliver   destination
	Delivery  contact // with toElsewhere
	Payment   payment
	Note      string
	Returned  bool // came back from Amazon with an address and a card
}

// destination is where a parcel goes.
type destination string

const (
	toAmazon    destination = "amazon" // the address chosen there
	toPurchaser destination = "purchaser"
	toElsewhere destination = "elsewhere"
)

// destination is what the shopper chose. What was chosen at Amazon holds only for a payment there.
func (f *registerForm) destination() destination {
	switch {
	case f.Deliver == toElsewhere:
		return toElsewhere
	case f.Payment == amazonPay && f.Deliver != toPurchaser:
		return toAmazon
	}
	return toPurchaser
}

// sentTo is where the parcel of an order goes; amazon is the address that was chosen there.
func (f *registerForm) sentTo(amazon contact) contact {
	switch f.destination() {
	case toPurchaser:
		return f.Purchaser.or(amazon)
	case toElsewhere:
		return f.Delivery
	case toAmazon:
	}
	return amazon
}

// fault is one thing to correct: Field is the input's name.
type fault struct{ Field, Text string }

type faults []fault

func (f faults) of(field string) string {
	i := slices.IndexFunc(f, func(one fault) bool { return one.Field == field })
	if i < 0 {
		return ""
	}
	return f[i].Text
}

const maxField = 200 // letters of one input; longer texts are cut

func typed(values url.Values, name string) string {
	text := strings.TrimSpace(strings.ToValidUTF8(values.Get(name), ""))
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, text)
	if utf8.RuneCountInString(text) > maxField {
		text = string([]rune(text)[:maxField])
	}
	return text
}

// read takes over a posted form. What the page did not send (a choice that was not offered) is kept.
func (f *registerForm) read(values url.Values) {
	f.Purchaser = readContact(values, "")
	if values.Has("deliver") {
		f.Deliver = destination(values.Get("deliver"))
	}
	f.Delivery = readContact(values, "delivery_")
	f.Note = typed(values, "note")
	if values.Has("payment") {
		f.Payment = payment(values.Get("payment"))
	}
	f.Returned = values.Get("returned") == "yes"
}

// check lists what is missing or wrong for ordering the draft with one of the methods. Who pays and has it sent by Amazon need not say who they are:
// what the form leaves empty is taken from there.
func (f *registerForm) check(d draft, offered methods) faults {
	var found faults
	if !slices.Contains(offered.payments(d), f.Payment) {
		found = append(found, fault{"payment", "お支払い方法をお選びください。"})
	}
	home := d.parcel() && f.destination() == toPurchaser
	found = append(found, f.Purchaser.check("", asked{Email: true, Address: home, Optional: f.Payment == amazonPay && !home})...)
	if d.parcel() && f.destination() == toElsewhere {
		found = append(found, f.Delivery.check("delivery_", asked{Whose: "お届け先の", Address: true})...)
	}
	return found
}
