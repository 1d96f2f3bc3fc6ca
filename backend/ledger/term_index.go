package ledger

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"

	"noren/backend/store"
	"noren/backend/store/query"
)

// What the column indexed says.
const (
	indexed  = 1
	unopened = 2 // what is sealed could not be opened; it is tried again when the order changes
)

// Index enters up to n orders into the index by which their purchasers are found, and reports how many it came to. Orders ask for it
// themselves, by their column indexed, in the statement that changes them: whoever dies in between is followed by another. Any number
// of replicas may index at once.
func (b *Book) Index(ctx context.Context, n int) (int, error) {
	orders, err := b.DB.Read().UnindexedOrders(store.ForAll(ctx), int32(n)) //nolint:gosec // a small number
	if err != nil {
		return 0, fmt.Errorf("ledger: index: %w", err)
	}
	for _, o := range orders {
		if err := b.index(store.ForShop(ctx, o.ShopID), o); err != nil {
			return 0, err
		}
	}
	return len(orders), nil
}

func (b *Book) index(ctx context.Context, o query.Order) error {
	key, err := b.searchKey(ctx, o.ShopID)
	if err != nil && !errors.Is(err, store.ErrSealed) {
		return err
	}
	result, w := int64(indexed), words{}
	if err == nil {
		w, err = b.words(o)
	}
	if err != nil {
		slog.ErrorContext(ctx, "order cannot be searched for by its purchaser", "shop", o.ShopID, "order", o.ID, "error", err)
		result = unopened
	}
	return b.DB.Tx(ctx, func(q *query.Queries) error {
		n, err := q.MarkIndexed(ctx, query.MarkIndexedParams{Indexed: result, ShopID: o.ShopID, ID: o.ID, Version: o.Version})
		if n == 0 || err != nil {
			return failed("index", err)
		}
		return failed("index", saveTerms(ctx, q, key, o, w))
	})
}

// saveTerms makes the index say of an order what words are.
func saveTerms(ctx context.Context, q *query.Queries, key []byte, o query.Order, w words) error {
	if err := q.DeleteOrderTerms(ctx, query.DeleteOrderTermsParams{ShopID: o.ShopID, OrderID: o.ID}); err != nil {
		return err
	}
	for _, term := range w.terms() {
		err := q.InsertOrderTerm(ctx, query.InsertOrderTermParams{
			ShopID: o.ShopID, Term: blind(key, term), OrderedAt: o.OrderedAt, OrderID: o.ID,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

const (
	searchPurpose  = "search"
	searchKeyBytes = 32
)

// searchKey is the shop's key of the index. It is made when it is first needed; of two that are made at once, one stays.
func (b *Book) searchKey(ctx context.Context, shop string) ([]byte, error) {
	params := query.InsertSearchKeyParams{ShopID: shop}
	sealed, err := b.DB.Read().GetSearchKey(ctx, shop)
	if errors.Is(err, sql.ErrNoRows) {
		key := make([]byte, searchKeyBytes)
		_, _ = rand.Read(key) // never fails
		if params.Sealed, err = b.Sealer.Seal(shop, searchPurpose, key); err != nil {
			return nil, err
		}
		err = b.DB.Tx(ctx, func(q *query.Queries) error {
			if err := q.InsertSearchKey(ctx, params); err != nil {
				return err
			}
			sealed, err = q.GetSearchKey(ctx, shop)
			return err
		})
	}
	if err != nil {
		return nil, failed("search key", err)
	}
	return b.Sealer.Open(shop, searchPurpose, sealed)
}

// failed says what failed; nil stays nil.
func failed(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("ledger: %s: %w", what, err)
}
