package sandbox

import (
	"errors"
	"net/url"
	"strings"

	"noren/backend/sandbox/pages"
)

func (s *Sandbox) choosePage(v *visit, _ url.Values) step { return s.chooseWith(v, "") }

func (s *Sandbox) chooseForm(v *visit, form url.Values) step {
	x := v.session
	if v.buyer == nil || x == nil {
		return s.forward(v)
	}
	choice := Choice{Address: form.Get("address"), Card: form.Get("card")}
	if x.buyer != nil { // a change keeps what it does not show
		if v.purpose == toChangeAddress {
			choice.Card = x.card.ID
		}
		if v.purpose == toChangePayment {
			choice.Address = v.buyer.addressID(x.shipping)
		}
	}
	err := s.choose(x, v.buyer, choice)
	t := v.texts()
	switch {
	case err == nil:
	case errors.Is(err, ErrSeller):
		return s.wrongAccount(v, t.Seller, err.Error())
	case errors.Is(err, ErrAddressRefused):
		return s.chooseWith(v, t.AddressRefused)
	case errors.Is(err, ErrCardRefused):
		return s.chooseWith(v, t.CardRefused)
	default:
		return s.chooseWith(v, t.ChooseBoth)
	}
	if v.retry || x.additionalPayment() {
		v.purpose = toPay
		return redirect(v.path("processing"))
	}
	return redirect(x.reviewReturn())
}

// chooseWith is the page with address book and cards, or the one of them that is to be changed.
func (s *Sandbox) chooseWith(v *visit, problem string) step {
	x := v.session
	if v.buyer == nil || x == nil {
		return s.forward(v)
	}
	view := pages.ChooseView{
		Action: v.path("choose"), CancelAction: v.path("cancel"), SignOutAction: v.path("signout"),
		MerchantName: s.shopName(v), BuyerName: v.buyer.Name, Lang: v.lang,
		ShowAddresses: x.needsAddress() && x.request.AddressDetails == nil,
		Error:         problem, EstimatedAmount: x.estimate,
	}
	if amount := x.payment().ChargeAmount; amount != nil {
		view.EstimatedAmount = readable(amount)
	}
	switch v.purpose {
	case toChangeAddress:
		view.ChangeOnly, view.SignOutAction = pages.ChangeAddress, ""
	case toChangePayment:
		view.ChangeOnly, view.SignOutAction = pages.ChangePayment, ""
	case toChoose, toPay, toSignIn:
	}
	view.Addresses, view.Cards = v.addressOptions(), v.cardOptions()
	return step{page: pages.Choose(view)}
}

// addressOptions marks the address chosen before, or the first that the shop delivers to.
func (v *visit) addressOptions() []pages.AddressOption {
	x, t := v.session, v.texts()
	var options []pages.AddressOption
	selected := false
	for i := range v.buyer.Addresses {
		a := &v.buyer.Addresses[i]
		option := pages.AddressOption{ID: a.ID, Lines: a.lines()}
		if !x.request.DeliverySpecifications.allows(&a.Address) {
			option.Refused, option.RefusedReason = true, t.AddressRefused
		}
		if x.shipping != nil && v.buyer.addressID(x.shipping) == a.ID && !option.Refused {
			option.Selected, selected = true, true
		}
		options = append(options, option)
	}
	for i := range options {
		if !selected && !options[i].Refused {
			options[i].Selected, selected = true, true
		}
	}
	return options
}

func (v *visit) cardOptions() []pages.CardOption {
	var options []pages.CardOption
	for i, c := range v.buyer.Cards {
		selected := i == 0
		if x := v.session; x.card != nil {
			selected = x.card.ID == c.ID
		}
		options = append(options, pages.CardOption{ID: c.ID, Label: c.Label, Note: v.texts().outcome(c.Outcome), Selected: selected})
	}
	return options
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
