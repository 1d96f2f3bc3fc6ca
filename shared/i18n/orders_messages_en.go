package i18n

func messagesEnglish() Messages {
	return Messages{
		When: "When", About: "About", Kind: "Kind", State: "State", Why: "Reason", Tries: "Tries", Next: "Next try", Again: "Send again", AgainDone: "It will be sent again.",
		Gone: "Nothing was done, because it has changed.", Empty: "There are none yet.", Older: "Next page", Order: "Open the order",
		Mails: MailPages{
			Title: "Mails", Sent: "Sent mails", Templates: "Templates", Template: "Kind of mail", On: "Send", Off: "Do not send", Guide: "Guide text",
			GuideHint: "“Show” puts the guide text for mails from the settings into the mail.", OnHint: "Without it, mails of this kind are not sent.",
			ReplyTo: "Answers go to", ReplyHint: "Empty: the shop's contact.", Subject: "Subject", Text: "Text", Japanese: "Japanese", English: "English",
			Places: "Places that are filled in", Preview: "Preview", PreviewOf: "Shown with an order of nobody.", Save: "Save", Saved: "The template was saved.",
			Stale: "Somebody else has saved this before you. Look through it and save again.", Edited: "edited", Default: "our words",
			Test: "Test mail", TestTo: "Send it to", TestSend: "Send a test mail ({lang})", TestDone: "A test mail was sent to {to}.", TestFailed: "No test mail could be sent: {reason}",
			AmazonMails: "Amazon also mails the shopper when the order is placed, when its payment was requested, and when it is cancelled after that. The shop can neither change nor receive those mails.",
		},
		Hooks: HookPages{
			Title: "Webhooks", Lead: "Tell your own server what happens with orders.", Add: "Add an endpoint", URL: "URL", URLHint: "A URL that begins with https://.",
			Kinds: "Events", KindsHint: "Without a choice, all of them.", All: "all", Save: "Save", Saved: "The endpoint was saved.", Added: "The endpoint was added.",
			Removed: "The endpoint was removed.", Remove: "Remove", RemoveTitle: "Remove this endpoint?", Keep: "Cancel", RemoveSure: "What waits to be sent will not be sent. There is no way back.",
			States:     map[string]string{"active": "active", "disabled": "disabled"},
			Whys:       map[string]string{"gone": "The endpoint answered that it is gone (410)", "failing": "Nothing arrived for five days"},
			Deliveries: map[string]string{"waiting": "waiting", "delivered": "delivered", "failed": "failed", "unwanted": "not sent"},
			Secret:     "Signing secret", SecretOnce: "The secret is shown this once. Enter it on your server now.", Rotate: "Make a new secret",
			RotateHint: "The present secret stays valid for 24 hours. Change over within that time.", Rotated: "A new secret was made.", Test: "Send a test",
			Tested: "A test will be sent. See below what becomes of it.", Enable: "Enable", Enabled: "Enabled again. “Send again what did not arrive” makes up for the time between.",
			Log: "Deliveries", Status: "Answer", NoAnswer: "none", AnyState: "all", Replay: "Send again", Replayed: "It will be sent again.", ReplayAll: "Send again what did not arrive",
			ReplayHint: "Everything since this day that failed, or was not sent while the endpoint was disabled.", ReplayedAll: "{n} messages will be sent again.", FailingSince: "nothing has arrived since {at}",
			Disabled: "Nothing can be sent to a disabled endpoint. Enable it first.", URLWrong: "Enter a URL that begins with https:// and can be reached from the internet.", TooMany: "There can be {most} endpoints.",
		},
		News: NewsPages{
			Title: "Notifications from Amazon", Lead: "What Amazon has told us. A notification is only a hint: what it is about is read from Amazon.", Parked: "Parked", All: "All",
			Object: "Object", Replay: "Work again", ReplayDone: "The notification will be worked again.",
			States: map[string]string{"received": "waiting", "worked": "worked", "parked": "parked"},
			Kinds:  map[string]string{"CHARGE_PERMISSION": "whole order", "CHARGE": "authorisation or payment", "REFUND": "refund", "CHARGEBACK": "chargeback"},
		},
	}
}
