package staff

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"noren/backend/session"
)

// The times and limits that the documents tell are those of the program (ASVS 6.1.1, 7.1.1).
func TestIssue8_TimesAndLimitsAreDocumented(t *testing.T) {
	hours, minutes := func(d time.Duration) int { return int(d.Hours()) }, func(d time.Duration) int { return int(d.Minutes()) }
	english := []string{
		fmt.Sprintf("| %d minutes after the last page, %d hours in any case |", minutes(session.StaffIdle), hours(session.StaffAbsolute)),
		fmt.Sprintf("| %d minutes |", minutes(session.StaffFresh)),
		fmt.Sprintf("| %d hours after the last use, %d hours in any case |", hours(session.Idle), hours(session.Absolute)),
		fmt.Sprintf("| %d minutes, once |", minutes(session.CodeLife)), fmt.Sprintf("| %d hours, once |", hours(InvitationLife)),
	}
	japanese := []string{
		fmt.Sprintf("最後の操作から %d 分、最長 %d 時間 |", minutes(session.StaffIdle), hours(session.StaffAbsolute)),
		fmt.Sprintf("| %d 分以内のもの |", minutes(session.StaffFresh)),
		fmt.Sprintf("最後の操作から %d 時間、最長 %d 時間 |", hours(session.Idle), hours(session.Absolute)),
		fmt.Sprintf("| %d 分、1 回 |", minutes(session.CodeLife)), fmt.Sprintf("| %d 時間、1 回 |", hours(InvitationLife)),
	}
	for _, l := range limits("", "192.0.2.1") {
		period := [2]string{"an hour", "1 時間"}
		if l.limit.Period == 24*time.Hour {
			period = [2]string{"a day", "1 日"}
		}
		english = append(english, fmt.Sprintf("| %d at once, %d %s |", l.limit.Burst, l.limit.Rate, period[0]))
		japanese = append(japanese, fmt.Sprintf("| 続けて %d 回、%sに %d 回 |", l.limit.Burst, period[1], l.limit.Rate))
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
