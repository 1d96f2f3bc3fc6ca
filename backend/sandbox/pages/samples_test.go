package pages_test

import (
	"github.com/a-h/templ"

	"noren/backend/sandbox/pages"
)

// samples is every page.
func samples(lang string) map[string]templ.Component {
	wrong := signInView(lang)
	wrong.Email, wrong.Error = "taro@example.jp", "テスト用アカウントのEメールアドレスと、任意のパスワードを入力してください。"
	change := chooseView(lang)
	change.ChangeOnly, change.SignOutAction, change.Shared = pages.ChangeAddress, "", nil
	return map[string]templ.Component{
		"sign in": pages.SignIn(signInView(lang)), "sign in again": pages.SignIn(wrong), "consent": pages.Consent(consentView(lang)),
		"choose": pages.Choose(chooseView(lang)), "change": pages.Choose(change), "new address": pages.Choose(newAddressView(lang)),
		"several addresses": pages.Choose(severalView(lang)),
		"pay now":           pages.Choose(payNowView(lang)), "recurring": pages.Choose(recurringView(lang)),
		"processing": pages.Processing(processingView(lang)), "set up": pages.Processing(setupView(lang)),
		"message": pages.Message(messageView(lang)),
	}
}

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
		NewAddressAction: "/checkout/v1/address", Shared: []string{"氏名", "メールアドレス", "お届け先住所", "電話番号"},
		Cards: []pages.CardOption{
			{ID: "0701", Label: "Visa •••• 0701", Note: "30秒後に承認されます", Refused: true, RefusedReason: "承認に時間がかかるため、今回のご注文ではご利用いただけません。"},
			{ID: "1111", Label: "Visa •••• 1111", Note: "成功します", Selected: true},
			{ID: "3434", Label: "Mastercard •••• 3434", Note: "拒否されます（Declined）"},
			{ID: "3064", Label: "JCB •••• 3064", Note: "購入者によるキャンセルになります（BuyerCanceled）"},
			{ID: "paidy", Label: "あと払い（ペイディ）", Note: "成功します"},
		},
	}
}

// severalView has boxes to tick.
func severalView(lang string) pages.ChooseView {
	v := chooseView(lang)
	v.SeveralAddresses, v.Addresses[1].Selected = true, true
	return v
}

// payNowView is an Additional Payment Button: the address is given, the button pays.
func payNowView(lang string) pages.ChooseView {
	v := chooseView(lang)
	v.ShowAddresses, v.NewAddressAction, v.PayNow, v.Amount = false, "", true, "¥3,980"
	v.GivenAddress = []string{"田中 次郎", "〒104-0001", "東京都中央区見本1-2-3", "0311112222"}
	return v
}

func recurringView(lang string) pages.ChooseView {
	v := chooseView(lang)
	v.Agreement = recurringAgreement()
	return v
}

func recurringAgreement() *pages.Agreement {
	return &pages.Agreement{
		Title: "定期的なお支払い",
		Facts: []pages.Fact{{Label: "お支払いの頻度", Lines: []string{"3か月ごと"}}, {Label: "毎回の金額", Lines: []string{"¥1,980"}}},
		Text:  "続行すると、次回以降は確認なしで、この頻度で見本商店がお支払い方法に請求することに同意したことになります。",
	}
}

func newAddressView(lang string) pages.ChooseView {
	v := chooseView(lang)
	v.Error, v.NewAddress = "お名前、郵便番号、都道府県、住所、電話番号をご確認ください。", &pages.NewAddress{Name: "山田 花", StateOrRegion: "京都府"}
	return v
}

func consentView(lang string) pages.ConsentView {
	return pages.ConsentView{
		Action: "/checkout/v1/consent", CancelAction: "/checkout/v1/cancel", SignOutAction: "/checkout/v1/signout",
		MerchantName: "見本商店", BuyerName: "山田 太郎", Lang: lang,
		Shared: []pages.Fact{
			{Label: "氏名", Lines: []string{"山田 太郎"}},
			{Label: "メールアドレス", Lines: []string{"taro.yamada.with-a-rather-long-address@mail.example.co.jp"}},
			{Label: "お届け先住所", Lines: []string{"山田 太郎", "〒100-0000", "東京都見本区見本町1-2-3 見本ビル5階", "03-0000-0000"}},
			{Label: "電話番号", Lines: []string{"03-0000-0000"}},
			{Label: "プライム会員の種別"},
		},
	}
}

func processingView(lang string) pages.ProcessingView {
	return pages.ProcessingView{
		Action: "/checkout/v1/pay", CancelAction: "/checkout/v1/cancel", MerchantName: "見本商店", Lang: lang,
		Amount: "¥3,980", Reference: "ORDER-77",
	}
}

// setupView is a payment of nothing, with an agreement.
func setupView(lang string) pages.ProcessingView {
	v := processingView(lang)
	v.Title, v.Pay, v.Amount, v.Agreement, v.Manual = "お支払い方法を登録する", "登録する", "", recurringAgreement(), true
	return v
}

func messageView(lang string) pages.MessageView {
	return pages.MessageView{
		MerchantName: "見本商店", Lang: lang,
		Title: "お支払いを受け付けられませんでした", Text: "選ばれたカードはご利用いただけませんでした。\n別のお支払い方法をお試しください。",
		Retry:  &pages.Link{Label: "別のカードを選ぶ", Action: "/checkout/v1/retry"},
		Leave:  &pages.Link{Label: "お支払いをやめて見本商店に戻る", URL: "https://shop.example.jp/cart?a=1&b=2"},
		Detail: []string{"403 InvalidRequestSignature", "SHA-256 of payloadJSON: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	}
}
