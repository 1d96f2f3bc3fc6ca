package main

import (
	"context"
	"io"

	"noren/backend/ledger"
)

// orderForget is `noren order forget`: a request of one person, or everybody up to a day. A shop's rule of retention needs no timer: the
// ledger follows it by itself.
type orderForget struct{ filtered }

// Run is the command.
func (c *orderForget) Run(ctx context.Context, out io.Writer) error {
	return c.on(ctx, out, func(book *ledger.Book) (any, error) {
		filter, err := c.filter()
		if err != nil {
			return nil, err
		}
		orders, err := book.ForgetAll(ctx, c.Shop, byCommand, filter)
		return map[string]any{"orders": orders}, err
	})
}
