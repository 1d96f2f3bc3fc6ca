package staff

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"noren/backend/session"
	"noren/backend/store"
	"noren/backend/store/query"
)

// What callers must tell apart.
var (
	ErrUnknown      = errors.New("staff: unknown person")
	ErrRefused      = errors.New("staff: sign-in refused")
	ErrInvitation   = errors.New("staff: no such invitation, or no more")
	ErrLastOwner    = errors.New("staff: a shop keeps an owner")
	ErrLastOperator = errors.New("staff: one operator stays")
	ErrLastProof    = errors.New("staff: nobody may be without a way to sign in")
	ErrUnproved     = errors.New("staff: nobody knows who set this account up: invite them with noren staff invite --operator, and they set it up anew")
)

// Accounts looks after the people. All fields are required, but OIDC, and Sessions on the command line: a session of somebody who is removed leads
// nowhere, since the person is read anew for each page.
type Accounts struct {
	DB        *store.DB
	Sealer    *store.Sealer
	Sessions  *session.Store
	Now       func() time.Time
	PublicURL string // our own origin: passkeys belong to its host
	OIDC      *OIDC  // the operator's own staff login; nil: there is none

	// Clock is that of authenticator apps: the real one, also where Now is moved for a demo.
	Clock func() time.Time
}

func (a *Accounts) now() int64 { return int64(store.At(a.Now())) }

// Get reads a person, or ErrUnknown.
func (a *Accounts) Get(ctx context.Context, id string) (Person, error) {
	q := a.DB.Read()
	row, err := q.GetStaff(ctx, id)
	return a.found(ctx, q, row, err)
}

// OfEmail reads the person with an address, or ErrUnknown.
func (a *Accounts) OfEmail(ctx context.Context, email string) (Person, error) {
	q := a.DB.Read()
	row, err := q.StaffOfEmail(ctx, emailHash(email))
	return a.found(ctx, q, row, err)
}

// All lists everybody, the oldest first.
func (a *Accounts) All(ctx context.Context) ([]Person, error) {
	rows, err := a.DB.Read().AllStaff(ctx)
	return a.people(ctx, rows, err)
}

// OfShop lists the people of a shop, the oldest first.
func (a *Accounts) OfShop(ctx context.Context, shop string) ([]Person, error) {
	rows, err := a.DB.Read().StaffOfShop(ctx, shop)
	return a.people(ctx, rows, err)
}

func (a *Accounts) people(ctx context.Context, rows []query.Staff, err error) ([]Person, error) {
	if err != nil {
		return nil, fmt.Errorf("staff: list: %w", err)
	}
	people := make([]Person, 0, len(rows))
	for _, row := range rows {
		person, err := a.found(ctx, a.DB.Read(), row, nil)
		if err != nil {
			return nil, err
		}
		people = append(people, person)
	}
	return people, nil
}

// found makes a person of a row, with roles.
func (a *Accounts) found(ctx context.Context, q *query.Queries, row query.Staff, err error) (Person, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return Person{}, ErrUnknown
	}
	if err != nil {
		return Person{}, fmt.Errorf("staff: read: %w", err)
	}
	roles, err := q.RolesOfStaff(store.ForAll(ctx), row.ID)
	if err != nil {
		return Person{}, fmt.Errorf("staff: roles: %w", err)
	}
	p := Person{
		ID: row.ID, Lang: row.Lang, Operator: row.Operator == 1, Password: row.Password != "", CreatedAt: store.Micros(row.CreatedAt).Time(),
		SetUp: row.SetUpAt > 0, proved: row.Proved == 1, setUpAt: row.SetUpAt, Roles: make(map[string]Role, len(roles)),
	}
	for _, role := range roles {
		p.Roles[role.ShopID] = Role(role.Role)
	}
	if p.Name, err = a.unseal(row.ID, "name", row.Name); err != nil {
		return Person{}, err
	}
	p.Email, err = a.unseal(row.ID, "email", row.Email)
	return p, err
}

// endSessions ends somebody's sessions but the one with the id keep; "" keeps none.
func (a *Accounts) endSessions(ctx context.Context, id, keep string) error {
	if a.Sessions == nil {
		return nil
	}
	return a.Sessions.EndStaffOthers(ctx, id, keep)
}

// Everything of a person is sealed for them alone: their id stands where a shop's stands elsewhere.
func (a *Accounts) seal(id, purpose, text string) ([]byte, error) {
	return a.Sealer.Seal(id, "staff "+purpose, []byte(text))
}

func (a *Accounts) unseal(id, purpose string, sealed []byte) (string, error) {
	text, err := a.Sealer.Open(id, "staff "+purpose, sealed)
	if err != nil {
		return "", fmt.Errorf("staff: %w", err)
	}
	return string(text), nil
}

// emailHash finds an address without storing it in clear. People write the same address with capitals and blanks.
func emailHash(email string) string { return hashOf("staff email " + normal(email)) }

func normal(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
