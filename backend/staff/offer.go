package staff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Offer is an invitation that has not been followed. ID, Name and Until, and the person's address, are all that whoever invites may see:
// nothing of it tells whether there is an account.
type Offer struct {
	ID, Shop string // Shop is "" for what is of no shop
	Person   Person
	Name     string // as whoever invites calls them
	Role     Role
	Operator bool
	Until    time.Time // zero: it is too old

	hash        string
	shown, anew bool
}

// Way is what the link of an invitation leads to.
type Way string

// The ways.
const (
	SetUp  Way = "set-up" // choose how to sign in; whatever was chosen before is worth nothing any more
	Join   Way = "join"   // sign in as before, and accept
	Closed Way = "closed" // the operator must invite them
)

// Way says what the link leads to. An account whose mailbox is proved was set up by whoever reads the mail of its address: they sign in.
// Of any other account nobody knows who set it up: perhaps who invited them first, and saw the link. A link that no owner has seen takes it
// from whoever has it; one that an owner has seen opens nothing but an account that is new.
func (o Offer) Way() Way {
	switch {
	case o.anew:
		return SetUp
	case o.Person.SetUp && o.Person.proved:
		return Join
	case o.shown && (o.Person.SetUp || isElsewhere(o.Person, o.Shop)):
		return Closed
	}
	return SetUp
}

func isElsewhere(p Person, shop string) bool {
	for other := range p.Roles {
		if other != shop {
			return true
		}
	}
	return p.Operator
}

// Invited finds what a code offers, or ErrInvitation.
func (a *Accounts) Invited(ctx context.Context, code string) (Offer, error) {
	return a.invitedBy(ctx, a.DB.Read(), hashOf(code))
}

// InvitationHash is what a trip to the staff login may carry of an invitation's code.
func InvitationHash(code string) string { return hashOf(code) }

func (a *Accounts) invitedBy(ctx context.Context, q *query.Queries, hash string) (Offer, error) {
	row, err := q.InvitationOfHash(store.ForAll(ctx), query.InvitationOfHashParams{Hash: hash, Now: a.now()})
	return a.offered(ctx, q, row, err)
}

// OfferOf reads an invitation of a shop, or ErrInvitation.
func (a *Accounts) OfferOf(ctx context.Context, shop, id string) (Offer, error) {
	q := a.DB.Read()
	row, err := q.Invitation(ctx, query.InvitationParams{ShopID: shop, ID: id})
	return a.offered(ctx, q, row, err)
}

// Waiting lists a shop's invitations, the oldest first.
func (a *Accounts) Waiting(ctx context.Context, shop string) ([]Offer, error) {
	rows, err := a.DB.Read().InvitationsOfShop(ctx, shop)
	return a.offers(ctx, rows, err)
}

// OffersTo lists what somebody has been offered everywhere, the oldest first.
func (a *Accounts) OffersTo(ctx context.Context, id string) ([]Offer, error) {
	rows, err := a.DB.Read().InvitationsOfStaff(store.ForAll(ctx), id)
	return a.offers(ctx, rows, err)
}

func (a *Accounts) offers(ctx context.Context, rows []query.Invitation, err error) ([]Offer, error) {
	if err != nil {
		return nil, fmt.Errorf("staff: invitations: %w", err)
	}
	offers := make([]Offer, 0, len(rows))
	for _, row := range rows {
		o, err := a.offered(ctx, a.DB.Read(), row, nil)
		if err != nil {
			return nil, err
		}
		offers = append(offers, o)
	}
	return offers, nil
}

// offered makes an offer of a row.
func (a *Accounts) offered(ctx context.Context, q *query.Queries, row query.Invitation, err error) (Offer, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return Offer{}, ErrInvitation
	}
	if err != nil {
		return Offer{}, fmt.Errorf("staff: invitation: %w", err)
	}
	o := Offer{
		ID: row.ID, Shop: row.ShopID, Role: Role(row.Role), Operator: row.Operator == 1, hash: row.Hash, shown: row.Shown == 1, anew: row.Anew == 1,
	}
	if row.Hash != "" && row.Until > a.now() {
		o.Until = store.Micros(row.Until).Time()
	}
	if o.Name, err = a.unseal(row.StaffID, "name", row.Name); err != nil {
		return Offer{}, err
	}
	person, err := q.GetStaff(ctx, row.StaffID)
	o.Person, err = a.found(ctx, q, person, err)
	return o, err
}

// Withdraw takes an invitation of a shop back: the link ends, and somebody who has never come, and is invited nowhere else, is forgotten.
// Errors: ErrInvitation when there is none, since it has been followed or withdrawn.
func (a *Accounts) Withdraw(ctx context.Context, by audit.Actor, shop, id string) error {
	o, err := a.OfferOf(ctx, shop, id)
	if err != nil {
		return err
	}
	return a.DB.Tx(ctx, func(q *query.Queries) error {
		if err := a.lock(ctx, q, o.Person.ID); err != nil {
			return err
		}
		n, err := q.DeleteInvitation(ctx, query.DeleteInvitationParams{ShopID: shop, ID: id})
		if err != nil {
			return fmt.Errorf("staff: withdraw: %w", err)
		}
		if n == 0 {
			return ErrInvitation
		}
		err = audit.Write(ctx, q, a.Now(), audit.Entry{Actor: by, Shop: shop, Action: audit.Withdrawn, Subject: id, Before: roleOnly(o.Role)})
		if err != nil {
			return err
		}
		row, err := q.GetStaff(ctx, o.Person.ID)
		p, err := a.found(ctx, q, row, err)
		if err != nil {
			return err
		}
		left, err := q.InvitationsOfStaff(store.ForAll(ctx), p.ID)
		if err != nil {
			return fmt.Errorf("staff: withdraw: %w", err)
		}
		if p.SetUp || p.Operator || len(p.Roles)+len(left) > 0 {
			return nil
		}
		return a.erase(ctx, q, by, p)
	})
}

// lock makes whatever changes what somebody signs in with, or has been offered, wait for each other.
func (a *Accounts) lock(ctx context.Context, q *query.Queries, id string) error {
	n, err := q.TouchStaff(ctx, query.TouchStaffParams{ID: id, Now: a.now()})
	if err != nil {
		return fmt.Errorf("staff: lock: %w", err)
	}
	if n == 0 {
		return ErrUnknown
	}
	return nil
}
