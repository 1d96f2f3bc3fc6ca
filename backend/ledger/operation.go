package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/store"
	"noren/backend/store/query"
)

// What callers must tell apart when an order's money should move.
var (
	ErrNotAllowed  = errors.New("ledger: this cannot be done with the order now")
	ErrBusy        = errors.New("ledger: something else is under way with the order")
	ErrUnreachable = errors.New("ledger: Amazon does not answer")
	ErrRefused     = errors.New("ledger: Amazon refuses")

	// ErrNotAsked is an ErrUnreachable before an intention was noted: nothing was done, and nothing will be.
	ErrNotAsked = fmt.Errorf("%w, so nothing is asked of it", ErrUnreachable)
)

// RefusedError is what Amazon refused, and why. It is ErrRefused.
type RefusedError struct {
	Kind   string // of the operation
	Reason amazonpay.ReasonCode
	cause  error
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("ledger: Amazon refuses: %s: %v", e.Kind, e.cause)
}

func (e *RefusedError) Unwrap() []error { return []error{ErrRefused, e.cause} }

// Kinds of operation: the calls that move money. Each has its exact body and key before it is sent.
const (
	captureOperation     = "capture"
	reauthoriseOperation = "charge" // a new charge on the permission (R5-7)
	cancelOperation      = "close"  // of the permission, with its pending charges (R5-3)
	refundOperation      = "refund"
)

// unanswered is how long an operation may be on its way before somebody else goes on with it.
const unanswered = time.Minute

// KeyOf derives the idempotency key of an operation: a repeated call has the same key, a call after a refusal another
// (design.md section 5, rule 2).
func KeyOf(operation string, generation int64) amazonpay.IdempotencyKey {
	sum := sha256.Sum256([]byte(operation + "." + strconv.FormatInt(generation, 10)))
	return amazonpay.IdempotencyKey(hex.EncodeToString(sum[:])[:32])
}

// intention is what is about to be asked of Amazon.
type intention struct {
	kind  string
	body  []byte
	by    Actor
	event Event          // tells of the intention; one of Table moves the state, any other is noted
	fact  map[string]any // of the event, without who and what
	again bool           // a refused one of the same kind and body may be asked once more, as a new generation
	join  bool           // another's intention of the same kind is as good as this one
	with  func(q *query.Queries, operation string) error
}

// plan commits an intention with everything that belongs to it. Whoever asked for the same a moment before is joined where that is
// harmless. Errors: ErrBusy, ErrRaced.
func (b *Book) plan(ctx context.Context, o query.Order, wish intention) (order query.Order, operation query.Operation, err error) {
	err = b.DB.Tx(ctx, func(q *query.Queries) error {
		planned, err := q.PlannedOperations(ctx, query.PlannedOperationsParams{ShopID: o.ShopID, Subject: o.ID})
		if err != nil {
			return fmt.Errorf("ledger: planned: %w", err)
		}
		if len(planned) > 0 {
			order, operation = o, planned[0]
			if wish.join && operation.Kind == wish.kind {
				return nil
			}
			return ErrBusy
		}
		if operation, err = b.insertOperation(ctx, q, o, wish); err != nil {
			return err
		}
		if wish.with != nil {
			if err := wish.with(q, operation.ID); err != nil {
				return err
			}
		}
		fact := map[string]any{"by": wish.by, "operation": operation.ID}
		for name, value := range wish.fact {
			fact[name] = value
		}
		change := Note
		if _, moves := Table[State(o.State)][wish.event]; moves {
			change = Advance
		}
		if order, err = change(ctx, q, b.Now(), o, wish.event, fact); err != nil {
			return err
		}
		return q.ScheduleOrder(ctx, query.ScheduleOrderParams{
			NextAt: int64(store.At(b.Now().Add(unanswered))), ShopID: order.ShopID, ID: order.ID, Version: order.Version,
		})
	})
	return order, operation, err
}

// insertOperation writes the row, or takes up a refused one again.
func (b *Book) insertOperation(ctx context.Context, q *query.Queries, o query.Order, wish intention) (query.Operation, error) {
	last, err := q.LastOperation(ctx, query.LastOperationParams{ShopID: o.ShopID, Subject: o.ID, Kind: wish.kind})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return last, fmt.Errorf("ledger: last operation: %w", err)
	}
	if err == nil && wish.again && last.State == store.OperationRefused && string(last.Body) == string(wish.body) {
		now := int64(store.At(b.Now()))
		n, err := q.RenewOperation(ctx, query.RenewOperationParams{Now: now, ShopID: last.ShopID, ID: last.ID, Generation: last.Generation})
		if err == nil && n == 0 {
			err = ErrRaced
		}
		last.Generation, last.State, last.PlannedAt = last.Generation+1, store.OperationPlanned, now
		return last, err
	}
	now := query.Operation{
		ShopID: o.ShopID, ID: store.NewID("op", b.Now()), Subject: o.ID, Kind: wish.kind, Seq: last.Seq + 1, Generation: 1, State: store.OperationPlanned, Body: wish.body,
		PlannedAt: int64(store.At(b.Now())),
	}
	n, err := q.InsertOperation(ctx, query.InsertOperationParams{
		ShopID: now.ShopID, ID: now.ID, Subject: now.Subject, Kind: now.Kind, Seq: now.Seq, Body: now.Body, Now: now.PlannedAt,
	})
	if err == nil && n == 0 {
		err = ErrRaced
	}
	if err != nil {
		return now, fmt.Errorf("ledger: plan %s: %w", wish.kind, err)
	}
	return now, nil
}

// outcome is what came of sending an operation.
type outcome struct {
	operation query.Operation
	requestID string // Amazon's
	err       error
	charge    *amazonpay.Charge // of reauthoriseOperation
	refund    *amazonpay.Refund // of refundOperation
}

// perform sends a planned operation and records what Amazon then says. An error is a question: what happened is read.
func (b *Book) perform(ctx context.Context, client *amazonpay.Client, o query.Order, operation query.Operation) (query.Order, error) {
	ctx = context.WithoutCancel(ctx)
	done := send(ctx, client, o, operation)
	p, err := b.read(ctx, client, o, true)
	if err != nil {
		return o, err
	}
	if p, err = done.into(p, o); err != nil {
		return o, err
	}
	next, err := b.observe(ctx, o, p, &done)
	switch {
	case errors.Is(err, ErrRaced): // somebody else recorded it, or later news of it
		next, _, err = b.look(ctx, o.ShopID, o.ID, Act{}, true)
		return next, err
	case err != nil || done.proved(p):
		return next, err
	}
	return b.refuse(ctx, next, p, done)
}

// refuse ends an operation that Amazon refused and that, as was read since, changed nothing. One whose answer was lost, now or
// before, stays as it is: it is sent again with the same key.
func (b *Book) refuse(ctx context.Context, o query.Order, p picture, done outcome) (query.Order, error) {
	var refusal *amazonpay.Error
	if !errors.As(done.err, &refusal) || !refusal.Definitive() || done.inDoubt(p) {
		return o, fmt.Errorf("%w: %w", ErrUnreachable, errors.Join(done.err))
	}
	refused := &RefusedError{Kind: done.operation.Kind, Reason: refusal.ReasonCode, cause: refusal}
	next := o
	err := b.DB.Tx(ctx, func(q *query.Queries) error {
		n, err := q.FinishOperation(ctx, query.FinishOperationParams{
			State: store.OperationRefused, Status: int64(refusal.Status), Reason: string(refusal.ReasonCode), RequestID: refusal.RequestID,
			Now: int64(store.At(b.Now())), ShopID: o.ShopID, ID: done.operation.ID,
		})
		if err != nil || n == 0 { // somebody else has ended it
			return err
		}
		if err := endRefusedRefund(ctx, q, b.Now(), done.operation, refusal); err != nil {
			return err
		}
		next, err = Note(ctx, q, b.Now(), o, Refusal, map[string]any{"kind": done.operation.Kind, "reason": refusal.ReasonCode, "request": refusal.RequestID})
		return err
	})
	if err != nil && !errors.Is(err, ErrRaced) {
		return next, errors.Join(refused, err)
	}
	if done.operation.Kind == refundOperation { // the order was refunding
		if looked, _, err := b.look(ctx, o.ShopID, o.ID, Act{}, false); err == nil {
			next = looked
		}
	}
	return next, refused
}

// endProved ends, in the transaction that records the picture, the planned operations that it proves carried out or moot. Since is
// when the first that is left was planned; zero when none is.
func (b *Book) endProved(ctx context.Context, q *query.Queries, o query.Order, p picture, done *outcome) (since time.Time, err error) {
	planned, err := q.PlannedOperations(ctx, query.PlannedOperationsParams{ShopID: o.ShopID, Subject: o.ID})
	if err != nil {
		return since, fmt.Errorf("ledger: planned: %w", err)
	}
	for _, operation := range planned {
		mine := outcome{operation: operation}
		if done != nil && done.operation.ID == operation.ID {
			mine = *done
		}
		state, ended := store.OperationDone, mine.proved(p)
		if !ended && moot(operation, p) {
			state, ended = store.OperationDropped, true
		}
		if !ended {
			if since.IsZero() {
				since = store.Micros(operation.PlannedAt).Time()
			}
			continue
		}
		_, err := q.FinishOperation(ctx, query.FinishOperationParams{
			State: state, Status: 200, RequestID: mine.requestID, Now: int64(store.At(b.Now())), ShopID: o.ShopID, ID: operation.ID,
		})
		if err != nil {
			return since, fmt.Errorf("ledger: end %s: %w", operation.Kind, err)
		}
	}
	return since, nil
}

// resume goes on with an intention whose outcome nobody has noted: the process that had it is gone, or Amazon did not answer. What
// was intended is done, with the same bytes and the same key.
func (b *Book) resume(ctx context.Context, client *amazonpay.Client, o query.Order) (query.Order, error) {
	planned, err := b.DB.Read().PlannedOperations(ctx, query.PlannedOperationsParams{ShopID: o.ShopID, Subject: o.ID})
	if err != nil {
		return o, fmt.Errorf("ledger: planned: %w", err)
	}
	for _, operation := range planned {
		if b.Now().Sub(store.Micros(operation.PlannedAt).Time()) < unanswered {
			continue
		}
		o, err = b.perform(ctx, client, o, operation)
		if errors.Is(err, ErrRefused) {
			return o, nil // the timeline says so
		}
		if err != nil {
			return o, errors.Join(err, b.lookAgain(ctx, o))
		}
	}
	return o, nil
}
