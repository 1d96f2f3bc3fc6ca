package merchant

import (
	"slices"

	"noren/backend/ledger"
	"noren/shared/button"
	"noren/shared/display"
	"noren/shared/validate"
)

// Settings is everything that a shop sets about Amazon Pay (requirements, section R3), saved as one record.
type Settings struct {
	// Version counts the saves, beginning with 1; 0 means that nothing has been saved and these are the defaults. A save is
	// based on the version that was read.
	Version int64 `json:"-"`

	Details

	Methods []Method      `json:"methods" validate:"required,min=1,max=50,unique=ID,dive"` // in the order of the register page (R3-10)
	Groups  []Group       `json:"groups" validate:"max=200,unique=ID,dive"`                // (R3-11)
	Linking bool          `json:"linking"`                                                 // 「他サイトＩＤ連携設定」: 「利用する」 (R3-13)
	Contact string        `json:"contact" validate:"omitempty,max=254,email"`              // the shop's own e-mail address: answers to mails and reports go there
	Issuer  ledger.Issuer `json:"issuer"`                                                  // who writes the papers (R5-9)
}

// Details are the settings of the page 「詳細設定」. They are drafted before they are published; the others hold at once.
type Details struct {
	Limits       display.Limits `json:"limits"`                                                      // 「表示条件」 (R3-2)
	ShowIn       ShowIn         `json:"showIn" validate:"required,oneof=cart_and_checkout checkout"` // 「ボタン表示」 (R3-3)
	Guides       Guides         `json:"guides"`                                                      // (R3-4)
	PaymentImage string         `json:"paymentImage" validate:"omitempty,max=64,token"`              // 「決済画像」: the id of an [Image] of the shop (R3-5)
	PayButton    Button         `json:"payButton"`                                                   // (R3-6)
	LoginGuides  LoginGuides    `json:"loginGuides"`                                                 // (R3-7)
	LoginButton  Button         `json:"loginButton"`                                                 // (R3-8)
	Orders       Orders         `json:"orders"`                                                      // what happens with orders by itself (R5, X-10)
	Kana         bool           `json:"kana"`                                                        // an order needs the reading of the purchaser's name, which Amazon does not have
}

// ShowIn says on which pages of the shop buttons stand.
type ShowIn string

// The choices of R3-3.
const (
	CartAndCheckout ShowIn = "cart_and_checkout" // 「カート画面とレジ画面に表示する」, recommended
	CheckoutOnly    ShowIn = "checkout"          // 「レジ画面のみ表示する」
)

// Guides are texts for shoppers, plain, with line breaks (R3-4).
type Guides struct {
	Checkout string `json:"checkout" validate:"max=2000,cleanlines"` // 「ご案内（レジ用）」
	Mail     string `json:"mail" validate:"max=2000,cleanlines"`     // 「ご案内（メール用）」
}

// LoginGuides are shown while the shopper is not signed in with Amazon (R3-7).
type LoginGuides struct {
	Checkout string `json:"checkout" validate:"max=2000,cleanlines"` // 「ご案内（レジ画面用）」
	Signup   string `json:"signup" validate:"max=2000,cleanlines"`   // 「ご案内（新規会員登録画面用）」
}

// Button is how a button looks on each site.
type Button struct {
	PC button.Style `json:"pc"` // 「ボタン（PC用）」
	SP button.Style `json:"sp"` // 「ボタン（スマホ用）」
}

// On is the style for one site.
func (b Button) On(site button.Site) button.Style {
	if site == button.SP {
		return b.SP
	}
	return b.PC
}

// Orders is what a shop sets about its orders.
type Orders struct {
	Capture      ledger.CaptureWhen `json:"capture" validate:"omitempty,oneof=manual at_order at_shipping after_days"`    // when 決済依頼 happens; "" is manual
	CaptureDays  int                `json:"captureDays" validate:"required_if=Capture after_days,omitempty,min=1,max=29"` // with after_days; Amazon reserves money for 30 days
	ConfirmAbove int64              `json:"confirmAbove" validate:"min=0,max=10000000"`                                   // yen: to return more, somebody confirms a second time; 0 never asks
	ForgetDays   int                `json:"forgetDays" validate:"omitempty,min=30,max=3660"`                              // days after an order was placed after which its people are forgotten for ever; 0 never
}

// Policy is the same for the ledger.
func (o Orders) Policy() ledger.Policy {
	return ledger.Policy{Capture: o.Capture, CaptureDays: o.CaptureDays, ConfirmAbove: o.ConfirmAbove, ForgetDays: o.ForgetDays}
}

// AmazonPay is the identifier of our payment method among the shop's.
const AmazonPay = "amazonpay"

// Method is one of the shop's payment methods (R3-10).
type Method struct {
	ID    string `json:"id" validate:"required,max=40,token"`
	Name  string `json:"name" validate:"required,max=100,clean"`
	Shown bool   `json:"shown"` // 「表示」
}

// Group is a payment group: goods in it are sold with the payment methods ticked there (R3-11).
type Group struct {
	ID        string `json:"id" validate:"required,max=100,clean"`
	Name      string `json:"name" validate:"required,max=100,clean"`
	AmazonPay bool   `json:"amazonPay"` // unticked until somebody ticks it
}

// DefaultSettings are in force until a shop saves its own: gold buttons in the middle size, shown in cart and register page
// once Amazon Pay is switched to 「表示」, which it is not yet.
func DefaultSettings() Settings {
	style := Button{PC: button.Default, SP: button.Default}
	return Settings{
		Details: Details{ShowIn: CartAndCheckout, PayButton: style, LoginButton: style},
		Methods: []Method{{ID: AmazonPay, Name: "Amazon Pay"}},
	}
}

// Shown reports that Amazon Pay is switched to 「表示」 (R3-10).
func (s Settings) Shown() bool {
	return slices.ContainsFunc(s.Methods, func(m Method) bool { return m.ID == AmazonPay && m.Shown })
}

// Display is what the display rule must know of a shop with these settings; registered is [Shop].Registered.
func (s Settings) Display(registered bool) display.Shop {
	groups := make(map[string]bool, len(s.Groups))
	for _, group := range s.Groups {
		groups[group.ID] = group.AmazonPay
	}
	return display.Shop{
		Registered: registered, Shown: s.Shown(), InCart: s.ShowIn == CartAndCheckout, Linking: s.Linking,
		Limits: s.Limits, Groups: groups,
	}
}

// Check returns every fault, field by field (R3-9), as validate.Faults; nil means good.
func (s Settings) Check() error {
	faults := validate.Struct(s)
	if !slices.ContainsFunc(s.Methods, func(m Method) bool { return m.ID == AmazonPay }) {
		faults = append(faults, validate.Fault{Field: "methods", Rule: "contains", Param: AmazonPay})
	}
	if faults != nil {
		return validate.Faults(faults)
	}
	return nil
}
