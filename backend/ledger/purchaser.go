package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"noren/backend/buyer"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/person"
	"noren/shared/validate"
)

const purchaserPurpose = "purchaser"

// People are the purchaser of an order, as edited last, and the recipient of what is sent; nil where nothing is.
func (b *Book) People(o query.Order) (purchaser, recipient *api.Person, err error) {
	snapshot, err := buyer.Open(b.Sealer, o.ShopID, o.Buyer)
	if err != nil {
		return nil, nil, err
	}
	return b.people(o, snapshot)
}

func (b *Book) people(o query.Order, snapshot buyer.Snapshot) (purchaser, recipient *api.Person, err error) {
	purchaser, recipient = snapshot.People()
	if len(o.Purchaser) > 0 {
		purchaser, err = b.openPurchaser(o.ShopID, o.Purchaser)
	}
	return purchaser, recipient, err
}

// EditPurchaser changes the purchaser's data in the ledger alone: nothing is sent to Amazon (R5-6). What was typed is normalised like
// a form's; a name is required. Errors: validate.Faults by the fields of api.Person, ErrUnknown, ErrRaced, *PermitError.
func (b *Book) EditPurchaser(ctx context.Context, shop, id string, act Act, p api.Person) (query.Order, error) {
	edited, faults := person.Read(person.Typed(p))
	if edited.FamilyName+edited.GivenName == "" {
		faults = append(faults, validate.Fault{Field: string(api.FamilyName), Rule: "required"})
	}
	if faults != nil {
		return query.Order{}, faults
	}
	o, err := b.seen(ctx, shop, id, act)
	if err != nil {
		return o, err
	}
	if err := b.permit(ctx, o, EditPurchaserAction); err != nil {
		return o, err
	}
	before, _, err := b.People(o)
	if err != nil || len(person.Changed(*before, edited)) == 0 {
		return o, err
	}
	return b.savePurchaser(ctx, o, act.By, *before, person.With(edited, api.Person{})) // in every way of writing
}

func (b *Book) savePurchaser(ctx context.Context, o query.Order, by Actor, before, edited api.Person) (query.Order, error) {
	was, err := b.sealPurchaser(o.ShopID, before)
	if err != nil {
		return o, err
	}
	if o.Purchaser, err = b.sealPurchaser(o.ShopID, edited); err != nil {
		return o, err
	}
	next := o
	err = b.DB.Tx(ctx, func(q *query.Queries) (err error) {
		fact := map[string]any{"by": by, "fields": person.Changed(before, edited)}
		if next, err = Note(ctx, q, b.Now(), o, PurchaserChanged, fact); err != nil {
			return err
		}
		err = q.InsertPurchaserEdit(ctx, query.InsertPurchaserEditParams{
			ShopID: o.ShopID, OrderID: o.ID, Version: next.Version, Purchaser: was, Actor: string(by), At: next.UpdatedAt,
		})
		if err != nil {
			return fmt.Errorf("ledger: purchaser: %w", err)
		}
		return nil
	})
	return next, err
}

// PurchaserEdit is one change of the purchaser's data.
type PurchaserEdit struct {
	At     time.Time // UTC
	By     Actor
	Before api.Person
	After  api.Person
}

// PurchaserHistory reads every change, the newest first.
func (b *Book) PurchaserHistory(ctx context.Context, shop, id string) ([]PurchaserEdit, error) {
	o, err := b.Get(ctx, shop, id)
	if err != nil {
		return nil, err
	}
	after, _, err := b.People(o)
	if err != nil {
		return nil, err
	}
	rows, err := b.DB.Read().PurchaserEdits(ctx, query.PurchaserEditsParams{ShopID: shop, OrderID: id})
	if err != nil {
		return nil, fmt.Errorf("ledger: purchaser edits: %w", err)
	}
	history := make([]PurchaserEdit, 0, len(rows))
	for _, row := range rows {
		before, err := b.openPurchaser(shop, row.Purchaser)
		if err != nil {
			return nil, err
		}
		history = append(history, PurchaserEdit{store.Micros(row.At).Time(), Actor(row.Actor), *before, *after})
		after = before
	}
	return history, nil
}

func (b *Book) sealPurchaser(shop string, p api.Person) ([]byte, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("ledger: purchaser: %w", err)
	}
	return b.Sealer.Seal(shop, purchaserPurpose, text)
}

func (b *Book) openPurchaser(shop string, sealed []byte) (*api.Person, error) {
	text, err := b.Sealer.Open(shop, purchaserPurpose, sealed)
	if err != nil {
		return nil, fmt.Errorf("ledger: purchaser: %w", err)
	}
	p := new(api.Person)
	if err := json.Unmarshal(text, p); err != nil {
		return nil, fmt.Errorf("ledger: purchaser: %w", err)
	}
	return p, nil
}

// GoodsStep is one step of a way out; its texts are in package i18n.
type GoodsStep string

// Steps towards other goods (R5-5).
const (
	GoodsOrderAnew     GoodsStep = "order_anew"     // the shopper orders anew
	GoodsCancelPayment GoodsStep = "cancel_payment" // 「Amazon Payをキャンセル」
	GoodsChangeMethod  GoodsStep = "change_method"  // another payment method, in the shop's own system
	GoodsChange        GoodsStep = "change_goods"   // then the goods, there
	GoodsAwaitRefund   GoodsStep = "await_refund"   // the money comes back first
	GoodsFree          GoodsStep = "nothing_paid"   // the cart may simply be changed
)

// GoodsWayOut says what to do instead of changing an order's goods, which cannot be done while Amazon Pay pays for them (R5-5):
// either the first way, or the steps of the second, in their order.
func GoodsWayOut(o query.Order) (ways [][]GoodsStep) {
	switch State(o.State) {
	case Awaiting, Unpaid:
		return [][]GoodsStep{{GoodsFree}}
	case Cancelled, Refunded, OrderCancelled:
		return [][]GoodsStep{{GoodsOrderAnew}, {GoodsChangeMethod, GoodsChange}}
	case Captured, PartlyRefunded, Refunding:
		return [][]GoodsStep{{GoodsOrderAnew}, {GoodsCancelPayment, GoodsAwaitRefund, GoodsChangeMethod, GoodsChange}}
	case Pending, Authorised, Capturing, Declined, Lapsed, Attention:
	}
	return [][]GoodsStep{{GoodsOrderAnew}, {GoodsCancelPayment, GoodsChangeMethod, GoodsChange}}
}
