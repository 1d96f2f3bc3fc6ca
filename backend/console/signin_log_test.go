package console

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A sign-in that is refused is in the log, with the way and the account that it was tried on, and with nothing that was typed
// (ASVS 16.3.1).
func TestIssue8_RefusedSignInsAreLogged(t *testing.T) {
	d := newDesk(t)
	owner, err := d.Accounts.OfEmail(t.Context(), "owner@example.jp")
	must(t, err)
	var log bytes.Buffer
	defer slog.SetDefault(slog.Default())
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	for email, account := range map[string]string{owner.Email: owner.ID, "nobody@example.jp": "no such account"} {
		log.Reset()
		answer := d.asks("nobody", http.MethodPost, "/console/sign-in", url.Values{"email": {email}, "password": {"guessed-7261"}, "code": {"918273"}})
		if answer.Code != http.StatusUnprocessableEntity {
			t.Fatalf("%s: %d %s", email, answer.Code, answer.Body)
		}
		line := log.String()
		if !strings.Contains(line, "sign-in refused") || !strings.Contains(line, "by=password") || !strings.Contains(line, account) {
			t.Errorf("%s: %s", email, line)
		}
		for _, typed := range []string{email, "guessed-7261", "918273"} {
			if strings.Contains(line, typed) {
				t.Errorf("%q is in the log: %s", typed, line)
			}
		}
	}
}
