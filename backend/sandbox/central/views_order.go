package central

import "time"

// OrdersView fills [Orders].
type OrdersView struct {
	Frame

	Query          OrderQuery
	Orders         []OrderRow
	Found          int
	Authorized     string // sums over all that were found
	Captured       string
	Refunded       string
	Page, Pages    int
	Previous, Next string // addresses; empty: none
}

// OrderQuery is what was searched for, as it was typed.
type OrderQuery struct {
	Text, State, Environment, From, To string
	Problems                           map[string]Problem
}

// OrderRow is one line of the list.
type OrderRow struct {
	Link, ID, Reference, Buyer string
	Environment                string
	Created                    time.Time
	State, Reason              string
	States                     []string // of the charges
	Limit, Captured, Refunded  string
}

// OrderView fills [Order].
type OrderView struct {
	Frame

	OrderRow
	List        string // address of the list
	Timeline    string // the payment in the dashboard; empty: none
	Description string // of the reason
	Kind        string // OneTime, Recurring, PaymentMethodOnFile
	Note        string // noteToBuyer
	Method      string // payment method
	Balance     string
	Due         []Due
	Updated     time.Time
	Buyer       *OrderBuyer // nil: not shown any more
	BuyerUntil  time.Time
	Actions     []ActionLink // on the whole order
	Charges     []ChargeRow
	Refunds     []RefundRow
	Sent        []SentRow
}

// Due is what will happen by itself.
type Due struct {
	What DueKind
	ID   string // of the charge or refund; empty: the order
	Time time.Time
}

// DueKind is what will happen.
type DueKind string

// What falls due.
const (
	DueAuthorizationEnds DueKind = "authorizationEnds"
	DueQuickCaptureEnds  DueKind = "quickCaptureEnds"
	DueOrderEnds         DueKind = "orderEnds"
	DueBuyerHidden       DueKind = "buyerHidden"
)

// OrderBuyer is what the merchant may know of the buyer.
type OrderBuyer struct {
	ID, Name, Email, Phone string
	Shipping               [][]string // addresses, each of its lines
	Billing                []string   // lines
}

// ActionLink is an action that is offered.
type ActionLink struct {
	Action Action
	Link   string
}

// ChargeRow is one charge of an order.
type ChargeRow struct {
	ID, Reference, State, Reason, Note string
	Amount, Captured, Refunded         string
	Created, Updated                   time.Time
	Actions                            []ActionLink
}

// RefundRow is one refund of an order.
type RefundRow struct {
	ID, State, Reason, Amount string
	Created, Updated          time.Time
}

// SentRow is one notification about an order.
type SentRow struct {
	Type, ObjectType, ObjectID string
	Time                       time.Time
	Attempts                   int
	Answer                     string // of the last attempt; empty: none yet
}

// Action is what a merchant does with an order, by its name in the path.
type Action string

// The actions.
const (
	ActionCapture Action = "capture"
	ActionCancel  Action = "cancel"
	ActionRefund  Action = "refund"
	ActionAmount  Action = "amount"
	ActionCharge  Action = "charge"
	ActionClose   Action = "close"
)

// ActionView fills [Act]: the form of an action, then its confirmation.
type ActionView struct {
	Frame

	Action    Action
	Path      string // GET shows the confirmation, POST does it
	Order     string // address of the order
	OrderID   string
	ChargeID  string // empty: the whole order
	Reference string
	Token     string // one form is done once
	Confirm   bool
	Slow      bool // the capture is decided later
	Stays     bool // open charges outlive the order

	AsksAmount bool
	Amount     string // typed
	Now        string // the amount as it stands
	Most       string // what may be typed
	Shown      string // Amount, ready to read
	AsksReason bool
	Reason     string
	Problems   map[string]Problem
}
