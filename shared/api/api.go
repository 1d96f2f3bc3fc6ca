// Package api is the contract between a shop page and the backend: every browser endpoint once, as a typed value that both
// sides use, and the problem codes. Bodies are JSON, sent as text/plain without credentials (design.md section 3), so that
// the browser asks no preflight.
package api

import (
	"noren/shared/button"
	"noren/shared/display"
)

// Endpoint names one call.
type Endpoint[Request, Response any] struct{ Path string }

// The browser's calls. All are POST.
var (
	Render  = Endpoint[RenderRequest, RenderResponse]{"/embed/v1/render"}
	Begin   = Endpoint[BeginRequest, Departure]{"/embed/v1/begin"}
	Change  = Endpoint[ChangeRequest, Departure]{"/embed/v1/change"}
	Confirm = Endpoint[ConfirmRequest, Departure]{"/embed/v1/confirm"}
	Check   = Endpoint[CheckRequest, CheckResponse]{"/embed/v1/check"}
	Link    = Endpoint[LinkRequest, LinkResponse]{"/embed/v1/link"}
	Unlink  = Endpoint[UnlinkRequest, LinkResponse]{"/embed/v1/unlink"}
)

// Pinned is the present build of the loader, for a script tag whose integrity the browser checks. What src names stays as it is.
type Pinned struct {
	Version   string `json:"version"`   // as window.Noren.version
	Src       string `json:"src"`       // path at our own origin
	Integrity string `json:"integrity"` // of W3C Subresource Integrity: sha384-…
}

// Lang is a language that texts exist in.
type Lang string

// Languages. Japanese is the default.
const (
	Japanese Lang = "ja"
	English  Lang = "en"
)

// ElementName is a custom element's name without its prefix «noren-».
type ElementName string

// Elements (design.md section 3).
const (
	PayElement     ElementName = "pay"
	LoginElement   ElementName = "login"
	AddressElement ElementName = "address"
	PaymentElement ElementName = "payment"
	OrderElement   ElementName = "order"
	ReflectElement ElementName = "reflect"
	GuideElement   ElementName = "guide"
	LinkElement    ElementName = "link"
)

// Target says whose address an element is about (R4-7).
type Target string

// Targets.
const (
	Purchaser Target = "purchaser"
	Delivery  Target = "delivery"
)

// RenderRequest asks for the HTML of all elements of a page at once, and takes part in the return from Amazon: Code and
// Verifier, or the Session that they were exchanged for before.
type RenderRequest struct {
	Shop     string      `json:"shop" validate:"required,max=64,token"`
	Lang     Lang        `json:"lang,omitempty" validate:"omitempty,oneof=ja en"`
	Code     string      `json:"code,omitempty" validate:"max=200,token"`
	Verifier string      `json:"verifier,omitempty" validate:"max=128,token"`
	Session  string      `json:"session,omitempty" validate:"max=200,token"`
	Elements []Element   `json:"elements" validate:"max=100,dive"`
	Device   button.Site `json:"device,omitempty" validate:"omitempty,oneof=pc sp"`
}

// Element is one placement as it stands in the page. ID is the page's own number for it and comes back with the answer.
type Element struct {
	ID        string            `json:"id" validate:"required,max=40,token"`
	Name      ElementName       `json:"name" validate:"required,oneof=pay login address payment order reflect guide link"`
	Kind      button.Kind       `json:"kind,omitempty" validate:"omitempty,oneof=pay login"` // of a guide: beside which button it stands
	Placement display.Placement `json:"placement,omitempty" validate:"omitempty,oneof=cart checkout signup login mypage complete"`
	Target    Target            `json:"target,omitempty" validate:"omitempty,oneof=purchaser delivery"`
	Cart      string            `json:"cart,omitempty" validate:"max=16384"`
	Member    string            `json:"member,omitempty" validate:"max=4096"` // the member token of whoever is logged in at the shop
	Prompt    bool              `json:"prompt,omitempty"`                     // of a link: only leads to the page where accounts are linked
	Site      button.Site       `json:"site,omitempty" validate:"omitempty,oneof=pc sp"`
	Lang      Lang              `json:"lang,omitempty" validate:"omitempty,oneof=ja en"`
	Colour    button.Colour     `json:"colour,omitempty" validate:"omitempty,oneof=gold lightgray darkgray"`
	Size      button.Size       `json:"size,omitempty" validate:"omitempty,oneof=small medium large fluid"`
	Shown     *bool             `json:"shown,omitempty"` // whether it was, when this page had it drawn before: a view counts once
}

// RenderResponse answers in the order of the request. Problem is set when the return could not be taken up (session expired,
// code unknown); the elements are rendered all the same, as without a return.
type RenderResponse struct {
	Session  string     `json:"session,omitempty"`
	Checkout *Checkout  `json:"checkout,omitempty"`
	Elements []Rendered `json:"elements"`
	Styles   string     `json:"styles"` // for every shadow root, by adoptedStyleSheets
	Program  *Program   `json:"program,omitempty"`
	Problem  *Problem   `json:"problem,omitempty"`
}

// Rendered is one element: its HTML, and the View that it was made from, so that the WebAssembly draws the very same.
// An element that must not be shown has Hidden reasons, their text, and neither HTML nor box.
type Rendered struct {
	ID     string           `json:"id"`
	HTML   string           `json:"html,omitempty"`
	View   *View            `json:"view,omitempty"`
	Box    *button.Box      `json:"box,omitempty"`
	Hidden []display.Reason `json:"hidden,omitempty"`
	Text   string           `json:"text,omitempty"`
}

// Program says where the browser program lies. Both names carry a hash of their content.
type Program struct {
	Wasm string `json:"wasm"`
	Exec string `json:"exec"`
}

// Leaving is what every wish to leave the page carries: where the shopper shall come back to (on one of the shop's registered
// origins) and the challenge, base64url(SHA-256(verifier)), whose verifier only this browser knows (design.md section 4).
type Leaving struct {
	ReturnTo  string `json:"returnTo" validate:"required,max=2000,http_url"`
	Challenge string `json:"challenge" validate:"required,len=43,token"`
}

// Departure says where the browser goes next.
type Departure struct {
	Go       string `json:"go"`
	Checkout string `json:"checkout"`
}

// BeginRequest starts a payment with the cart that the shop's server signed, or, without one, only a sign-in with Amazon:
// from the login page, my page, the order-complete page, and from a registration page without a cart.
type BeginRequest struct {
	Shop       string            `json:"shop" validate:"required,max=64,token"`
	Kind       button.Kind       `json:"kind" validate:"required,oneof=pay login"`
	Placement  display.Placement `json:"placement" validate:"required,oneof=cart checkout signup login mypage complete"`
	Cart       string            `json:"cart,omitempty" validate:"max=16384"`
	Member     string            `json:"member,omitempty" validate:"max=4096"`          // the member token of whoever is logged in at the shop
	LoginState string            `json:"loginState,omitempty" validate:"max=200,token"` // comes back with the login code (design.md section 4)
	Reflect    bool              `json:"reflect,omitempty"`                             // on return the purchaser's fields are filled in (R4-6)
	Consent    string            `json:"consent,omitempty" validate:"max=40,token"`     // set: link the member on return; which text was agreed to (R4-10)
	Resume     string            `json:"resume,omitempty" validate:"max=64,token"`      // a checkout that came back in another browser: the same buyer may go on
	Site       button.Site       `json:"site" validate:"required,oneof=pc sp"`
	Colour     button.Colour     `json:"colour,omitempty" validate:"omitempty,oneof=gold lightgray darkgray"` // of the button that was pressed
	Size       button.Size       `json:"size,omitempty" validate:"omitempty,oneof=small medium large fluid"`
	Device     button.Site       `json:"device" validate:"required,oneof=pc sp"`
	Lang       Lang              `json:"lang,omitempty" validate:"omitempty,oneof=ja en"`
	Leaving
}

// What can be changed at Amazon after the first return (R4-7).
const (
	ChangeAddress = "address"
	ChangePayment = "payment"
)

// ChangeRequest goes back to Amazon to choose another address or card.
type ChangeRequest struct {
	Shop    string `json:"shop" validate:"required,max=64,token"`
	Session string `json:"session" validate:"required,max=200,token"`
	What    string `json:"what" validate:"required,oneof=address payment"`
	Target  Target `json:"target,omitempty" validate:"omitempty,oneof=purchaser delivery"` // whose address; delivery without
	Lang    Lang   `json:"lang,omitempty" validate:"omitempty,oneof=ja en"`
	Leaving
}

// ConfirmRequest places the order: 「この内容で注文する」. Leaving.ReturnTo is the shop's order-complete page; Page is this one,
// to which the shopper comes back when Amazon does not take the payment.
type ConfirmRequest struct {
	Shop    string       `json:"shop" validate:"required,max=64,token"`
	Session string       `json:"session" validate:"required,max=200,token"`
	Cart    string       `json:"cart" validate:"required,max=16384"`
	Page    string       `json:"page" validate:"required,max=2000,http_url"`
	Device  button.Site  `json:"device" validate:"required,oneof=pc sp"`
	Answers []TypedField `json:"answers,omitempty" validate:"max=11,unique=Field,dive"` // what was asked of the shopper, because Amazon did not have it
	Lang    Lang         `json:"lang,omitempty" validate:"omitempty,oneof=ja en"`
	Leaving
}
