package watch

import "strings"

// settingNotes say what each setting means, in Japanese and English. static/docs/sandbox.*.md have the same sentences,
// held together by a test.
var settingNotes = map[string]struct{ japanese, english string }{
	"skew": {
		"リクエストの日時と時計とのずれの許容範囲。負の値なら制限なし",
		"how far a request's date may be from the clock; a negative one means any",
	},
	"environmentMismatch": {
		"鍵の接頭辞とパスの環境が食い違うときのステータス",
		"the status when the key's prefix and the path name different environments",
	},
	"throttle": {
		"Amazon と同じ呼び出し回数の制限（サンドボックス、本番とも）",
		"calls are limited as Amazon limits them, in sandbox and live",
	},
	"longIdempotency": {
		"32 文字を超える冪等キーを許可",
		"idempotency keys may be longer than 32 characters",
	},
	"forgetRefusals": {
		"断られた呼び出しを、同じ冪等キーでやり直せる",
		"a refused call may come again with its idempotency key",
	},
	"canceledSession": {
		"`CheckoutSessionCanceled` のステータス。400 も可",
		"the status of `CheckoutSessionCanceled`: 422 or 400",
	},
	"completedSession": {
		"完了したセッションに残る項目。`2020` は当時の動作",
		"what a completed session still shows: `empty`, or `2020` for what it showed then",
	},
	"replaceObjects": {
		"PATCH で、項目ごとではなくオブジェクト全体を置き換える",
		"PATCH replaces whole objects instead of their fields",
	},
	"defaultScopes": {
		"スコープのないボタンが求めるもの",
		"what a button without scopes asks for",
	},
	"cancelDuringCapture": {
		"`CaptureInitiated` の請求をキャンセルできる",
		"a charge in `CaptureInitiated` can be cancelled",
	},
	"closeCancelsCharges": {
		"許可を終了すると、未確定の請求もキャンセルされる",
		"closing a permission cancels its open charges unasked",
	},
	"refundsPerCharge": {
		"一つの請求に対する返金の回数。負の値なら制限なし",
		"how many refunds a charge may have; a negative number means any",
	},
	"monthZone": {
		"定期課金の上限を数える月の区切り。`UTC` も可",
		"where the month of a recurring limit begins: `Japan` or `UTC`",
	},
	"registeredOriginsOnly": {
		"JavaScript オリジンを登録していない販売事業者のボタンを、`http://localhost` のほかでは拒否（Amazon と同じ）",
		"a merchant without JavaScript origins has no button anywhere but on `http://localhost`, as at Amazon",
	},
	"tokensOnlyLive": {
		"認可トークンは本番だけで発行",
		"authorization tokens exist in live only",
	},
	"redeliveries": {
		"通知を一時間おきに送り直す回数。負の値なら送り直さない",
		"how often a notification comes again, hourly; a negative number means never",
	},
	"signatureVersion": {
		"通知の署名のバージョン。2 も可",
		"of notifications: 1 or 2",
	},
	"review": {
		"新しい販売事業者の審査の期間。負の値なら審査なし",
		"how long a new merchant is in review; a negative one means not at all",
	},
	"reviewOutcome": {
		"審査の結果。`refused` も可",
		"what a review comes to: `accepted` or `refused`",
	},
	"providers": {
		"販売事業者を登録できるソリューションプロバイダーの `spId`。なければ制限なし",
		"solution providers that may register merchants, by their `spId`; none means any",
	},
}

// Note says what the setting means, "" if nobody wrote it down.
func (s Setting) Note(f Frame) string {
	note := settingNotes[s.Name]
	return strings.ReplaceAll(f.Say(note.japanese, note.english), "`", "")
}
