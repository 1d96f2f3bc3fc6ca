package main

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"

	"noren/backend/contract"
	"noren/backend/merchant"
	"noren/backend/staff"
)

// advise adds what to do to errors whose own words say only what happened.
func advise(err error) error {
	_, unreachable := errors.AsType[*pgconn.ConnectError](err)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("%w; stop what listens there, or choose another port", err)
	case unreachable:
		return fmt.Errorf("%w; is the server running, and are host, name, password and database right?", err)
	case errors.Is(err, merchant.ErrUnknownShop), errors.Is(err, contract.ErrUnknownShop):
		return fmt.Errorf("%w; «noren shop list» shows the ids", err)
	case errors.Is(err, contract.ErrStep):
		return fmt.Errorf("%w; «noren shop list» shows how the contract stands", err)
	case errors.Is(err, staff.ErrUnknown):
		return fmt.Errorf("%w; «noren staff list» shows everybody", err)
	case errors.Is(err, staff.ErrLastOwner), errors.Is(err, staff.ErrLastOperator):
		return fmt.Errorf("%w; «noren staff invite» enters another one", err)
	}
	return err
}
