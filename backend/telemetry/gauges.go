package telemetry

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"go.opentelemetry.io/otel/metric"

	"noren/backend/store"
)

// Sources are what gauges are read from, at a scrape.
type Sources struct {
	DB    *store.DB
	Now   func() time.Time // the clock by which rows are dated
	Redis func(ctx context.Context) error
	Open  func() bool // reports whether Redis is left alone for the moment, because it did not answer
}

// How gauges are read: all together, at most once in freshFor however often is scraped, and with an end.
const (
	freshFor = 10 * time.Second
	readTime = 2 * time.Second
)

// Watch exposes gauges of what stands in the database, and of what is connected. Every replica reads the same rows: take the maximum
// over the replicas of those, not the sum.
func (t *Telemetry) Watch(from Sources) error {
	if !t.measures() {
		return nil
	}
	g := &gauges{from: from, clock: time.Now}
	meter := t.meters.Meter(scope)
	observed := make([]metric.Int64Observable, len(kinds))
	all := make([]metric.Observable, len(kinds))
	for i, kind := range kinds {
		var err error
		if kind.counts {
			observed[i], err = meter.Int64ObservableCounter(kind.name, metric.WithDescription(kind.help), metric.WithUnit(kind.unit))
		} else {
			observed[i], err = meter.Int64ObservableGauge(kind.name, metric.WithDescription(kind.help), metric.WithUnit(kind.unit))
		}
		if err != nil {
			return fmt.Errorf("telemetry: gauges: %w", err)
		}
		all[i] = observed[i]
	}
	_, err := meter.RegisterCallback(func(ctx context.Context, o metric.Observer) error {
		for _, v := range g.values(ctx) {
			o.ObserveInt64(observed[v.kind], v.value, metric.WithAttributes(v.labels...))
		}
		return nil
	}, all...)
	if err != nil {
		return fmt.Errorf("telemetry: gauges: %w", err)
	}
	return nil
}

// gauges keeps what was read last.
type gauges struct {
	from  Sources
	clock func() time.Time // by which reading is paced

	mu   sync.Mutex
	last []value
	at   time.Time
}

// values are fresh enough. Whoever comes while they are being read waits for them.
func (g *gauges) values(ctx context.Context) []value {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.last != nil && g.clock().Sub(g.at) < freshFor {
		return g.last
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), readTime) // an impatient scraper must not make the next one wait, too
	defer cancel()
	read, err := g.read(ctx)
	up := int64(1)
	if err != nil { // gauges that are not known are absent, and not what they were
		slog.WarnContext(ctx, "metrics: the database was not read", "error", err)
		read, up = nil, 0
	}
	read = append(read, value{databaseUp, up, nil})
	g.last, g.at = append(read, g.connected(ctx)...), g.clock()
	return g.last
}

// connected is what needs no query.
func (g *gauges) connected(ctx context.Context) []value {
	up, open := int64(1), int64(0)
	if g.from.Redis(ctx) != nil {
		up = 0
	}
	if g.from.Open() {
		open = 1
	}
	values := []value{{redisUp, up, nil}, {redisOpen, open, nil}}
	if bytes, ok := g.from.DB.WAL(); ok {
		values = append(values, value{walBytes, bytes, nil})
	}
	for name, pool := range g.from.DB.Pools() {
		of := labels{label("pool", name)}
		values = append(values,
			value{sqlConnections, int64(pool.InUse), append(of, label("state", "in_use"))},
			value{sqlConnections, int64(pool.Idle), append(of, label("state", "idle"))},
			value{sqlMost, int64(pool.MaxOpenConnections), of},
			value{sqlWaits, pool.WaitCount, of},
			value{sqlWaited, pool.WaitDuration.Milliseconds(), of})
	}
	return values
}
