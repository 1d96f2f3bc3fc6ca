package webhook

import (
	"slices"
	"strings"
)

// Kind is what an event is about: its "type" in the words of Standard Webhooks.
type Kind string

// The kinds. But for the first and the last two, an order has come into the state that the word names.
const (
	OrderPlaced           Kind = "order.placed" // paid, for the first time: the goods may be sent
	OrderPending          Kind = "order.pending"
	OrderAuthorised       Kind = "order.authorised"
	OrderCapturing        Kind = "order.capturing"
	OrderCaptured         Kind = "order.captured"
	OrderDeclined         Kind = "order.declined"
	OrderLapsed           Kind = "order.lapsed"
	OrderPaymentCancelled Kind = "order.payment_cancelled"
	OrderRefunding        Kind = "order.refunding"
	OrderPartlyRefunded   Kind = "order.partly_refunded"
	OrderRefunded         Kind = "order.refunded"
	OrderCancelled        Kind = "order.cancelled"
	OrderAttention        Kind = "order.attention"
	OrderAmountDiffers    Kind = "order.amount_differs" // the amount was changed in Seller Central (R5-4)
	EndpointTest          Kind = "endpoint.test"        // somebody wants to see whether messages arrive
)

// Kinds are all of them, in the order of an order's life.
func Kinds() []Kind {
	return []Kind{
		OrderPlaced, OrderPending, OrderAuthorised, OrderCapturing, OrderCaptured, OrderDeclined, OrderLapsed, OrderPaymentCancelled,
		OrderRefunding, OrderPartlyRefunded, OrderRefunded, OrderCancelled, OrderAttention, OrderAmountDiffers, EndpointTest,
	}
}

// ParseKinds reads the kinds that an endpoint wants, as its row keeps them. None are all.
func ParseKinds(text string) []Kind {
	words := strings.Fields(text)
	kinds := make([]Kind, 0, len(words))
	for _, word := range words {
		kinds = append(kinds, Kind(word))
	}
	return kinds
}

// wants says whether an endpoint is told of a kind. A test goes to the one endpoint that it is for.
func wants(kinds string, kind Kind) bool {
	wanted := ParseKinds(kinds)
	return kind != EndpointTest && (len(wanted) == 0 || slices.Contains(wanted, kind))
}
