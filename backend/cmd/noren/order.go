package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"noren/backend"
	"noren/backend/ledger"
	"noren/backend/merchant"
	"noren/backend/spreadsheet"
	"noren/backend/store/query"
	"noren/shared/api"
)

// orderCommand is `noren order …`: what console and server API do with orders, by the same rules.
type orderCommand struct {
	List          orderList          `cmd:"" help:"List orders, the newest first."`
	Show          orderShow          `cmd:"" help:"Print an order, and what may be done with it."`
	Capture       orderCapture       `cmd:"" help:"Request the payment (決済依頼), once."`
	Reauthorise   orderReauthorise   `cmd:"" help:"Reserve the money anew after the authorisation lapsed."`
	Refund        orderRefund        `cmd:"" help:"Return all or a part of the money."`
	CancelPayment orderCancelPayment `cmd:"" help:"Cancel the payment (Amazon Payをキャンセル)."`
	CancelOrder   orderCancelOrder   `cmd:"" help:"Cancel the order (この注文をキャンセル), after its payment."`
	Accept        orderAccept        `cmd:"" help:"Take a payment that was found as the order's."`
	Ship          orderShip          `cmd:"" help:"Note that the order has been shipped."`
	Settle        orderSettle        `cmd:"" help:"Read the payment from Amazon now, and go on with what has no outcome yet."`
	Export        orderExport        `cmd:"" help:"Print orders as CSV."`
	Forget        orderForget        `cmd:"" help:"Erase the personal data of orders for ever: of one person, or of everybody up to a day. The money stays in the books."`
}

// booked is what these commands work on.
type booked struct {
	stored
	provider

	AmazonAPI string `env:"NOREN_AMAZON_API" help:"Address of an Amazon Pay sandbox of your own."`

	Shop string `arg:"" help:"The shop's id."`
}

func (c booked) on(ctx context.Context, out io.Writer, work func(book *ledger.Book) (any, error)) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		if _, err := shops.Get(ctx, c.Shop); err != nil {
			return nil, err
		}
		var err error
		if shops.Provider, err = c.account(""); err != nil {
			return nil, err
		}
		result, err := work(backend.Book(shops, backend.Amazon{API: c.AmazonAPI}))
		return result, orderAdvice(err)
	})
}

// filtered are commands about many orders.
type filtered struct {
	booked

	Where string `env:"NOREN_ORDER_WHERE" placeholder:"state=authorised&lapses_in=7" help:"Which orders, as in the address of the console's list and of GET /api/v1/orders."`
}

func (c filtered) filter() (ledger.Filter, error) {
	values, err := url.ParseQuery(c.Where)
	if err != nil {
		return ledger.Filter{}, fmt.Errorf("--where: %w", err)
	}
	return ledger.ParseFilter(values)
}

type orderList struct {
	filtered

	After string `env:"NOREN_ORDER_AFTER" placeholder:"NEXT" help:"What the page before gave as next."`
	Limit int    `default:"50" env:"NOREN_ORDER_LIMIT" help:"How many at most, up to 200."`
}

// Run is the command.
func (c *orderList) Run(ctx context.Context, out io.Writer) error {
	return c.on(ctx, out, func(book *ledger.Book) (any, error) {
		filter, err := c.filter()
		if err != nil {
			return nil, err
		}
		page, err := book.Search(ctx, c.Shop, filter, ledger.Cursor(c.After), c.Limit)
		orders := make([]shownOrder, 0, len(page.Orders))
		for _, order := range page.Orders {
			orders = append(orders, shown(order))
		}
		return map[string]any{"orders": orders, "next": page.Next}, err
	})
}

type orderExport struct {
	filtered

	Set      string               `env:"NOREN_ORDER_SET" help:"Id of a set of columns that was saved in the console."`
	Column   []ledger.Column      `env:"NOREN_ORDER_COLUMN" placeholder:"number" help:"A column; may be repeated."`
	PerLine  bool                 `env:"NOREN_ORDER_PER_LINE" help:"A row for each line of goods."`
	Encoding spreadsheet.Encoding `default:"utf8" enum:"utf8,shift_jis" env:"NOREN_ORDER_ENCODING" help:"utf8 or shift_jis."`
	Lang     api.Lang             `default:"ja" enum:"ja,en" env:"NOREN_ORDER_LANG" help:"Language of the heading: ja or en."`
}

// Run is the command.
func (c *orderExport) Run(ctx context.Context, out io.Writer) error {
	filter, err := c.filter()
	if err != nil {
		return explain(err)
	}
	shops, closeStore, err := c.open(ctx)
	if err != nil {
		return err
	}
	book := backend.Book(shops, backend.Amazon{API: c.AmazonAPI})
	_, err = shops.Get(ctx, c.Shop)
	if err == nil {
		err = c.write(ctx, out, book, filter)
	}
	return errors.Join(explain(orderAdvice(err)), closeStore())
}

func (c *orderExport) write(ctx context.Context, out io.Writer, book *ledger.Book, filter ledger.Filter) error {
	set, err := book.ExportOf(ctx, c.Shop, c.Set)
	if err != nil {
		return err
	}
	if len(c.Column) > 0 {
		set.Columns = c.Column
	}
	if c.Set == "" {
		set.PerLine, set.Encoding = c.PerLine, c.Encoding
	}
	file, err := book.BeginDownload(ctx, c.Shop, byCommand, filter, set, c.Lang)
	if err != nil {
		return err
	}
	return file.Write(ctx, out)
}

// shownOrder is an order as these commands print it. The purchaser is not shown: terminals remember.
type shownOrder struct {
	Number            string          `json:"number"`
	Version           int64           `json:"version"`
	State             string          `json:"state"`
	MayShip           bool            `json:"mayShip"`
	Total             int64           `json:"total"` // whole yen, as all amounts
	Captured          int64           `json:"captured"`
	Refunded          int64           `json:"refunded"`
	AmazonTotal       int64           `json:"amazonTotal,omitempty"`
	Differs           bool            `json:"differs"`
	AmazonReferenceID string          `json:"amazonReferenceId,omitempty"`
	Alert             string          `json:"alert,omitempty"`
	Reason            string          `json:"reason,omitempty"`
	Busy              string          `json:"busy,omitempty"`
	Permits           []ledger.Permit `json:"permits,omitempty"`
	CreatedAt         time.Time       `json:"createdAt"`
	PlacedAt          time.Time       `json:"placedAt,omitzero"`
	ExpiresAt         time.Time       `json:"expiresAt,omitzero"`
	ShippedAt         time.Time       `json:"shippedAt,omitzero"`
}

func shown(o query.Order) shownOrder {
	return shownOrder{
		Number: o.Number, Version: o.Version, State: o.State, MayShip: ledger.State(o.State).MayShip(), Total: o.Total, Captured: o.Captured,
		Refunded: o.Refunded, AmazonTotal: o.AmazonTotal, Differs: o.Differs == 1, AmazonReferenceID: o.PermissionID, Alert: o.Alert,
		Reason: o.Reason, CreatedAt: at(o.CreatedAt), PlacedAt: at(o.PlacedAt), ExpiresAt: at(o.ExpiresAt), ShippedAt: at(o.ShippedAt),
	}
}
