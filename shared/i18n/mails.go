package i18n

import (
	"strings"

	"noren/shared/api"
	"noren/shared/validate"
)

// Mails are the words about mails in the console: of the outbox, and of the templates. What mails themselves say is [Mail].
type Mails struct {
	Kinds  map[string]string // by kind
	States map[string]string
	Why    map[string]string // why one was not sent, or not yet; {codes} of the mail server

	GuideShown, GuideHidden string // the two values of the field 「ご案内」 (R3-4)

	Place        string // {written} {nearest}
	PlaceNoMatch string // {written}: of another kind
	Brace        string
}

// MailsFor returns the words in a language; any other than English gives Japanese.
func MailsFor(lang api.Lang) Mails {
	if lang == api.English {
		return mailsEnglish()
	}
	return mailsJapanese()
}

// Reason tells why a mail was not sent, from the error that the outbox keeps; "" stays "".
func (m Mails) Reason(err string) string {
	why, codes, _ := strings.Cut(err, " ")
	text, ok := m.Why[why]
	if !ok {
		return err
	}
	if codes != "" {
		text += " (" + codes + ")"
	}
	return text
}

// Fault tells a fault of a template that no rule of [Texts] explains; false for one that they do.
func (m Mails) Fault(fault validate.Fault) (string, bool) {
	written, nearest, _ := strings.Cut(fault.Param, "|")
	switch fault.Rule {
	case "place":
		return Fill(m.Place, "written", "{"+written+"}", "nearest", "{"+nearest+"}"), true
	case "place_kind":
		return Fill(m.PlaceNoMatch, "written", "{"+written+"}"), true
	case "brace":
		return m.Brace, true
	}
	return "", false
}

func mailsJapanese() Mails {
	return Mails{
		Kinds: map[string]string{
			"order_confirmation": "注文確認メール", "payment_requested": "決済依頼メール", "order_cancelled": "キャンセルメール", "refunded": "返金メール",
			"change_card": "カード変更のお願い", "individual": "個別確認メール", "report": "自動処理の結果（ショップ宛て）",
			"invitation": "管理画面への招待",
		},
		States: map[string]string{"waiting": "送信待ち", "sent": "送信済み", "failed": "送信失敗", "unwanted": "送信なし"},
		Why: map[string]string{
			"no_address": "メールアドレスがありません", "bad_address": "メールを送れないアドレスです", "switched_off": "この種類のメールは送らない設定です",
			"no_server": "メールサーバーが設定されていません", "unreachable": "メールサーバーに接続できません", "login": "メールサーバーにログインできません",
			"refused": "メールサーバーが受け付けませんでした", "not_composed": "メールを作成できませんでした",
			"withdrawn": "招待が終わっているか、すでに使われました",
		},
		GuideShown: "表示", GuideHidden: "非表示",
		Place: "{written}は使えません。{nearest}のことでしょうか。", PlaceNoMatch: "{written}は、この種類のメールでは使えません。",
		Brace: "波かっこ { } の片方がありません。",
	}
}

func mailsEnglish() Mails {
	return Mails{
		Kinds: map[string]string{
			"order_confirmation": "Order confirmation", "payment_requested": "Payment requested", "order_cancelled": "Order cancelled", "refunded": "Refund",
			"change_card": "Request to change the card", "individual": "Individual confirmation", "report": "Results of automatic work (to the shop)",
			"invitation": "Invitation to the console",
		},
		States: map[string]string{"waiting": "Waiting", "sent": "Sent", "failed": "Failed", "unwanted": "Not sent"},
		Why: map[string]string{
			"no_address": "There is no e-mail address", "bad_address": "No mail can be sent to the address", "switched_off": "Mails of this kind are switched off",
			"no_server": "No mail server is set up", "unreachable": "The mail server cannot be reached", "login": "The mail server refuses the login",
			"refused": "The mail server did not take the mail", "not_composed": "The mail could not be put together",
			"withdrawn": "The invitation is over, or has been followed",
		},
		GuideShown: "Show", GuideHidden: "Hide",
		Place: "{written} is not known. Did you mean {nearest}?", PlaceNoMatch: "{written} cannot be used in this kind of mail.",
		Brace: "A brace { } stands without its partner.",
	}
}
