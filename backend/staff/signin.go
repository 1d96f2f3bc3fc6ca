package staff

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"noren/backend/audit"
	"noren/backend/session"
	"noren/backend/store/query"
	"noren/shared/validate"
)

// WaitError says that there were too many attempts, and how long to wait. It is the same for addresses that nobody has.
type WaitError struct{ After time.Duration }

func (e *WaitError) Error() string { return "staff: too many attempts" }

// limits of attempts; without Redis nobody signs in. The waits grow from one minute to an hour, and never become for ever. What is
// counted for a person is counted by where it comes from first: an address, or for a day all that one customer of a provider has of
// IPv6 (a /48, RFC 6177), may try so seldom that it takes ten of them to reach what is counted for the person, and sixty to keep them
// out. Passkeys are not counted for a person at all, since they cannot be guessed.
func limits(email, address string) []struct {
	kind, key string
	limit     session.Limit
} {
	site := address
	if ip, err := netip.ParseAddr(address); err == nil && ip.Unmap().Is6() {
		site = netip.PrefixFrom(ip, 48).Masked().String()
	}
	return []struct {
		kind, key string
		limit     session.Limit
	}{
		{"console-place", address, session.Limit{Rate: 60, Period: time.Hour, Burst: 30, Closed: true}},
		{"console-both", email + " " + address, session.Limit{Rate: 60, Period: time.Hour, Burst: 5, Closed: true}},
		{"console-both-day", email + " " + site, session.Limit{Rate: 24, Period: 24 * time.Hour, Burst: 20, Closed: true}},
		{"console-person", email, session.Limit{Rate: 60, Period: time.Hour, Burst: 200, Closed: true}},
	}
}

// Attempt is what somebody types to sign in. Address is the network address that it comes from.
type Attempt struct{ Email, Password, Code, Address string }

// SignIn checks password and code, at once: an answer never says which was wrong, nor whether the address is known, and does the
// same work for both. Code is of the authenticator app, or a recovery code; each is good once. Errors: ErrRefused, whose text names the
// account for the log, *WaitError.
func (a *Accounts) SignIn(ctx context.Context, t Attempt) (Person, error) {
	email := emailHash(t.Email)
	for _, l := range limits(email, t.Address) {
		if ok, after := a.Sessions.Allow(ctx, l.kind, l.key, l.limit); !ok {
			return Person{}, &WaitError{after}
		}
	}
	row, err := a.DB.Read().StaffOfEmail(ctx, email)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Person{}, fmt.Errorf("staff: sign in: %w", err)
	}
	right, err := checkPassword(ctx, row.Password, t.Password)
	if err != nil {
		return Person{}, err
	}
	secret, err := a.secretOf(row)
	if err != nil {
		return Person{}, err
	}
	code := strings.Join(strings.Fields(t.Code), "")
	step := stepOf(a.Clock(), secret, code)
	id, refused := row.ID, refusedAs(row.ID)
	if !right {
		id = "" // a code is not used up by a wrong password
	}
	err = a.DB.Tx(ctx, func(q *query.Queries) error {
		used, err := q.UseTOTPStep(ctx, query.UseTOTPStepParams{TotpStep: step, ID: id})
		if err != nil {
			return fmt.Errorf("staff: code: %w", err)
		}
		recovered, err := q.UseRecoveryCode(ctx, query.UseRecoveryCodeParams{StaffID: id, Hash: recoveryHash(code)})
		if err != nil {
			return fmt.Errorf("staff: recovery code: %w", err)
		}
		if !right || used+recovered == 0 {
			return refused
		}
		return nil
	})
	if err != nil {
		return Person{}, err
	}
	p, err := a.Get(ctx, row.ID)
	if err == nil && p.setUpAt != row.SetUpAt { // the password is that of before
		return Person{}, refused
	}
	return p, err
}

// refusedAs is ErrRefused with the id of the account, for the log and nobody else.
func refusedAs(id string) error {
	return fmt.Errorf("%w: %s", ErrRefused, cmp.Or(id, "no such account"))
}

// secretOf gives the authenticator's secret; for somebody without one, a secret that nobody knows.
func (a *Accounts) secretOf(row query.Staff) (string, error) {
	if len(row.Totp) == 0 {
		return strings.Repeat("A", 26), nil
	}
	return a.unseal(row.ID, "totp", row.Totp)
}

// NewPassword is what somebody sets up: a password, and the first code of the authenticator whose secret was sealed into the form.
type NewPassword struct{ Password, Sealed, Code string }

// AcceptByPassword uses an invitation up and sets password and authenticator. The recovery codes are shown once. Errors:
// ErrInvitation, validate.Faults for password or code.
func (a *Accounts) AcceptByPassword(ctx context.Context, code string, n NewPassword) (p Person, recovery []string, err error) {
	o, err := a.toSetUp(ctx, code)
	if err != nil {
		return p, nil, err
	}
	recovery, err = a.setPassword(ctx, o.Person, n, func(q *query.Queries) error { return a.accept(ctx, q, o, false) })
	if err != nil {
		return p, nil, err
	}
	p, err = a.comeIn(ctx, o)
	return p, recovery, err
}

// ChangePassword sets another password and authenticator, gives new recovery codes, and ends all sessions but keep. Errors:
// validate.Faults.
func (a *Accounts) ChangePassword(ctx context.Context, p Person, n NewPassword, keep string) ([]string, error) {
	codes, err := a.setPassword(ctx, p, n, func(q *query.Queries) error { return a.stillTheirs(ctx, q, p) })
	if err != nil {
		return nil, err
	}
	return codes, a.endSessions(ctx, p.ID, keep)
}

func (a *Accounts) setPassword(ctx context.Context, p Person, n NewPassword, before func(*query.Queries) error) (codes []string, err error) {
	if err := checkNewPassword(n.Password, p); err != nil {
		return nil, err
	}
	secret, err := a.openAuthenticator(p, n.Sealed)
	if err != nil {
		return nil, validate.Faults{{Field: "code", Rule: "code"}}
	}
	step := stepOf(a.Clock(), secret, strings.Join(strings.Fields(n.Code), ""))
	if step == 0 {
		return nil, validate.Faults{{Field: "code", Rule: "code"}}
	}
	password, err := hashPassword(ctx, n.Password)
	if err != nil {
		return nil, err
	}
	sealed, err := a.seal(p.ID, "totp", secret)
	if err != nil {
		return nil, err
	}
	err = a.DB.Tx(ctx, func(q *query.Queries) error {
		if err := before(q); err != nil {
			return err
		}
		err := q.SetPassword(ctx, query.SetPasswordParams{Password: password, Totp: sealed, TotpStep: step, ID: p.ID, Now: a.now()})
		if err != nil {
			return fmt.Errorf("staff: password: %w", err)
		}
		if codes, err = newRecoveryCodes(ctx, q, p.ID); err != nil {
			return err
		}
		return audit.Write(ctx, q, a.Now(), audit.Entry{Actor: p.Actor(), Action: audit.PasswordChanged, Subject: p.ID})
	})
	return codes, err
}

// NewRecoveryCodes replaces somebody's recovery codes.
func (a *Accounts) NewRecoveryCodes(ctx context.Context, p Person) (codes []string, err error) {
	err = a.DB.Tx(ctx, func(q *query.Queries) error {
		if err := a.stillTheirs(ctx, q, p); err != nil {
			return err
		}
		if codes, err = newRecoveryCodes(ctx, q, p.ID); err != nil {
			return err
		}
		return audit.Write(ctx, q, a.Now(), audit.Entry{Actor: p.Actor(), Action: audit.RecoveryReplaced, Subject: p.ID})
	})
	return codes, err
}

// Begin signs a person in who has proved who they are, on a device and at a place that they will recognise, and notes it by how they
// proved it: password, passkey, oidc, invitation or demo. Errors: ErrRefused when the account was set up anew meanwhile.
func (a *Accounts) Begin(ctx context.Context, p Person, s session.StaffSession, by string) (token string, err error) {
	s.Staff = p.ID
	if token, err = a.Sessions.BeginStaff(ctx, s); err != nil {
		return "", err
	}
	now, err := a.Get(ctx, p.ID)
	if err == nil && now.setUpAt != p.setUpAt { // whoever sets up anew ends the sessions that are there: this one came later
		err = ErrRefused
	}
	if err != nil {
		return "", errors.Join(err, a.endToken(ctx, token))
	}
	return token, a.DB.Tx(ctx, func(q *query.Queries) error {
		return audit.Write(ctx, q, a.Now(), audit.Entry{Actor: p.Actor(), Action: audit.SignedIn, Subject: p.ID, After: map[string]string{"by": by, "device": s.Device}})
	})
}

// endToken ends the session of a cookie.
func (a *Accounts) endToken(ctx context.Context, token string) error {
	s, err := a.Sessions.Staff(ctx, token)
	if errors.Is(err, session.ErrExpired) {
		return nil
	}
	if err != nil {
		return err
	}
	return a.Sessions.EndStaff(ctx, s.Staff, s.ID)
}

// SetLang changes the language that somebody reads.
func (a *Accounts) SetLang(ctx context.Context, id, lang string) error {
	return a.DB.Tx(ctx, func(q *query.Queries) error {
		return q.SetStaffLang(ctx, query.SetStaffLangParams{Lang: lang, ID: id, Now: a.now()})
	})
}

// EndSession ends one of somebody's sessions.
func (a *Accounts) EndSession(ctx context.Context, p Person, id string) error {
	if err := a.Sessions.EndStaff(ctx, p.ID, id); err != nil {
		return err
	}
	return a.noteEnd(ctx, p, "one")
}

// EndOthers ends all of somebody's sessions but the one with the id keep.
func (a *Accounts) EndOthers(ctx context.Context, p Person, keep string) error {
	if err := a.endSessions(ctx, p.ID, keep); err != nil {
		return err
	}
	return a.noteEnd(ctx, p, "others")
}

func (a *Accounts) noteEnd(ctx context.Context, p Person, which string) error {
	return a.DB.Tx(ctx, func(q *query.Queries) error {
		return audit.Write(ctx, q, a.Now(), audit.Entry{Actor: p.Actor(), Action: audit.SessionEnded, Subject: p.ID, After: which})
	})
}
