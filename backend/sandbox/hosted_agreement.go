package sandbox

import (
	"strings"

	"noren/backend/sandbox/pages"
)

// agreement is what the buyer agrees to beyond this one payment (protocol 12.3); nil: nothing.
func (s *Sandbox) agreement(v *visit) *pages.Agreement {
	x, t := v.session, v.texts()
	with := func(text string) string { return strings.ReplaceAll(text, "{merchant}", s.shopName(v)) }
	former, renews := s.former(x)
	switch {
	case renews:
		return &pages.Agreement{Title: t.Renewal, Text: with(t.RenewalText), Facts: append(
			t.terms(former.recurring, t.FormerFrequency, t.FormerAmount),
			t.terms(x.request.RecurringMetadata, t.NewFrequency, t.NewAmount)...)}
	case x.kind() == recurring:
		return &pages.Agreement{Title: t.Recurring, Text: with(t.RecurringText), Facts: t.terms(x.request.RecurringMetadata, t.Frequency, t.EachAmount)}
	case x.setupOnly():
		return &pages.Agreement{Title: t.Stored, Text: with(t.SetupText)}
	case x.kind() == paymentMethodOnFile:
		return &pages.Agreement{Title: t.Stored, Text: with(t.StoredText)}
	default:
		return nil
	}
}

// terms are the lines of a recurring payment. What the shop has not said yet is not shown.
func (t texts) terms(m *recurringMetadata, frequencyLabel, amountLabel string) []pages.Fact {
	if m == nil || m.Frequency == nil {
		return nil
	}
	amount := t.AmountVaries
	if m.Amount != nil && m.Amount.value() > 0 {
		amount = readable(m.Amount)
	}
	return []pages.Fact{
		{Label: frequencyLabel, Lines: []string{t.every(*m.Frequency)}},
		{Label: amountLabel, Lines: []string{amount}},
	}
}

// every is a frequency in words.
func (t texts) every(f frequency) string {
	unit, value := deref(f.Unit), deref(f.Value)
	switch {
	case unit == "Variable":
		return t.Irregular
	case value == "1":
		return t.EveryOne[unit]
	default:
		return strings.ReplaceAll(t.EveryMany[unit], "{n}", value)
	}
}

// former is the permission that a session renews or changes; only its buyer can (protocol 7.5).
func (s *Sandbox) former(x *checkoutSession) (*chargePermission, bool) {
	p, ok := s.permissions[deref(x.request.ChargePermissionID)]
	return p, ok
}
