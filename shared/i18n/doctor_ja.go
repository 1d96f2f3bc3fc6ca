package i18n

func doctorJapanese() Doctor {
	return Doctor{
		Title: "設定診断",
		Lead:  "Amazon Payでお支払いいただける状態かどうかを、実際に確かめます。ショップのページを読み、Amazonに問い合わせますが、何も変更しません。",
		Start: "診断を始める", Again: "もう一度診断する", Pages: "確かめるページ",
		PagesHint:  "カート画面やレジ画面のアドレスを、1行に1つずつ、5つまで入力してください。空欄の場合は、ショップのトップページを確かめます。",
		PagesFault: "ショップに登録されたオリジン（{origins}）のアドレスを、5つまで入力してください。",
		None:       "まだ診断していません。カート画面やレジ画面のアドレスを入力して「診断を始める」を押してください。1分以内に終わります。",
		Going:      "診断しています（{done}／{all}）", Refresh: "表示を更新する",
		TooMany: "続けて診断できる回数を超えました。1分ほど待ってから、もう一度お試しください。",
		At:      "{at} の診断", Print: "印刷する", JSON: "JSONでダウンロード", Fix: "設定を開く",
		Copy: "コピー", Copied: "コピーしました", Tag: "貼り付けるタグ", Remedy: "対処方法",
		Verdict: map[string]string{
			"ok": "問題は見つかりませんでした", "unknown": "ご自身での確認が必要な項目があります", "warn": "見直したほうがよい項目があります",
			"fail": "対処が必要な項目があります", "running": "診断しています",
		},
		VerdictHint: map[string]string{
			"ok": "Amazon Payをご利用いただけます。", "unknown": "「要確認」の項目は、ここからは確かめられません。案内に沿ってご確認ください。",
			"warn": "お支払いはできますが、「注意」の項目を放置すると、機会を逃すことがあります。", "fail": "「エラー」の項目を解消するまで、お支払いいただけないことがあります。",
			"running": "項目ごとに、終わったものから表示します。",
		},
		Areas:   map[string]string{"amazon": "Amazonの準備", "noren": "Norenのアドレス", "setting": "ショップの設定", "page": "ショップのページ", "server": "ショップのサーバー"},
		Results: map[string]string{"ok": "正常", "unknown": "要確認", "warn": "注意", "fail": "エラー", "running": "診断中"},
		Checks: map[string]string{
			"credentials": "認証情報", "origin": "JavaScriptオリジン", "notifications": "通知の受け取り", "clock": "時計", "address": "アドレス", "rule": "表示条件",
			"groups": "決済グループ", "guides": "ご案内の長さ", "login": "会員ログインのアドレス", "privacy": "プライバシー規約", "pages": "ページの表示", "script": "スクリプトタグ",
			"elements": "ボタンの配置", "policy": "Content-Security-Policy", "analytics": "アクセス解析", "keys": "サーバーのキー", "webhooks": "Webhook",
		},
		Guides: map[string]string{
			"guides.checkout": "ご案内（レジ用）", "loginGuides.checkout": "ご案内（レジ画面用）", "loginGuides.signup": "ご案内（新規会員登録画面用）",
		},
		Findings: doctorFindingsJapanese(),
	}
}

func doctorFindingsJapanese() map[string]Problem {
	return map[string]Problem{
		"failed": {"この項目は、時間内に確かめられませんでした。", "しばらくしてから、もう一度診断してください。"},

		"credentials_none":    {"Amazon Payの認証情報が登録されていません。", "「契約情報・各種手続き」でAmazon Payを登録してください。"},
		"credentials_sandbox": {"テスト環境（サンドボックス）の認証情報で、Amazonに署名が通りました（マーチャントID {merchant}）。", "テスト環境では、実際のお支払いは行われません。販売を始める前に、本番環境の認証情報を登録してください。"},
		"credentials_good":    {"Amazonに署名が通りました（マーチャントID {merchant}）。", ""},
		"credentials_refused": {"Amazonが認証情報を受け付けません（{reason}、リクエストID {request}）。", "Seller Centralで、公開鍵IDと公開鍵が有効かどうかを確かめ、認証情報を登録し直してください。"},
		"account_inactive":    {"Amazon Payのアカウント（{merchant}）が有効ではありません。", "Seller Centralのお知らせを確かめ、Amazon Payのサポートにお問い合わせください。"},
		"amazon_unreachable":  {"Amazonから応答がありませんでした。", "しばらくしてから、もう一度診断してください。続く場合は、Norenの運営者にお知らせください。"},

		"clock_no_account": {"認証情報がないため、時計を比べられません。", "先に認証情報を登録してください。"},
		"clock_right":      {"サーバーの時計は、Amazonの時計と合っています（差 {seconds}秒）。", ""},
		"clock_off":        {"サーバーの時計が、Amazonの時計と{seconds}秒ずれています。", "Norenの運営者に、時刻の自動同期（NTP）の確認を依頼してください。"},
		"clock_wrong":      {"サーバーの時計が、Amazonの時計と{seconds}秒ずれています。署名が拒否されるおそれがあります。", "Norenの運営者に、時刻の自動同期（NTP）を至急依頼してください。"},

		"origin_no_account": {"認証情報がないため、確かめられません。登録するオリジンは {origin} です。", "先に認証情報を登録してください。"},
		"origin_untried":    {"認証情報が受け付けられないため、確かめられません。登録するオリジンは {origin} です。", "「認証情報」の項目を先に解消してください。"},
		"origin_unproved":   {"Amazonには問い合わせる方法がなく、まだAmazonから戻ったお客さまもいないため、{origin} が登録されているかどうかは、ここからは分かりません。", "Seller Centralの「インテグレーションセントラル」を開き、「JavaScriptオリジン」に {origin} があることを確かめてください。"},
		"origin_used":       {"{at} に始まったお手続きで、お客さまが {origin} からAmazonへ進み、戻っています。", ""},
		"origin_registered": {"Amazonが {origin} のボタンを受け付けました。", ""},
		"origin_missing":    {"Amazonが {origin} のボタンを拒否しました。このままではAmazonの画面へ進めません。", "Seller Centralの「インテグレーションセントラル」で、「JavaScriptオリジン」に {origin} を追加してください。"},

		"address_good":        {"{origin} に、https で接続できました。", ""},
		"address_local":       {"{origin} は、このコンピューターだけで使えるアドレスです。お試しには問題ありません。", ""},
		"address_plain":       {"{origin} は https ではありません。お客さまのブラウザーで、お支払いの画面が動きません。", "Norenの運営者に、https のアドレスを依頼してください。"},
		"address_wrong":       {"{origin} で、Norenではないものが応答しました。", "Norenの運営者に、公開アドレスとプロキシの設定の確認を依頼してください。"},
		"address_unreachable": {"Norenのサーバーから {origin} に接続できませんでした。", "ほかのネットワークから開けるかどうかを確かめてください。開けない場合は、Norenの運営者にお知らせください。"},

		"notifications_heard":       {"{at} に、Amazonからの通知を受け取っています。", ""},
		"notifications_tested":      {"{at} に、Amazonの署名があるテスト通知を受け取りました。", ""},
		"notifications_none":        {"通知のアドレスは応答していますが、Amazonからの通知はまだ届いていません。", "Seller Centralの「インテグレーションセントラル」で、インスタント通知のURLに {address} を入力し、テスト通知を送ってから、もう一度診断してください。"},
		"notifications_wrong":       {"通知のアドレス（{address}）が、正しく応答しません。Amazonからの通知が届きません。", "Norenの運営者に、プロキシがこのアドレスを通しているかどうかの確認を依頼してください。"},
		"notifications_unreachable": {"Norenのサーバーから、通知のアドレス（{address}）に接続できませんでした。", "ほかのネットワークから開けない場合、Amazonからの通知も届きません。Norenの運営者にお知らせください。"},

		"rule_good":          {"条件に合うカートで、Amazon Payが表示されます。", ""},
		"rule_register_only": {"レジ画面だけにAmazon Payが表示されます（「レジ画面のみ表示する」）。", "カート画面にも表示すると、会員のお客さまが1回でログインとお支払いに進めます。"},
		"rule_no_account":    {"Amazon Payが登録されていないため、どのカートでも表示されません。", "「契約情報・各種手続き」でAmazon Payを登録してください。"},
		"rule_no_contract":   {"Amazon Pay対応機能のご契約がないため、どのカートでも表示されません。", "Amazonの審査に通っている場合は、「契約情報・各種手続き」で「Amazon Pay対応機能の申込手続き」を行ってください。"},
		"rule_hidden":        {"決済方法の設定が「非表示」のため、どのカートでも表示されません。", "「決済方法の設定」で、Amazon Payを「表示」に変更してください。"},
		"rule_limits":        {"「表示条件」の2つの金額に合う商品合計がないため、どのカートでも表示されません。", "「商品合計が〇〇円未満」の金額を、「商品合計〇〇円以上」の金額より低くしてください。"},
		"rule_ends":          {"解約が予約されています。{at} から、Amazon Payは表示されません。", "続けて利用する場合は、「契約情報・各種手続き」で「解約予約キャンセルする」を押してください。"},

		"groups_none":     {"決済グループによる制限はありません。", ""},
		"groups_all":      {"{n}つの決済グループすべてで、Amazon Payを使えます。", ""},
		"groups_some":     {"{n}つの決済グループのうち{ticked}つで、Amazon Payを使えます。ほかのグループの商品がカートにあると、Amazon Payは表示されません。", ""},
		"groups_unticked": {"{n}つの決済グループのどれにも、Amazon Payのチェックがありません。グループの商品がカートにあると、Amazon Payは表示されません。", "「決済グループの設定」で、Amazon Payを使うグループにチェックを入れてください。"},

		"guides_good": {"ご案内は、スマートフォンで読みやすい長さです。", ""},
		"guide_long":  {"「{guide}」が、スマートフォンで約{lines}行になります。お支払いのボタンが見えなくなるおそれがあります。", "10行以内になるように短くしてください。"},

		"privacy_good":        {"プライバシー規約のページ（{address}）は表示できます。", ""},
		"privacy_none":        {"プライバシー規約のURLが登録されていません。Amazonの審査で確認されます。", "「ショップ情報」に、プライバシー規約のURLを入力してください。"},
		"privacy_blocked":     {"プライバシー規約のURL（{address}）は、どなたでも開ける https:// のアドレスではありません。", "「ショップ情報」で、https:// で始まる公開されたアドレスに直してください。"},
		"privacy_missing":     {"プライバシー規約のページ（{address}）が、{status} を返しました。", "ページを公開するか、「ショップ情報」でURLを直してください。"},
		"privacy_unreachable": {"プライバシー規約のページ（{address}）に接続できませんでした。", "URLに間違いがないか、サーバーが動いているかを確かめてください。"},
		"login_unused":        {"他サイトＩＤ連携を利用していないため、会員ログインのアドレスは必要ありません。", ""},
		"login_answers":       {"会員ログインのアドレス（{address}）は応答しています。", ""},
		"login_none":          {"会員ログインのアドレスがありません。Amazonアカウントでログインしても、会員としてログインできません。", "「ショップ情報」に、会員ログインのアドレスを入力してください。"},
		"login_elsewhere":     {"会員ログインのアドレス（{address}）が、登録されたオリジンにありません。", "「ショップ情報」で、オリジンかアドレスを直してください。"},
		"login_missing":       {"会員ログインのアドレス（{address}）が、{status} を返しました。", "ショップのサーバーに、このアドレスの処理があるかどうかを確かめてください。"},
		"login_unreachable":   {"会員ログインのアドレス（{address}）に接続できませんでした。", "アドレスに間違いがないか、ショップのサーバーが動いているかを確かめてください。"},

		"page_read":        {"{page} を読みました。", ""},
		"page_status":      {"{page} が、{status} を返しました。", "アドレスに間違いがないかを確かめてください。ログインが必要なページは、ここからは読めません。"},
		"page_no_html":     {"{page} は、HTMLのページではありません。", "カート画面やレジ画面のアドレスを入力してください。"},
		"page_large":       {"{page} が大きすぎるため、最後まで読みませんでした（2MBまで）。", "ブラウザーで開き、ボタンが表示されるかどうかを確かめてください。"},
		"page_leads_away":  {"{page} は {to} へ転送されます。そのオリジンは登録されていないため、ボタンは動きません。", "お客さまが実際に使うアドレスを入力するか、「ショップ情報」で {to} をオリジンに追加してください。"},
		"page_loops":       {"{page} の転送が終わりません。", "ショップの転送の設定を確かめてください。"},
		"page_blocked":     {"{page} は、診断では開かないアドレスです（公開されていないネットワーク、または443番以外のポート）。", "ブラウザーで開き、ボタンが表示されるかどうかを確かめてください。"},
		"page_slow":        {"{page} が、8秒以内に応答しませんでした。", "ショップのサーバーの状態を確かめてください。"},
		"page_certificate": {"{page} のサーバー証明書に問題があります。お客さまのブラウザーに警告が表示されます。", "ショップのサーバー証明書の期限と、名前を確かめてください。"},
		"page_unreachable": {"{page} に接続できませんでした。", "アドレスに間違いがないか、ショップのサーバーが動いているかを確かめてください。"},
		"pages_unread":     {"読めたページがないため、確かめられません。", "「ページの表示」の項目をご確認ください。"},

		"script_good":       {"{page} に、正しいスクリプトタグがあります。", ""},
		"script_none":       {"どのページにも、スクリプトタグが見つかりません。", "次のタグを、テーマの<head>に貼り付けてください。タグマネージャーなどが後から加えている場合は、ブラウザーで表示を確かめてください。"},
		"script_not_seen":   {"トップページには、スクリプトタグがありません。ほかのページにあるかどうかは分かりません。", "「確かめるページ」にカート画面とレジ画面のアドレスを入力して、もう一度診断してください。貼り付けるタグは次のとおりです。"},
		"script_no_shop":    {"{page} のスクリプトタグに、data-shop がありません。", "次のタグに置き換えてください。"},
		"script_other_shop": {"{page} のスクリプトタグは、別のショップ（{shop}）のものです。", "次のタグに置き換えてください。"},
		"script_elsewhere":  {"{page} のスクリプトタグのアドレス（{src}）が違います。", "次のタグに置き換えてください。"},

		"elements_good":      {"カート画面とレジ画面のボタンが見つかり、書き方も正しいです。", ""},
		"elements_cart_only": {"カート画面のボタンが見つかり、書き方も正しいです。レジ画面のボタン（placement=\"checkout\"）は、読んだページにはありません。", "レジ画面にもボタンを置くと、カートで押さなかったお客さまも選べます。"},
		"elements_no_button": {"お支払いのボタン（<noren-pay>）が見つかりません。見つかったのは {elements} です。", "カート画面とレジ画面に <noren-pay> を置いてください。"},
		"elements_none":      {"読んだページには、Norenの要素がありません。スクリプトで後から作るページや、カートが空のページでは、ここからは見えません。", "「確かめるページ」にカート画面とレジ画面のアドレスを入力するか、ブラウザーで表示を確かめてください。"},
		"element_unknown":    {"{page} の {element} という要素はありません。", "要素の名前を確かめてください（<noren-pay>、<noren-login> など）。"},
		"attribute_unknown":  {"{page} の {element} に、使えない属性 {attribute} があります。効果はありません。", "属性の名前を確かめてください。"},
		"attribute_value":    {"{page} の {element} の {attribute} は、使えない値です。効果はありません。", "次の値から選んでください：{values}"},

		"policy_none":       {"{page} に、Content-Security-Policyの制限はありません。", ""},
		"policy_good":       {"{page} のContent-Security-Policyは、Norenの動作を許可しています。", ""},
		"policy_no_program": {"{page} のContent-Security-Policyは、Norenの動作を許可しています。WebAssemblyは許可されていませんが、お支払いに支障はありません。", ""},
		"policy_script":     {"{page} のContent-Security-Policyが、Norenのスクリプトを止めています。ボタンは表示されません。", "script-src に {origin} を加えてください。'strict-dynamic' を使う場合は、スクリプトタグにnonceを付けてください。"},
		"policy_connect":    {"{page} のContent-Security-Policyが、Norenとの通信を止めています。ボタンは表示されません。", "connect-src に {origin} を加えてください。"},
		"policy_image":      {"{page} のContent-Security-Policyが、決済画像を止めています。", "img-src に {origin} を加えてください。"},
		"policy_types":      {"{page} のTrusted Typesが、Norenの表示を止めています。", "trusted-types に noren を加えてください。"},

		"analytics_none":  {"読んだページに、アクセス解析は見つかりませんでした。", "アクセス解析を使う場合は、参照元除外ドメインを設定してください。"},
		"analytics_found": {"{counters} が見つかりました。その設定は、ここからは見えません。", "Amazonから戻ったお客さまが別の訪問として数えられないように、参照元除外ドメインに {domains} を設定してください。"},

		"keys_good":      {"カートに署名するキーと、サーバー用のキーがあります（最後の利用 {at}）。", ""},
		"keys_unused":    {"キーはありますが、ショップのサーバーはまだNorenのAPIを呼んでいません。", "注文の結果を受け取る処理が動いているかどうかを確かめてください。"},
		"keys_no_cart":   {"カートに署名するキー（ck_…）がありません。カートの金額を受け取れないため、お支払いいただけません。", "キーを作り、ショップのサーバーに設定してください。"},
		"keys_no_secret": {"サーバー用のキー（sk_…）がありません。ショップのサーバーは、注文の結果を受け取れません。", "キーを作り、ショップのサーバーに設定してください。"},

		"webhook_good":     {"{address} は、通知を受け取っています。", ""},
		"webhook_failing":  {"{address} は、{at} から通知を受け取れていません。", "ショップのサーバーの記録を確かめ、「Webhook」でテスト送信してください。"},
		"webhook_disabled": {"{address} への通知は止まっています。", "受け取れるようになったら、「Webhook」で再開し、届かなかった分を送り直してください。"},
		"webhooks_none":    {"Webhookの送り先がありません。お客さまが戻る前にブラウザーを閉じると、ショップは注文に気づけません。", "「Webhook」に、ショップのサーバーのアドレスを登録してください。"},
	}
}
