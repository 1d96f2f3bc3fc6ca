package i18n

import "noren/shared/api"

// Export are the words of the download of orders (R5-8), made by a function so that the browser program does not carry them.
type Export struct {
	Lang    api.Lang
	Columns map[string]string // headings, by ledger's column
	States  map[string]string // of an order
	Alerts  map[string]string // why a person should look at an order
	Yes, No string
	Erased  string // in place of the names of people who were forgotten
}

// YesNo says one or the other.
func (e Export) YesNo(yes bool) string {
	if yes {
		return e.Yes
	}
	return e.No
}

// ExportFor returns the words in a language; any other than English gives Japanese.
func ExportFor(lang api.Lang) Export {
	export := Export{Lang: api.Japanese, Columns: exportColumnsJapanese(), Yes: "あり", No: "なし", Erased: "消去済み"}
	if lang == api.English {
		export = Export{Lang: api.English, Columns: exportColumnsEnglish(), Yes: "yes", No: "no", Erased: "erased"}
	}
	export.States, export.Alerts = OrderStates(lang), OrderAlerts(lang)
	return export
}

func exportColumnsJapanese() map[string]string {
	return map[string]string{
		"number": "注文番号", "placed_at": "注文日時", "created_at": "受付日時", "updated_at": "最終更新日時", "state": "状態", "state_code": "状態コード",
		"total": "合計金額", "goods_total": "商品合計", "postage": "送料", "fees": "手数料", "discounts": "値引き", "amazon_total": "Amazonの金額",
		"differs": "金額の差異", "captured": "決済済み金額", "refunded": "返金済み金額", "permission_id": "AmazonリファレンスID",
		"charge_id": "AmazonオーソリID", "card": "お支払い方法", "reason": "Amazonの理由コード", "alert": "要確認", "authorised_at": "オーソリ日時",
		"expires_at": "オーソリ期限", "permission_expires_at": "Amazonでの期限", "capture_at": "決済依頼の予定", "ship_on": "出荷予定日",
		"shipped_at": "出荷日時", "lang": "言語", "cart_id": "カートID", "erased_at": "個人情報の消去日時",

		"purchaser_name": "購入者氏名", "purchaser_family_name": "購入者 姓", "purchaser_given_name": "購入者 名", "purchaser_kana": "購入者フリガナ",
		"purchaser_email": "購入者メールアドレス", "purchaser_phone": "購入者電話番号", "purchaser_postcode": "購入者郵便番号",
		"purchaser_address": "購入者住所", "purchaser_prefecture": "購入者 都道府県", "purchaser_city": "購入者 市区町村",
		"purchaser_street": "購入者 町名・番地", "purchaser_building": "購入者 建物名",
		"delivery_name": "お届け先氏名", "delivery_phone": "お届け先電話番号", "delivery_postcode": "お届け先郵便番号", "delivery_address": "お届け先住所",
		"delivery_prefecture": "お届け先 都道府県", "delivery_city": "お届け先 市区町村", "delivery_street": "お届け先 町名・番地",
		"delivery_building": "お届け先 建物名",

		"goods": "商品", "quantity": "数量合計", "line_sku": "商品コード", "line_name": "商品名", "line_price": "単価", "line_quantity": "数量",
		"line_amount": "小計", "line_group": "決済グループ",
	}
}

func exportColumnsEnglish() map[string]string {
	return map[string]string{
		"number": "Order number", "placed_at": "Ordered at", "created_at": "Received at", "updated_at": "Last changed at", "state": "State",
		"state_code": "State code", "total": "Total", "goods_total": "Goods total", "postage": "Postage", "fees": "Fees", "discounts": "Discounts",
		"amazon_total": "Amount at Amazon", "differs": "Amounts differ", "captured": "Captured", "refunded": "Refunded",
		"permission_id": "Amazon reference ID", "charge_id": "Amazon charge ID", "card": "Payment method", "reason": "Amazon's reason code",
		"alert": "Needs a look", "authorised_at": "Authorised at", "expires_at": "Authorisation ends", "permission_expires_at": "Ends at Amazon",
		"capture_at": "Payment request planned", "ship_on": "Shipping day", "shipped_at": "Shipped at", "lang": "Language", "cart_id": "Cart ID",
		"erased_at": "Personal data erased at",

		"purchaser_name": "Purchaser", "purchaser_family_name": "Purchaser: family name", "purchaser_given_name": "Purchaser: given name",
		"purchaser_kana": "Purchaser: kana", "purchaser_email": "Purchaser: e-mail", "purchaser_phone": "Purchaser: phone",
		"purchaser_postcode": "Purchaser: postcode", "purchaser_address": "Purchaser: address", "purchaser_prefecture": "Purchaser: prefecture",
		"purchaser_city": "Purchaser: city", "purchaser_street": "Purchaser: street", "purchaser_building": "Purchaser: building",
		"delivery_name": "Recipient", "delivery_phone": "Recipient: phone", "delivery_postcode": "Recipient: postcode",
		"delivery_address": "Recipient: address", "delivery_prefecture": "Recipient: prefecture", "delivery_city": "Recipient: city",
		"delivery_street": "Recipient: street", "delivery_building": "Recipient: building",

		"goods": "Goods", "quantity": "Pieces", "line_sku": "Item: SKU", "line_name": "Item: name", "line_price": "Item: unit price",
		"line_quantity": "Item: quantity", "line_amount": "Item: amount", "line_group": "Item: payment group",
	}
}
