package staff_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"noren/backend/staff"
	"noren/backend/store/storetest"
)

// Strangers at a few places guess as often as they are let, one of them from all networks of a /48: each is told to wait, and the person
// still signs in from their own place (threats.en.md 10 says what remains).
func TestX20_FewPlacesDoNotLockAPersonOut(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	m := o.enter(t, "known@example.jp", staff.Invitation{Shop: o.shop, Role: staff.Owner})
	places := []string{"192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"}
	for i := range 100 {
		places = append(places, fmt.Sprintf("2001:db8:7:%x::", i))
	}
	refused := 0
	for _, place := range places {
		for range 6 {
			_, err := o.SignIn(t.Context(), staff.Attempt{Email: m.Email, Password: "wrong password", Code: "000000", Address: place})
			if errors.Is(err, staff.ErrRefused) {
				refused++
			}
		}
	}
	if refused > 5*5+20 {
		t.Errorf("%d guesses", refused)
	}
	o.now = o.now.Add(time.Minute)
	if _, err := o.SignIn(t.Context(), staff.Attempt{Email: m.Email, Password: password, Code: o.code(t, m.secret), Address: "198.51.100.1"}); err != nil {
		t.Errorf("the owner, from elsewhere: %v", err)
	}
}
