package sandbox

import "time"

// Money goes to the merchant's bank two weeks after the first payment, then daily, less a reserve (protocol 3.8). What
// the reserve is, nobody says: here it is what was captured in the last two weeks. Amazon keeps 3.9 % of what is
// captured (R1-4), whole yen rounded down, also of what is refunded later. Nothing is paid while refunds are above the
// rest.
const (
	reserveTime   = 14 * 24 * time.Hour
	settlementGap = 24 * time.Hour
	feePermille   = 39
)

func fee(captured int64) int64 { return captured * feePermille / 1000 }

// settlement is the account that Amazon keeps with a merchant.
type settlement struct {
	disbursements map[string]*disbursement // by settlement id
	paid          int64                    // yen
	last          time.Time                // of the last look
	planned       bool                     // there is an appointment for the next
}

// disbursement is one payment to the merchant's bank.
type disbursement struct {
	id        string
	reference string // of the bank transfer
	order     int
	amount    int64 // yen
	time      time.Time
}

// expectSettlement makes sure that captured money will be paid out.
func (s *Sandbox) expectSettlement(o owner) {
	x, ok := s.settlements[o]
	if !ok {
		x = &settlement{disbursements: map[string]*disbursement{}}
		s.settlements[o] = x
	}
	if !x.planned {
		x.planned = true
		s.at(s.now().Add(reserveTime), func() { s.payOut(o) })
	}
}

// payOut pays what is due. It comes again the next day while there is a reserve.
func (s *Sandbox) payOut(o owner) {
	x, now := s.settlements[o], s.now()
	due, reserve := s.payable(o)
	if due > 0 {
		order := s.nextOrder()
		d := &disbursement{
			id: text(10_000_000_000 + int64(order)), reference: "BANK" + randomText(upperDigits, 12), order: order, amount: due, time: now,
		}
		x.disbursements[d.id] = d
		x.paid += due
		s.reportSettlement(o, d, x.last)
		x.last = now
	}
	x.planned = reserve > 0
	if x.planned {
		s.at(now.Add(settlementGap), func() { s.payOut(o) })
	}
}

// payable is the yen to be paid now and the yen held back.
func (s *Sandbox) payable(o owner) (due, reserve int64) {
	due = -s.settlements[o].paid
	for _, c := range s.charges {
		if c.owner != o || c.state != chargeCaptured {
			continue
		}
		if s.now().Before(c.taken.Add(reserveTime)) {
			reserve += c.captured
		} else {
			due += c.captured - fee(c.captured)
		}
		due -= c.refunded + c.chargeback
	}
	return due, reserve
}

// reportSettlement makes the report that comes with each settlement in live.
func (s *Sandbox) reportSettlement(o owner, d *disbursement, last time.Time) {
	if o.environment != liveEnvironment {
		return
	}
	since := func(t time.Time) bool { return t.After(last) && !t.After(d.time) }
	released := func(t time.Time) bool { return since(t.Add(reserveTime)) }
	s.completeReport(s.newReport(o, settlementReport, last, d.time), s.settlementRows(o, d.id, released, since))
}

// disbursementAnswer has the keys of protocol 3.8 in its order.
type disbursementAnswer struct {
	SellerID                      string `json:"sellerId"`
	SettlementID                  string `json:"settlementId"`
	AmazonDisbursementReferenceID string `json:"amazonDisbursementReferenceId"`
	Amount                        string `json:"amount"`
	CurrencyCode                  string `json:"currencyCode"`
	TransactionTime               string `json:"transactionTime"`
}

type disbursementsAnswer struct {
	Disbursements []disbursementAnswer `json:"disbursements"`
	NextToken     *string              `json:"nextToken"`
}

// getDisbursements is GET /disbursements: newest first.
func (c *call) getDisbursements() (int, any, *Error) {
	q, wrong := c.listQuery("startTime", "endTime")
	if wrong != nil {
		return 0, nil, wrong
	}
	from, wrong := q.time("startTime", time.Time{})
	if wrong != nil {
		return 0, nil, wrong
	}
	to, wrong := q.time("endTime", c.now())
	if wrong != nil {
		return 0, nil, wrong
	}
	var all map[string]*disbursement
	if x, ok := c.settlements[c.owner]; ok {
		all = x.disbursements
	}
	page, next := pageOf(q, all, func(d *disbursement) int { return d.order }, func(d *disbursement) bool {
		return !d.time.Before(from) && !d.time.After(to)
	})
	answer := disbursementsAnswer{Disbursements: []disbursementAnswer{}, NextToken: next}
	for _, d := range page {
		answer.Disbursements = append(answer.Disbursements, disbursementAnswer{
			SellerID: c.merchantID, SettlementID: d.id, AmazonDisbursementReferenceID: d.reference,
			Amount: text(d.amount), CurrencyCode: "JPY", TransactionTime: d.time.Format("2006-01-02T15:04:05.000Z"),
		})
	}
	return 200, answer, nil
}
