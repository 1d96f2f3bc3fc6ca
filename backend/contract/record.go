package contract

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Last is a shop's present contract, or its last one; Number 0 where there never was one.
func Last(ctx context.Context, q *query.Queries, shop string) (Contract, error) {
	row, err := q.LastContract(ctx, shop)
	if errors.Is(err, sql.ErrNoRows) {
		return Contract{Shop: shop}, nil
	}
	if err != nil {
		return Contract{}, fmt.Errorf("contract: last: %w", err)
	}
	return contractOf(row), nil
}

// All are a shop's contracts, the newest first.
func (c *Contracts) All(ctx context.Context, shop string) ([]Contract, error) {
	rows, err := c.DB.Read().Contracts(ctx, shop)
	if err != nil {
		return nil, fmt.Errorf("contract: all: %w", err)
	}
	all := make([]Contract, 0, len(rows))
	for _, row := range rows {
		all = append(all, contractOf(row))
	}
	return all, nil
}

func contractOf(row query.Contract) Contract {
	return Contract{
		Shop: row.ShopID, Number: row.Number, Company: row.Company, CorporateNumber: row.CorporateNumber,
		Agreement: Agreement{Version: row.Terms, By: row.AppliedBy},
		AppliedAt: store.Micros(row.AppliedAt).Time(), UsedAt: store.Micros(row.UsedAt).Time(),
		ReservedAt: store.Micros(row.ReservedAt).Time(), EndsAt: store.Micros(row.EndsAt).Time(),
	}
}

// actions are what the steps are called in the audit log.
var actions = map[Step]audit.Action{
	Apply: audit.ContractApplied, Use: audit.ContractUsed, Reserve: audit.ContractReserved, Revoke: audit.ContractRevoked,
}

// told is a contract in the audit log.
type told struct {
	State           State  `json:"state"`
	Company         string `json:"company,omitempty"`
	CorporateNumber string `json:"corporateNumber,omitempty"`
	Terms           string `json:"terms,omitempty"` // that were agreed to
	EndsAt          string `json:"endsAt,omitempty"`
}

// tell enters a step into the audit log.
func tell(ctx context.Context, q *query.Queries, now time.Time, by audit.Actor, step Step, before Contract) error {
	after, err := Last(ctx, q, before.Shop)
	if err != nil {
		return err
	}
	return audit.Write(ctx, q, now, audit.Entry{
		Actor: by, Shop: before.Shop, Action: actions[step], Subject: before.Shop, Before: before.told(now), After: after.told(now),
	})
}

func (c Contract) told(now time.Time) told {
	t := told{State: c.State(now), Company: c.Company, CorporateNumber: c.CorporateNumber, Terms: c.Version}
	if !c.EndsAt.IsZero() {
		t.EndsAt = c.EndsAt.Format(time.RFC3339)
	}
	return t
}
