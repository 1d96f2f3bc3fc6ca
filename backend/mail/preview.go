package mail

import (
	"context"
	"fmt"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/i18n"
	"noren/shared/yen"
)

// Preview is what a template makes of a letter, in a language. The template need not have been saved.
func Preview(template Template, lang api.Lang, letter Letter) Wording {
	letter.Lang = lang
	return template.fill(letter)
}

// Sample is an order, or a report, of nobody: for previews and test mails.
func Sample(kind Kind, lang api.Lang, shop Shop, now time.Time) Letter {
	sample := i18n.MailFor(lang).Sample
	if shop.Guide == "" {
		shop.Guide = sample.Guide
	}
	letter := Letter{
		Kind: kind, Lang: lang, Shop: shop, Name: sample.Name, OrderNumber: "A-10024", ReferenceID: "P03-1234567-7654321",
		OrderedAt:  now.AddDate(0, 0, -3),
		Items:      []Item{{Name: sample.Goods[0], Quantity: 2, Price: 1080}, {Name: sample.Goods[1], Quantity: 1, Price: 540}},
		GoodsTotal: 2700, Postage: 600, Fees: 110, Discounts: 410, Total: 3000,
		Delivery: &api.Address{Name: sample.Name, PostalCode: "1530064", Region: sample.Region, City: sample.City, Line1: sample.Street, Phone: "0312345678"},
		Findings: []Finding{{"A-10024", Captured, 3000}, {"A-10025", Captured, 12800}, {"A-10019", CaptureRefused, 5400}},
	}
	switch kind {
	case Refunded, OrderCancelled:
		letter.Refund = yen.Yen(3000)
	case ChangeCard:
		letter.Deadline = now.AddDate(0, 0, 7)
	case OrderConfirmation, PaymentRequested, Individual, Report, Invitation:
	}
	return letter
}

// Test sends the sample of a kind, as the shop words it, to somebody who wants to see it, now and past the outbox. Mails of the kind
// may be switched off. The audit log says that it was tried, and not to whom. Errors: *UnwantedError for the address or without a mail server; any other is why the server did not take it.
func (s *Sender) Test(ctx context.Context, shop string, by audit.Actor, kind Kind, lang api.Lang, to string) error {
	if s.Server == nil {
		return &UnwantedError{NoServer}
	}
	template, err := s.Templates.Get(ctx, shop, kind)
	if err != nil {
		return err
	}
	about, err := s.Templates.Shop(ctx, shop)
	if err != nil {
		return fmt.Errorf("mail: shop: %w", err)
	}
	template.On = true
	letter := Sample(kind, lang, about, s.Now())
	letter.Email = to
	message, err := Render(template, letter)
	if err != nil {
		return err
	}
	message.ID = store.NewID("test", s.Now())
	err = s.DB.Tx(ctx, func(q *query.Queries) error {
		return audit.Write(ctx, q, s.Now(), audit.Entry{Actor: by, Shop: shop, Action: audit.MailTested, Subject: string(kind)})
	})
	if err != nil {
		return err
	}
	r := &round{sender: s}
	defer r.close()
	return r.send(ctx, message)
}
