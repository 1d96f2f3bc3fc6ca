package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"noren/backend/merchant"
	"noren/backend/overview"
)

type shopList struct {
	stored
	redisFlags `set:"redis_help=Addresses of Redis, as of «noren serve»: the list says then how each shop's last examination ended."`

	Search string `env:"NOREN_SHOP_SEARCH" help:"A part of the name, the id or an origin."`
	Table  bool   `env:"NOREN_SHOP_TABLE" help:"Print a table for people, instead of JSON."`
}

// Run is the command. It shows what the console's list shows; the examinations, which the service keeps in Redis, with its address.
func (c *shopList) Run(ctx context.Context, out io.Writer) error {
	if !c.Table {
		return c.with(ctx, out, func(shops *merchant.Shops) (any, error) { return c.rows(ctx, shops) })
	}
	shops, closeStore, err := c.open(ctx)
	if err != nil {
		return err
	}
	rows, err := c.rows(ctx, shops)
	if err == nil {
		err = printShops(out, rows)
	}
	return errors.Join(err, closeStore())
}

// rows are all that were found, the oldest first.
func (c *shopList) rows(ctx context.Context, shops *merchant.Shops) ([]listed, error) {
	rows, asked := []listed{}, overview.Asked{Words: c.Search, Limit: overview.MaxLimit}
	for {
		page, err := overview.Find(ctx, shops, asked)
		if err != nil {
			return nil, err
		}
		for _, row := range page.Rows {
			rows = append(rows, listed{Row: row})
		}
		if page.Next == "" {
			slices.Reverse(rows)
			return rows, c.examinations(ctx, shops, rows)
		}
		asked.Before = page.Next
	}
}

func printShops(out io.Writer, rows []listed) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "SHOP\tNAME\tORIGINS\tCONTRACT\tREGISTERED\tSHOWN\tEXAMINED\tATTENTION\tSINCE")
	for _, row := range rows {
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", row.ID, row.Name, strings.Join(row.Origins, " "), row.Contract,
			yesNo(row.Registered), yesNo(row.Shown), row.Examined, troubles(row.Trouble), row.CreatedAt.Format(time.DateOnly))
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("shop list: %w", err)
	}
	return nil
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// troubles names what a person should look at.
func troubles(t overview.Trouble) string {
	var parts []string
	for _, part := range []struct {
		name string
		n    int64
	}{{"orders", t.Orders}, {"endpoints", t.Endpoints}, {"deliveries", t.Deliveries}, {"notifications", t.Notifications}, {"mails", t.Mails}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%s:%d", part.name, part.n))
		}
	}
	if parts == nil {
		return "-"
	}
	return strings.Join(parts, " ")
}
