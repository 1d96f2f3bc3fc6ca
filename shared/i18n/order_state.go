package i18n

import "noren/shared/api"

// OrderStates are the words for an order's states, by ledger's state.
func OrderStates(lang api.Lang) map[string]string {
	if lang == api.English {
		return map[string]string{
			"awaiting": "Waiting for payment", "unpaid": "Not paid", "pending": "Amazon is deciding", "authorised": "Authorised",
			"capturing": "Payment being processed", "captured": "Captured", "declined": "Declined", "lapsed": "Authorisation lapsed",
			"cancelled": "Payment cancelled", "refunding": "Refund under way", "partly_refunded": "Partly refunded", "refunded": "Refunded",
			"order_cancelled": "Order cancelled", "attention": "Needs attention",
		}
	}
	return map[string]string{
		"awaiting": "お支払い待ち", "unpaid": "未払い", "pending": "Amazonで審査中", "authorised": "オーソリ済み", "capturing": "決済処理中",
		"captured": "決済済み", "declined": "お支払い不可", "lapsed": "オーソリ期限切れ", "cancelled": "Amazon Payキャンセル済み",
		"refunding": "返金処理中", "partly_refunded": "一部返金済み", "refunded": "返金済み", "order_cancelled": "注文キャンセル済み",
		"attention": "要対応",
	}
}

// OrderAlerts say why a person should look at an order although its state is sound, by ledger's alert.
func OrderAlerts(lang api.Lang) map[string]string {
	if lang == api.English {
		return map[string]string{
			"unknown_charge": "charged in Seller Central", "chargeback": "notice of a chargeback, check in Seller Central", "capture": "the automatic payment request failed",
			"reauthorise": "the new authorisation failed", "refund": "a refund was declined",
		}
	}
	return map[string]string{
		"unknown_charge": "セラーセントラルでの請求あり", "chargeback": "チャージバックの通知（セラーセントラルで要確認）", "capture": "自動の決済依頼が失敗",
		"reauthorise": "再オーソリが失敗", "refund": "返金が不成立",
	}
}
