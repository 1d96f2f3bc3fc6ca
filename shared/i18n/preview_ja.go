package i18n

import "noren/shared/api"

func previewJapanese() Preview {
	return Preview{
		Lang: api.Japanese,

		Title: "プレビュースタジオ", Lead: "ショップに表示されるものと同じ部品で、組み合わせを確かめられます。保存される設定はありません。",
		Controls: "表示する内容", Reset: "最初の状態に戻す", Apply: "この内容で表示する", CopyAddress: "この画面のリンクをコピー",

		Fields: map[string]string{
			"lang": "画面の言語", "show": "要素", "colour": "色", "size": "大きさ", "site": "サイト", "words": "要素の言語", "state": "状態",
			"reason": "非表示の理由", "background": "背景", "paint": "背景の色", "width": "置く場所の幅", "height": "ボタンの高さ", "radius": "角の丸み",
			"guide": "ご案内の文", "image": "決済画像を付ける", "sandbox": "テスト環境の印を付ける", "real": "PCの画面を原寸で表示", "spread": "並べる項目",
			"page": "ページ",
		},
		Hints: map[string]string{
			"width":  "横幅いっぱいのボタンは、この幅に合わせて伸びます。Amazonの決まりは113〜600pxです。",
			"height": "空欄なら大きさどおり。Amazonの決まりは42〜193pxです。",
			"guide":  "改行はそのまま表示されます。タグは文字として表示されます。",
		},
		Values: map[string]map[string]string{
			"show": {
				"pay": "お支払いボタン", "pay-checkout": "お支払いボタン（レジ画面）", "login": "ログインボタン", "login-signup": "ログインボタン（会員登録画面）",
				"guide": "ご案内（お支払い）", "guide-login": "ご案内（ログイン）", "reflect": "反映のチェック（オン）", "reflect-off": "反映のチェック（オフ）",
				"address": "お届け先", "address-none": "お届け先（未選択）", "purchaser": "ご購入者情報", "payment": "お支払い方法", "payment-none": "お支払い方法（未選択）",
				"order": "注文ボタン", "order-questions": "注文ボタン（不足の項目あり）", "link-invite": "連携へのご案内", "link": "連携の画面", "link-made": "連携済み",
			},
			"colour": {"gold": "ゴールド", "lightgray": "ライトグレー", "darkgray": "グレー"},
			"size":   {"large": "大", "medium": "中", "small": "小", "fluid": "横幅いっぱい"},
			"site":   {"": "画面に合わせる", "pc": "PC", "sp": "スマホ"},
			"words":  {"ja": "日本語", "en": "英語"},
			"state": {
				"loading": "読み込み中", "ready": "通常", "busy": "移動中", "disabled": "無効", "hidden": "非表示", "error": "エラー", "unreachable": "接続できない",
			},
			"background": {"light": "明るい", "dark": "暗い", "busy": "柄", "hostile": "強いCSS", "own": "指定の色"},
			"spread":     {"kind": "種類", "colour": "色", "size": "大きさ", "site": "サイト", "words": "言語", "state": "状態"},
			"reason": {
				"not_registered": "未登録", "switched_off": "決済方法が非表示", "cart_hidden": "レジ画面のみ表示", "linking_off": "連携を利用しない",
				"below_limit": "下限の金額未満", "above_limit": "上限の金額以上", "goods_range": "商品合計が範囲外", "nothing_to_pay": "支払額が0円",
				"total_range": "支払額が範囲外", "kind_not_allowed": "対象外のカート", "group_not_allowed": "決済グループ対象外", "sp_site_on_pc": "PCでスマホサイト",
				"no_cart": "カートなし", "no_checkout": "Amazonでの選択前", "no_member": "会員ログイン前", "signed": "Amazonログイン済み", "no_guide": "案内文なし", "linked": "連携済み",
			},
		},
		Groups: map[string]string{
			"pay": "<noren-pay>", "login": "<noren-login>", "guide": "<noren-guide>", "reflect": "<noren-reflect>", "address": "<noren-address>",
			"payment": "<noren-payment>", "order": "<noren-order>", "link": "<noren-link>",
		},
		Refused: "「{field}」に「{value}」は使えません（代わりに：{instead}）。",

		Large: "プレビュー", FramePC: "PC（幅1280px）", FrameSP: "スマホ（幅390px）",
		Measures: "{width} × {height}px、比率{ratio}、左から{left}px・上から{top}px", Within: "Amazonの決まりの範囲内", Outside: "Amazonの決まりの範囲外",
		NothingYet: "ボタンは表示されていません", Rule: "決まり：幅113〜600px、高さ42〜193px、幅は高さの2.6倍から10倍まで",
		HiddenNote: "表示されず、場所も取りません。", LoadingNote: "場所だけを確保しています。",

		Contrasts: "コントラスト", ContrastLead: "WCAG 2.2 AAの基準：文字は4.5以上、部品の形は3.0以上。背景に色が複数あるときは、最も低い値です。",
		ContrastOff: "無効のボタンは、WCAGの基準の対象ではありません。数値は、通常の状態のものです。",
		Pair:        "組み合わせ", Ratio: "比率", Wanted: "基準", Verdict: "判定", Enough: "適合", TooLittle: "不足",
		FigureTop: "文字と塗り（上）", FigureBottom: "文字と塗り（下）", FigureTopOver: "文字と塗り（ポイント時・上）", FigureBottomOver: "文字と塗り（ポイント時・下）",
		FigurePressed: "文字と塗り（押下時）", FigureFill: "塗りと背景", FigureLine: "枠線と背景", FigureLabel: "文字と塗り", FigureText: "文字と背景", FigureRing: "フォーカスの枠と背景",
		FillNote: "文字で見分けられるため、必須ではありません", LineNote: "文字で見分けられるため、必須ではありません",

		Snippets: "テーマに貼り付ける", SnippetHTML: "HTML", SnippetCSS: "CSS（表示のずれを防ぐ）", SnippetJSON: "設定（JSON）", Copy: "コピー", Copied: "コピーしました", CopyByHand: "コピーできませんでした。文字を選択してコピーしてください",
		Pictures: "画像を保存する", PictureLead: "デザインの資料に使える、いまの組み合わせのボタンです。ショップには画像ではなく、上のHTMLをお使いください。",
		PictureSVG: "SVG", PicturePNG: "PNG {scale}倍", PictureMade: "{name} を保存しました", PictureFailure: "画像を作れませんでした",

		Matrix: "一覧", MatrixLead: "チェックした項目のすべての値を並べます。そのほかは、選んでいる値です。押すと大きく表示します。",
		MatrixCount: "{all}種類のうち{from}〜{to}", Pages: "一覧のページ", Open: "大きく表示",

		Shop: "青凪商店", ShopMenu: "お茶　菓子　器", CartHeading: "ショッピングカート", TotalHeading: "商品合計（税込）",
		Goods: [2]string{"煎茶「朝霧」100g", "栗の焼き菓子 6個入"}, GoodsNote: "数量1",
		SampleGuide: "Amazonアカウントにご登録のお届け先とクレジットカードで、\nかんたんにお買い物いただけます。", SampleName: "山田 花子",
		SampleAddress: []string{"〒150-0041", "東京都渋谷区神南1-2-3", "青凪ハイツ 405"},
	}
}
