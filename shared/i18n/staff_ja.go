package i18n

func staffJapanese() Staff {
	return Staff{
		SignIn: "ログイン", SignInLead: "Norenの管理画面にログインします。",
		PasskeyButton: "パスキーでログイン", PasskeyHint: "指紋や顔、画面ロックで本人確認をします。",
		NoPasskeys: "このブラウザではパスキーを使えません。パスワードでログインしてください。",
		Or:         "または", PasswordTitle: "パスワードでログイン",
		Email: "メールアドレス", Password: "パスワード", Code: "確認コード",
		CodeHint:     "認証アプリに表示される6桁の数字です。使えないときは、リカバリーコードを入力してください。",
		SignInButton: "ログイン", Refused: "ログインできませんでした。入力した内容をもう一度ご確認ください。確認コードは一度しか使えません。",
		PasskeyFailed: "パスキーを確認できませんでした。もう一度お試しください。",
		Wait:          "試行回数が多いため、一時的にログインできません。{minutes}分後にもう一度お試しください。",
		Lost:          "ログインできないときは、ショップのオーナーまたは運営者に新しい招待を依頼してください。",
		DemoTitle:     "デモのアカウント", DemoLead: "選ぶだけでログインできます。デモの中だけの機能です。",
		Confirm: "本人確認", ConfirmLead: "大切な設定を変更するため、もう一度ご本人であることを確認します。", SignedOut: "ログアウトしました。",
		NewHere: "はじめての方は、招待のリンクを開いてください。",

		Welcome: "{name}さん、ようこそ", WelcomeLead: "管理画面へのログイン方法を、どちらか一つ選んで設定してください。",
		InvitationGone: "この招待は使えません", GoneHint: "すでに使われたか、期限が切れています。ショップのオーナーまたは運営者に、新しい招待を依頼してください。",
		ChoosePasskey: "パスキーを設定する", ChoosePasskeyLead: "おすすめの方法です。パスワードは不要で、指紋や顔、画面ロックだけでログインできます。",
		ChoosePassword: "パスワードと認証アプリを設定する", ChoosePasswordLead: "パスワードと、認証アプリの確認コードでログインします。",
		NewPassword: "新しいパスワード", NewPasswordHint: "{n}文字以上。ほかのサービスと同じものは使わないでください。",
		ScanTitle: "認証アプリに登録", ScanLead: "認証アプリでQRコードを読み取り、表示された6桁の数字を入力してください。", Secret: "読み取れないときのキー",
		FirstCode: "認証アプリの確認コード", QRCode: "認証アプリに登録するQRコード", SaveButton: "設定する",
		CodeWrong:     "確認コードが正しくありません。認証アプリの新しい数字を入力してください。",
		PasswordShort: "パスワードは{n}文字以上にしてください。", PasswordLong: "パスワードが長すぎます。",
		RecoveryTitle: "リカバリーコード", RecoveryLead: "認証アプリを使えなくなったときに、確認コードの代わりに使います。それぞれ一度だけ使えます。この画面でしか表示されないため、安全な場所に保管してください。",
		RecoveryGo: "保管しました",

		Account: "マイアカウント", Name: "お名前", Language: "表示言語",
		Passkeys: "パスキー", PasskeysLead: "お使いの端末ごとに登録しておくと、一台を失くしてもログインできます。", AddKey: "パスキーを追加",
		NoKeys: "登録されたパスキーはありません。", Made: "登録", LastUsed: "最後の使用", Never: "未使用", Remove: "削除",
		PasswordSection: "パスワードと認証アプリ", HasPassword: "設定済みです。", NoPassword: "設定されていません。",
		ChangePassword: "パスワードと認証アプリを変更", SetPassword: "パスワードと認証アプリを設定",
		RecoveryLeft: "残りのリカバリーコード：{n}個", RecoveryNew: "リカバリーコードを作り直す",
		Sessions: "ログイン中の端末", SessionsLead: "心当たりのない端末があれば、ログアウトさせてください。30分操作がないと、自動でログアウトします。",
		ThisOne: "この端末", Device: "端末", Place: "接続元", Began: "ログイン", Seen: "最後の操作", End: "ログアウトさせる", EndOthers: "ほかの端末をすべてログアウトさせる",
		Fresh: "変更するには、本人確認が必要です。", FreshButton: "本人確認をして変更する",
		KeyAdded: "パスキーを追加しました。", KeyRemoved: "パスキーを削除しました。", LastProof: "最後のログイン方法は削除できません。先にほかの方法を設定してください。",
		PasswordSaved: "パスワードと認証アプリを設定しました。", Ended: "端末をログアウトさせました。", OthersEnded: "ほかの端末をすべてログアウトさせました。",

		Title: "スタッフ", Lead: "この画面を使える人と、その権限です。", InviteTitle: "スタッフを招待", InviteButton: "招待する",
		Role: "権限", State: "状態", Since: "登録日", Change: "変更",
		Roles: map[string]string{"owner": "オーナー", "staff": "スタッフ", "viewer": "閲覧のみ"},
		RoleHints: map[string]string{
			"owner": "すべての操作と、スタッフ・設定の管理", "staff": "決済依頼・キャンセル・返金・編集", "viewer": "受注台帳の閲覧のみ",
		},
		Active: "利用中", InvitedUntil: "招待中（{time}まで）", Operator: "運営者", You: "あなた",
		LastOwner: "ショップには、オーナーが一人以上必要です。先に、ほかの人をオーナーにしてください。",
		Pending:   "この方は別のショップの招待にまだ応じていません。ログイン方法の設定が済んでから、もう一度招待してください。",
		Raced:     "この方は、すでにスタッフではありません。",
		RoleSaved: "{name}さんの権限を変更しました。", Removed: "{name}さんをスタッフから外しました。",
		RoleAdded: "{name}さんをスタッフに加えました。いまのアカウントでそのまま使えます。",
		LinkTitle: "招待のリンク", LinkLead: "このリンクを{name}さんにお渡しください。{time}まで、一度だけ使えます。この画面でしか表示されません。", Link: "リンク",
		Copy: "コピー", Copied: "コピーしました", BackToStaff: "スタッフの一覧へ",
		RemoveSure: "{name}さんをスタッフから外しますか", RemoveLead: "すぐにこのショップを使えなくなり、ログイン中の端末もログアウトします。操作履歴は残ります。",
		RemoveYes: "スタッフから外す", Cancel: "やめる", NotAnEmail: "メールアドレスを正しく入力してください。", NoName: "お名前を入力してください。",

		Relink: "招待のリンクを作り直す", Expired: "招待の期限切れ",

		ShopsTitle: "ショップ一覧", ShopsLead: "表示するショップを選んでください。", ShopID: "ショップID", Registered: "登録済み", NotYet: "未登録",
		NoShop: "利用できるショップがありません", NoShopLead: "ショップのオーナーに招待を依頼してください。", ShopEmpty: "このショップで表示できるページはありません。",

		AuditTitle: "操作履歴", AuditLead: "管理画面・API・コマンドで行われた操作の記録です。削除や変更はできません。",
		When: "日時", Who: "操作した人", What: "操作", Subject: "対象", Details: "詳細", Anyone: "すべての人", Anything: "すべての操作", Before: "変更前", After: "変更後",
		Actions: map[string]string{
			"session.begun": "ログイン", "session.ended": "端末のログアウト", "staff.invited": "招待", "staff.set_up": "ログイン方法の設定", "staff.role": "権限の変更",
			"staff.removed": "スタッフの削除", "staff.operator": "運営者の変更", "staff.forgotten": "アカウントの削除", "passkey.added": "パスキーの追加",
			"passkey.removed": "パスキーの削除", "password.changed": "パスワードの変更", "recovery.replaced": "リカバリーコードの再作成",
		},
		ByCLI: "コマンド", ByNoren: "自動処理", ByAPI: "API", Gone: "削除された人",
	}
}
