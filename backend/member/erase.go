package member

import (
	"context"
	"errors"
	"fmt"

	"noren/backend/audit"
	"noren/backend/store/query"
)

// errGoesOn says that a visit has gone on since it was read.
var errGoesOn = errors.New("member: the visit goes on")

// Erase forgets a member: the links, what happened to them, the personal data of visits to Amazon, and what the shop's server was
// answered of them. Who is on the way to pay chooses again at Amazon. What belongs to an order that is being paid, or was, stays with the order, without the member's
// id; one that nobody paid keeps nobody's data. Erasing twice, or somebody who never came, is no error. The audit log keeps that by has
// erased somebody, and not whom.
func (m *Members) Erase(ctx context.Context, shop string, by audit.Actor, memberID string) error {
	for {
		err := m.DB.Tx(ctx, func(q *query.Queries) error {
			if err := erase(ctx, q, shop, memberID); err != nil {
				return err
			}
			return audit.Write(ctx, q, m.Now(), audit.Entry{Actor: by, Shop: shop, Action: audit.MemberErased})
		})
		if errors.Is(err, errGoesOn) && ctx.Err() == nil {
			continue
		}
		if err != nil {
			return fmt.Errorf("member: erase: %w", err)
		}
		return nil
	}
}

func erase(ctx context.Context, q *query.Queries, shop, memberID string) error {
	visits, err := q.VisitsOfMember(ctx, query.VisitsOfMemberParams{ShopID: shop, MemberID: memberID})
	if err != nil {
		return err
	}
	for _, visit := range visits {
		if err := forget(ctx, q, visit); err != nil {
			return err
		}
	}
	if _, err := q.DeleteLinksOfMember(ctx, query.DeleteLinksOfMemberParams{ShopID: shop, MemberID: memberID}); err != nil {
		return err
	}
	_, err = q.DeleteLinkEvents(ctx, query.DeleteLinkEventsParams{ShopID: shop, MemberID: memberID})
	return err
}

func forget(ctx context.Context, q *query.Queries, visit query.Checkout) error {
	nothing := []byte{} // not nil, which is NULL
	if err := q.ForgetAnswers(ctx, query.ForgetAnswersParams{Nothing: nothing, ShopID: visit.ShopID, About: visit.ID}); err != nil {
		return err
	}
	if kept(visit) == WithOrder {
		return q.DisownVisit(ctx, query.DisownVisitParams{ShopID: visit.ShopID, ID: visit.ID})
	}
	n, err := q.ForgetVisit(ctx, query.ForgetVisitParams{Nothing: nothing, ShopID: visit.ShopID, ID: visit.ID, Version: visit.Version})
	if err != nil {
		return err
	}
	if n == 0 {
		return errGoesOn
	}
	if visit.OrderID == "" {
		return nil
	}
	if err := q.ForgetUnpaidOrder(ctx, query.ForgetUnpaidOrderParams{Nothing: nothing, ShopID: visit.ShopID, ID: visit.OrderID}); err != nil {
		return err
	}
	return errors.Join(
		q.ForgetUnpaidTerms(ctx, query.ForgetUnpaidTermsParams{ShopID: visit.ShopID, OrderID: visit.OrderID}),
		q.ForgetUnpaidAnswers(ctx, query.ForgetUnpaidAnswersParams{Nothing: nothing, ShopID: visit.ShopID, OrderID: visit.OrderID}),
	)
}
