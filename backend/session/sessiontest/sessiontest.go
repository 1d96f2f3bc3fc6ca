// Package sessiontest starts real Redis servers for tests, on free ports of the loopback interface and in temporary folders.
// They need Debian's packages redis-server and redis-tools; a test that asks for one without them fails.
package sessiontest

import (
	"bufio"
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Server is a running redis-server.
type Server struct {
	Addr    string
	process *os.Process
	ended   chan struct{} // closed then
}

// Freeze stops the server as a hanging machine does: connections stay open, nothing answers.
func (s *Server) Freeze(t testing.TB) { s.signal(t, syscall.SIGSTOP) }

// Thaw lets a frozen server go on.
func (s *Server) Thaw(t testing.TB) { s.signal(t, syscall.SIGCONT) }

func (s *Server) signal(t testing.TB, signal os.Signal) {
	t.Helper()
	if err := s.process.Signal(signal); err != nil {
		t.Fatal(err)
	}
}

// Kill ends the server at once; what it held is lost, since it writes nothing to a disk.
func (s *Server) Kill(t testing.TB) {
	t.Helper()
	s.signal(t, syscall.SIGKILL)
	<-s.ended
}

// Restart lets a killed server run again on its old address, empty.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	_, port, err := net.SplitHostPort(s.Addr)
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	*s = *start(t, number)
}

// Fill lets the server refuse to keep anything more, as one whose memory is full does.
func (s *Server) Fill(t testing.TB) { s.command(t, "CONFIG SET maxmemory 1") }

// Empty gives a full server its memory back.
func (s *Server) Empty(t testing.TB) { s.command(t, "CONFIG SET maxmemory 0") }

// Demote makes the server the replica of a master that is not there: it can be read and not written.
func (s *Server) Demote(t testing.TB) { s.command(t, "REPLICAOF 127.0.0.1 1") }

// Promote makes it a master again.
func (s *Server) Promote(t testing.TB) { s.command(t, "REPLICAOF NO ONE") }

func (s *Server) command(t testing.TB, words string) {
	t.Helper()
	var dialer net.Dialer
	connection, err := dialer.DialContext(t.Context(), "tcp", s.Addr)
	if err != nil {
		t.Error(err)
		return
	}
	defer connection.Close() //nolint:errcheck // the answer says it all
	if _, err := connection.Write([]byte(words + "\r\n")); err != nil {
		t.Error(err)
	}
	if answer, err := bufio.NewReader(connection).ReadString('\n'); err != nil || answer != "+OK\r\n" {
		t.Errorf("%s: %q %v", words, answer, err)
	}
}

// Redis starts one server, which ends with the test.
func Redis(t testing.TB) *Server {
	t.Helper()
	return start(t, freePort(t))
}

func start(t testing.TB, port int, more ...string) *Server {
	t.Helper()
	args := append([]string{
		"--port", strconv.Itoa(port), "--bind", "127.0.0.1", "--dir", t.TempDir(), "--save", "", "--appendonly", "no",
	}, more...)
	command := exec.CommandContext(t.Context(), program(t, "redis-server", "redis-server"), args...) //nolint:gosec // our own arguments
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	said, ready := awaitReady(out)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		<-said
		_ = command.Wait() // killed, by hand or by the end of the test's context
	}()
	t.Cleanup(func() { <-ended })
	if !<-ready {
		t.Fatal("redis-server ended at once")
	}
	return &Server{Addr: net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), process: command.Process, ended: ended}
}

// awaitReady reads all that the server says. Ready tells whether it came up; said closes when it says no more.
func awaitReady(out io.Reader) (said chan struct{}, ready chan bool) {
	said, ready = make(chan struct{}), make(chan bool, 1)
	go func() {
		defer close(said)
		defer close(ready)
		told := false
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if !told && strings.Contains(lines.Text(), "Ready to accept connections") {
				told = true
				ready <- true
			}
		}
	}()
	return said, ready
}

func program(t testing.TB, name, debian string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is missing: apt-get install %s", name, debian)
	}
	return path
}

func freePort(t testing.TB) int {
	t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close() //nolint:errcheck // only its port was wanted
	addr, ok := listener.Addr().(*net.TCPAddr)
	if !ok {
		t.Fatal("no TCP address")
	}
	return addr.Port
}

func until(t testing.TB, limit time.Duration, what string, done func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for !done() {
		select {
		case <-ctx.Done():
			t.Fatalf("%s is not ready", what)
		case <-again.C:
		}
	}
}
