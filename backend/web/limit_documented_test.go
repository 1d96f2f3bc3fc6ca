package web

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"noren/backend/member"
	"noren/backend/session"
)

// The limits that the documents tell are those of the program (ASVS 6.1.1).
func TestIssue8_LimitsAreDocumented(t *testing.T) {
	english := []string{fmt.Sprintf("| %d, of one address %d |", maxAtOnce, shareOf(maxAtOnce)), fmt.Sprintf("| %d an hour |", member.Attempts)}
	japanese := []string{fmt.Sprintf("| %d 件、そのうち 1 つのアドレスは %d 件 |", maxAtOnce, shareOf(maxAtOnce)), fmt.Sprintf("| 1 時間に %d 回 |", member.Attempts)}
	for _, l := range []session.Limit{apiLimit, browserLimit} {
		english = append(english, fmt.Sprintf("| %d at once, %d a minute |", l.Burst, l.Rate))
		japanese = append(japanese, fmt.Sprintf("| 続けて %d 回、1 分に %d 回 |", l.Burst, l.Rate))
	}
	for name, wanted := range map[string][]string{"en": english, "ja": japanese} {
		text, err := os.ReadFile("../../static/docs/operating." + name + ".md")
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range wanted {
			if !strings.Contains(string(text), want) {
				t.Errorf("operating.%s.md does not say %q", name, want)
			}
		}
	}
}
