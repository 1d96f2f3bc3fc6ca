package staff_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"noren/backend/audit"
	"noren/backend/session"
	"noren/backend/staff"
	"noren/backend/store"
	"noren/backend/store/storetest"
)

func TestX20_ACodeIsGoodOnce(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	m := o.enter(t, "hanako@example.jp", staff.Invitation{Shop: o.shop, Role: staff.Owner})
	if err := o.signIn(t, m.Email, password, o.code(t, m.secret)); !errors.Is(err, staff.ErrRefused) {
		t.Errorf("the code of the set-up again: %v", err)
	}
	o.now = o.now.Add(30 * time.Second)
	code := o.code(t, m.secret)
	if err := o.signIn(t, m.Email, "wrong password", code); !errors.Is(err, staff.ErrRefused) {
		t.Errorf("wrong password: %v", err)
	}
	if err := o.signIn(t, " Hanako@Example.JP ", password, code[:3]+" "+code[3:]); err != nil {
		t.Errorf("a wrong password must not use the code up: %v", err)
	}
	if err := o.signIn(t, m.Email, password, code); !errors.Is(err, staff.ErrRefused) {
		t.Errorf("replay: %v", err)
	}
}

func TestX20_CodesOfNeighbouringStepsAreGood(t *testing.T) {
	for _, test := range []struct {
		off  time.Duration
		good bool
	}{{-60 * time.Second, false}, {30 * time.Second, true}, {60 * time.Second, true}, {90 * time.Second, false}} {
		t.Run(test.off.String(), func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, storetest.SQLite(t))
			m := o.enter(t, "a@example.jp", staff.Invitation{Shop: o.shop, Role: staff.Owner})
			o.now = o.now.Add(30 * time.Second)
			ours := o.now
			o.now = o.now.Add(test.off - 30*time.Second) // the app's clock; at 0 the code is that of the set-up
			code := o.code(t, m.secret)
			o.now = ours
			if err := o.signIn(t, m.Email, password, code); (err == nil) != test.good {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestX20_ARecoveryCodeIsGoodOnce(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	m := o.enter(t, "a@example.jp", staff.Invitation{Shop: o.shop, Role: staff.Owner})
	if err := o.signIn(t, m.Email, password, m.recovery[0]); err != nil {
		t.Fatal(err)
	}
	if err := o.signIn(t, m.Email, password, m.recovery[0]); !errors.Is(err, staff.ErrRefused) {
		t.Errorf("again: %v", err)
	}
	codes, err := o.NewRecoveryCodes(t.Context(), m.Person)
	must(t, err)
	if err := o.signIn(t, m.Email, password, m.recovery[1]); !errors.Is(err, staff.ErrRefused) {
		t.Errorf("of the former ones: %v", err)
	}
	if err := o.signIn(t, m.Email, password, codes[1]); err != nil {
		t.Errorf("a new one: %v", err)
	}
}

func TestX20_LockOutIsTheSameForUnknownAddresses(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	m := o.enter(t, "known@example.jp", staff.Invitation{Shop: o.shop, Role: staff.Owner})
	answers := map[string][]string{}
	for _, email := range []string{m.Email, "unknown@example.jp"} {
		for range 8 {
			err := o.signIn(t, email, "wrong password", "000000")
			said := fmt.Sprintf("%T", err)
			if errors.Is(err, staff.ErrRefused) {
				said = "refused"
			}
			answers[email] = append(answers[email], said)
		}
	}
	if known := answers[m.Email]; !slices.Equal(known, answers["unknown@example.jp"]) || known[0] != "refused" || known[7] != "*staff.WaitError" {
		t.Errorf("%v", answers)
	}
	o.now = o.now.Add(time.Minute)
	if _, err := o.SignIn(t.Context(), staff.Attempt{Email: m.Email, Password: password, Code: o.code(t, m.secret), Address: "198.51.100.1"}); err != nil {
		t.Errorf("the owner, from elsewhere: %v", err)
	}
}

func TestX20_WithoutRedisNobodySignsIn(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	m := o.enter(t, "a@example.jp", staff.Invitation{Shop: o.shop, Role: staff.Owner})
	gone, err := session.Open(session.Config{Addrs: []string{"127.0.0.1:1"}})
	must(t, err)
	t.Cleanup(func() { must(t, gone.Close()) })
	o.Sessions = gone
	o.now = o.now.Add(time.Minute)
	var wait *staff.WaitError
	if err := o.signIn(t, m.Email, password, o.code(t, m.secret)); !errors.As(err, &wait) {
		t.Errorf("%v", err)
	}
}

func TestX20_InvitationsWorkOnceAndNotForEver(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	p, link, err := o.Invite(t.Context(), "cli", staff.Invitation{Name: "花子", Email: "a@example.jp", Lang: "ja", Shop: o.shop, Role: staff.Owner}, false)
	must(t, err)
	begun := o.now
	o.now = begun.Add(staff.InvitationLife)
	if _, err := o.Invited(t.Context(), codeOf(link)); !errors.Is(err, staff.ErrInvitation) {
		t.Errorf("after 72 hours: %v", err)
	}
	o.now = begun.Add(staff.InvitationLife - time.Second)
	m := o.accept(t, p, link)
	if _, err := o.Invited(t.Context(), codeOf(link)); !errors.Is(err, staff.ErrInvitation) {
		t.Errorf("a second time: %v", err)
	}
	// The command line gives a new one; what was set up before, and where they were signed in, is worth nothing then.
	token, err := o.Begin(t.Context(), m.Person, session.StaffSession{}, "password")
	must(t, err)
	_, link, err = o.Invite(t.Context(), "cli", staff.Invitation{Name: "花子", Email: "a@example.jp", Lang: "ja"}, true)
	must(t, err)
	o.accept(t, m.Person, link)
	if _, err := o.Sessions.Staff(t.Context(), token); !errors.Is(err, session.ErrExpired) {
		t.Errorf("former session: %v", err)
	}
	if err := o.signIn(t, m.Email, password, m.recovery[0]); !errors.Is(err, staff.ErrRefused) {
		t.Errorf("former recovery code: %v", err)
	}
}

func TestX20_TheLastOwnerStays(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		o := newOffice(t, db)
		a := o.enter(t, "a@example.jp", staff.Invitation{Shop: o.shop, Role: staff.Owner})
		for what, err := range map[string]error{
			"demoted": o.SetRole(t.Context(), "cli", o.shop, a.ID, staff.Viewer), "removed": o.Remove(t.Context(), "cli", o.shop, a.ID),
			"forgotten": o.Forget(t.Context(), "cli", a.ID),
		} {
			if !errors.Is(err, staff.ErrLastOwner) {
				t.Errorf("%s: %v", what, err)
			}
		}
		b := o.enter(t, "b@example.jp", staff.Invitation{Shop: o.shop, Role: staff.Owner})
		errs := both(func() error { return o.Remove(t.Context(), "cli", o.shop, a.ID) }, func() error {
			return o.SetRole(t.Context(), "cli", o.shop, b.ID, staff.Staff)
		})
		owners, err := db.Read().CountOwners(t.Context(), o.shop)
		if owners != 1 || err != nil || !oneIs(errs, staff.ErrLastOwner) {
			t.Errorf("%d owners, %v; %v", owners, err, errs)
		}
	})
}

func TestX20_TheLastOperatorStays(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		o := newOffice(t, db)
		a := o.enter(t, "a@example.jp", staff.Invitation{Operator: true})
		b := o.enter(t, "b@example.jp", staff.Invitation{Operator: true})
		errs := both(func() error { return o.Forget(t.Context(), "cli", a.ID) }, func() error { return o.SetOperator(t.Context(), "cli", b.ID, false) })
		n, err := db.Read().CountOperators(t.Context())
		if n != 1 || err != nil || !oneIs(errs, staff.ErrLastOperator) {
			t.Errorf("%d operators, %v; %v", n, err, errs)
		}
	})
}

// both does two things at the same moment.
func both(first, second func() error) [2]error {
	var errs [2]error
	var group sync.WaitGroup
	group.Go(func() { errs[0] = first() })
	group.Go(func() { errs[1] = second() })
	group.Wait()
	return errs
}

func oneIs(errs [2]error, want error) bool {
	return errs[0] == nil && errors.Is(errs[1], want) || errs[1] == nil && errors.Is(errs[0], want)
}

func TestX20_WhoIsForgottenLeavesNothingButTheirID(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	o.enter(t, "stays@example.jp", staff.Invitation{Shop: o.shop, Role: staff.Owner})
	m := o.enter(t, "goes@example.jp", staff.Invitation{Shop: o.shop, Role: staff.Staff})
	token, err := o.Begin(t.Context(), m.Person, session.StaffSession{Device: "Chrome"}, "password")
	must(t, err)
	row, err := o.DB.Read().GetStaff(t.Context(), m.ID)
	must(t, err)
	if bytes.Contains(row.Email, []byte("goes@")) || bytes.Contains(row.Name, []byte("山田")) {
		t.Error("personal data are stored in clear")
	}
	must(t, o.Forget(t.Context(), "cli", m.ID))
	if _, err := o.Get(t.Context(), m.ID); !errors.Is(err, staff.ErrUnknown) {
		t.Errorf("%v", err)
	}
	if _, err := o.Sessions.Staff(t.Context(), token); !errors.Is(err, session.ErrExpired) {
		t.Errorf("session: %v", err)
	}
	if _, _, err := o.Invite(t.Context(), "cli", staff.Invitation{Name: "新", Email: "goes@example.jp", Lang: "ja", Shop: o.shop, Role: staff.Viewer}, false); err != nil {
		t.Errorf("the address is free again: %v", err)
	}
}

func TestX20_EveryChangeIsInTheAuditLog(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		o := newOffice(t, db)
		owner := o.enter(t, "a@example.jp", staff.Invitation{Shop: o.shop, Role: staff.Owner})
		m := o.enter(t, "b@example.jp", staff.Invitation{Shop: o.shop, Role: staff.Viewer})
		for _, role := range []staff.Role{staff.Staff, staff.Viewer} {
			o.now = o.now.Add(time.Second)
			must(t, o.SetRole(t.Context(), owner.Actor(), o.shop, m.ID, role))
		}
		o.now = o.now.Add(time.Second)
		must(t, o.Remove(t.Context(), owner.Actor(), o.shop, m.ID))
		var seen []string
		before := ""
		for { // page by page
			rows, err := audit.Read(t.Context(), db, audit.Asked{Shop: o.shop, Actor: owner.Actor(), Before: before, Limit: 1})
			must(t, err)
			if len(rows) == 0 {
				break
			}
			seen = append(seen, rows[0].Action+" "+rows[0].BeforeText+" "+rows[0].AfterText)
			before = rows[0].ID
		}
		want := []string{`staff.removed {"role":"viewer"} null`, `staff.role {"role":"staff"} {"role":"viewer"}`, `staff.role {"role":"viewer"} {"role":"staff"}`, `staff.role null {"role":"owner"}`}
		if !slices.Equal(seen, want) {
			t.Errorf("%q", seen)
		}
		rows, err := audit.Read(t.Context(), db, audit.Asked{Shop: o.shop, Action: audit.Invited, Limit: 9})
		if len(rows) != 2 || err != nil {
			t.Errorf("%d invitations, %v", len(rows), err)
		}
	})
}
