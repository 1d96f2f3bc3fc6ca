package staff_test

import (
	"errors"
	"testing"

	"noren/backend/staff"
	"noren/backend/store/storetest"
	"noren/shared/validate"
)

// ASVS 6.2.4, 6.2.11, 6.2.12: a password that is guessed first is refused, and the rule says why.
func TestX20_PasswordsThatAreGuessedFirstAreRefused(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	m := o.enter(t, "hanako.umino@example.jp", staff.Invitation{Shop: o.shop, Role: staff.Owner})
	for given, rule := range map[string]string{
		"qwerty123456":         "common",
		"QWERTY123456":         "common",
		"123qweasdzxc":         "common", // among the first of the list
		"motherfucker":         "common",
		"hanako.umino2026":     "own-words",
		"AmazonPay-Noren-2026": "own-words",
		"暖簾のれん暖簾のれん暖簾パスワード": "own-words",
		"eleven char":          "min",
		"qwerty123457 of mine": "",
		"hanako counts 4 hens": "",
	} {
		app, err := o.NewAuthenticator(m.Person)
		must(t, err)
		_, err = o.ChangePassword(t.Context(), m.Person, staff.NewPassword{Password: given, Sealed: app.Sealed, Code: o.code(t, app.Secret)}, "")
		var got string
		if faults, ok := errors.AsType[validate.Faults](err); ok {
			got = faults[0].Rule
		} else if err != nil {
			t.Fatal(err)
		}
		if got != rule {
			t.Errorf("%s: %q, want %q", given, got, rule)
		}
	}
}
