package i18n

import "noren/shared/api"

// OrderBulk are the words of 一括決済依頼 in the console, made by a function so that the browser program does not carry them.
type OrderBulk struct {
	Title, Lead, None, ToOrders           string
	Made, By, Orders, State, Why, Result  string
	States                                map[string]string // of a bulk
	Items                                 map[string]string // of an order in it
	DryRun, DryRunLead, Start, Stop       string
	Nothing                               string
	Sum                                   string // {n} {amount}: what will be requested
	Progress                              string // {done} {all}
	File                                  string
	Started, Stopped, Moved, Size, Choose string // {most}
}

// OrderBulkFor returns the words in a language; any other than English gives Japanese.
func OrderBulkFor(lang api.Lang) OrderBulk {
	if lang == api.English {
		return orderBulkEnglish()
	}
	return orderBulkJapanese()
}

func orderBulkJapanese() OrderBulk {
	return OrderBulk{
		Title: "一括決済依頼", Lead: "受注台帳で注文を選び、まとめて決済依頼を行います。実行の前に、注文ごとの結果の見込みを確認できます。", None: "まだ一括決済依頼はありません。",
		ToOrders: "受注台帳で注文を選ぶ", Made: "作成日時", By: "作成者", Orders: "件数", State: "状態", Why: "理由", Result: "結果",
		States: map[string]string{"draft": "確認待ち", "running": "実行中", "done": "完了", "stopped": "停止"},
		Items:  map[string]string{"waiting": "決済依頼します", "done": "決済依頼済み", "refused": "行いません", "unknown": "結果を確認中"},
		DryRun: "実行前の確認", DryRunLead: "まだ決済依頼は行われていません。内容を確認して「実行する」を押してください。実行中も画面を閉じてかまいません。",
		Start: "実行する", Stop: "途中で止める", Nothing: "決済依頼できる注文がありません。",
		Sum: "{n}件、合計{amount}の決済依頼を行います。決済依頼は取り消せません。", Progress: "{all}件中{done}件が終わりました", File: "結果をダウンロード（CSV）",
		Started: "一括決済依頼を始めました。", Stopped: "一括決済依頼を止めました。すでに依頼した分はそのままです。", Moved: "この一括決済依頼は、すでに実行または停止されています。",
		Size: "1件から{most}件までの注文を選んでください。", Choose: "選んだ注文を一括決済依頼",
	}
}

func orderBulkEnglish() OrderBulk {
	return OrderBulk{
		Title: "Request payments", Lead: "Choose orders in the order book and request their payments together. Before anything is requested you see what would happen to each.",
		None: "There are none yet.", ToOrders: "Choose orders", Made: "Made on", By: "By", Orders: "Orders", State: "State", Why: "Reason", Result: "Result",
		States: map[string]string{"draft": "to be confirmed", "running": "running", "done": "done", "stopped": "stopped"},
		Items:  map[string]string{"waiting": "will be requested", "done": "requested", "refused": "left out", "unknown": "being found out"},
		DryRun: "Please confirm", DryRunLead: "Nothing is requested yet. Look through the list and press “Run”. You may close the page while it runs.",
		Start: "Run", Stop: "Stop", Nothing: "There is no order whose payment can be requested.",
		Sum: "{n} payments, {amount} in all, will be requested. That cannot be taken back.", Progress: "{done} of {all} done", File: "Download the result (CSV)",
		Started: "The requests have begun.", Stopped: "Stopped. What was requested stays requested.", Moved: "This has been run or stopped already.",
		Size: "Choose 1 to {most} orders.", Choose: "Request the payments of the chosen",
	}
}
