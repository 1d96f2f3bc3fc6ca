package i18n

import (
	"strconv"
	"strings"
	"time"

	"noren/shared/api"
	"noren/shared/timeline"
	"noren/shared/yen"
)

// Timeline are the words for what happened with an order, made by a function so that the browser program does not carry them.
type Timeline struct {
	Lang api.Lang

	WhenLayout string // of a moment, in Japan's time
	DayLayout  string

	// Sentences by "kind.code", or "kind.code.variant" where one code means several things; what has none is told by its state, as
	// "kind.state". Places: {who} {what} {amount} {reason} {at} {day}.
	Sentences map[string]string

	Actors   map[string]string // by what stands before the ":" of an actor
	Names    map[string]string // {what}, by "kind.code"
	Reasons  map[string]string // Amazon's reason codes and our own words
	Reason   string            // one that has no words: {code}
	NoReason string
	Kinds    map[timeline.Kind]string // names of the sources
	Details  map[string]string        // names of details

	Next map[string]Advice // by ledger's step
}

// Advice is what is best done next.
type Advice struct{ Title, Text string }

// TimelineFor returns the words in a language; any other than English gives Japanese.
func TimelineFor(lang api.Lang) Timeline {
	if lang == api.English {
		return timelineEnglish()
	}
	return timelineJapanese()
}

var japan = time.FixedZone("JST", 9*60*60)

// When writes a moment as it is read in Japan.
func (t Timeline) When(at time.Time) string { return at.In(japan).Format(t.WhenLayout) }

// Sentence says what happened, without when.
func (t Timeline) Sentence(e timeline.Entry) string {
	text := t.template(e)
	return Fill(text, "who", t.Who(e), "what", t.what(e), "amount", amountOf(e).String(), "reason", t.ReasonText(e.Reason),
		"at", t.moment(e.Details["at"], t.WhenLayout), "day", t.moment(e.Details["on"], t.DayLayout))
}

func (t Timeline) template(e timeline.Entry) string {
	code := string(e.Kind) + "." + e.Code
	for _, key := range []string{code + "." + variant(e), code, string(e.Kind) + "." + e.State} {
		if text, ok := t.Sentences[key]; ok {
			return text
		}
	}
	return t.Sentences[string(e.Kind)]
}

// variant tells apart what one code says.
func variant(e timeline.Entry) string {
	switch {
	case e.Details["anew"] == "true":
		return "anew"
	case e.Details["reset"] == "true":
		return "reset"
	case e.Details["at"] == "0" || e.Details["on"] == "0":
		return "none"
	case e.Details["alert"] != "":
		return e.Details["alert"]
	}
	return e.Details["what"]
}

// Who names an entry's actor: a person by their name where it is known.
func (t Timeline) Who(e timeline.Entry) string {
	if e.Name != "" {
		return e.Name
	}
	kind, _, _ := strings.Cut(e.Actor, ":")
	if name, ok := t.Actors[kind]; ok {
		return name
	}
	return e.Actor
}

func (t Timeline) what(e timeline.Entry) string {
	code := string(e.Kind) + "." + e.Code
	if kind := e.Details["kind"]; kind != "" { // of the operation that an order's event is about
		code = string(timeline.Call) + "." + kind
	}
	if name, ok := t.Names[code]; ok {
		return name
	}
	return e.Code
}

// ReasonText explains a reason code of Amazon's, or a word of ours.
func (t Timeline) ReasonText(code string) string {
	if code == "" {
		return t.NoReason
	}
	if text, ok := t.Reasons[code]; ok {
		return text
	}
	return Fill(t.Reason, "code", code)
}

// amountOf is the money that an entry is about: what moved, or what was asked for.
func amountOf(e timeline.Entry) yen.Yen {
	if e.Money != 0 {
		return max(e.Money, -e.Money)
	}
	for _, name := range []string{"amount", "total"} {
		if n, err := strconv.ParseInt(e.Details[name], 10, 64); err == nil {
			return yen.Yen(n)
		}
	}
	return 0
}

func (t Timeline) moment(micros, layout string) string {
	n, err := strconv.ParseInt(micros, 10, 64)
	if err != nil || n == 0 {
		return ""
	}
	return time.UnixMicro(n).In(japan).Format(layout)
}
