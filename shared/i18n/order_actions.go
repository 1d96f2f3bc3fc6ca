package i18n

import "noren/shared/api"

// OrderActions are the words of what is done with an order in the console: buttons, the pages that ask before it is done, and what
// became of it. Made by a function so that the browser program does not carry them.
type OrderActions struct {
	Names map[string]string // by ledger's action

	// What an action does, before it is done: by action, or "action.variant".
	Deeds map[string]Deed

	Heading                                              string // of the page that asks: {action}
	WillHappen, NoWayBack, NotNow, Blocked, GoBack, Send string
	Way                                                  []string // the two steps of R5-3
	WayHeading, WayHere, WayDone                         string
	Amount, AmountHint, Reason, ReasonHint               string // {most}
	Confirm                                              string // {limit} {amount}
	AmountWrong                                          string // {most}

	// What became of it, by outcome.
	Done     map[string]string // by action
	Outcomes map[string]string // raced, busy, unreachable, refused; "not" with {reason}
}

// Deed says what will happen, in its order, and what cannot be undone.
type Deed struct {
	Steps     []string // {amount} {number} {rest}
	NoWayBack string
}

// OrderActionsFor returns the words in a language; any other than English gives Japanese.
func OrderActionsFor(lang api.Lang) OrderActions {
	if lang == api.English {
		return orderActionsEnglish()
	}
	return orderActionsJapanese()
}
