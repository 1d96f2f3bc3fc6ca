package merchant

import (
	"context"
	"errors"

	"noren/backend/audit"
	"noren/backend/contract"
	"noren/backend/store/query"
)

// Contracts are the agreements with the operator. Apply is here and not there: whether the service is in use at once follows from
// the settings.
func (s *Shops) Contracts() *contract.Contracts {
	return &contract.Contracts{DB: s.DB, Now: s.Now}
}

// Apply applies for the service (R2-3). Errors: validate.Faults, contract.ErrStep when there is a contract in force, ErrUnknownShop.
func (s *Shops) Apply(ctx context.Context, by audit.Actor, shop string, a contract.Application) error {
	err := s.Contracts().Apply(ctx, by, shop, a, func(q *query.Queries) (bool, error) {
		settings, err := currentSettings(ctx, q, shop)
		return settings.Shown(), err
	})
	if errors.Is(err, contract.ErrUnknownShop) {
		return ErrUnknownShop
	}
	return err
}
