package registration

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"noren/backend/amazonpay"
)

// Reason is why Amazon does not take credentials, in a word; package i18n has the words for people, each with its remedy.
type Reason string

// The reasons.
const (
	WrongKey    Reason = "wrong_key"   // the private key does not belong to the public key id
	UnknownKey  Reason = "unknown_key" // Amazon knows no such public key id
	Environment Reason = "environment" // it is a key of the other environment
	Region      Reason = "region"      // it is a key of another region
	Store       Reason = "store"       // the store id is not the account's
	Merchant    Reason = "merchant"    // the account does not exist, or is not the one that was registered
	Inactive    Reason = "inactive"    // the account may not take payments: the review is not over, or it was closed
	Token       Reason = "token"       // the merchant's permission for the provider is not valid (any more)
	Clock       Reason = "clock"       // our clock is wrong
	Unreachable Reason = "unreachable" // no answer, or none that says anything
	Other       Reason = "other"       // something that nobody foresaw; Code says what
)

// Reasons are all of them.
func Reasons() []Reason {
	return []Reason{WrongKey, UnknownKey, Environment, Region, Store, Merchant, Inactive, Token, Clock, Unreachable, Other}
}

// Refusal says that credentials did not stand the trial. It holds no secrets.
type Refusal struct {
	Reason    Reason
	Code      amazonpay.ReasonCode // Amazon's own word; "" without an answer
	RequestID string               // what Amazon's support asks for
	cause     error
}

// Error is for logs and developers.
func (r *Refusal) Error() string {
	return fmt.Sprintf("registration: credentials are not taken: %s: %v", r.Reason, r.cause)
}

// Unwrap gives the error of the call.
func (r *Refusal) Unwrap() error { return r.cause }

// call is what was asked: the same answer means another thing.
type call int

const (
	trying     call = iota // for a checkout session
	exchanging             // for the provider's token
)

// maxSkew is how far our clock may be from Amazon's before it is taken for the cause: far less than anybody would refuse (protocol 14).
const maxSkew = 5 * time.Minute

// refusalOf reads what a call came to.
func (r *Registrations) refusalOf(err error, asked call) error {
	answer, answered := errors.AsType[*amazonpay.Error](err)
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, amazonpay.ErrNotSent):
		return &Refusal{Reason: Other, cause: err}
	case !answered:
		return &Refusal{Reason: Unreachable, cause: err}
	}
	return &Refusal{Reason: r.reasonOf(answer, asked), Code: answer.ReasonCode, RequestID: answer.RequestID, cause: err}
}

func (r *Registrations) reasonOf(answer *amazonpay.Error, asked call) Reason {
	switch answer.ReasonCode { //nolint:exhaustive // of the others, nothing is known that helps
	case amazonpay.ReasonInvalidRequestSignature:
		if !answer.Date.IsZero() && answer.Date.Sub(r.Shops.Now()).Abs() > maxSkew {
			return Clock
		}
		return WrongKey
	case amazonpay.ReasonInvalidHeaderValue:
		return UnknownKey
	case amazonpay.ReasonUnauthorizedAccess:
		return Environment
	case amazonpay.ReasonInvalidAuthentication:
		return Merchant
	case amazonpay.ReasonInvalidAccountStatus:
		return Inactive
	case amazonpay.ReasonInvalidAuthorizationToken:
		return Token
	case amazonpay.ReasonResourceNotFound:
		if asked == exchanging {
			return Token
		}
	case amazonpay.ReasonInvalidParameterValue:
		if strings.Contains(answer.Message, "storeId") {
			return Store
		}
	}
	if answer.Status == http.StatusTooManyRequests || answer.Status >= http.StatusInternalServerError || answer.ReasonCode == "" {
		return Unreachable
	}
	return Other
}
