package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"noren/backend/amazonpay"
	"noren/backend/store/query"
)

// send makes the call of an operation, byte for byte as it was planned.
func send(ctx context.Context, client *amazonpay.Client, o query.Order, operation query.Operation) outcome {
	done := outcome{operation: operation}
	key := KeyOf(operation.ID, operation.Generation)
	switch operation.Kind {
	case captureOperation:
		charge, err := client.CaptureCharge(ctx, o.ChargeID, key, operation.Body)
		if done.err = err; err == nil {
			done.requestID = charge.RequestID
		}
	case reauthoriseOperation:
		done.charge, done.err = client.CreateCharge(ctx, key, operation.Body)
		if done.charge != nil {
			done.requestID = done.charge.RequestID
		}
	case cancelOperation:
		done.requestID, done.err = closePayment(ctx, client, o, operation.Body)
	case refundOperation:
		done.refund, done.err = client.CreateRefund(ctx, key, operation.Body)
		if done.refund != nil {
			done.requestID = done.refund.RequestID
		}
	default:
		done.err = fmt.Errorf("ledger: unknown operation %q", operation.Kind)
	}
	return done
}

// closePayment closes the permission with what is pending on it. Who closed it in Seller Central may have left the charge as it was:
// then that is cancelled.
func closePayment(ctx context.Context, client *amazonpay.Client, o query.Order, body []byte) (requestID string, err error) {
	permission, err := client.CloseChargePermission(ctx, o.PermissionID, body)
	if err == nil {
		return permission.RequestID, nil
	}
	var refusal *amazonpay.Error
	var wish amazonpay.CloseRequest
	if !errors.As(err, &refusal) || refusal.ReasonCode != amazonpay.ReasonInvalidChargePermissionStatus || json.Unmarshal(body, &wish) != nil {
		return "", err
	}
	reason, err := amazonpay.Encode(amazonpay.CancelRequest{CancellationReason: wish.ClosureReason})
	if err != nil {
		return "", err
	}
	charge, err := client.CancelCharge(ctx, o.ChargeID, reason)
	if err != nil {
		return "", err
	}
	return charge.RequestID, nil
}

// into adds what the call has made to the picture, so that it is recorded together with the end of the operation.
func (d outcome) into(p picture, o query.Order) (picture, error) {
	if d.charge != nil && d.err == nil {
		if _, known := p.charge(d.charge.ChargeID); !known {
			row, err := chargeRow(query.Charge{ShopID: o.ShopID, OrderID: o.ID, ID: d.charge.ChargeID, Ours: 1}, d.charge, p.at)
			if err != nil {
				return p, unreachable(err)
			}
			p.charges = append(p.charges, row)
		}
	}
	if d.refund != nil && d.err == nil {
		for i, r := range p.refunds {
			if r.OperationID == d.operation.ID && !refundFinal(r) {
				p.refunds[i] = refundRow(r, d.refund, p.at)
			}
		}
	}
	return d.decided(p), nil
}

// proved reports that the picture shows an operation carried out.
func (d outcome) proved(p picture) bool {
	switch d.operation.Kind {
	case captureOperation:
		state := amazonpay.ChargeState(p.current().State)
		return state == amazonpay.ChargeCaptureInitiated || state == amazonpay.ChargeCaptured
	case reauthoriseOperation:
		return d.charge != nil && d.err == nil
	case cancelOperation:
		return p.closed()
	case refundOperation:
		return slices.ContainsFunc(p.refunds, func(r query.Refund) bool {
			return r.OperationID == d.operation.ID && (r.AmazonID != "" || r.State == RefundDone)
		})
	}
	return false
}

// moot reports that an operation cannot have an effect any more, and had none: the charge that it was about has ended.
func moot(operation query.Operation, p picture) bool {
	return operation.Kind == captureOperation && ended(p.current())
}
