package console

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"noren/backend/funnel"
	"noren/backend/staff"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
	"noren/shared/i18n"
	"noren/shared/yen"
)

// funnelView is a report with its words.
type funnelView struct {
	funnelQuery
	funnel.Report

	words    i18n.Funnel
	hidden   map[display.Reason]i18n.Problem // why a button is not shown, as the rule tester says it
	problems i18n.Texts                      // what shoppers were told
	typed    url.Values
}

func newFunnelView(v *view, q funnelQuery, typed url.Values, report funnel.Report) *funnelView {
	return &funnelView{q, report, i18n.FunnelFor(v.lang), i18n.TesterFor(v.lang).Why, i18n.For(v.lang), typed}
}

// value is what a field of days shows: what was typed, if it was wrong, or the day that the report begins or ends with.
func (f *funnelView) value(field string, day funnel.Day) string {
	if f.faults[field] != "" {
		return f.typed.Get(field)
	}
	return day.String()
}

// at is the address of this page with another period.
func (f *funnelView) at(v *view, days int) string {
	q := f.funnelQuery
	q.days = days
	return shopPath(v.shop.ID, "/funnel?"+q.values().Encode())
}

// file is the address of the report as a file.
func (f *funnelView) file(v *view, encoding string) string {
	values := f.values()
	values.Set("encoding", encoding)
	return shopPath(v.shop.ID, "/funnel/funnel.csv?"+values.Encode())
}

// empty reports that there is nothing to show, neither now nor before.
func (f *funnelView) empty() bool { return f.Total.Empty() && f.Before.Empty() }

func (f *funnelView) steps() []funnel.Step { return f.filter.Trip.Steps() }

// last is the step that counts as success.
func (f *funnelView) last() funnel.Step { return f.steps()[len(f.steps())-1] }

// step are the words of a step.
func (f *funnelView) step(s funnel.Step) i18n.Problem {
	if words, ok := f.words.SignInSteps[string(s)]; ok && f.filter.Trip == funnel.SignIn {
		return words
	}
	return f.words.Steps[string(s)]
}

// share is the part of the step before that went on, in percent; of the first step, and of nothing, it is not known.
func (f *funnelView) share(figures funnel.Figures, s funnel.Step) (percent float64, known bool) {
	for i, step := range f.steps() {
		if step == s && i > 0 {
			return portion(figures.Steps[s], figures.Steps[f.steps()[i-1]])
		}
	}
	return 0, false
}

func portion(part, whole int64) (percent float64, known bool) {
	if whole == 0 {
		return 0, false
	}
	return 100 * float64(part) / float64(whole), true
}

// percentage writes a share; one that is not known as a dash.
func percentage(share float64, known bool) string {
	if !known {
		return "—"
	}
	return strconv.FormatFloat(share, 'f', 1, 64) + "%"
}

// width is the length of a bar: a step may be counted more often than the one before, when that was counted in memory and lost.
func width(share float64) string { return strconv.FormatFloat(min(share, 100), 'f', 1, 64) }

// times writes a number for people.
func times(n int64) string { return strings.TrimPrefix(yen.Yen(n).String(), "¥") }

// growth is how much more there is than before, in percent.
func growth(now, before int64) string {
	if before == 0 {
		return "—"
	}
	return strings.Replace(fmt.Sprintf("%+.0f%%", 100*float64(now-before)/float64(before)), "-", "−", 1)
}

// versus says what a step was in the period before.
func (f *funnelView) versus(step funnel.Step) string {
	if f.Before.Empty() {
		return f.words.NoPast
	}
	before := f.Before.Steps[step]
	return i18n.Fill(f.words.Versus, "n", times(before), "change", growth(f.Total.Steps[step], before))
}

// rateBefore is the share of visits that ended well in the period before.
func (f *funnelView) rateBefore() string {
	share, known := portion(f.Before.Steps[f.last()], f.Before.Steps[funnel.Clicked])
	if !known {
		return f.words.NoPast
	}
	return f.words.Past + " " + percentage(share, known)
}

// spoken says what the drawings show.
func (f *funnelView) spoken() string {
	said := make([]string, 0, len(f.steps()))
	for _, step := range f.steps() {
		said = append(said, f.step(step).Title+" "+times(f.Total.Steps[step]))
	}
	return f.words.Title + ": " + strings.Join(said, ", ")
}

// loss are the words of a way in which shoppers were lost: what it was, and what helps.
func (f *funnelView) loss(l funnel.Loss) i18n.Problem {
	words := f.words.Ends[string(l.End)]
	why, isRule := f.hidden[display.Reason(l.Code)]
	switch {
	case l.Code == "":
	case l.End == funnel.Hidden && isRule:
		return i18n.Problem{Title: i18n.Fill(f.words.Reason, "title", why.Title), Remedy: why.Remedy}
	default:
		words.Title += "\n" + i18n.Fill(f.words.Problem, "title", f.problems.Problem(api.Code(l.Code)).Title)
	}
	return words
}

// help is the page on which a loss is looked into, or "".
func (f *funnelView) help(v *view, l funnel.Loss) string {
	switch {
	case l.End == funnel.Attention:
		return shopPath(v.shop.ID, "/orders?attention=1")
	case !v.person.May(staff.Manage, v.shop.ID):
	case l.End == funnel.Hidden:
		return shopPath(v.shop.ID, "/tester")
	case l.End == funnel.Refused:
		return shopPath(v.shop.ID, "/doctor")
	}
	return ""
}

// places are where anybody saw or pressed a button.
func (f *funnelView) places() []funnel.Row {
	return slices.DeleteFunc(slices.Clone(f.Places), func(row funnel.Row) bool { return len(row.Steps) == 0 })
}

// look says what a button looked like.
func (f *funnelView) look(s button.Style) string {
	if s == (button.Style{}) {
		return f.words.NoLook
	}
	return f.words.Colours[string(s.Colour)] + "・" + f.words.Sizes[string(s.Size)]
}

// heading names the columns of the file.
func (f *funnelView) heading() funnel.Heading {
	w := f.words
	return funnel.Heading{
		Day: w.Day, Trip: w.Trip, Placement: w.Placement, Site: w.Site, Colour: w.Colour, Size: w.Size,
		Step: func(s funnel.Step) string { return f.step(s).Title },
		Loss: func(l funnel.Loss) string { return strings.ReplaceAll(f.loss(l).Title, "\n", " ") },
	}
}

// column is a day in the drawing of days, in parts of its height.
type column struct{ x, clicked, done string }

// columns are the days, scaled to the busiest.
func (f *funnelView) columns() []column {
	var most int64 = 1
	for _, day := range f.Days {
		most = max(most, day.Steps[funnel.Clicked])
	}
	all := make([]column, 0, len(f.Days))
	for i, day := range f.Days {
		high := func(s funnel.Step) string {
			return strconv.FormatFloat(100*float64(day.Steps[s])/float64(most), 'f', 1, 64)
		}
		all = append(all, column{strconv.Itoa(10 * i), high(funnel.Clicked), high(f.last())})
	}
	return all
}
