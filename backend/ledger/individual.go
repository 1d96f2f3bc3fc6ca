package ledger

import (
	"context"

	"noren/backend/mail"
	"noren/backend/store/query"
)

// MailIndividually sends 「個別確認メール」 (R5-9) in the words that somebody has made of its draft, which [mail.Templates.Seal] has
// sealed. Errors: ErrUnknown, ErrRaced, *PermitError.
func (b *Book) MailIndividually(ctx context.Context, shop, id string, act Act, draft []byte) (query.Order, error) {
	o, err := b.seen(ctx, shop, id, act)
	if err != nil {
		return o, err
	}
	if err := b.permit(ctx, o, EditPaperAction); err != nil {
		return o, err
	}
	next := o
	err = b.DB.Tx(ctx, func(q *query.Queries) (err error) {
		if next, err = Note(ctx, q, b.Now(), o, IndividuallyMailed, map[string]any{"by": act.By}); err != nil {
			return err
		}
		return mail.Ask(ctx, q, b.Now(), mail.Wanted{
			Shop: o.ShopID, Kind: mail.Individual, Subject: o.ID, Seq: next.Version, Lang: o.Lang, Draft: draft,
		})
	})
	return next, err
}
