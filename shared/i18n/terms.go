package i18n

import "noren/shared/api"

// Terms are the terms of service that a merchant agrees to (R2-3), where the operator has none of their own.
type Terms struct {
	Title    string
	Sections []TermsSection
}

// TermsSection is one article.
type TermsSection struct {
	Heading string
	Texts   []string
}

// TermsFor returns the terms in a language; any other than English gives Japanese, which is the one that counts.
func TermsFor(lang api.Lang) Terms {
	if lang == api.English {
		return termsEnglish()
	}
	return termsJapanese()
}

func termsJapanese() Terms {
	return Terms{Title: "サービス規約", Sections: []TermsSection{
		{"適用", []string{"この規約は、Norenを運営する者（以下「運営者」）が、ショップを営む法人（以下「ショップ」）に提供する、Amazon Pay対応機能（以下「本サービス」）の利用に適用します。"}},
		{"お申し込みと契約の成立", []string{
			"お申し込みは法人に限ります。契約は、管理画面の「お申し込み」が完了したときに成立します。契約はショップごとに結びます。",
			"ショップは、アマゾンジャパン合同会社の審査と、同社との契約が完了していることを申告します。",
		}},
		{"Amazonとの関係", []string{"お支払いの処理はAmazonが行います。Amazonとの契約、審査、入金、手数料には、Amazonの規約を適用します。運営者は、審査の結果を保証しません。"}},
		{"料金", []string{
			"料金は、管理画面の「契約情報・各種手続き」に表示します。月額利用料は、お申し込みの月から、解約となる月まで発生し、日割りは行いません。",
			"運営者は、これから始まる月から適用する料金を変更できます。変更は、あらかじめ管理画面に表示します。",
		}},
		{"利用できない販売方法", []string{"「定期購入」「頒布会」「代理注文」「LPカート」「海外カート」では、本サービスを利用できません。"}},
		{"ショップの責任", []string{
			"ショップは、管理画面のアカウント、サーバーの鍵、Amazonの認証情報を、第三者に知られないように管理します。",
			"ショップは、特定商取引に関する法律などの法令を守り、お支払い方法の案内にAmazon Payを記載します。",
		}},
		{"お客さまの情報", []string{"運営者は、お客さまの情報を、注文とお支払いの処理に必要な範囲で、ショップに代わって取り扱います。保存する情報は暗号化します。"}},
		{"停止", []string{"保守、障害、Amazonの停止など、やむを得ない場合は、本サービスの全部または一部を停止することがあります。"}},
		{"解約", []string{
			"ショップは、管理画面からいつでも解約を予約できます。契約は、予約した月の末日に終了します。末日までは、予約を取り消せます。",
			"終了後は、新しいお支払いを受け付けません。終了前の注文の決済依頼、キャンセル、返金は、終了後も行えます。",
		}},
		{"責任の範囲", []string{"運営者が損害を賠償する場合、その額は、損害が生じた月の月額利用料を上限とします。運営者に故意または重大な過失があるときは、この限りではありません。"}},
		{"規約の変更", []string{"運営者は、この規約を変更することがあります。変更する場合は、適用する日と内容を、あらかじめ管理画面またはメールでお知らせします。"}},
		{"準拠法", []string{"この規約には日本法を適用します。"}},
	}}
}

func termsEnglish() Terms {
	return Terms{Title: "Terms of service", Sections: []TermsSection{
		{"Scope", []string{"These terms apply to the use of the Amazon Pay service («the service») that the operator of Noren («the operator») provides to a corporation that runs a shop («the shop»). The Japanese text is the one that counts."}},
		{"Application", []string{
			"Only corporations can apply. The contract is made when «Apply» is complete in the console. Each shop has a contract of its own.",
			"The shop declares that the review by, and its contract with, Amazon Japan G.K. are complete.",
		}},
		{"Amazon", []string{"Amazon processes the payments. Amazon's terms apply to the contract with Amazon, its review, payouts and fees. The operator does not warrant the result of the review."}},
		{"Prices", []string{
			"The prices are shown in the console under «Contract and procedures». The monthly fee runs from the month of the application to the month of the end, in full.",
			"The operator can change the prices for months that have not begun. A change is shown in the console beforehand.",
		}},
		{"What it is not for", []string{"The service cannot be used for subscriptions, periodic clubs, proxy orders, landing-page carts and the overseas cart."}},
		{"The shop's duties", []string{
			"The shop keeps the accounts of the console, the keys of its servers and the credentials of Amazon secret.",
			"The shop obeys the law, such as that on specified commercial transactions, and lists Amazon Pay among its payment methods.",
		}},
		{"Shoppers' data", []string{"The operator handles the data of shoppers on behalf of the shop, as far as orders and payments need it. What is stored is encrypted."}},
		{"Interruptions", []string{"The service or parts of it may stop for maintenance, by failures or when Amazon stops."}},
		{"Cancellation", []string{
			"The shop can reserve a cancellation in the console at any time. The contract ends with the last day of that month; until then the reservation can be taken back.",
			"After the end no new payments are taken. Payments of earlier orders can still be requested, cancelled and refunded.",
		}},
		{"Liability", []string{"Damages that the operator owes are limited to the monthly fee of the month in which the damage arose, except for intent and gross negligence."}},
		{"Changes", []string{"The operator may change these terms, and tells the day and the change beforehand in the console or by mail."}},
		{"Law", []string{"The law of Japan applies."}},
	}}
}
