package doctor

import (
	"slices"
	"time"

	"noren/backend/store"
)

// Result says how bad something is.
type Result string

// The results.
const (
	OK      Result = "ok"
	Unknown Result = "unknown" // could not be found out from here
	Warn    Result = "warn"    // sales go on, but something is lost
	Fail    Result = "fail"    // nobody can pay, or money is at risk
	Running Result = "running" // not a finding: the check has not ended
)

// order is from harmless to bad.
var order = []Result{OK, Unknown, Warn, Fail, Running}

// Finding is one thing that a check found. Its words are i18n.Doctor's, by Why.
type Finding struct {
	Why    string            `json:"why"`
	Result Result            `json:"result"`
	Facts  map[string]string `json:"facts,omitempty"` // what is put into the words
	Place  string            `json:"place,omitempty"` // the page of the console where it is put right, as in "/settings"
}

func ok(why string, facts ...string) Finding      { return found(OK, why, facts) }
func unknown(why string, facts ...string) Finding { return found(Unknown, why, facts) }
func warn(why string, facts ...string) Finding    { return found(Warn, why, facts) }
func fail(why string, facts ...string) Finding    { return found(Fail, why, facts) }

func found(result Result, why string, namesAndValues []string) Finding {
	f := Finding{Why: why, Result: result}
	for pair := range slices.Chunk(namesAndValues, 2) {
		if f.Facts == nil {
			f.Facts = map[string]string{}
		}
		f.Facts[pair[0]] = pair[1]
	}
	return f
}

// at says where in the console it is put right.
func (f Finding) at(place string) Finding {
	f.Place = place
	return f
}

// one is the answer of a check with one finding.
func one(f Finding) ([]Finding, error) { return []Finding{f}, nil }

func worst(found []Finding) Result {
	result := OK
	for _, f := range found {
		if slices.Index(order, f.Result) > slices.Index(order, result) {
			result = f.Result
		}
	}
	return result
}

// moment is a time in a finding, the same in every language.
func moment(t time.Time) string { return t.In(store.Japan).Format("2006-01-02 15:04") }

// Report is an examination, under way or ended.
type Report struct {
	ID     string    `json:"id"`
	Shop   string    `json:"shop"`
	At     time.Time `json:"at"`
	Pages  []string  `json:"pages"` // that were looked at
	Checks []Checked `json:"checks"`
}

// Result is the worst of all; Running while a check is.
func (r Report) Result() Result {
	result := OK
	for _, c := range r.Checks {
		if slices.Index(order, c.Result) > slices.Index(order, result) {
			result = c.Result
		}
	}
	return result
}

// Count is how many checks have a result.
func (r Report) Count(result Result) int {
	n := 0
	for _, c := range r.Checks {
		if c.Result == result {
			n++
		}
	}
	return n
}
