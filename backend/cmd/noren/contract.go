package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"noren/backend/contract"
	"noren/backend/merchant"
	"noren/shared/api"
	"noren/shared/i18n"
)

// contractCommand is `noren contract …`: what merchants are billed.
type contractCommand struct {
	Bill   contractBill   `cmd:"" help:"Print what is billed for a month, shop by shop, as CSV."`
	Tariff contractTariff `cmd:"" help:"Print what the service costs, or set it from a coming month on."`
}

type contractBill struct {
	stored

	Month string `env:"NOREN_CONTRACT_MONTH" placeholder:"2026-11" help:"The month, in Japan; without one, the month before this one."`
	Lang  string `default:"ja" enum:"ja,en" env:"NOREN_CONTRACT_LANG" help:"Language of the names of the columns: ja or en."`
}

// Run is the command.
func (c *contractBill) Run(ctx context.Context, out io.Writer) error {
	month := contract.MonthOf(time.Now()) - 1
	if c.Month != "" {
		var err error
		if month, err = contract.ParseMonth(c.Month); err != nil {
			return fmt.Errorf("--month: %w", err)
		}
	}
	shops, closeStore, err := c.open(ctx)
	if err != nil {
		return err
	}
	charges, err := shops.Contracts().Bill(ctx, month)
	if err == nil {
		err = contract.WriteBill(out, i18n.ContractFor(api.Lang(c.Lang)).BillColumns(), charges)
	}
	return errors.Join(err, closeStore())
}

type contractTariff struct {
	stored

	From       string `env:"NOREN_TARIFF_FROM" placeholder:"2027-04" help:"Set the figures from this month on, which must not have begun; what is not named stays."`
	Initial    *int64 `env:"NOREN_TARIFF_INITIAL" help:"Initial cost (初期費用), in yen without tax."`
	Monthly    *int64 `env:"NOREN_TARIFF_MONTHLY" help:"Monthly fee (月額利用料), in yen without tax."`
	TaxPercent *int64 `env:"NOREN_TARIFF_TAX_PERCENT" help:"Consumption tax, in percent."`
	SaleFee    *int64 `env:"NOREN_TARIFF_SALE_FEE" help:"What Amazon takes of each sale, in hundredths of a percent: 390 is 3.9 %."`
}

// month is a line of the tariffs.
type month struct {
	From string `json:"from,omitempty"` // nothing: since ever
	contract.Tariff
}

// Run is the command.
func (c *contractTariff) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		contracts := shops.Contracts()
		if err := c.set(ctx, contracts); err != nil {
			return nil, err
		}
		tariffs, err := contracts.Tariffs(ctx)
		lines := make([]month, 0, len(tariffs))
		for i, t := range tariffs {
			line := month{Tariff: t}
			if i > 0 {
				line.From = t.From.String()
			}
			lines = append(lines, line)
		}
		return lines, err
	})
}

func (c *contractTariff) set(ctx context.Context, contracts *contract.Contracts) error {
	named := c.Initial != nil || c.Monthly != nil || c.TaxPercent != nil || c.SaleFee != nil
	if c.From == "" || !named {
		if c.From != "" || named {
			return errors.New("--from says the month, and at least one of --initial, --monthly, --tax-percent and --sale-fee what holds from then on")
		}
		return nil
	}
	from, err := contract.ParseMonth(c.From)
	if err != nil {
		return fmt.Errorf("--from: %w", err)
	}
	t, err := contracts.Tariff(ctx, from)
	if err != nil {
		return err
	}
	t.From = from
	for figure, value := range map[*int64]*int64{&t.Initial: c.Initial, &t.Monthly: c.Monthly, &t.TaxPercent: c.TaxPercent, &t.SaleFee: c.SaleFee} {
		if value != nil {
			*figure = *value
		}
	}
	return contracts.SetTariff(ctx, byCommand, t)
}
