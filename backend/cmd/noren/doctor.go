package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"noren/backend/checkup"
	"noren/backend/session"
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
	keyset, keysetErr := c.value()
	mails, mailErr := c.server()
	_, loginErr := c.login()
	if err := errors.Join(keysetErr, c.check(), mailErr, loginErr); err != nil {
		return s, err
	}
	return checkup.Setup{
		Keyset: keyset, KeysetFile: c.KeysetFile, Database: c.Database, PublicURL: c.PublicURL, Mail: mails, Amazon: c.AmazonAPI,
		Redis: session.Config{
			Addrs: c.Redis, Cluster: c.Cluster, Sentinel: c.Sentinel, Username: c.RedisUser, Password: c.RedisPass, TLS: c.RedisTLS,
		},
		Collector: c.OTLP, Assets: c.Assets, Clock: time.Now,
	}, nil
}
