package central

// words are the labels of Seller Central.
var words = struct {
	banner, skip, menu, dashboard, accounts, otherLanguage, zone, developer                     text
	chooseTitle, chooseLead, company, email, reviewDue, noAccounts                              text
	merchantID, storeID, storeName, token                                                       text
	ordersTitle, searchText, searchHint, state, anyState, orderGroup, chargeGroup               text
	environment, anyEnvironment, from, to, search, clear                                        text
	found, authorizedSum, capturedSum, refundedSum, noOrders, previous, next, pageOf            text
	order, reference, buyer, ordered, charges, amount, captured, refunded, nothing              text
	orderTitle, backToList, timeline, kind, method, note, limit, balance, updated               text
	dates, when, buyerTitle, buyerUntil, buyerHidden, name, phone, buyerID                      text
	shipping, billing, chargesTitle, chargeID, noCharges, actions, refundsTitle, refundID       text
	noRefunds, sentTitle, noSent, object, attempts, answer, noAnswer, notSent, created          text
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
