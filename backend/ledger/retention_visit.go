package ledger

import (
	"context"
	"log/slog"

	"noren/backend/store"
	"noren/backend/store/query"
)

// visitKept is how long a visit to Amazon that led to no order keeps its shopper: name, addresses, and who it was at the shop. Amazon's
// session is over a day after it began, and what Amazon may still tell of it comes within hours (protocol 4.1, 8.3); the rest of the week
// is for the shopper who asks the shop why it did not work.
const visitKept = 7 * day

// forgetVisits forgets the shoppers of a part of the visits that ended long enough ago and led to no order, the oldest first, of all
// shops. That takes no lease: of two replicas one has each visit, and who dies at it has done nothing. A visit that goes on meanwhile,
// because Amazon shows money, keeps its shopper.
func (b *Book) forgetVisits(ctx context.Context) error {
	ctx = store.ForAll(ctx)
	until := int64(store.At(b.Now().Add(-visitKept)))
	rows, err := b.DB.Read().VisitsToForget(ctx, query.VisitsToForgetParams{Until: until, Most: retentionPart})
	if err != nil || len(rows) == 0 {
		return failed("visits to forget", err)
	}
	forgotten := int64(0)
	err = b.DB.Tx(ctx, func(q *query.Queries) error {
		forgotten = 0
		for _, row := range rows {
			n, err := q.ForgetVisit(ctx, query.ForgetVisitParams{Nothing: []byte{}, ShopID: row.ShopID, ID: row.ID, Version: row.Version})
			if err != nil {
				return failed("forget visit", err)
			}
			forgotten += n
		}
		return nil
	})
	if err == nil {
		slog.InfoContext(ctx, "shoppers of visits without an order forgotten", "visits", forgotten)
	}
	return err
}
