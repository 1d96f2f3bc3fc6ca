package checkout

import (
	"slices"

	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/person"
	"noren/shared/validate"
)

// answered puts what the shopper was asked into the checkout. Whatever a purchase needs must be there by now: the order element
// asks for it (R4-5). The error is validate.Faults, which name what is missing or wrong.
func (f *Flow) answered(shop Shop, c query.Checkout, r api.ConfirmRequest) (query.Checkout, error) {
	shot, err := f.Snapshot(c.ShopID, c.Buyer)
	if err != nil {
		return c, err
	}
	asked := missing(shot, shop, c)
	if len(asked) == 0 {
		return c, nil
	}
	said, faults := person.Read(slices.DeleteFunc(slices.Clone(r.Answers), func(t api.TypedField) bool { return !slices.Contains(asked, t.Field) }))
	shot.Answers = person.With(shot.Answers, said)
	for _, field := range missing(shot, shop, c) {
		if !slices.ContainsFunc(faults, func(fault validate.Fault) bool { return fault.Field == string(field) }) {
			faults = append(faults, validate.Fault{Field: string(field), Rule: "required"})
		}
	}
	if len(faults) > 0 {
		return c, faults
	}
	c.Buyer, err = shot.Seal(f.Sealer, c.ShopID)
	return c, err
}
