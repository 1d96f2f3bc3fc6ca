// Command build makes the browser assets that package static embeds. It is run by «make build».
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"noren/static/bundle"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1) //nolint:gocritic // nothing to clean up
	}
}

func run(ctx context.Context, args []string, output io.Writer) error {
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	flags.SetOutput(output)
	var o bundle.Options
	flags.StringVar(&o.Root, "root", ".", "the repository")
	flags.StringVar(&o.Out, "out", "static/generated", "folder of the assets")
	flags.StringVar(&o.Cache, "cache", ".cache", "folder for what is slow to make")
	flags.IntVar(&o.Quality, "brotli", 11, "quality of packing: 11 for a release, 5 to be quick")
	if err := flags.Parse(args); err != nil {
		return err
	}
	began := time.Now()
	o.Say = func(message string) {
		_, _ = fmt.Fprintf(output, "%6.1f s  %s\n", time.Since(began).Seconds(), message)
	}
	_, err := bundle.Build(ctx, o)
	return err
}
