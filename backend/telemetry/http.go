package telemetry

import (
	"net/http"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// Serve begins a trace with every request. What a request says of a trace of its own is not followed: requests come from strangers'
// browsers, who could write into our traces or have everything recorded; and a header traceparent would cost every fetch of the
// loader a preflight. Whoever answers the request names its route by [Route].
func (t *Telemetry) Serve(next http.Handler) http.Handler {
	if !t.traces() {
		return next
	}
	return otelhttp.NewHandler(next, "", otelhttp.WithTracerProvider(t.spans), otelhttp.WithMeterProvider(noop.NewMeterProvider()),
		otelhttp.WithPropagators(propagation.NewCompositeTextMapPropagator()), otelhttp.WithFilter(wanted),
		otelhttp.WithSpanNameFormatter(func(_ string, r *http.Request) string {
			if r.Pattern == "" {
				return knownMethod(r.Method)
			}
			return knownMethod(r.Method) + " " + r.Pattern
		}))
}

// wanted leaves out what load balancers ask every second.
func wanted(r *http.Request) bool { return r.URL.Path != "/livez" && r.URL.Path != "/readyz" }

// Route names a request's route, its pattern and not its path, and its id, which log lines have too.
func Route(r *http.Request, route, requestID string) {
	span := trace.SpanFromContext(r.Context())
	if !span.IsRecording() {
		return
	}
	if route != "" {
		span.SetName(knownMethod(r.Method) + " " + route)
		span.SetAttributes(label("http.route", route))
	}
	span.SetAttributes(requestKey.String(ID(requestID)))
}
