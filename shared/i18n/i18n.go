// Package i18n holds every text of ours that a person reads, in Japanese and in English: one field per text, so that the
// compiler finds a misspelt name. Parts in braces, such as {total}, are places for [Fill].
package i18n

import (
	"strings"
	"time"

	"noren/shared/api"
	"noren/shared/validate"
)

// Texts is the catalogue in one language.
type Texts struct {
	Lang api.Lang // for the lang attribute

	// The two buttons (requirements, section R4: the canonical labels).
	PayButton        string
	PayButtonStart   string // what of it stands in the first line, where a button is too narrow for one line
	LoginButton      string
	LoginButtonStart string
	TestMode         string // beside a button that leads to a sandbox
	Leaving          string // after a press, until Amazon's page comes
	NoLogin          string // beside the buttons of the register page (R4-6)

	// In a browser inside an app.
	BrowserHint   string
	BrowserOpen   string
	BrowserCopy   string // the address of this page
	BrowserCopied string
	BrowserByHand string // where nothing can be copied for the shopper; the link follows

	// What is filled into the shop's form (R4-6).
	Reflect         string // the check box
	ReflectDelivery string
	FilledCount     string // {n} fields
	FilledCheck     string // heads the fields that are uncertain
	FilledUndo      string
	FilledUndone    string
	Uncertain       string // beside a field that should be looked at
	NotFilled       string // beside a field that Amazon's data did not fit into
	Offer           string // before something typed is replaced
	OfferFrom       string // heads what was typed
	OfferTo         string // heads what Amazon has
	OfferReplace    string
	OfferKeep       string

	// Linking (他サイトＩＤ連携: R4-9, R4-10, R4-16, X-13).
	LinkHeading  string
	LinkBenefits string // one a line
	LinkConsent  string // what is agreed to: see api.ConsentVersion
	LinkAgree    string // how one agrees on the page where accounts are linked
	SignupAgree  string // how one agrees by registering (R4-1)
	LinkButton   string
	LinkMyPage   string // leads from my page to the page where accounts are linked
	LinkComplete string // leads there from the order-complete page
	LinkBusy     string
	Linked       string
	LinkedSince  string // {day}
	DayLayout    string // for time.Format
	Unlink       string
	UnlinkSure   string
	UnlinkYes    string
	UnlinkNo     string
	LoginAgain   string // when the login at the shop is too long ago to be a proof

	// What was chosen at Amazon (R4-7).
	AddressHeading   string
	PurchaserHeading string
	AddressNone      string
	PurchaserNone    string
	AddressChange    string
	AddressName      string // {name}
	AddressPhone     string // {phone}
	Protection       string // where goods go to another address than the one chosen at Amazon
	PaymentHeading   string
	PaymentNone      string
	PaymentChange    string

	// Placing the order (R4-8).
	OrderButton string
	OrderTotal  string // heads the amount
	OrderBusy   string
	OrderNotice string // says that Amazon's page comes once more

	// What Amazon did not have and is asked for (R4-5).
	Questions string // heads them
	Choose    string // before a choice is made
	Fields    map[api.Field]string
	Examples  map[api.Field]string // how a field is filled in, where its name does not say it

	// When the network fails in the middle.
	Offline string
	Retry   string

	// The page that leads to Amazon.
	LaunchTitle    string
	LaunchBody     string
	LaunchLink     string // for when it does not go on by itself
	LaunchNoScript string

	// The page after the return, while the outcome is not known.
	WaitTitle string
	WaitBody  string
	WaitLong  string // when it takes more than a few seconds
	WaitLink  string

	// The page for a return in another browser: shows nothing about anybody.
	NeutralTitle string
	NeutralBody  string
	NeutralLink  string

	// The page of a problem, and the way back on all pages of ours.
	ProblemTitle string
	BackToShop   string

	Problems  map[api.Code]Problem // every problem code and every display.Reason
	Rules     map[string]string    // broken validation rules by tag: {field}, {param}
	OtherRule string               // a rule without a text of its own: {field}
}

// Problem says what happened (Title) and what to do now (Remedy). It blames nobody.
type Problem struct{ Title, Remedy string }

// For returns the texts of a language; any other than English gives Japanese.
func For(lang api.Lang) Texts {
	if lang == api.English {
		return English
	}
	return Japanese
}

// Problem returns the texts of a code; one that has none is told as [api.Internal].
func (t Texts) Problem(code api.Code) Problem {
	if problem, ok := t.Problems[code]; ok {
		return problem
	}
	return t.Problems[api.Internal]
}

// Day writes a day, such as 2026-11-27, as people read it. What is no day is given back.
func (t Texts) Day(day string) string {
	date, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return date.Format(t.DayLayout)
}

// Fault says which rule a field breaks. The field is called label, or by its JSON path when label is empty.
func (t Texts) Fault(fault validate.Fault, label string) string {
	if label == "" {
		label = fault.Field
	}
	text, ok := t.Rules[fault.Rule]
	if !ok {
		text = t.OtherRule
	}
	return Fill(text, "field", label, "param", fault.Param)
}

// List writes names one after the other, as the language does.
func List(lang api.Lang, names []string) string {
	if lang == api.Japanese {
		return strings.Join(names, "、")
	}
	return strings.Join(names, ", ")
}

// Fill puts values into a text's places: Fill(texts.AddressName, "name", "山田 太郎"). A value is put in as it is, also one
// that looks like a place. It panics on an odd number of names and values.
func Fill(text string, namesAndValues ...string) string {
	pairs := make([]string, len(namesAndValues))
	for i, s := range namesAndValues {
		pairs[i] = s
		if i%2 == 0 {
			pairs[i] = "{" + s + "}"
		}
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
