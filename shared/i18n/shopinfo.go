package i18n

import "noren/shared/api"

// ShopInfo are the words of the page of a shop's own data (R1-9, R2-2, R5-9).
type ShopInfo struct {
	Title, Lead                       string
	ShopTitle, MailTitle, IssuerTitle string
	IssuerLead                        string
	Fields, Hints                     map[string]string // by path
	Roundings                         map[string]string
	Save, SaveHint, Saved             string
	Faulty                            string // {n}
	Faults                            map[string]string
	Conflict, Theirs, Empty           string // {who}, {at}
	NoGroups                          string
}

// ShopInfoFor returns the words in a language; any other than English gives Japanese.
func ShopInfoFor(lang api.Lang) ShopInfo {
	if lang == api.English {
		return shopInfoEnglish()
	}
	return shopInfoJapanese()
}

func shopInfoJapanese() ShopInfo {
	return ShopInfo{
		Title: "ショップ情報", Lead: "変更は、保存するとすぐに反映されます。",
		ShopTitle: "ショップ", MailTitle: "メール", IssuerTitle: "書類の発行者", IssuerLead: "納品書・請求書・領収書に印刷されます。",
		Fields: map[string]string{
			"name": "ショップ名", "origins": "ショップのオリジン", "loginUrl": "ログインURL", "privacyUrl": "プライバシー規約のURL", "contact": "ショップのメールアドレス",
			"issuer.name": "発行者の名前", "issuer.postalCode": "郵便番号", "issuer.address": "住所", "issuer.phone": "電話番号", "issuer.number": "登録番号",
			"issuer.rounding": "消費税の端数", "issuer.reduced": "軽減税率（8%）の決済グループ",
		},
		Hints: map[string]string{
			"name": "お客さまへのメールや、この管理画面に表示されます。100文字まで。", "origins": "ショップのページのアドレスのうち「https://shop.example」の部分です。1行に一つ、20個まで。ここにないページでは、ボタンは動きません。",
			"loginUrl":   "Amazonアカウントでの会員ログインを受け取る、ショップのサーバーのアドレスです。上のオリジンのいずれかにある必要があります。使わない場合は空欄にしてください。",
			"privacyUrl": "Amazonへのお申し込みで入力する、プライバシー規約のページのアドレスです。", "contact": "お客さまからの返信と、Norenからのお知らせが届きます。",
			"issuer.name": "登記の名前です。空欄のときは、ショップ名を印刷します。", "issuer.postalCode": "ハイフンはあってもなくてもかまいません。", "issuer.address": "200文字まで。改行できます。",
			"issuer.number":   "適格請求書発行事業者の登録番号（「T」と13桁の数字）です。登録していない場合は空欄にしてください。",
			"issuer.reduced":  "チェックのないグループの商品は10%です。",
			"issuer.rounding": "書類ごと、税率ごとに1回だけ処理します。",
		},
		Roundings: map[string]string{"": "切り捨て", "nearest": "四捨五入", "up": "切り上げ"},
		Save:      "保存する", SaveHint: "すべての項目をまとめて保存します。", Saved: "ショップ情報を保存しました。",
		Faulty: "保存していません。次の{n}項目をご確認ください。",
		Faults: map[string]string{
			"origins":          "「https://shop.example」のように、「https://」とサーバー名だけを、1行に一つ入力してください。パスや、最後の「/」は付けないでください。",
			"origins.required": "オリジンを一つ以上入力してください。", "origins.min": "オリジンを一つ以上入力してください。", "origins.max": "オリジンは20個まで、それぞれ255文字までです。", "origins.unique": "同じオリジンが二つあります。一つを消してください。",
			"loginUrl":   "上のオリジンのいずれかで始まるアドレスを、「#」のない形で入力してください。1000文字までです。",
			"privacyUrl": "「https://」で始まるアドレスを、1000文字以内で入力してください。", "issuer.postalCode": "7桁の数字で入力してください。",
			"issuer.phone": "市外局番から、数字とハイフンで入力してください。", "issuer.number": "「T」と13桁の数字を入力してください。番号の検査数字が合っていません。",
			"issuer.reduced": "「決済方法の設定」にあるグループから選んでください。",
		},
		Conflict: "{who}さんが、先に別の内容を保存しました（{at}）。あなたの内容は、まだ保存されていません。違う項目に、いまの保存内容を並べています。ご確認のうえ、もう一度「保存する」を押してください。",
		Theirs:   "いまの保存内容：", Empty: "（空欄）", NoGroups: "決済グループがありません。「決済方法の設定」で追加できます。",
	}
}

func shopInfoEnglish() ShopInfo {
	return ShopInfo{
		Title: "Shop", Lead: "What you save holds at once.",
		ShopTitle: "Shop", MailTitle: "Mail", IssuerTitle: "Who writes the papers", IssuerLead: "Printed on delivery notes, invoices and receipts.",
		Fields: map[string]string{
			"name": "Name of the shop", "origins": "Origins of the shop", "loginUrl": "Login URL", "privacyUrl": "URL of the privacy notice", "contact": "E-mail address of the shop",
			"issuer.name": "Name of the issuer", "issuer.postalCode": "Postcode", "issuer.address": "Address", "issuer.phone": "Phone", "issuer.number": "Registration number",
			"issuer.rounding": "Rounding of the consumption tax", "issuer.reduced": "Payment groups with the reduced rate (8%)",
		},
		Hints: map[string]string{
			"name": "Stands in mails to shoppers and in this console, at most 100 characters.", "origins": "The part “https://shop.example” of the addresses of the shop's pages; one a line, at most 20. On other pages the buttons do not work.",
			"loginUrl":   "Where the shop's server takes logins of members with Amazon; on one of the origins above. Leave it empty if it is not used.",
			"privacyUrl": "The address of the privacy notice, which Amazon's application asks for.", "contact": "Shoppers' answers and Noren's reports arrive there.",
			"issuer.name": "As registered. If it is empty, the shop's name is printed.", "issuer.postalCode": "With or without a hyphen.", "issuer.address": "At most 200 characters; line breaks are possible.",
			"issuer.number":   "The number of a qualified invoice issuer: T and 13 digits. Leave it empty if there is none.",
			"issuer.reduced":  "Goods of groups without a tick have 10%.",
			"issuer.rounding": "Once for each rate and paper.",
		},
		Roundings: map[string]string{"": "Down", "nearest": "To the nearest", "up": "Up"},
		Save:      "Save", SaveHint: "Saves all fields together.", Saved: "The shop's data have been saved.",
		Faulty: "Nothing was saved. Please look at {n} fields.",
		Faults: map[string]string{
			"origins":          "Enter “https://” and a host name only, such as “https://shop.example”, one a line, without a path or a slash at the end.",
			"origins.required": "Enter one origin at least.", "origins.min": "Enter one origin at least.", "origins.max": "There may be 20 origins of 255 characters at most.", "origins.unique": "An origin is there twice. Please remove one.",
			"loginUrl":   "Enter an address that begins with one of the origins above, without “#”, of at most 1000 characters.",
			"privacyUrl": "Enter an address that begins with “https://”, of at most 1000 characters.", "issuer.postalCode": "Enter seven digits.",
			"issuer.phone": "Enter digits and hyphens, with the area code.", "issuer.number": "Enter T and 13 digits. The check digit does not fit.",
			"issuer.reduced": "Choose among the groups under “Payment methods”.",
		},
		Conflict: "{who} has saved something else before you ({at}). What you typed is not saved yet. What is saved now stands beside the fields that differ. Look at it, and press “Save” again.",
		Theirs:   "Saved now:", Empty: "(empty)", NoGroups: "There are no payment groups. Add them under “Payment methods”.",
	}
}
