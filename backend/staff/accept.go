package staff

import (
	"context"
	"errors"
	"fmt"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Join accepts what a code offers to somebody who is signed in, and has proved their mailbox before. Errors: ErrInvitation, also when it is
// somebody else's.
func (a *Accounts) Join(ctx context.Context, code string, p Person) error {
	o, err := a.Invited(ctx, code)
	if err != nil {
		return err
	}
	if o.Person.ID != p.ID {
		return ErrInvitation
	}
	ctx = store.ForAll(ctx)
	return a.DB.Tx(ctx, func(q *query.Queries) error {
		o, err := a.use(ctx, q, o, Join)
		if err != nil {
			return err
		}
		return a.grant(ctx, q, o)
	})
}

// accept uses an invitation up, in the transaction that sets up how the person signs in. What they had before, perhaps lost or stolen, or set
// up by whoever invited them first, is worth nothing any more. verified says that the staff login knows the address for theirs. Errors:
// ErrInvitation.
func (a *Accounts) accept(ctx context.Context, q *query.Queries, o Offer, verified bool) error {
	ctx = store.ForAll(ctx)
	ways := []Way{SetUp}
	if verified {
		ways = []Way{SetUp, Closed}
	}
	o, err := a.use(ctx, q, o, ways...)
	if err != nil {
		return err
	}
	for _, remove := range []func(context.Context, string) error{q.DeletePasskeys, q.DeleteIdentities, q.DeleteRecoveryCodes} {
		if err := remove(ctx, o.Person.ID); err != nil {
			return fmt.Errorf("staff: accept: %w", err)
		}
	}
	err = q.SetPassword(ctx, query.SetPasswordParams{ID: o.Person.ID, Totp: []byte{}, Now: a.now()})
	if err != nil {
		return fmt.Errorf("staff: password: %w", err)
	}
	name, err := a.seal(o.Person.ID, "name", o.Name)
	if err != nil {
		return err
	}
	err = q.SetUpStaff(ctx, query.SetUpStaffParams{ID: o.Person.ID, Proved: number(verified || !o.shown), Name: name, Now: a.now()})
	if err != nil {
		return fmt.Errorf("staff: set up: %w", err)
	}
	err = audit.Write(ctx, q, a.Now(), audit.Entry{Actor: o.Person.Actor(), Action: audit.SetUp, Subject: o.Person.ID})
	if err != nil {
		return err
	}
	if err := a.grant(ctx, q, o); err != nil || !o.anew || o.Shop != "" {
		return err
	}
	return a.grantRest(ctx, q, o.Person.ID)
}

// grantRest gives whatever else somebody has been offered, however old: the operator's link of no shop stands for the links that they lost.
func (a *Accounts) grantRest(ctx context.Context, q *query.Queries, id string) error {
	rows, err := q.InvitationsOfStaff(ctx, id)
	if err != nil {
		return fmt.Errorf("staff: invitations: %w", err)
	}
	for _, row := range rows {
		o, err := a.offered(ctx, q, row, nil)
		if err != nil {
			return err
		}
		if err := a.grant(ctx, q, o); err != nil {
			return err
		}
	}
	if err := q.DeleteInvitations(ctx, id); err != nil {
		return fmt.Errorf("staff: invitations: %w", err)
	}
	return nil
}

// use takes an invitation, if it still leads one of the ways: meanwhile another may have been followed, and have changed whose the account is.
func (a *Accounts) use(ctx context.Context, q *query.Queries, o Offer, ways ...Way) (Offer, error) {
	err := a.lock(ctx, q, o.Person.ID)
	if errors.Is(err, ErrUnknown) {
		return Offer{}, ErrInvitation
	}
	if err != nil {
		return Offer{}, err
	}
	if o, err = a.invitedBy(ctx, q, o.hash); err != nil {
		return Offer{}, err
	}
	leads := false
	for _, way := range ways {
		leads = leads || o.Way() == way
	}
	if !leads {
		return Offer{}, ErrInvitation
	}
	n, err := q.DeleteInvitation(ctx, query.DeleteInvitationParams{ShopID: o.Shop, ID: o.ID})
	if err != nil {
		return Offer{}, fmt.Errorf("staff: use invitation: %w", err)
	}
	if n == 0 {
		return Offer{}, ErrInvitation
	}
	return o, nil
}

// grant gives what was offered: to the shop's audit log it is the person's own deed.
func (a *Accounts) grant(ctx context.Context, q *query.Queries, o Offer) error {
	p := o.Person
	if o.Shop != "" && o.Role != "" && p.Roles[o.Shop] == "" {
		if err := a.setRole(ctx, q, o.Shop, p.ID, o.Role); err != nil {
			return err
		}
		err := audit.Write(ctx, q, a.Now(), audit.Entry{Actor: p.Actor(), Shop: o.Shop, Action: audit.RoleChanged, Subject: p.ID, After: roleOnly(o.Role)})
		if err != nil {
			return err
		}
	}
	if !o.Operator || p.Operator {
		return nil
	}
	if _, err := q.SetOperator(ctx, query.SetOperatorParams{Operator: 1, ID: p.ID, Now: a.now()}); err != nil {
		return fmt.Errorf("staff: operator: %w", err)
	}
	return audit.Write(ctx, q, a.Now(), audit.Entry{Actor: p.Actor(), Action: audit.OperatorChanged, Subject: p.ID, After: true})
}

// stillTheirs refuses, in the transaction that changes what somebody signs in with, when the account was set up anew since they were read:
// what was begun before, perhaps by somebody else, may not end afterwards.
func (a *Accounts) stillTheirs(ctx context.Context, q *query.Queries, p Person) error {
	if err := a.lock(ctx, q, p.ID); err != nil {
		return err
	}
	row, err := q.GetStaff(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("staff: read: %w", err)
	}
	if row.SetUpAt != p.setUpAt {
		return ErrRefused
	}
	return nil
}

// toSetUp finds an invitation by which somebody chooses how to sign in, or ErrInvitation.
func (a *Accounts) toSetUp(ctx context.Context, code string) (Offer, error) {
	o, err := a.Invited(ctx, code)
	if err == nil && o.Way() != SetUp {
		err = ErrInvitation
	}
	return o, err
}

// comeIn ends all sessions of before, and reads who has come.
func (a *Accounts) comeIn(ctx context.Context, o Offer) (Person, error) {
	p, err := a.Get(ctx, o.Person.ID)
	if err != nil {
		return Person{}, err
	}
	return p, a.endSessions(ctx, p.ID, "")
}
