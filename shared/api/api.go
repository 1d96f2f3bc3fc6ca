// Package api is the contract between a shop page and the backend: every browser endpoint once, as a typed value that both
// sides use, and the problem codes. Bodies are JSON, sent as text/plain without credentials (design.md section 3), so that
// the browser asks no preflight.
package api

import (
	"noren/shared/button"
	"noren/shared/display"
	"noren/shared/yen"
)

// Endpoint names one call.
type Endpoint[Request, Response any] struct{ Path string }

// The browser's calls. All are POST.
var (
	Render  = Endpoint[RenderRequest, RenderResponse]{"/embed/v1/render"}
	Begin   = Endpoint[BeginRequest, Departure]{"/embed/v1/begin"}
	Change  = Endpoint[ChangeRequest, Departure]{"/embed/v1/change"}
	Confirm = Endpoint[ConfirmRequest, Departure]{"/embed/v1/confirm"}
)

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
	Name      ElementName       `json:"name" validate:"required,oneof=pay login address payment order"`
	Placement display.Placement `json:"placement,omitempty" validate:"omitempty,oneof=cart checkout signup login mypage complete"`
	Target    Target            `json:"target,omitempty" validate:"omitempty,oneof=purchaser delivery"`
	Cart      string            `json:"cart,omitempty" validate:"max=16384"`
	Site      button.Site       `json:"site,omitempty" validate:"omitempty,oneof=pc sp"`
	Lang      Lang              `json:"lang,omitempty" validate:"omitempty,oneof=ja en"`
	Colour    button.Colour     `json:"colour,omitempty" validate:"omitempty,oneof=gold lightgray darkgray"`
	Size      button.Size       `json:"size,omitempty" validate:"omitempty,oneof=small medium large fluid"`
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

// View is all that a component needs to draw itself. Exactly one of the pointers is set.
type View struct {
	Lang    Lang         `json:"lang"`
	Site    button.Site  `json:"site"`
	Pay     *PayView     `json:"pay,omitempty"`
	Address *AddressView `json:"address,omitempty"`
	Payment *PaymentView `json:"payment,omitempty"`
	Order   *OrderView   `json:"order,omitempty"`
}

// PayView is a button, of either kind.
type PayView struct {
	Kind    button.Kind  `json:"kind"`
	Style   button.Style `json:"style"`
	Sandbox bool         `json:"sandbox,omitempty"`
	Notice  Code         `json:"notice,omitempty"` // why the last try did not end in an order, to be said beside the button
}

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

// OrderView is 「この内容で注文する」 with the total that will be paid.
type OrderView struct {
	Total  yen.Yen `json:"total"`
	Notice Code    `json:"notice,omitempty"`
}

// Checkout is what the page's own script may know of the checkout that returned to it.
type Checkout struct {
	ID         string   `json:"id"`
	State      string   `json:"state"`
	Problem    Code     `json:"problem,omitempty"` // how it ended, when it did not end in an order
	Name       string   `json:"name,omitempty"`
	Email      string   `json:"email,omitempty"`
	Phone      string   `json:"phone,omitempty"`
	Delivery   *Address `json:"delivery,omitempty"`
	Descriptor string   `json:"descriptor,omitempty"`
}

// Address is as Amazon gave it, cleaned of invisible characters but not rearranged.
type Address struct {
	Name       string `json:"name"`
	PostalCode string `json:"postalCode"`
	Region     string `json:"region"` // prefecture
	City       string `json:"city,omitempty"`
	Line1      string `json:"line1"`
	Line2      string `json:"line2,omitempty"`
	Line3      string `json:"line3,omitempty"`
	Country    string `json:"country"`
	Phone      string `json:"phone,omitempty"`
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

// BeginRequest starts a payment with the cart that the shop's server signed.
type BeginRequest struct {
	Shop      string            `json:"shop" validate:"required,max=64,token"`
	Kind      button.Kind       `json:"kind" validate:"required,oneof=pay login"`
	Placement display.Placement `json:"placement" validate:"required,oneof=cart checkout signup login mypage complete"`
	Cart      string            `json:"cart" validate:"required,max=16384"`
	Site      button.Site       `json:"site" validate:"required,oneof=pc sp"`
	Device    button.Site       `json:"device" validate:"required,oneof=pc sp"`
	Lang      Lang              `json:"lang,omitempty" validate:"omitempty,oneof=ja en"`
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
	Lang    Lang   `json:"lang,omitempty" validate:"omitempty,oneof=ja en"`
	Leaving
}

// ConfirmRequest places the order: 「この内容で注文する」. Leaving.ReturnTo is the shop's order-complete page; Page is this one,
// to which the shopper comes back when Amazon does not take the payment.
type ConfirmRequest struct {
	Shop    string      `json:"shop" validate:"required,max=64,token"`
	Session string      `json:"session" validate:"required,max=200,token"`
	Cart    string      `json:"cart" validate:"required,max=16384"`
	Page    string      `json:"page" validate:"required,max=2000,http_url"`
	Device  button.Site `json:"device" validate:"required,oneof=pc sp"`
	Lang    Lang        `json:"lang,omitempty" validate:"omitempty,oneof=ja en"`
	Leaving
}
