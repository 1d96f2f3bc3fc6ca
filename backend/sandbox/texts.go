package sandbox

// texts are what messages of the hosted pages say; the pages' own labels are theirs.
type texts struct {
	Lang, Home, HomeText                                                         string
	Problem, BackToShop, Lost, BadButton, Seller, OtherAccount, OtherAccountLink string
	UnknownBuyer, AddressRefused, CardRefused, ChooseBoth, NotReady              string
	Declined, DeclinedText, AnotherCard, GiveUp                                  string
	WillSucceed, WillCancel, WillDecline, WillPend, WillPendDeclined             string
}

func (v *visit) texts() texts { return textsOf(v.lang) }

// outcome is what a test card does, in words.
func (t texts) outcome(o Outcome) string {
	switch o {
	case BuyerCanceled:
		return t.WillCancel
	case Declined:
		return t.WillDecline
	case Pending:
		return t.WillPend
	case PendingDeclined:
		return t.WillPendDeclined
	case Success:
	}
	return t.WillSucceed
}

func textsOf(lang string) texts {
	if lang == "en" {
		return texts{
			Lang:             "en",
			Home:             "Amazon Pay sandbox",
			HomeText:         "This is an imitation of Amazon Pay for tests. Please come through a shop's Amazon Pay button.",
			Problem:          "Amazon Pay cannot continue",
			BackToShop:       "Back to the shop",
			Lost:             "This page is no longer valid. Please start again from the shop.",
			BadButton:        "The shop's Amazon Pay button could not be verified. Please contact the shop.",
			Seller:           "The seller's own Amazon account cannot be used for purchases in this shop. The order has not been placed.",
			OtherAccount:     "This payment was started with another Amazon account. Please sign in with that account.",
			OtherAccountLink: "Sign in with another account",
			UnknownBuyer:     "Please enter the e-mail address of a test account and any password.",
			AddressRefused:   "The shop does not deliver to this address.",
			CardRefused:      "This payment method cannot be used for this order. Please choose another.",
			ChooseBoth:       "Please choose an address and a payment method.",
			NotReady:         "The shop has not finished preparing this payment.",
			Declined:         "Your payment was declined",
			DeclinedText:     "The payment method was declined. Please choose another payment method, or go back to the shop.",
			AnotherCard:      "Choose another payment method",
			GiveUp:           "Back to the shop without paying",
			WillSucceed:      "Succeeds",
			WillCancel:       "Ends as cancelled by the buyer",
			WillDecline:      "Is declined",
			WillPend:         "Approved after 30 seconds (only if the shop allows pending payments)",
			WillPendDeclined: "Declined after 30 seconds (only if the shop allows pending payments)",
		}
	}
	return texts{
		Lang:             "ja",
		Home:             "Amazon Payのサンドボックス",
		HomeText:         "テスト用にAmazon Payを再現したものです。ショップのAmazon Payボタンからお進みください。",
		Problem:          "お手続きを続けられません",
		BackToShop:       "ショップに戻る",
		Lost:             "このページは無効になりました。お手数ですが、ショップからもう一度お手続きください。",
		BadButton:        "ショップのAmazon Payボタンを確認できませんでした。お手数ですが、ショップまでお問い合わせください。",
		Seller:           "販売事業者様ご本人のAmazonアカウントでは、ご自身のショップで購入できません。ご注文は確定していません。",
		OtherAccount:     "このお支払いは別のAmazonアカウントで開始されています。そのアカウントでログインしてください。",
		OtherAccountLink: "別のアカウントでログインする",
		UnknownBuyer:     "テスト用アカウントのEメールアドレスと、任意のパスワードを入力してください。",
		AddressRefused:   "このショップでは、こちらの住所にお届けできません。",
		CardRefused:      "このお支払い方法は、今回のご注文ではご利用いただけません。別のお支払い方法をお選びください。",
		ChooseBoth:       "お届け先とお支払い方法をお選びください。",
		NotReady:         "ショップでお支払いの準備が完了していません。",
		Declined:         "お支払いが承認されませんでした",
		DeclinedText:     "お選びのお支払い方法は承認されませんでした。別のお支払い方法を選ぶか、ショップにお戻りください。",
		AnotherCard:      "別のお支払い方法を選ぶ",
		GiveUp:           "支払わずにショップに戻る",
		WillSucceed:      "お支払いが成功します",
		WillCancel:       "ご購入者様によるキャンセルになります",
		WillDecline:      "お支払いが承認されません",
		WillPend:         "30秒後に承認されます（保留を許可しているショップのみ）",
		WillPendDeclined: "30秒後に拒否されます（保留を許可しているショップのみ）",
	}
}
