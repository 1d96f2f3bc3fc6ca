package staff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"noren/backend/audit"
	"noren/backend/session"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Identity is somebody's account at the staff login.
type Identity struct {
	Label     string // the address there
	CreatedAt time.Time
	LastUsed  time.Time // zero: never
}

// recognise says who came back, and does what they came for.
func (a *Accounts) recognise(ctx context.Context, back Returned, said claims) (Person, error) {
	switch back.Purpose {
	case ForConnect, ForConfirm:
		p, err := a.Get(ctx, back.Trip.Person) // before the session is looked for: whoever sets up anew ends it afterwards
		if _, err := a.Sessions.StaffByID(ctx, back.Trip.Person, back.Session); errors.Is(err, session.ErrExpired) {
			return Person{}, ErrTrip // signed out meanwhile
		} else if err != nil {
			return Person{}, err
		}
		switch {
		case errors.Is(err, ErrUnknown):
			return Person{}, ErrTrip
		case err != nil:
			return Person{}, err
		case back.Purpose == ForConnect:
			return p, a.connect(ctx, p, said)
		case !back.Fresh:
			return Person{}, ErrOldProof
		}
		return p, a.useIdentity(ctx, p, said)
	case ForInvitation:
		return a.acceptByIdentity(ctx, back.Invitation, said)
	case ForSignIn:
	}
	return a.signInByIdentity(ctx, said)
}

// signInByIdentity finds who an identity is of. Somebody who was invited, and has never come, may come by it if the provider has verified
// that the invitation's address is theirs; an equal address alone opens no account that is there.
func (a *Accounts) signInByIdentity(ctx context.Context, said claims) (Person, error) {
	q := a.DB.Read()
	row, err := q.StaffOfIdentity(ctx, query.StaffOfIdentityParams{Issuer: a.OIDC.Issuer, Subject: said.subject})
	p, err := a.found(ctx, q, row, err)
	if err == nil {
		return p, a.useIdentity(ctx, p, said)
	}
	if !errors.Is(err, ErrUnknown) {
		return Person{}, err
	}
	if !bool(said.Verified) || said.Email == "" {
		return Person{}, fmt.Errorf("%w: unknown, without a verified address", ErrRefused)
	}
	row, err = q.StaffOfEmail(ctx, emailHash(said.Email))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Person{}, fmt.Errorf("staff: read: %w", err)
	}
	if err != nil || row.SetUpAt > 0 {
		return Person{}, fmt.Errorf("%w: unknown, and not invited", ErrRefused)
	}
	hash, err := a.lastInvitation(ctx, row.ID)
	if err != nil {
		return Person{}, err
	}
	p, err = a.acceptByIdentity(ctx, hash, said)
	if errors.Is(err, ErrInvitation) {
		return Person{}, fmt.Errorf("%w: invitation over", ErrRefused)
	}
	return p, err
}

// acceptByIdentity uses an invitation up. Errors: ErrInvitation, ErrRefused, ErrConnected.
func (a *Accounts) acceptByIdentity(ctx context.Context, invitation string, said claims) (Person, error) {
	o, err := a.invitedBy(ctx, a.DB.Read(), invitation)
	if err != nil {
		return Person{}, err
	}
	p := o.Person
	if !bool(said.Verified) || normal(said.Email) != normal(p.Email) {
		return Person{}, fmt.Errorf("%w: not the verified address of the invitation", ErrRefused)
	}
	err = a.DB.Tx(ctx, func(q *query.Queries) error {
		if err := a.accept(ctx, q, o, true); err != nil {
			return err
		}
		return a.insertIdentity(ctx, q, p, said)
	})
	if err != nil {
		return Person{}, err
	}
	return a.comeIn(ctx, o)
}

// lastInvitation is the hash of the newest invitation of somebody; "" leads nowhere.
func (a *Accounts) lastInvitation(ctx context.Context, id string) (string, error) {
	offers, err := a.OffersTo(ctx, id)
	if err != nil || len(offers) == 0 {
		return "", err
	}
	return offers[len(offers)-1].hash, nil
}

func (a *Accounts) connect(ctx context.Context, p Person, said claims) error {
	return a.DB.Tx(ctx, func(q *query.Queries) error {
		if err := a.stillTheirs(ctx, q, p); err != nil {
			return err
		}
		return a.insertIdentity(ctx, q, p, said)
	})
}

func (a *Accounts) insertIdentity(ctx context.Context, q *query.Queries, p Person, said claims) error {
	label, err := a.seal(p.ID, "identity", said.label())
	if err != nil {
		return err
	}
	n, err := q.InsertIdentity(ctx, query.InsertIdentityParams{Issuer: a.OIDC.Issuer, Subject: said.subject, StaffID: p.ID, Label: label, Now: a.now()})
	if err != nil {
		return fmt.Errorf("staff: identity: %w", err)
	}
	if n == 0 {
		return ErrConnected
	}
	return audit.Write(ctx, q, a.Now(), audit.Entry{Actor: p.Actor(), Action: audit.IdentityConnected, Subject: p.ID, After: map[string]string{"issuer": a.OIDC.Issuer}})
}

// useIdentity notes that somebody signed in by their identity; another's, or one that was removed just now, is refused.
func (a *Accounts) useIdentity(ctx context.Context, p Person, said claims) error {
	return a.DB.Tx(ctx, func(q *query.Queries) error {
		n, err := q.UseIdentity(ctx, query.UseIdentityParams{Issuer: a.OIDC.Issuer, Subject: said.subject, StaffID: p.ID, Now: a.now()})
		if err == nil && n == 0 {
			return fmt.Errorf("%w: not theirs", ErrRefused)
		}
		return err
	})
}

// Identity reads somebody's identity at the staff login, if they have one and there is such a login.
func (a *Accounts) Identity(ctx context.Context, p Person) (i Identity, connected bool, err error) {
	if a.OIDC == nil {
		return i, false, nil
	}
	row, err := a.DB.Read().IdentityOf(ctx, query.IdentityOfParams{StaffID: p.ID, Issuer: a.OIDC.Issuer})
	if errors.Is(err, sql.ErrNoRows) {
		return i, false, nil
	}
	if err != nil {
		return i, false, fmt.Errorf("staff: identity: %w", err)
	}
	i.CreatedAt = store.Micros(row.CreatedAt).Time()
	if row.LastUsedAt > 0 {
		i.LastUsed = store.Micros(row.LastUsedAt).Time()
	}
	i.Label, err = a.unseal(p.ID, "identity", row.Label)
	return i, true, err
}

// Disconnect forgets somebody's identity at the staff login. Errors: ErrUnknown, ErrLastProof.
func (a *Accounts) Disconnect(ctx context.Context, p Person) error {
	return a.DB.Tx(ctx, func(q *query.Queries) error {
		if _, err := q.TouchStaff(ctx, query.TouchStaffParams{ID: p.ID, Now: a.now()}); err != nil {
			return fmt.Errorf("staff: lock: %w", err)
		}
		n, err := q.DeleteIdentity(ctx, query.DeleteIdentityParams{StaffID: p.ID, Issuer: a.OIDC.Issuer})
		if err != nil {
			return fmt.Errorf("staff: identity: %w", err)
		}
		if n == 0 {
			return ErrUnknown
		}
		if err := a.keepProof(ctx, q, p.ID); err != nil {
			return err
		}
		return audit.Write(ctx, q, a.Now(), audit.Entry{Actor: p.Actor(), Action: audit.IdentityDisconnected, Subject: p.ID, Before: map[string]string{"issuer": a.OIDC.Issuer}})
	})
}

// keepProof refuses to take somebody's last way to sign in away. An identity counts only while its provider is asked.
func (a *Accounts) keepProof(ctx context.Context, q *query.Queries, id string) error {
	row, err := q.GetStaff(ctx, id)
	if err != nil {
		return fmt.Errorf("staff: proof: %w", err)
	}
	keys, err := q.Passkeys(ctx, id)
	if err != nil {
		return fmt.Errorf("staff: passkeys: %w", err)
	}
	if row.Password != "" || len(keys) > 0 {
		return nil
	}
	if a.OIDC != nil {
		_, err = q.IdentityOf(ctx, query.IdentityOfParams{StaffID: id, Issuer: a.OIDC.Issuer})
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	return ErrLastProof
}
