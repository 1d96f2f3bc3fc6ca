package ledger

import (
	"context"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
)

// AnswerKept is how long the answer to a request with an Idempotency-Key is kept: as long as the key is known (api_once.go).
const AnswerKept = 24 * time.Hour

// answersPart is how many of them go at once.
const answersPart = 1000

// forgetAnswers deletes a part of the answers whose time is over, the oldest first, of all shops: an answer may name who bought. The
// next request of the shop would do it too, but may never come.
func (b *Book) forgetAnswers(ctx context.Context) error {
	ctx = store.ForAll(ctx)
	before := int64(store.At(b.Now().Add(-AnswerKept)))
	old, err := b.DB.Read().OldAPIRequests(ctx, query.OldAPIRequestsParams{Before: before, Most: answersPart})
	if err != nil || len(old) == 0 {
		return failed("old answers", err)
	}
	return b.DB.Tx(ctx, func(q *query.Queries) error {
		return failed("forget answers", q.DeleteOldAPIRequests(ctx, old[len(old)-1]))
	})
}
