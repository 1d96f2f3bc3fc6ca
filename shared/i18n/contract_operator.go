package i18n

import "noren/shared/api"

// ContractOperator are the words of the operators' pages about contracts, bills and tariffs.
type ContractOperator struct {
	Title, Lead                          string
	Contracts, Bill, Tariffs             string // the three pages
	Shop, State, Registered              string
	BillLead, Month, Show, Download      string
	Initial, Monthly, Tax, Total         string
	NoBill, Sum                          string // {n} in Sum
	TariffLead, From, Since, TaxPercent  string
	SaleFee, SaleFeeHint, Set, SetLead   string
	ToConfirm, ConfirmTitle, ConfirmLead string // {month}
	Before, After, Save, Change, Saved   string // {month}
	InForce                              string
}

// ContractOperatorFor returns the words in a language; any other than English gives Japanese.
func ContractOperatorFor(lang api.Lang) ContractOperator {
	if lang == api.English {
		return ContractOperator{
			Title: "Contracts", Lead: "How the contracts of all shops stand.", Contracts: "Contracts", Bill: "Bills", Tariffs: "Prices",
			Shop: "Shop", State: "Status", Registered: "Amazon Pay",
			BillLead: "What is billed for a month. As long as the month goes on, contracts may come.", Month: "Month", Show: "Show", Download: "Download as CSV",
			Initial: "Initial cost", Monthly: "Monthly fee", Tax: "Consumption tax", Total: "Total", NoBill: "Nothing is billed for this month.", Sum: "{n} in all",
			TariffLead: "What the service costs, without tax.", From: "From", Since: "since ever", TaxPercent: "Consumption tax (%)",
			SaleFee: "Amazon Pay fee (%)", SaleFeeHint: "Amazon deducts the Amazon Pay fee. It is shown only, and not billed.", Set: "New prices",
			SetLead:   "They hold from a month that has not begun. A second entry for the same month replaces the first.",
			ToConfirm: "Proceed to confirm", ConfirmTitle: "Confirm the new prices", ConfirmLead: "They hold for all shops from {month} on, and are shown in the console at once.",
			Before: "So far", After: "From then on", Save: "Save the prices", Change: "Change what you entered", Saved: "The prices from {month} on have been saved.", InForce: "in force",
		}
	}
	return ContractOperator{
		Title: "契約一覧", Lead: "すべてのショップの契約の状態です。", Contracts: "契約", Bill: "請求", Tariffs: "料金",
		Shop: "ショップ", State: "ご利用状況", Registered: "Amazon Pay",
		BillLead: "月ごとの請求額です。その月が終わるまでは、新しいお申し込みにより増えることがあります。", Month: "月", Show: "表示する", Download: "CSVをダウンロード",
		Initial: "初期費用", Monthly: "月額利用料", Tax: "消費税", Total: "合計", NoBill: "この月の請求はありません。", Sum: "合計{n}件",
		TariffLead: "サービスの料金です。金額は税別です。", From: "適用開始", Since: "当初", TaxPercent: "消費税率（%）",
		SaleFee: "Amazon Pay 決済手数料（%）", SaleFeeHint: "Amazon Pay 決済手数料はAmazonが差し引きます。案内に表示するだけで、請求はしません。", Set: "料金の変更",
		SetLead:   "これから始まる月から適用されます。同じ月にもう一度登録すると、置き換わります。",
		ToConfirm: "確認へ進む", ConfirmTitle: "料金の変更の確認", ConfirmLead: "{month}から、すべてのショップに適用されます。管理画面にはすぐに表示されます。",
		Before: "これまで", After: "変更後", Save: "料金を保存する", Change: "入力内容を修正する", Saved: "{month}からの料金を保存しました。", InForce: "適用中",
	}
}

// BillColumns are the names of a bill's columns, in the order of contract.Charge.
func (c Contract) BillColumns() [9]string {
	o := ContractOperatorFor(c.Lang)
	return [9]string{c.ShopID, o.Shop, c.Company, c.CorporateNumber, o.Month, o.Initial, o.Monthly, o.Tax, o.Total}
}
