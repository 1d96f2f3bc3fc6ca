package watch

// Controls is what can be ordered, and what is.
type Controls struct {
	Operations []string
	Outcomes   []string // that there are
	Ordered    []Order  // outcomes
	Faults     []Order
	Held       []Order
	Snapshots  []Snapshot
	Settings   []Setting
}

// Order is something that was ordered.
type Order struct {
	ID, What, Detail string
	Left             int // 0: until it is taken back
}

// Snapshot is a moment to go back to.
type Snapshot struct {
	ID   string
	Time Moment
}

// Setting is one choice that the protocol leaves open.
type Setting struct {
	Name, Value string
	Switch, On  bool
	Number      bool
}

// faultKinds are those of package sandbox.
var faultKinds = []struct{ kind, japanese, english string }{
	{"refuse", "拒否する", "refuse"},
	{"fail", "500で失敗する", "fail with 500"},
	{"throttle", "429を返す", "throttle (429)"},
	{"delay", "遅らせる", "delay"},
	{"hold", "止める", "hold"},
	{"cut", "切断する", "cut the connection"},
}

// Setup is what a program needs to connect.
type Setup struct {
	URL, ControlURL, MerchantID, StoreID, Certificate string
}

// Reference is the control API for a reader.
type Reference struct {
	ControlURL string
	Groups     []ReferenceGroup
}

// ReferenceGroup are the operations about one thing.
type ReferenceGroup struct {
	Name, Text string
	Operations []ReferenceOperation
}

// ReferenceOperation is one operation and how to call it.
type ReferenceOperation struct{ Name, Method, Text, Example string }
