package demoshop

import (
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// registerForm is what the shopper sent from the register page. It lives in the session, as typed.
type registerForm struct {
	Purchaser contact
	Deliver   destination
	Delivery  contact // with toElsewhere
	Payment   payment
	Note      string
	Returned  bool // came back from Amazon with an address and a card
}

// destination is where a parcel goes.
type destination string

const (
	toAmazon    destination = "amazon" // the address chosen there
	toPurchaser destination = "purchaser"
	toElsewhere destination = "elsewhere"
)

// destination is what the shopper chose. What was chosen at Amazon holds only for a payment there.
func (f *registerForm) destination() destination {
	switch {
	case f.Deliver == toElsewhere:
		return toElsewhere
	case f.Payment == amazonPay && f.Deliver != toPurchaser:
		return toAmazon
	}
	return toPurchaser
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
		Name: field("name"), Kana: field("kana"), Email: field("email"), Phone: field("phone"), PostalCode: field("postal_code"),
		Region: field("region"), City: field("city"), Line1: field("line1"), Line2: field("line2"),
	}
}

// read takes over a posted form. What the page did not send (a choice that was not offered) is kept.
func (f *registerForm) read(values url.Values) {
	f.Purchaser = readContact(values, "")
	if values.Has("deliver") {
		f.Deliver = destination(values.Get("deliver"))
	}
	f.Delivery = readContact(values, "delivery_")
	f.Note = typed(values, "note")
	if values.Has("payment") {
		f.Payment = payment(values.Get("payment"))
	}
	f.Returned = values.Get("returned") == "yes"
}

// check lists what is missing or wrong for ordering the draft. Who pays and has it sent by Amazon need not say who they are:
// what the form leaves empty is taken from there.
func (f *registerForm) check(d draft) faults {
	var found faults
	if !slices.Contains(d.payments(), f.Payment) {
		found = append(found, fault{"payment", "お支払い方法をお選びください。"})
	}
	home := d.parcel() && f.destination() == toPurchaser
	found = append(found, f.Purchaser.check("", asked{Email: true, Address: home, Optional: f.Payment == amazonPay && !home})...)
	if d.parcel() && f.destination() == toElsewhere {
		found = append(found, f.Delivery.check("delivery_", asked{Whose: "お届け先の", Address: true})...)
	}
	return found
}

var (
	postalCode  = regexp.MustCompile(`^[0-9０-９]{3}[-－ー‐]?[0-9０-９]{4}$`)
	phoneNumber = regexp.MustCompile(`^[+＋]?[0-9０-９][0-9０-９()（）\-－ー‐ ]{8,16}$`)
)

const emailWrong = "メールアドレスを正しくご入力ください。"

func goodEmail(text string) bool {
	_, err := mail.ParseAddress(text)
	return err == nil && !strings.ContainsAny(text, " <>")
}

// asked is what must be known of a person. Optional allows the name and the ways to reach them to be empty, not to be wrong.
type asked struct {
	Whose                    string // before the field's name in texts
	Email, Address, Optional bool
}

// check looks at one person, in the order of the form's fields.
func (p contact) check(prefix string, ask asked) faults {
	var found faults
	need := func(ok bool, field, text string) {
		if !ok {
			found = append(found, fault{prefix + field, ask.Whose + text})
		}
	}
	empty := func(value string) bool { return ask.Optional && value == "" }
	need(p.Name != "" || ask.Optional, "name", "お名前をご入力ください。")
	if ask.Email {
		need(goodEmail(p.Email) || empty(p.Email), "email", emailWrong)
	}
	need(phoneNumber.MatchString(p.Phone) || empty(p.Phone), "phone", "電話番号を数字でご入力ください。")
	if ask.Address {
		need(postalCode.MatchString(p.PostalCode), "postal_code", "郵便番号を7桁の数字でご入力ください。")
		need(slices.Contains(prefectures, p.Region), "region", "都道府県をお選びください。")
		need(p.City != "", "city", "市区町村をご入力ください。")
		need(p.Line1 != "", "line1", "番地をご入力ください。")
	}
	return found
}

var prefectures = strings.Fields(`北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県
	新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県
	鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県`)
