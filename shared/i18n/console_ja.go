package i18n

import "noren/shared/api"

func consoleJapanese() Console {
	return Console{
		Lang: api.Japanese, Language: "日本語",
		Product: "Noren 管理画面", Skip: "本文へ進む", Menu: "メニュー", Main: "メインメニュー",
		Shops: "ショップ一覧", SwitchShop: "ショップを切り替える", Account: "マイアカウント", SignOut: "ログアウト", Demo: "デモ",
		Areas: map[string]string{"shop": "お店運営", "notice": "通知", "settings": "設定", "manage": "管理"},
		Pages: map[string]string{
			"orders": "受注台帳", "bulk": "一括決済依頼", "lists": "照合", "download": "受注データのダウンロード", "limits": "期限", "mails": "メール", "hooks": "Webhook",
			"contract": "契約情報・各種手続き", "contracts": "契約一覧", "settings": "詳細設定", "methods": "決済方法の設定", "linking": "他サイトＩＤ連携設定", "shopinfo": "ショップ情報", "keys": "APIキー",
			"doctor": "設定診断", "tester": "表示の確認", "funnel": "利用状況の分析", "analytics": "参照元除外ドメイン",
			"notifications": "Amazonからの通知", "staff": "スタッフ", "audit": "操作履歴",
		},
		NotFound: "ページが見つかりません", NotFoundHint: "アドレスが間違っているか、表示する権限がありません。",
		Forbidden: "この操作の権限がありません", ForbiddenHint: "必要な場合は、ショップのオーナーに権限の変更を依頼してください。",
		Failed: "処理できませんでした", FailedHint: "お手数ですが、しばらくしてからもう一度お試しください。",
		Stale: "画面が古くなっています", StaleHint: "操作は行われていません。前の画面を開き直してから、もう一度お試しください。",
		Busy: "現在ログインを確認できません", BusyHint: "操作は行われていません。しばらくしてからもう一度お試しください。",
		TooLarge: "送信された内容が大きすぎます", TooLargeHint: "操作は行われていません。ファイルを小さくするか、文章を短くしてから、もう一度お試しください。",
		Home: "最初の画面へ", TimeLayout: "2006年1月2日 15:04", DayLayout: "2006年1月2日",
		Newer: "最新に戻る", Older: "次のページ", Empty: "該当するものはありません", Apply: "絞り込む",
	}
}
