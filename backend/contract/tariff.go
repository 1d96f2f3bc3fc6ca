package contract

import (
	"context"
	"fmt"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/validate"
)

// Tariff is what the service costs from a month on (R1-4), in whole yen without tax.
type Tariff struct {
	From       Month `json:"-"`
	Initial    int64 `json:"initial" validate:"min=0,max=10000000"` // 「初期費用」
	Monthly    int64 `json:"monthly" validate:"min=0,max=10000000"` // 「月額利用料」
	TaxPercent int64 `json:"taxPercent" validate:"min=0,max=100"`   // consumption tax
	SaleFee    int64 `json:"saleFee" validate:"min=0,max=10000"`    // 「Amazon Pay 決済手数料」, which Amazon takes, in hundredths of a percent
}

// tax is cut to whole yen.
func (t Tariff) tax(yen int64) int64 { return yen * t.TaxPercent / 100 }

// first is in force until an operator sets another (R1-4).
var first = Tariff{Monthly: 3000, TaxPercent: 10, SaleFee: 390}

// Tariff is the one in force in a month.
func (c *Contracts) Tariff(ctx context.Context, month Month) (Tariff, error) {
	tariffs, err := c.Tariffs(ctx)
	if err != nil {
		return Tariff{}, err
	}
	return inForce(tariffs, month), nil
}

// Tariffs are all that were ever set, the oldest first; the first is ours.
func (c *Contracts) Tariffs(ctx context.Context) ([]Tariff, error) {
	rows, err := c.DB.Read().Tariffs(ctx)
	if err != nil {
		return nil, fmt.Errorf("contract: tariffs: %w", err)
	}
	return tariffsOf(rows), nil
}

func tariffsOf(rows []query.Tariff) []Tariff {
	tariffs := []Tariff{first}
	for _, row := range rows {
		tariffs = append(tariffs, Tariff{
			From: Month(row.FromMonth), Initial: row.Initial, Monthly: row.Monthly, TaxPercent: row.TaxPercent, SaleFee: row.SaleFee,
		})
	}
	return tariffs
}

// FromNowOn are, of all tariffs, the one in force in a month and those after it.
func FromNowOn(tariffs []Tariff, month Month) []Tariff {
	from := 0
	for i, t := range tariffs {
		if t.From <= month {
			from = i
		}
	}
	return tariffs[from:]
}

// First is what the month costs in which somebody applies.
func (t Tariff) First(month Month) Charge {
	return t.charge(Contract{AppliedAt: month.Begin()}, month)
}

func inForce(tariffs []Tariff, month Month) Tariff {
	return FromNowOn(tariffs, month)[0]
}

// Check returns what is wrong with a tariff that is entered in a month, as validate.Faults; nil means good.
func (t Tariff) Check(now Month) error {
	faults := validate.Struct(t)
	if t.From <= now {
		faults = append(faults, validate.Fault{Field: "from", Rule: Coming})
	}
	if faults != nil {
		return validate.Faults(faults)
	}
	return nil
}

// SetTariff changes the figures from a coming month on: what has been or is being billed stays as it was told. A second word on the
// same month replaces the first. The error may be validate.Faults.
func (c *Contracts) SetTariff(ctx context.Context, by audit.Actor, t Tariff) error {
	now := c.Now()
	if err := t.Check(MonthOf(now)); err != nil {
		return err
	}
	err := c.DB.Tx(ctx, func(q *query.Queries) error {
		rows, err := q.Tariffs(ctx)
		if err != nil {
			return err
		}
		err = q.SetTariff(ctx, query.SetTariffParams{
			FromMonth: int64(t.From), Initial: t.Initial, Monthly: t.Monthly, TaxPercent: t.TaxPercent, SaleFee: t.SaleFee,
			Author: string(by), Now: int64(store.At(now)),
		})
		if err != nil {
			return err
		}
		return audit.Write(ctx, q, now, audit.Entry{
			Actor: by, Action: audit.TariffSet, Subject: t.From.String(), Before: inForce(tariffsOf(rows), t.From), After: t,
		})
	})
	if err != nil {
		return fmt.Errorf("contract: set tariff: %w", err)
	}
	return nil
}
