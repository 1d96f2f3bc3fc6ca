package contract

import (
	"context"
	"fmt"
	"io"
	"time"

	"noren/backend/spreadsheet"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Charge is what is billed to one shop for one month (R1-4, R2-4), in whole yen.
type Charge struct {
	Shop, Name      string
	Company         string
	CorporateNumber string
	Month           Month
	Initial         int64 // in the month of application
	Monthly         int64
	Tax             int64
	Total           int64
}

// Bill is what is billed for a month, shop by shop. It follows from contracts and tariffs and says the same whenever it is asked,
// once the month is over.
func (c *Contracts) Bill(ctx context.Context, month Month) ([]Charge, error) {
	tariff, err := c.Tariff(ctx, month)
	if err != nil {
		return nil, err
	}
	rows, err := c.DB.Read().ContractsBetween(ctx, query.ContractsBetweenParams{
		Since: int64(store.At(month.Begin())), Until: int64(store.At(month.End())),
	})
	if err != nil {
		return nil, fmt.Errorf("contract: bill: %w", err)
	}
	charges := make([]Charge, 0, len(rows))
	for _, row := range rows {
		charge := tariff.charge(contractOf(row.Contract), month)
		charge.Name = row.Name
		charges = append(charges, charge)
	}
	return charges, nil
}

// Sum adds the figures of charges up.
func Sum(charges []Charge) Charge {
	var sum Charge
	for _, c := range charges {
		sum.Initial, sum.Monthly, sum.Tax, sum.Total = sum.Initial+c.Initial, sum.Monthly+c.Monthly, sum.Tax+c.Tax, sum.Total+c.Total
	}
	return sum
}

// Charges are what is and was billed to one shop, the newest month first and none before since.
func (c *Contracts) Charges(ctx context.Context, shop string, since Month) ([]Charge, error) {
	all, err := c.All(ctx, shop)
	if err != nil {
		return nil, err
	}
	tariffs, err := c.Tariffs(ctx)
	if err != nil {
		return nil, err
	}
	var charges []Charge
	for _, one := range all {
		first, last := max(since, MonthOf(one.AppliedAt)), one.lastMonth(c.Now())
		for month := last; month >= first; month-- {
			charges = append(charges, inForce(tariffs, month).charge(one, month))
		}
	}
	return charges, nil
}

// lastMonth is the last month that is billed by now.
func (c Contract) lastMonth(now time.Time) Month {
	month := MonthOf(now)
	if !c.EndsAt.IsZero() {
		month = min(month, MonthOf(c.EndsAt)-1)
	}
	return month
}

func (t Tariff) charge(c Contract, month Month) Charge {
	charge := Charge{Shop: c.Shop, Company: c.Company, CorporateNumber: c.CorporateNumber, Month: month, Monthly: t.Monthly}
	if MonthOf(c.AppliedAt) == month {
		charge.Initial = t.Initial
	}
	net := charge.Initial + charge.Monthly
	charge.Tax = t.tax(net)
	charge.Total = net + charge.Tax
	return charge
}

// WriteBill writes a bill as CSV for spreadsheets, with the names of the columns that the caller gives, in the order of Charge.
func WriteBill(to io.Writer, columns [9]string, charges []Charge) error {
	table := spreadsheet.New(to, spreadsheet.UTF8)
	heading := make([]spreadsheet.Cell, 0, len(columns))
	for _, name := range columns {
		heading = append(heading, spreadsheet.Text(name))
	}
	if err := table.Write(heading); err != nil {
		return fmt.Errorf("contract: bill: %w", err)
	}
	for _, c := range charges {
		err := table.Write([]spreadsheet.Cell{
			spreadsheet.Text(c.Shop), spreadsheet.Text(c.Name), spreadsheet.Text(c.Company), spreadsheet.Text(c.CorporateNumber), spreadsheet.Text(c.Month.String()),
			spreadsheet.Number(c.Initial), spreadsheet.Number(c.Monthly), spreadsheet.Number(c.Tax), spreadsheet.Number(c.Total),
		})
		if err != nil {
			return fmt.Errorf("contract: bill: %w", err)
		}
	}
	if err := table.End(); err != nil {
		return fmt.Errorf("contract: bill: %w", err)
	}
	return nil
}
