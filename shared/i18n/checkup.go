package i18n

import "noren/shared/api"

// Checkup are the words of `noren doctor`, which examines an operator's set-up (issue 8, operations).
type Checkup struct {
	Results  map[string]string
	Parts    map[string]string
	Findings map[string]Problem // by Why; places in braces are facts
}

// CheckupFor returns the words in a language; any other than English gives Japanese.
func CheckupFor(lang api.Lang) Checkup {
	if lang == api.English {
		return checkupEnglish()
	}
	return checkupJapanese()
}

// Say tells a finding: what was found, and what to do, which may be "".
func (c Checkup) Say(why string, facts map[string]string) Problem {
	pairs := make([]string, 0, 2*len(facts))
	for name, value := range facts {
		pairs = append(pairs, name, value)
	}
	words := c.Findings[why]
	return Problem{Fill(words.Title, pairs...), Fill(words.Remedy, pairs...)}
}
