package sandbox

import (
	"net/mail"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"noren/backend/sandbox/seller"
)

// answerRule is what an answer has to be.
type answerRule struct {
	length int                                              // at most, in characters; 0: 100
	plain  bool                                             // wide letters and digits become ordinary ones, half-width kana wide
	drop   string                                           // characters that people put in or leave out
	secret bool                                             // as typed, blanks too
	check  func(value string, among answers) seller.Problem // nil: anything
}

// answerRules are by the name of the field; a field that is not here takes any text.
var answerRules = map[string]answerRule{
	"email":           {length: 128, plain: true, check: checkEmail},
	"password":        {secret: true, check: checkPassword},
	"passwordAgain":   {secret: true, check: sameAs("password", seller.OtherPassword)},
	"currentPassword": {secret: true},
	"captcha":         {plain: true, drop: " "},
	"code":            {plain: true, drop: " "},

	"websiteUrl":       {length: 2048, check: checkURL},
	"privacyPolicyUrl": {length: 2048, check: checkURL},
	"storeDomain":      {length: 255, plain: true, check: checkDomain},

	"postalCode":           {plain: true, check: checkPostalCode},
	"residencePostalCode":  {plain: true, check: checkPostalCode},
	"phoneNumber":          {plain: true, check: checkPhone},
	"residencePhoneNumber": {plain: true, check: checkPhone},

	"bankAccountHolder":      {plain: true, check: checkKana},
	"bankCode":               {plain: true, drop: " ", check: matches(`^\d{4}$`, seller.NotBankCode)},
	"branchCode":             {plain: true, drop: " ", check: matches(`^\d{3}$`, seller.NotBranchCode)},
	"bankAccountNumber":      {plain: true, drop: " ", check: matches(`^\d{7}$`, seller.NotAccount)},
	"bankAccountNumberAgain": {plain: true, drop: " ", check: sameAs("bankAccountNumber", seller.OtherAccount)},
}

func (r answerRule) most() int {
	if r.length == 0 {
		return 100
	}
	return r.length
}

func (r answerRule) clean(value string) string {
	if r.secret {
		return value
	}
	if r.plain {
		value = strings.NewReplacer("−", "-", "‐", "-", "–", "-").Replace(norm.NFKC.String(value))
	}
	value = strings.ReplaceAll(strings.ToValidUTF8(value, ""), r.drop, "")
	return strings.TrimSpace(value)
}

func matches(pattern string, otherwise seller.Problem) func(string, answers) seller.Problem {
	form := regexp.MustCompile(pattern)
	return func(value string, _ answers) seller.Problem {
		if form.MatchString(value) {
			return ""
		}
		return otherwise
	}
}

func sameAs(name string, otherwise seller.Problem) func(string, answers) seller.Problem {
	return func(value string, among answers) seller.Problem {
		if value == among[name] {
			return ""
		}
		return otherwise
	}
}

func checkEmail(value string, _ answers) seller.Problem {
	if !isEmail(value) {
		return seller.NotEmail
	}
	return ""
}

func isEmail(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text && strings.Contains(text[strings.LastIndex(text, "@")+1:], ".")
}

func checkPostalCode(value string, _ answers) seller.Problem {
	if !postalCode.MatchString(value) {
		return seller.NotPostalCode
	}
	return ""
}

var postalCode = regexp.MustCompile(`^\d{3}[-ー]?\d{4}$`)

func checkPassword(value string, _ answers) seller.Problem {
	if len([]rune(value)) < 6 {
		return seller.ShortPassword
	}
	return ""
}

func checkURL(value string, _ answers) seller.Problem {
	if secureURL(value) == nil {
		return seller.NotURL
	}
	return ""
}

// checkDomain wants the domain alone (R2-2). On this machine a port may follow.
func checkDomain(value string, _ answers) seller.Problem {
	if strings.ContainsAny(value, "/?#@") || strings.Contains(value, ":") && !isLoopback(strings.Split(value, ":")[0]) {
		return seller.URLNotDomain
	}
	if originOfDomain(value) == "" {
		return seller.NotDomain
	}
	return ""
}

func checkPhone(value string, _ answers) seller.Problem {
	digits := strings.NewReplacer("-", "", "ー", "", " ", "", "(", "", ")", "").Replace(value)
	if !regexp.MustCompile(`^0\d{9,10}$`).MatchString(digits) {
		return seller.NotPhone
	}
	return ""
}

// checkKana wants what Japanese banks have on their cards.
func checkKana(value string, _ answers) seller.Problem {
	for _, r := range value {
		if !unicode.Is(unicode.Katakana, r) && !strings.ContainsRune("ー・-() .,/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", r) {
			return seller.NotKana
		}
	}
	return ""
}

func isControl(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }

func firstRunes(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n])
	}
	return text
}
