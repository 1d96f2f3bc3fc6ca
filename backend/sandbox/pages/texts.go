package pages

import "strings"

// texts is every sentence of the hosted pages in one language. {merchant} and
// {buyer} stand for names.
type texts struct {
	Lang       string
	Banner     string
	NoMerchant string // when the merchant's name is not known
	Cancel     string

	SignInTitle, SignInLead, Email, Password, PasswordNote, SignIn string
	BuyersTitle, BuyersLead                                        string

	ChooseTitle, PayOnlyTitle, ChangeAddressTitle, ChangePaymentTitle string
	SignedIn, SignOut, Addresses, NoAddress, Cards, NoCard            string
	Summary, Merchant, EstimatedAmount, Continue, ContinueNote        string
	SeveralTitle, ChangeSeveralTitle, SeveralAddresses, SeveralNote   string
	ChangeNote, PayNow, PayNowNote, GivenNote, SharedLead             string

	NewAddress, AddAddress, ChooseOne, Name, PostalCode, StateOrRegion string
	AddressLine1, AddressLine2, PhoneNumber                            string

	ConsentTitle, ConsentLead, ConsentNote, Consent, NotRegistered string

	ProcessingTitle, Waiting, WaitingManual, Amount, Reference, Pay string

	Detail string
}

func textsIn(lang string) texts {
	if strings.HasPrefix(lang, english.Lang) { // as checkoutLanguage it is en_US
		return english
	}
	return japanese
}

// with puts the merchant's name into a text.
func (t texts) with(text, merchant string) string {
	if merchant == "" {
		merchant = t.NoMerchant
	}
	return strings.ReplaceAll(text, "{merchant}", merchant)
}

func (t texts) signedIn(buyer string) string {
	return strings.ReplaceAll(t.SignedIn, "{buyer}", buyer)
}

func (t texts) chooseTitle(v ChooseView) string {
	switch {
	case v.Title != "":
		return v.Title
	case v.ChangeOnly == ChangeAddress && v.SeveralAddresses:
		return t.ChangeSeveralTitle
	case v.ChangeOnly == ChangeAddress:
		return t.ChangeAddressTitle
	case v.ChangeOnly == ChangePayment:
		return t.ChangePaymentTitle
	case v.ShowAddresses && v.SeveralAddresses:
		return t.SeveralTitle
	case v.ShowAddresses:
		return t.ChooseTitle
	default:
		return t.PayOnlyTitle
	}
}

func (t texts) addresses(v ChooseView) string {
	if v.SeveralAddresses {
		return t.SeveralAddresses
	}
	return t.Addresses
}

func (t texts) waiting(manual bool) string {
	if manual {
		return t.WaitingManual
	}
	return t.Waiting
}

func (t texts) goOn(payNow bool) string {
	if payNow {
		return t.PayNow
	}
	return t.Continue
}

func (t texts) goOnNote(v ChooseView) string {
	switch {
	case v.PayNow:
		return t.PayNowNote
	case v.ChangeOnly != "":
		return t.ChangeNote
	default:
		return t.ContinueNote
	}
}
