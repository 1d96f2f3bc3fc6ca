package ledger

import (
	"slices"
	"time"

	"noren/backend/amazonpay"
	"noren/backend/store"
	"noren/backend/store/query"
)

// undecided is how long what Amazon refuses to repeat is asked for again, with the same key. Then Amazon's figures decide; refunds come
// to their end within hours.
const undecided = 24 * time.Hour

// inDoubt reports that an earlier call of a refused operation may have had its effect, which the picture cannot show: then the refusal
// of this one proves nothing (pitfall 6). Captures and cancels show in the charge at once.
func (d outcome) inDoubt(p picture) bool {
	visible := d.operation.Kind == captureOperation || d.operation.Kind == cancelOperation
	return !visible && d.age(p) >= unanswered && d.age(p) < undecided
}

func (d outcome) age(p picture) time.Duration {
	return p.at.Time().Sub(store.Micros(d.operation.PlannedAt).Time())
}

// decided is a refund that stayed in doubt and of which the figures say that it happened. Amazon's id for it is not known.
func (d outcome) decided(p picture) picture {
	if d.operation.Kind != refundOperation || d.err == nil || d.age(p) < undecided {
		return p
	}
	for i, r := range p.refunds {
		if r.OperationID == d.operation.ID && r.State == RefundRequested && p.unexplained(r) >= r.Amount {
			p.refunds[i].State, p.refunds[i].EndedAt = RefundDone, int64(p.at)
		}
	}
	return p
}

// unexplained is what a charge has returned since a refund of it was asked for, less what other refunds returned, in whole yen.
func (p picture) unexplained(r query.Refund) int64 {
	charge, _ := p.charge(r.ChargeID)
	yen := charge.Refunded - r.ReturnedBefore
	for _, other := range p.refunds {
		if other.ID != r.ID && other.ChargeID == r.ChargeID && other.State == RefundDone && other.EndedAt >= r.CreatedAt {
			yen -= other.Amount
		}
	}
	return yen
}

// isOf reports that a refund of Amazon's may be one of ours whose id we do not know: that answer comes first, or never came.
func isOf(r query.Refund, refund *amazonpay.Refund, amount int64) bool {
	waits := r.State == RefundRequested || r.State == RefundDone
	return r.AmazonID == "" && waits && r.ChargeID == refund.ChargeID && r.Amount == amount
}

// knows reports that a refund of Amazon's is among an order's.
func knows(refunds []query.Refund, refund *amazonpay.Refund, amount int64) bool {
	return slices.ContainsFunc(refunds, func(r query.Refund) bool { return r.AmazonID == refund.RefundID || isOf(r, refund, amount) })
}
