package version

import (
	"regexp"
	"runtime"
	"testing"
)

// A stamped build says its stamp, and any other says something that can be read.
func TestIssue8_EveryBuildSaysWhichItIs(t *testing.T) {
	if b := read("1.2.3+gabcdef0 abcdef0123"); b.Number != "1.2.3+gabcdef0" || b.Commit != "abcdef0123" || b.Go != runtime.Version() {
		t.Errorf("%+v", b)
	}
	for _, stamp := range []string{"", "1.2.3"} {
		if text := read(stamp).String(); !regexp.MustCompile(`^noren 0\.0\.0(\+g[0-9a-f]{7})? \(commit (unknown|[0-9a-f]{40}), go\S+.*, \S+/\S+\)$`).MatchString(text) {
			t.Errorf("%q says %q", stamp, text)
		}
	}
}
