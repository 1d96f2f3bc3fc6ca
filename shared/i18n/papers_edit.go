package i18n

import "noren/shared/api"

// PaperEdit are the words of the page on which the figures of an order's papers are corrected (R5-9).
type PaperEdit struct {
	Title, Lead         string
	Why                 string // the amount was changed in Seller Central: {order} {amazon}
	Fields              map[string]string
	Line                string // {n} {field}
	AddHint             string
	Sum                 string // {sum}
	Check, Save, Reset  string
	ResetHint           string
	Saved, Restored     string
	Raced               string
	Open                string // {paper}
	RateStandard        string
	RateReduced, NoRate string
}

// PaperEditFor returns the words in a language; any other than English gives Japanese.
func PaperEditFor(lang api.Lang) PaperEdit {
	if lang == api.English {
		return PaperEdit{
			Title: "Figures of the papers", Lead: "Delivery note, invoice, receipt and individual mail take these figures. The order itself and Amazon stay as they are.",
			Why: "The amount at Amazon is {amazon}, that of the order is {order}. Correct the figures before you send or print anything.",
			Fields: map[string]string{
				"sku": "SKU", "name": "Item", "quantity": "Quantity", "price": "Unit price", "rate": "Tax", "postage": "Postage", "fees": "Fees", "discounts": "Discounts",
				"adjustment": "Difference", "difference": "Name of the difference", "total": "Total", "note": "Remarks", "lines": "Items",
			},
			Line: "Row {n}: {field}", AddHint: "An empty row adds an item; a row without a name is left out.", Sum: "The parts add up to {sum}.",
			Check: "Add up", Save: "Save", Reset: "Back to the order's own figures", ResetHint: "The corrected figures are dropped.",
			Saved: "The figures are saved.", Restored: "The papers have the order's own figures again.",
			Raced: "Somebody else has changed the order in the meantime. Please check the figures and save again.", Open: "Open: {paper}",
			RateStandard: "10%", RateReduced: "8% (reduced)", NoRate: "none",
		}
	}
	return PaperEdit{
		Title: "書類の金額の修正", Lead: "納品書・請求書・領収書・個別確認メールは、この金額で作成されます。注文とAmazonの金額は変わりません。",
		Why: "Amazonの金額は{amazon}、注文の金額は{order}です。送信・印刷の前に、金額を修正してください。",
		Fields: map[string]string{
			"sku": "商品コード", "name": "品名", "quantity": "数量", "price": "単価", "rate": "税率", "postage": "送料", "fees": "手数料", "discounts": "値引き",
			"adjustment": "差額", "difference": "差額の名目", "total": "合計", "note": "備考", "lines": "商品",
		},
		Line: "{n}行目の{field}", AddHint: "空の行に入力すると商品を追加します。品名を空にした行は削除されます。", Sum: "内訳の合計は{sum}です。",
		Check: "合計を計算する", Save: "保存する", Reset: "注文の金額に戻す", ResetHint: "修正した内容は破棄されます。",
		Saved: "書類の金額を保存しました。", Restored: "書類を注文の金額に戻しました。",
		Raced: "この注文は、ほかの担当者が変更しました。内容を確認して、もう一度保存してください。", Open: "{paper}を開く",
		RateStandard: "10%", RateReduced: "8%（軽減）", NoRate: "対象外",
	}
}
