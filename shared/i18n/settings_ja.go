package i18n

func settingsJapanese() Settings {
	return Settings{
		Title: "詳細設定", Lead: "保存した内容は下書きになります。「公開する」を押すまで、お客さまの画面は変わりません。",
		Registered: "登録済み", Register: "Amazon Payを登録する",
		NotRegistered: "Amazon Payは、まだご利用いただけません。Amazonへのお申し込みと審査がお済みの場合は、Amazon Pay対応機能のお申し込みがお済みかどうかをご確認ください。",
		Live:          "公開中：第{version}版（{who}、{at}）", LiveDefaults: "公開中：初期設定",
		Pending: "公開していない下書きがあります（{who}、{at}）", PendingHint: "お客さまの画面には、まだ反映されていません。",
		Publish: "公開する", Discard: "下書きを破棄する", History: "変更の履歴",
		EditPane: "設定", PreviewPane: "プレビュー",
		Sections: map[string]string{
			"limits": "表示条件", "showIn": "ボタン表示", "guides": "ご案内", "image": "決済画像", "payButton": "「Amazonアカウントでお支払い」ボタン",
			"loginGuides": "ログインのご案内", "loginButton": "「Amazonアカウントでログイン」ボタン", "orders": "受注の処理", "pc": "ボタン（PC用）", "sp": "ボタン（スマホ用）",
		},
		Fields: settingsFieldsJapanese(),
		Hints: map[string]string{
			"limits":               "商品合計は、送料・手数料・ポイント・クーポンを含まない、税込みの金額です。設定にかかわらず、商品合計が1円～1,000,000円の場合に限り表示されます。",
			"showIn":               "「レジ画面のみ表示する」を選ぶと、会員のお客さまは、カート画面からAmazonアカウントでログインできなくなります。マイページからのログインは、引き続きご利用いただけます。",
			"guides.checkout":      "レジ画面の支払い方法に表示されます。",
			"guides.mail":          "注文確認メールと、受注台帳から送るメールのうち、テンプレートの「ご案内」が「表示」になっているものに入ります。",
			"loginGuides":          "お客さまがAmazonアカウントでログインするまで表示されます。",
			"image":                "支払い方法を選ぶところで、Amazon Payに添えて表示されます。",
			"imageFile":            "PNG・JPEG・GIF・WebP、1MBまで、縦横2000ピクセルまで。撮影場所などの情報は取り除かれます。",
			"payButton":            "ゴールドは、お客さまにAmazonを最もよく連想していただける色です。",
			"orders.capture":       "決済依頼を行う時期です。",
			"orders.confirmAbove":  "この金額を超える返金には、もう一度の確認を求めます。0円にすると確認しません。",
			"orders.forgetDays":    "ご注文からこの日数がたった受注の、ご購入者・お届け先・それぞれの変更前の内容・検索用の情報・メールの下書きを、1日に1回、自動で消去します。消去した内容は元に戻せません。金額・売上・返金・履歴は残ります。お支払いの動きがまだ終わっていない受注は、終わるまで消去しません。0にすると消去しません。設定する場合は30～3660で、最初の消去は公開の24時間後です。",
			"orders.captureDays":   "1日～29日。Amazonが代金を確保しておくのは30日間です。",
			"kana":                 "Amazonのアドレス帳にはふりがながないため、注文の前にお客さまへおたずねします。",
			"size":                 "「自動」は、置いた場所の幅に合わせます。",
			"loginGuides.checkout": "レジ画面の、ログインボタンのそばに表示されます。",
			"loginGuides.signup":   "新規会員登録画面の、ログインボタンのそばに表示されます。",
		},
		Count: "{n}／{max}文字", NotShown: "設定しない", Yen: "円", Days: "日後", NeverForget: "消去しない", ForgetAfter: "注文の{n}日後",
		ShowIn:  map[string]string{"cart_and_checkout": "カート画面とレジ画面に表示する（推奨）", "checkout": "レジ画面のみ表示する"},
		Colours: map[string]string{"gold": "ゴールド", "lightgray": "ライトグレー", "darkgray": "グレー"},
		Sizes:   map[string]string{"large": "大", "medium": "中", "small": "小", "fluid": "自動"},
		Capture: map[string]string{"manual": "手動で行う", "at_order": "注文と同時に行う", "at_shipping": "出荷したときに行う", "after_days": "注文から指定の日数がたったら行う"},

		ImageInsert: "画像挿入", ImageRemove: "画像を外す", ImageFile: "画像ファイル", ImageAlt: "現在の決済画像", NoImage: "画像はありません。",
		ImageInserted: "画像を入れました。「保存する」を押すと、下書きに保存されます。", ImageRemoved: "画像を外しました。「保存する」を押すと、下書きに保存されます。",
		Marks: "マークのダウンロード（Amazon Pay）", Guideline: "マークのガイドライン（Amazon Pay）", NewWindow: "新しいウィンドウで開きます",
		Trademark: "Amazon、Amazon Payおよびそれらのロゴは、Amazon.com, Inc.またはその関連会社の商標です。マークは、Amazonのガイドラインに沿ってお使いください。",
		Save:      "保存する", SaveHint: "すべての項目を、下書きとしてまとめて保存します。",
		Saved: "下書きを保存しました。内容をご確認のうえ、「公開する」を押してください。", Unchanged: "公開中の内容と同じです。下書きはありません。",
		Faulty: "保存していません。次の{n}項目をご確認ください。", TooLong: "{field}は{max}文字までです。現在{n}文字ですので、{over}文字減らしてください。",
		Ranges: map[string]string{
			"limits.hideBelow": "1円～1,000,000円の金額を数字でご入力ください。", "limits.hideFrom": "1円～1,000,000円の金額を数字でご入力ください。",
			"orders.captureDays": "1～29の日数を数字でご入力ください。", "orders.confirmAbove": "0円～10,000,000円の金額を数字でご入力ください。",
			"orders.forgetDays": "30～3660の日数を数字でご入力ください。消去しない場合は0をご入力ください。",
		},
		Faults: map[string]string{
			"imagekind": "この形式の画像は使えません。PNG・JPEG・GIF・WebPのいずれかで保存し直してください。", "imagebroken": "画像を読み取れませんでした。画像を保存し直してから、もう一度お選びください。",
			"imageside": "画像が大きすぎます。縦横{param}ピクセル以内に縮小してください。", "imagesize": "画像のサイズが1MBを超えています。縮小するか、圧縮してください。",
			"image": "画像が見つかりません。もう一度「画像挿入」を行ってください。", "imagemissing": "画像ファイルをお選びください。",
		},
		Conflict:     "{who}さんが、先に別の内容を保存しました（{at}）。あなたの内容は、まだ保存されていません。",
		ConflictHint: "あなたが変更していない項目は、{who}さんの値にしました。二人とも変更した項目には、{who}さんの値を並べて表示しています。ご確認のうえ、もう一度「保存する」を押してください。",
		Theirs:       "{who}さんの値：", Never: "この二つの条件では、どの金額でも表示されません。",
		Preview: "プレビュー", PreviewLead: "入力中の内容です。保存も公開もされていません。", PreviewRefresh: "プレビューを更新する",
		PreviewFaulty: "入力に誤りがあります：", PreviewFailed: "プレビューを更新できませんでした。通信状態をご確認ください。", PC: "PC", SP: "スマートフォン",
		Scenes: map[string]string{"cart": "カート画面", "checkout": "レジ画面", "login": "レジ画面（ログイン前）", "signup": "新規会員登録画面"}, NotInCart: "カート画面には表示されません。",
		Empty: "なし", On: "オン", Off: "オフ",

		PublishTitle: "下書きの公開", PublishLead: "公開すると、1秒以内にお客さまの画面へ反映されます。", PublishYes: "公開する", Published: "公開しました。",
		NothingToPublish: "公開する下書きはありません。",
		DiscardTitle:     "下書きの破棄", DiscardLead: "次の下書きを破棄します。元に戻すことはできません。", DiscardYes: "破棄する", Discarded: "下書きを破棄しました。",
		Raced: "ご確認の間に、内容が変わりました。もう一度ご確認ください。", Refused: "内容に誤りがあるため、公開できませんでした。",
		Field: "項目", Before: "公開中", After: "公開後", Back: "戻る",

		HistoryTitle: "変更の履歴", HistoryLead: "公開した設定の履歴です。以前の版に戻すこともできます。", HistoryEmpty: "まだ何も公開していません。詳細設定で内容を保存し、「公開する」を押すと、ここに表示されます。",
		Version: "第{n}版", Current: "公開中", Restore: "この版に戻す", RestoreTitle: "第{n}版に戻す", RestoreLead: "次のように変わります。戻した内容は、新しい版としてすぐに公開されます。",
		RestoreDraft: "下書きはそのまま残ります。", RestoreYes: "この内容で公開する", Restored: "第{n}版の内容を公開しました。", Same: "公開中の内容と同じです。", Was: "変更前", Became: "変更後",
		MethodShown: "{name}（表示）", MethodHidden: "{name}（非表示）", GroupTicked: "{name}（Amazon Payあり）", GroupUnticked: "{name}（Amazon Payなし）",
		Roundings: map[string]string{"": "切り捨て", "down": "切り捨て", "nearest": "四捨五入", "up": "切り上げ"},
	}
}

func settingsFieldsJapanese() map[string]string {
	return map[string]string{
		"limits.hideBelow": "「商品合計が〇〇円未満」の場合は表示しない", "limits.hideFrom": "「商品合計〇〇円以上」の場合は表示しない", "showIn": "ボタン表示",
		"guides.checkout": "ご案内（レジ用）", "guides.mail": "ご案内（メール用）", "paymentImage": "決済画像",
		"loginGuides.checkout": "ご案内（レジ画面用）", "loginGuides.signup": "ご案内（新規会員登録画面用）",
		"colour": "色", "size": "大きさ", "amount": "金額",
		"payButton.pc.colour": "お支払いボタン（PC用）の色", "payButton.pc.size": "お支払いボタン（PC用）の大きさ",
		"payButton.sp.colour": "お支払いボタン（スマホ用）の色", "payButton.sp.size": "お支払いボタン（スマホ用）の大きさ",
		"loginButton.pc.colour": "ログインボタン（PC用）の色", "loginButton.pc.size": "ログインボタン（PC用）の大きさ",
		"loginButton.sp.colour": "ログインボタン（スマホ用）の色", "loginButton.sp.size": "ログインボタン（スマホ用）の大きさ",
		"orders.capture": "決済依頼の時期", "orders.captureDays": "注文からの日数", "orders.confirmAbove": "返金の再確認", "orders.forgetDays": "個人情報の消去", "kana": "ご購入者のふりがなを必須にする",
		"methods": "決済方法", "groups": "決済グループ", "linking": "他サイトＩＤ連携", "contact": "ショップのメールアドレス", "issuer": "書類の発行者",
	}
}
