package main

import (
	"context"
	"io"
	"time"

	"noren/backend/audit"
	"noren/backend/contract"
	"noren/backend/merchant"
)

type shopApply struct {
	stored

	Shop            string `arg:"" help:"The shop's id."`
	Company         string `required:"" env:"NOREN_SHOP_COMPANY" help:"The corporation's registered name."`
	CorporateNumber string `required:"" env:"NOREN_SHOP_CORPORATE_NUMBER" help:"Its corporate number (法人番号), thirteen digits."`
	AcceptTerms     bool   `env:"NOREN_SHOP_ACCEPT_TERMS" help:"The merchant has agreed to the terms of service."`
	TermsURL        string `env:"NOREN_TERMS_URL" placeholder:"https://…" help:"What was agreed to, where it is not the terms that Noren brings: as of «noren serve»."`
	Reviewed        bool   `env:"NOREN_SHOP_REVIEWED" help:"Amazon's review and the contract with Amazon are complete."`
}

// Run is the command.
func (c *shopApply) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		err := shops.Apply(ctx, byCommand, c.Shop, contract.Application{
			Kind: contract.Corporation, Company: c.Company, CorporateNumber: c.CorporateNumber, Terms: c.AcceptTerms, Reviewed: c.Reviewed,
			TermsURL: c.TermsURL,
		})
		if err != nil {
			return nil, err
		}
		return shops.Get(ctx, c.Shop)
	})
}

type shopCancel struct {
	stored

	Shop string `arg:"" help:"The shop's id."`
}

// Run is the command.
func (c *shopCancel) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		if err := shops.Contracts().Reserve(ctx, byCommand, c.Shop); err != nil {
			return nil, err
		}
		return shops.Get(ctx, c.Shop)
	})
}

type shopRevoke struct {
	stored

	Shop string `arg:"" help:"The shop's id."`
}

// Run is the command.
func (c *shopRevoke) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		if err := shops.Contracts().Revoke(ctx, byCommand, c.Shop); err != nil {
			return nil, err
		}
		return shops.Get(ctx, c.Shop)
	})
}

type shopContract struct {
	stored

	Shop string `arg:"" help:"The shop's id."`
}

// agreed is a contract as the command prints it: without what has not happened.
type agreed struct {
	State           contract.State `json:"state"`
	Company         string         `json:"company"`
	CorporateNumber string         `json:"corporateNumber,omitempty"`
	Terms           string         `json:"terms,omitempty"` // version or address of what was agreed to
	By              audit.Actor    `json:"by,omitempty"`    // who agreed
	AppliedAt       time.Time      `json:"appliedAt"`
	UsedAt          time.Time      `json:"usedAt,omitzero"`
	ReservedAt      time.Time      `json:"reservedAt,omitzero"`
	EndsAt          time.Time      `json:"endsAt,omitzero"`
}

// Run is the command. Contracts come as the console's history has them: the newest first.
func (c *shopContract) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		if _, err := shops.Get(ctx, c.Shop); err != nil {
			return nil, err
		}
		all, err := shops.Contracts().All(ctx, c.Shop)
		list := make([]agreed, 0, len(all))
		for _, one := range all {
			list = append(list, agreed{
				State: one.State(shops.Now()), Company: one.Company, CorporateNumber: one.CorporateNumber, Terms: one.Version, By: audit.Actor(one.By),
				AppliedAt: one.AppliedAt, UsedAt: one.UsedAt, ReservedAt: one.ReservedAt, EndsAt: one.EndsAt,
			})
		}
		return list, err
	})
}
