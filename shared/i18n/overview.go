package i18n

import "noren/shared/api"

// Overview are the words of the list of shops, as operators and owners of several see it.
type Overview struct {
	Title, Lead                         string
	Words, Find, Clear                  string
	Shop, Contract, Account, Shown      string
	Doctor, Attention, Since            string
	On, Off                             string // 「表示」, 「非表示」
	NotExamined, Unknown, AllWell       string
	Examined                            string // {time}
	Fails, Warns                        string // {n}
	Orders, Mails, Deliveries           string // {n}
	Endpoints, Notifications            string // {n}
	Nothing, Older                      string
	NotFound, NotFoundHint, None, Enter string
}

// OverviewFor returns the words in a language; any other than English gives Japanese.
func OverviewFor(lang api.Lang) Overview {
	if lang == api.English {
		return Overview{
			Title: "Shops", Lead: "How the shops stand, and where somebody should look. Undelivered mails and messages count for a week.",
			Words: "Name, shop ID or origin, or a part of it", Find: "Search", Clear: "All shops",
			Shop: "Shop", Contract: "Contract", Account: "Account", Shown: "Amazon Pay", Doctor: "Doctor", Attention: "To look at", Since: "Since",
			On: "shown", Off: "hidden", NotExamined: "Examine", Unknown: "not known now", AllWell: "no errors", Examined: "{time}",
			Fails: "errors: {n}", Warns: "warnings: {n}",
			Orders: "orders: {n}", Mails: "mails not sent: {n}", Deliveries: "webhooks not delivered: {n}", Endpoints: "webhook endpoints stopped: {n}",
			Notifications: "notifications not worked: {n}", Nothing: "none", Older: "Older shops",
			NotFound: "No shop was found", NotFoundHint: "Try a part of the name, the shop ID or the origin.",
			None: "There is no shop yet", Enter: "Enter the first shop with this command. It prints the keys for the shop's server, and the owner's invitation.",
		}
	}
	return Overview{
		Title: "ショップ一覧", Lead: "各ショップの状態と、確認が必要な件数です。届かなかったメールや通知は、最近7日間の件数です。",
		Words: "ショップ名・ショップID・オリジン（一部だけでも検索できます）", Find: "検索", Clear: "すべてのショップ",
		Shop: "ショップ", Contract: "ご利用状況", Account: "アカウント", Shown: "Amazon Pay", Doctor: "診断", Attention: "要確認", Since: "登録日",
		On: "表示", Off: "非表示", NotExamined: "診断する", Unknown: "確認できません", AllWell: "エラーなし", Examined: "{time}",
		Fails: "エラー {n}件", Warns: "注意 {n}件",
		Orders: "注文 {n}件", Mails: "メール送信失敗 {n}件", Deliveries: "Webhook未達 {n}件", Endpoints: "Webhook送信先の停止 {n}件",
		Notifications: "Amazonからの通知の未処理 {n}件", Nothing: "なし", Older: "以前のショップ",
		NotFound: "ショップが見つかりません", NotFoundHint: "ショップ名・ショップID・オリジンの一部で検索してください。",
		None: "ショップはまだありません", Enter: "次のコマンドで、最初のショップを登録してください。ショップのサーバー用のキーと、オーナーへの招待が表示されます。",
	}
}
