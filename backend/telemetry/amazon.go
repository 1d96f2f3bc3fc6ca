package telemetry

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"
)

// Amazon watches calls to Amazon on their way through next: a span, a measurement and a log line for each attempt, with the route and
// not the path, which names objects and sometimes buyers, and with Amazon's own id of the request, which its support asks for.
func (t *Telemetry) Amazon(next http.RoundTripper) http.RoundTripper {
	if t == nil {
		return next
	}
	return amazonCalls{t, next}
}

type amazonCalls struct {
	telemetry *Telemetry
	next      http.RoundTripper
}

// RoundTrip sends one attempt.
func (a amazonCalls) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, route, began := r.Context(), amazonRoute(r.URL.Path), time.Now()
	var span trace.Span
	if a.telemetry.traces() {
		ctx, span = a.telemetry.tracer.Start(ctx, "Amazon "+knownMethod(r.Method)+" "+route, trace.WithSpanKind(trace.SpanKindClient),
			trace.WithAttributes(label("http.request.method", knownMethod(r.Method)), label("http.route", route)))
		defer span.End()
		r = r.WithContext(ctx)
	}
	response, err := a.next.RoundTrip(r)
	code, id := "none", ""
	if err == nil {
		code, id = strconv.Itoa(response.StatusCode), requestID(response)
	}
	a.note(ctx, span, knownMethod(r.Method), route, code, id, time.Since(began))
	return response, err //nolint:wrapcheck // a RoundTripper passes it on
}

// note tells of an attempt everywhere. Took is until the answer's header was there.
func (a amazonCalls) note(ctx context.Context, span trace.Span, method, route, code, id string, took time.Duration) {
	if a.telemetry.measures() {
		a.telemetry.count.amazon.Record(ctx, took.Seconds(), metric.WithAttributes(label("method", method), label("route", route), label("code", code)))
	}
	if span != nil {
		if status, err := strconv.Atoi(code); err == nil {
			span.SetAttributes(amazonRequestKey.String(id), attribute.Int("http.response.status_code", status))
		}
		if code == "none" || code >= "400" {
			span.SetStatus(codes.Error, "")
			span.SetAttributes(label("error.type", code))
		}
	}
	slog.InfoContext(ctx, "amazon was called", "method", method, "route", route, "code", code, "amazon_request_id", id, "took", took)
}

// Names in the paths of Amazon's API; anything else is what an object is called.
var amazonNames = []string{
	"authorizationTokens", "buyers", "cancel", "capture", "chargePermissions", "charges", "checkoutSessions", "close", "complete",
	"finalize", "refunds", "v2", //nolint:misspell // Amazon's spelling
}

// amazonRoute leaves of a path what is the same for every object.
func amazonRoute(path string) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) > 0 && (parts[0] == "sandbox" || parts[0] == "live") {
		parts = parts[1:]
	}
	if len(parts) > 5 {
		return "other"
	}
	for i, part := range parts {
		if !slices.Contains(amazonNames, part) {
			parts[i] = "{id}"
		}
	}
	return "/" + strings.Join(parts, "/")
}

// requestID is Amazon's, if it is one: a header is text of somebody else's.
func requestID(response *http.Response) string {
	return ID(response.Header.Get("X-Amz-Pay-Request-Id"))
}

// ID gives back an id of the usual characters, and nothing of any other text: strangers choose the ids of their requests.
func ID(id string) string {
	if len(id) > 128 || strings.ContainsFunc(id, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_.", r)
	}) {
		return ""
	}
	return id
}
