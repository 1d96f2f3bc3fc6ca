package sandbox

import (
	"errors"
	"net/url"
	"slices"

	"noren/backend/sandbox/pages"
)

func (s *Sandbox) choosePage(v *visit, _ url.Values) step {
	if !s.mayChoose(v) {
		return s.forward(v)
	}
	return s.chooseWith(v, pages.ChooseView{})
}

// mayChoose: otherwise somebody else signed in, in this window or another, and the page that is due says so.
func (s *Sandbox) mayChoose(v *visit) bool {
	return v.session != nil && v.buyer != nil && !v.buyer.Seller && (v.choosesFirst() || v.ownsSession()) &&
		(v.purpose != toChangeAddress || v.choosesAddress())
}

func (s *Sandbox) chooseForm(v *visit, form url.Values) step {
	if !s.mayChoose(v) {
		return s.forward(v)
	}
	x, t := v.session, v.texts()
	choice := Choice{Addresses: form["address"], Card: form.Get("card")}
	if v.purpose == toChangeAddress { // a change keeps what it does not show
		choice.Card = x.card.ID
	}
	if v.cardOnly() {
		choice.Addresses = v.chosenAddresses()
	}
	err := s.choose(x, v.buyer, choice)
	switch {
	case err == nil:
	case errors.Is(err, ErrOtherBuyer):
		return s.wrongAccount(v, t.OtherAccount, err.Error())
	case errors.Is(err, ErrAddressRefused):
		return s.chooseWith(v, pages.ChooseView{Error: t.AddressRefused})
	case errors.Is(err, ErrCardRefused):
		return s.chooseWith(v, pages.ChooseView{Error: t.CardRefused})
	default:
		return s.chooseWith(v, pages.ChooseView{Error: t.ChooseBoth})
	}
	s.agree(v)
	switch {
	case x.additionalPayment(): // its button says «pay now»
		return s.settleUp(v)
	case v.purpose == toPay:
		return redirect(v.path("processing"))
	default:
		return redirect(x.reviewReturn())
	}
}

// chooseWith is the page with address book and cards, or the one of them that is to be changed. The view brings what
// is wrong, if anything.
func (s *Sandbox) chooseWith(v *visit, view pages.ChooseView) step {
	x, t := v.session, v.texts()
	view.Action, view.CancelAction, view.SignOutAction = v.path("choose"), v.path("cancel"), v.path("signout")
	view.MerchantName, view.BuyerName, view.Lang = s.shopName(v), v.buyer.Name, v.lang
	view.ShowAddresses, view.SeveralAddresses = v.choosesAddress(), x.multiAddress()
	view.PayNow, view.Agreement = x.additionalPayment(), s.agreement(v)
	switch {
	case v.purpose == toChangeAddress:
		view.ChangeOnly, view.SignOutAction = pages.ChangeAddress, ""
	case v.cardOnly():
		view.ChangeOnly, view.SignOutAction = pages.ChangePayment, ""
	default:
		for _, scope := range v.shared() {
			view.Shared = append(view.Shared, t.Scopes[scope])
		}
		if !view.ShowAddresses && x.needsAddress() && x.shipping != nil {
			view.GivenAddress = x.shipping.lines()
		}
	}
	if x.setupOnly() {
		view.Title = t.SetupTitle
	}
	view.EstimatedAmount = x.estimate
	if amount := x.payment().ChargeAmount; amount != nil {
		view.Amount = readable(amount)
	}
	view.Addresses, view.Cards = v.addressOptions(), v.cardOptions()
	if view.ShowAddresses {
		view.NewAddressAction = v.path("address")
	}
	return step{page: pages.Choose(view)}
}

// choosesAddress: the session ships, and the shop has not said where to.
func (v *visit) choosesAddress() bool {
	return v.session.needsAddress() && v.session.request.AddressDetails == nil && !v.cardOnly()
}

// cardOnly: the address stays as it is.
func (v *visit) cardOnly() bool { return v.purpose == toChangePayment || v.purpose == toPay }

// chosenAddresses are what the buyer finds chosen, by their ids in the address book.
func (v *visit) chosenAddresses() (ids []string) {
	x := v.session
	if !x.multiAddress() {
		return []string{v.buyer.addressID(x.shipping)}
	}
	for i := range x.addresses {
		ids = append(ids, v.buyer.addressID(&x.addresses[i].Address))
	}
	return ids
}

// marked are the addresses to be found selected: with several addresses what was chosen before and what was entered
// since, with one the newest of them.
func (v *visit) marked() []string {
	all := append(v.chosenAddresses(), v.entered...)
	if v.session.multiAddress() {
		return all
	}
	return all[len(all)-1:]
}

// addressOptions marks what is marked, else the first that the shop delivers to.
func (v *visit) addressOptions() []pages.AddressOption {
	x, t := v.session, v.texts()
	var options []pages.AddressOption
	wanted, selected := v.marked(), false
	for i := range v.buyer.Addresses {
		a := &v.buyer.Addresses[i]
		option := pages.AddressOption{ID: a.ID, Lines: a.lines()}
		switch d := x.request.DeliverySpecifications; {
		case d.refusesBox(&a.Address):
			option.Refused, option.RefusedReason = true, t.POBoxRefused
		case !d.allows(&a.Address):
			option.Refused, option.RefusedReason = true, t.AddressRefused
		case slices.Contains(wanted, a.ID):
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

// cardOptions refuses what cannot pay this order, as far as the shop has said how it wants to be paid (protocol 9.1).
func (v *visit) cardOptions() []pages.CardOption {
	x, t := v.session, v.texts()
	var options []pages.CardOption
	selected := -1
	for i := range v.buyer.Cards {
		c := &v.buyer.Cards[i]
		option := pages.CardOption{ID: c.ID, Label: c.Label, Note: t.outcome(c.Outcome)}
		if x.intent() != "" && !x.canPayWith(c) {
			option.Refused, option.RefusedReason = true, t.CardRefused
		} else if selected < 0 || x.card != nil && x.card.ID == c.ID {
			selected = i
		}
		options = append(options, option)
	}
	if selected >= 0 {
		options[selected].Selected = true
	}
	return options
}
