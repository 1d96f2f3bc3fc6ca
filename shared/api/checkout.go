package api

import "noren/shared/display"

// Checkout is what the page's own script may know of the checkout that returned to it.
type Checkout struct {
	ID         string            `json:"id"`
	State      string            `json:"state"`
	Problem    Code              `json:"problem,omitempty"` // how it ended, when it did not end in an order
	Placement  display.Placement `json:"placement"`         // where the visit began
	Name       string            `json:"name,omitempty"`
	Email      string            `json:"email,omitempty"`
	Phone      string            `json:"phone,omitempty"`
	Delivery   *Address          `json:"delivery,omitempty"`
	Descriptor string            `json:"descriptor,omitempty"`

	Fill      Target  `json:"fill,omitempty"`      // whose fields this return is about; empty: none
	Purchaser *Person `json:"purchaser,omitempty"` // ready for a form
	Recipient *Person `json:"recipient,omitempty"` // the delivery's, ready for a form
	Missing   []Field `json:"missing,omitempty"`   // what a purchase needs and Amazon does not have (R4-5)
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
