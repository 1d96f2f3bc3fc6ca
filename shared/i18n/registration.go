package i18n

import "noren/shared/api"

// Registration are the words of the pages on which a shop gets its account at Amazon (R2-2, R2-5, X-2).
type Registration struct {
	Title, Lead, InForce string
	Present, NoAccount   string
	MerchantID           string
	StoreID, PublicKeyID string
	Environment          string
	Sandbox, Live        string
	Way, ByAmazon, ByKey string

	Review, ReviewHint string            // a hint, and that it is one
	Reviews            map[string]string // by how the account stands

	Prepare   string
	Things    []string
	Dedicated string

	Values, ValuesLead       string
	Domain, DomainHint       string
	Privacy, PrivacyHint     string
	PrivacyNone, PrivacySave string
	PrivacySaved             string
	Origin, OriginHint       string
	Return, ReturnHint       string
	Notify, NotifyHint       string

	Apply, ApplyLead, Renew, RenewLead string // 「お申し込み」
	NoProvider                         string
	AmazonSignUp                       string // a link to Amazon

	Running    map[string]string // by state of the registration
	Since      string            // {at}
	Continue   string
	Discard    string
	Discarded  string
	Replaced   string // a start ends the one before
	GoTitle    string
	GoLead     string
	GoSteps    []string
	Go         string
	Back       string
	Stranger   string
	Arrived    string
	ArrivedMsg string
	Accept     string
	Accepted   string
	Next       string // after it is registered

	Coming, ComingHint    string // between Amazon and the console
	Gone, GoneHint        string // what came back does not belong
	Other, Rotation       string // the heading before the service is applied for, and while a contract is in force
	PairTitle, PairLead   string
	PasteTitle, PasteLead string
	PairMake, PairMade    string
	PairAgain, PairSure   string
	PairKey, PairMadeAt   string // {at}
	Download              string
	PairStep1, PairStep2  string
	PairStep3             string
	PrivateKey, KeyHint   string
	KeyFile               string
	KeyUnread             string
	MerchantIDHint        string
	StoreIDHint           string
	PublicKeyIDHint       string
	EnvironmentHint       string
	Tried                 string
	Save, Saved           string
	OldKey                string // what becomes of the key before

	Change       string // the account is another one
	ChangeMeans  []string
	Understood   string
	NotYet       string // Understood is not ticked
	ChangeClosed string // a contract is in force

	Reasons map[string]string // what Amazon says against credentials, with the remedy
	Support string            // {code} {request}
}

// RegistrationFor returns the words in a language; any other than English gives Japanese.
func RegistrationFor(lang api.Lang) Registration {
	if lang == api.English {
		return registrationEnglish()
	}
	return registrationJapanese()
}
