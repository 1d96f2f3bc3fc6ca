// Command noren is the whole product in one binary: the backend, the demo, and the sandbox.
package main

import (
	"context"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"noren/backend/telemetry"
)

// commands are what the program does. Every flag can also be given by the environment, as --help shows.
type commands struct {
	LogFormat string `enum:"text,json" default:"text" env:"NOREN_LOG_FORMAT" help:"How log lines look: text or json."`
	LogLevel  string `enum:"auto,debug,info,warn,error" default:"auto" env:"NOREN_LOG_LEVEL" help:"The least important lines that are written: debug, info, warn or error. auto is info, and error in the demo."`

	Demo     demoCommand     `cmd:"" help:"Run a shop, Noren and an Amazon of its own on this machine. Nothing is real, nothing is kept."`
	Serve    serveCommand    `cmd:"" help:"Run the backend."`
	Sandbox  sandboxCommand  `cmd:"" help:"Run an Amazon Pay sandbox that works offline, for any project."`
	Migrate  migrateCommand  `cmd:"" help:"Bring the database's tables up to date, and end."`
	Staff    staffCommand    `cmd:"" help:"Look after the people who work in the console."`
	Shop     shopCommand     `cmd:"" help:"Look after shops."`
	Order    orderCommand    `cmd:"" help:"Work on a shop's orders: look, request payment, cancel, refund, download."`
	Webhook  webhookCommand  `cmd:"" help:"Look after the endpoints where shops' servers hear of events."`
	Contract contractCommand `cmd:"" help:"Look after what merchants are billed: bills and tariffs."`
	Audit    auditCommand    `cmd:"" help:"Look after the audit log."`
	Keyset   keysetCommand   `cmd:"" help:"Look after the master keyset, which seals keys and personal data. Alone it makes a new one."`
	Backup   backupCommand   `cmd:"" help:"Copy a SQLite database into a new file, also while the backend runs."`
	Doctor   doctorCommand   `cmd:"" help:"Examine the set-up of «noren serve»: keyset, database, Redis, address, mail, Amazon. Fails when something is wrong."`
	Health   healthCommand   `cmd:"" help:"Ask a running backend whether it is ready; fails when it is not. For containers and scripts."`
	Seed     seedCommand     `cmd:"" help:"Fill the order book of a sandbox shop with invented orders, to see how it does with many."`
	Version  versionCommand  `cmd:"" help:"Print version, commit and compiler."`
}

func main() {
	switch {
	case len(os.Args) == 1: // somebody wants to know what this is
		os.Args = append(os.Args, "--help")
	case len(os.Args) == 2 && os.Args[1] == "--version": // as every program is asked
		os.Args[1] = "version"
	}
	var c commands
	parsed := kong.Parse(&c, kong.Name("noren"), kong.ShortUsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Description("Noren puts Amazon Pay into any shop page. Begin with «noren demo»."))
	slog.SetDefault(c.logger(os.Stderr, parsed.Command()))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // whoever presses Ctrl-C twice does not want to wait
	parsed.BindTo(ctx, (*context.Context)(nil))
	parsed.BindTo(os.Stdout, (*io.Writer)(nil))
	parsed.FatalIfErrorf(advise(parsed.Run()))
}

func (c commands) logger(to io.Writer, command string) *slog.Logger {
	level := slog.LevelInfo
	switch {
	case c.LogLevel != "auto":
		_ = level.UnmarshalText([]byte(c.LogLevel)) // kong admits only names that slog knows
	case command == "demo": // a line for each request would push the addresses out of sight
		level = slog.LevelError
	}
	options := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "json" {
		return slog.New(telemetry.Log(slog.NewJSONHandler(to, options)))
	}
	return slog.New(telemetry.Log(slog.NewTextHandler(to, options)))
}
