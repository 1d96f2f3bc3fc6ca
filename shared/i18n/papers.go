package i18n

import "noren/shared/api"

// Papers are the words of delivery note, invoice and receipt (R5-9), made by a function so that the browser program does not carry
// them.
type Papers struct {
	Lang      api.Lang
	DayLayout string

	Kinds map[string]PaperWords // by console's kind

	IssuedOn, OrderedOn, ShippedOn, Number, Reference, Registration string
	Postcode, Phone                                                 string // {code}, {phone}
	Honours                                                         map[string]string
	Orderer, Payment                                                string // {name}

	Item, Quantity, Price, Amount, Rate string // headings of the table
	RateOf                              string // {rate}
	Untaxed                             string
	Goods, Postage, Fees, Discounts     string
	Total, TaxIncluded                  string
	TaxSum                              string // {rate}
	Tax                                 string // {tax}, of a rate's sum
	Reduced                             string // mark of goods with the reduced rate
	ReducedNote                         string
	Note                                string

	For      string // 但し書き: {what}
	ForGoods string // its default
	Received string
	CardUsed string
	NoStamp  string // why no revenue stamp stands there

	// On the screen only.
	Print, Back, Apply                    string
	To, Honour, NoHonour, Purpose         string
	Differs                               string // {paper} {amazon}
	Corrected                             string
	NotCaptured, Returned, NoRegistration string // {amount}
	Cancelled                             string
}

// PaperWords are what one kind of paper says.
type PaperWords struct{ Title, Lead, Total string }

// PapersFor returns the words in a language; any other than English gives Japanese.
func PapersFor(lang api.Lang) Papers {
	if lang == api.English {
		return papersEnglish()
	}
	return papersJapanese()
}

func papersJapanese() Papers {
	return Papers{
		Lang: api.Japanese, DayLayout: "2006年1月2日",
		Kinds: map[string]PaperWords{
			"delivery_note": {"納品書", "このたびはご注文いただき、ありがとうございます。下記のとおり納品いたします。", "合計金額"},
			"invoice":       {"請求書", "下記のとおりご請求申し上げます。", "ご請求金額"},
			"receipt":       {"領収書", "", "領収金額"},
		},
		IssuedOn: "発行日", OrderedOn: "ご注文日", ShippedOn: "出荷日", Number: "注文番号", Reference: "AmazonリファレンスID", Registration: "登録番号",
		Postcode: "〒{code}", Phone: "電話 {phone}", Honours: map[string]string{"sama": "様", "onchu": "御中", "none": ""},
		Orderer: "ご注文者　{name} 様", Payment: "お支払い方法：Amazon Pay",
		Item: "品名", Quantity: "数量", Price: "単価", Amount: "金額", Rate: "税率", RateOf: "{rate}%", Untaxed: "対象外",
		Goods: "商品合計", Postage: "送料", Fees: "手数料", Discounts: "値引き", Total: "合計", TaxIncluded: "（税込）", TaxSum: "{rate}%対象", Tax: "（内消費税 {tax}）",
		Reduced: "※", ReducedNote: "※は軽減税率（8%）の対象です。", Note: "備考",
		For: "但し、{what}として", ForGoods: "お品代", Received: "上記の金額を正に領収いたしました。",
		CardUsed: "クレジットカード利用（Amazon Pay）", NoStamp: "クレジットカード利用のため、収入印紙は貼付しておりません。",
		Print: "印刷する", Back: "注文に戻る", Apply: "反映する", To: "宛名", Honour: "敬称", NoHonour: "なし", Purpose: "但し書き",
		Differs:     "この書類の合計（{paper}）が、Amazonの金額（{amazon}）と異なります。送信・印刷の前に、金額を修正してください。",
		Corrected:   "金額は担当者が修正したものです。",
		NotCaptured: "決済がまだ完了していません。領収書は、決済の完了後にお渡しください。", Returned: "{amount}を返金しています。金額をご確認ください。",
		NoRegistration: "登録番号が設定されていないため、適格請求書にはなりません。", Cancelled: "この注文のお支払いはキャンセルされています。",
	}
}

func papersEnglish() Papers {
	return Papers{
		Lang: api.English, DayLayout: "2 January 2006",
		Kinds: map[string]PaperWords{
			"delivery_note": {"Delivery note", "Thank you for your order. Please find the following goods enclosed.", "Total"},
			"invoice":       {"Invoice", "Please find below what we charge for your order.", "Amount due"},
			"receipt":       {"Receipt", "", "Amount received"},
		},
		IssuedOn: "Date of issue", OrderedOn: "Ordered on", ShippedOn: "Shipped on", Number: "Order number", Reference: "Amazon reference ID",
		Registration: "Registration number", Postcode: "{code}", Phone: "Phone {phone}", Honours: map[string]string{"sama": "", "onchu": "", "none": ""},
		Orderer: "Ordered by {name}", Payment: "Payment: Amazon Pay",
		Item: "Item", Quantity: "Quantity", Price: "Unit price", Amount: "Amount", Rate: "Tax", RateOf: "{rate}%", Untaxed: "none",
		Goods: "Goods", Postage: "Postage", Fees: "Fees", Discounts: "Discounts", Total: "Total", TaxIncluded: "(tax included)", TaxSum: "At {rate}%",
		Tax: "(of which tax {tax})", Reduced: "*", ReducedNote: "* has the reduced rate (8%).", Note: "Remarks",
		For: "For {what}", ForGoods: "goods", Received: "We have received the above amount with thanks.",
		CardUsed: "Paid by credit card (Amazon Pay)", NoStamp: "No revenue stamp is needed, as it was paid by credit card.",
		Print: "Print", Back: "Back to the order", Apply: "Apply", To: "Addressed to", Honour: "Form of address", NoHonour: "none", Purpose: "Purpose",
		Differs:     "The total of this paper ({paper}) is not the amount at Amazon ({amazon}). Correct the figures before you send or print it.",
		Corrected:   "The figures were corrected by the staff.",
		NotCaptured: "The payment is not captured yet. Hand out the receipt when it is.", Returned: "{amount} was refunded. Please check the figures.",
		NoRegistration: "Without a registration number this is no qualified invoice.", Cancelled: "The payment of this order is cancelled.",
	}
}
