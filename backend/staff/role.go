package staff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
)

// SetRole gives somebody of a shop another role there. It holds from their next request on. Errors: ErrUnknown, ErrLastOwner.
func (a *Accounts) SetRole(ctx context.Context, by audit.Actor, shop, id string, role Role) error {
	return a.DB.Tx(ctx, func(q *query.Queries) error {
		before, err := a.lockRole(ctx, q, shop, id)
		if err != nil {
			return err
		}
		if err := a.setRole(ctx, q, shop, id, role); err != nil {
			return err
		}
		return audit.Write(ctx, q, a.Now(), audit.Entry{Actor: by, Shop: shop, Action: audit.RoleChanged, Subject: id, Before: roleOnly(before), After: roleOnly(role)})
	})
}

// Remove takes somebody's role in a shop away. It holds from their next request on; the sessions of somebody who is nowhere else end.
// Errors: ErrUnknown, ErrLastOwner, session.ErrUnavailable when they are removed but their sessions could not be ended: these show nothing
// of the shop any more.
func (a *Accounts) Remove(ctx context.Context, by audit.Actor, shop, id string) error {
	err := a.DB.Tx(ctx, func(q *query.Queries) error {
		before, err := a.lockRole(ctx, q, shop, id)
		if err != nil {
			return err
		}
		if _, err := q.DeleteRole(ctx, query.DeleteRoleParams{ShopID: shop, StaffID: id}); err != nil {
			return fmt.Errorf("staff: remove: %w", err)
		}
		if err := q.DeleteInvitationTo(ctx, query.DeleteInvitationToParams{ShopID: shop, StaffID: id}); err != nil {
			return fmt.Errorf("staff: remove: %w", err)
		}
		if err := a.keepOwner(ctx, q, shop, before); err != nil {
			return err
		}
		return audit.Write(ctx, q, a.Now(), audit.Entry{Actor: by, Shop: shop, Action: audit.Removed, Subject: id, Before: roleOnly(before)})
	})
	if err != nil {
		return err
	}
	p, err := a.Get(ctx, id)
	if err != nil || p.Operator || len(p.Roles) > 0 {
		return err
	}
	return a.endSessions(ctx, id, "")
}

// lockRole reads somebody's role. It first touches the shop, so that of two who take the last two owners away the second waits,
// and then counts anew.
func (a *Accounts) lockRole(ctx context.Context, q *query.Queries, shop, id string) (Role, error) {
	if _, err := q.TouchShop(ctx, query.TouchShopParams{ID: shop, Now: a.now()}); err != nil {
		return "", fmt.Errorf("staff: lock: %w", err)
	}
	role, err := q.RoleInShop(ctx, query.RoleInShopParams{ShopID: shop, StaffID: id})
	if errors.Is(err, sql.ErrNoRows) {
		return "", ErrUnknown
	}
	if err != nil {
		return "", fmt.Errorf("staff: role: %w", err)
	}
	return Role(role), nil
}

// setRole writes a role; an owner who becomes something else must not be the last.
func (a *Accounts) setRole(ctx context.Context, q *query.Queries, shop, id string, role Role) error {
	before, err := a.lockRole(ctx, q, shop, id)
	if err != nil && !errors.Is(err, ErrUnknown) {
		return err
	}
	err = q.SetRole(ctx, query.SetRoleParams{ShopID: shop, StaffID: id, Role: string(role), Now: a.now()})
	if err != nil {
		return fmt.Errorf("staff: set role: %w", err)
	}
	return a.keepOwner(ctx, q, shop, before)
}

// keepOwner refuses to take the last owner away.
func (a *Accounts) keepOwner(ctx context.Context, q *query.Queries, shop string, before Role) error {
	if before != Owner {
		return nil
	}
	n, err := q.CountOwners(ctx, shop)
	if err != nil {
		return fmt.Errorf("staff: owners: %w", err)
	}
	if n == 0 {
		return ErrLastOwner
	}
	return nil
}

// SetOperator makes somebody an operator, or takes it away, with what was offered. Errors: ErrUnknown, ErrUnproved, ErrLastOperator.
func (a *Accounts) SetOperator(ctx context.Context, by audit.Actor, id string, operator bool) error {
	return a.DB.Tx(ctx, func(q *query.Queries) error {
		if err := q.TouchOperators(ctx, a.now()); err != nil {
			return fmt.Errorf("staff: lock: %w", err)
		}
		if err := a.lock(ctx, q, id); err != nil {
			return err
		}
		row, err := q.GetStaff(ctx, id)
		if err != nil {
			return fmt.Errorf("staff: operator: %w", err)
		}
		if operator && row.Proved == 0 {
			return ErrUnproved
		}
		if !operator {
			if err := q.OfferNoOperator(store.ForAll(ctx), id); err != nil {
				return fmt.Errorf("staff: operator: %w", err)
			}
		}
		if _, err = q.SetOperator(ctx, query.SetOperatorParams{Operator: number(operator), ID: id, Now: a.now()}); err != nil {
			return fmt.Errorf("staff: operator: %w", err)
		}
		if err := a.keepOperator(ctx, q); err != nil {
			return err
		}
		return audit.Write(ctx, q, a.Now(), audit.Entry{Actor: by, Action: audit.OperatorChanged, Subject: id, After: operator})
	})
}

func (a *Accounts) keepOperator(ctx context.Context, q *query.Queries) error {
	n, err := q.CountOperators(ctx)
	if err != nil {
		return fmt.Errorf("staff: operators: %w", err)
	}
	if n == 0 {
		return ErrLastOperator
	}
	return nil
}

// Forget removes a person from everywhere, with name, address and all they sign in with; the audit log keeps their id. Errors:
// ErrUnknown, ErrLastOwner, ErrLastOperator.
func (a *Accounts) Forget(ctx context.Context, by audit.Actor, id string) error {
	ctx = store.ForAll(ctx)
	p, err := a.Get(ctx, id)
	if err != nil {
		return err
	}
	err = a.DB.Tx(ctx, func(q *query.Queries) error {
		for shop := range p.Roles {
			before, err := a.lockRole(ctx, q, shop, id)
			if err != nil {
				return err
			}
			if _, err := q.DeleteRole(ctx, query.DeleteRoleParams{ShopID: shop, StaffID: id}); err != nil {
				return fmt.Errorf("staff: forget: %w", err)
			}
			if err := a.keepOwner(ctx, q, shop, before); err != nil {
				return err
			}
		}
		return a.erase(ctx, q, by, p)
	})
	if err != nil {
		return err
	}
	return a.endSessions(ctx, id, "")
}

func (a *Accounts) erase(ctx context.Context, q *query.Queries, by audit.Actor, p Person) error {
	ctx = store.ForAll(ctx)
	if err := q.TouchOperators(ctx, a.now()); err != nil {
		return fmt.Errorf("staff: lock: %w", err)
	}
	for _, remove := range []func(context.Context, string) error{q.DeleteRoles, q.DeleteInvitations, q.DeletePasskeys, q.DeleteRecoveryCodes, q.DeleteIdentities} {
		if err := remove(ctx, p.ID); err != nil {
			return fmt.Errorf("staff: forget: %w", err)
		}
	}
	n, err := q.ForgetStaff(ctx, query.ForgetStaffParams{ID: p.ID, Nothing: []byte{}, Now: a.now()})
	if err != nil {
		return fmt.Errorf("staff: forget: %w", err)
	}
	if n == 0 {
		return ErrUnknown
	}
	if p.Operator {
		if err := a.keepOperator(ctx, q); err != nil {
			return err
		}
	}
	return audit.Write(ctx, q, a.Now(), audit.Entry{Actor: by, Action: audit.Forgotten, Subject: p.ID})
}

// roleOnly is a role as the audit log has it.
func roleOnly(role Role) map[string]Role { return map[string]Role{"role": role} }
