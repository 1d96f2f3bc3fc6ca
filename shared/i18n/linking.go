package i18n

import "noren/shared/api"

// Linking are the words of 「他サイトＩＤ連携設定」 (R3-13).
type Linking struct {
	Title, Lead, Amazon, Use, NotUse, Save, Saved string
	UseHint, NotUseHint                           string
	NotesTitle                                    string
	Notes                                         []string
	CartOn, CartOff, CartSettings                 string // with R3-3
	Conflict, Now                                 string // {who} {at}; {now}
}

// LinkingFor returns the words in a language; any other than English gives Japanese.
func LinkingFor(lang api.Lang) Linking {
	if lang == api.English {
		return linkingEnglish()
	}
	return linkingJapanese()
}

func linkingJapanese() Linking {
	return Linking{
		Title: "他サイトＩＤ連携設定", Lead: "お客さまのAmazonアカウントと、ショップの会員を連携します。連携したお客さまは、Amazonアカウントで会員ログインできます。",
		Amazon: "Amazon", Use: "利用する", NotUse: "利用しない", Save: "設定を保存する", Saved: "他サイトＩＤ連携の設定を保存しました。",
		UseHint:    "マイページ・新規会員登録画面・カート画面からAmazonアカウントでログインでき、注文のあとやマイページで連携をご案内します。会員登録と同時に連携することもできます。",
		NotUseHint: "マイページと新規会員登録画面にAmazonアカウントでのログインは表示されず、連携のご案内も、自動の連携も行われません。カート画面のボタンからは、ゲストとして、またはログイン中の会員としてお支払いいただけます。すでに連携しているお客さまの連携は残ります。",
		NotesTitle: "ご利用にあたって",
		Notes: []string{
			"カート画面でのAmazonアカウントによる会員ログインには、ここを「利用する」にすることに加えて、「詳細設定」の「ボタン表示」を「カート画面とレジ画面に表示する」にすることが必要です。",
			"お気に入りの登録時と、LPカートでは、連携を利用できません。",
			"レジ画面のボタンでは、会員ログインは行われません。",
		},
		CartOn:  "現在の「ボタン表示」は「カート画面とレジ画面に表示する」です。「利用する」にすると、カート画面から会員ログインできます。",
		CartOff: "現在の「ボタン表示」は「レジ画面のみ表示する」です。「利用する」にしても、カート画面からは会員ログインできません。マイページからはログインできます。", CartSettings: "詳細設定を開く",
		Conflict: "{who}さんが、先に別の内容を保存しました（{at}）。あなたの内容は、まだ保存されていません。ご確認のうえ、もう一度保存してください。", Now: "いまの保存内容：{now}",
	}
}

func linkingEnglish() Linking {
	return Linking{
		Title: "Linking accounts", Lead: "Links shoppers' Amazon accounts with members of the shop. Whoever is linked can log in as a member with the Amazon account.",
		Amazon: "Amazon", Use: "Use", NotUse: "Do not use", Save: "Save the setting", Saved: "The setting has been saved.",
		UseHint:    "Members can log in with Amazon on my page, the registration page and in the cart, and are invited to link after an order and on my page. Who registers with Amazon is linked at once.",
		NotUseHint: "There is no Amazon login on my page and the registration page, no invitation to link, and nobody is linked automatically. The cart's button starts a payment as a guest or as the member who is logged in. Links that exist are kept.",
		NotesTitle: "What to know",
		Notes: []string{
			"For members to log in from the cart, this must be “Use” and “Where buttons stand” in the settings must be cart and register page.",
			"Linking is not available when favourites are registered, nor in landing-page carts.",
			"The buttons of the register page do not log a member in.",
		},
		CartOn:  "At present buttons stand in cart and register page. With “Use”, members can log in from the cart.",
		CartOff: "At present buttons stand on the register page only. Members cannot log in from the cart, also with “Use”; on my page they can.", CartSettings: "Open the settings",
		Conflict: "{who} has saved something else before you ({at}). What you chose is not saved yet. Look at it, and save it again.", Now: "Saved now: {now}",
	}
}
