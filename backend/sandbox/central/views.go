package central

import "time"

// Tab is a part of Seller Central.
type Tab string

// The parts of Seller Central, by their names in the path.
const (
	TabOrders      Tab = "orders"
	TabIntegration Tab = "integration"
	TabBuyers      Tab = "buyers"
	TabReports     Tab = "reports"
)

// Frame is what every page of Seller Central has around its content.
type Frame struct {
	Lang      string // "ja" or "en"
	OtherLang string // address of this page in the other language
	Dashboard string // address of the sandbox's dashboard; empty: none

	Root       string // path of the account's pages; empty: no account is chosen
	Shop       string
	MerchantID string
	Status     string // ACTIVE, IN_REVIEW or REFUSED
	Tab        Tab

	Done    Done   // what was just done
	Wrong   Wrong  // why something was not done
	Message string // the same in the API's words
}

// AccountsView fills [Accounts].
type AccountsView struct {
	Frame

	Accounts []AccountRow
}

// AccountRow is one account to choose.
type AccountRow struct {
	Link, Shop, MerchantID, Company, Email, Status string
	ReviewDue                                      time.Time
}

// KeyRow is a public key.
type KeyRow struct {
	ID          string
	Environment string    // sandbox, live, or "" for both
	Registered  time.Time // zero: from the configuration
	Fingerprint string    // SHA-256 of the key, shortened
	Revoke      string    // address of the confirmation
}

// IntegrationView fills [Integration].
type IntegrationView struct {
	Frame

	StoreID, Email, MWSAuthToken string
	Keys                         []KeyRow
	PEM, PEMEnvironment          string // typed before
	Addresses                    []NotificationAddress
	Origins                      []string
	Origin                       string // typed before
	Problems                     map[string]Problem
}

// NotificationAddress is where notifications of one environment go.
type NotificationAddress struct {
	Environment string
	URL         string
	Problem     Problem
	Test        *TestResult // of the test that was just made
}

// TestResult is what an address answered to a SubscriptionConfirmation.
type TestResult struct {
	Status int    // 0: no answer
	Error  string // why there was none
}

// KeyView fills [Key]: a key that was just made, or one to be revoked.
type KeyView struct {
	Frame

	Key      KeyRow
	Revoke   string // POST; empty: the page shows the new key
	Download string // of the private key, once; empty: was done
	Made     bool   // here, with its private key
	Last     bool   // the account has no other key in this environment
}

// BuyersView fills [Buyers].
type BuyersView struct {
	Frame

	Buyers []BuyerRow
	New    string // address of the form
}

// BuyerRow is one test account.
type BuyerRow struct {
	Name, Email, Phone, Note string
	Addresses                [][]string // lines
	Cards                    []string
}

// NewBuyerView fills [NewBuyer]. Fields are posted by the names of BuyerFields.
type NewBuyerView struct {
	Frame

	Action, Back string
	Values       map[string]string
	Problems     map[string]Problem
}

// ReportsView fills [Reports].
type ReportsView struct {
	Frame

	Reports     []ReportRow
	Settlements []SettlementRow
	Types       []string // that may be asked for
	Type        string
	From, To    string // dates
	Environment string
	Problems    map[string]Problem
}

// ReportRow is one report.
type ReportRow struct {
	ID, Type, Environment, Status string
	From, To, Created             time.Time
	Download                      string // empty: not ready
}

// SettlementRow is one payment to the merchant's bank.
type SettlementRow struct {
	ID, Environment, Amount string
	Time                    time.Time
}
