package i18n

import (
	"noren/shared/api"
	"noren/shared/timeline"
)

func timelineJapanese() Timeline {
	return Timeline{
		Lang: api.Japanese, WhenLayout: "2006年1月2日 15:04", DayLayout: "2006年1月2日",
		Sentences: timelineSentencesJapanese(),
		Actors: map[string]string{
			"staff": "担当者", "api": "ショップのサーバー", "cli": "サーバー管理者", "noren": "自動処理", timeline.Shopper: "お客さま", timeline.Amazon: "Amazon",
		},
		Names:    timelineNamesJapanese(),
		Reasons:  timelineReasonsJapanese(),
		Reason:   "理由コード {code}",
		NoReason: "理由は示されていません",
		Kinds: map[timeline.Kind]string{
			timeline.Checkout: "お客さまのお手続き", timeline.Order: "注文", timeline.Call: "Amazonへの依頼", timeline.Notification: "Amazonからの通知",
			timeline.Mail: "メール", timeline.Webhook: "ショップのサーバーへの通知", timeline.Audit: "操作の記録",
		},
		Details: map[string]string{
			"request": "AmazonリクエストID", "operation": "処理ID", "generation": "送信回数", "status": "HTTPステータス", "checkout": "チェックアウトID",
			"session": "AmazonセッションID", "permission": "AmazonリファレンスID", "charge": "AmazonオーソリID", "state": "Amazonでの状態", "reason": "理由",
			"amount": "Amazonの金額", "total": "注文の金額", "captured": "決済済み金額", "refunded": "返金済み金額", "order": "注文番号", "cart_version": "カートの版",
			"notification": "通知ID", "object": "対象のID", "error": "エラー", "mail": "メールID", "tries": "送信の試行回数", "event": "イベントID",
			"audit": "操作記録ID", "delivery": "配信ID", "endpoint": "通知先", "site": "サイト", "placement": "ボタンの場所", "kind": "処理の種類", "why": "理由", "found": "確認結果",
			"fields": "変更した項目", "cause": "原因", "alert": "要確認", "on": "予定日", "at": "予定日時", "what": "変更の対象", "difference": "差額の名目",
			"anew": "再オーソリ", "reset": "元の金額に戻す", "by": "操作した人",
		},
		Next: map[string]Advice{
			"await_shopper":   {"お客さまのお支払いを待っています", "Amazonでのお支払いが済むと、自動で次に進みます。まだ発送しないでください。"},
			"await_retry":     {"お支払いは行われていません", "お客さまは同じカートからもう一度注文できます。発送しないでください。"},
			"await_amazon":    {"Amazonの判断を待っています", "結果が分かり次第、自動で反映されます。それまで発送しないでください。"},
			"await_answer":    {"Amazonに依頼しています", "回答を確認しています。1分ほどたってから、画面を開き直してください。"},
			"correct_amount":  {"金額がAmazonと異なります", "セラーセントラルで金額が変更されています。決済依頼はセラーセントラルで行い、納品書などの金額は印刷・送信の前に修正してください。"},
			"look_at_charge":  {"セラーセントラルでの請求を確認してください", "この注文に、こちらから依頼していない請求があります。セラーセントラルで内容を確認してから「確認済みにする」を押してください。"},
			"look_at_alert":   {"内容を確認してください", "確認が済んだら「確認済みにする」を押してください。"},
			"capture":         {"「決済依頼」を行ってください", "オーソリの期限までに決済依頼を行うと、代金が確定します。"},
			"capture_planned": {"決済依頼の予定があります", "予定の日時に自動で決済依頼を行います。急ぐときは「決済依頼」を押してください。"},
			"ship":            {"商品を発送してください", "代金は確定しています。発送したら「出荷済みにする」を押してください。"},
			"reauthorise":     {"もう一度オーソリが必要です", "「再オーソリ」または「決済依頼」を行ってください。承認されないときは、お客さまにカードの変更をお願いするか、別の決済方法をご案内ください。"},
			"over":            {"Amazonでの期限（180日）が過ぎました", "この注文の決済依頼はもうできません。別の決済方法をご案内ください。"},
			"cancel_order":    {"「この注文をキャンセル」を行ってください", "お支払いはキャンセルまたは返金されています。注文もキャンセルすると、手続きが完了します。"},
			"decide":          {"注文のないお支払いです", "この注文のお支払いとして受け付けるか、「Amazon Payをキャンセル」で取り消すかを選んでください。"},
			"done":            {"必要な操作はありません", "この注文の手続きは完了しています。"},
		},
	}
}

func timelineSentencesJapanese() map[string]string {
	return map[string]string{
		"checkout.begin":            "お客さまがAmazonアカウントのボタンを押しました",
		"checkout.returned":         "お客さまがAmazonでお届け先とお支払い方法を選びました",
		"checkout.change":           "お客さまがAmazonで選び直すことにしました",
		"checkout.change.address":   "お客さまがお届け先を選び直すことにしました",
		"checkout.change.payment":   "お客さまがお支払い方法を選び直すことにしました",
		"checkout.confirm":          "お客さまが「この内容で注文する」を押しました（{amount}）",
		"checkout.updated":          "お支払い金額{amount}をAmazonに伝えました",
		"checkout.refused":          "Amazonが注文の内容を受け付けませんでした",
		"checkout.complete":         "Amazonに支払いの確定を依頼しました",
		"checkout.unfinished":       "お客さまはまだAmazonで支払いを確定していません",
		"checkout.completed":        "お客さまがAmazonで支払いを確定しました（{amount}）",
		"checkout.was_declined":     "Amazonがお支払いを承認しませんでした：{reason}",
		"checkout.was_cancelled":    "Amazonでのお手続きが取り消されました：{reason}",
		"checkout.was_expired":      "Amazonでのお手続きの期限が切れました",
		"checkout.supersede":        "別の画面で始めたお手続きが優先されました",
		"checkout.contradicted":     "Amazonの記録と注文の内容が一致しません。確認が必要です",
		"checkout.identified":       "お客さまがAmazonアカウントでログインしました",
		"order.confirmed":           "注文を受け付けました（{amount}）。お客さまがAmazonへ移動しました",
		"order.ended":               "お支払いが行われないまま、お手続きが終わりました",
		"order.was_pending":         "Amazonがお支払いを審査しています（最長24時間）",
		"order.was_authorised":      "オーソリが取れました。代金は確保されています",
		"order.was_capturing":       "Amazonが決済依頼を処理しています",
		"order.was_captured":        "代金の決済を確認しました",
		"order.was_declined":        "Amazonがお支払いを承認しませんでした：{reason}",
		"order.was_lapsed":          "オーソリの期限が切れました",
		"order.was_cancelled":       "お支払いがキャンセルされました：{reason}",
		"order.was_refunding":       "Amazonが返金を処理しています",
		"order.was_partly_refunded": "一部の返金が完了しました",
		"order.was_refunded":        "全額の返金が完了しました",
		"order.reauthorised":        "再オーソリが承認されました。代金は確保されています",
		"order.refund_asked":        "{who}が返金を依頼しました（{amount}）",
		"order.cancel_order":        "{who}が「この注文をキャンセル」を行いました",
		"order.accept":              "{who}がこのお支払いを注文のものとして受け付けました",
		"order.contradicted":        "注文の内容と異なるお支払いがAmazonにあります。確認が必要です",
		"order.capture_asked":       "{who}が決済依頼を行いました（{amount}）",
		"order.capture_asked.anew":  "{who}が決済依頼を行いました（再オーソリ、{amount}）",
		"order.reauthorise_asked":   "{who}が再オーソリを依頼しました（{amount}）",
		"order.cancel_asked":        "{who}が「Amazon Payをキャンセル」を行いました",
		"order.refused":             "Amazonが{what}を受け付けませんでした：{reason}",
		"order.amount_changed":      "Amazonでの金額が{amount}に変更されています",
		"order.charge_found":        "セラーセントラルで行われた請求が見つかりました",
		"order.alerted":             "確認が必要なことが見つかりました",

		"order.alerted.unknown_charge": "こちらから依頼していない請求がAmazonで見つかりました",
		"order.alerted.chargeback":     "Amazonからチャージバックの通知がありました。セラーセントラルで確認してください",
		"order.alerted.capture":        "自動の決済依頼ができませんでした：{reason}",
		"order.alerted.reauthorise":    "再オーソリができませんでした：{reason}",
		"order.alerted.refund":         "返金が成立しませんでした",

		"order.alert_seen":             "{who}が確認済みにしました",
		"order.shipped":                "{who}が出荷済みにしました",
		"order.shipping_planned":       "{who}が出荷予定日を{day}にしました",
		"order.shipping_planned.none":  "{who}が出荷予定日を取り消しました",
		"order.capture_scheduled":      "{who}が決済依頼を{at}に予定しました",
		"order.capture_scheduled.none": "{who}が決済依頼の予定を取り消しました",
		"order.purchaser_changed":      "{who}が購入者情報を変更しました（Amazonには送信されません）",
		"order.purchaser_forgotten":    "{who}がこの注文の個人情報を消去しました",
		"order.paper_changed":          "{who}が納品書などの金額を修正しました（{amount}）",
		"order.paper_changed.reset":    "{who}が納品書などの金額を元に戻しました",
		"order.card_change_asked":      "{who}がお客さまにカードの変更をお願いしました",
		"order.individually_mailed":    "{who}が個別確認メールを送信することにしました",

		"call.planned": "Amazonに{what}を依頼しています（回答待ち）",
		"call.done":    "Amazonが{what}を受け付けました",
		"call.refused": "Amazonが{what}を受け付けませんでした：{reason}",
		"call.unknown": "{what}にAmazonの回答がありませんでした。結果はAmazonに問い合わせて確認します",
		"call.dropped": "{what}は不要になったため、取りやめました",

		"notification.received": "Amazonから{what}の通知を受け取りました。まもなく確認します",
		"notification.worked":   "Amazonから{what}の通知を受け取り、確認しました",
		"notification.parked":   "Amazonから{what}の通知を受け取りましたが、確認できず保留しています",

		"mail.waiting":  "「{what}」メールを送信します",
		"mail.sent":     "「{what}」メールを送信しました",
		"mail.failed":   "「{what}」メールを送信できませんでした：{reason}",
		"mail.unwanted": "「{what}」メールは送信していません：{reason}",

		"webhook.waiting":   "ショップのサーバーに「{what}」を知らせます",
		"webhook.delivered": "ショップのサーバーに「{what}」を知らせました",
		"webhook.failed":    "ショップのサーバーに「{what}」を知らせることができませんでした",
		"webhook.unwanted":  "「{what}」の通知先が停止しているため、知らせていません",

		"audit": "{who}の操作：{what}",
	}
}

func timelineNamesJapanese() map[string]string {
	return map[string]string{
		"call.update": "注文内容の登録", "call.complete": "支払いの確定", "call.capture": "決済依頼", "call.charge": "再オーソリ", "call.close": "お支払いのキャンセル",
		"call.refund": "返金",

		"notification.CHARGE_PERMISSION": "注文全体", "notification.CHARGE": "オーソリ・決済", "notification.REFUND": "返金",
		"notification.CHARGEBACK": "チャージバック",

		"mail.order_confirmation": "ご注文確認", "mail.payment_requested": "決済完了", "mail.order_cancelled": "ご注文キャンセル", "mail.refunded": "返金完了",
		"mail.change_card": "カード変更のお願い", "mail.individual": "個別確認メール", "mail.report": "自動処理の結果（担当者あて）",

		"webhook.order.placed": "注文の確定", "webhook.order.pending": "Amazonでの審査", "webhook.order.authorised": "オーソリ",
		"webhook.order.capturing": "決済処理中", "webhook.order.captured": "決済", "webhook.order.declined": "お支払い不可",
		"webhook.order.lapsed": "オーソリ期限切れ", "webhook.order.payment_cancelled": "お支払いのキャンセル", "webhook.order.refunding": "返金処理中",
		"webhook.order.partly_refunded": "一部返金", "webhook.order.refunded": "返金", "webhook.order.cancelled": "注文のキャンセル",
		"webhook.order.attention": "要対応", "webhook.order.amount_differs": "金額の差異", "webhook.endpoint.test": "通知のテスト",
	}
}

func timelineReasonsJapanese() map[string]string {
	return map[string]string{
		"BuyerCanceled": "お客さまが取り消しました", "BuyerClosed": "お客さまが取り消しました", "Expired": "期限が切れました", "ExpiredUnused": "期限までに使われませんでした",
		"AmazonCanceled": "Amazonが取り消しました", "AmazonClosed": "Amazonが終了しました", "AmazonRejected": "Amazonが承認しませんでした",
		"Declined": "カードが承認されませんでした", "SoftDeclined": "一時的に承認されませんでした。時間をおくと承認されることがあります",
		"HardDeclined": "承認されませんでした。お客さまによるカードの変更が必要です", "PaymentMethodInvalid": "お支払い方法が使えません",
		"PaymentMethodDeleted": "お支払い方法が削除されています", "PaymentMethodExpired": "カードの有効期限が切れています",
		"PaymentMethodNotAllowed": "このお支払い方法は使えません", "PaymentMethodNotSet": "お支払い方法が選ばれていません",
		"BillingAddressDeleted": "請求先住所が削除されています", "ChargeInProgress": "ほかの請求を処理中です", "MFAFailed": "本人認証に失敗しました",
		"MFANotCompleted": "本人認証が完了していません", "MerchantClosed": "ショップが終了しました", "MerchantCanceled": "ショップが取り消しました",
		"ChargePermissionCanceled": "お支払いが取り消されています", "ProcessingFailure": "Amazonの処理に失敗しました",
		"TransactionTimedOut": "Amazonの審査が時間内に終わりませんでした", "AmountMismatch": "金額が一致しません",
		"TransactionAmountExceeded": "請求できる金額を超えています", "TransactionCountExceeded": "請求できる回数を超えています",
		"InvalidChargePermissionStatus": "お支払いの状態が変わっています", "InvalidChargeStatus": "請求の状態が変わっています",
		"InvalidCheckoutSessionStatus": "お手続きの状態が変わっています", "CheckoutSessionCanceled": "お手続きが取り消されています",
		"TooManyRequests": "Amazonが混み合っています", "InternalServerError": "Amazonで障害が起きています", "ServiceUnavailable": "Amazonが混み合っています",
		"RequestTimeout": "Amazonが時間内に答えませんでした", "ResourceNotFound": "Amazonに対象が見つかりません",
		"DuplicateIdempotencyKey": "Amazonは同じ依頼をすでに受けています",

		"state": "いまの状態ではできません", "unpaid": "お支払いが行われていません", "pending": "Amazonが審査中です", "done": "すでに済んでいます",
		"busy": "ほかの処理の途中です", "differs": "金額がセラーセントラルで変更されています", "unknown_charge": "セラーセントラルで請求が行われています",
		"over": "Amazonでの期限（180日）が過ぎています", "cancelled": "お支払いはキャンセルされています", "payment_first": "先にお支払いのキャンセルが必要です",
		"refunding": "返金を処理中です", "capturing": "決済を処理中です", "unreachable": "接続できませんでした",

		"no_address": "メールアドレスがありません", "bad_address": "メールを送れないアドレスです", "switched_off": "この種類のメールは送らない設定です",
		"no_server": "メールサーバーが設定されていません", "login": "メールサーバーにログインできませんでした", "refused": "メールサーバーに受け付けられませんでした",
		"not_composed": "メールを作成できませんでした",
	}
}
