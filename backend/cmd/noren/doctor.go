package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"noren/backend/checkup"
	"noren/shared/api"
	"noren/shared/i18n"
)

// doctorCommand is `noren doctor`: it takes what `noren serve` takes.
type doctorCommand struct {
	serveCommand
	spoken
}

// Run is the command. It prints each finding as it comes, and fails when one is an error.
func (c *doctorCommand) Run(ctx context.Context, out io.Writer) error {
	setup, err := c.setup()
	if err != nil {
		return err
	}
	words := i18n.CheckupFor(api.Lang(c.Lang))
	var all []checkup.Finding
	var failed error
	checkup.Look(ctx, setup, func(f checkup.Finding) {
		all = append(all, f)
		if f.Result == checkup.Error {
			failed = errExamined
		}
		if c.JSON {
			return
		}
		said := words.Say(f.Why, f.Facts)
		_, _ = fmt.Fprintf(out, "[%s] %s: %s\n", words.Results[string(f.Result)], words.Parts[string(f.Part)], said.Title)
		if said.Remedy != "" {
			_, _ = fmt.Fprintln(out, "    "+said.Remedy)
		}
	})
	if c.JSON {
		return errors.Join(printJSON(out, all), failed)
	}
	return failed
}

// setup refuses what `noren serve` refuses before it looks anywhere.
func (c *doctorCommand) setup() (s checkup.Setup, err error) {
	config, err := c.config()
	if err != nil {
		return s, err
	}
	return checkup.Setup{
		Keyset: config.Keyset, KeysetFile: c.KeysetFile, Database: config.Database, PublicURL: config.PublicURL, Mail: config.Mail, Amazon: config.Amazon.API,
		Redis: config.Redis, Collector: c.OTLP, Assets: config.Assets, Clock: time.Now,
	}, nil
}
