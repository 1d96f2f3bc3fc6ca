package api

import (
	"noren/shared/button"
	"noren/shared/display"
	"noren/shared/yen"
)

// View is all that a component needs to draw itself. Exactly one of the pointers is set.
type View struct {
	Lang    Lang         `json:"lang"`
	Site    button.Site  `json:"site"`
	State   State        `json:"state,omitempty"` // Ready without
	Pay     *PayView     `json:"pay,omitempty"`
	Address *AddressView `json:"address,omitempty"`
	Payment *PaymentView `json:"payment,omitempty"`
	Order   *OrderView   `json:"order,omitempty"`
	Reflect *ReflectView `json:"reflect,omitempty"`
	Guide   *GuideView   `json:"guide,omitempty"`
	Link    *LinkView    `json:"link,omitempty"`
}

// State is how a drawn element stands. The loader sets it as things happen; a view has one only to show how it looks.
type State string

// States of what is drawn.
const (
	Ready    State = "ready"
	Busy     State = "busy"     // the page is being left, or our server asked
	Disabled State = "disabled" // the shop's page has switched it off
	Failed   State = "error"    // the notice says what went wrong
)

// PayView is a button, of either kind.
type PayView struct {
	Kind    button.Kind  `json:"kind"`
	Style   button.Style `json:"style"`
	Sandbox bool         `json:"sandbox,omitempty"`
	Notice  Code         `json:"notice,omitempty"` // why the last try did not end in an order, to be said beside the button
	Note    ButtonNote   `json:"note,omitempty"`   // what else must be said beside it
}

// ButtonNote is something that must be said beside a button in its place.
type ButtonNote string

// Notes.
const (
	NoLoginNote ButtonNote = "no_login" // on the register page the button logs no member in (R4-6)
	SignupNote  ButtonNote = "signup"   // registering links the Amazon account (R4-1)
)

// AddressView is the address chosen at Amazon. Lines are ready to read: postcode, prefecture, street …
type AddressView struct {
	Target Target   `json:"target"`
	Name   string   `json:"name,omitempty"`
	Lines  []string `json:"lines,omitempty"`
	Phone  string   `json:"phone,omitempty"`
}

// PaymentView is the means of payment chosen at Amazon, in Amazon's words, such as "Amazon Pay (Visa **)".
type PaymentView struct {
	Descriptor string `json:"descriptor,omitempty"`
}

// OrderView is 「この内容で注文する」 with the total that will be paid, and a question for each piece that Amazon did not have.
type OrderView struct {
	Total     yen.Yen `json:"total"`
	Questions []Field `json:"questions,omitempty"`
	Notice    Code    `json:"notice,omitempty"`
}

// ReflectView is the check box 「Amazonのアドレス帳の情報を購入者情報に反映する」 (R4-6), and beside it, after a return, what was
// filled in.
type ReflectView struct {
	Ticked bool `json:"ticked,omitempty"` // its first state
	Signed bool `json:"signed,omitempty"` // data of Amazon are there
}

// GuideView is a text of the shop's settings, plain with line breaks, and the payment image (R3-4, R3-5, R3-7).
type GuideView struct {
	Kind  button.Kind `json:"kind"`
	Text  string      `json:"text,omitempty"`
	Image string      `json:"image,omitempty"`
}

// LinkView is about the link between the member who is logged in at the shop and an Amazon account (R4-9, R4-10, R4-16, X-13).
type LinkView struct {
	Placement display.Placement `json:"placement"`
	State     LinkState         `json:"state"`
	Prompt    bool              `json:"prompt,omitempty"` // only leads to the page where accounts are linked
	Since     string            `json:"since,omitempty"`  // a day, 2006-01-02 in Japan, when linked
	Notice    Code              `json:"notice,omitempty"`
}

// LinkState says what the shopper can do about the link.
type LinkState string

// States of a link as its element shows them.
const (
	LinkNone  LinkState = "none"  // not linked: the button leads to Amazon
	LinkReady LinkState = "ready" // not linked, and the Amazon account of this visit is known: the button links at once
	LinkMade  LinkState = "made"  // linked; it can be undone
)
