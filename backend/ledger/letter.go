package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"noren/backend/buyer"
	"noren/backend/mail"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/cart"
	"noren/shared/yen"
)

// Letter puts together what a mail of the outbox is about, at the moment when it is sent.
func (b *Book) Letter(ctx context.Context, row query.Mail) (mail.Letter, error) {
	o, err := b.Get(ctx, row.ShopID, row.Subject)
	if err != nil {
		return mail.Letter{}, err
	}
	letter := mail.Letter{
		Kind: mail.Kind(row.Kind), Lang: api.Lang(row.Lang), OrderNumber: o.Number, ReferenceID: o.PermissionID,
		OrderedAt: store.Micros(o.PlacedAt).Time(), Deadline: store.Micros(o.PermissionExpiresAt).Time(),
	}
	if letter.Kind == mail.Report {
		letter.Findings = []mail.Finding{{OrderNumber: o.Number, Outcome: mail.Outcome(o.Alert), Amount: yen.Yen(o.Total)}}
		return letter, nil
	}
	shot, err := buyer.Open(b.Sealer, o.ShopID, o.Buyer)
	if err != nil {
		return letter, err
	}
	purchaser, _, err := b.people(o, shot)
	if err != nil {
		return letter, err
	}
	letter.Name, letter.Email, letter.Delivery = strings.TrimSpace(purchaser.FamilyName+" "+purchaser.GivenName), purchaser.Email, shot.Delivery
	if err := addGoods(&letter, o); err != nil {
		return letter, err
	}
	if letter.Kind == mail.Refunded {
		letter.Refund, err = b.refundOf(ctx, o, row.Seq)
	}
	return letter, err
}

func addGoods(letter *mail.Letter, o query.Order) error {
	var basket cart.Cart
	if err := json.Unmarshal([]byte(o.Cart), &basket); err != nil {
		return fmt.Errorf("ledger: cart: %w", err)
	}
	for _, item := range basket.Items {
		letter.Items = append(letter.Items, mail.Item{Name: item.Name, Quantity: item.Quantity, Price: item.Price})
	}
	letter.GoodsTotal, letter.Postage, letter.Fees = basket.GoodsTotal, basket.Postage, basket.Fees
	letter.Discounts, letter.Total = basket.Discounts, basket.Total
	return nil
}

// refundOf is the amount of the refund that was made at a moment.
func (b *Book) refundOf(ctx context.Context, o query.Order, createdAt int64) (yen.Yen, error) {
	refunds, err := b.DB.Read().Refunds(ctx, query.RefundsParams{ShopID: o.ShopID, OrderID: o.ID})
	if err != nil {
		return 0, fmt.Errorf("ledger: refunds: %w", err)
	}
	for _, r := range refunds {
		if r.CreatedAt == createdAt {
			return yen.Yen(r.Amount), nil
		}
	}
	return 0, ErrUnknown
}
