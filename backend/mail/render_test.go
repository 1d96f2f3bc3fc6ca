package mail_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"noren/backend/mail"
	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/validate"
)

var langs = []api.Lang{api.Japanese, api.English}

// 「ご案内（メール用）」 is put into a mail only where the template's field 「ご案内」 is 「表示」, in every mail to shoppers.
func TestR3_4_GuideOnlyWhenShown(t *testing.T) {
	t.Parallel()
	for _, kind := range mail.Kinds() {
		for _, lang := range langs {
			for _, shown := range []bool{true, false} {
				template := mail.Default(kind)
				if template.Guide {
					t.Errorf("%s shows the guide before anybody has said so", kind)
				}
				template.Guide = shown
				letter := mail.Sample(kind, lang, teaShop, start)
				letter.Email = "taro@buyer.example"
				message, err := mail.Render(template, letter)
				if err != nil {
					t.Fatal(err)
				}
				if got := strings.Count(message.Text, "お茶は、お早めに\nお召し上がりください。"); (got == 1) != (shown && kind != mail.Report) || got > 1 {
					t.Errorf("%s in %s, shown %t: the guide stands in it %d times:\n%s", kind, lang, shown, got, message.Text)
				}
			}
		}
	}
	template := mail.Default(mail.Refunded)
	template.Guide, template.Japanese.Text = true, "{お名前} 様\n\n返金いたしました。"
	text := mail.Preview(template, api.Japanese, mail.Sample(mail.Refunded, api.Japanese, teaShop, start)).Text
	if text != "山田 太郎 様\n\n返金いたしました。\n\nお茶は、お早めに\nお召し上がりください。\n" {
		t.Errorf("a template without a place for it: %q", text)
	}
}

// Every default is a template that a shop could have saved, and leaves nothing of itself behind.
func TestR3_4_DefaultsAreWhole(t *testing.T) {
	t.Parallel()
	for _, kind := range mail.Kinds() {
		if err := mail.Default(kind).Check(); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		for _, lang := range langs {
			got := mail.Preview(mail.Default(kind), lang, mail.Sample(kind, lang, teaShop, start))
			if strings.ContainsAny(got.Subject+got.Text, "{}") || strings.Contains(got.Text, "\n\n\n") || strings.Contains(got.Subject, "\n") {
				t.Errorf("%s in %s:\n%s\n%s", kind, lang, got.Subject, got.Text)
			}
			if lang == api.English && strings.ContainsFunc(strings.NewReplacer(teaShop.Name, "").Replace(got.Subject+got.Text), func(r rune) bool { return r >= 'ぁ' && r < 'ー' }) {
				t.Errorf("%s in English has Japanese words:\n%s", kind, got.Text)
			}
		}
	}
}

// Places have a name in each language, of which no two are alike, and every outcome has its words.
func TestPlacesHaveTwins(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, kind := range mail.Kinds() {
		japanese, english := mail.Places(kind, api.Japanese), mail.Places(kind, api.English)
		if len(japanese) == 0 || len(japanese) != len(english) || slices.Contains(japanese, "") || slices.Contains(english, "") {
			t.Errorf("%s: %v, %v", kind, japanese, english)
		}
		for i := range japanese {
			seen[japanese[i]], seen[english[i]] = true, true
		}
	}
	words := i18n.MailFor(api.Japanese)
	if len(seen) != 2*len(words.Places) {
		t.Errorf("%d names of %d places", len(seen), len(words.Places))
	}
	for _, outcome := range mail.Outcomes() {
		for _, lang := range langs {
			if i18n.MailFor(lang).Outcomes[string(outcome)] == "" {
				t.Errorf("%s has no words in %s", outcome, lang)
			}
		}
	}
}

// What does not apply to an order leaves no empty line and no lonely heading.
func TestLinesWithNothingAreLeftOut(t *testing.T) {
	t.Parallel()
	letter := mail.Sample(mail.OrderConfirmation, api.Japanese, teaShop, start)
	letter.Name, letter.ReferenceID, letter.Delivery, letter.Postage, letter.Fees, letter.Discounts = "", "", nil, 0, 0, 0
	text := mail.Preview(mail.Default(mail.OrderConfirmation), api.Japanese, letter).Text
	for _, gone := range []string{" 様", "リファレンス", "お届け先", "送料", "手数料", "割引", "\n\n\n"} {
		if strings.Contains(text, gone) {
			t.Errorf("%q stands in\n%s", gone, text)
		}
	}
	if !strings.HasPrefix(text, "このたびは") || !strings.Contains(text, "\n合計（税込）：3,000円\n\nこのメールは") {
		t.Errorf("%s", text)
	}
}

// R5-3: the mail of a cancelled order says what becomes of the money, and only that.
func TestR5_3_CancelledOrderSaysWhatBecomesOfTheMoney(t *testing.T) {
	t.Parallel()
	letter := mail.Sample(mail.OrderCancelled, api.Japanese, teaShop, start)
	after := mail.Preview(mail.Default(mail.OrderCancelled), api.Japanese, letter).Text
	letter.Refund = 0
	before := mail.Preview(mail.Default(mail.OrderCancelled), api.Japanese, letter).Text
	if !strings.Contains(after, "3,000円は、Amazon Payを通じて") || strings.Contains(after, "請求されません") {
		t.Errorf("after the payment was requested:\n%s", after)
	}
	if !strings.Contains(before, "請求されません") || strings.Contains(before, "返金") {
		t.Errorf("before it was requested:\n%s", before)
	}
}

// R5-7: the card is changed at Amazon and nowhere else.
func TestR5_7_CardIsChangedAtAmazon(t *testing.T) {
	t.Parallel()
	letter := mail.Sample(mail.ChangeCard, api.Japanese, teaShop, start)
	text := mail.Preview(mail.Default(mail.ChangeCard), api.Japanese, letter).Text
	if !strings.Contains(text, "\nhttps://pay.amazon.com/jp/jr/your-account/orders\n") || strings.Count(text, "http") != 1 || !strings.Contains(text, "期限：2026年12月4日") {
		t.Errorf("%s", text)
	}
}

// Faults of a template are told with the place and the remedy.
func TestTemplateFaults(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]validate.Fault{
		"{注文番合}":             {Rule: mail.RulePlace, Param: "注文番合|注文番号"},
		"{order_nunber}":     {Rule: mail.RulePlace, Param: "order_nunber|order_number"},
		"{amazon reference}": {Rule: mail.RulePlace, Param: "amazon reference|amazon_reference_id"},
		"{返金額}":              {Rule: mail.RuleElsewhere, Param: "返金額"},
		"{card_change_url}":  {Rule: mail.RuleElsewhere, Param: "card_change_url"},
		"合計 {合計金額":           {Rule: mail.RuleBrace},
		"合計 合計金額}":           {Rule: mail.RuleBrace},
		"{{合計金額}":            {Rule: mail.RuleBrace},
		"":                   {Rule: "required"},
		"a\u202eb":           {Rule: "cleanlines"},
		"{合計金額} ｛お名前｝ ｛自由｝ {total} { name }\r\n{items}": {},
	} {
		template := mail.Default(mail.OrderConfirmation)
		template.Japanese.Text = text
		err := template.Check()
		faults, _ := errors.AsType[validate.Faults](err)
		if want == (validate.Fault{}) {
			if err != nil {
				t.Errorf("%q: %v", text, err)
			}
			continue
		}
		want.Field = "ja.text"
		if !slices.Contains(faults, want) || len(faults) != 1 {
			t.Errorf("%q: %+v, want %+v", text, faults, want)
		}
	}
	template := mail.Default(mail.OrderConfirmation)
	template.Japanese.Subject, template.ReplyTo = "a\nBcc: eve@evil.example", "nobody"
	if faults, _ := errors.AsType[validate.Faults](template.Check()); len(faults) != 2 {
		t.Errorf("%+v", faults)
	}
}

// Values are put in as they are: what looks like a place stays what it is.
func TestValuesAreNotFilledAgain(t *testing.T) {
	t.Parallel()
	letter := mail.Sample(mail.OrderConfirmation, api.Japanese, teaShop, start)
	letter.Items = []mail.Item{{Name: "{合計金額} と ｛お名前｝", Quantity: 1, Price: 3000}}
	if text := mail.Preview(mail.Default(mail.OrderConfirmation), api.Japanese, letter).Text; !strings.Contains(text, "\n{合計金額} と ｛お名前｝\n") {
		t.Errorf("%s", text)
	}
}

// Addresses that mail can be sent to, and those that only look like it.
func TestReaders(t *testing.T) {
	t.Parallel()
	for to, want := range map[string]mail.Why{
		"taro@buyer.example": "", " taro@buyer.example ": "", "a.b+c@x.y.example": "", "da..me.@docomo.ne.jp": "", ".x@ezweb.ne.jp": "",
		"": mail.NoAddress, "  ": mail.NoAddress, "taro": mail.BadAddress, "@buyer.example": mail.BadAddress, "taro@": mail.BadAddress,
		"taro@localhost": mail.BadAddress, "taro@[127.0.0.1]": mail.BadAddress, "太郎@buyer.example": mail.BadAddress, "a@b.example, c@d.example": mail.BadAddress,
		"<a@b.example>": mail.BadAddress, "a@b.example\r\nBcc: c@d.example": mail.BadAddress, "a b@c.example": mail.BadAddress, `a"b@c.example`: mail.BadAddress,
		"a@b@c.example": mail.BadAddress, strings.Repeat("a", 250) + "@b.example": mail.BadAddress,
	} {
		letter := mail.Sample(mail.OrderConfirmation, api.Japanese, teaShop, start)
		letter.Email = to
		_, err := mail.Render(mail.Default(mail.OrderConfirmation), letter)
		var unwanted *mail.UnwantedError
		if got := errors.As(err, &unwanted); got != (want != "") || got && unwanted.Why != want {
			t.Errorf("%q: %v, want %q", to, err, want)
		}
	}
}

// A report counts what happened and names the orders that somebody must look at.
func TestReport(t *testing.T) {
	t.Parallel()
	for lang, want := range map[api.Lang]string{
		api.Japanese: "■ 決済依頼が承認されませんでした：1件（5,400円）\n・注文番号 A-10019（5,400円）\n■ 決済依頼を行いました：2件（15,800円）\n",
		api.English:  "■ Payment request declined: 1 (¥5,400)\n- Order A-10019 (¥5,400)\n■ Payment requested: 2 (¥15,800)\n",
	} {
		letter := mail.Sample(mail.Report, lang, teaShop, start)
		letter.ConsoleURL = "https://pay.example/console"
		template := mail.Default(mail.Report)
		template.ReplyTo = "owner@aonagi.example" // where reports go
		message, err := mail.Render(template, letter)
		if err != nil || message.To != "owner@aonagi.example" || !strings.Contains(message.Text, want) || !strings.Contains(message.Text, "\nhttps://pay.example/console\n") {
			t.Errorf("%v, to %s:\n%s", err, message.To, message.Text)
		}
	}
}
