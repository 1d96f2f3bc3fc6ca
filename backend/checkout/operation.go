package checkout

import (
	"context"
	"errors"
	"fmt"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Kinds of operation: the calls of a checkout that change something at Amazon. Neither takes an idempotency key: an update is
// idempotent by nature, and for Complete the session is the identity.
const (
	updateOperation   = "update"
	completeOperation = "complete"
)

// planOperation commits, with the caller's transaction, what is about to be sent. The checkout's version makes it unique.
func planOperation(ctx context.Context, q *query.Queries, now time.Time, c query.Checkout, kind string, body []byte) (query.Operation, error) {
	operation := query.Operation{
		ShopID: c.ShopID, ID: store.NewID("op", now), Subject: c.ID, Kind: kind, Seq: c.Version, State: store.OperationPlanned, Body: body, PlannedAt: int64(store.At(now)),
	}
	n, err := q.InsertOperation(ctx, query.InsertOperationParams{
		ShopID: operation.ShopID, ID: operation.ID, Subject: operation.Subject, Kind: kind, Seq: operation.Seq, Body: body, Now: operation.PlannedAt,
	})
	if err == nil && n == 0 {
		err = ErrRaced
	}
	if err != nil {
		return operation, fmt.Errorf("checkout: plan %s: %w", kind, err)
	}
	return operation, nil
}

// finishOperation notes the outcome of a call: its request id, or the refusal.
func finishOperation(ctx context.Context, q *query.Queries, now time.Time, o query.Operation, requestID string, outcome error) error {
	p := query.FinishOperationParams{State: store.OperationDone, Status: 200, RequestID: requestID, Now: int64(store.At(now)), ShopID: o.ShopID, ID: o.ID}
	var answer *amazonpay.Error
	switch {
	case errors.As(outcome, &answer):
		p.State, p.Status, p.Reason, p.RequestID = store.OperationRefused, int64(answer.Status), string(answer.ReasonCode), answer.RequestID
		if !answer.Definitive() {
			p.State = store.OperationUnknown
		}
	case outcome != nil:
		p.State, p.Status = store.OperationUnknown, 0
	}
	if _, err := q.FinishOperation(ctx, p); err != nil {
		return fmt.Errorf("checkout: finish %s: %w", o.Kind, err)
	}
	return nil
}

// definitive reports whether Amazon refused, so that the call itself changed nothing.
func definitive(err error) bool {
	var answer *amazonpay.Error
	return errors.Is(err, amazonpay.ErrNotSent) || errors.As(err, &answer) && answer.Definitive()
}
