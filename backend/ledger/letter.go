package ledger

import (
	"context"
	"fmt"
	"strings"

	"noren/backend/buyer"
	"noren/backend/mail"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/webhook"
	"noren/shared/api"
	"noren/shared/yen"
)

// Letter puts together what a mail of the outbox is about, at the moment when it is sent.
func (b *Book) Letter(ctx context.Context, row query.Mail) (mail.Letter, error) {
	if strings.HasPrefix(row.Subject, webhook.EndpointPrefix+"_") { // the shop's server does not answer
		return mail.Letter{Kind: mail.Report, Lang: api.Lang(row.Lang), Findings: []mail.Finding{{Outcome: mail.WebhookDisabled}}}, nil
	}
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
	switch letter.Kind { //nolint:exhaustive // no other mail is about money that goes back
	case mail.Refunded:
		letter.Refund, err = b.refundOf(ctx, o, row.Seq)
	case mail.OrderCancelled: // after 決済依頼 it says that the money is returned (R5-3)
		letter.Refund = yen.Yen(o.Refunded)
	}
	return letter, err
}

// addGoods fills in the order's figures; 「個別確認メール」 has those of the papers, as corrected (R5-9).
func addGoods(letter *mail.Letter, o query.Order) error {
	if letter.Kind != mail.Individual {
		o.Paper = ""
	}
	paper, _, err := PaperOf(o, Issuer{})
	if err != nil {
		return err
	}
	for _, line := range paper.Lines {
		letter.Items = append(letter.Items, mail.Item{Name: line.Name, Quantity: line.Quantity, Price: line.Price})
	}
	if paper.Adjustment != 0 {
		letter.Items = append(letter.Items, mail.Item{Name: paper.Difference, Quantity: 1, Price: paper.Adjustment})
	}
	letter.GoodsTotal, letter.Postage, letter.Fees = paper.Goods()+paper.Adjustment, paper.Postage, paper.Fees
	letter.Discounts, letter.Total = paper.Discounts, paper.Total
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
