package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"noren/backend/merchant"
)

// shopGroups is 「決済グループの設定」 (R3-11).
type shopGroups struct {
	stored

	Shop   string `arg:"" help:"The shop's id."`
	Tick   string `xor:"what" env:"NOREN_SHOP_TICK_GROUP" placeholder:"GROUP" help:"Tick 「Amazon Pay」 in a payment group, by its id."`
	Untick string `xor:"what" env:"NOREN_SHOP_UNTICK_GROUP" placeholder:"GROUP" help:"Take the tick out of a payment group: carts with its goods show no Amazon Pay."`
	Add    string `xor:"what" env:"NOREN_SHOP_ADD_GROUP" placeholder:"GROUP" help:"Enter a payment group under this id, without a tick. Wants --name."`
	Remove string `xor:"what" env:"NOREN_SHOP_REMOVE_GROUP" placeholder:"GROUP" help:"Take a payment group out: carts with goods that still name it show no Amazon Pay."`
	Name   string `env:"NOREN_SHOP_GROUP_NAME" help:"What the shop calls the payment group that is entered."`
}

// Run is the command. What it names is changed whatever else was saved meanwhile.
func (c *shopGroups) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		settings, err := shops.Settings(ctx, c.Shop)
		if err != nil {
			return nil, err
		}
		for _, id := range []string{c.Tick, c.Untick, c.Remove} {
			if id != "" && !slices.ContainsFunc(settings.Groups, func(g merchant.Group) bool { return g.ID == id }) {
				return nil, fmt.Errorf("%w %q; «noren shop groups %s» lists them", merchant.ErrUnknownGroup, id, c.Shop)
			}
		}
		switch {
		case c.Tick != "", c.Untick != "":
			settings, err = shops.TickGroups(ctx, byCommand, c.Shop, settings.Version, map[string]bool{c.Tick + c.Untick: c.Tick != ""})
		case c.Add != "":
			settings, err = shops.AddGroup(ctx, byCommand, c.Shop, merchant.Group{ID: c.Add, Name: c.Name})
		case c.Remove != "":
			settings, err = shops.RemoveGroup(ctx, byCommand, c.Shop, settings.Version, c.Remove)
		}
		if settings.Groups == nil {
			settings.Groups = []merchant.Group{}
		}
		return settings.Groups, err
	})
}
