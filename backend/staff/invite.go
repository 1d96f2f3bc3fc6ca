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

	// Mail sends the link to them too, in Lang; it needs a shop.
	Mail bool `json:"-"`
}

// Invite enters a person, or gives one who is there another role. link is where they set up how they sign in; it is "" for somebody
// who has done so already. An operator or the command line (anew) may also give such a person a new link, with which they set up
// everything afresh. Who only owns a shop may not: the link would open other shops, too. Errors:
// validate.Faults, ErrPending, *WaitError for too many mails.
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
		before := p.Roles[i.Shop]
		if i.Shop != "" {
			if err := a.setRole(ctx, q, i.Shop, p.ID, i.Role); err != nil {
				return err
			}
		}
		if i.Operator && !p.Operator {
			if _, err := q.SetOperator(ctx, query.SetOperatorParams{Operator: 1, ID: p.ID, Now: a.now()}); err != nil {
				return fmt.Errorf("staff: operator: %w", err)
			}
		}
		switch {
		case !anew && p.SetUp:
		case !anew && isElsewhere(p, i.Shop):
			return ErrPending
		default:
			code = rand.Text()
		}
		if code != "" {
			_, err := q.InviteStaff(ctx, query.InviteStaffParams{
				InvitedHash: hashOf(code), InvitedUntil: int64(store.At(a.Now().Add(InvitationLife))), ID: p.ID, Now: a.now(),
			})
			if err != nil {
				return fmt.Errorf("staff: invite: %w", err)
			}
		}
		mailed := i.Mail && code != ""
		if mailed {
			if err := a.post(ctx, q, by, i, p, code); err != nil {
				return err
			}
		}
		return audit.Write(ctx, q, a.Now(), audit.Entry{
			Actor: by, Shop: i.Shop, Action: audit.Invited, Subject: p.ID, Before: map[string]any{"role": before, "operator": p.Operator},
			After: map[string]any{"role": i.Role, "operator": p.Operator || i.Operator, "link": code != "", "sent": mailed},
		})
	})
	if err != nil {
		return Person{}, "", err
	}
	if code != "" {
		link = a.link(code)
	}
	p, err = a.Get(ctx, p.ID)
	return p, link, err
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

func isElsewhere(p Person, shop string) bool {
	for other := range p.Roles {
		if other != shop {
			return true
		}
	}
	return p.Operator
}

// Invited finds who an invitation's code is for, or ErrInvitation.
func (a *Accounts) Invited(ctx context.Context, code string) (Person, error) {
	return a.invitedBy(ctx, hashOf(code))
}

// InvitationHash is what a trip to the staff login may carry of an invitation's code.
func InvitationHash(code string) string { return hashOf(code) }

func (a *Accounts) invitedBy(ctx context.Context, hash string) (Person, error) {
	q := a.DB.Read()
	row, err := q.StaffOfInvitation(ctx, query.StaffOfInvitationParams{InvitedHash: hash, Now: a.now()})
	p, err := a.found(ctx, q, row, err)
	if errors.Is(err, ErrUnknown) {
		return Person{}, ErrInvitation
	}
	return p, err
}

// accept uses an invitation up, by the hash of its code, in the transaction that sets up how the person signs in. What they had before, perhaps lost or
// stolen, is worth nothing any more.
func (a *Accounts) accept(ctx context.Context, q *query.Queries, p Person, invitation string) error {
	n, err := q.UseInvitation(ctx, query.UseInvitationParams{ID: p.ID, InvitedHash: invitation, Now: a.now()})
	if err != nil {
		return fmt.Errorf("staff: use invitation: %w", err)
	}
	if n == 0 {
		return ErrInvitation
	}
	if err := q.DeletePasskeys(ctx, p.ID); err != nil {
		return fmt.Errorf("staff: passkeys: %w", err)
	}
	if err := q.DeleteIdentities(ctx, p.ID); err != nil {
		return fmt.Errorf("staff: identities: %w", err)
	}
	if err := q.DeleteRecoveryCodes(ctx, p.ID); err != nil {
		return fmt.Errorf("staff: recovery codes: %w", err)
	}
	err = q.SetPassword(ctx, query.SetPasswordParams{ID: p.ID, Totp: []byte{}, Now: a.now()})
	if err != nil {
		return fmt.Errorf("staff: password: %w", err)
	}
	return audit.Write(ctx, q, a.Now(), audit.Entry{Actor: p.Actor(), Action: audit.SetUp, Subject: p.ID})
}
