package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"noren/backend/audit"
	"noren/backend/spreadsheet"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/validate"
)

// ErrNameTaken says that another set of columns has the name.
var ErrNameTaken = errors.New("ledger: another set of columns has this name")

// ErrUnknownSet says that a shop has no such set of columns.
var ErrUnknownSet = errors.New("ledger: unknown set of columns")

// DefaultExport is the download of a shop that has chosen nothing.
func DefaultExport() ExportSet {
	return ExportSet{Columns: DefaultColumns(), Encoding: spreadsheet.UTF8}
}

// SaveExport saves a set of columns for a shop, a new one when it has no id, and returns it with its id. Errors: validate.Faults,
// ErrNameTaken.
func (b *Book) SaveExport(ctx context.Context, shop string, by Actor, set ExportSet) (ExportSet, error) {
	if err := set.Check(); err != nil {
		return set, err
	}
	if set.Name == "" {
		return set, validate.Faults{{Field: "name", Rule: "required"}}
	}
	if set.ID == "" {
		set.ID = store.NewID("exp", b.Now())
	}
	record, err := json.Marshal(set)
	if err != nil {
		return set, fmt.Errorf("ledger: save export: %w", err)
	}
	return set, b.DB.Tx(ctx, func(q *query.Queries) error {
		n, err := q.SaveExportSet(ctx, query.SaveExportSetParams{
			ShopID: shop, ID: set.ID, Name: set.Name, Record: string(record), Author: string(by), Now: int64(store.At(b.Now())),
		})
		if err != nil {
			return fmt.Errorf("ledger: save export: %w", err)
		}
		if n == 0 {
			return ErrNameTaken
		}
		return b.auditColumns(ctx, q, shop, by, set.ID, audit.ColumnsSaved, set)
	})
}

// Exports reads a shop's sets of columns, by name.
func (b *Book) Exports(ctx context.Context, shop string) ([]ExportSet, error) {
	rows, err := b.DB.Read().ExportSets(ctx, shop)
	if err != nil {
		return nil, fmt.Errorf("ledger: exports: %w", err)
	}
	sets := make([]ExportSet, 0, len(rows))
	for _, row := range rows {
		set, err := exportSetOf(row)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	return sets, nil
}

// ExportOf reads one set of columns; "" is the default. Errors: ErrUnknownSet.
func (b *Book) ExportOf(ctx context.Context, shop, id string) (ExportSet, error) {
	if id == "" {
		return DefaultExport(), nil
	}
	row, err := b.DB.Read().GetExportSet(ctx, query.GetExportSetParams{ShopID: shop, ID: id})
	if errors.Is(err, sql.ErrNoRows) {
		return ExportSet{}, ErrUnknownSet
	}
	if err != nil {
		return ExportSet{}, fmt.Errorf("ledger: export: %w", err)
	}
	return exportSetOf(row)
}

// DeleteExport forgets a set of columns. Errors: ErrUnknownSet.
func (b *Book) DeleteExport(ctx context.Context, shop string, by Actor, id string) error {
	return b.DB.Tx(ctx, func(q *query.Queries) error {
		n, err := q.DeleteExportSet(ctx, query.DeleteExportSetParams{ShopID: shop, ID: id})
		if err != nil {
			return fmt.Errorf("ledger: delete export: %w", err)
		}
		if n == 0 {
			return ErrUnknownSet
		}
		return b.auditColumns(ctx, q, shop, by, id, audit.ColumnsDeleted, nil)
	})
}

func (b *Book) auditColumns(ctx context.Context, q *query.Queries, shop string, by Actor, id string, action audit.Action, after any) error {
	return audit.Write(ctx, q, b.Now(), audit.Entry{Actor: by, Shop: shop, Action: action, Subject: id, After: after})
}

func exportSetOf(row query.ExportSet) (ExportSet, error) {
	var set ExportSet
	if err := json.Unmarshal([]byte(row.Record), &set); err != nil {
		return set, fmt.Errorf("ledger: export %s: %w", row.ID, err)
	}
	set.ID = row.ID
	return set, nil
}
