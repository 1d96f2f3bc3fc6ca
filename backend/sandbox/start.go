package sandbox

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// TLS says how the API and the pages are served; the control API is always plain HTTP.
type TLS struct {
	Enabled  bool
	CertFile string // PEM; without a file a self-signed certificate is made
	KeyFile  string
}

// Start listens: on address for the API and the pages, on control for the control API, each as host:port, port 0 for a
// free one. It returns when both are ready; URL and ControlURL are set then. The context is only for starting.
// An address beyond this machine is taken at its word: no stranger may reach it.
func (s *Sandbox) Start(ctx context.Context, address, control string, secure TLS) error {
	plain, err := listen(ctx, address)
	if err != nil {
		return err
	}
	pages, scheme := plain, "http://"
	if secure.Enabled || secure.CertFile != "" {
		config, err := secure.config()
		if err != nil {
			return errors.Join(err, plain.Close())
		}
		s.certificate = chainPEM(config.Certificates[0])
		pages, scheme = tls.NewListener(plain, config), "https://"
	}
	controlling, err := listen(ctx, control)
	if err != nil {
		return errors.Join(err, plain.Close())
	}
	s.controlledFromAfar = !isLoopback(hostName(control))
	s.URL = scheme + plain.Addr().String()
	s.ControlURL = "http://" + controlling.Addr().String()
	s.lock()
	s.beginning = s.take() // with what was registered since New
	s.unlock()
	s.serve(pages, s.Handler())
	s.serve(controlling, s.ControlHandler())
	if !s.cfg.ManualNotification {
		s.serving.Go(s.deliverAlways)
	}
	return nil
}

func listen(ctx context.Context, address string) (net.Listener, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("sandbox: listen: %w", err)
	}
	return l, nil
}

func isLoopback(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// hostName is a Host without its port.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		return name
	}
	return strings.Trim(host, "[]")
}

func (s *Sandbox) serve(l net.Listener, h http.Handler) {
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	s.servers = append(s.servers, server)
	s.serving.Go(func() {
		_ = server.Serve(l)
	})
}

// Close stops listening, ends held calls and timers. What is in memory is gone.
func (s *Sandbox) Close() error {
	var err error
	s.closeOnce.Do(func() {
		close(s.closed)
		for _, server := range s.servers {
			err = errors.Join(err, server.Close())
		}
		s.serving.Wait()
		s.lock()
		s.unlock() // stops the alarm
	})
	return err
}

// testMerchant is the merchant of every RunT: its key is made once for a test program, since that takes longer than most tests.
var testMerchant = sync.OnceValues(func() (m Merchant, err error) {
	m = defaultMerchant()
	m.PublicKeyID = newKeyID()
	m.PrivateKey, err = rsa.GenerateKey(rand.Reader, 2048)
	return m, err
})

// RunT is a sandbox for a test: on free loopback ports, with one merchant, notifications waiting for
// DeliverNotifications. It stops itself at the end of the test.
func RunT(t interface {
	Helper()
	Cleanup(f func())
	Fatal(args ...any)
},
) *Sandbox {
	t.Helper()
	merchant, err := testMerchant()
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Config{ManualNotification: true, Merchants: []Merchant{merchant}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(context.Background(), "127.0.0.1:0", "127.0.0.1:0", TLS{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	})
	return s
}
