// Package telemetry is how an operator sees from outside what Noren does: traces by OpenTelemetry, metrics for Prometheus, and the
// ids in log lines that lead from one to the other.
//
// Nothing that leaves here is about a person: spans are cut down to a list of attributes that may go out ([scrub]), whatever a
// library puts into them, and labels of metrics come from lists of our own. A nil *Telemetry is telemetry that is off; all its
// methods do nothing.
package telemetry

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel/attribute"
	exporter "go.opentelemetry.io/otel/exporters/prometheus"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.37.0"
	"go.opentelemetry.io/otel/trace"

	"noren/backend/version"
)

const scope = "noren"

// Config says what is wanted. Without Spans and Metrics [New] gives nil.
type Config struct {
	Spans    sdktrace.SpanExporter // takes the spans; nil: there are none. See [Collector].
	Metrics  bool
	Instance string // tells replicas apart, such as the host's name
}

// Telemetry is what is on.
type Telemetry struct {
	spans    *sdktrace.TracerProvider // nil: no traces
	tracer   trace.Tracer
	registry *prometheus.Registry // nil: no metrics
	meters   *sdkmetric.MeterProvider
	count    instruments
}

// New starts what is wanted. Close must be called in the end.
func New(config Config) (*Telemetry, error) {
	if config.Spans == nil && !config.Metrics {
		return nil, nil //nolint:nilnil // nil is telemetry that is off, and works
	}
	t := &Telemetry{}
	about := resource.NewSchemaless(
		semconv.ServiceName("noren"), semconv.ServiceVersion(version.Get().Number), semconv.ServiceInstanceID(config.Instance),
	)
	if config.Spans != nil {
		t.spans = sdktrace.NewTracerProvider(
			sdktrace.WithResource(about), sdktrace.WithSpanProcessor(scrub{sdktrace.NewBatchSpanProcessor(config.Spans)}),
		)
		t.tracer = t.spans.Tracer(scope)
	}
	if !config.Metrics {
		return t, nil
	}
	t.registry = prometheus.NewRegistry()
	reader, err := exporter.New(exporter.WithRegisterer(t.registry), exporter.WithoutScopeInfo())
	if err != nil {
		return nil, fmt.Errorf("telemetry: metrics: %w", err)
	}
	t.meters = sdkmetric.NewMeterProvider(sdkmetric.WithResource(about), sdkmetric.WithReader(reader))
	if t.count, err = newInstruments(t.meters.Meter(scope)); err != nil {
		return nil, fmt.Errorf("telemetry: metrics: %w", err)
	}
	return t, t.describeProgram()
}

// describeProgram exposes what Go knows of itself, and which build this is.
func (t *Telemetry) describeProgram() error {
	build := version.Get()
	info := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "noren_build_info", Help: "Always 1; which build runs.", ConstLabels: prometheus.Labels{"version": build.Number, "go_version": build.Go},
	})
	info.Set(1)
	for _, c := range []prometheus.Collector{
		info, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	} {
		if err := t.registry.Register(c); err != nil {
			return fmt.Errorf("telemetry: metrics: %w", err)
		}
	}
	return nil
}

// Handler answers a scrape. It is for a port of its own: what shops earn is nobody else's business.
func (t *Telemetry) Handler() http.Handler {
	if t == nil || t.registry == nil {
		return http.NotFoundHandler()
	}
	scrape := promhttp.HandlerFor(t.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, ErrorHandling: promhttp.ContinueOnError})
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", scrape)
	return mux
}

// Flush sends what spans have ended so far.
func (t *Telemetry) Flush(ctx context.Context) error {
	if !t.traces() {
		return nil
	}
	if err := t.spans.ForceFlush(ctx); err != nil {
		return fmt.Errorf("telemetry: flush: %w", err)
	}
	return nil
}

// Close sends what spans are left, for as long as ctx allows.
func (t *Telemetry) Close(ctx context.Context) error {
	if t == nil {
		return nil
	}
	var failures error
	if t.spans != nil {
		failures = t.spans.Shutdown(ctx)
	}
	if t.meters != nil {
		failures = errors.Join(failures, t.meters.Shutdown(ctx))
	}
	if failures != nil {
		return fmt.Errorf("telemetry: close: %w", failures)
	}
	return nil
}

// traces reports whether spans are wanted.
func (t *Telemetry) traces() bool { return t != nil && t.spans != nil }

// measures reports whether metrics are wanted.
func (t *Telemetry) measures() bool { return t != nil && t.meters != nil }

func label(key, value string) attribute.KeyValue { return attribute.String(key, value) }
