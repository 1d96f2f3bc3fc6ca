package telemetry

import (
	"context"
	"errors"
	"strconv"
	"time"

	"go.opentelemetry.io/otel/metric"

	"noren/backend/store/query"
)

// instruments are what happens while the program runs, counted where it happens. Every label comes from a list that the program has:
// routes, states, methods. No label names a shop: with a thousand shops each would make a thousand series of every other label, and
// what a shop sells is the shop's. Traces, logs and the console say which shop it is.
type instruments struct {
	requests, amazon     metric.Float64Histogram
	checkouts, orders    metric.Int64Counter
	units, failures      metric.Int64Counter
	seconds, amazonSteps []float64
}

func newInstruments(m metric.Meter) (i instruments, err error) {
	i.seconds = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}
	i.amazonSteps = []float64{.05, .1, .2, .3, .5, .75, 1, 1.5, 2, 3, 4, 5, 6}
	var problems [6]error
	i.requests, problems[0] = m.Float64Histogram("noren.http.request.duration", metric.WithUnit("s"), metric.WithExplicitBucketBoundaries(i.seconds...),
		metric.WithDescription("How long requests took, by route, method and class of status."))
	i.amazon, problems[1] = m.Float64Histogram("noren.amazon.call.duration", metric.WithUnit("s"), metric.WithExplicitBucketBoundaries(i.amazonSteps...),
		metric.WithDescription("How long calls to Amazon took, each attempt by itself, by route, method and status; code none: no answer."))
	i.checkouts, problems[2] = m.Int64Counter("noren.checkout.transitions", metric.WithDescription("Changes of state of checkouts."))
	i.orders, problems[3] = m.Int64Counter("noren.order.transitions", metric.WithDescription("Changes of state of orders."))
	i.units, problems[4] = m.Int64Counter("noren.work.units", metric.WithDescription("Pieces of background work that were claimed."))
	i.failures, problems[5] = m.Int64Counter("noren.work.failures", metric.WithDescription("Rounds of background work that failed for want of our own storage."))
	if err := errors.Join(problems[:]...); err != nil {
		return i, err
	}
	for _, from := range mayBeContradicted { // a counter that is there from the beginning can be seen to rise
		i.checkouts.Add(context.Background(), 0, moved(query.Move{From: from, Event: "contradicted", To: "attention"}))
	}
	return i, nil
}

// mayBeContradicted are states of a checkout in which Amazon's figures may turn out to be others than ours.
var mayBeContradicted = []string{"reviewing", "confirming", "at_amazon", "completing", "declined", "cancelled", "expired", "superseded"}

func moved(m query.Move) metric.MeasurementOption {
	return metric.WithAttributes(label("from", m.From), label("event", m.Event), label("to", m.To))
}

// Request counts an answered request. Route is the pattern of a route of ours, or "" where none was found.
func (t *Telemetry) Request(ctx context.Context, method, route string, status int, took time.Duration) {
	if !t.measures() {
		return
	}
	if route == "" {
		route = "none"
	}
	t.count.requests.Record(ctx, took.Seconds(), metric.WithAttributes(
		label("method", knownMethod(method)), label("route", route), label("status", strconv.Itoa(status/100)+"xx"),
	))
}

// Moved counts a change of state that was committed.
func (t *Telemetry) Moved(m query.Move) {
	if !t.measures() {
		return
	}
	counter := t.count.orders
	if m.Table == "checkout" {
		counter = t.count.checkouts
	}
	counter.Add(context.Background(), 1, moved(m))
}

// Round counts a round of background work: what was claimed, and whether our storage failed.
func (t *Telemetry) Round(ctx context.Context, work string, claimed int, err error) {
	if !t.measures() {
		return
	}
	t.count.units.Add(ctx, int64(claimed), metric.WithAttributes(label("work", work)))
	failed := int64(0) // a series that is there from the beginning can rise
	if err != nil {
		failed = 1
	}
	t.count.failures.Add(ctx, failed, metric.WithAttributes(label("work", work)))
}

// knownMethod bounds what strangers may invent.
func knownMethod(method string) string {
	switch method {
	case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS":
		return method
	}
	return "other"
}
