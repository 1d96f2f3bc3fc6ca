package i18n

import "noren/shared/api"

// Orders are the words of the order book's pages in the console (R5), made by a function so that the browser program does not carry
// them. States and alerts are told by [OrderStates] and [OrderAlerts], reasons and what happened by [Timeline], actions by
// [OrderActions].
type Orders struct {
	Lang  api.Lang
	Title string

	// Names of what an order has, in lists and on its page.
	Order, Number, Reference, Purchaser, Total, State, OrderedOn, Limit, Notes, When string
	Copy, Copied                                                                     string
	Back, NoName                                                                     string
	Erased, ErasedText, ErasedAt                                                     string // {at}: the people of an order were forgotten

	Sections map[string]string // of an order's page
	Figures  map[string]string // amounts, by name
	NotRead  string            // an amount that was not read yet
	LastRead string            // {at}

	Limits   map[string]OrderLimit // Amazon's time limits, by days: "7", "30", "180"
	DaysLeft string                // {n}
	LastDay  string
	Over     string
	Until    string // {at}

	Differs      string // {ledger} {amazon}: the stated text of R5-4
	DiffersPaper string // R5-9
	PaperRight   string // the papers have been corrected
	DiffersShort string
	Alert        string // {alert}
	Refusal      string // {reason}
	Classes      map[string]string
	RemedyHead   string
	Remedies     []string // R5-7
	MayNot       string   // who may only look

	OnlyHere     string // of the purchaser's data (R5-6)
	History      string
	HistoryEmpty string
	ChangedBy    string // {who} {at}
	Save         string
	Leave        string

	GoodsFixed string // R5-5
	GoodsWays  []string
	GoodsSteps map[string]string // by ledger's step
	Goods      GoodsTable

	Charge, Refund, Reason, ByHand, NoReason string
	ChargeStates, RefundStates               map[string]string

	Technical, Details string
	Papers             map[string]string // by console's kind; "edit", "individual"

	Plan, ShipOn, Shipped, CaptureAt, NotPlanned, PlanHint string
	DayWrong                                               string
}

// OrderLimit is a time limit of Amazon's, and what ends then.
type OrderLimit struct{ Name, Ends string }

// GoodsTable heads the table of an order's goods.
type GoodsTable struct{ Item, SKU, Quantity, Price, Sum string }

// OrdersFor returns the words in a language; any other than English gives Japanese.
func OrdersFor(lang api.Lang) Orders {
	if lang == api.English {
		return ordersEnglish()
	}
	return ordersJapanese()
}
