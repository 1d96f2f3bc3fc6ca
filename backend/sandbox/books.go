package sandbox

import (
	"cmp"
	"slices"
	"time"
)

// Books is what Amazon knows, for comparing with what the shop knows. Everything in order of creation, amounts in
// whole yen.
type Books struct {
	Sessions    []BookedSession    `json:"sessions"`
	Permissions []BookedPermission `json:"permissions"`
	Charges     []BookedCharge     `json:"charges"`
	Refunds     []BookedRefund     `json:"refunds"`
}

// BookedSession is a checkout session; amounts are those of its last update.
type BookedSession struct {
	ID           string    `json:"id"`
	MerchantID   string    `json:"merchantId"`
	ReferenceID  string    `json:"merchantReferenceId"`
	State        string    `json:"state"`
	ReasonCode   string    `json:"reasonCode"`
	Paid         bool      `json:"paid"` // open, and the buyer has finished the processing page
	ChargeAmount int64     `json:"chargeAmount"`
	PermissionID string    `json:"chargePermissionId"`
	ChargeID     string    `json:"chargeId"`
	Created      time.Time `json:"created"`
}

// BookedPermission is a charge permission.
type BookedPermission struct {
	ID          string    `json:"id"`
	MerchantID  string    `json:"merchantId"`
	ReferenceID string    `json:"merchantReferenceId"`
	Type        string    `json:"chargePermissionType"`
	State       string    `json:"state"`
	ReasonCode  string    `json:"reasonCode"`
	Limit       int64     `json:"amountLimit"`
	Balance     int64     `json:"amountBalance"`
	Created     time.Time `json:"created"`
}

// BookedCharge is a charge. Captured and Refunded are final money only.
type BookedCharge struct {
	ID           string    `json:"id"`
	PermissionID string    `json:"chargePermissionId"`
	ReferenceID  string    `json:"merchantReferenceId"`
	State        string    `json:"state"`
	ReasonCode   string    `json:"reasonCode"`
	Amount       int64     `json:"chargeAmount"`
	Captured     int64     `json:"captureAmount"`
	Refunded     int64     `json:"refundedAmount"`
	Created      time.Time `json:"created"`
}

// BookedRefund is a refund.
type BookedRefund struct {
	ID         string    `json:"id"`
	ChargeID   string    `json:"chargeId"`
	State      string    `json:"state"`
	ReasonCode string    `json:"reasonCode"`
	Amount     int64     `json:"refundAmount"`
	Created    time.Time `json:"created"`
}

// Books is a snapshot of all objects.
func (s *Sandbox) Books() Books {
	s.lock()
	defer s.unlock()
	b := Books{Sessions: []BookedSession{}, Permissions: []BookedPermission{}, Charges: []BookedCharge{}, Refunds: []BookedRefund{}}
	for _, x := range inOrder(s.sessions, func(x *checkoutSession) int { return x.order }) {
		b.Sessions = append(b.Sessions, BookedSession{
			ID: x.id, MerchantID: x.merchantID, ReferenceID: reference(x.request.MerchantMetadata),
			State: string(x.state), ReasonCode: x.reason, Paid: x.paid && x.state == sessionOpen,
			ChargeAmount: x.payment().ChargeAmount.value(),
			PermissionID: x.permissionID, ChargeID: x.chargeID, Created: x.created,
		})
	}
	for _, p := range inOrder(s.permissions, func(p *chargePermission) int { return p.order }) {
		b.Permissions = append(b.Permissions, BookedPermission{
			ID: p.id, MerchantID: p.merchantID, ReferenceID: reference(&p.metadata), Type: p.kind,
			State: string(p.state), ReasonCode: p.reason,
			Limit: p.limit, Balance: max(0, s.balance(p)), Created: p.created,
		})
	}
	for _, c := range inOrder(s.charges, func(c *charge) int { return c.order }) {
		b.Charges = append(b.Charges, BookedCharge{
			ID: c.id, PermissionID: c.permission.id, ReferenceID: reference(&c.metadata),
			State: string(c.state), ReasonCode: c.reason,
			Amount: c.amount, Captured: c.captured, Refunded: c.refunded, Created: c.created,
		})
	}
	for _, r := range inOrder(s.refunds, func(r *refund) int { return r.order }) {
		b.Refunds = append(b.Refunds, BookedRefund{
			ID: r.id, ChargeID: r.charge.id, State: string(r.state), ReasonCode: r.reason,
			Amount: r.amount, Created: r.created,
		})
	}
	return b
}

func inOrder[T any](objects map[string]T, order func(T) int) []T {
	list := make([]T, 0, len(objects))
	for _, x := range objects {
		list = append(list, x)
	}
	slices.SortFunc(list, func(a, b T) int { return cmp.Compare(order(a), order(b)) })
	return list
}

func reference(m *merchantMetadata) string { return deref(deref(m).MerchantReferenceID) }
