package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// healthCommand is `noren health`: what a container without any other program asks.
type healthCommand struct {
	Listen  string        `default:"127.0.0.1:8080" env:"NOREN_LISTEN" help:"Where the backend listens, as «noren serve» is told."`
	Timeout time.Duration `default:"3s" env:"NOREN_HEALTH_TIMEOUT" help:"How long the answer may take."`
}

// Run is the command.
func (c *healthCommand) Run(ctx context.Context, out io.Writer) error {
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return fmt.Errorf("--listen: %w", err)
	}
	if everywhere(host) {
		host = "localhost"
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", http.NoBody)
	if err != nil {
		return fmt.Errorf("--listen: %w", err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("%w; does «noren serve» run, with the same --listen?", err)
	}
	defer answer.Body.Close() //nolint:errcheck // it was only read
	if _, err := io.Copy(out, io.LimitReader(answer.Body, 1<<10)); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return errors.New("not ready: " + answer.Status)
	}
	return nil
}
