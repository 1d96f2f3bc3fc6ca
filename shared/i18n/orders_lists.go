package i18n

import "noren/shared/api"

// OrderLists are the words of the order book's list, of reconciliation (照合, X-9) and of the deadlines (期限, X-10). Made by a
// function so that the browser program does not carry them.
type OrderLists struct {
	Find, Reset, More                                                   string
	Name, Email, Phone, AmountFrom, AmountTo, From, To, Lapses, Shipped string // of the search
	AnyLapse, LapseIn                                                   string // {n}
	AnyShipped, HasShipped, NotShipped                                  string
	States, Attention, Differs                                          string
	Empty, EmptyHint, Select                                            string
	NoOrders, NoOrdersHint, NoOrdersYet                                 string // before the first sale
	Newer, Older                                                        string
	Saved, SaveAs, FilterName, Delete, NameTaken                        string
	FilterSaved, FilterDeleted                                          string
	Download                                                            string

	Reconcile, ReconcileLead string
	Lists                    map[string]OrderList // paid_without_order, order_without_payment, amounts_differ
	Remedy, Clean            string
	Parked                   string

	Cockpit, CockpitLead, Waiting string // {n}
}

// OrderList heads a list of reconciliation.
type OrderList struct{ Title, Lead string }

// OrderListsFor returns the words in a language; any other than English gives Japanese.
func OrderListsFor(lang api.Lang) OrderLists {
	if lang == api.English {
		return orderListsEnglish()
	}
	return orderListsJapanese()
}

func orderListsJapanese() OrderLists {
	return OrderLists{
		Find: "検索", Reset: "条件を消す", More: "ほかの条件", Name: "購入者の氏名・フリガナ", Email: "メールアドレス", Phone: "電話番号（下4桁も可）",
		AmountFrom: "金額（以上）", AmountTo: "金額（以下）", From: "注文日（から）", To: "注文日（まで）", Lapses: "オーソリの期限", AnyLapse: "指定なし",
		LapseIn: "あと{n}日以内", Shipped: "出荷", AnyShipped: "指定なし", HasShipped: "出荷済み", NotShipped: "未出荷", States: "状態",
		Attention: "確認が必要な注文だけ", Differs: "Amazonと金額が異なる注文だけ", Empty: "該当する注文はありません", EmptyHint: "条件を減らすか、期間を広げてお試しください。",
		NoOrders: "注文はまだありません", NoOrdersHint: "Amazon Payで注文が入ると、ここに並びます。", NoOrdersYet: "Amazon Payを使い始めるには、次の画面の手順をご覧ください。",
		Select: "{number}を選ぶ", Newer: "前のページ", Older: "次のページ", Saved: "保存した条件", SaveAs: "この条件を保存", FilterName: "条件の名前", Delete: "削除",
		NameTaken: "その名前は使われています。", FilterSaved: "条件を保存しました。", FilterDeleted: "条件を削除しました。", Download: "受注データのダウンロード",
		Reconcile: "照合", ReconcileLead: "Amazonの記録と受注台帳を照らし合わせた結果です。セラーセントラルでの変更は自動で見つけ、ここに表示します。",
		Lists: map[string]OrderList{
			"paid_without_order":    {"お支払いはあるが注文がない", "Amazonでお支払いが見つかりましたが、受注台帳では注文として成立していません。"},
			"order_without_payment": {"注文はあるがお支払いがない", "注文は残っていますが、お支払いが承認されなかった、期限が切れた、またはキャンセルされています。"},
			"amounts_differ":        {"金額が異なる", "セラーセントラルで金額が変更されたか、こちらから依頼していない請求があります。"},
		},
		Remedy: "対処", Clean: "該当する注文はありません。", Parked: "保留中の通知：{n}件",
		Cockpit: "期限", CockpitLead: "Amazonの期限が近い注文です。期限の近い順に表示します。", Waiting: "{n}件",
	}
}

func orderListsEnglish() OrderLists {
	return OrderLists{
		Find: "Search", Reset: "Clear", More: "More conditions", Name: "Purchaser's name", Email: "E-mail", Phone: "Phone (or its last four digits)",
		AmountFrom: "Amount from", AmountTo: "Amount to", From: "Ordered from", To: "Ordered to", Lapses: "Authorisation lapses", AnyLapse: "at any time",
		LapseIn: "within {n} days", Shipped: "Shipping", AnyShipped: "any", HasShipped: "shipped", NotShipped: "not shipped", States: "State",
		Attention: "Only what needs a look", Differs: "Only where the amount differs from Amazon's", Empty: "No such orders", EmptyHint: "Try fewer conditions or a longer time.",
		NoOrders: "No orders yet", NoOrdersHint: "Orders with Amazon Pay will stand here.", NoOrdersYet: "The next page shows the steps to begin with Amazon Pay.",
		Select: "Choose {number}", Newer: "Previous page", Older: "Next page", Saved: "Saved searches", SaveAs: "Save this search", FilterName: "Name of the search", Delete: "Delete",
		NameTaken: "There is a search of that name.", FilterSaved: "The search was saved.", FilterDeleted: "The search was deleted.", Download: "Download orders",
		Reconcile: "Reconciliation", ReconcileLead: "The order book compared with Amazon's records. Changes made in Seller Central are found by themselves and shown here.",
		Lists: map[string]OrderList{
			"paid_without_order":    {"Paid without order", "A payment was found at Amazon, but no order in this book was placed for it."},
			"order_without_payment": {"Order without payment", "The order stands, but its payment was declined, has lapsed or was cancelled."},
			"amounts_differ":        {"Amounts differ", "The amount was changed in Seller Central, or there are charges that were not requested from here."},
		},
		Remedy: "Remedy", Clean: "There are none.", Parked: "Parked notifications: {n}",
		Cockpit: "Deadlines", CockpitLead: "Orders near one of Amazon's time limits, the nearest first.", Waiting: "{n}",
	}
}
