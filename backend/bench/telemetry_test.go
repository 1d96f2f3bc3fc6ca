package bench

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"noren/backend"
	"noren/backend/store/storetest"
	"noren/backend/telemetry"
)

// watched compares begin with traces and metrics on, each request traced, with begin as it is without: by processor time, because a
// commit waits for the disk most of the time, and that hides what spans cost. What a collector takes is not counted.
func watched(b *testing.B) {
	config, _ := redis(b)
	watch, err := telemetry.New(telemetry.Config{Spans: tracetest.NewNoopExporter(), Metrics: true, Instance: "bench"})
	must(b, err)
	b.Cleanup(func() { must(b, watch.Close(context.Background())) })
	off := open(b, storetest.SQLiteDSN(b), config).beginner()
	on := open(b, storetest.SQLiteDSN(b), config, func(c *backend.Config) { c.Telemetry = watch }).beginner()
	clock := processorClock(b)
	var plain, seen []time.Duration
	for range rounds { // in turns, so that whatever else the machine does meets both alike
		plain = append(plain, mean(100, clock, func() { off() }))
		seen = append(seen, mean(100, clock, func() { on() }))
	}
	slices.Sort(plain)
	slices.Sort(seen)
	before, after := plain[rounds/2], seen[rounds/2]
	figures.add(b, row{
		what: "begin with telemetry", figure: ratio(after, before), goal: 1.25, unit: "×",
		note: fmt.Sprintf("× processor time of begin without (%.2g ms), SQLite; every request traced", millis(before)),
	})
}
