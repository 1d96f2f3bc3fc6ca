package seller

import "strings"

// text is one sentence in both languages.
type text struct{ ja, en string }

func (t text) in(lang string) string {
	if lang == "en" {
		return t.en
	}
	return t.ja
}

// language reduces a locale to what there is.
func language(lang string) string {
	if strings.HasPrefix(lang, "en") {
		return "en"
	}
	return "ja"
}

// texts are the sentences that stand outside of forms.
type texts struct {
	banner, home, switchTo, errorTitle, progress, progressLabel, termsTitle text
	required, optional, choose                                              text
	signInInstead, createInstead, back, example, exampleNote                text
	captcha                                                                 text
	mailbox, resend, codeSent                                               text
	knownAccounts                                                           text
	companyAddress, residence                                               text
	consentTo, consentGoal, consentOwnKey, consentToken                     text
	consentIDs, consentOrigins                                              text
	sendLead, done                                                          text
	shareLead, sharing, shared, closeWindow, refused, strange               text
	unallowed, unreachable, byHand, byHandLead, payload, plain              text
	needsScript                                                             text
	mailboxTitle, noMail                                                    text
	detail, refusalTitle, refusalText, lostTitle, lostText                  text
}

var all = texts{
	banner:        text{"サンドボックス — 実際のお申し込みではありません", "Sandbox — this is not a real application"},
	home:          text{"アカウント登録", "Registration"},
	switchTo:      text{"English", "日本語"},
	errorTitle:    text{"エラー：", "Error: "},
	progress:      text{"{at} / {of}", "{at} / {of}"},
	progressLabel: text{"登録の進みぐあい", "Progress of the registration"},
	termsTitle:    text{"Amazon Payの利用規約（サンドボックス用の要約）", "Terms of Amazon Pay (summary for the sandbox)"},
	required:      text{"必須", "required"},
	optional:      text{"任意", "optional"},
	choose:        text{"選択してください", "Please choose"},

	signInInstead:  text{"アカウントをお持ちの方はログイン", "Already have an account? Sign in"},
	createInstead:  text{"新しいアカウントを作成", "Create a new account"},
	back:           text{"前に戻る", "Back"},
	example:        text{"見本を入力", "Fill in an example"},
	exampleNote:    text{"テスト用：このページの空欄に見本の内容が入ります。", "For tests: the empty fields of this page get example values."},
	captcha:        text{"表示されている文字", "The characters shown"},
	mailbox:        text{"サンドボックスのメールを開く", "Open the sandbox's mailbox"},
	resend:         text{"新しいコードを送る", "Send a new code"},
	codeSent:       text{"{email} に確認コードを送りました。サンドボックスのメールは実際には配信されません。", "We sent a code to {email}. Mails of the sandbox are not really delivered."},
	knownAccounts:  text{"このサンドボックスにあるアカウント：", "Accounts in this sandbox: "},
	companyAddress: text{"会社住所", "Company address"},
	residence:      text{"居住所", "Residence"},

	consentTo:      text{"サービス提供者（{provider}）に、お客様のAmazon\u00a0Payアカウントとの連携を許可します。", "You allow the service provider ({provider}) to be linked to your Amazon Pay account."},
	consentGoal:    text{"認証情報の送信先", "The credentials go to"},
	consentOwnKey:  text{"ショップの公開鍵をアカウントに登録します。", "The shop's public key is registered with the account."},
	consentToken:   text{"サービス提供者は、自社の鍵でお客様に代わってAmazon\u00a0Payを操作できます（お支払いの請求、キャンセル、返金）。", "The provider may act for you with its own key: request, cancel and refund payments."},
	consentIDs:     text{"出品者IDとストアIDを送ります。", "Merchant id and store id are sent."},
	consentOrigins: text{"Amazon Payボタンを使えるページ（JavaScript生成元）", "Pages that may show the Amazon Pay button (JavaScript origins)"},

	sendLead: text{"アカウントを連携しました。ボタンを押すと、認証情報とともに {host} に戻ります。", "The accounts are linked. The button takes you back to {host} with your credentials."},
	done:     text{"本番環境のご利用には審査があります。結果はメールでお知らせします。", "Real payments need our review. We will mail you the result."},

	shareLead:   text{"アカウントを連携しました。ボタンを押すと、認証情報を {host} に送ります。", "The accounts are linked. The button sends the credentials to {host}."},
	sharing:     text{"送信しています…", "Sending…"},
	shared:      text{"認証情報を送りました。", "The credentials were sent."},
	closeWindow: text{"この画面を閉じて、ショップの管理画面に戻ってください。", "Close this window and go back to the administration of your shop."},
	refused:     text{"ショップが認証情報を受け取りませんでした。", "The shop did not accept the credentials."},
	strange:     text{"ショップから予期しない応答がありました。", "The shop's answer was not understood."},
	unallowed:   text{"ショップの応答に Access-Control-Allow-Origin（このページの生成元 {origin}）がないため、結果を読み取れません。", "The endpoint answered, but sent no Access-Control-Allow-Origin for this page's origin {origin}, so its answer cannot be read."},
	unreachable: text{"ショップに接続できませんでした。アドレス、サーバーの状態、証明書をご確認ください。", "The endpoint could not be reached. Check its address, that it runs, and its certificate."},
	byHand:      text{"手で写す", "Copy by hand"},
	byHandLead:  text{"送信できないときは、次の内容を写して、ショップの管理画面に貼り付けてください。", "If sending fails, copy these into the administration of your shop."},
	payload:     text{"送信する内容（payload）", "What is sent (payload)"},
	plain:       text{"公開鍵IDが読める形式", "With the public key id in clear"},
	needsScript: text{"送信にはJavaScriptが必要です。下の内容を写してください。", "Sending needs JavaScript. Please copy the values below."},

	mailboxTitle: text{"メール", "Mailbox"},
	noMail:       text{"メールはありません。", "There is no mail."},
	detail:       text{"開発者向けの情報", "For developers"},
	refusalTitle: text{"登録を始められません", "The registration cannot begin"},
	refusalText:  text{"お申し込み元のシステムから送られた内容に、不足または誤りがあります。お手数ですが、システムの提供元にお問い合わせください。", "What the system sent where you came from is incomplete or wrong. Please contact its provider."},
	lostTitle:    text{"このページは無効になりました", "This page is no longer valid"},
	lostText:     text{"お手数ですが、お申し込み元の画面からもう一度お手続きください。", "Please start again where you came from."},
}

// fill puts values into a sentence: pairs of name and value.
func fill(sentence string, pairs ...string) string {
	return strings.NewReplacer(pairs...).Replace(sentence)
}

// termsLines stand for Amazon's terms, in words of our own.
var termsLines = []text{
	{"申込内容が正確であり、変更があれば速やかに更新すること。", "Your details are true, and you update them when they change."},
	{"取り扱い商材が、法令とAmazon Payで禁止されている商品にあたらないこと。", "You sell nothing that the law or Amazon Pay forbids."},
	{"特定商取引法に基づく表記とプライバシー規約を、ショップに掲載すること。", "Your shop shows its legal notice and its privacy policy."},
	{"審査が完了するまで、本番環境でお支払いを受け付けないこと。", "You take no real payments before our review is complete."},
	{"お支払いごとに、所定の手数料が差し引かれること。", "A fee is taken from each payment."},
}
