package storetest

import (
	"net"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Own is a PostgreSQL server for one test alone, which may stop and break it. It listens on a port of the loopback interface and
// keeps what it has confirmed, as in earnest.
type Own struct {
	Addr string // HOST:PORT

	server *server
	bin    string
}

// NewOwn starts a server that ends with the test.
func NewOwn(t testing.TB) *Own {
	t.Helper()
	return NewOwnBelow(t, "")
}

// NewOwnBelow is NewOwn with its data below a folder.
func NewOwnBelow(t testing.TB, folder string) *Own {
	t.Helper()
	own := prepareOwn(t, folder)
	if err := own.server.initialise(own.bin); err != nil {
		t.Fatal(err)
	}
	own.Start(t)
	t.Cleanup(own.shut)
	own.superuser(t, "CREATE ROLE "+ordinary+" LOGIN", "ALTER DATABASE postgres OWNER TO "+ordinary)
	return own
}

// prepareOwn is a server without data. Its folder is made below another one; "" is where temporary files are.
func prepareOwn(t testing.TB, below string) *Own {
	t.Helper()
	bin, err := Programs()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp(below, "noren-postgres-") //nolint:usetesting // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	port := freePort(t)
	own := &Own{
		Addr: net.JoinHostPort("127.0.0.1", port), bin: bin,
		server: &server{dir: dir, port: port, options: []string{"-c", "listen_addresses=127.0.0.1", "-c", "port=" + port}},
	}
	if err := own.server.settle(); err != nil {
		t.Fatal(err)
	}
	return own
}

// DSN names the server's only database, by its own address or that of a wire to it. Further addresses are of its standbys: whoever may
// write is meant then.
func (o *Own) DSN(addrs ...string) string {
	options := url.Values{"sslmode": {"disable"}}
	if len(addrs) > 1 {
		options.Set("target_session_attrs", "read-write")
	}
	dsn := url.URL{Scheme: "postgres", User: url.User(ordinary), Host: strings.Join(addrs, ","), Path: "/postgres", RawQuery: options.Encode()}
	return dsn.String()
}

// Start lets a stopped server run again.
func (o *Own) Start(t testing.TB) {
	t.Helper()
	if err := o.server.run(o.bin); err != nil {
		t.Fatal(err)
	}
}

// Revive is Start for a server that may have ended by itself.
func (o *Own) Revive(t testing.TB) {
	t.Helper()
	select {
	case <-o.server.done:
		o.Start(t)
	default:
	}
}

// Stop ends the server as its service manager does: open transactions are rolled back, connections closed.
func (o *Own) Stop(t testing.TB) { o.end(t, syscall.SIGINT) }

// Crash ends the server at once; it recovers from its log when it starts again.
func (o *Own) Crash(t testing.TB) { o.end(t, syscall.SIGQUIT) }

func (o *Own) end(t testing.TB, signal syscall.Signal) {
	t.Helper()
	if err := o.server.process.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	select {
	case <-o.server.done:
	case <-time.After(time.Minute):
		t.Fatal("storetest: PostgreSQL does not end")
	}
}

func freePort(t testing.TB) string {
	t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close() //nolint:errcheck // only its port was wanted
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// Process is the server's first process, whose children serve the connections.
func (o *Own) Process() int { return o.server.process.Process.Pid }
