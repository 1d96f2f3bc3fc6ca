package ledger

import (
	"context"
	"io"
	"iter"
	"net/url"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
)

// Download is a file of orders that somebody takes away (R5-8).
type Download struct {
	book   *Book
	id     string
	shop   string
	by     Actor
	filter Filter
	set    ExportSet
	lang   api.Lang
}

// BeginDownload notes, before the first byte, who takes which columns of which orders away. Errors: validate.Faults.
func (b *Book) BeginDownload(ctx context.Context, shop string, by Actor, f Filter, set ExportSet, lang api.Lang) (*Download, error) {
	if err := set.Check(); err != nil {
		return nil, err
	}
	d := &Download{b, store.NewID("exp", b.Now()), shop, by, f, set, lang}
	return d, d.note(ctx, audit.ExportBegun, map[string]any{"filter": f.logged(), "columns": set.Columns, "perLine": set.PerLine})
}

// Write writes the file as the orders are read, and notes how many they were when all is written. Errors: those of Book.Export.
func (d *Download) Write(ctx context.Context, w io.Writer) error {
	orders := 0
	if err := d.book.Export(ctx, w, counted(d.book.Found(ctx, d.shop, d.filter), &orders), d.set, d.lang); err != nil {
		return err
	}
	return d.note(context.WithoutCancel(ctx), audit.ExportEnded, map[string]any{"orders": orders})
}

func (d *Download) note(ctx context.Context, action audit.Action, after map[string]any) error {
	return d.book.DB.Tx(ctx, func(q *query.Queries) error {
		return audit.Write(ctx, q, d.book.Now(), audit.Entry{Actor: d.by, Shop: d.shop, Action: action, Subject: d.id, After: after})
	})
}

func counted(orders iter.Seq2[query.Order, error], n *int) iter.Seq2[query.Order, error] {
	return func(yield func(query.Order, error) bool) {
		for o, err := range orders {
			if err == nil {
				*n++
			}
			if !yield(o, err) {
				return
			}
		}
	}
}

// logged is the filter for the audit log: of what may name a person only that it was given.
func (f Filter) logged() url.Values {
	values := f.Values()
	for _, name := range []string{"name", "email", "phone"} {
		if values.Has(name) {
			values.Set(name, "*")
		}
	}
	return values
}
