package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"noren/backend/store"
	"noren/backend/store/query"
)

// Head is where the chain of a shop ends. Whoever keeps it elsewhere can prove later that nothing before it was changed.
type Head struct {
	Shop  string `json:"shop"`  // "" is what belongs to no shop
	Place int64  `json:"place"` // of the last entry, from 1 on
	Hash  string `json:"hash"`
}

// errRaced says that another replica was faster.
var errRaced = errors.New("audit: chained meanwhile")

// Chain gives up to n entries that are in no chain yet their place in that of their shop, and says how many there were. It is background
// work: an entry is chained within seconds of its transaction, which waits for nobody (reliability.md 6). A shop whose chain is broken is an
// error, and holds no other up.
func Chain(ctx context.Context, db *store.DB, n int) (done int, err error) {
	shops, err := db.Read().UnchainedShops(store.ForAll(ctx))
	if err != nil {
		return 0, fmt.Errorf("audit: chain: %w", err)
	}
	var broken []error
	for _, shop := range shops {
		if done == n {
			break
		}
		chained, err := chain(ownerOf(ctx, shop), db, shop, n-done)
		if err != nil && !errors.Is(err, errRaced) {
			broken = append(broken, fmt.Errorf("audit: chain of shop %q: %w", shop, err))
		}
		done += chained
	}
	return done, errors.Join(broken...)
}

func chain(ctx context.Context, db *store.DB, shop string, most int) (chained int, err error) {
	err = db.Tx(ctx, func(q *query.Queries) error {
		chained = 0
		if err := q.InsertAuditHead(ctx, shop); err != nil {
			return err
		}
		head, err := q.AuditHead(ctx, shop)
		if err != nil {
			return err
		}
		rows, err := q.UnchainedAudits(ctx, query.UnchainedAuditsParams{ShopID: shop, AtMost: int32(most)}) //nolint:gosec // a small number
		if err != nil {
			return err
		}
		place, hash := head.Place, head.Hash
		for _, row := range rows {
			place++
			hash = hashOf(place, hash, row)
			if err := one(q.ChainAudit(ctx, query.ChainAuditParams{Place: place, Hash: hash, ShopID: shop, ID: row.ID})); err != nil {
				return err
			}
		}
		chained = len(rows)
		return one(q.MoveAuditHead(ctx, query.MoveAuditHeadParams{Place: place, Hash: hash, ShopID: shop, Was: head.Place}))
	})
	if err != nil {
		return 0, err
	}
	return chained, nil
}

// one wants a row to be changed: none says that another replica has.
func one(n int64, err error) error {
	if err == nil && n == 0 {
		return errRaced
	}
	return err
}

// hashOf is SHA-256, in hex, of a JSON array: the place, the hash of the entry before ("" before the first), and what the entry says.
func hashOf(place int64, before string, a query.Audit) string {
	text, _ := json.Marshal([]any{place, before, a.ID, a.ShopID, a.Actor, a.Action, a.Subject, a.BeforeText, a.AfterText, a.At}) //nolint:errchkjson // strings and numbers
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// ownerOf speaks for the rows of a shop; those of no shop are everybody's.
func ownerOf(ctx context.Context, shop string) context.Context {
	if shop == "" {
		return store.ForAll(ctx)
	}
	return store.ForShop(ctx, shop)
}
