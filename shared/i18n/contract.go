package i18n

import (
	"noren/shared/api"
	"noren/shared/validate"
)

// Contract are the words of 「契約情報・各種手続き」 (R1-4 to R1-9, R2, R6).
type Contract struct {
	Lang api.Lang

	Title, StateTitle string
	MonthLayout       string            // for time.Format
	Hidden            string            // in use, but Amazon Pay is 「非表示」
	States            map[string]string // by contract.State
	StateLeads        map[string]string // {day}: the last day of a contract that ends

	NotRegistered                     string // (R3-1)
	Register, Apply, Cancel, Revoke   string // buttons
	Methods                           string // leads to 「決済方法の設定」
	PathTitle, Done, Now              string // the path of R2-1
	Path                              []ContractStep
	Prices, Tax, Free                 string // {yen} in Tax: without tax, tax comes on top
	Initial, Monthly, Fee, SaleFee    string // (R1-4)
	MonthlyHint, PerSale, FromMonth   string // {percent}; {month}
	Notes                             string
	NoteList                          []string // (R1-5 to R1-8, R4-15)
	Ask, AskLead, Contact, NoContact  string   // (R1-9)
	ShopID, Copy, Copied, AskAmazon   string
	Trademark                         string
	History, Company, CorporateNumber string
	AppliedAt, UsedAt, EndsAt, Open   string
	Charges, ChargesLead              string

	// The application (R2-3).
	ApplyTitle, ApplyLead, NoCredentials string
	Kind                                 string
	Kinds                                map[string]string // by contract.Kind
	CompanyHint, CorporateNumberHint     string
	Terms, AcceptTerms, OpenTerms        string
	Version, VersionOn, OldTerms         string // {version}; {day}: of the application
	AppliedBy                            string // {who}
	Reviewed, ReviewedWarning            string
	ToConfirm, ConfirmTitle, ConfirmLead string
	FirstMonth, ApplyYes, Change, Back   string // {month}
	Review, Total                        string
	Applied, AppliedBefore               string // said on the next page
	Faults                               map[string]string
	FaultsTitle, Raced                   string

	// The end (R6).
	CancelTitle, CancelAgree, ToCancel, CancelConfirm string
	CancelNotes                                       []string // {day}: the last day
	CancelYes, NotAgreed                              string
	Reserved, ReservedBefore                          string // {day}
	RevokeTitle, RevokeLead, RevokeYes                string // {day}
	Revoked, RevokedBefore                            string
}

// ContractStep is one step of the path from nothing to the first sale (R2-1).
type ContractStep struct {
	Name, Lead string
	More       string // what else may happen there
}

// ContractFor returns the words in a language; any other than English gives Japanese.
func ContractFor(lang api.Lang) Contract {
	if lang == api.English {
		return contractEnglish()
	}
	return contractJapanese()
}

// Fault tells a broken rule of an application or a tariff with its remedy; false for a rule of somebody else's.
func (c Contract) Fault(fault validate.Fault) (string, bool) {
	if text, ok := c.Faults[fault.Field+"."+fault.Rule]; ok {
		return text, true
	}
	text, ok := c.Faults[fault.Field]
	return text, ok
}
