package sandbox

// texts are what messages of the hosted pages say; the pages' own labels are theirs. {merchant} stands for the shop's
// name, {n} for a number.
type texts struct {
	Lang, Home, HomeText                                                          string
	Problem, BackToShop, Lost, BadButton, Seller, OtherAccount, OtherAccountLink  string
	WrongOrigin, RegisterOrigin                                                   string
	UnknownBuyer, AddressRefused, POBoxRefused, CardRefused, ChooseBoth, NotReady string
	AddressIncomplete, NoAddressToChange                                          string
	Declined, DeclinedText, AnotherCard, GiveUp                                   string
	WillSucceed, WillCancel, WillDecline, WillPend, WillPendDeclined              string

	Scopes map[string]string // what a merchant gets to know, by scope

	Recurring, RecurringText, Renewal, RenewalText       string
	Stored, StoredText, SetupText, SetupTitle, Setup     string
	Frequency, EachAmount, FormerFrequency, FormerAmount string
	NewFrequency, NewAmount, AmountVaries, Irregular     string
	EveryOne, EveryMany                                  map[string]string // a frequency, by its unit
}

func (v *visit) texts() texts { return textsOf(v.lang) }

func textsOf(lang string) texts {
	if lang == englishTexts.Lang {
		return englishTexts
	}
	return japaneseTexts
}

// outcome is what a test card does, in words.
func (t texts) outcome(o Outcome) string {
	switch o {
	case BuyerCanceled:
		return t.WillCancel
	case Declined:
		return t.WillDecline
	case Pending:
		return t.WillPend
	case PendingDeclined:
		return t.WillPendDeclined
	case Success:
	}
	return t.WillSucceed
}
