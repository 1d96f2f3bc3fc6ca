package ledger

import (
	"context"
	"encoding/json"

	"noren/backend/store/query"
)

// Reasons why a person should look at an order although its state is sound.
const (
	AlertUnknownCharge = "unknown_charge" // the permission was charged in Seller Central
	AlertChargeback    = "chargeback"     // Amazon told that the shopper's bank wants money back; nobody has proved it
	AlertCapture       = "capture"        // 決済依頼 by itself was refused
	AlertReauthorise   = "reauthorise"    // authorising again was refused
	AlertRefund        = "refund"         // a refund was declined
)

// shown is the reason that an order shows when another comes to the one it shows. A charge of somebody else's forbids taking money, so
// nothing takes its place. A chargeback is only told, by a notice that anybody with an account at AWS can have signed and that no call
// of Amazon's proves (protocol 8): it forbids nothing, takes nothing's place, and waits until nothing else is shown.
func shown(alert, another string) string {
	if alert == AlertUnknownCharge || another == AlertChargeback && alert != "" {
		return alert
	}
	return another
}

// heardChargeback shows an order to people because of a chargeback that Amazon told of, once until somebody has looked.
func (b *Book) heardChargeback(ctx context.Context, o query.Order, id string) error {
	waits, err := b.chargebackWaits(ctx, o)
	if err != nil || waits {
		return err
	}
	o.Alert = shown(o.Alert, AlertChargeback)
	_, err = b.note(ctx, o, Alerted, map[string]any{"object": id, "alert": AlertChargeback})
	return err
}

// chargebackWaits reports that Amazon told of a chargeback and nobody has looked since. The order may show something else meanwhile.
func (b *Book) chargebackWaits(ctx context.Context, o query.Order) (waits bool, err error) {
	events, err := b.DB.Read().OrderEvents(ctx, query.OrderEventsParams{ShopID: o.ShopID, OrderID: o.ID})
	if err != nil {
		return false, failed("events", err)
	}
	for _, e := range events {
		if event := Event(e.Event); event != Alerted && event != AlertSeen {
			continue
		}
		var fact struct{ Alert string }
		if err := json.Unmarshal([]byte(e.Fact), &fact); err != nil {
			return false, failed("fact", err)
		}
		if fact.Alert == AlertChargeback {
			waits = Event(e.Event) == Alerted
		}
	}
	return waits, nil
}

// behind is the reason to look that comes forward when the one that an order shows goes.
func (b *Book) behind(ctx context.Context, o query.Order) (string, error) {
	if o.Alert == AlertChargeback {
		return "", nil
	}
	waits, err := b.chargebackWaits(ctx, o)
	if err != nil || !waits {
		return "", err
	}
	return AlertChargeback, nil
}

// Seen takes an alert away: somebody has looked (確認済み). What waited behind it is shown then.
func (b *Book) Seen(ctx context.Context, shop, id string, act Act) (query.Order, error) {
	o, err := b.seen(ctx, shop, id, act)
	if err != nil || o.Alert == "" {
		return o, err
	}
	was := o.Alert
	if o.Alert, err = b.behind(ctx, o); err != nil {
		return o, err
	}
	return b.note(ctx, o, AlertSeen, map[string]any{"by": act.By, "alert": was})
}
