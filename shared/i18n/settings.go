package i18n

import "noren/shared/api"

// Settings are the words of the page 「詳細設定」, of its draft and of its history (R3, X-17).
type Settings struct {
	Title, Lead                   string
	Registered, Register          string // (R3-1)
	NotRegistered                 string
	Live                          string // {version} {who} {at}: what is published
	LiveDefaults                  string
	Pending, PendingHint          string // {who} {at}: a draft is open
	Publish, Discard, History     string
	EditPane, PreviewPane         string // on a phone
	Sections                      map[string]string
	Fields                        map[string]string // by path
	Hints                         map[string]string // by path or section
	Count                         string            // {n} {max}
	NotShown                      string            // beside an amount that is not set
	Yen, Days                     string
	NeverForget, ForgetAfter      string // {n}: the rule of retention
	ShowIn, Colours, Sizes        map[string]string
	Capture                       map[string]string
	ImageInsert, ImageRemove      string
	ImageFile, ImageAlt, NoImage  string
	ImageInserted, ImageRemoved   string
	Marks, Guideline, Trademark   string
	NewWindow                     string
	Save, SaveHint                string
	Saved, Unchanged              string
	Faulty                        string            // {n}: how many fields are wrong
	TooLong                       string            // {field} {max} {n} {over}
	Ranges                        map[string]string // by path: a number that is no good
	Faults                        map[string]string // by rule: {field} {param}
	Conflict, ConflictHint        string            // {who} {at}
	Theirs                        string            // {who}
	Never                         string            // the limits leave nothing
	Preview, PreviewLead          string
	PreviewRefresh, PreviewFaulty string
	PreviewFailed                 string
	PC, SP                        string
	Scenes                        map[string]string
	NotInCart                     string
	Empty, On, Off                string // values in words

	PublishTitle, PublishLead, PublishYes string
	Published, NothingToPublish           string
	DiscardTitle, DiscardLead, DiscardYes string
	Discarded                             string
	Raced                                 string
	Refused                               string
	Field, Before, After                  string
	Back                                  string

	HistoryTitle, HistoryLead  string
	HistoryEmpty               string
	Version                    string // {n}
	Current                    string
	Restore                    string
	RestoreTitle               string // {n}
	RestoreLead, RestoreDraft  string
	RestoreYes                 string
	Restored                   string // {n}
	Same                       string
	MethodShown, MethodHidden  string // {name}
	GroupTicked, GroupUnticked string // {name}
	Was, Became                string // in the history
	Roundings                  map[string]string
}

// SettingsFor returns the words in a language; any other than English gives Japanese.
func SettingsFor(lang api.Lang) Settings {
	if lang == api.English {
		return settingsEnglish()
	}
	return settingsJapanese()
}
