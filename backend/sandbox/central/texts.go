package central

import (
	"strconv"
	"time"
)

// Done is what was just done, as the address of the next page tells it.
type Done string

// What can be done.
const (
	DoneCapture       Done = "captured"
	DoneCaptureLater  Done = "captureInitiated"
	DoneCancel        Done = "canceled"
	DoneRefund        Done = "refundInitiated"
	DoneAmount        Done = "amountChanged"
	DoneCharge        Done = "charged"
	DoneClose         Done = "closed"
	DoneKey           Done = "keyAdded"
	DoneRevoke        Done = "keyRevoked"
	DoneAddress       Done = "notificationsSaved"
	DoneOrigin        Done = "originAdded"
	DoneOriginRemoved Done = "originRemoved"
	DoneBuyer         Done = "buyerAdded"
	DoneReport        Done = "reportRequested"
)

var doneTexts = map[Done]text{
	DoneCapture:       {"売上を請求しました。", "The payment was captured."},
	DoneCaptureLater:  {"売上請求を受け付けました。結果は後ほど決まります。", "The capture was requested. Its result comes later."},
	DoneCancel:        {"お支払いをキャンセルしました。", "The payment was cancelled."},
	DoneRefund:        {"返金を受け付けました。30秒ほどで完了します。", "The refund was requested. It takes about 30 seconds."},
	DoneAmount:        {"金額を変更しました。", "The amount was changed."},
	DoneCharge:        {"新しい請求を作成しました。", "A new charge was made."},
	DoneClose:         {"注文をクローズしました。", "The order was closed."},
	DoneKey:           {"公開鍵を登録しました。", "The public key was registered."},
	DoneRevoke:        {"公開鍵を失効させました。この鍵で署名したリクエストは拒否されます。", "The public key was revoked. Requests signed with it are refused."},
	DoneAddress:       {"通知先のURLを保存しました。", "The URL of notifications was saved."},
	DoneOrigin:        {"JavaScriptオリジンを追加しました。", "The JavaScript origin was added."},
	DoneOriginRemoved: {"JavaScriptオリジンを削除しました。", "The JavaScript origin was removed."},
	DoneBuyer:         {"テストアカウントを作成しました。", "The test account was created."},
	DoneReport:        {"レポートを依頼しました。30秒ほどで完成します。", "The report was requested. It takes about 30 seconds."},
}

// Wrong is why something was not done.
type Wrong string

// Why not.
const (
	WrongState   Wrong = "state"   // the order has moved on since the page was shown
	WrongRefused Wrong = "refused" // Message says why
	WrongKey     Wrong = "key"     // no such key any more
	WrongLost    Wrong = "lost"    // no such page
)

var wrongTexts = map[Wrong]text{
	WrongState:   {"この操作は、現在の状態ではできません。ページを表示した後に、状態が変わった可能性があります。最新の状態をご確認ください。", "This cannot be done in the present state, which may have changed since the page was shown. Please look at the order as it is now."},
	WrongRefused: {"操作を完了できませんでした。", "This could not be done."},
	WrongKey:     {"この公開鍵はすでに登録されていません。", "This public key is not registered any more."},
	WrongLost:    {"お探しのページはありません。", "This page does not exist."},
}

var tabTexts = map[Tab]text{
	TabOrders:      {"取引管理", "Transactions"},
	TabIntegration: {"インテグレーション", "Integration"},
	TabBuyers:      {"テストアカウント", "Test accounts"},
	TabReports:     {"レポート", "Reports"},
}

var tabs = []Tab{TabOrders, TabIntegration, TabBuyers, TabReports}

var accountTexts = map[string]text{
	"ACTIVE":    {"利用中", "Active"},
	"IN_REVIEW": {"審査中", "In review"},
	"REFUSED":   {"審査否決", "Refused"},
}

var environmentTexts = map[string]text{
	"sandbox": {"テスト環境", "Sandbox"},
	"live":    {"本番環境", "Live"},
	"":        {"共通", "Both"},
}

// Environments are those that can be chosen.
var environments = []string{"sandbox", "live"}

// States in the order in which the list offers them.
var (
	orderStates  = []string{"Chargeable", "NonChargeable", "Closed"}
	chargeStates = []string{"AuthorizationInitiated", "Authorized", "CaptureInitiated", "Captured", "Canceled", "Declined"}
)

var stateTexts = map[string]text{
	"Chargeable":             {"請求可能", "Chargeable"},
	"NonChargeable":          {"請求不可", "Non-chargeable"},
	"Closed":                 {"クローズ済み", "Closed"},
	"AuthorizationInitiated": {"オーソリ処理中", "Authorization pending"},
	"Authorized":             {"オーソリ済み", "Authorized"},
	"CaptureInitiated":       {"売上請求中", "Capture pending"},
	"Captured":               {"売上請求済み", "Captured"},
	"Canceled":               {"キャンセル済み", "Cancelled"},
	"Declined":               {"拒否", "Declined"},
	"RefundInitiated":        {"返金処理中", "Refund pending"},
	"Refunded":               {"返金済み", "Refunded"},
	"IN_PROGRESS":            {"作成中", "In progress"},
	"COMPLETED":              {"完成", "Ready"},
}

// mood is how a state is coloured.
func mood(state string) string {
	switch state {
	case "Chargeable", "Authorized", "Captured", "Refunded", "ACTIVE", "COMPLETED":
		return "good"
	case "AuthorizationInitiated", "CaptureInitiated", "RefundInitiated", "IN_REVIEW", "IN_PROGRESS", "NonChargeable":
		return "waiting"
	case "Declined", "REFUSED":
		return "bad"
	default:
		return "over"
	}
}

var kindTexts = map[string]text{
	"OneTime":             {"都度払い", "One-time"},
	"Recurring":           {"定期・継続払い", "Recurring"},
	"PaymentMethodOnFile": {"支払い方法の登録", "Payment method on file"},
}

var dueTexts = map[DueKind]text{
	DueAuthorizationEnds: {"オーソリの有効期限（過ぎるとキャンセルされます）", "Authorization ends (the charge is cancelled)"},
	DueQuickCaptureEnds:  {"以後の売上請求は非同期になります", "Later captures become asynchronous"},
	DueOrderEnds:         {"注文の有効期限（過ぎるとクローズされます）", "Order ends (it is closed)"},
	DueBuyerHidden:       {"購入者情報の表示期限", "Buyer's data is no longer shown"},
}

// actionTexts are what an action is called, what it does, and its button.
var actionTexts = map[Action]struct{ name, lead, ask, button text }{
	ActionCapture: {
		text{"売上請求", "Capture"},
		text{"オーソリ済みの金額の全部または一部を請求します。請求は1回だけで、残りの金額は解放されます。", "Captures all or a part of what was authorized. There is one capture; the rest is released."},
		text{"次の内容で売上を請求します。よろしいですか？", "Capture this payment?"},
		text{"売上請求する", "Capture"},
	},
	ActionCancel: {
		text{"お支払いキャンセル", "Cancel payment"},
		text{"オーソリを取り消します。取り消した請求を元に戻すことはできません。", "Cancels the authorization. This cannot be undone."},
		text{"このお支払いをキャンセルします。元に戻すことはできません。よろしいですか？", "Cancel this payment? This cannot be undone."},
		text{"お支払いをキャンセルする", "Cancel the payment"},
	},
	ActionRefund: {
		text{"返金", "Refund"},
		text{"請求した金額の全部または一部を返金します。請求額の15％（最大8,400円）まで多く返金できます。", "Refunds all or a part of what was captured, and up to 15 % more (8,400 yen at most)."},
		text{"次の内容で返金します。元に戻すことはできません。よろしいですか？", "Make this refund? It cannot be undone."},
		text{"返金する", "Refund"},
	},
	ActionAmount: {
		text{"金額の変更", "Change of amount"},
		text{"売上請求の前に、金額を変更します。変更後の金額で売上請求できます。", "Changes the amount before it is captured."},
		text{"次のとおり金額を変更します。よろしいですか？", "Change the amount as follows?"},
		text{"金額を変更する", "Change the amount"},
	},
	ActionCharge: {
		text{"新しい請求", "New charge"},
		text{"この注文に新しく請求します。オーソリと売上請求を同時に行います。", "Charges this order anew: authorization and capture at once."},
		text{"次の内容で請求します。よろしいですか？", "Make this charge?"},
		text{"請求する", "Charge"},
	},
	ActionClose: {
		text{"注文のクローズ", "Close order"},
		text{"注文をクローズします。以後、この注文には新しく請求できません。", "Closes the order. It cannot be charged any more."},
		text{"この注文をクローズします。元に戻すことはできません。よろしいですか？", "Close this order? This cannot be undone."},
		text{"注文をクローズする", "Close the order"},
	},
}

// japan is the zone of all times that are shown.
var japan = time.FixedZone("JST", 9*60*60)

func minute(t time.Time) string  { return t.In(japan).Format("2006-01-02 15:04") }
func second(t time.Time) string  { return t.In(japan).Format("2006-01-02 15:04:05") }
func machine(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func number(n int) string { return strconv.Itoa(n) }
