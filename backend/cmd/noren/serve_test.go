package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"noren/backend/store/storetest"
)

// serving is a running `noren serve`.
type serving struct {
	*process

	address string // host:port
}

// serve starts the backend on a free port and waits until it is ready.
func (o *operator) serve(arguments ...string) serving {
	o.t.Helper()
	p := o.start(append([]string{"serve", "--listen=127.0.0.1:0", "--drain=0s", "--public-url=http://pay.localhost"}, arguments...)...)
	ready := strings.Fields(p.line("ready "))
	return serving{p, ready[len(ready)-1]}
}

// get asks it something.
func (s serving) get(path string) (status int, body string) {
	s.t.Helper()
	answer, err := http.Get("http://" + s.address + path)
	if err != nil {
		s.t.Fatalf("%v\n%s", err, s.text())
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

// ready is what /readyz says of each part.
func (s serving) ready(wantStatus int) map[string]string {
	s.t.Helper()
	status, body := s.get("/readyz")
	if status != wantStatus {
		s.t.Errorf("/readyz answers %d: %s", status, body)
	}
	return decode[map[string]string](s.t, body)
}

// It starts on either database, is ready, and ends on SIGTERM and on Ctrl-C with status 0.
func TestServeStartsAndStops(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		dsn    string
		signal syscall.Signal
	}{"sqlite": {storetest.SQLiteDSN(t), syscall.SIGTERM}, "postgres": {storetest.PostgresDSN(t), syscall.SIGINT}} {
		t.Run(name, func(t *testing.T) {
			o := newOperator(t)
			o.set("NOREN_DATABASE", c.dsn)
			s := o.serve("--keyset-file=" + o.keyset())
			if status, body := s.get("/livez"); status != http.StatusOK || body != "ok" {
				t.Errorf("/livez answers %d: %s", status, body)
			}
			if parts := s.ready(http.StatusOK); parts["database"] != "ok" || parts["redis"] != "ok" {
				t.Errorf("ready: %v", parts)
			}
			s.signal(c.signal)
			s.wantEnd(0)
			s.line("stopped")
		})
	}
}

// Without Redis it says loudly that sessions live in the process.
func TestServeWithoutRedisSaysSo(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	s := o.serve("--keyset-file=" + o.keyset())
	if line := s.line("no Redis address given"); !strings.Contains(line, "WARN") || !strings.Contains(line, "this process only") {
		t.Errorf("it says: %s", line)
	}
}

// A Redis that does not answer is no reason to stay away: losing it costs a click, never an order. It is said, and shown as
// degraded.
func TestServeWithDeadRedisStartsAndSaysSo(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.set("NOREN_REDIS_PASSWORD", secret)
	s := o.serve("--keyset-file="+o.keyset(), "--redis="+closedPort(t))
	if line := s.line("Redis does not answer"); !strings.Contains(line, "WARN") || !strings.Contains(line, "--redis") || !strings.Contains(line, "no payment is lost") {
		t.Errorf("it says: %s", line)
	}
	if parts := s.ready(http.StatusOK); parts["redis"] != "degraded" {
		t.Errorf("ready: %v", parts)
	}
	s.signal(syscall.SIGTERM)
	s.wantEnd(0)
	if strings.Contains(s.text(), secret) {
		t.Error("the log shows Redis's password")
	}
}

// closedPort is an address where nobody listens.
func closedPort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// On SIGTERM readiness fails first, while everything is still served; a request that is under way gets its answer; then it ends.
func TestServeStopsGracefully(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	s := o.serve("--keyset-file="+o.keyset(), "--drain=2s")
	conn, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	const body = `{"shop":"shop_nobody","elements":[]}`
	_, _ = fmt.Fprintf(conn, "POST /embed/v1/render HTTP/1.1\r\nHost: pay.localhost\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", len(body))
	answers := bufio.NewReader(conn)
	if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") { // the request is being read
		t.Fatalf("%q, %v", line, err)
	}
	s.signal(syscall.SIGTERM)
	s.line("stopping")
	if parts := s.ready(http.StatusServiceUnavailable); parts["server"] != "stopping" || parts["database"] != "ok" {
		t.Errorf("ready while stopping: %v", parts)
	}
	if status, _ := s.get("/livez"); status != http.StatusOK {
		t.Errorf("/livez answers %d while stopping", status)
	}
	for { // until the port is closed: then only the request that is under way holds it
		other, err := net.Dial("tcp", s.address)
		if err != nil {
			break
		}
		_ = other.Close()
	}
	_, _ = io.WriteString(conn, body)
	_, _ = answers.ReadString('\n') // the blank line after 100 Continue
	answer, err := http.ReadResponse(answers, nil)
	if err != nil {
		t.Fatalf("no answer to the request that was under way: %v\n%s", err, s.text())
	}
	defer answer.Body.Close()
	var problem struct{ Code string }
	if err := json.NewDecoder(answer.Body).Decode(&problem); err != nil || problem.Code == "" {
		t.Errorf("answer %s: %q, %v", answer.Status, problem.Code, err)
	}
	s.wantEnd(0)
}

// A second signal does not wait.
func TestServeStopsAtOnceWhenAskedTwice(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	s := o.serve("--keyset-file="+o.keyset(), "--drain=1h")
	s.signal(syscall.SIGINT)
	s.line("stopping")
	again := time.NewTicker(50 * time.Millisecond) // the first one may only just have been heard
	defer again.Stop()
	for ended := false; !ended; {
		select {
		case <-s.done:
			ended = true
		case <-again.C:
			_ = s.command.Process.Signal(syscall.SIGINT)
		}
	}
	s.wantEnd(-1) // by the signal
}
