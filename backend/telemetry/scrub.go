package telemetry

import (
	"slices"

	"go.opentelemetry.io/otel/attribute"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// allowed are the attributes that may leave in a span. Libraries write addresses of shoppers, paths with ids, statements and texts
// of errors into spans, and with their next version something else; so what is not here does not go out.
var allowed = []attribute.Key{
	"http.request.method", "http.route", "http.response.status_code", "network.protocol.version", "error.type",
	"db.system", "db.system.name", "db.redis.num_cmd",
	shopKey, workKey, requestKey, amazonRequestKey,
}

// Attributes of our own.
const (
	shopKey          = attribute.Key("noren.shop")
	workKey          = attribute.Key("noren.work")
	requestKey       = attribute.Key("noren.request_id")
	amazonRequestKey = attribute.Key("amazon.request_id")
)

// scrub stands in front of what sends spans. It lets pass what may be known outside, and drops calls to a database that belong to
// no request and no piece of work: sweepers ask every second, and find nothing.
type scrub struct{ sdktrace.SpanProcessor }

// OnEnd takes a span that has ended.
func (s scrub) OnEnd(span sdktrace.ReadOnlySpan) {
	if !span.Parent().IsValid() && span.SpanKind() == trace.SpanKindClient {
		return
	}
	s.SpanProcessor.OnEnd(clean{span})
}

// clean is a span without what could be about somebody.
type clean struct{ sdktrace.ReadOnlySpan }

// Attributes are those on the list.
func (c clean) Attributes() []attribute.KeyValue {
	all := c.ReadOnlySpan.Attributes()
	kept := make([]attribute.KeyValue, 0, len(all))
	for _, one := range all {
		if slices.Contains(allowed, one.Key) {
			kept = append(kept, one)
		}
	}
	return kept
}

// Events are none: those of libraries are texts of errors.
func (c clean) Events() []sdktrace.Event { return nil }

// Links are none: nobody sets any but strangers.
func (c clean) Links() []sdktrace.Link { return nil }

// Status says that something failed, not why.
func (c clean) Status() sdktrace.Status { return sdktrace.Status{Code: c.ReadOnlySpan.Status().Code} }
