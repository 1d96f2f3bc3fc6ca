package bench

import (
	"fmt"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"noren/backend"
	"noren/backend/store/storetest"
	"noren/backend/telemetry"
)

// watched compares begin with traces and metrics on, each request traced, with begin as it is without. What a collector takes is not
// counted: spans are sent in the background.
func watched(b *testing.B) {
	config, _ := redis(b)
	watch, err := telemetry.New(telemetry.Config{Spans: tracetest.NewNoopExporter(), Metrics: true, Instance: "bench"})
	must(b, err)
	b.Cleanup(func() { must(b, watch.Close(b.Context())) })
	off := open(b, storetest.SQLiteDSN(b), config).beginner()
	on := open(b, storetest.SQLiteDSN(b), config, func(c *backend.Config) { c.Telemetry = watch }).beginner()
	found := medians(200, func() { off() }, func() { on() })
	figures.add(b, row{
		what: "begin with telemetry", figure: ratio(found[1], found[0]), goal: 1.25, unit: "×",
		note: fmt.Sprintf("× begin without (%.2g ms), SQLite; every request traced", millis(found[0])),
	})
}
