package i18n

import (
	"noren/shared/api"
	"noren/shared/display"
)

// Tester are the words of the rule tester.
type Tester struct {
	Title, Lead, Ask             string
	Place, Site, Device          string
	Kind, Goods, Group, NoGroup  string
	Lines, LinesHint             string
	Price, Quantity, More        string
	Postage, Discounts           string
	At, AtHint                   string
	Wrong, WrongAmount, WrongDay string // {most} of WrongAmount
	Shown, Hidden                string
	ShownHint, HiddenHint        string
	Reasons, Fix, Share          string
	Copy, Copied                 string
	GoodsTotal, Total, Contract  string
	GroupGone                    string // {group}: not among the shop's

	Places    map[string]string // button and placement, as "pay.cart"
	Sites     map[string]string
	Devices   map[string]string
	Kinds     map[string]string
	GoodsOf   map[string]string
	Contracts map[string]string
	Why       map[display.Reason]Problem
}

// TesterFor returns the words in a language; any other than English gives Japanese.
func TesterFor(lang api.Lang) Tester {
	if lang == api.English {
		return testerEnglish()
	}
	return testerJapanese()
}

func testerJapanese() Tester {
	return Tester{
		Title: "表示の確認", Lead: "どのようなカートで、Amazon Payが表示されるかを確かめます。実際の表示と同じ判定を、いまの設定で行います。", Ask: "判定する",
		Place: "表示する場所", Site: "サイト", Device: "お客さまの端末", Kind: "カートの種類", Goods: "商品の種類", Group: "決済グループ", NoGroup: "グループなし",
		Lines: "カートの商品", LinesHint: "商品合計だけを確かめる場合は、1行に合計の金額を入力してください。会員ログインだけのボタンでは、商品は要りません。",
		Price: "単価（円・税込）", Quantity: "数量", More: "行を追加する", Postage: "送料・手数料（円）", Discounts: "ポイント・クーポン（円）",
		At: "日時", AtHint: "空欄の場合は現在です。解約の予約などで、ご契約がこの日時にどうなっているかを判定に使います。",
		Wrong: "入力内容を確かめてください。", WrongAmount: "0円から{most}円までの金額を、数字で入力してください。", WrongDay: "日時を確かめてください。",
		Shown: "表示されます", Hidden: "表示されません", ShownHint: "この条件で、Amazon Payのボタンが表示されます。", HiddenHint: "次の理由をすべて解消すると、表示されます。",
		Reasons: "表示されない理由", Fix: "設定を開く", Share: "この確認のアドレスをコピー", Copy: "コピー", Copied: "コピーしました",
		GoodsTotal: "商品合計", Total: "お支払い合計", Contract: "この日時のご契約",
		GroupGone: "{group}（登録されていないグループ）",
		Places: map[string]string{
			"pay.cart": "カート画面：お支払いボタン", "pay.checkout": "レジ画面：お支払いボタン", "login.checkout": "レジ画面：ログインボタン",
			"login.signup": "新規会員登録画面：ログインボタン", "login.login": "ログイン画面：ログインボタン", "login.mypage": "マイページ：他サイトＩＤ連携",
		},
		Sites:   map[string]string{"pc": "PCサイト", "sp": "スマホサイト"},
		Devices: map[string]string{"pc": "PC・タブレット", "sp": "スマートフォン"},
		Kinds:   map[string]string{"ordinary": "通常", "proxy": "代理注文", "landing": "LPカート", "overseas": "海外カート"},
		GoodsOf: map[string]string{"physical": "通常の商品", "digital": "ダウンロード商品", "subscription": "定期購入", "club": "頒布会"},
		Contracts: map[string]string{
			"none": "未申込", "applied": "申込済み", "in_use": "利用中", "reserved": "解約予約中", "ended": "解約済み",
		},
		Why: testerReasonsJapanese(),
	}
}

func testerReasonsJapanese() map[display.Reason]Problem {
	return map[display.Reason]Problem{ //nolint:exhaustive // the others are of elements that are no button
		display.NotRegistered:   {"Amazon Payが「登録済み」ではありません。", "認証情報の登録と、ご契約（Amazon Pay対応機能の申込）の両方が必要です。"},
		display.SwitchedOff:     {"決済方法が「非表示」です。", "「決済方法の設定」で「表示」に変更してください。"},
		display.CartHidden:      {"「ボタン表示」が「レジ画面のみ表示する」です。", "カート画面にも出す場合は、「カート画面とレジ画面に表示する」を選んでください。"},
		display.LinkingOff:      {"「他サイトＩＤ連携設定」が「利用しない」です。", "会員ログインに使う場合は、「利用する」を選んでください。"},
		display.BelowLimit:      {"商品合計が、「表示条件」の「商品合計が〇〇円未満」に当たります。", "金額を見直すか、条件のチェックを外してください。"},
		display.AboveLimit:      {"商品合計が、「表示条件」の「商品合計〇〇円以上」に当たります。", "金額を見直すか、条件のチェックを外してください。"},
		display.GoodsRange:      {"商品合計が、1円から1,000,000円までの範囲にありません。", "Amazon Payの決まりのため、設定では変えられません。"},
		display.NothingToPay:    {"ポイントやクーポンで、お支払い合計が0円になっています。", "Amazon Payは必要ありません。そのまま注文できます。"},
		display.TotalRange:      {"お支払い合計が、1円から1,000,000円までの範囲にありません。", "Amazon Payの決まりのため、設定では変えられません。"},
		display.KindNotAllowed:  {"定期購入・頒布会・代理注文・LPカート・海外カートは、Amazon Payの対象外です。", "設定では変えられません。ほかの決済方法をご案内ください。"},
		display.GroupNotAllowed: {"Amazon Payのチェックがない決済グループの商品があります。", "「決済グループの設定」で、そのグループにチェックを入れてください。"},
		display.SPSiteOnPC:      {"スマホサイトを、PCかタブレットで開いています。", "スマートフォンで開くか、PCサイトを使うご案内が表示されます。"},
		display.NoCart:          {"カートに商品がありません。", "商品を1行以上入力してください。"},
	}
}

func testerEnglish() Tester {
	return Tester{
		Title: "Rule tester", Lead: "Shows for which carts Amazon Pay is shown. It asks the very rule that the shop's pages ask, with the settings in force.", Ask: "Ask the rule",
		Place: "Where", Site: "Site", Device: "The shopper's device", Kind: "Kind of cart", Goods: "Kind of goods", Group: "Payment group", NoGroup: "No group",
		Lines: "Goods in the cart", LinesHint: "To try a total only, enter it as the price of one line. Buttons that only log in need no goods.",
		Price: "Price of one (¥, tax included)", Quantity: "Quantity", More: "Add a line", Postage: "Postage and fees (¥)", Discounts: "Points and coupons (¥)",
		At: "Date and time", AtHint: "Empty: now. The contract as it stands then decides, for example after a cancellation.",
		Wrong: "Please check what is entered.", WrongAmount: "Please enter an amount from ¥0 to ¥{most} in figures.", WrongDay: "Please check the date.",
		Shown: "Shown", Hidden: "Not shown", ShownHint: "In this case the Amazon Pay button is shown.", HiddenHint: "It is shown once all of these reasons are gone.",
		Reasons: "Why it is not shown", Fix: "Open the setting", Share: "Copy the address of this question", Copy: "Copy", Copied: "Copied",
		GoodsTotal: "Goods total", Total: "To be paid", Contract: "The contract at that time",
		GroupGone: "{group} (not entered for this shop)",
		Places: map[string]string{
			"pay.cart": "Cart: payment button", "pay.checkout": "Register page: payment button", "login.checkout": "Register page: login button",
			"login.signup": "Registration page: login button", "login.login": "Login page: login button", "login.mypage": "My page: linking",
		},
		Sites:   map[string]string{"pc": "PC site", "sp": "Smartphone site"},
		Devices: map[string]string{"pc": "PC or tablet", "sp": "Smartphone"},
		Kinds:   map[string]string{"ordinary": "Ordinary", "proxy": "Proxy order", "landing": "Landing-page cart", "overseas": "Overseas cart"},
		GoodsOf: map[string]string{"physical": "Ordinary goods", "digital": "Downloads", "subscription": "Subscription", "club": "Club"},
		Contracts: map[string]string{
			"none": "Not applied for", "applied": "Applied for", "in_use": "In use", "reserved": "Cancellation reserved", "ended": "Ended",
		},
		Why: testerReasonsEnglish(),
	}
}

func testerReasonsEnglish() map[display.Reason]Problem {
	return map[display.Reason]Problem{ //nolint:exhaustive // the others are of elements that are no button
		display.NotRegistered:   {"Amazon Pay is not «registered».", "It takes both credentials of Amazon and a contract (the service applied for)."},
		display.SwitchedOff:     {"The payment method is switched to «非表示» (hidden).", "Switch it to «表示» (shown) under «Payment methods»."},
		display.CartHidden:      {"Buttons are set to the register page only.", "Choose «cart and register page» to show one in the cart too."},
		display.LinkingOff:      {"Linking is set to «利用しない» (not used).", "Choose «利用する» (used) for logins of members."},
		display.BelowLimit:      {"The goods total is below the lower display condition.", "Change the amount, or untick the condition."},
		display.AboveLimit:      {"The goods total is as high as the upper display condition, or higher.", "Change the amount, or untick the condition."},
		display.GoodsRange:      {"The goods total is not from ¥1 to ¥1,000,000.", "That is Amazon Pay's rule and cannot be set."},
		display.NothingToPay:    {"Points and coupons pay everything.", "Amazon Pay is not needed: the order can be placed."},
		display.TotalRange:      {"What is to be paid is not from ¥1 to ¥1,000,000.", "That is Amazon Pay's rule and cannot be set."},
		display.KindNotAllowed:  {"Subscriptions, clubs, proxy orders, landing-page and overseas carts are outside the service.", "That cannot be set. Please offer another payment method."},
		display.GroupNotAllowed: {"There are goods of a payment group in which Amazon Pay is not ticked.", "Tick it in that group under «Payment methods»."},
		display.SPSiteOnPC:      {"The smartphone site is opened on a PC or tablet.", "The shopper reads that a smartphone is needed there."},
		display.NoCart:          {"There is nothing in the cart.", "Enter at least one line of goods."},
	}
}
