package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"go.opentelemetry.io/otel"

	"noren/backend/telemetry"
)

// outlook is what an operator sees of the running backend from outside.
type outlook struct {
	Metrics string `env:"NOREN_METRICS" placeholder:"HOST:PORT" help:"Where Prometheus reads metrics, at /metrics; a port of its own, for your own network. Without it there are none."`
	OTLP    string `name:"otlp" env:"NOREN_OTLP" placeholder:"http://HOST:4318" help:"OpenTelemetry collector that traces are sent to, by OTLP over HTTP. Without it there are none."`

	// OpenTelemetry's own variables, for those who set them for all their programs. The exporter reads them itself.
	Collector string `hidden:"" name:"otel-endpoint" env:"OTEL_EXPORTER_OTLP_ENDPOINT"`
	Traces    string `hidden:"" name:"otel-traces-endpoint" env:"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"`
	Off       bool   `hidden:"" name:"otel-off" env:"OTEL_SDK_DISABLED"`
}

// seen is what was started of it.
type seen struct {
	telemetry *telemetry.Telemetry
	server    *http.Server // nil: no metrics
}

// apart refuses to show everybody what is for the operator alone.
func (o outlook) apart(listen string) error {
	if o.Metrics != "" && samePort(o.Metrics, listen) {
		return errors.New("--metrics and --listen are the same port; metrics want one of their own, which only your own network reaches")
	}
	return nil
}

// look starts what is wanted. The port opens at once, so that one that is taken is known before shoppers come.
func (o outlook) look(ctx context.Context) (seen, error) {
	var s seen
	config := telemetry.Config{Metrics: o.Metrics != "", Instance: instance()}
	if o.OTLP != "" || (o.Collector != "" || o.Traces != "") && !o.Off {
		var err error
		if config.Spans, err = telemetry.Collector(ctx, o.OTLP); err != nil {
			return s, fmt.Errorf("--otlp: %w", err)
		}
		otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { slog.WarnContext(ctx, "traces are lost (--otlp)", "error", err) }))
	}
	var err error
	if s.telemetry, err = telemetry.New(config); err != nil || o.Metrics == "" {
		return s, err
	}
	var open net.ListenConfig
	listener, err := open.Listen(ctx, "tcp", o.Metrics)
	if err != nil {
		return s, errors.Join(fmt.Errorf("--metrics %s: %w", o.Metrics, err), s.telemetry.Close(ctx))
	}
	s.server = &http.Server{
		Handler: s.telemetry.Handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
	}
	go func() {
		if err := s.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			slog.ErrorContext(ctx, "metrics are not served any more (--metrics)", "error", err)
		}
	}()
	slog.InfoContext(ctx, "serving metrics", "listen", listener.Addr().String())
	return s, nil
}

// lastSpans is how long the collector may take for what is left at the end.
const lastSpans = 3 * time.Second

// close ends it, after everything that it tells of.
func (s seen) close(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastSpans)
	defer cancel()
	var err error
	if s.server != nil {
		err = s.server.Close()
	}
	if err = errors.Join(err, s.telemetry.Close(ctx)); err != nil {
		slog.WarnContext(ctx, "telemetry did not end well", "error", err)
	}
}

// samePort reports whether two addresses want the same port of this machine. Port 0 is a free one each time.
func samePort(a, b string) bool {
	hostA, portA, errA := net.SplitHostPort(a)
	hostB, portB, errB := net.SplitHostPort(b)
	if errA != nil || errB != nil || portA != portB || portA == "0" {
		return false
	}
	return hostA == hostB || everywhere(hostA) || everywhere(hostB)
}

func everywhere(host string) bool {
	ip := net.ParseIP(host)
	return host == "" || ip != nil && ip.IsUnspecified()
}

// instance tells replicas on several machines apart, and several on one.
func instance() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return fmt.Sprintf("%s-%d", host, os.Getpid())
}
