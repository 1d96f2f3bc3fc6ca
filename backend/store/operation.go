package store

// States of an operation, which is a call to Amazon that was noted before it was sent. A planned one has no outcome yet.
const (
	OperationPlanned = "planned"
	OperationDone    = "done"
	OperationRefused = "refused" // and nothing happened, as was read since
	OperationUnknown = "unknown" // no answer came: what happened is read from Amazon
	OperationDropped = "dropped" // what it was about ended before
)
