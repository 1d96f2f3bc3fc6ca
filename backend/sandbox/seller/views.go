// Package seller is the look of the pages that a merchant sees at Amazon: templ components, one style sheet and one
// script. It decides nothing; whoever serves the pages fills a view and renders its component:
//
//	seller.Form(seller.FormView{…}).Render(ctx, w)
//
// The pages carry no inline style and no inline script, so [ContentSecurityPolicy] holds.
package seller

// Frame is what every page has around its content.
type Frame struct {
	Lang      string // "ja" or "en", also "ja_JP" or "en_US"; anything else is "ja"
	OtherLang string // address of this page in the other language; empty: none
	At, Of    int    // «step 3 of 10»; 0: not shown
	Problem   bool   // something on the page was typed wrongly
}

// FormView fills [Form]. The form posts its fields by their names, or `example` to have an example typed.
type FormView struct {
	Frame

	Step     Step
	Action   string // POST
	Back     string // the page before; empty: none
	Values   map[string]string
	Problems map[string]Problem // beside the field of that name
	Example  bool               // there is an example to type

	Other   string   // StepAccount: the page to sign in; StepSignIn: the one to create an account
	Captcha string   // StepAccount: the text to type
	Mailbox string   // StepCode: where the code can be read
	Resend  string   // StepCode: POST for another code
	Email   string   // StepCode: where the code went
	Known   []string // StepSignIn: e-mail addresses of accounts
	Consent Consent  // StepConsent
}

// Consent is who gets access to what.
type Consent struct {
	Provider string   // spId
	Host     string   // where the credentials go
	Origins  []string // JavaScript origins that are entered
	Hosted   bool     // the platform acts with its own key; otherwise the shop has one
}

// SendView fills [Send]: the form that takes the merchant back to the platform.
type SendView struct {
	Frame

	Host   string // of the platform, for reading
	Action string // the platform's returnURL
	Method string // "post" or "get"
	Fields []Hidden
}

// Hidden is a field of [Send].
type Hidden struct{ Name, Value string }

// ShareView fills [Share]: its script posts the payload to the shop's endpoint.
type ShareView struct {
	Frame

	Host     string // of the shop, for reading
	Endpoint string // keyShareURL
	Origin   string // of this page, which the endpoint has to allow
	Payload  string // JSON of protocol 10.3
	Plain    string // the same to copy by hand, with the key id in clear
}

// MailboxView fills [Mailbox].
type MailboxView struct {
	Frame

	Address string
	Back    string
	Mails   []MailView
}

// MailView is one mail.
type MailView struct{ Time, Subject, Text string }
