// Package pages is the look of the sandbox's hosted pages: templ components, one
// style sheet and checkout.js. It decides nothing; whoever serves the pages fills
// a view and renders its component:
//
//	pages.SignIn(pages.SignInView{…}).Render(ctx, w)
//
// Every form is a POST to an address that the view gives. The pages carry no
// inline style and no inline script, so [ContentSecurityPolicy] holds for all.
package pages

// Values of ChooseView.ChangeOnly.
const (
	ChangeAddress = "address"
	ChangePayment = "payment"
)

// SignInView fills [SignIn]. The form posts `email` and `password`; a click on a
// listed buyer posts `buyer` with its ID instead.
type SignInView struct {
	Action       string // POST
	CancelAction string // POST
	MerchantName string
	Lang         string        // "ja" or "en", also "ja_JP" or "en_US"; anything else is "ja"
	Email        string        // what was typed before
	Error        string        // shown above the form; empty: none
	Buyers       []BuyerOption // test buyers to sign in as with one click
}

// BuyerOption is one test buyer on the sign-in page.
type BuyerOption struct {
	ID    string
	Name  string
	Email string
	Note  string // what is peculiar about the buyer, in words
}

// ConsentView fills [Consent]: what goes to the shop by a sign-in. The form posts nothing.
type ConsentView struct {
	Action        string // POST
	CancelAction  string // POST
	SignOutAction string // POST
	MerchantName  string
	BuyerName     string
	Lang          string // as SignInView.Lang
	Shared        []Fact // what the shop gets to know
}

// Fact is a label and what it stands for; no lines: the account does not have it.
type Fact struct {
	Label string
	Lines []string
}

// Agreement is what the buyer agrees to beyond this one payment.
type Agreement struct {
	Title string
	Facts []Fact // frequency, amount
	Text  string
}

// ChooseView fills [Choose]. The form posts `address` and `card`, each the ID of
// the chosen option; a group that is not shown is not posted. With SeveralAddresses
// it posts `address` once for each that is ticked, or not at all. The form of a new
// address posts the fields of [NewAddress].
type ChooseView struct {
	Action           string // POST
	CancelAction     string // POST
	SignOutAction    string // POST; empty: no «sign out»
	NewAddressAction string // POST; empty: no address can be added
	MerchantName     string
	BuyerName        string
	Lang             string // as SignInView.Lang
	Title            string // empty: after what is to be chosen
	ChangeOnly       string // "", ChangeAddress or ChangePayment: only this group
	ShowAddresses    bool   // false for PayOnly
	SeveralAddresses bool   // any number of them can be ticked
	Addresses        []AddressOption
	GivenAddress     []string // where the shop delivers to, by its own word; empty: the buyer chooses, or nothing is delivered
	NewAddress       *NewAddress
	Cards            []CardOption
	Agreement        *Agreement
	Shared           []string // what the shop gets to know: names of data
	PayNow           bool     // the button pays, instead of going back to the shop
	Amount           string   // ready to read, "¥3,980"; empty: see EstimatedAmount
	EstimatedAmount  string   // as Amount, shown if there is none; empty: not shown
	Error            string   // shown above the form; empty: none
}

// AddressOption is one address of the buyer's address book. A refused one is
// shown with its reason and cannot be chosen (protocol 12.6).
type AddressOption struct {
	ID            string
	Lines         []string // name, postcode, address lines, phone, as they shall be read; the first is set strongly
	Selected      bool
	Refused       bool
	RefusedReason string
}

// NewAddress is what was typed for a new address, in the names of its fields.
type NewAddress struct {
	Name          string // `name`
	PostalCode    string // `postalCode`
	StateOrRegion string // `stateOrRegion`
	AddressLine1  string // `addressLine1`
	AddressLine2  string // `addressLine2`
	PhoneNumber   string // `phoneNumber`
}

// CardOption is one payment method of the buyer. A refused one is shown with its
// reason and cannot be chosen (protocol 9.1).
type CardOption struct {
	ID            string
	Label         string // "Visa •••• 1111"
	Note          string // the outcome that it stands for, in words (protocol 9.1)
	Selected      bool
	Refused       bool
	RefusedReason string
}

// ProcessingView fills [Processing]: a form without fields that submits itself.
type ProcessingView struct {
	Action       string // POST
	CancelAction string // POST
	MerchantName string
	Lang         string // as SignInView.Lang
	Title        string // empty: «processing»
	Pay          string // label of the button; empty: «pay»
	Amount       string // ready to read, "¥3,980"; empty: nothing is paid
	Agreement    *Agreement
	Reference    string // the merchant's order number; empty: not shown
	Manual       bool   // true: waits for the button, so that a test sets the pace
}

// MessageView fills [Message]: an error, a cancelled or a declined payment.
type MessageView struct {
	Title        string
	Text         string
	Lang         string   // as SignInView.Lang
	MerchantName string   // empty: not known
	Retry        *Link    // the way on, for example another card
	Leave        *Link    // the way out
	Detail       []string // technical lines for the developer of the shop
}

// Link is a way on from a message: an address to follow, or one to post to.
type Link struct {
	Label  string
	URL    string // GET; used when Action is empty
	Action string // POST
}
