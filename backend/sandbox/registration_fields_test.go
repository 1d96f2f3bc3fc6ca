package sandbox_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"noren/backend/sandbox"
)

// R2-2: every field is checked, with a message beside it in either language.
func TestR2_2_Fields(t *testing.T) {
	s := sandbox.RunT(t)
	b := newBrowser(t, s)
	b.send(http.MethodPost, s.URL+"/register", hostedForm())
	visit := strings.TrimSuffix(b.at, "account")
	answers := exampleAnswers(t, "new@example.jp")
	captcha := b.captcha()
	reach := func(step string) {
		switch step {
		case "account":
		case "business":
			b.createAccount("new@example.jp")
		default:
			b.send(http.MethodGet, visit+step, nil)
		}
	}
	for _, step := range []struct {
		name  string
		wrong [][3]string // field, value, message
	}{
		{"account", [][3]string{
			{"name", "", "入力してください"},
			{"name", strings.Repeat("名", 101), "長すぎます"},
			{"name", "見\x00本", "使用できない文字"},
			{"email", "no", "Eメールアドレスの形式"},
			{"email", "見本 <a@example.jp>", "Eメールアドレスの形式"},
			{"email", "Merchant@example.jp", "すでにあります"},
			{"password", "12345", "6文字以上"},
			{"passwordAgain", "sekret-2", "パスワードが一致しません"},
			{"captcha", "AAAAAA", "表示されている文字を"},
		}},
		{"business", [][3]string{
			{"businessType", "", "いずれかを選択"},
			{"businessType", "CLUB", "いずれかを選択"},
			{"websiteUrl", "www.example.jp", "https://"},
			{"websiteUrl", "javascript:alert(1)", "https://"},
			{"websiteUrl", "http://www.example.jp", "https://"},
			{"annualSalesVolume", "MUCH", "いずれかを選択"},
		}},
		{"company", [][3]string{
			{"businessLegalName", "", "入力してください"},
			{"postalCode", "100-001", "7桁の郵便番号"},
			{"stateOrRegion", "Tokyo", "いずれかを選択"},
			{"phoneNumber", "+81 3", "10桁または11桁"},
		}},
		{"terms", [][3]string{{"terms", "", "チェックを入れて"}}},
		{"representative", [][3]string{
			{"representative", "", "入力してください"},
			{"residenceSame", "", "入力してください"}, // then the address is asked for
		}},
		{"bank", [][3]string{
			{"bankAccountType", "", "いずれかを選択"},
			{"bankAccountHolder", "見本商店", "カタカナ"},
			{"bankCode", "12345", "4桁の数字"},
			{"branchCode", "1", "3桁の数字"},
			{"bankAccountNumber", "123456", "7桁の数字"},
			{"bankAccountNumberAgain", "1234567", "銀行口座番号が一致しません"},
		}},
		{"store", [][3]string{
			{"storeDomain", "https://cart.example.jp/", "ドメインのみ"},
			{"storeDomain", "cart.example.jp/cart", "ドメインのみ"},
			{"storeDomain", "cart.example.jp:8443", "ドメインのみ"},
			{"storeDomain", "cart;example.jp", "ドメインの形式"},
			{"storeDomain", "cart", "ドメインの形式"},
			{"privacyPolicyUrl", "https://", "https:// から始まる"},
		}},
	} {
		reach(step.name)
		for _, x := range step.wrong {
			b.fillIn(step.name, answers, "captcha", captcha, x[0], x[1])
			b.shows(x[2], "エラー：")
			if b.status != http.StatusUnprocessableEntity {
				t.Errorf("%s %q: status %d", x[0], x[1], b.status)
			}
			if !strings.Contains(b.page, `id="`+x[0]+`-problem"`) && x[0] != "residenceSame" {
				t.Errorf("%s %q: no message beside the field", x[0], x[1])
			}
		}
		b.send(http.MethodGet, b.at+"?lang=en", nil)
		b.shows("Error: ")
		b.send(http.MethodGet, strings.TrimSuffix(b.at, "?lang=en")+"?lang=ja", nil)
		if step.name != "account" {
			b.fillIn(step.name, answers)
		}
	}
	b.shows("同意して次に進む")
}

// People type wide digits, long marks as hyphens and half-width kana; the browser may be on this machine.
func TestR2_2_ForgivingFields(t *testing.T) {
	s := sandbox.RunT(t)
	a := sandbox.ExampleApplication("new@example.jp")
	a.PostalCode, a.PhoneNumber, a.BankAccountHolder, a.BankAccountNumber = "１００ー０００１", "０３－１２３４－５６７８", "ｶ)ﾐﾎﾝｼﾖｳﾃﾝ", "００１２３４５"
	a.StoreDomain, a.ResidencePostalCode, a.ResidenceStateOrRegion, a.ResidenceCity = "localhost:8080", "0600000", "北海道", "札幌市"
	a.ResidenceAddressLine1, a.ResidencePhoneNumber = "1-1", "09012345678"
	if _, err := s.Register(sandbox.RegistrationRequest{Form: hostedForm(), Application: a}); err != nil {
		t.Fatal(err)
	}
	if got := s.Accounts()[1].Origins; !slices.Equal(got, []string{"http://localhost:8080"}) {
		t.Errorf("origins %v", got)
	}
	a.Email, a.StoreDomain = "other@example.jp", "日本語.jp"
	if _, err := s.Register(sandbox.RegistrationRequest{Form: hostedForm(), Application: a}); err != nil {
		t.Fatal(err)
	}
	if got := s.Accounts()[2].Origins; !slices.Equal(got, []string{"https://xn--wgv71a119e.jp"}) {
		t.Errorf("origins %v", got)
	}
}

// Whatever is typed is shown as text.
func TestR2_2_ScriptInNames(t *testing.T) {
	s := sandbox.RunT(t)
	b := newBrowser(t, s)
	const script = `"><script>alert(1)</script>`
	b.send(http.MethodPost, s.URL+"/register", hostedForm("merchantStoreDescription", script, "spId", "A<script>"))
	b.createAccount("new@example.jp")
	answers := exampleAnswers(t, "new@example.jp")
	for _, name := range []string{"businessLegalName", "businessDisplayName", "city"} {
		answers[name] = script
	}
	b.apply(answers)
	pages := b.page
	b.submit("consent", nil)
	if pages += b.page; strings.Contains(pages, "<script>") {
		t.Errorf("script as it came:\n%s", pages)
	}
}
