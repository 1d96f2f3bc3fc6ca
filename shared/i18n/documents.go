package i18n

import "noren/shared/api"

// Documents are the words around the documents for shop developers (/docs). They are not part of [Texts], so that the browser
// program does not carry them.
type Documents struct {
	Language string // in its own words, for the link to the other one
	Skip     string // leads to the page's content, for keyboards
	Pages    string // names the list of pages
	OnPage   string // names the list of a page's headings
	All      string // leads to the list of documents

	ForThemes    string // heads the documents for theme developers
	ForServers   string // … for the developers of the shop's server
	ForOperators string // … for who runs Noren

	Operations string // of the API
	Types      string
	Scope      string
	Parameters string
	Body       string
	Answer     string
	OtherCase  string // every other answer
	Required   string
	Optional   string
	OneOf      string // heads the values that a field may have
	Example    string

	Status string // of HTTP, before its number

	Steps     string // opens the steps of a diagram in words
	If        string // heads a part of a diagram that has a condition
	OrIf      string
	Otherwise string
	Repeat    string
	Note      string
}

// DocumentsFor returns the words in a language; any other than English gives Japanese.
func DocumentsFor(lang api.Lang) Documents {
	if lang == api.English {
		return Documents{
			Language: "English", Skip: "Skip to the content", Pages: "Documents", OnPage: "On this page", All: "All documents",
			ForThemes: "Themes", ForServers: "Servers", ForOperators: "Testing and operating",
			Operations: "Calls", Types: "Types", Scope: "Scope of the key", Parameters: "Parameters", Body: "Body", Answer: "Answer",
			OtherCase: "otherwise", Required: "required", Optional: "optional", OneOf: "One of", Example: "Example", Status: "HTTP status",
			Steps: "The steps in words", If: "if", OrIf: "or if", Otherwise: "otherwise", Repeat: "repeat", Note: "Note",
		}
	}
	return Documents{
		Language: "日本語", Skip: "本文へ移動", Pages: "資料の一覧", OnPage: "このページの内容", All: "資料の一覧へ",
		ForThemes: "テーマ", ForServers: "サーバー", ForOperators: "試験と運用",
		Operations: "呼び出し", Types: "データの型", Scope: "必要な権限", Parameters: "パラメーター", Body: "送る内容", Answer: "応答",
		OtherCase: "その他", Required: "必須", Optional: "任意", OneOf: "値", Example: "例", Status: "HTTPステータス",
		Steps: "手順を文章で読む", If: "条件", OrIf: "または", Otherwise: "それ以外", Repeat: "繰り返し", Note: "補足",
	}
}
