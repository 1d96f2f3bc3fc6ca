package telemetry

import (
	"context"
	"log/slog"
	"slices"
	"sync/atomic"

	"go.opentelemetry.io/otel/trace"
)

// about is what log lines say of the request or the piece of work that they belong to. The shop is often known only later.
type about struct {
	request string
	shop    atomic.Pointer[string]
}

type aboutKey struct{}

// Within marks a request, or with "" a piece of work, so that log lines name it.
func Within(ctx context.Context, request string) context.Context {
	return context.WithValue(ctx, aboutKey{}, &about{request: ID(request)})
}

// OfShop says whose request it is, as soon as that is known to be true: log lines from then on name the shop, and so does the span.
func OfShop(ctx context.Context, shop string) {
	if known, ok := ctx.Value(aboutKey{}).(*about); ok {
		known.shop.Store(&shop)
	}
	if span := trace.SpanFromContext(ctx); span.IsRecording() {
		span.SetAttributes(shopKey.String(shop))
	}
}

// Log adds to lines what leads to everything else about the same request: trace_id, span_id, request_id and shop. A line that says one
// of them itself keeps its own.
func Log(next slog.Handler) slog.Handler { return logs{Handler: next} }

type logs struct {
	slog.Handler

	said []string // by a logger that has it already
}

// Handle writes a line.
func (l logs) Handle(ctx context.Context, line slog.Record) error {
	said := slices.Clone(l.said)
	line.Attrs(func(a slog.Attr) bool {
		said = append(said, a.Key)
		return true
	})
	add := func(key, value string) {
		if value != "" && !slices.Contains(said, key) {
			line.AddAttrs(slog.String(key, value))
		}
	}
	if span := trace.SpanContextFromContext(ctx); span.IsValid() {
		add("trace_id", span.TraceID().String())
		add("span_id", span.SpanID().String())
	}
	if known, ok := ctx.Value(aboutKey{}).(*about); ok {
		add("request_id", known.request)
		if shop := known.shop.Load(); shop != nil {
			add("shop", *shop)
		}
	}
	return l.Handler.Handle(ctx, line) //nolint:wrapcheck // a handler passes it on
}

// WithAttrs keeps what it adds.
func (l logs) WithAttrs(attrs []slog.Attr) slog.Handler {
	said := slices.Clone(l.said)
	for _, a := range attrs {
		said = append(said, a.Key)
	}
	return logs{l.Handler.WithAttrs(attrs), said}
}

// WithGroup keeps what it adds, within the group.
func (l logs) WithGroup(name string) slog.Handler { return logs{l.Handler.WithGroup(name), l.said} }
