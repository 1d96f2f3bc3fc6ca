package main

import (
	"context"
	"io"

	"noren/backend/contract"
	"noren/backend/merchant"
)

type shopApply struct {
	stored

	Shop            string `arg:"" help:"The shop's id."`
	Company         string `required:"" env:"NOREN_SHOP_COMPANY" help:"The corporation's registered name."`
	CorporateNumber string `required:"" env:"NOREN_SHOP_CORPORATE_NUMBER" help:"Its corporate number (法人番号), thirteen digits."`
	AcceptTerms     bool   `env:"NOREN_SHOP_ACCEPT_TERMS" help:"The merchant has agreed to the terms of service."`
	Reviewed        bool   `env:"NOREN_SHOP_REVIEWED" help:"Amazon's review and the contract with Amazon are complete."`
}

// Run is the command.
func (c *shopApply) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		err := shops.Apply(ctx, byCommand, c.Shop, contract.Application{
			Kind: contract.Corporation, Company: c.Company, CorporateNumber: c.CorporateNumber, Terms: c.AcceptTerms, Reviewed: c.Reviewed,
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
