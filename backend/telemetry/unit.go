package telemetry

import (
	"context"

	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

type workerKey struct{}

// Working marks background work, so that its pieces become traces.
func (t *Telemetry) Working(ctx context.Context) context.Context {
	if !t.traces() {
		return ctx
	}
	return context.WithValue(ctx, workerKey{}, t)
}

// Unit begins a piece of background work for a shop: a trace of its own, and a name for its log lines. It is not linked to the request
// that asked for it: that would take a column in every table of work. The function ends it, with what came of it.
func Unit(ctx context.Context, work, shop string) (unit context.Context, end func(err error)) {
	ctx = Within(ctx, "")
	OfShop(ctx, shop)
	t, ok := ctx.Value(workerKey{}).(*Telemetry)
	if !ok {
		return ctx, func(error) {}
	}
	ctx, span := t.tracer.Start(ctx, "work "+work, trace.WithNewRoot(), trace.WithAttributes(workKey.String(work), shopKey.String(shop)))
	return ctx, func(err error) {
		if err != nil {
			span.SetStatus(codes.Error, "")
		}
		span.End()
	}
}
