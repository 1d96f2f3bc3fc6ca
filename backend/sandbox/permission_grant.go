package sandbox

// grant makes the permission of a session that is being completed.
func (s *Sandbox) grant(x *checkoutSession) *chargePermission {
	now := s.now()
	kind := x.kind()
	p := &chargePermission{
		owner: x.owner, sessionID: x.id, lang: x.lang, order: s.nextOrder(), kind: kind,
		id:      fresh(s.permissions, func() string { return newBase(x.environment, kind == recurring) }),
		request: x.request, metadata: deref(x.request.MerchantMetadata), recurring: x.request.RecurringMetadata,
		buyer: x.buyer, shipping: x.shipping, addresses: x.addresses, billing: x.billing, card: x.card,
		state: permissionChargeable, created: now, updated: now,
	}
	p.limit = p.firstLimit()
	p.granted = p.limit
	s.permissions[p.id] = p
	s.prolong(p)
	s.permissionChanged(p)
	return p
}

// renew changes a Recurring permission by a session that names it: what the buyer chose and the merchant asked for
// there takes the place of what stood, and its life begins anew (protocol 3.2).
func (s *Sandbox) renew(p *chargePermission, x *checkoutSession) {
	p.request, p.metadata, p.recurring = x.request, deref(x.request.MerchantMetadata), x.request.RecurringMetadata
	p.buyer, p.shipping, p.billing, p.card, p.lang = x.buyer, x.shipping, x.billing, x.card, x.lang
	p.addresses, p.trouble, p.updated = x.addresses, "", s.now()
	s.prolong(p)
	s.announce(p.owner, attributeChange, objectPermission, p.id, p)
	s.settle(p)
}

// firstLimit is the yen that may be captured: the order, more with allowOvercharge, per month if Recurring.
func (p *chargePermission) firstLimit() int64 {
	switch {
	case p.kind == recurring:
		return monthlyLimit
	case p.kind == paymentMethodOnFile:
		return 0
	case deref(deref(p.request.PaymentDetails).AllowOvercharge):
		return max(overchargeFloor, overchargeFactor*p.ordered())
	default:
		return p.ordered()
	}
}

// ordered is the yen of the order.
func (p *chargePermission) ordered() int64 {
	payment := deref(p.request.PaymentDetails)
	if payment.TotalOrderAmount != nil {
		return payment.TotalOrderAmount.value()
	}
	return payment.ChargeAmount.value()
}

// prolong sets the end of the permission's life: for Recurring it counts from the last charge.
func (s *Sandbox) prolong(p *chargePermission) {
	now := s.now()
	switch {
	case p.kind != oneTime, deref(deref(p.request.PaymentDetails).ExtendExpiration):
		p.expires = now.AddDate(0, longMonths, 0)
	default:
		p.expires = now.AddDate(0, 0, oneTimeDays)
	}
	s.at(p.expires, func() {
		if p := s.permissions[p.id]; !s.now().Before(p.expires) {
			s.closePermission(p, "Expired", "")
		}
	})
}
