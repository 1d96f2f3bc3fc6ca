package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"noren/backend/sandbox/seller"
)

// Application is what a merchant types on the pages of registration (R2-2), by the names of the fields there. Without
// residencePostalCode the representative lives at the company's address.
type Application struct {
	Name  string `json:"name"`
	Email string `json:"email"`

	BusinessType      string `json:"businessType"` // CORPORATE or INDIVIDUAL
	WebsiteURL        string `json:"websiteUrl"`
	AnnualSalesVolume string `json:"annualSalesVolume"` // UNDER_10M, 10M_TO_50M, 50M_TO_100M, 100M_TO_1B, OVER_1B

	BusinessLegalName    string `json:"businessLegalName"`
	BusinessDisplayName  string `json:"businessDisplayName"`
	PrimaryContactPerson string `json:"primaryContactPerson"`
	BusinessCategory     string `json:"businessCategory"`
	PostalCode           string `json:"postalCode"`
	StateOrRegion        string `json:"stateOrRegion"`
	City                 string `json:"city"`
	AddressLine1         string `json:"addressLine1"`
	AddressLine2         string `json:"addressLine2"`
	PhoneNumber          string `json:"phoneNumber"`

	Representative         string `json:"representative"`
	ResidencePostalCode    string `json:"residencePostalCode"`
	ResidenceStateOrRegion string `json:"residenceStateOrRegion"`
	ResidenceCity          string `json:"residenceCity"`
	ResidenceAddressLine1  string `json:"residenceAddressLine1"`
	ResidenceAddressLine2  string `json:"residenceAddressLine2"`
	ResidencePhoneNumber   string `json:"residencePhoneNumber"`

	BankAccountType   string `json:"bankAccountType"` // ORDINARY or CURRENT
	BankAccountHolder string `json:"bankAccountHolder"`
	BankCode          string `json:"bankCode"`
	BranchCode        string `json:"branchCode"`
	BankAccountNumber string `json:"bankAccountNumber"`

	StoreDomain      string `json:"storeDomain"`
	PrivacyPolicyURL string `json:"privacyPolicyUrl"`
}

// ExampleApplication is complete; e-mail addresses can be used once.
func ExampleApplication(email string) Application {
	return Application{
		Name: "株式会社見本商店", Email: email,
		BusinessType: "CORPORATE", WebsiteURL: "https://www.example.jp/", AnnualSalesVolume: "10M_TO_50M",
		BusinessLegalName: "株式会社見本商店", BusinessDisplayName: "見本商店オンライン", PrimaryContactPerson: "見本 花子", BusinessCategory: "食品",
		PostalCode: "100-0001", StateOrRegion: "東京都", City: "千代田区", AddressLine1: "千代田1-2-3", AddressLine2: "見本ビル5階", PhoneNumber: "03-0000-0000",
		Representative: "見本 太郎", BankAccountType: "ORDINARY", BankAccountHolder: "カ)ミホンシヨウテン",
		BankCode: "0000", BranchCode: "000", BankAccountNumber: "0000000",
		StoreDomain: "cart.example.jp", PrivacyPolicyURL: "https://www.example.jp/privacy",
	}
}

// answers is what was typed, by the names of the fields.
type answers map[string]string

// answers are as the pages post them.
func (a Application) answers() answers {
	typed := answers{}
	if err := json.Unmarshal(encode(a), &typed); err != nil { // all fields are texts
		panic(err)
	}
	typed["bankAccountNumberAgain"] = a.BankAccountNumber
	if a.ResidencePostalCode == "" {
		typed["residenceSame"] = "on"
	}
	return typed
}

// unkept are the fields that the sandbox forgets as soon as it has checked them.
var unkept = []string{"password", "passwordAgain", "currentPassword", "captcha", "code"}

// take enters the answers of one step and returns what is wrong with them.
func (typed answers) take(step seller.Step, form func(name string) string) map[string]seller.Problem {
	wrong := map[string]seller.Problem{}
	questions := seller.Questions(step)
	now := answers{}
	for _, q := range questions {
		now[q.Name] = answerRules[q.Name].clean(form(q.Name))
	}
	for _, q := range questions {
		if p := now.check(q); p != "" {
			wrong[q.Name] = p
		}
		now[q.Name] = firstRunes(now[q.Name], 2*answerRules[q.Name].most())
	}
	maps.DeleteFunc(now, func(name, _ string) bool { return slices.Contains(unkept, name) })
	maps.Copy(typed, now)
	return wrong
}

func (typed answers) check(q seller.Question) seller.Problem {
	value, rule := typed[q.Name], answerRules[q.Name]
	switch {
	case strings.HasPrefix(q.Name, "residence") && typed["residenceSame"] == "on":
		return ""
	case value == "" && q.Optional:
		return ""
	case value == "" && q.Tick:
		return seller.Unticked
	case value == "" && len(q.Options) > 0, value != "" && len(q.Options) > 0 && !slices.Contains(q.Options, value):
		return seller.NotAChoice
	case value == "":
		return seller.Missing
	case len([]rune(value)) > rule.most():
		return seller.TooLong
	case strings.ContainsFunc(value, isControl):
		return seller.BadCharacter
	case rule.check != nil:
		return rule.check(value, typed)
	default:
		return ""
	}
}

// checkApplication goes through the steps that have no secrets, and says what is wrong as the API does.
func checkApplication(a Application) (answers, *Error) {
	typed := a.answers()
	given := func(name string) string { return typed[name] }
	for _, step := range []seller.Step{
		seller.StepAccount, seller.StepBusiness, seller.StepCompany, seller.StepRepresentative, seller.StepBank, seller.StepStore,
	} {
		wrong := typed.take(step, given)
		for _, q := range seller.Questions(step) {
			if p, ok := wrong[q.Name]; ok && !slices.Contains(unkept, q.Name) {
				return nil, refuse(400, "InvalidParameterValue", fmt.Sprintf("The field 'application.%s' is wrong: %s", q.Name, p.In("en")))
			}
		}
	}
	return typed, nil
}
