package sandbox

import "strings"

// verificationMail is subject and text; {code} is the code.
func verificationMail(lang string) mailText {
	if lang == "en" {
		return mailText{"Your verification code", "Please enter this code to verify your e-mail address:\n\n{code}\n\nDo not give this code to anybody."}
	}
	return mailText{"Eメールアドレスの確認", "Eメールアドレスを確認するため、次の確認コードを入力してください。\n\n{code}\n\nこのコードは、ほかの人に教えないでください。"}
}

// reviewMail is the result of the review with the next step (R2-1).
func reviewMail(lang string, kind MailKind) mailText {
	accepted := kind == MailAccepted
	switch {
	case lang == "en" && accepted:
		return mailText{"Your Amazon Pay application was accepted", "{company}\n\nThank you for your application to Amazon Pay. Our review is complete and your account was accepted: you can now take real payments.\n\n" +
			"Next step: go on in the administration of your shop system, where you applied from, and switch Amazon Pay on.\n\nMerchant ID: {merchant}\nStore ID: {store}"}
	case lang == "en":
		return mailText{"The result of your Amazon Pay application", "{company}\n\nThank you for your application to Amazon Pay. After our review we cannot offer you Amazon Pay with this application.\n\n" +
			"Next step: check your details, the goods you sell and your shop's legal notice. Then start the application again from your shop system and sign in with this account.\n\nMerchant ID: {merchant}"}
	case accepted:
		return mailText{"Amazon Payの審査が完了しました（承認）", "{company} 御中\n\nAmazon Payにお申し込みいただき、ありがとうございます。審査の結果、アカウントが承認されました。本番環境でお支払いを受け付けられます。\n\n" +
			"次の手順：お申し込み元のショップ管理画面に戻り、Amazon Payの利用開始の手続きへお進みください。\n\n出品者ID：{merchant}\nストアID：{store}"}
	default:
		return mailText{"Amazon Payの審査結果のお知らせ", "{company} 御中\n\nAmazon Payにお申し込みいただき、ありがとうございます。審査の結果、今回のお申し込みではAmazon Payをご利用いただけません。\n\n" +
			"次の手順：お申し込み内容、取り扱い商材、ショップの「特定商取引法に基づく表記」をご確認ください。そのうえで、ショップ管理画面からもう一度お申し込みを始め、このアカウントでログインしてください。\n\n出品者ID：{merchant}"}
	}
}

// mailMerchant tells a merchant the result of its review. An account that a provider opened may have no address.
func (s *Sandbox) mailMerchant(a *account, kind MailKind) {
	if a.Email == "" {
		return
	}
	t := reviewMail(a.lang, kind)
	text := strings.NewReplacer("{company}", a.company, "{merchant}", a.MerchantID, "{store}", a.StoreID).Replace(t.text)
	s.send(Mail{
		Kind: kind, To: a.Email, MerchantID: a.MerchantID, Subject: t.subject,
		Text: text + "\n\n" + mailTextsOf(a.lang).footer + "\n",
	})
}
