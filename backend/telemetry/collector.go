package telemetry

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// Collector sends spans by OTLP over HTTP to the collector at address, such as "http://127.0.0.1:4318". Without an address it goes
// by OpenTelemetry's own variables, OTEL_EXPORTER_OTLP_…. It does not wait for the collector to be there.
func Collector(ctx context.Context, address string) (sdktrace.SpanExporter, error) {
	var options []otlptracehttp.Option
	if address != "" {
		u, err := url.Parse(address)
		if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.RawQuery != "" {
			return nil, errors.New("telemetry: want the address of an OTLP collector, such as http://127.0.0.1:4318")
		}
		options = append(options, otlptracehttp.WithEndpointURL(strings.TrimSuffix(address, "/")+"/v1/traces"))
	}
	exporter, err := otlptracehttp.New(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("telemetry: collector: %w", err)
	}
	return exporter, nil
}
