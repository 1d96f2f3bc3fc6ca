package i18n

import "noren/shared/api"

func mailJapanese() Mail {
	return Mail{
		Lang:     api.Japanese,
		Defaults: mailDefaultsJapanese(),
		Places: map[string]string{
			"name": "お名前", "shop": "ショップ名", "order_number": "注文番号", "order_date": "注文日", "amazon_reference_id": "AmazonリファレンスID",
			"items": "商品", "amounts": "金額", "total": "合計金額", "delivery": "お届け先", "refund_amount": "返金額", "refund_note": "返金のご案内",
			"card_change_url": "カード変更先", "deadline": "期限", "guide": "ご案内", "report": "結果", "console_url": "管理画面",
		},
		DayLayout: "2006年1月2日", Yen: "{n}円", Item: "　{price} × {quantity}点 ＝ {sum}", Row: "{name}：{amount}", Recipient: "{name} 様", Phone: "電話番号：{phone}", PostalMark: "〒",
		GoodsTotal: "商品合計", Postage: "送料", Fees: "手数料", Discounts: "割引", Total: "合計（税込）",
		RefundNote: "お支払い済みの{amount}は、Amazon Payを通じて、ご利用のお支払い方法へ返金いたします。\n返金の時期は、カード会社などによって異なります。",
		NoCharge:   "このご注文のお支払いは、請求されません。",
		Finding:    "■ {outcome}：{n}件（{amount}）", FindingOrder: "・注文番号 {order}（{amount}）", FindingShop: "■ {outcome}",
		Outcomes: map[string]string{
			"captured": "決済依頼を行いました", "reauthorised": "再オーソリを行いました", "change_card": "お客様へカード変更のお願いをお送りしました",
			"capture": "決済依頼が承認されませんでした", "reauthorise": "再オーソリが承認されませんでした", "refund": "返金が完了しませんでした",
			"lapses": "オーソリの有効期限が近づいています", "differs": "セラーセントラルで金額が変更されています",
			"unknown_charge": "セラーセントラルで決済が行われています", "chargeback": "チャージバックの通知がありました。セラーセントラルでご確認ください", "attention": "注文のない支払いがあります",
			"webhook_disabled": "ショップのサーバーへの通知を停止しました",
		},
		Sample: MailSample{
			Name: "山田 太郎", Goods: [2]string{"煎茶「朝霧」 100g", "湯呑み 白磁"},
			Region: "東京都", City: "目黒区", Street: "下目黒1-8-1",
			Guide: "お茶は、開封後なるべくお早めにお召し上がりください。",
		},
	}
}

const (
	mailOrderJapanese = `■ ご注文内容
注文番号：{注文番号}
ご注文日：{注文日}
お支払い方法：Amazon Pay
AmazonリファレンスID：{AmazonリファレンスID}

{商品}

{金額}

■ お届け先
{お届け先}
`
	mailEndJapanese = `
ご不明な点がございましたら、{ショップ名}までお問い合わせください。

――――――――――――――――
{ショップ名}
――――――――――――――――
`
)

func mailDefaultsJapanese() map[string]MailText {
	return map[string]MailText{
		"order_confirmation": {"【{ショップ名}】ご注文ありがとうございます（注文番号：{注文番号}）", `{お名前} 様

このたびは、{ショップ名}をご利用いただき、誠にありがとうございます。
次の内容でご注文を承りました。

{ご案内}

` + mailOrderJapanese + `
このメールは、ご注文の受付時に自動でお送りしています。
お心当たりのない場合は、お手数ですが、ショップまでご連絡ください。
` + mailEndJapanese},
		"payment_requested": {"【{ショップ名}】お支払い手続き完了のお知らせ（注文番号：{注文番号}）", `{お名前} 様

いつも{ショップ名}をご利用いただき、誠にありがとうございます。
次のご注文について、Amazon Payでのお支払い手続きが完了しましたので、お知らせいたします。

{ご案内}

■ お支払い
注文番号：{注文番号}
ご注文日：{注文日}
お支払い金額：{合計金額}
AmazonリファレンスID：{AmazonリファレンスID}
` + mailEndJapanese},
		"order_cancelled": {"【{ショップ名}】ご注文キャンセルのお知らせ（注文番号：{注文番号}）", `{お名前} 様

いつも{ショップ名}をご利用いただき、誠にありがとうございます。
次のご注文をキャンセルいたしましたので、お知らせいたします。

{返金のご案内}

{ご案内}

■ キャンセルしたご注文
注文番号：{注文番号}
ご注文日：{注文日}
AmazonリファレンスID：{AmazonリファレンスID}

{商品}

{金額}
` + mailEndJapanese},
		"refunded": {"【{ショップ名}】ご返金のお知らせ（注文番号：{注文番号}）", `{お名前} 様

いつも{ショップ名}をご利用いただき、誠にありがとうございます。
次のご注文について、Amazon Payを通じて返金の手続きをいたしましたので、お知らせいたします。
ご利用のお支払い方法へ反映される時期は、カード会社などによって異なります。

{ご案内}

■ 返金
返金額：{返金額}
注文番号：{注文番号}
ご注文日：{注文日}
AmazonリファレンスID：{AmazonリファレンスID}
` + mailEndJapanese},
		"change_card": {"【{ショップ名}】お支払い方法の変更のお願い（注文番号：{注文番号}）", `{お名前} 様

いつも{ショップ名}をご利用いただき、誠にありがとうございます。
次のご注文について、Amazon Payでご指定のお支払い方法が承認されませんでした。
お手数をおかけしますが、Amazonの次のページで、別のお支払い方法への変更をお願いいたします。

{カード変更先}

期限：{期限}

{ご案内}

■ ご注文
注文番号：{注文番号}
ご注文日：{注文日}
ご請求金額：{合計金額}
AmazonリファレンスID：{AmazonリファレンスID}

{ショップ名}が、メールや電話でカード番号やAmazonのパスワードをおたずねすることはありません。
行き違いで、すでに変更がお済みの場合は、ご容赦ください。
` + mailEndJapanese},
		"individual": {"【{ショップ名}】ご注文内容のご確認（注文番号：{注文番号}）", `{お名前} 様

このたびは、{ショップ名}をご利用いただき、誠にありがとうございます。
ご注文の内容は、次のとおりです。ご確認をお願いいたします。

{ご案内}

` + mailOrderJapanese + mailEndJapanese},
		"report": {"【Noren】自動処理の結果（{ショップ名}）", `{ショップ名} ご担当者様

自動処理の結果をお知らせいたします。

{結果}

詳しくは、管理画面をご覧ください。
{管理画面}

――――――――――――――――
このメールは、Norenから自動でお送りしています。
`},
	}
}
