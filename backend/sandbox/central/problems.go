package central

// Problem is what is wrong with a field.
type Problem string

// The problems that a field can have.
const (
	Missing         Problem = "missing"
	TooLong         Problem = "tooLong"
	NotEmail        Problem = "notEmail"
	TakenEmail      Problem = "takenEmail"
	NotPostalCode   Problem = "notPostalCode"
	NotYen          Problem = "notYen"
	TooMuch         Problem = "tooMuch"
	Unchanged       Problem = "unchanged"
	NotDate         Problem = "notDate"
	DatesReversed   Problem = "datesReversed"
	NotPEM          Problem = "notPEM"
	PrivateKey      Problem = "privateKey"
	NotRSA          Problem = "notRSA"
	ShortKey        Problem = "shortKey"
	NotNotification Problem = "notNotification"
	NotOrigin       Problem = "notOrigin"
	TakenOrigin     Problem = "takenOrigin"
	NotReport       Problem = "notReport"
)

// problemTexts is every problem with its remedy.
var problemTexts = map[Problem]text{
	Missing:         {"入力してください。", "Please fill this in."},
	TooLong:         {"長すぎます。短くしてください。", "This is too long. Please shorten it."},
	NotEmail:        {"Eメールアドレスの形式で入力してください（例：taro@example.jp）。", "Please enter an e-mail address such as taro@example.jp."},
	TakenEmail:      {"このEメールアドレスのテストアカウントはすでにあります。別のEメールアドレスを入力してください。", "There is a test account with this e-mail address already. Please enter another."},
	NotPostalCode:   {"郵便番号は、7桁の数字（例：100-0001）で入力してください。", "Please enter the 7 digits of a postal code, such as 100-0001."},
	NotYen:          {"金額は、1以上の整数（円）で入力してください。", "Please enter whole yen, 1 or more."},
	TooMuch:         {"上限を超えています。上限以下の金額を入力してください。", "This is above the limit. Please enter less."},
	Unchanged:       {"現在の金額と同じです。別の金額を入力してください。", "This is the amount as it stands. Please enter another."},
	NotDate:         {"日付は、2026-01-15の形式で入力してください。", "Please enter a date such as 2026-01-15."},
	DatesReversed:   {"終了日は、開始日以降にしてください。", "The end must not be before the start."},
	NotPEM:          {"公開鍵を読み取れません。「-----BEGIN PUBLIC KEY-----」から「-----END PUBLIC KEY-----」までを貼り付けてください。", "This is not a public key. Please paste everything from “-----BEGIN PUBLIC KEY-----” to “-----END PUBLIC KEY-----”."},
	PrivateKey:      {"これは秘密鍵です。秘密鍵は誰にも渡さず、公開鍵を貼り付けてください。", "This is a private key. Keep it to yourself and paste the public key."},
	NotRSA:          {"RSAの公開鍵を使用してください。", "Please use an RSA key."},
	ShortKey:        {"2048ビット以上のRSA公開鍵を使用してください。", "Please use an RSA key of 2048 bits or more."},
	NotNotification: {"https://で始まるURLを入力してください。http://はテスト環境だけで使えます。", "Please enter a URL that begins with https://. http:// is for the test environment only."},
	NotOrigin:       {"https://で始まるオリジン（例：https://www.example.jp）を入力してください。パスは付けられません。http://localhostも使えます。", "Please enter an origin that begins with https://, such as https://www.example.jp, without a path. http://localhost works too."},
	TakenOrigin:     {"このJavaScriptオリジンはすでに登録されています。", "This JavaScript origin is registered already."},
	NotReport:       {"この環境では、このレポートを作成できません。", "This report does not exist in this environment."},
}
