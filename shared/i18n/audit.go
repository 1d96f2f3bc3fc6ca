package i18n

import "noren/shared/api"

// Audit are the words of the audit log (操作履歴).
type Audit struct {
	Title, Lead                          string
	When, Who, What, Subject, Details    string
	Anyone, Anything                     string
	Before, After                        string
	ByCLI, ByNoren, ByAPI, Gone, Nothing string
	Yes, No                              string

	Areas   map[string]string // of actions, by name
	Actions map[string]string // by package audit's word
	Fields  map[string]string // of what was and is; others are shown as they are called
	Values  map[string]string // by field and value
}

// AuditFor returns the words in a language; any other than English gives Japanese.
func AuditFor(lang api.Lang) Audit {
	if lang == api.English {
		return auditEnglish()
	}
	return auditJapanese()
}
