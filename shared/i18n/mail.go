package i18n

import "noren/shared/api"

// Mail are the words of mails (R3-4): what a shop's templates begin with, and how figures are written in them. They are made by
// functions, so that the browser program does not carry them.
type Mail struct {
	Lang api.Lang

	Defaults map[string]MailText // by kind
	Places   map[string]string   // how a place is called in braces, by its English name

	DayLayout  string // for time.Format
	Yen        string // {n}
	Item       string // {price} {quantity} {sum}
	Row        string // {name} {amount}
	Recipient  string // {name}
	Phone      string // {phone}
	PostalMark string

	GoodsTotal, Postage, Fees, Discounts, Total string

	RefundNote string // {amount}: money was taken and goes back
	NoCharge   string // no money was taken

	Finding      string // {outcome} {n} {amount}
	FindingOrder string // {order} {amount}
	FindingShop  string // {outcome}
	Outcomes     map[string]string

	Sample MailSample
}

// MailText is a template.
type MailText struct{ Subject, Text string }

// MailSample is whose mail a preview shows.
type MailSample struct {
	Name                 string
	Region, City, Street string
	Goods                [2]string
	Guide                string // where the shop has none yet
}

// MailFor returns the words in a language; any other than English gives Japanese.
func MailFor(lang api.Lang) Mail {
	if lang == api.English {
		return mailEnglish()
	}
	return mailJapanese()
}
