package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"noren/backend/funnel"
	"noren/backend/merchant"
	"noren/shared/button"
	"noren/shared/display"
)

type shopFunnel struct {
	stored

	Shop      string `arg:"" help:"The shop's id."`
	Since     string `env:"NOREN_FUNNEL_SINCE" placeholder:"2026-11-01" help:"First day, in Japan; 30 days when not given."`
	Until     string `env:"NOREN_FUNNEL_UNTIL" placeholder:"2026-11-30" help:"Last day; today when not given."`
	SignIn    bool   `env:"NOREN_FUNNEL_SIGN_IN" help:"Logins and links instead of payments."`
	Placement string `env:"NOREN_FUNNEL_PLACEMENT" enum:",cart,checkout,signup,login,mypage,complete" default:"" help:"Only this placement: cart, checkout, signup, login, mypage or complete."`
	Site      string `env:"NOREN_FUNNEL_SITE" enum:",pc,sp" default:"" help:"Only this site: pc or sp."`
}

const funnelDays = 30

// Run is the command.
func (c *shopFunnel) Run(ctx context.Context, out io.Writer) error {
	until, err := dayOf("--until", c.Until, funnel.DayOf(time.Now()))
	if err != nil {
		return err
	}
	since, err := dayOf("--since", c.Since, until-funnelDays+1)
	if err != nil {
		return err
	}
	if since > until {
		return errors.New("--until: want a day on or after --since")
	}
	filter := funnel.Filter{Trip: funnel.Payment, Placement: display.Placement(c.Placement), Site: button.Site(c.Site)}
	if c.SignIn {
		filter.Trip = funnel.SignIn
	}
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		if _, err := shops.Get(ctx, c.Shop); err != nil {
			return nil, err
		}
		report, err := (&funnel.Funnel{DB: shops.DB, Now: time.Now}).Report(ctx, c.Shop, since, until, filter)
		return printed(report), err
	})
}

func dayOf(flag, text string, usual funnel.Day) (funnel.Day, error) {
	if text == "" {
		return usual, nil
	}
	day, err := funnel.ParseDay(text)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", flag, err)
	}
	return day, nil
}

// printedFigures are figures as JSON: every step of the trip, and what was lost.
type printedFigures struct {
	Steps  map[funnel.Step]int64 `json:"steps"`
	Losses []printedLoss         `json:"losses"`
}

type printedLoss struct {
	End   funnel.End `json:"end"`
	Code  string     `json:"code,omitempty"`
	Times int64      `json:"times"`
}

func printed(r funnel.Report) map[string]any {
	figures := func(f funnel.Figures) printedFigures {
		p := printedFigures{make(map[funnel.Step]int64), []printedLoss{}}
		for _, step := range r.Filter.Trip.Steps() {
			p.Steps[step] = f.Steps[step]
		}
		for _, loss := range f.Sorted() {
			p.Losses = append(p.Losses, printedLoss{loss.End, loss.Code, f.Losses[loss]})
		}
		return p
	}
	return map[string]any{"since": r.Since.String(), "until": r.Until.String(), "total": figures(r.Total), "before": figures(r.Before)}
}
