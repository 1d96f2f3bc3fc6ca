package i18n

import "noren/shared/api"

// Mailbox are the words of the demo's mailbox page.
type Mailbox struct {
	Lang     api.Lang
	Language string // this language, as a link to it

	Title, Lead                    string
	Empty, EmptyHint, Choose       string
	Refresh, Back, List, NoSubject string
	From, To, ReplyTo, Date        string
	Source                         string // of the mail, as it came over the wire
	TimeLayout                     string // for time.Format
}

// MailboxFor returns the words in a language; any other than English gives Japanese.
func MailboxFor(lang api.Lang) Mailbox {
	if lang == api.English {
		return Mailbox{
			Lang: api.English, Language: "English",
			Title: "Mailbox", Lead: "The mails that shops of this demo have sent. They go to nobody.",
			Empty: "No mail yet", EmptyHint: "Place an order in the demo shop: the order confirmation comes here within seconds.",
			Choose: "Choose a mail from the list.", Refresh: "Refresh", Back: "All mails", List: "Mails", NoSubject: "(no subject)",
			From: "From", To: "To", ReplyTo: "Reply to", Date: "Date", Source: "Show the source", TimeLayout: "2 Jan 2006 15:04",
		}
	}
	return Mailbox{
		Lang: api.Japanese, Language: "日本語",
		Title: "メールボックス", Lead: "このデモのショップが送ったメールです。実際には、どこにも届きません。",
		Empty: "メールはまだありません", EmptyHint: "デモのショップで注文すると、数秒で注文確認メールが届きます。",
		Choose: "一覧からメールを選んでください。", Refresh: "更新", Back: "メールの一覧", List: "メール", NoSubject: "（件名なし）",
		From: "差出人", To: "宛先", ReplyTo: "返信先", Date: "日時", Source: "メールのソースを表示", TimeLayout: "2006年1月2日 15:04",
	}
}
