package i18n

import "noren/shared/api"

// Analytics are the words of 「参照元除外ドメイン」 (R3-12).
type Analytics struct {
	Title, Lead, Domain, What, Copy, CopyAll, Copied string
	Amazon, Ours                                     string // what a domain is
	StepsTitle, StepsLead                            string
	Steps                                            []string
	Others, After                                    string
}

// AnalyticsFor returns the words in a language; any other than English gives Japanese.
func AnalyticsFor(lang api.Lang) Analytics {
	if lang == api.English {
		return analyticsEnglish()
	}
	return analyticsJapanese()
}

func analyticsJapanese() Analytics {
	return Analytics{
		Title: "参照元除外ドメイン", Lead: "お客さまはAmazonの画面で手続きをしてから、ショップに戻ります。アクセス解析で次のドメインを参照元から除外しないと、戻ったお客さまが別の訪問として数えられ、注文がAmazonからの流入になってしまいます。",
		Domain: "ドメイン", What: "説明", Copy: "コピー", CopyAll: "すべてコピー", Copied: "コピーしました", Amazon: "Amazon Payの画面", Ours: "お客さまがショップに戻るときに通る、Norenのサーバー",
		StepsTitle: "Googleアナリティクス4での設定", StepsLead: "プロパティの「編集者」以上の権限が必要です。",
		Steps: []string{
			"Googleアナリティクスの左下の「管理」を開きます。", "「データの収集と修正」の「データ ストリーム」を開き、ショップのウェブ ストリームを選びます。", "「Google タグ」の「タグ設定を行う」を押します。",
			"「設定」の「すべて表示」を押し、「除外する参照のリスト」を開きます。", "マッチタイプで「参照ドメインが次を含む」を選び、ドメインを入力します。「条件を追加」を押し、上のドメインを一つずつ入力してください。", "「保存」を押します。",
		},
		Others: "ほかのアクセス解析でも、「参照元の除外」「リファラーの除外」などの設定に、同じドメインを入力してください。", After: "反映されるのは、設定のあとの訪問からです。過去のデータは変わりません。",
	}
}

func analyticsEnglish() Analytics {
	return Analytics{
		Title: "Referrers to exclude", Lead: "Shoppers go to Amazon's pages and come back to the shop. Unless web analytics exclude these domains from its referrers, who comes back counts as a new visit, and orders seem to come from Amazon.",
		Domain: "Domain", What: "What it is", Copy: "Copy", CopyAll: "Copy all", Copied: "Copied", Amazon: "Pages of Amazon Pay", Ours: "Noren's server, through which shoppers come back to the shop",
		StepsTitle: "In Google Analytics 4", StepsLead: "You need the role of an editor of the property, or more.",
		Steps: []string{
			"Open “Admin” at the lower left of Google Analytics.", "Open “Data streams” under “Data collection and modification”, and choose the web stream of the shop.", "Under “Google tag”, press “Configure tag settings”.",
			"Under “Settings”, press “Show all” and open “List unwanted referrals”.", "Choose the match type “Referral domain contains” and enter a domain. Press “Add condition” for each further one of the domains above.", "Press “Save”.",
		},
		Others: "In other analytics, enter the same domains where referrers are excluded.", After: "It holds for visits from then on. Earlier data stay as they are.",
	}
}
