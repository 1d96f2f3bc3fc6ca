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

	// What somebody who has an account is asked.
	Join, JoinLead     string // {shop} {role}
	JoinOperators      string // of no shop
	JoinSignIn         string
	JoinOther          string // somebody else is signed in
	JoinButton, Joined string
	Closed, ClosedHint string // only the operator can invite them
}

// InvitationsFor returns the words in a language; any other than English gives Japanese.
func InvitationsFor(lang api.Lang) Invitations {
	if lang == api.English {
		return Invitations{
			Title: "Open invitations", Waiting: "invited", Until: "until {time}", Lead: "They have not come yet. An invitation that is too old can be sent again.", Mail: "Mail",
			ByMail: "They get a mail with a link, which works for {days} days.",
			NoMail: "No mail server is set up, so no mail is sent: you get a link to hand over. Somebody who works for another shop may need the operator's link.", NotMailed: "no mail",
			Again: "Send again", Withdraw: "Withdraw", Done: "The invitation of {name} has been withdrawn.",
			Gone:      "This invitation has been followed already, or is there no more.",
			TooSoon:   "A mail for this invitation was taken just now, or several today. Please wait {minutes} min before the next one.",
			SentTitle: "The invitation is on its way", SentLead: "{name} gets a mail at {email}. Its link works once, until {time}.",
			Otherwise:     "They are on the staff once they have opened the link. If the mail does not arrive, check the address and send it again from the page of the staff.",
			NoServerTitle: "No mail was sent", NoServer: "No mail server is set up (--smtp). Please hand the link over yourself. If they have an account already, it may not open: the operator can invite them then.",
			WithdrawOf: "Withdraw the invitation of {name}", AgainFor: "Send the invitation to {name} again",
			Join: "Join the staff of {shop}?", JoinLead: "Role: {role}", JoinOperators: "Become an operator?",
			JoinSignIn: "You have an account already. Please sign in to accept.",
			JoinOther:  "You are signed in as somebody else. Sign out, and open the link of the invitation again.",
			JoinButton: "Accept", Joined: "You have accepted the invitation.",
			Closed: "This link does not open your account", ClosedHint: "There is an account with this address already. Ask the operator of the payment service to invite you.",
		}
	}
	return Invitations{
		Title: "招待中", Waiting: "招待中", Until: "{time}まで", Lead: "まだ招待に応じていない方です。期限の切れた招待は、もう一度送れます。", Mail: "メール",
		ByMail: "リンクを記載した招待メールを送ります。リンクは{days}日間使えます。",
		NoMail: "メールサーバーが設定されていないため、招待メールは送られません。リンクが表示されますので、ご自身でお渡しください。ほかのショップで働いている方には、運営者からの招待が必要なことがあります。", NotMailed: "送信なし",
		Again: "もう一度送る", Withdraw: "取り消す", Done: "{name}さんへの招待を取り消しました。",
		Gone:      "この招待は、すでに使われたか、取り消されています。",
		TooSoon:   "この方への招待メールは、さきほど受け付けたか、本日すでに何度か送っています。次に送るまで、{minutes}分ほどお待ちください。",
		SentTitle: "招待メールを送ります", SentLead: "{name}さん（{email}）に、招待メールを送ります。リンクは{time}まで、一度だけ使えます。",
		Otherwise:     "リンクを開くと、スタッフとして登録されます。メールが届かないときは、アドレスを確認し、スタッフの画面からもう一度送ってください。",
		NoServerTitle: "メールは送られていません", NoServer: "メールサーバー（--smtp）が設定されていません。リンクをご自身でお渡しください。すでにアカウントのある方には、使えないことがあります。そのときは、運営者に招待を依頼してください。",
		WithdrawOf: "{name}さんへの招待を取り消す", AgainFor: "{name}さんへの招待をもう一度送る",
		Join: "「{shop}」のスタッフになりますか", JoinLead: "権限：{role}", JoinOperators: "運営者になりますか",
		JoinSignIn: "すでにアカウントをお持ちです。招待に応じるには、ログインしてください。",
		JoinOther:  "別の方としてログインしています。ログアウトしてから、招待のリンクをもう一度開いてください。",
		JoinButton: "招待に応じる", Joined: "招待に応じました。",
		Closed: "このリンクは使えません", ClosedHint: "このメールアドレスのアカウントがすでにあります。決済サービスの運営者に招待を依頼してください。",
	}
}
