package i18n

import "noren/shared/api"

func contractJapanese() Contract {
	return Contract{
		Lang:  api.Japanese,
		Title: "契約情報・各種手続き", StateTitle: "ご利用状況", MonthLayout: "2006年1月", Hidden: "Amazon Payは現在「非表示」です。ショップには表示されません。",
		States: map[string]string{"none": "未申込", "applied": "申込済み", "in_use": "利用中", "reserved": "解約予約中", "ended": "解約済み"},
		StateLeads: map[string]string{
			"none":     "Amazon Pay対応機能のお申し込みは、まだ行われていません。",
			"applied":  "お申し込みは完了しています。Amazon Payを「表示」に切り替えると、ご利用が始まります。",
			"in_use":   "Amazon Payをご利用いただけます。",
			"reserved": "{day}で解約となります。それまでは、これまでどおりご利用いただけます。解約予約は、それまでに取り消すことができます。",
			"ended":    "{day}で解約となりました。ボタンは表示されず、新しいお支払いは受け付けません。それまでのご注文の決済依頼、キャンセル、返金は、引き続き受注台帳で行えます。",
		},
		NotRegistered: "Amazon Payの登録が完了していないため、Amazon Payは利用できません。Amazonへのお申し込みがお済みで、審査に合格している場合は、Amazon Pay対応機能のお申し込みがお済みかどうかをご確認ください。",
		Register:      "Amazon Payを登録する", Apply: "Amazon Pay対応機能の申込手続き", Cancel: "解約手続きへ進む", Revoke: "解約予約キャンセルする",
		Methods: "決済方法の設定", PathTitle: "ご利用開始までの流れ", Done: "完了", Now: "いまここ",
		Path: []ContractStep{
			{"Amazonへのお申し込み", "「Amazon Payを登録する」からAmazonの画面へ進み、ショップごとにお申し込みください。", "個人の買い物用アカウントではなく、Amazon Pay専用のアカウントをお勧めします。"},
			{
				"Amazonの審査", "約1〜2週間で、Amazon Payアカウントのメールアドレスに結果が届きます。",
				"否決された場合は、メールに記載の理由をご確認のうえ、Amazonへお問い合わせください。もう一度お申し込みになるときは「Amazon Payを登録する」から行えます。",
			},
			{"Amazon Pay対応機能のお申し込み", "合格のメールが届いたら、「Amazon Pay対応機能の申込手続き」を行ってください。", "審査の結果は自動では反映されません。お申し込みの画面で、審査の完了を申告していただきます。"},
			{
				"「表示」への切り替え", "「決済方法の設定」でAmazon Payを「表示」にして保存してください。",
				"「特定商取引法に基づく表記」などのお支払い方法の案内ページにも、Amazon Payを追加してください。",
			},
			{"ご利用開始", "ショップにAmazon Payのボタンが表示されます。", ""},
		},
		Prices: "料金", Tax: "{yen}（税別）", Free: "無料", Initial: "初期費用", Monthly: "月額利用料", Fee: "手数料", SaleFee: "Amazon Pay 決済手数料",
		MonthlyHint: "お申し込みの月から発生します。同じ月に解約しても、その月の分は請求されます。", PerSale: "売上の{percent}%（Amazonへのお支払い）", FromMonth: "{month}から",
		Notes: "ご利用にあたって",
		NoteList: []string{
			"お申し込みは法人に限ります。個人事業主と個人の方はお申し込みいただけません。",
			"審査はショップごとに必要です。同じ会社・同じ名義で複数のショップを運営している場合も、ショップごとにお申し込みください。",
			"「定期購入」「頒布会」「代理注文」「LPカート」「海外カート」ではご利用いただけません。",
			"セラーセントラルで金額を変更・キャンセルしても、受注台帳の金額は自動では変わりません。",
			"テスト注文はできません。ショップで登録したご自身のAmazonアカウントでは、自分のショップの商品を購入できず、エラーになります。",
		},
		Ask: "お問い合わせ", AskLead: "お問い合わせの際は、ショップＩＤをお知らせください。", Contact: "担当窓口", NoContact: "このサービスの運営者",
		ShopID: "ショップＩＤ", Copy: "コピー", Copied: "コピーしました", AskAmazon: "セラーセントラルについては、Amazonへお問い合わせください。",
		Trademark: "Amazon、Amazon Payおよびそれらのロゴは、Amazon.com, Inc.またはその関連会社の商標です。",
		History:   "契約の履歴", Company: "法人名", CorporateNumber: "法人番号", AppliedAt: "申込日", UsedAt: "利用開始日", EndsAt: "終了日", Open: "契約中",
		Charges: "ご請求", ChargesLead: "直近12か月分です。Amazon Pay 決済手数料はAmazonが差し引くため、含まれません。",

		ApplyTitle: "Amazon Pay対応機能の申込手続き", ApplyLead: "Amazonから合格のメールが届いてから、お申し込みください。",
		NoCredentials: "Amazonの認証情報が登録されていません。お申し込みはできますが、登録が済むまでAmazon Payは利用できず、月額利用料は発生します。",
		Kind:          "お申し込みになる方", Kinds: map[string]string{"corporation": "法人", "sole_trader": "個人事業主", "private": "個人"},
		CompanyHint: "登記簿謄本に記載の法人名を入力してください。", CorporateNumberHint: "13桁の数字です。国税庁の法人番号公表サイトで確認できます。",
		Terms: "サービス規約", AcceptTerms: "サービス規約に同意する", OpenTerms: "サービス規約を読む",
		Version: "版 {version}", VersionOn: "{day}時点の規約", OldTerms: "お申し込みのときに同意した、以前の版です。いまのサービス規約とは異なります。", AppliedBy: "申込者：{who}",
		Reviewed: "アマゾンジャパン合同会社の審査・契約が完了している", ReviewedWarning: "審査が完了する前に導入すると、Amazon Payが利用できなくなることがあります。",
		ToConfirm: "お申し込み確認へ進む", ConfirmTitle: "お申し込み内容の確認", ConfirmLead: "まだお申し込みは完了していません。内容をご確認のうえ、「お申し込み」を押してください。",
		FirstMonth: "{month}の請求額", ApplyYes: "お申し込み", Change: "入力内容を修正する", Back: "契約情報に戻る", Review: "審査・契約", Total: "税込",
		Applied: "お申し込みが完了しました。", AppliedBefore: "お申し込みはすでに完了しています。二重には申し込まれません。",
		Faults: map[string]string{
			"kind": "お申し込みになる方を選んでください。", "kind.corporation": "お申し込みは法人に限ります。個人事業主と個人の方はお申し込みいただけません。",
			"company": "法人名を、1行200文字以内で入力してください。", "company.required": "法人名を入力してください。",
			"corporateNumber": "法人番号が正しくありません。13桁の数字をご確認ください。", "corporateNumber.required": "法人番号を入力してください。",
			"terms": "サービス規約への同意が必要です。", "terms.changed": "サービス規約が、画面を開いたあとに変わりました。読み直して、もう一度同意してください。", "reviewed": "アマゾンジャパン合同会社の審査・契約が完了していないと、お申し込みいただけません。",
			"from": "これから始まる月を「2027-04」のように入力してください。", "initial": "初期費用は、0から10000000までの整数で入力してください。", "monthly": "月額利用料は、0から10000000までの整数で入力してください。",
			"taxPercent": "消費税率は、0から100までの整数で入力してください。", "saleFee": "決済手数料は、0から100までの数字を、小数点以下2桁までで入力してください。",
		},
		FaultsTitle: "入力内容をご確認ください", Raced: "契約の状態が、画面を開いたあとに変わっています。手続きは行っていません。",

		CancelTitle: "解約手続き", CancelAgree: "注意事項に同意する", ToCancel: "解約確認へ進む", CancelConfirm: "解約の確認",
		CancelNotes: []string{
			"{day}で解約となります。その日までは、いままでと同じようにご利用いただけます。", "今月の月額利用料は、日割りにならず、全額が請求されます。",
			"解約後は、ショップにAmazon Payのボタンが表示されず、新しいお支払いを受け付けません。お支払いの途中のお客さまは、注文を完了できません。",
			"解約前のご注文の決済依頼、キャンセル、返金は、解約後も受注台帳で行えます。", "オーソリには期限があります。決済依頼の済んでいないご注文は、期限までに決済依頼を行ってください。",
			"お支払い方法の案内ページから、Amazon Payの記載を削除してください。", "Amazonとのご契約は解約されません。必要な場合は、Amazonで手続きを行ってください。",
			"もう一度ご利用になるには、改めてお申し込みが必要です。",
		},
		CancelYes: "解約する", NotAgreed: "注意事項への同意が必要です。",
		Reserved: "解約を予約しました。{day}で解約となります。", ReservedBefore: "解約はすでに予約されています。",
		RevokeTitle: "解約予約のキャンセル", RevokeLead: "{day}での解約を取りやめ、ご契約を続けます。", RevokeYes: "OK",
		Revoked: "解約予約をキャンセルしました。ご契約は続きます。", RevokedBefore: "解約予約はすでにキャンセルされています。",
	}
}
