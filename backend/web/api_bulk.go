package web

import (
	"context"
	"errors"
	"strconv"

	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/web/shopapi"
	"noren/shared/validate"
)

// DraftBulk is the dry run of 一括決済依頼 (R5-2).
func (a shopServer) DraftBulk(ctx context.Context, r shopapi.DraftBulkRequestObject) (shopapi.DraftBulkResponseObject, error) {
	who := callerOf(ctx)
	ids := make([]string, 0, len(r.Body.Orders))
	var unknown validate.Faults
	for i, number := range r.Body.Orders {
		order, err := a.site.Book.OfNumber(ctx, who.shop, number)
		switch {
		case errors.Is(err, ledger.ErrUnknown):
			unknown = append(unknown, validate.Fault{Field: "orders." + strconv.Itoa(i), Rule: "known"})
		case err != nil:
			return nil, err
		}
		ids = append(ids, order.ID)
	}
	if unknown != nil {
		return nil, unknown
	}
	bulk, err := a.site.Book.DraftBulk(ctx, who.shop, ledger.Act{By: who.actor}, ids)
	if err != nil {
		return nil, err
	}
	return shopapi.DraftBulk201JSONResponse(bulkForShop(bulk)), nil
}

// GetBulk tells how far a bulk is.
func (a shopServer) GetBulk(ctx context.Context, r shopapi.GetBulkRequestObject) (shopapi.GetBulkResponseObject, error) {
	bulk, err := a.bulk(ctx, r.Bulk)
	return shopapi.GetBulk200JSONResponse(bulk), err
}

// StartBulk lets a draft run.
func (a shopServer) StartBulk(ctx context.Context, r shopapi.StartBulkRequestObject) (shopapi.StartBulkResponseObject, error) {
	who := callerOf(ctx)
	if err := a.site.Book.StartBulk(ctx, who.shop, who.actor, r.Bulk); err != nil {
		return nil, err
	}
	bulk, err := a.bulk(ctx, r.Bulk)
	return shopapi.StartBulk200JSONResponse(bulk), err
}

// StopBulk ends a running one.
func (a shopServer) StopBulk(ctx context.Context, r shopapi.StopBulkRequestObject) (shopapi.StopBulkResponseObject, error) {
	who := callerOf(ctx)
	if err := a.site.Book.StopBulk(ctx, who.shop, who.actor, r.Bulk); err != nil {
		return nil, err
	}
	bulk, err := a.bulk(ctx, r.Bulk)
	return shopapi.StopBulk200JSONResponse(bulk), err
}

func (a shopServer) bulk(ctx context.Context, id string) (shopapi.Bulk, error) {
	bulk, err := a.site.Book.Bulk(ctx, callerOf(ctx).shop, id)
	if err != nil {
		return shopapi.Bulk{}, err
	}
	return bulkForShop(bulk), nil
}

func bulkForShop(b ledger.Bulk) shopapi.Bulk {
	answer := shopapi.Bulk{
		Id: b.ID, State: shopapi.BulkState(b.State), Waiting: b.Count(ledger.ItemWaiting), Done: b.Count(ledger.ItemDone),
		Refused: b.Count(ledger.ItemRefused), Unknown: b.Count(ledger.ItemUnknown), Items: make([]shopapi.BulkItem, 0, len(b.Items)),
		CreatedAt: store.Micros(b.CreatedAt).Time(), DoneAt: moment(b.DoneAt),
	}
	for _, item := range b.Items {
		answer.Items = append(answer.Items, shopapi.BulkItem{
			Number: item.Number, Total: item.Total, State: shopapi.BulkItemState(item.State), Why: given(item.Why),
		})
	}
	return answer
}
