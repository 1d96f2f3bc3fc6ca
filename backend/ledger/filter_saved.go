package ledger

import (
	"context"
	"errors"
	"net/url"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/jpaddress"
	"noren/shared/validate"
)

// What callers must tell apart.
var (
	ErrFilterNameTaken = errors.New("ledger: another filter has this name")
	ErrUnknownFilter   = errors.New("ledger: unknown filter")
)

// SavedFilter is a search that a shop has given a name.
type SavedFilter struct {
	ID     string
	Name   string
	Filter Filter
	By     Actor
	At     time.Time // UTC
}

// SaveFilter keeps a filter under a name, for everybody in the shop. Errors: validate.Faults, ErrFilterNameTaken.
func (b *Book) SaveFilter(ctx context.Context, shop string, by Actor, name string, f Filter) (SavedFilter, error) {
	saved := SavedFilter{ID: store.NewID("flt", b.Now()), Name: jpaddress.Clean(name), Filter: f, By: by, At: b.Now()}
	if err := f.Check(); err != nil {
		return saved, err
	}
	faults := validate.Faults(validate.Struct(struct {
		Name string `json:"name" validate:"required,max=100,clean"`
	}{saved.Name}))
	if faults != nil {
		return saved, faults
	}
	return saved, b.DB.Tx(ctx, func(q *query.Queries) error {
		n, err := q.SaveFilter(ctx, query.SaveFilterParams{
			ShopID: shop, ID: saved.ID, Name: saved.Name, Query: f.Values().Encode(), Author: string(by), Now: int64(store.At(saved.At)),
		})
		if n == 0 && err == nil {
			return ErrFilterNameTaken
		}
		if err != nil {
			return failed("save filter", err)
		}
		return audit.Write(ctx, q, saved.At, audit.Entry{Actor: by, Shop: shop, Action: audit.FilterSaved, Subject: saved.ID, After: f.logged()})
	})
}

// SavedFilters reads a shop's filters, by name.
func (b *Book) SavedFilters(ctx context.Context, shop string) ([]SavedFilter, error) {
	rows, err := b.DB.Read().SavedFilters(ctx, shop)
	if err != nil {
		return nil, failed("filters", err)
	}
	filters := make([]SavedFilter, 0, len(rows))
	for _, row := range rows {
		values, err := url.ParseQuery(row.Query)
		if err != nil {
			return nil, failed("filter "+row.ID, err)
		}
		f, err := ParseFilter(values)
		if err != nil {
			return nil, failed("filter "+row.ID, err)
		}
		filters = append(filters, SavedFilter{ID: row.ID, Name: row.Name, Filter: f, By: Actor(row.Author), At: store.Micros(row.CreatedAt).Time()})
	}
	return filters, nil
}

// DeleteFilter forgets a filter. Errors: ErrUnknownFilter.
func (b *Book) DeleteFilter(ctx context.Context, shop string, by Actor, id string) error {
	return b.DB.Tx(ctx, func(q *query.Queries) error {
		n, err := q.DeleteFilter(ctx, query.DeleteFilterParams{ShopID: shop, ID: id})
		if n == 0 && err == nil {
			return ErrUnknownFilter
		}
		if err != nil {
			return failed("delete filter", err)
		}
		return audit.Write(ctx, q, b.Now(), audit.Entry{Actor: by, Shop: shop, Action: audit.FilterDeleted, Subject: id})
	})
}
