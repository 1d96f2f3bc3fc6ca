package api

import "noren/shared/display"

// Code names a problem on the wire. Its title and its remedy, in Japanese and English, stand in i18n; its HTTP status in
// backend/web.
type Code string

// Problem is how an error looks from outside (RFC 9457). Title says what happened, Detail what to do about it, both in the
// language of the request. Fields is set for Invalid.
type Problem struct {
	Type   string         `json:"type"` // /docs/problems#code
	Title  string         `json:"title"`
	Status int            `json:"status"`
	Detail string         `json:"detail"`
	Code   Code           `json:"code"`
	Fields []FieldProblem `json:"fields,omitempty"`
}

// FieldProblem names one wrong field by its JSON path, the rule that it broke, and says so.
type FieldProblem struct {
	Field string `json:"field"`
	Rule  string `json:"rule"`
	Param string `json:"param,omitempty"`
	Text  string `json:"text"`
}

// Problems of any call.
const (
	Internal     Code = "internal"
	Invalid      Code = "invalid"       // a field breaks a rule
	BadJSON      Code = "bad_json"      // not JSON, or a name twice, or unknown
	TooLarge     Code = "too_large"     // body over the limit
	NotFound     Code = "not_found"     // no such address
	Method       Code = "method"        // wrong HTTP method
	TooMany      Code = "too_many"      // rate limit
	Unavailable  Code = "unavailable"   // our own storage does not answer
	UnknownShop  Code = "unknown_shop"  // no such shop
	WrongOrigin  Code = "wrong_origin"  // the page is not on one of the shop's registered origins
	BadReturnTo  Code = "bad_return_to" // the return target is not on one of them
	Unauthorized Code = "unauthorized"  // server API: no or wrong secret key
	ScopeMissing Code = "scope_missing" // server API: the secret key is not for this
)

// Problems of tokens and sessions.
const (
	CartInvalid     Code = "cart_invalid"     // not a token of this shop: forged, changed, foreign, wrong type
	CartExpired     Code = "cart_expired"     // issued too long ago
	CartStale       Code = "cart_stale"       // a newer version of the cart was seen: reload
	CartSum         Code = "cart_sum"         // totals do not add up
	SessionExpired  Code = "session_expired"  // the checkout's session is gone: press the Amazon button again
	CodeInvalid     Code = "code_invalid"     // one-time code unknown, used, or without its verifier
	CheckoutUnknown Code = "checkout_unknown" // no such checkout
)

// Problems of a payment.
const (
	AmazonUnreachable Code = "amazon_unreachable" // Amazon does not answer; nothing was paid
	AmazonRefused     Code = "amazon_refused"     // Amazon does not take the request
	PaymentDeclined   Code = "payment_declined"   // the card was declined at Amazon
	PaymentCancelled  Code = "payment_cancelled"  // the shopper left Amazon's page
	PaymentExpired    Code = "payment_expired"    // Amazon's session is over
	PaymentPending    Code = "payment_pending"    // the outcome is not known yet
	AlreadyPaid       Code = "already_paid"       // this cart's order is placed
	InProgress        Code = "in_progress"        // the same order is being paid in another tab
	Superseded        Code = "superseded"         // another tab's payment of this cart went on
	NotConfirmable    Code = "not_confirmable"    // the checkout is not at the point where it can be confirmed
	AddressMissing    Code = "address_missing"    // no delivery address was chosen at Amazon
	AddressChanged    Code = "address_changed"    // another address was chosen at Amazon meanwhile: look again
	NumberTaken       Code = "number_taken"       // the shop's order number belongs to another cart
	TotalChanged      Code = "total_changed"      // the cart's total is not what Amazon was told
	NeedsAttention    Code = "needs_attention"    // a person must look; the shop is told
)

// Problems of members and their links. None tells whether anybody else is a member, or linked.
const (
	MemberInvalid  Code = "member_invalid"  // not a member token of this shop: forged, changed, foreign, wrong type
	MemberExpired  Code = "member_expired"  // the member token is older than 15 minutes: reload
	ProofStale     Code = "proof_stale"     // the member logged in more than 10 minutes ago: log in again
	LinkConflict   Code = "link_conflict"   // this Amazon account, or this member, is linked otherwise already
	LinkUnknown    Code = "link_unknown"    // there is no such link
	ConsentMissing Code = "consent_missing" // the text that was agreed to is not the present one: read it again
	OtherBuyer     Code = "other_buyer"     // signed in with another Amazon account than the one that began
)

// Hidden is the code of a refusal by the display rule.
func Hidden(reason display.Reason) Code { return Code(reason) }
