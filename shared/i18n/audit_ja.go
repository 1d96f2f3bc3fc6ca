package i18n

func auditJapanese() Audit {
	return Audit{
		Title: "操作履歴", Lead: "管理画面・API・コマンドで行われた操作の記録です。削除や変更はできません。",
		When: "日時", Who: "操作した人", What: "操作", Subject: "対象", Details: "詳細", Anyone: "すべての人", Anything: "すべての操作", Before: "変更前",
		After: "変更後", ByCLI: "コマンド", ByNoren: "自動処理", ByAPI: "API", Gone: "削除された人", Nothing: "なし", Yes: "はい", No: "いいえ",
		Areas: map[string]string{
			"order": "一件の注文", "orders": "受注台帳", "mails": "メール", "messages": "Webhookと通知", "shop": "お店", "people": "スタッフと会員",
		},
		Actions: map[string]string{
			"order.capture_asked": "決済依頼", "order.reauthorise_asked": "再オーソリ", "order.cancel_asked": "Amazon Payをキャンセル",
			"order.refund_asked": "返金", "order.cancel_order": "この注文をキャンセル", "order.accept": "注文のお支払いとして受け付け",
			"order.shipped": "出荷済みの登録", "order.shipping_planned": "出荷予定日の設定", "order.capture_scheduled": "決済依頼の予定の変更",
			"order.purchaser_changed": "購入者情報の変更", "order.purchaser_forgotten": "個人情報の消去", "order.paper_changed": "納品書などの金額の修正", "order.individually_mailed": "個別確認メールの送信",
			"order.card_change_asked": "カード変更のお願い", "order.alert_seen": "確認済みの登録", "order.seeded": "架空の注文の登録",
			"bulk.drafted": "一括決済依頼の確認", "bulk.started": "一括決済依頼の開始", "bulk.stopped": "一括決済依頼の停止",
			"export.begun": "受注データのダウンロード", "export.ended": "受注データのダウンロードの完了", "columns.saved": "ダウンロード項目の保存",
			"columns.deleted": "ダウンロード項目の削除", "filter.saved": "検索条件の保存", "filter.deleted": "検索条件の削除",
			"mail.template": "メールテンプレートの変更", "mail.tested": "テストメールの送信", "mail.repeated": "メールの再送信",
			"notification.replayed": "Amazonからの通知の再処理", "endpoint.added": "Webhook送信先の追加", "endpoint.changed": "Webhook送信先の変更",
			"endpoint.enabled": "Webhook送信先の再開", "endpoint.disabled": "Webhook送信先の停止", "endpoint.removed": "Webhook送信先の削除",
			"endpoint.secret": "Webhookシークレットの再発行", "endpoint.tested": "Webhookのテスト送信", "endpoint.replayed": "Webhookのまとめて再送信",
			"delivery.replayed": "Webhookの再送信",
			"shop.created":      "お店の登録", "shop.changed": "お店の情報の変更", "shop.settings": "設定の保存", "draft.saved": "下書きの保存",
			"draft.published": "下書きの公開", "draft.discarded": "下書きの破棄", "image.saved": "画像の保存", "shop.credentials": "Amazon Payアカウントの登録",
			"key.made": "キーの発行", "key.revoked": "キーの失効", "registration.started": "Amazon Pay登録の開始", "registration.returned": "Amazon Pay登録からの戻り",
			"registration.dropped": "Amazon Pay登録の取りやめ", "registration.key_pair": "鍵ペアの作成", "contract.applied": "お申し込み",
			"contract.used": "ご利用の開始", "contract.reserved": "解約の予約", "contract.revoked": "解約予約のキャンセル", "tariff.set": "料金の設定",
			"staff.invited": "招待", "staff.withdrawn": "招待の取り消し", "staff.role": "権限の変更", "staff.removed": "スタッフの削除", "member.unlinked": "会員の連携の解除",
			"member.erased": "会員の情報の消去",
			"session.begun": "ログイン", "session.ended": "端末のログアウト", "staff.set_up": "ログイン方法の設定", "staff.operator": "運営者の変更",
			"staff.forgotten": "アカウントの削除", "passkey.added": "パスキーの追加", "passkey.removed": "パスキーの削除", "password.changed": "パスワードの変更",
			"recovery.replaced": "リカバリーコードの再作成", "identity.connected": "スタッフログインとの接続", "identity.disconnected": "スタッフログインとの接続の解除",
		},
		Fields: map[string]string{
			"": "内容", "state": "状態", "version": "版", "amount": "金額", "total": "合計", "operation": "処理番号", "anew": "オーソリの取り直し",
			"fields": "変更した項目", "reset": "注文の金額に戻す", "on": "日付", "at": "日時", "alert": "確認の理由", "orders": "注文数", "filter": "検索条件",
			"columns": "項目", "perLine": "商品ごとに1行", "name": "名前", "origins": "オリジン", "loginUrl": "ログインURL", "kind": "種類",
			"scopes": "権限", "url": "URL", "kinds": "通知の種類", "why": "理由", "since": "対象の開始", "messages": "件数", "delivery": "送信番号",
			"role": "権限", "operator": "運営者", "sandbox": "サンドボックス", "merchantId": "出品者ID", "storeId": "ストアID",
			"publicKeyId": "公開鍵ID", "region": "地域", "guide": "ご案内", "sent": "送信", "link": "招待リンクの発行", "issuer": "発行元",
		},
		Values: map[string]string{
			"role.owner": "オーナー", "role.staff": "スタッフ", "role.viewer": "閲覧のみ", "kind.secret": "シークレットキー", "kind.cart": "署名用の鍵",
			"why.gone": "受信側が終了を返答", "why.failing": "5日間届かない", "kinds.": "すべて",
		},
	}
}
