package api

// Problems of a shop's server, which works on orders. Their texts are not the browser's: see i18n.OrderProblems.
const (
	OrderUnknown        Code = "order_unknown"         // no such order
	OrderChanged        Code = "order_changed"         // it is not as the caller has seen it
	OrderBusy           Code = "order_busy"            // something else is being asked of Amazon
	NotPermitted        Code = "not_permitted"         // not in this state
	AmountInvalid       Code = "amount_invalid"        // not what can be refunded
	ConfirmationMissing Code = "confirmation_missing"  // an amount above what the shop has set
	OperationNoted      Code = "operation_noted"       // Amazon does not answer; what was noted is repeated
	NotAsked            Code = "not_asked"             // Amazon does not answer; nothing was noted, nothing done
	ChargeRefused       Code = "charge_refused"        // Amazon refuses
	IdempotencyMismatch Code = "idempotency_mismatch"  // the key belongs to another request
	IdempotencyInFlight Code = "idempotency_in_flight" // the same request is being worked on
	AnswerForgotten     Code = "answer_forgotten"      // the request was made, and what was answered is erased
	EndpointUnknown     Code = "endpoint_unknown"      // no such webhook endpoint
	EndpointDisabled    Code = "endpoint_disabled"     // it is disabled
	EventUnknown        Code = "event_unknown"         // no such event
	BulkUnknown         Code = "bulk_unknown"          // no such bulk
	BulkState           Code = "bulk_state"            // it has been started or stopped already
	ColumnsUnknown      Code = "columns_unknown"       // no such saved set of columns
)
