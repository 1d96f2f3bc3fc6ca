package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"noren/backend/merchant"
	"noren/backend/webhook"
)

// webhookCommand is `noren webhook …`: where shops' servers hear of events. The running backend sends what these commands ask for.
type webhookCommand struct {
	List   webhookList   `cmd:"" help:"List a shop's endpoints, or what was sent to one."`
	Add    webhookAdd    `cmd:"" help:"Add an endpoint, and print its secret, once."`
	Remove webhookRemove `cmd:"" help:"Remove an endpoint and what waits for it."`
	Enable webhookEnable `cmd:"" help:"Tell an endpoint of events again after it was disabled."`
	Test   webhookTest   `cmd:"" help:"Send a test message to an endpoint."`
	Replay webhookReplay `cmd:"" help:"Send one delivery again, or everything since a time that did not reach an endpoint."`
	Rotate webhookRotate `cmd:"" help:"Give an endpoint a new secret, and print it, once. The one before stays in force for a day."`
}

type webhookList struct {
	stored

	Shop       string `arg:"" help:"The shop's id."`
	Deliveries string `env:"NOREN_WEBHOOK_DELIVERIES" placeholder:"ENDPOINT" help:"List the newest 100 deliveries to this endpoint instead."`
	State      string `env:"NOREN_WEBHOOK_STATE" enum:"any,waiting,delivered,failed,unwanted" default:"any" help:"Only deliveries in this state: waiting, delivered, failed or unwanted."`
}

// Run is the command.
func (c *webhookList) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		if _, err := shops.Get(ctx, c.Shop); err != nil {
			return nil, err
		}
		if c.Deliveries == "" {
			return shops.Endpoints(ctx, c.Shop)
		}
		state := c.State
		if state == "any" {
			state = ""
		}
		return webhook.Deliveries(ctx, shops.DB, c.Shop, c.Deliveries, state, "", 100)
	})
}

type webhookAdd struct {
	stored

	Shop string         `arg:"" help:"The shop's id."`
	URL  string         `arg:"" help:"Address of the shop's receiver."`
	Kind []webhook.Kind `env:"NOREN_WEBHOOK_KIND" placeholder:"order.placed" help:"Only events of this kind; may be repeated. Without it, all."`
}

// Run is the command.
func (c *webhookAdd) Run(ctx context.Context, out io.Writer) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		id, secret, err := shops.AddEndpoint(ctx, byCommand, c.Shop, c.URL, c.Kind...)
		return map[string]string{"endpoint": id, "secret": secret}, err
	})
}

// oneEndpoint is what the commands about one endpoint are told.
type oneEndpoint struct {
	stored

	Shop     string `arg:"" help:"The shop's id."`
	Endpoint string `arg:"" help:"The endpoint's id."`
}

// on works on the endpoint, and says what to do when it cannot.
func (c oneEndpoint) on(ctx context.Context, out io.Writer, work func(shops *merchant.Shops) (any, error)) error {
	return c.with(ctx, out, func(shops *merchant.Shops) (any, error) {
		result, err := work(shops)
		switch {
		case errors.Is(err, webhook.ErrUnknownEndpoint):
			err = fmt.Errorf("%w; «noren webhook list %s» lists them", err, c.Shop)
		case errors.Is(err, webhook.ErrUnknownDelivery):
			err = fmt.Errorf("%w; «noren webhook list %s --deliveries=%s» lists them", err, c.Shop, c.Endpoint)
		case errors.Is(err, webhook.ErrDisabled):
			err = fmt.Errorf("%w; «noren webhook enable %s %s» enables it", err, c.Shop, c.Endpoint)
		}
		return result, err
	})
}

type webhookRemove struct{ oneEndpoint }

// Run is the command.
func (c *webhookRemove) Run(ctx context.Context, out io.Writer) error {
	return c.on(ctx, out, func(shops *merchant.Shops) (any, error) {
		if err := shops.RemoveEndpoint(ctx, byCommand, c.Shop, c.Endpoint); err != nil {
			return nil, err
		}
		return shops.Endpoints(ctx, c.Shop)
	})
}

type webhookEnable struct{ oneEndpoint }

// Run is the command.
func (c *webhookEnable) Run(ctx context.Context, out io.Writer) error {
	return c.on(ctx, out, func(shops *merchant.Shops) (any, error) {
		if err := shops.EnableEndpoint(ctx, byCommand, c.Shop, c.Endpoint); err != nil {
			return nil, err
		}
		return shops.Endpoints(ctx, c.Shop)
	})
}

type webhookTest struct{ oneEndpoint }

// Run is the command.
func (c *webhookTest) Run(ctx context.Context, out io.Writer) error {
	return c.on(ctx, out, func(shops *merchant.Shops) (any, error) {
		delivery, err := webhook.Test(ctx, shops.DB, shops.Now(), byCommand, c.Shop, c.Endpoint)
		return map[string]string{"delivery": delivery}, err
	})
}

type webhookReplay struct {
	oneEndpoint

	Delivery string    `xor:"what" required:"" env:"NOREN_WEBHOOK_DELIVERY" placeholder:"DELIVERY" help:"Send this delivery again, whatever became of it."`
	Since    time.Time `xor:"what" required:"" env:"NOREN_WEBHOOK_SINCE" placeholder:"2026-11-24T09:00:00+09:00" help:"Send everything since this time that failed, or was not sent while the endpoint was disabled."`
}

// Run is the command.
func (c *webhookReplay) Run(ctx context.Context, out io.Writer) error {
	return c.on(ctx, out, func(shops *merchant.Shops) (any, error) {
		if c.Delivery != "" {
			return map[string]int{"replayed": 1}, webhook.Replay(ctx, shops.DB, shops.Now(), byCommand, c.Shop, c.Delivery)
		}
		n, err := webhook.ReplaySince(ctx, shops.DB, shops.Now(), byCommand, c.Shop, c.Endpoint, c.Since)
		return map[string]int{"replayed": n}, err
	})
}

type webhookRotate struct{ oneEndpoint }

// Run is the command.
func (c *webhookRotate) Run(ctx context.Context, out io.Writer) error {
	return c.on(ctx, out, func(shops *merchant.Shops) (any, error) {
		secret, err := shops.RotateSecret(ctx, byCommand, c.Shop, c.Endpoint)
		return map[string]string{"secret": secret}, err
	})
}
