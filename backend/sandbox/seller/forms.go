package seller

// Step is one page of the registration, by its name in the path.
type Step string

// The pages in order (R2-2). StepSignIn stands in place of StepAccount and StepCode for who has an account.
const (
	StepAccount        Step = "account"
	StepSignIn         Step = "signin"
	StepCode           Step = "code"
	StepBusiness       Step = "business"
	StepCompany        Step = "company"
	StepTerms          Step = "terms"
	StepRepresentative Step = "representative"
	StepBank           Step = "bank"
	StepStore          Step = "store"
	StepConsent        Step = "consent"
	StepSend           Step = "send"
)

const business = "organization" //nolint:misspell // as HTML spells it

var next = text{"次に進む", "Next"}

var forms = map[Step]form{
	StepAccount: {
		title:  text{"アカウントを作成", "Create an account"},
		lead:   text{"Amazon Pay専用のアカウントをおすすめします。普段お買い物に使うアカウントとは分けてください。", "We recommend an account for Amazon Pay alone, apart from the one you shop with."},
		submit: text{"アカウントを作成", "Create account"},
		fields: []field{
			{name: "name", label: text{"名前", "Name"}, hint: text{"会社名またはショップ名でもかまいません。", "The name of your company or shop will do."}, complete: business},
			{name: "email", label: text{"Eメールアドレス", "E-mail address"}, kind: kindEmail, complete: "email"},
			{name: "password", label: text{"パスワード", "Password"}, kind: kindPassword, hint: text{"6文字以上。実際にお使いのパスワードは入力しないでください。", "At least 6 characters. Do not type a real one."}},
			{name: "passwordAgain", label: text{"パスワード(再入力)", "Password again"}, kind: kindPassword},
			{name: "captcha", label: text{"文字列を入力", "Type the characters"}, hint: text{"表示されている文字を入力してください。大文字と小文字は区別しません。", "Type the characters shown, in capitals or not."}},
		},
	},
	StepSignIn: {
		title:  text{"ログイン", "Sign in"},
		lead:   text{"Amazon Payのアカウントでログインしてください。", "Sign in with your Amazon Pay account."},
		submit: text{"ログイン", "Sign in"},
		fields: []field{
			{name: "email", label: text{"Eメールアドレス", "E-mail address"}, kind: kindEmail, complete: "email"},
			{name: "currentPassword", label: text{"パスワード", "Password"}, kind: kindPassword, hint: text{"ここでは、どのパスワードでもログインできます。実際にお使いのパスワードは入力しないでください。", "Any password works here. Do not type a real one."}},
		},
	},
	StepCode: {
		title:  text{"Eメールアドレスの確認", "Verify your e-mail address"},
		submit: text{"アカウントを確認", "Verify"},
		fields: []field{
			{name: "code", label: text{"確認コード", "Verification code"}, kind: kindDigits, complete: "one-time-code"},
		},
	},
	StepBusiness: {
		title: text{"事業について", "Your business"}, submit: next,
		fields: []field{
			{name: "businessType", label: text{"法人登記の有無", "Registered as a company"}, kind: kindChoice, options: []option{
				{"CORPORATE", text{"あり（法人）", "Yes (company)"}},
				{"INDIVIDUAL", text{"なし（個人事業主）", "No (sole proprietor)"}},
			}},
			{name: "websiteUrl", label: text{"ウェブサイトURL", "URL of the website"}, kind: kindURL, complete: "url"},
			{name: "annualSalesVolume", label: text{"Amazon Pay導入予定サイトの年間売上", "Annual sales of the site that will use Amazon Pay"}, kind: kindList, options: []option{
				{"UNDER_10M", text{"1,000万円未満", "Under ¥10 million"}},
				{"10M_TO_50M", text{"1,000万円～5,000万円未満", "¥10 to 50 million"}},
				{"50M_TO_100M", text{"5,000万円～1億円未満", "¥50 to 100 million"}},
				{"100M_TO_1B", text{"1億円～10億円未満", "¥100 million to 1 billion"}},
				{"OVER_1B", text{"10億円以上", "¥1 billion and over"}},
			}},
		},
	},
	StepCompany: {
		title: text{"会社の情報", "Your company"}, submit: next,
		fields: append([]field{
			{name: "businessLegalName", label: text{"法人名（登記簿謄本記載のもの）", "Legal name (as registered)"}, hint: text{"法人登記がない場合は、屋号または事業主の氏名", "Without registration: trade name or name of the owner"}, complete: business},
			{name: "businessDisplayName", label: text{"サイト名", "Name of the site"}},
			{name: "primaryContactPerson", label: text{"サイト運営責任者の氏名", "Person responsible for the site"}, complete: "name"},
			{name: "businessCategory", label: text{"主な取り扱い商材", "Main goods"}, hint: text{"例：食品、衣料品、書籍", "For example food, clothes, books"}},
		}, address("", groupCompany)...),
	},
	StepTerms: {
		title: text{"規約の確認", "Terms"}, submit: next,
		fields: []field{
			{name: "terms", label: text{"Amazon Payの利用規約に同意する", "I accept the terms of Amazon Pay"}, kind: kindTick},
		},
	},
	StepRepresentative: {
		title: text{"代表者の情報", "Your representative"}, submit: next,
		fields: append([]field{
			{name: "representative", label: text{"代表者氏名", "Name of the representative"}, complete: "name"},
			{name: "residenceSame", label: text{"居住所は会社住所と同じ", "The residence is the company's address"}, kind: kindTick, optional: true},
		}, address("residence", groupResidence)...),
	},
	StepBank: {
		title:  text{"銀行口座の情報", "Your bank account"},
		lead:   text{"売上金の振込先です。実在する口座の番号は入力しないでください。", "Where your sales are paid to. Do not type a real account."},
		submit: next,
		fields: []field{
			{name: "bankAccountType", label: text{"口座種別", "Kind of account"}, kind: kindChoice, options: []option{
				{"ORDINARY", text{"普通", "Ordinary"}}, {"CURRENT", text{"当座", "Current"}},
			}},
			{name: "bankAccountHolder", label: text{"口座名義人名", "Account holder"}, hint: text{"カタカナ（例：カ）ミホンシヨウテン）", "Katakana, as the bank has it"}},
			{name: "bankCode", label: text{"銀行コード", "Bank code"}, kind: kindDigits, hint: text{"4桁の数字", "4 digits"}},
			{name: "branchCode", label: text{"支店コード", "Branch code"}, kind: kindDigits, hint: text{"3桁の数字", "3 digits"}},
			{name: "bankAccountNumber", label: text{"銀行口座番号", "Account number"}, kind: kindDigits, hint: text{"7桁の数字", "7 digits"}},
			{name: "bankAccountNumberAgain", label: text{"銀行口座番号（再入力）", "Account number again"}, kind: kindDigits},
		},
	},
	StepStore: {
		title:  text{"ショップの情報", "Your shop"},
		lead:   text{"ショップの管理画面に表示されている内容を写してください。", "Copy these from the administration of your shop."},
		submit: next,
		fields: []field{
			{name: "storeDomain", label: text{"決済ページのドメイン", "Domain of the payment page"}, hint: text{"カートのURLのドメインのみ。例：cart.example.jp", "Only the domain of the cart's URL (cart.example.jp)"}},
			{name: "privacyPolicyUrl", label: text{"プライバシー規約のURL", "URL of the privacy policy"}, kind: kindURL, hint: text{"ショップのプライバシー規約ページの完全なURL。例：https://www.example.jp/privacy", "The full URL of the shop's page (https://www.example.jp/privacy)"}},
		},
	},
	StepSend:    {title: text{"認証情報を送る", "Send the credentials"}, submit: text{"認証情報を送る", "Send the credentials"}},
	StepConsent: {title: text{"アカウントの連携", "Link the accounts"}, submit: text{"同意して次に進む", "Agree and go on"}},
}

// address is the fields of an address, their names after a prefix.
func address(prefix string, in group) []field {
	name := func(amazons string) string {
		if prefix == "" {
			return amazons
		}
		return prefix + string(amazons[0]-'a'+'A') + amazons[1:]
	}
	return []field{
		{name: name("postalCode"), label: text{"郵便番号", "Postal code"}, kind: kindDigits, hint: text{"例：100-0001", "100-0001"}, complete: "postal-code", group: in},
		{name: name("stateOrRegion"), label: text{"都道府県", "Prefecture"}, kind: kindList, options: prefectures, complete: "address-level1", group: in},
		{name: name("city"), label: text{"市区町村", "City"}, complete: "address-level2", group: in},
		{name: name("addressLine1"), label: text{"番地等", "Street and number"}, complete: "address-line1", group: in},
		{name: name("addressLine2"), label: text{"建物名", "Building"}, optional: true, complete: "address-line2", group: in},
		{name: name("phoneNumber"), label: text{"電話番号", "Phone number"}, kind: kindTel, complete: "tel", group: in},
	}
}
