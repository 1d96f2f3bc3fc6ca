package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"noren/backend/mail"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/validate"
)

// Forgotten says of an order what became of the wish to forget its people.
type Forgotten struct {
	Number string `json:"number"`
	Kept   Why    `json:"kept,omitempty"` // why they are kept; "": nothing of them is left
}

// Forget erases the personal data of one order: who bought and where it went, what was there before edits, the words by which they were
// found, what Amazon said of them on their visits, what the shop's server was answered of them, and what people wrote to them; mails that
// wait are not sent any more. The money stays:
// amounts, charges, refunds, events. Orders whose payment is not at rest keep their people, since somebody must be told how it ends. What
// a link of a member's knows is erased with the member (package member). Errors: ErrUnknown, ErrRaced, *PermitError.
func (b *Book) Forget(ctx context.Context, shop, id string, act Act) (query.Order, error) {
	o, err := b.seen(ctx, shop, id, act)
	if err != nil {
		return o, err
	}
	why, err := b.keeps(ctx, o)
	if err != nil {
		return o, err
	}
	if why != "" {
		return o, &PermitError{Action: "forget", Why: why} // none of the actions that pages offer
	}
	cart, visit := o.CartID, o.CheckoutID
	o.Buyer, o.Purchaser = []byte{}, []byte{}
	next := o
	err = b.DB.Tx(ctx, func(q *query.Queries) (err error) {
		if next, err = Note(ctx, q, b.Now(), o, PurchaserForgotten, map[string]any{"by": act.By}); err != nil {
			return err
		}
		return failed("forget", errors.Join(
			q.ForgetPurchaserEdits(ctx, query.ForgetPurchaserEditsParams{ShopID: shop, OrderID: id}),
			q.DeleteOrderTerms(ctx, query.DeleteOrderTermsParams{ShopID: shop, OrderID: id}),
			q.ForgetVisitsOfOrder(ctx, query.ForgetVisitsOfOrderParams{Nothing: []byte{}, ShopID: shop, CartID: cart, OrderID: id}),
			q.ForgetMails(ctx, query.ForgetMailsParams{Nothing: []byte{}, Why: string(mail.NoAddress), ShopID: shop, OrderID: id}),
			q.ForgetAnswers(ctx, query.ForgetAnswersParams{Nothing: []byte{}, ShopID: shop, About: visit}),
			q.ForgetAnswers(ctx, query.ForgetAnswersParams{Nothing: []byte{}, ShopID: shop, About: id}),
		))
	})
	return next, err
}

// AreForgotten reports that nothing is known any more of who bought and where it went.
func AreForgotten(o query.Order) bool { return len(o.Buyer) == 0 && len(o.Purchaser) == 0 }

// ForgottenAt is when the people of an order were forgotten, in UTC. It is zero while they are known, and where they were erased with
// a member (package member), which the timeline does not tell.
func (b *Book) ForgottenAt(ctx context.Context, o query.Order) (time.Time, error) {
	if !AreForgotten(o) {
		return time.Time{}, nil
	}
	at, err := b.DB.Read().ForgottenAt(ctx, query.ForgottenAtParams{ShopID: o.ShopID, OrderID: o.ID})
	return store.Micros(at).Time(), failed("forgotten", err)
}

// atRest are the states in which a payment does not move any more by itself. OrdersToForget and its index name the same.
var atRest = []State{Unpaid, Captured, PartlyRefunded, Refunded, Cancelled, OrderCancelled}

// rests reports that a payment does not move any more by itself. What was declined or has lapsed can be reserved anew for as long as
// Amazon's permission lasts, 180 days (R5-7); then it rests, too.
func (b *Book) rests(o query.Order) bool {
	if s := State(o.State); s == Declined || s == Lapsed {
		return o.PermissionExpiresAt > 0 && store.Micros(o.PermissionExpiresAt).Time().Before(b.Now())
	}
	return slices.Contains(atRest, State(o.State))
}

// keeps is why an order keeps its people: its payment may still move, or nothing is known of anybody.
func (b *Book) keeps(ctx context.Context, o query.Order) (Why, error) {
	if !b.rests(o) {
		return WhyState, nil
	}
	busy, err := b.Busy(ctx, o)
	switch {
	case err != nil:
		return "", err
	case busy != "":
		return WhyBusy, nil
	case AreForgotten(o):
		return WhyDone, nil
	}
	return "", nil
}

// ForgetAll forgets the people of all orders that a filter finds: of one person by their address, or of everybody up to a
// day. It says what became of each. An empty filter is refused: the error is validate.Faults.
func (b *Book) ForgetAll(ctx context.Context, shop string, by Actor, f Filter) ([]Forgotten, error) {
	if len(f.Values()) == 0 {
		return nil, validate.Faults{{Field: "where", Rule: "required"}}
	}
	all := []Forgotten{}
	for after := Cursor(""); ; {
		page, err := b.Search(ctx, shop, f, after, MostAtOnce)
		if err != nil {
			return all, err
		}
		for _, o := range page.Orders {
			_, err := b.Forget(ctx, shop, o.ID, Act{By: by})
			one := Forgotten{Number: o.Number}
			if kept, ok := errors.AsType[*PermitError](err); ok {
				one.Kept = kept.Why
			} else if err != nil {
				return all, fmt.Errorf("ledger: forget %s: %w", o.Number, err)
			}
			all = append(all, one)
		}
		if after = page.Next; after == "" {
			return all, nil
		}
	}
}
