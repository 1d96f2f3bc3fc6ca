package i18n

import "noren/shared/api"

// Funnel are the words of the page that says how far shoppers come, and where they are lost.
type Funnel struct {
	Title, Lead                                   string
	Period, LastDays                              string // {n} days
	Since, Until, WrongDay, WrongOrder, TooLong   string // {n} days of TooLong
	Trip, Placement, Site, Look, Any, Show, Reset string
	Empty, EmptyHint, EmptyDoctor                 string
	Done, Rate, RateOf                            string
	Versus, NoPast                                string // {change}, {n} before
	Chart, ChartHint, ChartPast                   string
	Step, Count, OfLast, Past, Change             string
	Losses, LossesLead, Loss, Help, NoLoss        string
	Reason, Problem                               string // {title}: why it was hidden, what was said
	Open                                          string // leads to the page that helps
	ByPlace, ByDay, ByDayHint, Day, NoLook        string
	DayTable                                      string
	Download, UTF8, ShiftJIS, Colour, Size        string
	How                                           string
	HowLines                                      []string
	Trips, Placements, Sites, Colours, Sizes      map[string]string
	Steps, SignInSteps                            map[string]Problem // what one is called, and what it is; SignInSteps where a login differs
	Ends                                          map[string]Problem // what was lost, and what helps
}

// FunnelFor returns the words in a language; any other than English gives Japanese.
func FunnelFor(lang api.Lang) Funnel {
	if lang == api.English {
		return funnelEnglish()
	}
	return funnelJapanese()
}
