package i18n

import "noren/shared/api"

// OrderProblems are the problems of a shop's server, which works on orders. Made by a function so that the browser program does not
// carry them. Any language other than English gives Japanese.
func OrderProblems(lang api.Lang) map[api.Code]Problem {
	if lang == api.English {
		return orderProblemsEnglish()
	}
	return orderProblemsJapanese()
}

func orderProblemsEnglish() map[api.Code]Problem {
	return map[api.Code]Problem{ //nolint:exhaustive // the others are the shopper's too
		api.OrderUnknown:        {"There is no such order", "Please check the order's number."},
		api.OrderChanged:        {"The order has changed", "Nothing was done. Read the order again, and decide by what you see then."},
		api.OrderBusy:           {"Something else is under way with the order", "Nothing was done. Amazon is being asked; read the order again in about a minute."},
		api.NotPermitted:        {"This cannot be done with the order now", "Nothing was done. The order's “permits” say what can be done, and why this cannot."},
		api.AmountInvalid:       {"This amount cannot be refunded", "Nothing was done. The most that can be refunded is stated beside."},
		api.ConfirmationMissing: {"The amount needs a second confirmation", "Nothing was done. It is above what the shop has set. If it is right, send the same again with “confirmed”."},
		api.OperationNoted:      {"Amazon does not answer", "What was noted before is repeated by itself until there is an answer; it happens once. Read the order to see what became of it."},
		api.NotAsked:            {"Amazon does not answer", "Nothing was done, and nothing is repeated by itself. Please send the same again in a few minutes."},
		api.ChargeRefused:       {"Amazon refused", "No money has moved. The reason and what helps are stated beside."},
		api.IdempotencyMismatch: {"The idempotency key was used for something else", "Nothing was done. Please use a new key for every new request."},
		api.IdempotencyInFlight: {"The same request is being worked on", "Please wait a few seconds, and send the same again with the same key."},
		api.AnswerForgotten:     {"The answer to this request has been erased", "Nothing was done now. The request was made before, and the person in its answer has been erased since. Read the order to see what became of it."},
		api.EndpointUnknown:     {"There is no such webhook endpoint", "Please check its identifier in the list."},
		api.EndpointDisabled:    {"The webhook endpoint is disabled", "Nothing is sent to it. Change the endpoint to switch it on again."},
		api.EventUnknown:        {"There is no such event", "Please begin without “after”."},
		api.BulkUnknown:         {"There is no such bulk", "Please check its identifier."},
		api.BulkState:           {"The bulk has been started or stopped already", "Nothing was done. Read the bulk to see how far it is."},
		api.ColumnsUnknown:      {"There is no such set of columns", "Please look it up in the console, or leave “set” out."},
	}
}

func orderProblemsJapanese() map[api.Code]Problem {
	return map[api.Code]Problem{ //nolint:exhaustive // the others are the shopper's too
		api.OrderUnknown:        {"この注文は見つかりませんでした", "注文番号をご確認ください。"},
		api.OrderChanged:        {"注文の内容が変わっています", "何も行われていません。注文を読み直し、最新の内容をもとに判断してください。"},
		api.OrderBusy:           {"この注文は、ほかの処理の途中です", "何も行われていません。Amazonに依頼中です。1分ほどたってから、注文を読み直してください。"},
		api.NotPermitted:        {"いまは、この操作を行えません", "何も行われていません。行える操作と、行えない理由は、注文の「permits」にあります。"},
		api.AmountInvalid:       {"この金額は返金できません", "何も行われていません。返金できる金額の上限を、あわせてお知らせしています。"},
		api.ConfirmationMissing: {"この金額には、もう一度確認が必要です", "何も行われていません。ショップで設定した金額を超えています。正しければ、「confirmed」を付けて送り直してください。"},
		api.OperationNoted:      {"Amazonから応答がありません", "記録済みの依頼は、応答があるまで自動で繰り返され、一度だけ実行されます。結果は、注文を読んでご確認ください。"},
		api.NotAsked:            {"Amazonから応答がありません", "何も行われていません。自動で繰り返されることもありません。数分たってから、同じ内容を送り直してください。"},
		api.ChargeRefused:       {"Amazonに断られました", "代金は動いていません。理由と対処方法を、あわせてお知らせしています。"},
		api.IdempotencyMismatch: {"このキーは、別の内容で使われています", "何も行われていません。新しい内容には、新しいキーをお使いください。"},
		api.IdempotencyInFlight: {"同じ内容を処理しています", "数秒待ってから、同じキーで同じ内容を送り直してください。"},
		api.AnswerForgotten:     {"このリクエストへの応答は消去されました", "今回は何も行われていません。以前に受け付けたリクエストですが、応答に含まれていた個人情報は、その後に消去されました。結果は、注文を読んでご確認ください。"},
		api.EndpointUnknown:     {"このWebhookの送信先は見つかりませんでした", "一覧でIDをご確認ください。"},
		api.EndpointDisabled:    {"このWebhookの送信先は停止中です", "何も送信されません。再開するには、送信先を変更してください。"},
		api.EventUnknown:        {"このイベントは見つかりませんでした", "「after」を付けずに、最初から読んでください。"},
		api.BulkUnknown:         {"この一括決済依頼は見つかりませんでした", "IDをご確認ください。"},
		api.BulkState:           {"この一括決済依頼は、すでに開始または中止されています", "何も行われていません。進み具合は、一括決済依頼を読んでご確認ください。"},
		api.ColumnsUnknown:      {"この出力項目の設定は見つかりませんでした", "管理画面でご確認いただくか、「set」を付けずにお試しください。"},
	}
}
