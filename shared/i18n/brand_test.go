package i18n_test

import (
	"strings"
	"testing"

	"noren/shared/api"
	"noren/shared/display"
	"noren/shared/i18n"
)

// The name of the payment method never breaks into two lines: its blank is U+00A0, in every text of ours.
func TestTheBrandsNameStaysInOneLine(t *testing.T) {
	found := 0
	for lang, texts := range languages {
		for name, text := range flat(t, texts) {
			if strings.Contains(text, "Amazon Pay") {
				t.Errorf("%s: %s may break: %q", lang, name, text)
			}
			found += strings.Count(text, "Amazon\u00a0Pay")
		}
	}
	if found < 20 {
		t.Errorf("the name stands in only %d places: this test does not see them any more", found)
	}
}

// A reason stands in the shop's page as it is, two sentences below each other (R3-2, R4-13, R4-14).
func TestR4_13_ReasonsAreSentences(t *testing.T) {
	reasons := constants(t, "../display/*.go", "Reason")
	if len(reasons) < 15 {
		t.Fatalf("found only %v", reasons)
	}
	for stop, texts := range map[string]i18n.Texts{"。": i18n.Japanese, ".": i18n.English} {
		for _, reason := range reasons {
			problem := texts.Problem(api.Hidden(display.Reason(reason)))
			if !strings.HasSuffix(problem.Title, stop) || !strings.HasSuffix(problem.Remedy, stop) {
				t.Errorf("%s: %+v", reason, problem)
			}
		}
	}
}
