package i18n

import "noren/shared/api"

// Download are the words of the page on which columns of the download are chosen (R5-8).
type Download struct {
	Title, Lead               string
	Sets, Default             string
	Chosen, Offered           string
	Up, Down, Remove, Add     string // {column}
	Rows, RowOrder, RowLine   string
	Encoding, UTF8, ShiftJIS  string
	ShiftJISNote              string
	From, To, Filtered        string
	Fetch, SaveAs, Name, Save string
	Delete                    string // {name}
	Saved, Deleted            string
	NameTaken                 string
	Empty                     string
}

// DownloadFor returns the words in a language; any other than English gives Japanese.
func DownloadFor(lang api.Lang) Download {
	if lang == api.English {
		return Download{
			Title: "Download orders", Lead: "Choose the columns and their order. Amazon's reference ID is added like any other, for matching with Seller Central.",
			Sets: "Saved settings", Default: "Standard",
			Chosen: "Columns of the file", Offered: "Columns that can be added",
			Up: "Move {column} up", Down: "Move {column} down", Remove: "Remove {column}", Add: "Add {column}",
			Rows: "Rows", RowOrder: "One row for each order", RowLine: "One row for each item",
			Encoding: "Encoding", UTF8: "UTF-8 (recommended)", ShiftJIS: "Shift_JIS", ShiftJISNote: "In Shift_JIS, characters that it does not have are written as 〓.",
			From: "Ordered from", To: "Ordered until", Filtered: "Only the orders that you searched for are downloaded.",
			Fetch: "Download CSV", SaveAs: "Save these settings", Name: "Name", Save: "Save", Delete: "Delete “{name}”",
			Saved: "The settings are saved.", Deleted: "The settings are deleted.", NameTaken: "Other settings have this name already.",
			Empty: "Please add at least one column.",
		}
	}
	return Download{
		Title: "受注データのダウンロード", Lead: "CSVに出力する項目と並び順を選びます。セラーセントラルとの照合には「AmazonリファレンスID」を追加してください。",
		Sets: "保存した設定", Default: "標準",
		Chosen: "出力する項目", Offered: "追加できる項目",
		Up: "「{column}」を上へ", Down: "「{column}」を下へ", Remove: "「{column}」を外す", Add: "「{column}」を追加",
		Rows: "行の単位", RowOrder: "1注文を1行にする", RowLine: "1商品を1行にする",
		Encoding: "文字コード", UTF8: "UTF-8（推奨）", ShiftJIS: "Shift_JIS", ShiftJISNote: "Shift_JISにない文字は「〓」になります。",
		From: "注文日（から）", To: "注文日（まで）", Filtered: "検索した条件の注文だけを出力します。",
		Fetch: "CSVをダウンロード", SaveAs: "この設定を保存する", Name: "設定の名前", Save: "保存する", Delete: "「{name}」を削除",
		Saved: "設定を保存しました。", Deleted: "設定を削除しました。", NameTaken: "同じ名前の設定があります。別の名前をご入力ください。",
		Empty: "項目を1つ以上追加してください。",
	}
}
