package mount

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
)

const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

const begin = `{"shop":"shop_1","kind":"pay","placement":"cart","cart":"a.b.c","site":"pc","device":"pc",
	"returnTo":"https://shop.example/cart","challenge":"` + challenge + `"}`

// C-4: the rules of the backend, told in words.
func TestC4_CheckTellsWhatTheBackendWouldRefuse(t *testing.T) {
	for name, c := range map[string]struct {
		request, body string
		want          []api.FieldProblem
	}{
		"good":       {"begin", begin, []api.FieldProblem{}},
		"wrong kind": {"begin", strings.Replace(begin, `"pay"`, `"gift"`, 1), []api.FieldProblem{{Field: "kind", Rule: "oneof", Param: "pay login"}}},
		"no JSON":    {"begin", `{`, []api.FieldProblem{{Rule: BadJSON}}},
		"unknown":    {"begin", strings.Replace(begin, `"shop"`, `"shopp"`, 1), []api.FieldProblem{{Rule: BadJSON}}},
		"change": {
			"change", `{"shop":"s","session":"t","what":"name","returnTo":"https://a.example/","challenge":"` + challenge + `"}`,
			[]api.FieldProblem{{Field: "what", Rule: "oneof", Param: "address payment"}},
		},
		"confirm": {
			"confirm", `{"shop":"s","session":"t","cart":"a.b.c","page":"nowhere","device":"pc","returnTo":"https://a.example/","challenge":"` + challenge + `"}`,
			[]api.FieldProblem{{Field: "page", Rule: "http_url"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Check(c.request, []byte(c.body))
			if err != nil {
				t.Fatal(err)
			}
			for i := range got {
				if got[i].Text == "" {
					t.Errorf("%+v has no text", got[i])
				}
				got[i].Text = ""
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCheckSpeaksTheRequestsLanguage(t *testing.T) {
	for lang, want := range map[string]string{"ja": "ご入力ください", "en": "Please fill in", "xx": "ご入力ください"} {
		got, err := Check("begin", []byte(`{"lang":"`+lang+`"}`))
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 0 || !strings.Contains(got[0].Text, want) {
			t.Errorf("%s: %v", lang, got)
		}
	}
}

// a shop's form is checked without asking the backend, in its words.
func TestX6_CheckOfAFormIsAnsweredHere(t *testing.T) {
	for body, want := range map[string][]api.FieldProblem{
		`{"shop":"shop_1","typed":[{"field":"phone","value":"０９０-1234-5678"},{"field":"postalCode","value":"〒153-0064"}]}`: {},
		`{"shop":"shop_1","typed":[{"field":"phone","value":"12"},{"field":"email","value":"a@example.com"}],"lang":"en"}`: {
			{Field: "phone", Rule: "phone", Text: "Phone number must be a Japanese telephone number of 10 or 11 digits, with its area code."},
		},
		`{"shop":"shop_1","typed":[{"field":"password","value":"x"}]}`: {
			{Field: "typed[0].field", Rule: "oneof", Param: "familyName givenName familyKana givenKana email phone postalCode prefecture city street building"},
		},
	} {
		got, err := Check("check", []byte(body))
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 1 && got[0].Rule == "oneof" {
			got[0].Text = ""
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", body, diff)
		}
	}
}

func TestCheckKnowsFourRequests(t *testing.T) {
	if _, err := Check("render", []byte(`{}`)); err == nil {
		t.Error("an unknown request was taken for a good one")
	}
}
