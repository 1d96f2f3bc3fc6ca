package mail_test

import (
	"errors"
	"strings"
	"testing"

	"noren/backend/mail"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// Every kind, state and reason has its words in both languages, and every fault of a template is told.
func TestX20_WordsAboutMails(t *testing.T) {
	t.Parallel()
	for _, lang := range langs {
		words := i18n.MailsFor(lang)
		for _, kind := range append(mail.Kinds(), mail.Invitation) {
			if words.Kinds[string(kind)] == "" {
				t.Errorf("%s: kind %s", lang, kind)
			}
		}
		for _, state := range []string{mail.Waiting, mail.Sent, mail.Failed, mail.Unwanted} {
			if words.States[state] == "" {
				t.Errorf("%s: state %s", lang, state)
			}
		}
		for _, why := range []mail.Why{
			mail.NoAddress, mail.BadAddress, mail.SwitchedOff, mail.NoServer, mail.Unreachable, mail.NoLogin, mail.Refused, mail.NotComposed,
			mail.Withdrawn,
		} {
			if text := words.Reason(string(why) + " 550 5.1.1"); !strings.HasSuffix(text, " (550 5.1.1)") || words.Why[string(why)] == "" {
				t.Errorf("%s: reason %s: %s", lang, why, text)
			}
		}
		template := mail.Default(mail.OrderConfirmation)
		template.English.Text = "{order_nunber} {返金額} {"
		faults, _ := errors.AsType[validate.Faults](template.Check())
		if len(faults) != 3 {
			t.Fatalf("%+v", faults)
		}
		for i, want := range []string{"{order_nunber}", "{返金額}", "{ }"} {
			text, ok := words.Fault(faults[i])
			if !ok || !strings.Contains(text, want) || i == 0 && !strings.Contains(text, "{order_number}") {
				t.Errorf("%s: %+v: %s", lang, faults[i], text)
			}
		}
	}
}
