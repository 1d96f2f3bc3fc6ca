package i18n

import "noren/shared/api"

// Doctor are the words of the set-up doctor.
type Doctor struct {
	Title, Lead           string
	Start, Again, Pages   string
	PagesHint, PagesFault string
	None                  string // no report yet
	Going                 string // while checks run: {done} of {all}
	Refresh               string // for browsers without a script
	TooMany               string
	At                    string // {at}
	Print, JSON           string
	Fix                   string // leads to where it is put right
	Copy, Copied, Tag     string // of the script tag
	Remedy                string // heads it, for screen readers
	Verdict               map[string]string
	VerdictHint           map[string]string

	Areas    map[string]string
	Results  map[string]string
	Checks   map[string]string
	Guides   map[string]string  // the texts for shoppers, by their setting
	Findings map[string]Problem // by Why; places in braces are facts
}

// DoctorFor returns the words in a language; any other than English gives Japanese.
func DoctorFor(lang api.Lang) Doctor {
	if lang == api.English {
		return doctorEnglish()
	}
	return doctorJapanese()
}

// Say tells a finding: what was found, and what to do, which may be "".
func (d Doctor) Say(why string, facts map[string]string) Problem {
	pairs := make([]string, 0, 2*len(facts))
	for name, value := range facts {
		if name == "guide" {
			value = d.Guides[value]
		}
		pairs = append(pairs, name, value)
	}
	words := d.Findings[why]
	return Problem{Fill(words.Title, pairs...), Fill(words.Remedy, pairs...)}
}
