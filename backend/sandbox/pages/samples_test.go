package pages_test

import "noren/backend/sandbox/pages"

func signInView(lang string) pages.SignInView {
	return pages.SignInView{
		Action: "/checkout/v1/signin", CancelAction: "/checkout/v1/cancel", MerchantName: "見本商店", Lang: lang,
		Buyers: []pages.BuyerOption{
			{ID: "taro", Name: "山田 太郎", Email: "taro@example.jp", Note: "住所が整っている購入者"},
			{ID: "hanako", Name: "佐藤花子", Email: "hanako.sato.long-address@mail.example.co.jp", Note: "氏名に空白がなく、電話番号がない購入者"},
			{ID: "smith", Name: "John Smith", Email: "john@example.com", Note: "ローマ字の住所（Tokyo）を持つ購入者"},
		},
	}
}

func chooseView(lang string) pages.ChooseView {
	return pages.ChooseView{
		Action: "/checkout/v1/choose", CancelAction: "/checkout/v1/cancel", SignOutAction: "/checkout/v1/signout",
		MerchantName: "見本商店", BuyerName: "山田 太郎", Lang: lang, ShowAddresses: true, EstimatedAmount: "¥3,980",
		Addresses: []pages.AddressOption{
			{ID: "home", Selected: true, Lines: []string{"山田 太郎", "〒100-0000", "東京都見本区見本町1-2-3 見本ビル5階", "03-0000-0000"}},
			{ID: "office", Lines: []string{"山田 太郎（見本株式会社 第一営業部 気付）", "〒1000000", "大阪府見本市中央区とても長い町名見本町一丁目二番地三号 サンプルインターナショナルタワーレジデンス見本東館 1234号室", "+81 6 0000 0000"}},
			{ID: "abroad", Refused: true, RefusedReason: "この住所は、見本商店のお届け対象外です。", Lines: []string{"Taro Yamada", "98101", "1 Sample Street, Seattle, WA, US"}},
		},
		Cards: []pages.CardOption{
			{ID: "1111", Label: "Visa •••• 1111", Note: "成功します", Selected: true},
			{ID: "3434", Label: "Mastercard •••• 3434", Note: "拒否されます（Declined）"},
			{ID: "3064", Label: "JCB •••• 3064", Note: "購入者によるキャンセルになります（BuyerCanceled）"},
			{ID: "paidy", Label: "あと払い（ペイディ）", Note: "成功します"},
		},
	}
}

func processingView(lang string) pages.ProcessingView {
	return pages.ProcessingView{
		Action: "/checkout/v1/pay", CancelAction: "/checkout/v1/cancel", MerchantName: "見本商店", Lang: lang,
		Amount: "¥3,980", Reference: "ORDER-77",
	}
}

func messageView() pages.MessageView {
	return pages.MessageView{
		Title: "お支払いを受け付けられませんでした", Text: "選ばれたカードはご利用いただけませんでした。\n別のお支払い方法をお試しください。",
		Retry:  &pages.Link{Label: "別のカードを選ぶ", Action: "/checkout/v1/retry"},
		Leave:  &pages.Link{Label: "お支払いをやめて見本商店に戻る", URL: "https://shop.example.jp/cart?a=1&b=2"},
		Detail: []string{"403 InvalidRequestSignature", "SHA-256 of payloadJSON: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	}
}
