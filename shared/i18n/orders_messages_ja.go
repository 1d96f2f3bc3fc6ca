package i18n

func messagesJapanese() Messages {
	return Messages{
		When: "日時", About: "対象", Kind: "種類", State: "状態", Why: "理由", Tries: "試行回数", Next: "次の試行", Again: "もう一度送信する", AgainDone: "もう一度送信します。",
		Gone: "状態が変わったため、行いませんでした。", Empty: "まだありません。", Older: "次のページ", Order: "注文を開く",
		Mails: MailPages{
			Title: "メール", Sent: "送信履歴", Templates: "テンプレート", Template: "メールの種類", On: "送信する", Off: "送信しない", Guide: "ご案内",
			GuideHint: "「表示」にすると、詳細設定の「ご案内（メール用）」をメールに入れます。", OnHint: "オフにすると、この種類のメールは送信されません。",
			ReplyTo: "返信先メールアドレス", ReplyHint: "空欄の場合は、ショップの連絡先になります。", Subject: "件名", Text: "本文", Japanese: "日本語", English: "英語",
			Places: "使える差し込み項目", Preview: "プレビュー", PreviewOf: "見本の注文で表示しています。", Save: "保存する", Saved: "テンプレートを保存しました。",
			Stale: "ほかの担当者が先に保存しています。内容を確認して、もう一度保存してください。", Edited: "変更済み", Default: "標準の文面",
			Test: "テスト送信", TestTo: "送信先メールアドレス", TestSend: "テスト送信する（{lang}）", TestDone: "{to}へテスト送信しました。", TestFailed: "テスト送信できませんでした：{reason}",
			AmazonMails: "注文確定・決済依頼完了・決済依頼後のキャンセルのときは、Amazonからもお客さまへメールが届きます。Amazonのメールは、ショップでは変更も受信もできません。",
		},
		Hooks: HookPages{
			Title: "Webhook", Lead: "注文の出来事を、お使いのサーバーへ知らせます。", Add: "通知先を追加する", URL: "通知先のURL", URLHint: "https:// で始まるURLを入力してください。",
			Kinds: "知らせる出来事", KindsHint: "何も選ばなければ、すべて知らせます。", All: "すべて", Save: "保存する", Saved: "通知先を保存しました。", Added: "通知先を追加しました。",
			Removed: "通知先を削除しました。", Remove: "削除する", RemoveTitle: "この通知先を削除しますか", Keep: "キャンセル", RemoveSure: "送信待ちの通知も送られなくなります。元に戻せません。",
			States:     map[string]string{"active": "有効", "disabled": "停止中"},
			Whys:       map[string]string{"gone": "通知先が「もう使われていない（410）」と答えました", "failing": "5日間、一度も届きませんでした"},
			Deliveries: map[string]string{"waiting": "送信待ち", "delivered": "送信済み", "failed": "送信失敗", "unwanted": "送信なし"},
			Secret:     "署名の秘密鍵", SecretOnce: "この秘密鍵は、いま一度だけ表示します。お使いのサーバーに設定してください。", Rotate: "秘密鍵を作り直す",
			RotateHint: "いまの秘密鍵も24時間は有効です。その間に新しい秘密鍵へ切り替えてください。", Rotated: "秘密鍵を作り直しました。", Test: "テスト送信する",
			Tested: "テストの通知を送信します。下の履歴で結果を確認できます。", Enable: "再開する", Enabled: "通知を再開しました。停止中の分は「届いていない通知をまとめて送り直す」で送れます。",
			Log: "送信履歴", Status: "応答", NoAnswer: "応答なし", AnyState: "すべて", Replay: "送り直す", Replayed: "もう一度送信します。", ReplayAll: "届いていない通知をまとめて送り直す",
			ReplayHint: "この日以降の、届かなかった通知と、停止中に送られなかった通知を送ります。", ReplayedAll: "{n}件の通知を送り直します。", FailingSince: "{at}から届いていません",
			Disabled: "停止中の通知先には送れません。先に再開してください。", URLWrong: "https:// で始まる、インターネットから届くURLを入力してください。", TooMany: "通知先は{most}件までです。",
		},
		News: NewsPages{
			Title: "Amazonからの通知", Lead: "Amazonから届いた通知（IPN）です。通知はきっかけとして使い、内容はAmazonに問い合わせて確認します。", Parked: "保留中", All: "すべて",
			Object: "対象のID", Replay: "もう一度処理する", ReplayDone: "通知をもう一度処理します。",
			States: map[string]string{"received": "処理待ち", "worked": "処理済み", "parked": "保留中"},
			Kinds:  map[string]string{"CHARGE_PERMISSION": "注文全体", "CHARGE": "オーソリ・決済", "REFUND": "返金", "CHARGEBACK": "チャージバック"},
		},
	}
}
