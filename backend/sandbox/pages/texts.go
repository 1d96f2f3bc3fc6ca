package pages

import "strings"

// texts is every sentence of the hosted pages in one language. {merchant} and
// {buyer} stand for names.
type texts struct {
	Lang       string
	Banner     string
	NoMerchant string // when the merchant's name is not known
	Cancel     string

	SignInTitle, SignInLead, Email, Password, PasswordNote, SignIn string
	BuyersTitle, BuyersLead                                        string

	ChooseTitle, PayOnlyTitle, ChangeAddressTitle, ChangePaymentTitle string
	SignedIn, SignOut, Addresses, NoAddress, Cards, NoCard            string
	Summary, Merchant, EstimatedAmount, Continue, ContinueNote        string

	ProcessingTitle, Waiting, WaitingManual, Amount, Reference, Pay string

	Detail string
}

var japanese = texts{ //nolint:gosec // labels, no credentials
	Lang:       "ja",
	Banner:     "サンドボックス — 実際の支払いは行われません",
	NoMerchant: "ショップ",
	Cancel:     "キャンセルして{merchant}に戻る",

	SignInTitle:  "アカウントでログイン",
	SignInLead:   "{merchant}をご利用いただくため、テスト用のアカウントでログインしてください。",
	Email:        "Eメールアドレス",
	Password:     "パスワード",
	PasswordNote: "ここでは、どのパスワードでもログインできます。実際にお使いのパスワードは入力しないでください。",
	SignIn:       "ログイン",
	BuyersTitle:  "テスト購入者",
	BuyersLead:   "選ぶとすぐにログインします。",

	ChooseTitle:        "お届け先とお支払い方法を選ぶ",
	PayOnlyTitle:       "お支払い方法を選ぶ",
	ChangeAddressTitle: "お届け先を変更する",
	ChangePaymentTitle: "お支払い方法を変更する",
	SignedIn:           "{buyer} さんとしてログインしています",
	SignOut:            "別のアカウントを使う",
	Addresses:          "お届け先",
	NoAddress:          "選べるお届け先がありません。別のアカウントをお使いください。",
	Cards:              "お支払い方法",
	NoCard:             "登録されているお支払い方法がありません。別のアカウントをお使いください。",
	Summary:            "ご注文先",
	Merchant:           "ショップ",
	EstimatedAmount:    "お支払い予定額",
	Continue:           "続行",
	ContinueNote:       "まだ注文は確定しません。次に{merchant}のページで内容をご確認いただきます。",

	ProcessingTitle: "お支払いを処理しています",
	Waiting:         "画面を閉じずに、このままお待ちください。進まないときは下のボタンを押してください。",
	WaitingManual:   "テストのため自動では進みません。下のボタンを押してください。",
	Amount:          "お支払い金額",
	Reference:       "注文番号",
	Pay:             "支払う",

	Detail: "開発者向けの情報",
}

var english = texts{
	Lang:       "en",
	Banner:     "Sandbox — no real payment is made",
	NoMerchant: "the shop",
	Cancel:     "Cancel and return to {merchant}",

	SignInTitle:  "Sign in to your account",
	SignInLead:   "Sign in with a test account to go on with {merchant}.",
	Email:        "Email address",
	Password:     "Password",
	PasswordNote: "Any password works here. Do not type a real one.",
	SignIn:       "Sign in",
	BuyersTitle:  "Test buyers",
	BuyersLead:   "Choose one to sign in at once.",

	ChooseTitle:        "Choose address and payment method",
	PayOnlyTitle:       "Choose a payment method",
	ChangeAddressTitle: "Change the delivery address",
	ChangePaymentTitle: "Change the payment method",
	SignedIn:           "Signed in as {buyer}",
	SignOut:            "Use another account",
	Addresses:          "Delivery address",
	NoAddress:          "No address can be chosen. Please use another account.",
	Cards:              "Payment method",
	NoCard:             "This account has no payment method. Please use another account.",
	Summary:            "Your order",
	Merchant:           "Shop",
	EstimatedAmount:    "Estimated amount",
	Continue:           "Continue",
	ContinueNote:       "Nothing is ordered yet. You will check your order on the page of {merchant} next.",

	ProcessingTitle: "Processing your payment",
	Waiting:         "Please wait and leave this page open. If nothing happens, press the button below.",
	WaitingManual:   "This test does not go on by itself. Press the button below.",
	Amount:          "Amount",
	Reference:       "Order number",
	Pay:             "Pay",

	Detail: "For developers",
}

func textsIn(lang string) texts {
	if strings.HasPrefix(lang, english.Lang) { // as checkoutLanguage it is en_US
		return english
	}
	return japanese
}

// with puts the merchant's name into a text.
func (t texts) with(text, merchant string) string {
	if merchant == "" {
		merchant = t.NoMerchant
	}
	return strings.ReplaceAll(text, "{merchant}", merchant)
}

func (t texts) signedIn(buyer string) string {
	return strings.ReplaceAll(t.SignedIn, "{buyer}", buyer)
}

func (t texts) chooseTitle(v ChooseView) string {
	switch {
	case v.ChangeOnly == ChangeAddress:
		return t.ChangeAddressTitle
	case v.ChangeOnly == ChangePayment:
		return t.ChangePaymentTitle
	case v.ShowAddresses:
		return t.ChooseTitle
	default:
		return t.PayOnlyTitle
	}
}

func (t texts) waiting(manual bool) string {
	if manual {
		return t.WaitingManual
	}
	return t.Waiting
}
