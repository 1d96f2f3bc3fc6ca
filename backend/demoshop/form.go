package demoshop

import (
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// registerForm is what the shopper typed on the register page. It lives in the session, so that it outlasts the trip to
// Amazon; it is kept as typed and checked only when the shopper goes on.
type registerForm struct {
	Purchaser contact
	Elsewhere bool // deliver to Delivery instead of the purchaser
	Delivery  contact
	Payment   payment
	Note      string
	Returned  bool // came back from Amazon with an address and a card
}

// fault is one thing to correct: Field is the input's name.
type fault struct{ Field, Text string }

type faults []fault

func (f faults) of(field string) string {
	i := slices.IndexFunc(f, func(one fault) bool { return one.Field == field })
	if i < 0 {
		return ""
	}
	return f[i].Text
}

const maxField = 200 // letters of one input; longer texts are cut

func typed(values url.Values, name string) string {
	text := strings.TrimSpace(strings.ToValidUTF8(values.Get(name), ""))
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, text)
	if utf8.RuneCountInString(text) > maxField {
		text = string([]rune(text)[:maxField])
	}
	return text
}

func readContact(values url.Values, prefix string) contact {
	field := func(name string) string { return typed(values, prefix+name) }
	return contact{
		Name: field("name"), Email: field("email"), Phone: field("phone"), PostalCode: field("postal_code"),
		Region: field("region"), City: field("city"), Line1: field("line1"), Line2: field("line2"),
	}
}

// read takes over a posted form. What the page did not send (a choice that was not offered) is kept.
func (f *registerForm) read(values url.Values) {
	f.Purchaser = readContact(values, "")
	f.Elsewhere = values.Get("elsewhere") == "yes"
	f.Delivery = readContact(values, "delivery_")
	f.Note = typed(values, "note")
	if values.Has("payment") {
		f.Payment = payment(values.Get("payment"))
	}
	f.Returned = values.Get("returned") == "yes"
}

// check lists what is missing or wrong for ordering the draft. With Amazon Pay, Amazon tells who buys and where to send it.
func (f *registerForm) check(d draft) faults {
	var found faults
	if !slices.Contains(d.payments(), f.Payment) {
		found = append(found, fault{"payment", "お支払い方法をお選びください。"})
	}
	if f.Payment == amazonPay {
		return found
	}
	found = append(found, f.Purchaser.check("", true, d.parcel() && !f.Elsewhere)...)
	if d.parcel() && f.Elsewhere {
		found = append(found, f.Delivery.check("delivery_", false, true)...)
	}
	return found
}

var (
	postalCode  = regexp.MustCompile(`^[0-9０-９]{3}[-－ー‐]?[0-9０-９]{4}$`)
	phoneNumber = regexp.MustCompile(`^[+＋]?[0-9０-９][0-9０-９()（）\-－ー‐ ]{8,16}$`)
)

// check looks at one person: an e-mail address is asked of the purchaser only, an address where a parcel goes.
func (p contact) check(prefix string, email, address bool) faults {
	var found faults
	need := func(ok bool, field, text string) {
		if !ok {
			found = append(found, fault{prefix + field, text})
		}
	}
	whose := ""
	if !email {
		whose = "お届け先の"
	}
	need(p.Name != "", "name", whose+"お名前をご入力ください。")
	if email {
		_, err := mail.ParseAddress(p.Email)
		need(err == nil && !strings.ContainsAny(p.Email, " <>"), "email", "メールアドレスを正しくご入力ください。")
	}
	need(phoneNumber.MatchString(p.Phone), "phone", whose+"電話番号を数字でご入力ください。")
	if address {
		need(postalCode.MatchString(p.PostalCode), "postal_code", whose+"郵便番号を7桁の数字でご入力ください。")
		need(slices.Contains(prefectures, p.Region), "region", whose+"都道府県をお選びください。")
		need(p.City != "", "city", whose+"市区町村をご入力ください。")
		need(p.Line1 != "", "line1", whose+"番地をご入力ください。")
	}
	return found
}

var prefectures = strings.Fields(`北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県
	新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県
	鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県`)
