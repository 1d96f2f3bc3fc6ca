package mail_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	"noren/backend/mail"
	"noren/backend/mail/mailbox"
	"noren/backend/store/storetest"
)

// With STARTTLS mail and password are protected, or nothing is said at all.
func TestMailServerIsProtected(t *testing.T) {
	t.Parallel()
	certificate, roots := selfSigned(t)
	protected := mailbox.Config{TLS: &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}, Username: "noren", Password: "hush"}
	k := newKit(t, storetest.SQLite(t), protected)
	try := func(order, state, problem string, change func(s *mail.Server)) {
		t.Helper()
		server := mail.Server{Address: k.box.Address(), From: "orders@pay.example", Username: "noren", Password: "hush", Roots: roots}
		change(&server)
		k.sender.Server = &server
		k.confirmation(order)
		k.send()
		k.want(order, state, problem)
	}
	try("login", mail.Sent, "", func(*mail.Server) {})
	try("wrong password", mail.Waiting, "login 535", func(s *mail.Server) { s.Password = "wrong" })
	try("no login", mail.Waiting, "refused 530 5.7.0", func(s *mail.Server) { s.Username = "" })
	try("unknown certificate", mail.Waiting, "unreachable", func(s *mail.Server) { s.Roots = nil })
	plain, err := mailbox.Open(mailbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	try("no STARTTLS", mail.Waiting, "unreachable", func(s *mail.Server) { s.Address, s.Username = plain.Address(), "" })
	if n, m := len(k.box.Mails()), len(plain.Mails()); n != 1 || m != 0 {
		t.Errorf("%d and %d mails", n, m)
	}
}

// A server that cannot work is refused at the start, with the flag to change; no message shows the password.
func TestMailServerChecked(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(s *mail.Server)
		want   string // "" is good
	}{
		"good":           {func(*mail.Server) {}, ""},
		"no port":        {func(s *mail.Server) { s.Address = "smtp.example" }, "HOST:PORT"},
		"port 0":         {func(s *mail.Server) { s.Address = "smtp.example:0" }, "HOST:PORT"},
		"no sender":      {func(s *mail.Server) { s.From = "" }, "--smtp-from"},
		"sender's name":  {func(s *mail.Server) { s.From = "Noren <orders@pay.example>" }, "--smtp-from"},
		"plain far away": {func(s *mail.Server) { s.Security = mail.Plain }, "--smtp-exposed"},
		"plain told":     {func(s *mail.Server) { s.Security, s.Exposed = mail.Plain, true }, ""},
		"plain here":     {func(s *mail.Server) { s.Security, s.Address = mail.Plain, "[::1]:25" }, ""},
		"other":          {func(s *mail.Server) { s.Security = "ssl" }, "starttls, tls or none"},
	} {
		server := mail.Server{Address: "smtp.example:587", From: "orders@pay.example", Username: "noren", Password: "hush"}
		c.change(&server)
		err := server.Check()
		if (err == nil) != (c.want == "") || err != nil && (!strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "hush")) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func selfSigned(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, roots
}
