package ledger

import (
	"context"

	"noren/backend/store/query"
)

// Reasons why a person should look at an order although its state is sound.
const (
	AlertUnknownCharge = "unknown_charge" // the permission was charged in Seller Central
	AlertChargeback    = "chargeback"     // the shopper's bank took money back
	AlertCapture       = "capture"        // 決済依頼 by itself was refused
	AlertReauthorise   = "reauthorise"    // authorising again was refused
	AlertRefund        = "refund"         // a refund was declined
)

// alert shows an order to people.
func (b *Book) alert(ctx context.Context, o query.Order, alert string, fact map[string]any) (query.Order, error) {
	o.Alert = alert
	fact["alert"] = alert
	return b.note(ctx, o, Alerted, fact)
}

// Seen takes an alert away: somebody has looked (確認済み).
func (b *Book) Seen(ctx context.Context, shop, id string, act Act) (query.Order, error) {
	o, err := b.seen(ctx, shop, id, act)
	if err != nil || o.Alert == "" {
		return o, err
	}
	was := o.Alert
	o.Alert = ""
	return b.note(ctx, o, AlertSeen, map[string]any{"by": act.By, "alert": was})
}
