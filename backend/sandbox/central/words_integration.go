package central

// integrationWords are the labels of the settings, the test accounts and the reports.
var integrationWords = struct {
	title, ids, keys, keysLead, noKeys, keyID, fingerprint, registered, revoke                            text
	addKey, addKeyLead, pem, register, newKey, newKeyLead, create                                         text
	keyTitle, keyLead, download, downloadLead, downloaded, backToKeys, revokeTitle, revokeAsk, revokeLast text
	revokeButton                                                                                          text
	notifications, notificationsLead, url, save, test, testLead, answered, unanswered                     text
	origins, originsLead, noOrigins, origin, add, remove, removeShort                                     text
	buyersTitle, buyersLead, newBuyer, cards, addresses, newBuyerLead, backToBuyers, createBuyer          text
	name, email, phone, postalCode, region, line1, line2, address, secondAddress, optional                text
	reportsTitle, reportsLead, reportType, start, end, request, noReports, period, downloadReport         text
	settlementsTitle, noSettlements, settlementID, settled                                                text
}{
	title:       text{"インテグレーション", "Integration"},
	ids:         text{"APIキー", "API keys"},
	keys:        text{"公開鍵", "Public keys"},
	keysLead:    text{"リクエストとボタンの署名を検証する鍵です。", "Requests and buttons are verified with these keys."},
	noKeys:      text{"公開鍵は登録されていません。", "No public key is registered."},
	keyID:       text{"Public Key ID", "Public Key ID"},
	fingerprint: text{"フィンガープリント（SHA-256）", "Fingerprint (SHA-256)"},
	registered:  text{"登録日時", "Registered"},
	revoke:      text{"失効させる", "Revoke"},

	addKey:     text{"公開鍵を登録", "Register a public key"},
	addKeyLead: text{"お手元で作成した鍵の、公開鍵だけを貼り付けます。Public Key IDは自動で作成されます。", "Paste the public half of your own key. Its Public Key ID is made for you."},
	pem:        text{"公開鍵（PEM）", "Public key (PEM)"},
	register:   text{"登録する", "Register"},
	newKey:     text{"鍵ペアを作成", "Create a key pair"},
	newKeyLead: text{"秘密鍵と公開鍵を作成し、公開鍵を登録します。秘密鍵は1回だけダウンロードできます。", "Makes a private and a public key and registers the public one. The private key can be downloaded once."},
	create:     text{"作成する", "Create"},

	keyTitle:     text{"公開鍵", "Public key"},
	keyLead:      text{"次のPublic Key IDを、署名するプログラムに設定してください。", "Set this Public Key ID in the program that signs."},
	download:     text{"秘密鍵をダウンロード", "Download the private key"},
	downloadLead: text{"秘密鍵をダウンロードできるのは1回だけです。10分以内に保存してください。", "The private key can be downloaded once, within 10 minutes."},
	downloaded:   text{"秘密鍵はすでにダウンロードされたか、期限が過ぎました。保存していないときは、新しい鍵ペアを作成してください。", "The private key was downloaded, or its time is over. If you have not kept it, create another key pair."},
	backToKeys:   text{"インテグレーションに戻る", "Back to integration"},
	revokeTitle:  text{"公開鍵の失効", "Revoke a public key"},
	revokeAsk:    text{"この公開鍵を失効させます。この鍵で署名したリクエストとボタンは、すぐに拒否されます。元に戻すことはできません。", "Requests and buttons signed with this key will be refused at once. This cannot be undone."},
	revokeLast:   text{"この環境で使える最後の公開鍵です。", "This is the last key of this environment."},
	revokeButton: text{"失効させる", "Revoke"},

	notifications:     text{"IPN（インスタント支払い通知）", "Instant payment notifications (IPN)"},
	notificationsLead: text{"状態が変わると、このURLに通知します。空欄で保存すると、通知を止めます。", "Changes of states are sent to this URL. Save an empty field to stop them."},
	url:               text{"通知先のURL", "URL"},
	save:              text{"保存する", "Save"},
	test:              text{"テスト送信", "Send a test"},
	testLead:          text{"SubscriptionConfirmationを送り、応答を表示します。", "Sends a SubscriptionConfirmation and shows the answer."},
	answered:          text{"応答：{status}", "Answer: {status}"},
	unanswered:        text{"応答がありませんでした。", "There was no answer."},

	origins:     text{"許可されたJavaScriptオリジン", "Allowed JavaScript origins"},
	originsLead: text{"Amazon Payボタンを表示するページのオリジンです。登録すると、登録していないページのボタンは InvalidButtonAccessRequest で拒否されます。1件もないときは、どのページでも使えます。", "Pages that may show the button. Once there is one, buttons elsewhere are refused with InvalidButtonAccessRequest. With none, every page may show it."},
	noOrigins:   text{"登録されていません。どのページのボタンも使えます。", "None: the button works on every page."},
	origin:      text{"オリジン", "Origin"},
	add:         text{"追加する", "Add"},
	remove:      text{"{origin} を削除", "Remove {origin}"},
	removeShort: text{"削除", "Remove"},

	buyersTitle:   text{"テストアカウント", "Test accounts"},
	buyersLead:    text{"購入者としてログインするためのアカウントです。このサンドボックスのすべての販売事業者に共通です。", "Accounts to sign in with as a buyer. All merchants of this sandbox share them."},
	newBuyer:      text{"新しいテストアカウントを作成", "Create a test account"},
	cards:         text{"支払い方法", "Payment methods"},
	addresses:     text{"住所", "Addresses"},
	newBuyerLead:  text{"パスワードは不要です。テスト用のカードは自動で登録されます。", "There is no password. The test cards come with the account."},
	backToBuyers:  text{"テストアカウントに戻る", "Back to test accounts"},
	createBuyer:   text{"作成する", "Create"},
	name:          text{"名前", "Name"},
	email:         text{"Eメールアドレス", "E-mail address"},
	phone:         text{"電話番号", "Phone"},
	postalCode:    text{"郵便番号", "Postal code"},
	region:        text{"都道府県", "Prefecture"},
	line1:         text{"住所1（市区町村・番地）", "Address line 1"},
	line2:         text{"住所2（建物名）", "Address line 2"},
	address:       text{"住所", "Address"},
	secondAddress: text{"2件目の住所", "Second address"},
	optional:      text{"任意", "optional"},

	reportsTitle:     text{"レポート", "Reports"},
	reportsLead:      text{"タブ区切りのファイルです。テスト環境で作成できるのは、精算レポートだけです。", "Files with tabs between columns. The test environment has the settlement report only."},
	reportType:       text{"種類", "Type"},
	start:            text{"開始日", "From"},
	end:              text{"終了日", "Until"},
	request:          text{"依頼する", "Request"},
	noReports:        text{"レポートはありません。", "There are no reports."},
	period:           text{"期間", "Period"},
	downloadReport:   text{"ダウンロード", "Download"},
	settlementsTitle: text{"入金", "Disbursements"},
	noSettlements:    text{"入金はまだありません。", "There are no disbursements yet."},
	settlementID:     text{"決済ID", "Settlement ID"},
	settled:          text{"入金日時", "Paid"},
}
