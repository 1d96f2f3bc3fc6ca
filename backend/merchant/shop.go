package merchant

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

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

	Applied    bool      `json:"applied"`    // the service has been applied for
	Registered bool      `json:"registered"` // 「登録済み」: applied for, and credentials are there (R3-1)
	CreatedAt  time.Time `json:"createdAt"`
}

// Create enters a shop and gives it an identifier; Name, Origins and LoginURL are taken. The error may be validate.Faults.
func (s *Shops) Create(ctx context.Context, shop Shop) (Shop, error) {
	if err := shop.check(); err != nil {
		return Shop{}, err
	}
	id := store.NewID("shop", s.Now())
	err := s.DB.Tx(ctx, func(q *query.Queries) error {
		err := q.InsertShop(ctx, query.InsertShopParams{ID: id, Name: shop.Name, LoginUrl: shop.LoginURL, Now: s.now()})
		if err != nil {
			return err
		}
		return insertOrigins(ctx, q, id, shop.Origins)
	})
	if err != nil {
		return Shop{}, fmt.Errorf("merchant: create: %w", err)
	}
	return s.Get(ctx, id)
}

// Update changes Name, Origins and LoginURL, all or nothing. The error may be validate.Faults or ErrUnknownShop.
func (s *Shops) Update(ctx context.Context, shop Shop) error {
	if err := shop.check(); err != nil {
		return err
	}
	return s.change(ctx, "update", func(q *query.Queries) (int64, error) {
		n, err := q.UpdateShop(ctx, query.UpdateShopParams{ID: shop.ID, Name: shop.Name, LoginUrl: shop.LoginURL, Now: s.now()})
		if n == 0 || err != nil {
			return n, err
		}
		if err := q.DeleteOrigins(ctx, shop.ID); err != nil {
			return n, err
		}
		return n, insertOrigins(ctx, q, shop.ID, shop.Origins)
	})
}

// SetApplied notes whether the service has been applied for (R3-1).
func (s *Shops) SetApplied(ctx context.Context, shop string, applied bool) error {
	return s.change(ctx, "applied", func(q *query.Queries) (int64, error) {
		return q.SetShopApplied(ctx, query.SetShopAppliedParams{ID: shop, Applied: number(applied), Now: s.now()})
	})
}

// Get reads a shop, or ErrUnknownShop.
func (s *Shops) Get(ctx context.Context, id string) (Shop, error) {
	row, err := s.row(ctx, id)
	if err != nil {
		return Shop{}, err
	}
	q := s.DB.Read()
	origins, err := q.Origins(ctx, id)
	if err != nil {
		return Shop{}, fmt.Errorf("merchant: origins: %w", err)
	}
	credentials, err := q.HasCredential(ctx, id)
	if err != nil {
		return Shop{}, fmt.Errorf("merchant: credentials: %w", err)
	}
	return Shop{
		ID: row.ID, Name: row.Name, Origins: origins, LoginURL: row.LoginUrl, Applied: row.Applied == 1,
		Registered: row.Applied == 1 && credentials, CreatedAt: store.Micros(row.CreatedAt).Time(),
	}, nil
}

func (s *Shops) row(ctx context.Context, id string) (query.Shop, error) {
	row, err := s.DB.Read().GetShop(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return row, ErrUnknownShop
	}
	if err != nil {
		return row, fmt.Errorf("merchant: get: %w", err)
	}
	return row, nil
}

// List reads every shop, the oldest first.
func (s *Shops) List(ctx context.Context) ([]Shop, error) {
	ids, err := s.DB.Read().ShopIDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("merchant: list: %w", err)
	}
	shops := make([]Shop, 0, len(ids))
	for _, id := range ids {
		shop, err := s.Get(ctx, id)
		if err != nil {
			return nil, err
		}
		shops = append(shops, shop)
	}
	return shops, nil
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
	if faults != nil {
		return validate.Faults(faults)
	}
	return nil
}
