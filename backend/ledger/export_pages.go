package ledger

import (
	"context"
	"iter"

	"noren/backend/store/query"
)

// Found are all orders that a search finds, in its order, read page by page outside any transaction: a failure is the last thing that
// comes. Errors: those of Search.
func (b *Book) Found(ctx context.Context, shop string, f Filter) iter.Seq2[query.Order, error] {
	return func(yield func(query.Order, error) bool) {
		for after := Cursor(""); ; {
			page, err := b.Search(ctx, shop, f, after, MostAtOnce)
			if err != nil {
				yield(query.Order{}, err)
				return
			}
			for _, o := range page.Orders {
				if !yield(o, nil) {
					return
				}
			}
			if after = page.Next; after == "" {
				return
			}
		}
	}
}
