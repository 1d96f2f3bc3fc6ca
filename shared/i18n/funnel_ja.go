package i18n

func funnelJapanese() Funnel {
	return Funnel{
		Title: "利用状況の分析", Lead: "お客さまがAmazon Payのボタンを見てから注文が成立するまで、どの段階まで進んだかを表示します。個人の情報は含みません。",
		Period: "期間", LastDays: "過去{n}日間", Since: "開始日", Until: "終了日",
		WrongDay: "日付を確かめてください。", WrongOrder: "終了日は、開始日以降の日付にしてください。", TooLong: "{n}日以内の期間にしてください。",
		Trip: "目的", Placement: "場所", Site: "サイト", Look: "ボタンの色と大きさ", Any: "すべて", Show: "表示する", Reset: "条件を消す",
		Empty: "この条件の記録はありません", EmptyHint: "期間を広げるか、条件を減らしてください。まだどのページにもボタンがない場合は、ショップのページにタグを設置してください。",
		EmptyDoctor: "設定診断で、ボタンが表示されるかを確かめる",
		Done:        "成立した注文", Rate: "成立率", RateOf: "クリックのうち、注文が成立した割合",
		Versus: "前の期間 {n}（{change}）", NoPast: "前の期間の記録はありません",
		Chart: "段階ごとの割合", ChartHint: "棒の長さは、ひとつ前の段階から進んだ割合です。", ChartPast: "縦線は、前の期間の割合です。",
		Step: "段階", Count: "件数", OfLast: "前の段階から", Past: "前の期間", Change: "増減",
		Losses: "進まなかった理由", LossesLead: "件数の多い理由から対処すると、効果が出やすくなります。", Loss: "理由", Help: "対処",
		NoLoss: "この期間に、進まなかった記録はありません。", Reason: "表示されなかった：{title}", Problem: "お客さまへの案内：「{title}」", Open: "確認する",
		ByPlace: "場所・ボタンごと", ByDay: "日ごと", ByDayHint: "薄い棒はクリック、濃い棒は最後の段階です。", Day: "日", NoLook: "—", DayTable: "日ごとの表",
		Download: "CSVのダウンロード", UTF8: "UTF-8", ShiftJIS: "Shift_JIS", Colour: "色", Size: "大きさ",
		How: "数え方",
		HowLines: []string{
			"日付は日本時間です。クリックから先は、クリックした日の件数として数えます。そのため、最近の件数はあとから増えることがあります。",
			"「表示」は、ボタンが表示されたページの閲覧数です。同じページの中で表示し直しても、1回と数えます。Amazonから戻ったあとの表示と、主な検索エンジンなどの巡回は数えません。",
			"「表示」「Amazonへ移動」と、表示されなかった・受け付けられなかった回数は、1秒ごとに保存します。サーバーが異常終了すると、その直前の1秒ほどの分は失われます。",
			"そのほかの件数は、お支払いの記録から毎回集計しているため、受注台帳と一致します。お客さまが1つの注文でやり直すと、クリックは2件になります。",
		},
		Trips: map[string]string{"payment": "お支払い", "sign_in": "ログイン・連携"},
		Placements: map[string]string{
			"cart": "カート画面", "checkout": "レジ画面", "signup": "新規会員登録画面", "login": "ログイン画面", "mypage": "マイページ", "complete": "注文完了画面",
		},
		Sites:   map[string]string{"pc": "PCサイト", "sp": "スマホサイト"},
		Colours: map[string]string{"gold": "ゴールド", "lightgray": "ライトグレー", "darkgray": "グレー"},
		Sizes:   map[string]string{"large": "大", "medium": "中", "small": "小", "fluid": "自動"},
		Steps: map[string]Problem{
			"seen":       {"表示", "ボタンが表示されたページの閲覧数"},
			"clicked":    {"クリック", "ボタンが押され、Amazonへの手続きが始まった"},
			"launched":   {"Amazonへ移動", "Amazonのページへ移るための画面が開いた"},
			"returned":   {"ショップに戻った", "お届け先とお支払い方法を選んで戻った"},
			"ordered":    {"注文を確定", "「この内容で注文する」が受け付けられた"},
			"authorised": {"注文が成立", "お支払いが承認され、受注台帳に入った"},
		},
		SignInSteps: map[string]Problem{"returned": {"ショップに戻った", "Amazonアカウントで確認できた"}},
		Ends:        funnelEndsJapanese(),
	}
}

func funnelEndsJapanese() map[string]Problem {
	return map[string]Problem{
		"hidden":      {"ボタンが表示されなかった", "理由が意図したものか、「表示の確認」でお試しください。"},
		"refused":     {"クリックしたが、受け付けられなかった", "続く場合は、カートの内容の渡し方をショップのシステム担当者にご確認ください。"},
		"unreturned":  {"Amazonから戻らなかった", "送料や手数料を、ボタンを押す前に分かるようにすると減ります。アプリ内ブラウザーで開かれる場合は、そのご案内もご検討ください。"},
		"unordered":   {"戻ったが、注文しなかった", "確認画面で入力する項目を減らし、お支払い合計を分かりやすくしてください。"},
		"unconfirmed": {"注文を確定できなかった", "お客さまはやり直せます。件数が多い場合は、カートの更新のしかたや在庫の確認の時機をご確認ください。"},
		"declined":    {"お支払いが承認されなかった", "カード会社などの判断です。ほかの決済方法も選べることを、同じ画面でご案内ください。"},
		"cancelled":   {"Amazonで中止された", "金額や内容を確かめ直したお客さまです。確認画面の分かりやすさを見直してください。"},
		"expired":     {"注文を確定したが、Amazonで完了しなかった", "24時間で期限切れになります。ページの移動が遅い、または途中で閉じられたことが考えられます。"},
		"superseded":  {"やり直しで別の手続きに移った", "同じカートの新しい手続きに引き継がれています。対処は要りません。"},
		"attention":   {"確認が必要", "お支払いと注文が食い違っている可能性があります。受注台帳でご確認ください。"},
		"open":        {"手続き中", "まだ注文になることがあります。24時間以内に結果が決まります。"},
	}
}
