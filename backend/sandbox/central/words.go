package central

// words are the labels of Seller Central.
var words = struct {
	banner, skip, menu, dashboard, accounts, otherLanguage, zone, developer                     text
	chooseTitle, chooseLead, company, email, status, reviewDue, noAccounts                      text
	merchantID, storeID, storeName, token                                                       text
	ordersTitle, searchText, searchHint, state, anyState, orderGroup, chargeGroup               text
	environment, anyEnvironment, from, to, search, clear                                        text
	found, authorizedSum, capturedSum, refundedSum, noOrders, previous, next, pageOf            text
	order, reference, buyer, ordered, charges, amount, captured, refunded, nothing              text
	orderTitle, backToList, timeline, kind, method, note, limit, balance, updated               text
	dates, due, when, buyerTitle, buyerUntil, buyerHidden, name, phone, buyerID                 text
	shipping, billing, chargesTitle, chargeID, noCharges, actions, refundsTitle, refundID       text
	noRefunds, sentTitle, noSent, object, attempts, answer, noAnswer, notSent, reason, created  text
	amountLabel, mostLabel, nowAmount, newAmount, reasonLabel, reasonHint, goOn, cancel, change text
	slow, stays, unrefunded, authorizedAmount                                                   text
}{
	banner:        text{"サンドボックス — 実際の取引ではありません", "Sandbox — no real transactions"},
	skip:          text{"本文へ移動", "Skip to content"},
	menu:          text{"メニュー", "Menu"},
	dashboard:     text{"ダッシュボード", "Dashboard"},
	accounts:      text{"アカウントを切り替える", "Switch account"},
	otherLanguage: text{"English", "日本語"},
	zone:          text{"日時はすべて日本時間です。", "All times are Japan time."},
	developer:     text{"APIのメッセージ", "Message of the API"},

	chooseTitle: text{"アカウントを選ぶ", "Choose an account"},
	chooseLead:  text{"サンドボックスのため、パスワードは不要です。アカウントを選ぶと、その販売事業者として操作できます。", "This is a sandbox, so there is no password. Choose an account to act as that merchant."},
	company:     text{"会社名", "Company"},
	email:       text{"Eメールアドレス", "E-mail address"},
	status:      text{"状態", "Status"},
	reviewDue:   text{"審査結果の予定", "Result of the review"},
	noAccounts:  text{"アカウントがありません。", "There are no accounts."},
	merchantID:  text{"出品者ID", "Merchant ID"},
	storeID:     text{"Store ID", "Store ID"},
	storeName:   text{"ストア名", "Store name"},
	token:       text{"MWS認証トークン", "MWS auth token"},

	ordersTitle:    text{"取引管理", "Transactions"},
	searchText:     text{"キーワード", "Search for"},
	searchHint:     text{"AmazonリファレンスID、注文番号、購入者の名前やEメールアドレス", "Amazon reference ID, order number, buyer's name or e-mail address"},
	state:          text{"状態", "State"},
	anyState:       text{"すべて", "All"},
	orderGroup:     text{"注文", "Order"},
	chargeGroup:    text{"請求", "Charge"},
	environment:    text{"環境", "Environment"},
	anyEnvironment: text{"すべて", "All"},
	from:           text{"注文日（開始）", "Ordered from"},
	to:             text{"注文日（終了）", "Ordered until"},
	search:         text{"検索", "Search"},
	clear:          text{"条件をクリア", "Clear"},

	found:         text{"件数", "Found"},
	authorizedSum: text{"オーソリ済み（未請求）", "Authorized, not captured"},
	capturedSum:   text{"売上請求済み", "Captured"},
	refundedSum:   text{"返金済み", "Refunded"},
	noOrders:      text{"条件に合う注文はありません。", "No order was found."},
	previous:      text{"前のページ", "Previous page"},
	next:          text{"次のページ", "Next page"},
	pageOf:        text{"{page} / {pages} ページ", "Page {page} of {pages}"},

	order:     text{"AmazonリファレンスID", "Amazon reference ID"},
	reference: text{"注文番号", "Order number"},
	buyer:     text{"購入者", "Buyer"},
	ordered:   text{"注文日時", "Ordered"},
	charges:   text{"請求", "Charges"},
	amount:    text{"金額", "Amount"},
	captured:  text{"請求済み", "Captured"},
	refunded:  text{"返金済み", "Refunded"},
	nothing:   text{"—", "—"},

	orderTitle: text{"注文", "Order"},
	backToList: text{"取引管理に戻る", "Back to transactions"},
	timeline:   text{"ダッシュボードで経過を見る", "Timeline in the dashboard"},
	kind:       text{"種類", "Type"},
	method:     text{"支払い方法", "Payment method"},
	note:       text{"購入者へのメッセージ", "Note to buyer"},
	limit:      text{"請求できる上限", "Limit"},
	balance:    text{"残り", "Balance"},
	updated:    text{"更新日時", "Updated"},

	dates:       text{"今後の予定", "What comes"},
	due:         text{"内容", "What"},
	when:        text{"日時", "When"},
	buyerTitle:  text{"購入者", "Buyer"},
	buyerUntil:  text{"{time} まで表示されます。", "Shown until {time}."},
	buyerHidden: text{"表示期間（30日）が過ぎたため、購入者の情報は表示されません。", "The 30 days for which the buyer's data is shown are over."},
	name:        text{"名前", "Name"},
	phone:       text{"電話番号", "Phone"},
	buyerID:     text{"購入者ID", "Buyer ID"},
	shipping:    text{"お届け先", "Delivery address"},
	billing:     text{"請求先", "Billing address"},

	chargesTitle: text{"請求", "Charges"},
	chargeID:     text{"請求ID", "Charge ID"},
	noCharges:    text{"請求はまだありません。", "There are no charges yet."},
	actions:      text{"操作", "Actions"},
	refundsTitle: text{"返金", "Refunds"},
	refundID:     text{"返金ID", "Refund ID"},
	noRefunds:    text{"返金はありません。", "There are no refunds."},
	sentTitle:    text{"通知（IPN）", "Notifications (IPN)"},
	noSent:       text{"通知はありません。", "There are no notifications."},
	object:       text{"対象", "Object"},
	attempts:     text{"送信回数", "Sent"},
	answer:       text{"応答", "Answer"},
	noAnswer:     text{"応答なし", "No answer"},
	notSent:      text{"未送信", "Not sent"},
	reason:       text{"理由", "Reason"},
	created:      text{"作成日時", "Created"},

	amountLabel:      text{"金額（円）", "Amount (yen)"},
	mostLabel:        text{"上限 {most}", "At most {most}"},
	unrefunded:       text{"請求済みで、まだ返金していない金額", "Captured and not refunded"},
	authorizedAmount: text{"オーソリ済みの金額", "Authorized amount"},
	nowAmount:        text{"現在の金額", "Amount now"},
	newAmount:        text{"変更後の金額", "New amount"},
	reasonLabel:      text{"理由", "Reason"},
	reasonHint:       text{"255文字まで。APIの応答に含まれます。", "Up to 255 characters. The API shows it."},
	goOn:             text{"確認に進む", "Continue"},
	cancel:           text{"やめて注文に戻る", "Back to the order"},
	change:           text{"入力に戻る", "Change"},
	slow:             text{"オーソリから7日を過ぎているため、結果は後ほど決まります（非同期）。", "More than 7 days after the authorization, the result comes later."},
	stays:            text{"処理中の請求は、注文をクローズしても残ります。必要に応じて、売上請求またはキャンセルしてください。", "Open charges stay: capture or cancel them as needed."},
}

// integrationWords are the labels of the settings, the test accounts and the reports.
var integrationWords = struct {
	title, ids, keys, keysLead, noKeys, keyID, fingerprint, registered, fromStart, revoke                 text
	addKey, addKeyLead, pem, register, newKey, newKeyLead, create                                         text
	keyTitle, keyLead, download, downloadLead, downloaded, backToKeys, revokeTitle, revokeAsk, revokeLast text
	revokeButton                                                                                          text
	notifications, notificationsLead, url, save, test, testLead, answered, unanswered                     text
	origins, originsLead, noOrigins, origin, add, remove, removeShort                                     text
	buyersTitle, buyersLead, newBuyer, cards, addresses, newBuyerLead, note, backToBuyers, createBuyer    text
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
	fromStart:   text{"起動時", "At the start"},
	revoke:      text{"失効させる", "Revoke"},

	addKey:     text{"公開鍵を登録", "Register a public key"},
	addKeyLead: text{"お手元で作成した鍵の、公開鍵だけを貼り付けます。Public Key IDは自動で作成されます。", "Paste the public half of your own key. Its Public Key ID is made for you."},
	pem:        text{"公開鍵（PEM）", "Public key (PEM)"},
	register:   text{"登録する", "Register"},
	newKey:     text{"鍵ペアを作成", "Create a key pair"},
	newKeyLead: text{"秘密鍵と公開鍵を作成し、公開鍵を登録します。秘密鍵は1回だけダウンロードできます。", "Makes a private and a public key and registers the public one. The private key can be downloaded once."},
	create:     text{"作成する", "Create"},

	keyTitle:     text{"公開鍵を登録しました", "The public key was registered"},
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
	note:          text{"メモ", "Note"},
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
