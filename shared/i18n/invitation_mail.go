package i18n

import "noren/shared/api"

// InvitationMail is the mail that invites somebody to the console.
type InvitationMail struct {
	Subject  string // {shop}
	Text     string // {name} {shop} {role} {inviter} {until} {link}
	Operator string // who invites from the command line

	TimeLayout string
}

// InvitationMailFor returns the words in a language; any other than English gives Japanese.
func InvitationMailFor(lang api.Lang) InvitationMail {
	if lang == api.English {
		return InvitationMail{
			Subject: "Invitation to the console of {shop}",
			Text: `Hello {name},

{inviter} invites you to the Noren console of {shop}.

Shop: {shop}
Role: {role}

Please open this link, and sign in or choose how you want to sign in:
{link}

The link works once, until {until}. Do not pass this mail on: whoever opens the link takes your place.
If you do not know about this invitation, you need not do anything.
`,
			Operator: "The operator", TimeLayout: "2 January 2006, 15:04 (JST)",
		}
	}
	return InvitationMail{
		Subject: "【{shop}】管理画面への招待",
		Text: `{name} 様

{inviter}さんから、「{shop}」の管理画面（Noren）に招待されました。

ショップ：{shop}
権限：{role}

次のリンクを開き、ログインするか、ログイン方法を設定してください。
{link}

リンクは{until}まで、一度だけ使えます。開いた方があなたとして登録されますので、このメールを転送しないでください。
お心当たりのない場合は、何もなさる必要はありません。
`,
		Operator: "運営者", TimeLayout: "2006年1月2日 15:04",
	}
}
