package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/i18n"
)

// oneOrder are commands about one order.
type oneOrder struct {
	booked

	Number string `arg:"" help:"The order's number."`
}

func (c oneOrder) order(ctx context.Context, out io.Writer, do func(book *ledger.Book, id string) (query.Order, error)) error {
	return c.on(ctx, out, func(book *ledger.Book) (any, error) {
		order, err := book.OfNumber(ctx, c.Shop, c.Number)
		if err != nil {
			return nil, err
		}
		if order, err = do(book, order.ID); err != nil {
			return nil, err
		}
		busy, err := book.Busy(ctx, order)
		result := shown(order)
		result.Busy, result.Permits = busy, ledger.Permits(order, busy, book.Now())
		return result, err
	})
}

type orderShow struct{ oneOrder }

// Run is the command.
func (c *orderShow) Run(ctx context.Context, out io.Writer) error {
	return c.order(ctx, out, func(book *ledger.Book, id string) (query.Order, error) { return book.Get(ctx, c.Shop, id) })
}

type orderSettle struct{ oneOrder }

// Run is the command.
func (c *orderSettle) Run(ctx context.Context, out io.Writer) error {
	return c.order(ctx, out, func(book *ledger.Book, id string) (query.Order, error) { return book.Settle(ctx, c.Shop, id) })
}

// orderWish are commands that change an order.
type orderWish struct {
	oneOrder

	Version int64 `env:"NOREN_ORDER_VERSION" help:"The order's version that you have seen: nothing is done if it has changed since."`
}

func (c orderWish) act() ledger.Act { return ledger.Act{By: byCommand, Version: c.Version} }

// simply does what wants nothing but the order.
func (c orderWish) simply(ctx context.Context, out io.Writer, do func(*ledger.Book, context.Context, string, string, ledger.Act) (query.Order, error)) error {
	return c.order(ctx, out, func(book *ledger.Book, id string) (query.Order, error) { return do(book, ctx, c.Shop, id, c.act()) })
}

type orderCapture struct{ orderWish }

// Run is the command.
func (c *orderCapture) Run(ctx context.Context, out io.Writer) error {
	return c.simply(ctx, out, (*ledger.Book).Capture)
}

type orderReauthorise struct{ orderWish }

// Run is the command.
func (c *orderReauthorise) Run(ctx context.Context, out io.Writer) error {
	return c.simply(ctx, out, (*ledger.Book).Reauthorise)
}

type orderCancelOrder struct{ orderWish }

// Run is the command.
func (c *orderCancelOrder) Run(ctx context.Context, out io.Writer) error {
	return c.simply(ctx, out, (*ledger.Book).CancelOrder)
}

type orderAccept struct{ orderWish }

// Run is the command.
func (c *orderAccept) Run(ctx context.Context, out io.Writer) error {
	return c.simply(ctx, out, (*ledger.Book).Accept)
}

type orderShip struct{ orderWish }

// Run is the command.
func (c *orderShip) Run(ctx context.Context, out io.Writer) error {
	return c.simply(ctx, out, (*ledger.Book).Ship)
}

// giveBack are commands that give money back, or give it up.
type giveBack struct {
	orderWish

	Reason  string `env:"NOREN_ORDER_REASON" help:"Why, for the books."`
	Confirm bool   `env:"NOREN_ORDER_CONFIRM" help:"Yes, also if it is more than the amount above which the shop wants a second confirmation."`
}

type orderCancelPayment struct{ giveBack }

// Run is the command.
func (c *orderCancelPayment) Run(ctx context.Context, out io.Writer) error {
	return c.order(ctx, out, func(book *ledger.Book, id string) (query.Order, error) {
		return book.CancelPayment(ctx, c.Shop, id, c.act(), c.Reason, c.Confirm)
	})
}

type orderRefund struct {
	giveBack

	Amount int64 `required:"" env:"NOREN_ORDER_AMOUNT" placeholder:"YEN" help:"How much, in yen."`
}

// Run is the command.
func (c *orderRefund) Run(ctx context.Context, out io.Writer) error {
	return c.order(ctx, out, func(book *ledger.Book, id string) (query.Order, error) {
		return book.Refund(ctx, c.Shop, id, c.act(), ledger.RefundWish{Amount: c.Amount, Reason: c.Reason, Confirmed: c.Confirm})
	})
}

func at(micros int64) time.Time { return store.Micros(micros).Time() }

// orderProblems are the ledger's errors by the codes under which their texts stand, the narrower first.
var orderProblems = []struct {
	err  error
	code api.Code
}{
	{ledger.ErrUnknown, api.OrderUnknown},
	{ledger.ErrUnknownSet, api.ColumnsUnknown},
	{ledger.ErrRaced, api.OrderChanged},
	{ledger.ErrBusy, api.OrderBusy},
	{ledger.ErrNotAllowed, api.NotPermitted},
	{ledger.ErrNotAsked, api.NotAsked},
	{ledger.ErrUnreachable, api.OperationNoted},
	{ledger.ErrRefused, api.ChargeRefused},
}

// orderAdvice says in both languages what an error of the ledger means and what helps.
func orderAdvice(err error) error {
	if errors.Is(err, ledger.ErrConfirm) {
		return fmt.Errorf("%w\nショップで設定した金額を超えています。正しければ --confirm を付けてください。\nIt is above what the shop has set. If it is right, add --confirm", err)
	}
	if amount, ok := errors.AsType[*ledger.AmountError](err); ok {
		return fmt.Errorf("%w\n--amount: 返金できるのは1円から%d円までです。\n--amount: 1 to %d yen can be refunded", err, amount.Most, amount.Most)
	}
	for _, known := range orderProblems {
		if !errors.Is(err, known.err) {
			continue
		}
		said := make([]string, 0, 2)
		for _, lang := range []api.Lang{api.Japanese, api.English} {
			problem := i18n.OrderProblems(lang)[known.code]
			lines := []string{problem.Title, problem.Remedy}
			if known.code == api.ChargeRefused {
				lines = append(lines, i18n.OrdersFor(lang).Remedies...)
			}
			said = append(said, strings.Join(lines, "\n"))
		}
		return fmt.Errorf("%w\n%s", err, strings.Join(said, "\n"))
	}
	return err
}
