package i18n

import "noren/shared/api"

// Invitations are the words of a shop's open invitations, and of what was just invited.
type Invitations struct {
	Title, Lead, Mail    string
	Waiting, Until       string // {time}
	ByMail, NoMail       string // what inviting does: {days}
	NotMailed            string
	Again, Withdraw      string
	Done                 string // {name}
	Gone, TooSoon        string // {minutes}
	SentTitle, SentLead  string // {name} {email} {time}
	Otherwise            string
	NoServerTitle        string
	NoServer             string
	WithdrawOf, AgainFor string // for screen readers: {name}
}

// InvitationsFor returns the words in a language; any other than English gives Japanese.
func InvitationsFor(lang api.Lang) Invitations {
	if lang == api.English {
		return Invitations{
			Title: "Open invitations", Waiting: "invited", Until: "until {time}", Lead: "They have not come yet. An invitation that is too old can be sent again.", Mail: "Mail",
			ByMail: "They get a mail with a link, which works for {days} days.",
			NoMail: "No mail server is set up, so no mail is sent: you get a link to hand over.", NotMailed: "no mail",
			Again: "Send again", Withdraw: "Withdraw", Done: "The invitation of {name} has been withdrawn.",
			Gone:      "This invitation has been followed already, or is there no more.",
			TooSoon:   "A mail for this invitation was taken just now, or several today. Please wait {minutes} min before the next one.",
			SentTitle: "The invitation is on its way", SentLead: "{name} gets a mail at {email}. Its link works once, until {time}.",
			Otherwise:     "If the mail does not arrive, hand the link over yourself",
			NoServerTitle: "No mail was sent", NoServer: "No mail server is set up (--smtp). Please hand the link over yourself.",
			WithdrawOf: "Withdraw the invitation of {name}", AgainFor: "Send the invitation to {name} again",
		}
	}
	return Invitations{
		Title: "招待中", Waiting: "招待中", Until: "{time}まで", Lead: "まだ招待に応じていない方です。期限の切れた招待は、もう一度送れます。", Mail: "メール",
		ByMail: "リンクを記載した招待メールを送ります。リンクは{days}日間使えます。",
		NoMail: "メールサーバーが設定されていないため、招待メールは送られません。リンクが表示されますので、ご自身でお渡しください。", NotMailed: "送信なし",
		Again: "もう一度送る", Withdraw: "取り消す", Done: "{name}さんへの招待を取り消しました。",
		Gone:      "この招待は、すでに使われたか、取り消されています。",
		TooSoon:   "この方への招待メールは、さきほど受け付けたか、本日すでに何度か送っています。次に送るまで、{minutes}分ほどお待ちください。",
		SentTitle: "招待メールを送ります", SentLead: "{name}さん（{email}）に、招待メールを送ります。リンクは{time}まで、一度だけ使えます。",
		Otherwise:     "メールが届かないときは、リンクを直接お渡しください",
		NoServerTitle: "メールは送られていません", NoServer: "メールサーバー（--smtp）が設定されていません。リンクをご自身でお渡しください。",
		WithdrawOf: "{name}さんへの招待を取り消す", AgainFor: "{name}さんへの招待をもう一度送る",
	}
}
