package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"noren/backend/store/storetest"
)

// Metrics are on a port of their own, and nowhere else; traces arrive at the collector (issue 8, operations).
func TestIssue8_ServeShowsMetricsAndSendsTraces(t *testing.T) {
	t.Parallel()
	var spans atomic.Int64
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if body, err := io.ReadAll(r.Body); err == nil && r.URL.Path == "/v1/traces" && strings.Contains(string(body), "GET /docs") {
			spans.Add(1)
		}
	}))
	t.Cleanup(collector.Close)
	o := newOperator(t)
	o.set("NOREN_KEYSET_FILE", o.keyset())
	o.set("NOREN_DATABASE", storetest.SQLiteDSN(t))
	s := o.serve("--metrics=127.0.0.1:0", "--otlp="+collector.URL, "--log-format=text")
	_, address, _ := strings.Cut(s.line("serving metrics"), "listen=")
	metrics := serving{s.process, strings.TrimSpace(address)}
	if status, body := metrics.get("/metrics"); status != http.StatusOK || !strings.Contains(body, "\nnoren_database_up 1\n") {
		t.Errorf("%d %s", status, body)
	}
	for _, path := range []string{"/", "/docs", "/debug/pprof/"} {
		if status, _ := metrics.get(path); status != http.StatusNotFound {
			t.Errorf("the metrics' port answers %d at %s", status, path)
		}
	}
	if status, _ := s.get("/metrics"); status != http.StatusNotFound {
		t.Errorf("everybody's port answers %d at /metrics", status)
	}
	s.get("/docs")
	s.signal(syscall.SIGTERM)
	s.wantEnd(0)
	if spans.Load() == 0 {
		t.Error("the collector got no span of the request")
	}
}

func TestIssue8_MetricsWantAPortOfTheirOwn(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.set("NOREN_KEYSET_FILE", o.keyset())
	o.set("NOREN_DATABASE", storetest.SQLiteDSN(t))
	if said := o.refused("serve", "--public-url=http://pay.localhost", "--listen=127.0.0.1:8080", "--metrics=:8080"); !strings.Contains(said, "--metrics and --listen are the same port") {
		t.Error(said)
	}
	for _, collector := range []string{"collector:4318", "http://user:hanako@collector", "ftp://collector", "http://collector?token=hanako"} {
		if said := o.refused("serve", "--public-url=http://pay.localhost", "--otlp="+collector); !strings.Contains(said, "--otlp: ") || strings.Contains(said, "hanako") {
			t.Errorf("%s: %s", collector, said)
		}
	}
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"127.0.0.1:8080", "127.0.0.1:8080", true},
		{":8080", "127.0.0.1:8080", true},
		{"10.0.0.1:8080", "[::]:8080", true},
		{"10.0.0.1:8080", "127.0.0.1:8080", false},
		{"127.0.0.1:9464", "127.0.0.1:8080", false},
		{"127.0.0.1:0", "127.0.0.1:0", false},
	} {
		if samePort(c.a, c.b) != c.same {
			t.Errorf("%s and %s", c.a, c.b)
		}
	}
}
