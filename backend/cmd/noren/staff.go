package main

import (
	"context"
	"io"
	"strings"
	"time"

	"noren/backend/audit"
	"noren/backend/merchant"
	"noren/backend/staff"
)

// staffCommand is `noren staff …`: who works in the console. It is for operators, and the way back in for whoever has lost theirs.
type staffCommand struct {
	Invite   staffInvite   `cmd:"" help:"Invite somebody and print the link, once. Somebody who is there already sets up everything afresh by it."`
	List     staffList     `cmd:"" help:"List everybody, or the staff of a shop."`
	Remove   staffRemove   `cmd:"" help:"Take somebody out of a shop, or out of everything."`
	Operator staffOperator `cmd:"" help:"Make somebody an operator, with every right in every shop, or take that away."`
}

// byCommand signs what is done here in the audit log.
const byCommand = audit.CLI

// withStaff runs work on the accounts and prints what it gives.
func (s stored) withStaff(ctx context.Context, out io.Writer, publicURL string, work func(*staff.Accounts) (any, error)) error {
	return s.with(ctx, out, func(shops *merchant.Shops) (any, error) { return work(accountsOf(shops, publicURL)) })
}

func accountsOf(shops *merchant.Shops, publicURL string) *staff.Accounts {
	return &staff.Accounts{DB: shops.DB, Sealer: shops.Sealer, Now: time.Now, Clock: time.Now, PublicURL: strings.TrimSuffix(publicURL, "/")}
}

// invited is what an invitation prints.
type invited struct {
	Person     string    `json:"person"`
	Invitation string    `json:"invitation,omitempty"` // the link; none for somebody who can sign in already
	Until      time.Time `json:"until,omitzero"`
}

// origin is where the links of invitations lead.
type origin struct {
	PublicURL string `required:"" env:"NOREN_PUBLIC_URL" placeholder:"https://pay.example" help:"Our own origin, as browsers see it: the link begins with it."`
}

type staffInvite struct {
	stored
	origin

	Email    string `arg:"" help:"The email address."`
	Name     string `required:"" env:"NOREN_STAFF_NAME" help:"The person's name."`
	Shop     string `env:"NOREN_STAFF_SHOP" help:"The id of the shop in which they get a role."`
	Role     string `default:"staff" enum:"owner,staff,viewer" env:"NOREN_STAFF_ROLE" help:"The role there: owner, staff or viewer."`
	Operator bool   `env:"NOREN_STAFF_OPERATOR" help:"They become an operator."`
	Lang     string `default:"ja" enum:"ja,en" env:"NOREN_STAFF_LANG" help:"The language they read: ja or en."`
}

// Run is the command.
func (c *staffInvite) Run(ctx context.Context, out io.Writer) error {
	return c.withStaff(ctx, out, c.PublicURL, func(a *staff.Accounts) (any, error) {
		wanted := staff.Invitation{Name: c.Name, Email: c.Email, Lang: c.Lang, Shop: c.Shop, Operator: c.Operator}
		if c.Shop != "" {
			if _, err := (&merchant.Shops{DB: a.DB, Sealer: a.Sealer, Now: a.Now}).Get(ctx, c.Shop); err != nil {
				return nil, err
			}
			wanted.Role = staff.Role(c.Role)
		}
		person, link, err := a.Invite(ctx, byCommand, wanted, true)
		return invited{person.ID, link, person.Invited}, err
	})
}

type staffList struct {
	stored

	Shop string `arg:"" optional:"" help:"The shop's id; without one, everybody is listed."`
}

// Run is the command.
func (c *staffList) Run(ctx context.Context, out io.Writer) error {
	return c.withStaff(ctx, out, "", func(a *staff.Accounts) (any, error) {
		if c.Shop == "" {
			people, err := a.All(ctx)
			return withOffers(ctx, a, people, err)
		}
		people, err := a.OfShop(ctx, c.Shop)
		if err != nil {
			return nil, err
		}
		waiting, err := a.Waiting(ctx, c.Shop)
		for _, offer := range waiting {
			if offer.Person.Roles[c.Shop] == "" {
				people = append(people, offer.Person)
			}
		}
		return withOffers(ctx, a, people, err)
	})
}

// listedPerson is a person, with the invitations that they have not followed.
type listedPerson struct {
	staff.Person

	Invitations []waiting `json:"invitations,omitempty"`
}

// waiting is what somebody is offered: nothing of it is theirs yet.
type waiting struct {
	Shop     string     `json:"shop,omitempty"`
	Role     staff.Role `json:"role,omitempty"`
	Operator bool       `json:"operator,omitempty"`
	Until    time.Time  `json:"until,omitzero"` // none: the link is too old
}

func withOffers(ctx context.Context, a *staff.Accounts, people []staff.Person, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	list := make([]listedPerson, len(people))
	for i, person := range people {
		list[i].Person = person
		offers, err := a.OffersTo(ctx, person.ID)
		if err != nil {
			return nil, err
		}
		for _, o := range offers {
			list[i].Invitations = append(list[i].Invitations, waiting{o.Shop, o.Role, o.Operator, o.Until})
		}
	}
	return list, nil
}

type staffRemove struct {
	stored

	Email string `arg:"" help:"The email address."`
	Shop  string `env:"NOREN_STAFF_SHOP" help:"The id of the shop that they leave; without one they leave everything, and their data are erased."`
}

// Run is the command.
func (c *staffRemove) Run(ctx context.Context, out io.Writer) error {
	return c.withStaff(ctx, out, "", func(a *staff.Accounts) (any, error) {
		person, err := a.OfEmail(ctx, c.Email)
		if err != nil {
			return nil, err
		}
		if c.Shop != "" {
			return map[string]string{"removed": person.ID, "shop": c.Shop}, c.leave(ctx, a, person)
		}
		return map[string]string{"removed": person.ID}, a.Forget(ctx, byCommand, person.ID)
	})
}

// leave takes a role away, or what was offered of one.
func (c *staffRemove) leave(ctx context.Context, a *staff.Accounts, person staff.Person) error {
	if person.Roles[c.Shop] != "" {
		return a.Remove(ctx, byCommand, c.Shop, person.ID)
	}
	offers, err := a.OffersTo(ctx, person.ID)
	if err != nil {
		return err
	}
	for _, o := range offers {
		if o.Shop == c.Shop {
			return a.Withdraw(ctx, byCommand, c.Shop, o.ID)
		}
	}
	return staff.ErrUnknown
}

type staffOperator struct {
	stored

	Email string `arg:"" help:"The email address."`
	Off   bool   `env:"NOREN_STAFF_OPERATOR_OFF" help:"Take it away."`
}

// Run is the command.
func (c *staffOperator) Run(ctx context.Context, out io.Writer) error {
	return c.withStaff(ctx, out, "", func(a *staff.Accounts) (any, error) {
		person, err := a.OfEmail(ctx, c.Email)
		if err != nil {
			return nil, err
		}
		if err := a.SetOperator(ctx, byCommand, person.ID, !c.Off); err != nil {
			return nil, err
		}
		return a.Get(ctx, person.ID)
	})
}
