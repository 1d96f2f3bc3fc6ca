package merchant

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"time"

	"noren/backend/audit"
	"noren/backend/contract"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/validate"
)

// Shop is one merchant's shop.
type Shop struct {
	ID       string   `json:"id"`
	Name     string   `json:"name" validate:"required,max=100,clean"`
	Origins  []string `json:"origins" validate:"required,min=1,max=20,unique,dive,max=255"` // exactly as browsers send them: "https://shop.example"
	LoginURL string   `json:"loginUrl" validate:"max=1000"`                                 // where Amazon logins of members end; on one of the origins, or ""

	// PrivacyURL is the full address of the privacy page, 「プライバシー規約のURL」, which Amazon's registration asks for (R2-2); or "".
	PrivacyURL string `json:"privacyUrl" validate:"max=1000"`

	Contract   contract.State `json:"contract"`
	Registered bool           `json:"registered"` // 「登録済み」: the contract is in force, and credentials are there (R3-1)
	CreatedAt  time.Time      `json:"createdAt"`
}

// Create enters a shop and gives it an identifier; Name, Origins, LoginURL and PrivacyURL are taken. The error may be validate.Faults.
func (s *Shops) Create(ctx context.Context, by audit.Actor, shop Shop) (Shop, error) {
	if err := shop.check(); err != nil {
		return Shop{}, err
	}
	id := store.NewID("shop", s.Now())
	err := s.DB.Tx(ctx, func(q *query.Queries) error {
		err := q.InsertShop(ctx, query.InsertShopParams{
			ID: id, Name: shop.Name, LoginUrl: shop.LoginURL, PrivacyUrl: shop.PrivacyURL, Now: s.now(),
		})
		if err != nil {
			return err
		}
		if err := insertOrigins(ctx, q, id, shop.Origins); err != nil {
			return err
		}
		return audit.Write(ctx, q, s.Now(), audit.Entry{Actor: by, Shop: id, Action: audit.ShopCreated, Subject: id, After: shop.set()})
	})
	if err != nil {
		return Shop{}, fmt.Errorf("merchant: create: %w", err)
	}
	return s.Get(ctx, id)
}

// Update changes Name, Origins, LoginURL and PrivacyURL, all or nothing. The error may be validate.Faults or ErrUnknownShop.
func (s *Shops) Update(ctx context.Context, by audit.Actor, shop Shop) error {
	if err := shop.check(); err != nil {
		return err
	}
	return s.change(ctx, "update", func(q *query.Queries) (int64, error) {
		before, err := s.get(ctx, q, shop.ID)
		if err != nil {
			return 0, err
		}
		return 1, s.write(ctx, q, by, before, shop)
	})
}

// write keeps what somebody has set of a shop, if it is not that already.
func (s *Shops) write(ctx context.Context, q *query.Queries, by audit.Actor, before, shop Shop) error {
	if reflect.DeepEqual(before.set(), shop.set()) {
		return nil
	}
	_, err := q.UpdateShop(ctx, query.UpdateShopParams{
		ID: shop.ID, Name: shop.Name, LoginUrl: shop.LoginURL, PrivacyUrl: shop.PrivacyURL, Now: s.now(),
	})
	if err != nil {
		return err
	}
	if err := q.DeleteOrigins(ctx, shop.ID); err != nil {
		return err
	}
	if err := insertOrigins(ctx, q, shop.ID, shop.Origins); err != nil {
		return err
	}
	return audit.Write(ctx, q, s.Now(), audit.Entry{
		Actor: by, Shop: shop.ID, Action: audit.ShopChanged, Subject: shop.ID, Before: before.set(), After: shop.set(),
	})
}

// Get reads a shop, or ErrUnknownShop.
func (s *Shops) Get(ctx context.Context, id string) (Shop, error) {
	return s.get(ctx, s.DB.Read(), id)
}

func (s *Shops) get(ctx context.Context, q *query.Queries, id string) (Shop, error) {
	row, err := rowOf(ctx, q, id)
	if err != nil {
		return Shop{}, err
	}
	origins, err := q.Origins(ctx, id)
	if err != nil {
		return Shop{}, fmt.Errorf("merchant: origins: %w", err)
	}
	credentials, err := q.HasCredential(ctx, id)
	if err != nil {
		return Shop{}, fmt.Errorf("merchant: credentials: %w", err)
	}
	last, err := contract.Last(ctx, q, id)
	if err != nil {
		return Shop{}, err
	}
	state := last.State(s.Now())
	return Shop{
		ID: row.ID, Name: row.Name, Origins: origins, LoginURL: row.LoginUrl, PrivacyURL: row.PrivacyUrl, Contract: state,
		Registered: state.InForce() && credentials, CreatedAt: store.Micros(row.CreatedAt).Time(),
	}, nil
}

func rowOf(ctx context.Context, q *query.Queries, id string) (query.Shop, error) {
	row, err := q.GetShop(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return row, ErrUnknownShop
	}
	if err != nil {
		return row, fmt.Errorf("merchant: get: %w", err)
	}
	return row, nil
}

// change runs a transaction that changes a shop's rows, and answers ErrUnknownShop when there were none.
func (s *Shops) change(ctx context.Context, what string, work func(q *query.Queries) (rows int64, err error)) error {
	err := s.DB.Tx(ctx, func(q *query.Queries) error {
		n, err := work(q)
		if err == nil && n == 0 {
			return ErrUnknownShop
		}
		return err
	})
	if err != nil && !errors.Is(err, ErrUnknownShop) {
		return fmt.Errorf("merchant: %s: %w", what, err)
	}
	return err
}

func insertOrigins(ctx context.Context, q *query.Queries, shop string, origins []string) error {
	for i, origin := range origins {
		err := q.InsertOrigin(ctx, query.InsertOriginParams{ShopID: shop, Origin: origin, Position: int64(i)})
		if err != nil {
			return err
		}
	}
	return nil
}

// number is how a yes or no stands in the database.
func number(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// set is what somebody has set of a shop, for the audit log.
func (s Shop) set() map[string]any {
	return map[string]any{"name": s.Name, "origins": s.Origins, "loginUrl": s.LoginURL, "privacyUrl": s.PrivacyURL}
}

func (s Shop) check() error {
	faults := validate.Struct(s)
	for i, origin := range s.Origins {
		if !isOrigin(origin) {
			faults = append(faults, validate.Fault{Field: fmt.Sprintf("origins[%d]", i), Rule: "origin"})
		}
	}
	if s.LoginURL != "" && !onOrigins(s.LoginURL, s.Origins) {
		faults = append(faults, validate.Fault{Field: "loginUrl", Rule: "origin"})
	}
	if s.PrivacyURL != "" && !isPage(s.PrivacyURL) {
		faults = append(faults, validate.Fault{Field: "privacyUrl", Rule: "url"})
	}
	if faults != nil {
		return validate.Faults(faults)
	}
	return nil
}
