package sandbox

import (
	"strconv"
	"time"
)

// Columns of the reports, by the names of Amazon's flat files.
var (
	permissionColumns = []string{
		"AmazonOrderReferenceId", "SellerId", "SellerOrderId", "StoreName", "CreationTimestamp", "ExpirationTimestamp",
		"Status", "ReasonCode", "CurrencyCode", "Amount",
	}
	chargeColumns = []string{
		"AmazonAuthorizationId", "AmazonOrderReferenceId", "SellerOrderId", "CreationTimestamp", "ExpirationTimestamp",
		"AuthorizationStatus", "ReasonCode", "CurrencyCode", "AuthorizationAmount",
	}
	captureColumns = []string{
		"AmazonCaptureId", "AmazonOrderReferenceId", "SellerOrderId", "CaptureTimestamp", "CurrencyCode", "CaptureAmount",
		"CaptureFee", "RefundedAmount",
	}
	refundColumns = []string{
		"AmazonRefundId", "AmazonCaptureId", "AmazonOrderReferenceId", "SellerOrderId", "CreationTimestamp", "RefundStatus",
		"ReasonCode", "CurrencyCode", "RefundAmount",
	}
	settlementColumns = []string{
		"TransactionPostedDate", "SettlementId", "AmazonTransactionId", "SellerReferenceId", "TransactionType",
		"AmazonOrderReferenceId", "StoreName", "CurrencyCode", "TransactionAmount", "TotalTransactionFee", "NetTransactionAmount",
	}
)

// reportRows are the lines of a report: what the sandbox has of its merchant in its time.
func (s *Sandbox) reportRows(r *report) [][]string {
	during := func(t time.Time) bool { return !t.Before(r.from) && t.Before(r.to) }
	switch r.kind {
	case orderReport, agreementReport:
		rows := [][]string{permissionColumns}
		for _, p := range inOrder(s.permissions, func(p *chargePermission) int { return p.order }) {
			if p.owner == r.owner && during(p.created) && (p.kind == oneTime) == (r.kind == orderReport) {
				rows = append(rows, s.permissionRow(p))
			}
		}
		return rows
	case authorizationReport:
		return s.chargeRows(r.owner, chargeColumns, func(c *charge) bool { return during(c.created) }, chargeRow)
	case captureReport:
		return s.chargeRows(r.owner, captureColumns, func(c *charge) bool { return c.state == chargeCaptured && during(c.taken) }, captureRow)
	case refundReport:
		rows := [][]string{refundColumns}
		for _, x := range inOrder(s.refunds, func(x *refund) int { return x.order }) {
			if x.owner == r.owner && during(x.created) {
				rows = append(rows, refundRow(x))
			}
		}
		return rows
	default:
		return s.settlementRows(r.owner, "", during, during)
	}
}

func (s *Sandbox) chargeRows(o owner, columns []string, want func(*charge) bool, row func(*charge) []string) [][]string {
	rows := [][]string{columns}
	for _, c := range inOrder(s.charges, func(c *charge) int { return c.order }) {
		if c.owner == o && want(c) {
			rows = append(rows, row(c))
		}
	}
	return rows
}

func (s *Sandbox) permissionRow(p *chargePermission) []string {
	return []string{
		p.id, p.merchantID, reference(&p.metadata), s.shopOf(p.merchantID, p.metadata), iso(p.created), iso(p.expires),
		string(p.state), p.reason, "JPY", text(p.limit),
	}
}

func chargeRow(c *charge) []string {
	return []string{
		c.id, c.permission.id, reference(&c.metadata), iso(c.created), iso(c.created.Add(authorizationLife)),
		string(c.state), c.reason, "JPY", text(c.amount),
	}
}

func captureRow(c *charge) []string {
	return []string{
		c.id, c.permission.id, reference(&c.metadata), iso(c.taken), "JPY", text(c.captured), text(fee(c.captured)), text(c.refunded),
	}
}

func refundRow(r *refund) []string {
	c := r.charge
	return []string{
		r.id, c.id, c.permission.id, reference(&c.metadata), iso(r.created), string(r.state), r.reason, "JPY", text(r.amount),
	}
}

// settlementRows are money in, out and back: captures, refunds and chargebacks, each in its time.
func (s *Sandbox) settlementRows(o owner, settlementID string, captures, others func(time.Time) bool) [][]string {
	rows := [][]string{settlementColumns}
	add := func(at time.Time, id, kind string, c *charge, amount, fee int64) {
		rows = append(rows, []string{
			iso(at), settlementID, id, reference(&c.metadata), kind, c.permission.id, s.shopOf(o.merchantID, c.metadata), "JPY",
			text(amount), text(-fee), text(amount - fee),
		})
	}
	for _, c := range inOrder(s.charges, func(c *charge) int { return c.order }) {
		if c.owner != o || c.state != chargeCaptured {
			continue
		}
		if captures(c.taken) {
			add(c.taken, c.id, "Capture", c, c.captured, fee(c.captured))
		}
		for _, r := range c.refunds {
			if r.state == refundRefunded && others(r.updated) {
				add(r.updated, r.id, "Refund", c, -r.amount, 0)
			}
		}
		if c.chargeback > 0 && others(c.disputed) {
			add(c.disputed, c.id, "Chargeback", c, -c.chargeback, 0)
		}
	}
	return rows
}

func iso(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func text(n int64) string { return strconv.FormatInt(n, 10) }
