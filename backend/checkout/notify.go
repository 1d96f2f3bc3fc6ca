package checkout

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"noren/backend/amazonpay"
	"noren/backend/ledger"
	"noren/backend/store/query"
)

// Notified follows notifications about what hangs on one charge permission, and has an outcome for each. They say only where to
// look: the permission is read, its reference names the order, the order its checkout. ErrUnknown says that the permission is
// nobody's here.
func (f *Flow) Notified(ctx context.Context, book *ledger.Book, shop, permission string, news []ledger.News) []error {
	order, err := f.DB.Read().FindOrderOfPermission(ctx, query.FindOrderOfPermissionParams{ShopID: shop, PermissionID: permission})
	if errors.Is(err, sql.ErrNoRows) {
		order, err = f.orderOfReference(ctx, shop, permission)
	}
	if err == nil && order.PermissionID == permission {
		return book.Heard(ctx, order, news)
	}
	if err == nil {
		_, err = f.Settle(ctx, shop, order.CheckoutID)
	}
	return slices.Repeat([]error{err}, len(news))
}

// orderOfReference asks Amazon what an unknown permission is for: the answer to Complete may have been lost.
func (f *Flow) orderOfReference(ctx context.Context, shop, permissionID string) (query.Order, error) {
	account, err := f.Account(ctx, shop, "")
	if err != nil {
		return query.Order{}, err
	}
	permission, err := account.Client.GetChargePermission(ctx, permissionID)
	if err != nil {
		return query.Order{}, unreachable(err, ErrUnknown)
	}
	order, err := f.orderOfNumber(ctx, shop, permission)
	if errors.Is(err, sql.ErrNoRows) {
		return order, ErrUnknown
	}
	if err != nil {
		return order, fmt.Errorf("checkout: order of reference: %w", err)
	}
	return order, nil
}

func (f *Flow) orderOfNumber(ctx context.Context, shop string, permission *amazonpay.ChargePermission) (query.Order, error) {
	return f.DB.Read().GetOrderOfNumber(ctx, query.GetOrderOfNumberParams{ShopID: shop, Number: permission.MerchantMetadata.MerchantReferenceID})
}
