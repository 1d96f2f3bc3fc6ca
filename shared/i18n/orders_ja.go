package i18n

import "noren/shared/api"

func ordersJapanese() Orders {
	return Orders{
		Lang: api.Japanese, Title: "受注台帳",
		Order: "注文", Number: "注文番号", Reference: "AmazonリファレンスID", Purchaser: "購入者", Total: "金額", State: "状態", OrderedOn: "注文日", Limit: "期限",
		Notes: "確認事項", When: "日時", Copy: "コピー", Copied: "コピーしました", Back: "受注台帳に戻る", NoName: "（氏名なし）",
		Erased: "消去済み", ErasedText: "ご購入者とお届け先の個人情報は、消去済みです。金額とこの注文の経緯は残っています。",
		ErasedAt: "ご購入者とお届け先の個人情報は、{at}に消去されました。金額とこの注文の経緯は残っています。",
		Sections: map[string]string{
			"next": "次に行うこと", "actions": "ほかの操作", "amounts": "金額", "limits": "期限", "purchaser": "購入者情報", "delivery": "お届け先", "goods": "商品",
			"money": "オーソリ・決済・返金", "plan": "出荷と決済依頼の予定", "papers": "書類とメール", "timeline": "この注文の経緯",
		},
		Figures: map[string]string{
			"ledger": "受注台帳の金額", "amazon": "Amazonの金額", "captured": "決済済み", "refunded": "返金済み", "goods": "商品合計", "postage": "送料", "fees": "手数料",
			"discounts": "値引き", "total": "合計（税込）",
		},
		NotRead: "未確認", LastRead: "Amazonの確認：{at}",
		Limits: map[string]OrderLimit{
			"7":   {"即時決済（7日）", "これを過ぎた決済依頼は、完了まで1日ほどかかることがあります"},
			"30":  {"オーソリ（30日）", "オーソリの期限。過ぎるとオーソリの取り直しが必要です"},
			"180": {"Amazon（180日）", "Amazonでの期限。過ぎると決済依頼も金額の変更もできません"},
		},
		DaysLeft: "あと{n}日", LastDay: "本日まで", Over: "期限切れ", Until: "{at}まで",
		Differs:      "セラーセントラルで金額が変更されています（受注台帳：{ledger}、Amazon：{amazon}）。受注台帳からは決済依頼できません。セラーセントラルで決済依頼を行ってください。",
		DiffersPaper: "個別確認メール・納品書・請求書・領収書の金額は、送信・印刷の前に修正してください。", PaperRight: "書類の金額は修正済みです。", DiffersShort: "金額の差異",
		Alert: "確認してください：{alert}", Refusal: "Amazonが受け付けませんでした：{reason}",
		Classes: map[string]string{
			"soft": "時間をおいてもう一度行うと、承認されることがあります。", "hard": "お客さまによるカードの変更が必要です。", "other": "同じお支払い方法では承認されません。",
		},
		RemedyHead: "次のいずれかの方法で対処してください",
		Remedies: []string{
			"別の決済方法に変更する", "お客さまに、Amazonで別のカードを登録して、もう一度ご注文いただく",
			"お客さまに承認されない原因を解消していただき、セラーセントラルで決済依頼を行う（注文日から180日以内）",
		},
		MayNot:   "閲覧のみの権限のため、操作はできません。",
		OnlyHere: "変更は受注台帳だけに反映されます。Amazonには送信されません。", History: "変更履歴", HistoryEmpty: "変更はありません。", ChangedBy: "{at}　{who}",
		Save: "保存する", Leave: "保存せずに戻る",
		GoodsFixed: "Amazon Payの注文は、商品を変更できません。変更が必要なときは、次のどちらかの方法で行ってください。",
		GoodsWays:  []string{"ご注文をやり直していただく", "別の決済方法に切り替える"},
		GoodsSteps: map[string]string{
			"order_anew": "お客さまに、もう一度ご注文いただく", "cancel_payment": "「Amazon Payをキャンセル」を行う", "await_refund": "返金が完了するまで待つ",
			"change_method": "決済方法を変更する（お使いのショップシステムで行います）", "change_goods": "商品を変更する（お使いのショップシステムで行います）",
			"nothing_paid": "お支払い前のため、お客さまがカートで商品を変更できます",
		},
		Goods:  GoodsTable{"商品名", "商品番号", "数量", "単価", "小計"},
		Charge: "オーソリ・決済", Refund: "返金", Reason: "理由", ByHand: "セラーセントラルで作成", NoReason: "理由の記載なし",
		ChargeStates: map[string]string{
			"AuthorizationInitiated": "審査中", "Authorized": "オーソリ済み", "CaptureInitiated": "決済処理中", "Captured": "決済済み", "Declined": "承認されず",
			"Canceled": "取り消し済み", "": "未確認",
		},
		RefundStates: map[string]string{"requested": "依頼中", "pending": "処理中", "refunded": "返金済み", "declined": "不成立", "refused": "受け付けられず"},
		Technical:    "技術的な記録も表示する", Details: "詳しい情報",
		Papers: map[string]string{"delivery_note": "納品書", "invoice": "請求書", "receipt": "領収書", "individual": "個別確認メール", "edit": "金額を修正する"},
		Plan:   "予定を変更する", ShipOn: "出荷予定日", Shipped: "出荷日", CaptureAt: "決済依頼の予定", NotPlanned: "予定なし",
		PlanHint: "空欄にすると予定を取り消します。出荷予定日までにオーソリが切れる場合は、前日に自動で取り直します。",
		DayWrong: "今日から180日以内の日付を入力してください。",
	}
}
