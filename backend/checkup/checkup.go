// Package checkup examines what `noren serve` is given, before it runs and while it does, for `noren doctor` (issue 8, operations). It
// changes nothing anywhere. What it finds is said by code and facts; shared/i18n has the words.
package checkup

import (
	"context"
	"time"

	"noren/backend/mail"
	"noren/backend/session"
)

// Setup is what `noren serve` is given.
type Setup struct {
	Keyset     string
	KeysetFile string // "" when the keyset came another way
	Database   string
	Redis      session.Config
	PublicURL  string
	Mail       *mail.Server // nil: none
	Amazon     string       // API of a sandbox of one's own; "" is Amazon itself
	Collector  string       // for traces; "" is none
	Assets     string       // folder; "" is none

	Clock func() time.Time
}

// Result is how bad a finding is.
type Result string

// The results.
const (
	OK      Result = "ok"
	Warning Result = "warning" // it runs; somebody should know
	Error   Result = "error"   // it does not start, or does not work
)

// Finding is one thing that was found.
type Finding struct {
	Part   Part              `json:"part"`
	Result Result            `json:"result"`
	Why    string            `json:"why"` // names the words for it
	Facts  map[string]string `json:"facts,omitempty"`
}

// Part is what was examined.
type Part string

// Parts are all of them, in their order.
func Parts() []Part {
	var all []Part
	for _, check := range checks {
		all = append(all, check.part)
	}
	return all
}

type check struct {
	part Part
	look func(ctx context.Context, s Setup) []Finding
}

var checks = []check{
	{"keyset", keyset},
	{"database", database},
	{"redis", redis},
	{"address", address},
	{"mail", mails},
	{"amazon", amazon},
	{"traces", traces},
	{"assets", assets},
}

// limit bounds each part: an operator waits for the answer.
const limit = 10 * time.Second

// Look examines everything, one part after another, and tells each finding at once.
func Look(ctx context.Context, s Setup, tell func(Finding)) {
	for _, c := range checks {
		within, cancel := context.WithTimeout(ctx, limit)
		for _, finding := range c.look(within, s) {
			finding.Part = c.part
			tell(finding)
		}
		cancel()
	}
}

func found(result Result, why string, facts ...string) Finding {
	f := Finding{Result: result, Why: why}
	for i := 0; i+1 < len(facts); i += 2 {
		if f.Facts == nil {
			f.Facts = map[string]string{}
		}
		f.Facts[facts[i]] = facts[i+1]
	}
	return f
}

func one(f Finding) []Finding { return []Finding{f} }

// apart is how far two clocks are from each other; half of the way there is not known.
func apart(theirs, before, after time.Time) time.Duration {
	return max(0, before.Add(after.Sub(before)/2).Sub(theirs).Abs()-after.Sub(before)/2).Round(time.Second)
}
