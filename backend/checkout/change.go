package checkout

import (
	"cmp"
	"context"
	"errors"
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
	c, err := f.leave(ctx, shop.ID, id, r)
	for errors.Is(err, ErrRaced) && ctx.Err() == nil {
		c, err = f.leave(ctx, shop.ID, id, r)
	}
	if err != nil {
		return api.Departure{}, err
	}
	// The version makes each address of the launch page one of its own: it launches once.
	return api.Departure{Go: f.PublicURL + "/launch/" + c.ID + "/change-" + r.What + "?v=" + strconv.FormatInt(c.Version, 10), Checkout: c.ID}, nil
}

// leave notes where the shopper comes back to; ErrRaced is worth another try.
func (f *Flow) leave(ctx context.Context, shop, id string, r api.ChangeRequest) (query.Checkout, error) {
	c, err := f.Get(ctx, shop, id)
	if err != nil {
		return c, err
	}
	if err := confirmableError(c); err != nil {
		return c, err
	}
	next := c
	next.ReturnTo, next.Challenge, next.LoginState, next.Fill = r.ReturnTo, r.Challenge, "", fillOfChange(r)
	err = f.DB.Tx(ctx, func(q *query.Queries) error {
		advanced, err := Advance(ctx, q, f.Now(), next, Change, map[string]any{"what": r.What})
		if err == nil {
			c = advanced
		}
		return err
	})
	return c, err
}

// fillOfChange says whose address the shopper goes for; a card fills nothing.
func fillOfChange(r api.ChangeRequest) string {
	if r.What != api.ChangeAddress {
		return ""
	}
	return string(cmp.Or(r.Target, api.Delivery))
}
