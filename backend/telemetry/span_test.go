package telemetry

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
)

// Whatever a library writes into a span, only what is on the list leaves (issue 8: logs, traces and metrics without personal data).
func TestIssue8_SpansAreCutDown(t *testing.T) {
	out := tracetest.NewInMemoryExporter()
	tel, err := New(Config{Spans: out})
	if err != nil {
		t.Fatal(err)
	}
	const secret = "taro@example.jp"
	ctx, span := tel.tracer.Start(t.Context(), "work")
	span.SetAttributes(attribute.String("client.address", secret), attribute.String("url.path", secret), attribute.String("db.statement", secret), shopKey.String("shop_1"))
	span.AddEvent(secret)
	span.AddLink(trace.Link{SpanContext: trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{1}})})
	span.SetStatus(codes.Error, secret)
	_, child := tel.tracer.Start(ctx, "sql", trace.WithSpanKind(trace.SpanKindClient))
	child.End()
	span.End()
	_, alone := tel.tracer.Start(t.Context(), "of nobody", trace.WithSpanKind(trace.SpanKindClient))
	alone.End()
	if err := tel.spans.ForceFlush(t.Context()); err != nil {
		t.Fatal(err)
	}
	spans := out.GetSpans()
	if text := fmt.Sprintf("%+v", spans); strings.Contains(text, secret) || !strings.Contains(text, "shop_1") {
		t.Error(text)
	}
	if len(spans) != 2 || spans[1].Status.Code != codes.Error || len(spans[1].Links)+len(spans[1].Events) != 0 {
		t.Errorf("%d spans: %+v", len(spans), spans)
	}
}

// A stranger's request neither joins a trace nor chooses whether it is recorded.
func TestIssue8_StrangersBeginNoTraces(t *testing.T) {
	out := tracetest.NewInMemoryExporter()
	tel, err := New(Config{Spans: out})
	if err != nil {
		t.Fatal(err)
	}
	h := tel.Serve(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { Route(r, "/launch/:id", "a b\nc") }))
	r := httptest.NewRequestWithContext(t.Context(), "HANAKO", "/launch/chk_secret?code=secret", nil)
	r.Header.Set("Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")
	r.Header.Set("Tracestate", "vendor=secret")
	h.ServeHTTP(httptest.NewRecorder(), r)
	if err := tel.spans.ForceFlush(t.Context()); err != nil {
		t.Fatal(err)
	}
	spans := out.GetSpans()
	if len(spans) != 1 || spans[0].Name != "other /launch/:id" || spans[0].Parent.IsValid() || strings.Contains(fmt.Sprintf("%+v", spans), "secret") ||
		strings.Contains(fmt.Sprintf("%+v", spans), "HANAKO") {
		t.Errorf("%+v", spans)
	}
}

// Telemetry that is off does nothing, and costs nothing.
func TestIssue8_OffIsNothing(t *testing.T) {
	tel, err := New(Config{})
	if err != nil || tel != nil {
		t.Fatal(tel, err)
	}
	next := http.NewServeMux()
	if tel.Serve(next) != http.Handler(next) || tel.Amazon(http.DefaultTransport) != http.DefaultTransport || tel.Working(t.Context()) != t.Context() {
		t.Error("something stands in between")
	}
	if err := tel.Watch(Sources{}); err != nil || tel.Close(context.Background()) != nil {
		t.Error(err)
	}
}

func TestIssue8_RoutesOfAmazonNameNothing(t *testing.T) {
	for path, want := range map[string]string{
		"/v2/checkoutSessions":                              "/v2/checkoutSessions",
		"/live/v2/checkoutSessions/5f6b-1/complete":         "/v2/checkoutSessions/{id}/complete",
		"/sandbox/v2/buyers/amzn1.token.of.somebody":        "/v2/buyers/{id}",
		"/v2/chargePermissions/B01-1/close":                 "/v2/chargePermissions/{id}/close",
		"/a/b/c/d/e/f/g":                                    "other",
		"/" + strings.Repeat("taro", 3) + "/hanako@example": "/{id}/{id}",
	} {
		if got := amazonRoute(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
