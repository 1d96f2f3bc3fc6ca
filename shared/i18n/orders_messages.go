package i18n

import "noren/shared/api"

// Messages are the words of the console's pages about mails, webhooks and Amazon's notifications. Made by a function so that the
// browser program does not carry them.
type Messages struct {
	When, About, Kind, State, Why, Tries, Next, Again, AgainDone, Gone, Empty, Older string
	Order                                                                            string

	Mails MailPages
	Hooks HookPages
	News  NewsPages
}

// MailPages are the words about mails.
type MailPages struct {
	Title, Sent, Templates                                          string
	Template, On, Off, Guide, GuideHint, OnHint, ReplyTo, ReplyHint string
	Subject, Text, Japanese, English                                string
	Places, Preview, PreviewOf, Save, Saved, Stale, Edited, Default string
	Test, TestTo, TestSend, TestDone, TestFailed                    string // {to} {reason}
	AmazonMails                                                     string // R4-12
}

// HookPages are the words about webhooks.
type HookPages struct {
	Title, Lead, Add, URL, URLHint, Kinds, KindsHint, All, Save, Saved, Added, Removed, Remove, RemoveSure string
	RemoveTitle, Keep                                                                                      string
	States, Whys, Deliveries                                                                               map[string]string
	Secret, SecretOnce, Rotate, RotateHint, Rotated, Test, Tested, Enable, Enabled                         string
	Log, Status, NoAnswer, AnyState, Replay, Replayed, ReplayAll, ReplayHint, ReplayedAll                  string // {n}
	FailingSince, Disabled, URLWrong, TooMany                                                              string // {at} {most}
}

// NewsPages are the words about Amazon's notifications.
type NewsPages struct {
	Title, Lead, Parked, All, Object, Replay, ReplayDone string
	States                                               map[string]string
	Kinds                                                map[string]string
}

// MessagesFor returns the words in a language; any other than English gives Japanese.
func MessagesFor(lang api.Lang) Messages {
	if lang == api.English {
		return messagesEnglish()
	}
	return messagesJapanese()
}
