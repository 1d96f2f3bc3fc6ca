package i18n

import "noren/shared/api"

// OIDC are the words of signing in by the operator's own staff login (OpenID Connect). {name} is what that login is called.
type OIDC struct {
	Button, Hint  string
	Going, Coming string // the pages on the way there and back
	OnTheWay      string
	Continue      string

	Refused, Declined, OldProof, Lost, Away, NotFree string
	Invitation                                       string // what to do with an invitation then

	Title, Lead, None             string // of one's own account
	Connect, Disconnect           string
	Connected, Disconnected       string
	Accept, AcceptLead, AtAddress string // of an invitation; {email}
}

// OIDCFor returns the words in a language; any other than English gives Japanese.
func OIDCFor(lang api.Lang) OIDC {
	if lang == api.English {
		return OIDC{
			Button: "Sign in with {name}", Hint: "With the account that you use there.",
			Going: "To {name}", Coming: "Signing in", OnTheWay: "The next page opens by itself. If it does not, please press the button.", Continue: "Continue",
			Refused:  "You could not be signed in with {name}. The account there has to be connected on your account page, or be invited by its own address. Sign in another way, or ask for an invitation.",
			Declined: "You were not signed in at {name}. Please try again.",
			OldProof: "{name} did not confirm that you have signed in just now. Please sign out there and try again, or confirm another way.",
			Lost:     "This way to {name} is over, or began in another browser. Please begin anew here.",
			Away:     "{name} does not answer. Please try again in a while, or sign in another way.",
			NotFree:  "This account of {name} cannot be connected: it belongs to somebody already, or you have connected another one. Disconnect that one first.",

			Invitation: "Please open the link of your invitation once more.",

			Title: "{name}", Lead: "If you connect your account there, you can sign in with it.", None: "Not connected.",
			Connect: "Connect with {name}", Disconnect: "Disconnect",
			Connected: "The account of {name} has been connected.", Disconnected: "The account of {name} has been disconnected.",
			Accept: "Accept with {name}", AcceptLead: "No password is needed here: you sign in with your account there, whose verified address must be {email}.",
			AtAddress: "Account",
		}
	}
	return OIDC{
		Button: "{name}でログイン", Hint: "{name}のアカウントをそのまま使います。",
		Going: "{name}へ移動します", Coming: "ログインしています", OnTheWay: "自動的に次のページへ進みます。進まないときは、ボタンを押してください。", Continue: "続ける",
		Refused:  "{name}ではログインできませんでした。マイアカウントで接続済みか、同じメールアドレスで招待されたアカウントだけが使えます。ほかの方法でログインするか、招待を依頼してください。",
		Declined: "{name}でのログインが完了しませんでした。もう一度お試しください。",
		OldProof: "{name}で、いまログインし直したことを確認できませんでした。{name}からいったんログアウトして、もう一度お試しいただくか、ほかの方法で本人確認をしてください。",
		Lost:     "この手続きは期限切れか、別のブラウザで始められたものです。この画面から、もう一度始めてください。",
		Away:     "{name}が応答していません。しばらくしてからもう一度お試しいただくか、ほかの方法でログインしてください。",
		NotFree:  "この{name}のアカウントは接続できません。ほかの方がすでに使っているか、別のアカウントを接続済みです。先にその接続を解除してください。",

		Invitation: "招待のリンクを、もう一度開いてください。",

		Title: "{name}", Lead: "アカウントを接続すると、{name}でログインできるようになります。", None: "接続されていません。",
		Connect: "{name}と接続する", Disconnect: "接続を解除",
		Connected: "{name}のアカウントを接続しました。", Disconnected: "{name}のアカウントとの接続を解除しました。",
		Accept: "{name}で招待に応じる", AcceptLead: "ここでのパスワードは不要です。確認済みのメールアドレスが{email}である{name}のアカウントでログインしてください。",
		AtAddress: "アカウント",
	}
}
