package web_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
)

// A shop's form is checked by the shared rules, for pages of the shop only, and nothing of it is kept.
func TestX6_FormIsCheckedOverTheWire(t *testing.T) {
	w := newWatched(t)
	body := encode(w.outward, api.CheckRequest{
		Shop: w.shop.ID, Lang: api.English,
		Typed: []api.TypedField{{Field: api.PostalCode, Value: "〒１５３－００６４"}, {Field: api.Phone, Value: "090-1234"}},
	})
	w.unchanged("check", nothing, func() {
		status, answer, _ := w.send(http.MethodPost, api.Check.Path, body, map[string]string{"Origin": shopOrigin})
		var got api.CheckResponse
		if err := json.Unmarshal([]byte(answer), &got); err != nil || status != http.StatusOK {
			t.Fatalf("%d %s", status, answer)
		}
		want := []api.FieldProblem{{
			Field: "phone", Rule: "phone", Text: "Phone number must be a Japanese telephone number of 10 or 11 digits, with its area code.",
		}}
		if diff := cmp.Diff(want, got.Fields); diff != "" || got.Person.PostalCode != "1530064" {
			t.Errorf("%+v\n%s", got.Person, diff)
		}
		if status, _, _ := w.send(http.MethodPost, api.Check.Path, body, map[string]string{"Origin": "https://stranger.example"}); status != http.StatusForbidden {
			t.Errorf("a stranger's page: %d", status)
		}
		unknown := `{"shop":"` + w.shop.ID + `","typed":[{"field":"password","value":"x"}]}`
		if status, answer, _ := w.send(http.MethodPost, api.Check.Path, unknown, map[string]string{"Origin": shopOrigin}); status != http.StatusUnprocessableEntity {
			t.Errorf("an unknown field: %d %s", status, answer)
		}
	})
}
