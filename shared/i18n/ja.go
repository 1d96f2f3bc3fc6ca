package i18n

import (
	"noren/shared/api"
	"noren/shared/validate"
)

// Japanese is the default.
var Japanese = Texts{
	Lang: api.Japanese,

	PayButton:        "Amazonアカウントでお支払い",
	PayButtonStart:   "Amazonアカウントで",
	LoginButton:      "Amazonアカウントでログイン",
	LoginButtonStart: "Amazonアカウントで",
	TestMode:         "テスト環境",
	Leaving:          "Amazonへ移動しています…",

	AddressHeading:   "お届け先",
	PurchaserHeading: "ご購入者情報",
	AddressNone:      "お届け先がまだ選ばれていません。",
	PurchaserNone:    "ご住所がまだ選ばれていません。",
	AddressChange:    "Amazonのアドレス帳から選ぶ",
	AddressName:      "{name} 様",
	AddressPhone:     "電話番号 {phone}",
	PaymentHeading:   "お支払い方法",
	PaymentNone:      "お支払い方法がまだ選ばれていません。",
	PaymentChange:    "別のクレジットカードを選ぶ",

	OrderButton: "この内容で注文する",
	OrderTotal:  "お支払い合計",
	OrderBusy:   "ご注文を確認しています…",
	OrderNotice: "ボタンを押すと、Amazonの画面でお支払い手続きを行います。完了後、自動的にこのショップへ戻ります。",

	Offline: "通信できませんでした。インターネットの接続をご確認のうえ、もう一度お試しください。",
	Retry:   "もう一度試す",

	LaunchTitle:    "Amazonへ移動しています",
	LaunchBody:     "そのまましばらくお待ちください。",
	LaunchLink:     "画面が切り替わらない場合は、こちらを押してください",
	LaunchNoScript: "Amazonへ移動するには、ブラウザのJavaScriptを有効にして、この画面を再読み込みしてください。",

	WaitTitle: "お支払いを確認しています",
	WaitBody:  "確認が終わると、自動的にショップへ戻ります。この画面を閉じずに、そのままお待ちください。",
	WaitLong:  "確認に時間がかかっています。ショップへお戻りいただいても、確認は引き続き行われます。同じ商品をもう一度ご注文いただく必要はありません。",
	WaitLink:  "ショップに戻って結果を確認する",

	NeutralTitle: "Amazonでのお手続きをお預かりしました",
	NeutralBody:  "お手続きを始めたときとは別のブラウザで開かれたため、お客様の情報を守る目的で、内容は表示しておりません。続きは、もう一度Amazonアカウントでログインするとご覧いただけます。",
	NeutralLink:  "Amazonアカウントでログインして続ける",

	ProblemTitle: "ご確認ください",
	BackToShop:   "ショップに戻る",

	Problems: problemsJapanese,
	Rules: map[string]string{
		"required":          "{field}をご入力ください。",
		"min":               "{field}は{param}以上でご入力ください。",
		"max":               "{field}は{param}以内でご入力ください。",
		"len":               "{field}は{param}文字でご入力ください。",
		"oneof":             "{field}は次の中からお選びください：{param}",
		"http_url":          "{field}は「https://」または「http://」で始まるURLをご入力ください。",
		"email":             "{field}はメールアドレスの形式でご入力ください。",
		"unique":            "{field}に同じものが重なっています。一つだけにしてください。",
		"url":               "{field}は「https://」で始まる、サーバー名のあるURLをご入力ください。",
		"startswith":        "{field}は「{param}」で始めてください。",
		"contains":          "{field}には{param}が必要です。",
		"origin":            "{field}は「https://shop.example」のように、「https://」とサーバー名だけでご入力ください。",
		"rsa":               "{field}には2048ビット以上のRSA秘密鍵（PEM形式）をご指定ください。",
		"environment":       "{field}がキーの環境（SANDBOX・LIVE）と一致していません。",
		validate.Token:      "{field}に使えるのは、半角の英数字と「_」「-」「.」だけです。",
		validate.Clean:      "{field}に改行や目に見えない文字が含まれています。取り除いてから、もう一度ご入力ください。",
		validate.CleanLines: "{field}に目に見えない文字が含まれています。取り除いてから、もう一度ご入力ください。",
		validate.Type:       "{field}の値の種類が異なります。{param}をご指定ください。",
	},
	OtherRule: "{field}の内容をご確認ください。",
}
