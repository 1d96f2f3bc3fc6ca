package checkout

import (
	"context"
	"strconv"

	"noren/backend/store/query"
	"noren/shared/api"
)

// Change goes back to Amazon to choose another address or card (R4-7). The shopper returns to the same place of the page, by
// the same review. Errors: ErrUnknown, ErrReturnTo, those of a checkout that cannot be confirmed.
func (f *Flow) Change(ctx context.Context, id string, r api.ChangeRequest) (api.Departure, error) {
	shop, err := f.Shop(ctx, r.Shop)
	if err != nil {
		return api.Departure{}, err
	}
	if !shop.onShop(r.ReturnTo) {
		return api.Departure{}, ErrReturnTo
	}
	c, err := f.Get(ctx, shop.ID, id)
	if err != nil {
		return api.Departure{}, err
	}
	if err := confirmableError(c); err != nil {
		return api.Departure{}, err
	}
	c.ReturnTo, c.Challenge = r.ReturnTo, r.Challenge
	err = f.DB.Tx(ctx, func(q *query.Queries) error {
		_, err := Advance(ctx, q, f.Now(), c, Change, map[string]any{"what": r.What})
		return err
	})
	if err != nil {
		return api.Departure{}, err
	}
	// The version makes each address of the launch page one of its own: it launches once.
	return api.Departure{Go: f.PublicURL + "/launch/" + c.ID + "/change-" + r.What + "?v=" + strconv.FormatInt(c.Version, 10), Checkout: c.ID}, nil
}
