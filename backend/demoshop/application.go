package demoshop

import (
	"net/url"
	"regexp"
	"unicode/utf8"
)

// application is a registration that waits for its confirmation (R4-1). Of the password only the hash is kept.
type application struct {
	FamilyName, GivenName, FamilyKana, GivenKana string
	Email, Phone, Postal1, Postal2               string
	Region, City, Line1, Line2                   string
	Agreed                                       bool

	visit string // Noren's name for the visit to Amazon that filled the form in; empty: there was none
	hash  []byte
}

func readApplication(values url.Values) application {
	field := func(name string) string { return typed(values, name) }
	return application{
		FamilyName: field("family_name"), GivenName: field("given_name"), FamilyKana: field("family_kana"), GivenKana: field("given_kana"),
		Email: normalEmail(field("email")), Phone: field("phone"), Postal1: field("postal_1"), Postal2: field("postal_2"),
		Region: field("region"), City: field("city"), Line1: field("line1"), Line2: field("line2"),
		Agreed: values.Get("terms") == "yes", visit: field("visit"),
	}
}

func (a application) contact() contact {
	return contact{
		Name: joined(a.FamilyName, a.GivenName), Kana: joined(a.FamilyKana, a.GivenKana), Email: a.Email, Phone: a.Phone,
		PostalCode: a.Postal1 + "-" + a.Postal2, Region: a.Region, City: a.City, Line1: a.Line1, Line2: a.Line2,
	}
}

var katakana = regexp.MustCompile(`^[ァ-ヶー・]+([ 　][ァ-ヶー・]+)*$`)

// check lists what is missing or wrong, in the order of the fields.
func (a application) check(password string) faults {
	var found faults
	need := func(ok bool, field, text string) {
		if !ok {
			found = append(found, fault{field, text})
		}
	}
	need(a.FamilyName != "", "family_name", "お名前（姓）をご入力ください。")
	need(a.GivenName != "", "given_name", "お名前（名）をご入力ください。")
	need(katakana.MatchString(a.FamilyKana), "family_kana", "フリガナ（セイ）を全角カタカナでご入力ください。")
	need(katakana.MatchString(a.GivenKana), "given_kana", "フリガナ（メイ）を全角カタカナでご入力ください。")
	for _, f := range a.contact().check("", asked{Email: true, Address: true}) {
		if f.Field == "postal_code" {
			f.Field = "postal_1"
		}
		need(f.Field == "name", f.Field, f.Text) // the name was looked at in its parts
	}
	return append(found, checkAccount(password, a.Agreed)...)
}

// checkAccount looks at what an account needs besides its owner's data.
func checkAccount(password string, agreed bool) faults {
	var found faults
	if utf8.RuneCountInString(password) < 8 || len(password) > 72 { // bcrypt reads no more
		found = append(found, fault{"password", "パスワードは8文字以上（半角72文字まで）でお決めください。"})
	}
	if !agreed {
		found = append(found, fault{"terms", "会員規約をお読みのうえ、同意のチェックを入れてください。"})
	}
	return found
}

var addressTaken = fault{"email", "このメールアドレスではご登録いただけません。すでに会員の方はログインしてください。"}
