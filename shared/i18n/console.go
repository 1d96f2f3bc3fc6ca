package i18n

import "noren/shared/api"

// Console are the words of the console's frame: what is on every page.
type Console struct {
	Lang     api.Lang
	Language string // this language, as a link to it

	Product, Skip, Menu, Main string
	Shops, SwitchShop         string
	Account, SignOut          string
	Demo                      string // beside the name, in the demo

	Areas map[string]string // of the menu, by name
	Pages map[string]string // in the menu, by name

	NotFound, NotFoundHint     string
	Forbidden, ForbiddenHint   string
	Failed, FailedHint         string
	Stale, StaleHint           string // a form without the right token
	Busy, BusyHint             string // Redis does not answer
	TooLarge, TooLargeHint     string // more was sent than a page takes
	Home                       string
	TimeLayout, DayLayout      string // for time.Format
	Newer, Older, Empty, Apply string
}

// ConsoleFor returns the words in a language; any other than English gives Japanese.
func ConsoleFor(lang api.Lang) Console {
	if lang == api.English {
		return consoleEnglish()
	}
	return consoleJapanese()
}
