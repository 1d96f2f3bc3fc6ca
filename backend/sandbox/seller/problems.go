package seller

// Problem is what is wrong with a field.
type Problem string

// The problems that a field can have.
const (
	Missing       Problem = "missing"
	Unticked      Problem = "unticked"
	TooLong       Problem = "tooLong"
	BadCharacter  Problem = "badCharacter"
	NotAChoice    Problem = "notAChoice"
	NotEmail      Problem = "notEmail"
	TakenEmail    Problem = "takenEmail"
	UnknownEmail  Problem = "unknownEmail"
	ShortPassword Problem = "shortPassword"
	OtherPassword Problem = "otherPassword"
	WrongCaptcha  Problem = "wrongCaptcha"
	WrongCode     Problem = "wrongCode"
	NotURL        Problem = "notURL"
	URLNotDomain  Problem = "urlNotDomain"
	NotDomain     Problem = "notDomain"
	NotPostalCode Problem = "notPostalCode"
	NotPhone      Problem = "notPhone"
	NotKana       Problem = "notKana"
	NotBankCode   Problem = "notBankCode"
	NotBranchCode Problem = "notBranchCode"
	NotAccount    Problem = "notAccount"
	OtherAccount  Problem = "otherAccount"
)

// problems is every problem with its remedy.
var problems = map[Problem]text{
	Missing:       {"入力してください。", "Please fill this in."},
	Unticked:      {"続けるには、チェックを入れてください。", "Please tick the box to go on."},
	TooLong:       {"長すぎます。短くしてください。", "This is too long. Please shorten it."},
	BadCharacter:  {"使用できない文字（改行や制御文字）が含まれています。", "This contains characters that cannot be used, such as line breaks."},
	NotAChoice:    {"いずれかを選択してください。", "Please choose one."},
	NotEmail:      {"Eメールアドレスの形式で入力してください（例：shop@example.jp）。", "Please enter an e-mail address such as shop@example.jp."},
	TakenEmail:    {"このEメールアドレスのアカウントはすでにあります。ログインするか、別のEメールアドレスを入力してください。", "There is already an account with this e-mail address. Sign in, or use another address."},
	UnknownEmail:  {"このEメールアドレスのアカウントはありません。", "There is no account with this e-mail address."},
	ShortPassword: {"6文字以上のパスワードを入力してください。", "Please enter at least 6 characters."},
	OtherPassword: {"パスワードが一致しません。もう一度入力してください。", "The passwords differ. Please enter it again."},
	WrongCaptcha:  {"表示されている文字を入力してください。", "Please type the characters shown."},
	WrongCode:     {"確認コードが違います。最後に届いたメールのコードを入力してください。", "This is not the code. Please enter the one of the latest mail."},
	NotURL:        {"https:// から始まるURLを入力してください。", "Please enter a URL that begins with https://."},
	URLNotDomain:  {"URLではなく、ドメインのみを入力してください。「https://」と「/」以降は不要です（例：cart.example.jp）。", "Please enter the domain only, not a URL: without https:// and anything after a slash (cart.example.jp)."},
	NotDomain:     {"ドメインの形式で入力してください（例：cart.example.jp）。", "Please enter a domain such as cart.example.jp."},
	NotPostalCode: {"7桁の郵便番号を入力してください（例：100-0001）。", "Please enter a postal code of 7 digits (100-0001)."},
	NotPhone:      {"市外局番から始まる10桁または11桁の電話番号を入力してください（例：03-1234-5678）。", "Please enter a phone number of 10 or 11 digits (03-1234-5678)."},
	NotKana:       {"カタカナ、英大文字、数字で入力してください（例：カ）ミホンシヨウテン）。", "Please use katakana, capital letters and digits, as the bank has it."},
	NotBankCode:   {"4桁の数字を入力してください。", "Please enter 4 digits."},
	NotBranchCode: {"3桁の数字を入力してください。", "Please enter 3 digits."},
	NotAccount:    {"7桁の数字を入力してください。7桁に満たない場合は、先頭に0を付けてください。", "Please enter 7 digits, with zeros in front if it is shorter."},
	OtherAccount:  {"銀行口座番号が一致しません。もう一度入力してください。", "The account numbers differ. Please enter it again."},
}

// In says what is wrong and how to put it right; lang is "ja" or "en".
func (p Problem) In(lang string) string { return problems[p].in(lang) }
