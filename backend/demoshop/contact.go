package demoshop

import (
	"cmp"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// contact is a person with an address.
type contact struct{ Name, Kana, Email, Phone, PostalCode, Region, City, Line1, Line2 string }

// postcode is the postcode as it is read: 600-8001.
func (p contact) postcode() string {
	if len(p.PostalCode) == 7 {
		return p.PostalCode[:3] + "-" + p.PostalCode[3:]
	}
	return p.PostalCode
}

// or fills what is empty about the person, not the address.
func (p contact) or(other contact) contact {
	p.Name, p.Email, p.Phone = cmp.Or(p.Name, other.Name), cmp.Or(p.Email, other.Email), cmp.Or(p.Phone, other.Phone)
	return p
}

func readContact(values url.Values, prefix string) contact {
	field := func(name string) string { return typed(values, prefix+name) }
	return contact{
		Name: field("name"), Email: field("email"), Phone: field("phone"), PostalCode: field("postal_code"),
		Region: field("region"), City: field("city"), Line1: field("line1"), Line2: field("line2"),
	}
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
