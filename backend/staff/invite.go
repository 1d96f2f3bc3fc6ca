package staff

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/validate"
)

// InvitationLife is how long the link of an invitation works.
const InvitationLife = 72 * time.Hour

// Invitation says who shall come, and as what: with a role in a shop, or as an operator, or both.
type Invitation struct {
	Name     string `json:"name" validate:"required,max=100,clean"`
	Email    string `json:"email" validate:"required,max=254,email"`
	Lang     string `json:"lang" validate:"oneof=ja en"`
	Shop     string `json:"shop"`
	Role     Role   `json:"role" validate:"omitempty,oneof=owner staff viewer"`
	Operator bool   `json:"operator"`

	// Mail sends the link to them, in Lang; it needs a shop.
	Mail bool `json:"-"`
}

// Invite offers somebody a role, or to be an operator; it is theirs when they follow the link (see [Offer.Way]). Only who is of the shop
// already has the other role at once, and no link. A link that went by mail is not given to whoever invites, but to the command line, so
// that it proves the mailbox; whether the address is known is not to be told from what is given, and the name is as Invitation has it. The
// command line (anew) also gives somebody who is set up a link, with which they set up everything afresh. Errors: validate.Faults,
// ErrLastOwner, *WaitError for too many mails.
func (a *Accounts) Invite(ctx context.Context, by audit.Actor, i Invitation, anew bool) (p Person, link string, err error) {
	i.Email, i.Name = normal(i.Email), strings.TrimSpace(i.Name)
	if faults := validate.Struct(i); faults != nil {
		return Person{}, "", validate.Faults(faults)
	}
	if i.Mail {
		if ok, after := a.Sessions.Allow(ctx, "invitation mails", i.Shop, shopMails()); !ok {
			return Person{}, "", &WaitError{after}
		}
	}
	var code string
	err = a.DB.Tx(ctx, func(q *query.Queries) error {
		code = ""
		if p, err = a.enter(ctx, q, i); err != nil {
			return err
		}
		if before := p.Roles[i.Shop]; before != "" {
			if err := a.setRole(ctx, q, i.Shop, p.ID, i.Role); err != nil {
				return err
			}
			if !anew && (p.Operator || !i.Operator) {
				return audit.Write(ctx, q, a.Now(), audit.Entry{
					Actor: by, Shop: i.Shop, Action: audit.Invited, Subject: p.ID, Before: roleOnly(before), After: roleOnly(i.Role),
				})
			}
		}
		code = rand.Text()
		return a.offer(ctx, q, by, i, p, code, anew)
	})
	if err != nil {
		return Person{}, "", err
	}
	if code == "" {
		p, err = a.Get(ctx, p.ID)
		return p, "", err
	}
	p.Name, p.Invited = i.Name, store.At(a.Now().Add(InvitationLife)).Time()
	if !i.Mail || by == audit.CLI {
		link = a.link(code)
	}
	return p, link, nil
}

// offer writes an invitation, and asks for its mail.
func (a *Accounts) offer(ctx context.Context, q *query.Queries, by audit.Actor, i Invitation, p Person, code string, anew bool) error {
	trusted, err := a.isOperators(ctx, q, by)
	if err != nil {
		return err
	}
	name, err := a.seal(p.ID, "name", i.Name)
	if err != nil {
		return err
	}
	where := ctx
	if i.Shop == "" {
		where = store.ForAll(ctx)
	}
	err = q.PutInvitation(where, query.PutInvitationParams{
		ShopID: i.Shop, ID: store.NewID("inv", a.Now()), StaffID: p.ID, Role: string(i.Role), Operator: number(i.Operator), Name: name,
		Hash: hashOf(code), Until: int64(store.At(a.Now().Add(InvitationLife))), Shown: number(!i.Mail && !trusted), Anew: number(anew), Now: a.now(),
	})
	if err != nil {
		return fmt.Errorf("staff: invite: %w", err)
	}
	row, err := q.InvitationTo(where, query.InvitationToParams{ShopID: i.Shop, StaffID: p.ID}) // its id stays, however often they are invited
	if err != nil {
		return fmt.Errorf("staff: invite: %w", err)
	}
	if i.Mail {
		if err := a.post(ctx, q, by, i, row.ID, code); err != nil {
			return err
		}
	}
	return audit.Write(ctx, q, a.Now(), audit.Entry{
		Actor: by, Shop: i.Shop, Action: audit.Invited, Subject: row.ID, After: map[string]any{"role": i.Role, "operator": i.Operator, "sent": i.Mail},
	})
}

// isOperators reports that the command line or an operator does something: a link that they see is as good as one that nobody has seen.
func (a *Accounts) isOperators(ctx context.Context, q *query.Queries, by audit.Actor) (bool, error) {
	id, isPerson := strings.CutPrefix(string(by), "staff:")
	if !isPerson {
		return by == audit.CLI, nil
	}
	row, err := q.GetStaff(ctx, id)
	p, err := a.found(ctx, q, row, err)
	if errors.Is(err, ErrUnknown) {
		return false, nil
	}
	return p.Operator, err
}

// enter finds the person with an address, or makes one.
func (a *Accounts) enter(ctx context.Context, q *query.Queries, i Invitation) (Person, error) {
	id := store.NewID("stf", a.Now())
	email, err := a.seal(id, "email", i.Email)
	if err != nil {
		return Person{}, err
	}
	name, err := a.seal(id, "name", i.Name)
	if err != nil {
		return Person{}, err
	}
	_, err = q.InsertStaff(ctx, query.InsertStaffParams{ID: id, EmailHash: emailHash(i.Email), Email: email, Name: name, Lang: i.Lang, Now: a.now()})
	if err != nil {
		return Person{}, fmt.Errorf("staff: insert: %w", err)
	}
	row, err := q.StaffOfEmail(ctx, emailHash(i.Email))
	return a.found(ctx, q, row, err)
}

func number(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}
