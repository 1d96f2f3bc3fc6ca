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

// Errors of Capture.
var (
	ErrNotCapturable = errors.New("ledger: payment cannot be requested for this order now")
	ErrUnreachable   = errors.New("ledger: Amazon does not answer")
	ErrRefused       = errors.New("ledger: Amazon refuses")
)

const captureOperation = "capture"

// unanswered is how long after a capture was planned the sweeper reads the charge, unless the answer is recorded by then.
const unanswered = time.Minute

// KeyOf derives the idempotency key of an operation (design.md section 5, rule 2): the first 32 hex digits of
// SHA-256(operation id, generation). A retry never changes it; the generation moves only after Amazon's definitive refusal
// and a read that proves that nothing happened.
func KeyOf(operation string, generation int64) amazonpay.IdempotencyKey {
	sum := sha256.Sum256([]byte(operation + "." + strconv.FormatInt(generation, 10)))
	return amazonpay.IdempotencyKey(hex.EncodeToString(sum[:])[:32])
}

// Capture is 「決済依頼」 (R5-2): it requests the whole amount of an authorised order, once. What Amazon holds is read and compared
// first (R5-4), and read again after every answer. Errors: ErrUnknown, ErrNotCapturable, ErrUnreachable (asking again later is
// safe: same key, same bytes), ErrRefused.
func (b *Book) Capture(ctx context.Context, shop, id string) (query.Order, error) {
	order, err := b.Settle(ctx, shop, id)
	if err != nil {
		return order, err
	}
	if State(order.State) != Authorised {
		return order, ErrNotCapturable
	}
	client, err := b.Client(ctx, shop, order.MerchantID)
	if err != nil {
		return order, err
	}
	operation, err := b.planCapture(ctx, order)
	if err != nil {
		return order, err
	}
	ctx = context.WithoutCancel(ctx)
	_, outcome := client.CaptureCharge(ctx, order.ChargeID, KeyOf(operation.ID, operation.Generation), operation.Body)
	charge, err := client.GetCharge(ctx, order.ChargeID)
	if err != nil {
		return order, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	if charge.StatusDetails.State == amazonpay.ChargeAuthorized {
		return order, b.notCaptured(ctx, operation, outcome)
	}
	captured, err := b.observe(ctx, order, charge)
	if errors.Is(err, ErrRaced) { // somebody else recorded it, or later news of it
		return b.Settle(ctx, shop, id)
	}
	return captured, err
}

// planCapture notes the intention, or finds it noted: the same order is always captured by the same operation. It asks for an
// early look too: if the answer is lost, in a crash or on the way, the order would otherwise stay authorised for its 30 days.
func (b *Book) planCapture(ctx context.Context, order query.Order) (query.Operation, error) {
	body, err := amazonpay.Encode(amazonpay.CaptureRequest{CaptureAmount: amazonpay.JPY(order.Total)})
	if err != nil {
		return query.Operation{}, err
	}
	var operation query.Operation
	err = b.DB.Tx(ctx, func(q *query.Queries) error {
		_, err := q.InsertOperation(ctx, query.InsertOperationParams{
			ShopID: order.ShopID, ID: store.NewID("op", b.Now()), Subject: order.ID, Kind: captureOperation, Seq: 1, Body: body, Now: int64(store.At(b.Now())),
		})
		if err != nil {
			return fmt.Errorf("ledger: plan capture: %w", err)
		}
		operation, err = q.LastOperation(ctx, query.LastOperationParams{ShopID: order.ShopID, Subject: order.ID, Kind: captureOperation})
		if err != nil {
			return fmt.Errorf("ledger: plan capture: %w", err)
		}
		return q.ScheduleOrder(ctx, query.ScheduleOrderParams{
			NextAt: int64(store.At(b.Now().Add(unanswered))), ShopID: order.ShopID, ID: order.ID, Version: order.Version,
		})
	})
	return operation, err
}

// notCaptured follows a call after which the charge is still only authorised. After a refusal the next try is a new request;
// after an unclear answer it must be the same one, which may still arrive.
func (b *Book) notCaptured(ctx context.Context, operation query.Operation, outcome error) error {
	var refusal *amazonpay.Error
	if !errors.As(outcome, &refusal) || !refusal.Definitive() {
		return fmt.Errorf("%w: %w", ErrUnreachable, errors.Join(outcome))
	}
	err := b.DB.Tx(ctx, func(q *query.Queries) error {
		_, err := q.RenewOperation(ctx, query.RenewOperationParams{
			Status: int64(refusal.Status), Reason: string(refusal.ReasonCode), RequestID: refusal.RequestID,
			ShopID: operation.ShopID, ID: operation.ID, Generation: operation.Generation,
		})
		return err
	})
	return errors.Join(fmt.Errorf("%w: %w", ErrRefused, refusal), err)
}

// endCapture notes that an order's capture was carried out, whoever saw it first. There is none if it was made in Seller Central.
func endCapture(ctx context.Context, q *query.Queries, now time.Time, order query.Order) error {
	operation, err := q.LastOperation(ctx, query.LastOperationParams{ShopID: order.ShopID, Subject: order.ID, Kind: captureOperation})
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		_, err = q.FinishOperation(ctx, query.FinishOperationParams{
			State: "done", Status: 200, Now: int64(store.At(now)), ShopID: operation.ShopID, ID: operation.ID,
		})
	}
	if err != nil {
		return fmt.Errorf("ledger: end capture: %w", err)
	}
	return nil
}
