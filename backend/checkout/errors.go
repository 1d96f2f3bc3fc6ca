package checkout

import (
	"errors"

	"noren/shared/display"
)

// What callers must tell apart. Each has a problem code in backend/web.
var (
	ErrUnknown         = errors.New("checkout: unknown")
	ErrRaced           = errors.New("checkout: somebody else was first")
	ErrCartInvalid     = errors.New("checkout: not a cart token of this shop")
	ErrCartExpired     = errors.New("checkout: cart token issued too long ago")
	ErrCartStale       = errors.New("checkout: a newer version of the cart was seen")
	ErrCartSum         = errors.New("checkout: the cart's totals do not add up")
	ErrReturnTo        = errors.New("checkout: return target is not on one of the shop's origins")
	ErrNotConfirmable  = errors.New("checkout: not at the point where it can be confirmed")
	ErrAddressMissing  = errors.New("checkout: no delivery address was chosen")
	ErrAddressChanged  = errors.New("checkout: the address at Amazon is not the one that was shown")
	ErrAlreadyPaid     = errors.New("checkout: the cart's order is placed")
	ErrInProgress      = errors.New("checkout: the cart is being paid elsewhere")
	ErrNumberTaken     = errors.New("checkout: the order number belongs to another cart")
	ErrAttention       = errors.New("checkout: a person must look")
	ErrUnreachable     = errors.New("checkout: Amazon does not answer")
	ErrRefused         = errors.New("checkout: Amazon refuses")
	ErrSessionMismatch = errors.New("checkout: the session is not this checkout's")
)

// HiddenError says that the display rule forbids the payment.
type HiddenError struct{ Reasons []display.Reason }

func (e *HiddenError) Error() string { return "checkout: not offered: " + string(e.Reasons[0]) }

// EndedError says that the checkout came to an end without an order.
type EndedError struct{ State State }

func (e *EndedError) Error() string { return "checkout: ended: " + string(e.State) }
