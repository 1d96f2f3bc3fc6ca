package i18n

import "noren/shared/api"

func consoleEnglish() Console {
	return Console{
		Lang: api.English, Language: "English",
		Product: "Noren console", Skip: "Skip to content", Menu: "Menu", Main: "Main menu",
		Shops: "Shops", SwitchShop: "Switch shop", Account: "My account", SignOut: "Sign out", Demo: "Demo",
		Areas: map[string]string{"shop": "Shop", "notice": "Messages", "settings": "Settings", "manage": "Administration"},
		Pages: map[string]string{
			"orders": "Orders", "bulk": "Request payments", "lists": "Reconciliation", "download": "Download orders", "limits": "Deadlines", "mails": "Mails", "hooks": "Webhooks",
			"contract": "Contract and procedures", "contracts": "Contracts", "settings": "Settings", "methods": "Payment methods", "linking": "Linking accounts", "shopinfo": "Shop", "keys": "API keys",
			"doctor": "Set-up doctor", "tester": "Rule tester", "funnel": "Funnel", "analytics": "Referrers to exclude",
			"notifications": "Notifications from Amazon", "staff": "Staff", "audit": "Audit log",
		},
		NotFound: "Page not found", NotFoundHint: "The address is wrong, or you are not allowed to see this page.",
		Forbidden: "You are not allowed to do this", ForbiddenHint: "If you need to, ask an owner of the shop to change your role.",
		Failed: "This did not work", FailedHint: "Please try again in a moment.",
		Stale: "This page is out of date", StaleHint: "Nothing has been changed. Open the page again, and try once more.",
		Busy: "Your sign-in cannot be checked at the moment", BusyHint: "Nothing has been changed. Please try again in a moment.",
		TooLarge: "Too much was sent", TooLargeHint: "Nothing has been changed. Please make the file smaller or the text shorter, and try again.",
		Home: "To the start page", TimeLayout: "2 Jan 2006 15:04", DayLayout: "2 Jan 2006",
		Newer: "Back to the newest", Older: "Next page", Empty: "Nothing found", Apply: "Filter",
	}
}
