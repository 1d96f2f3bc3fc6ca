package main

import (
	"strings"
	"syscall"
	"testing"
)

func TestServeRefusesAWrongMailServer(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	o.keyset()
	o.file("smtp.password", secret)
	const good = "serve --listen=127.0.0.1:0 --keyset-file=noren.keyset --public-url=https://pay.example"
	for name, w := range map[string]wrong{
		"no port":        {arguments: good + " --smtp=smtp.example --smtp-from=a@b.example", names: []string{"--smtp", "HOST:PORT"}},
		"no sender":      {arguments: good + " --smtp=smtp.example:587", env: "NOREN_SMTP_PASSWORD=" + secret, names: []string{"--smtp-from", "orders@pay.example"}},
		"no server":      {arguments: good + " --smtp-password-file=smtp.password", names: []string{"--smtp=HOST:PORT"}},
		"two passwords":  {arguments: good + " --smtp-password-file=smtp.password", env: "NOREN_SMTP_PASSWORD=" + secret, names: []string{"smtp-password"}},
		"unprotected":    {arguments: good + " --smtp=smtp.example:25 --smtp-from=a@b.example --smtp-security=none", names: []string{"--smtp-security=none", "--smtp-exposed"}},
		"other security": {arguments: good + " --smtp=smtp.example:25 --smtp-from=a@b.example --smtp-security=ssl", names: []string{"--smtp-security", "starttls"}},
	} {
		o.refuses(name, w)
	}
}

// Without a mail server it says loudly that nobody gets mails; with one it says nothing of the kind.
func TestServeWithoutAMailServerSaysSo(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	s := o.serve("--keyset-file=" + o.keyset())
	if line := s.line("no mail server given"); !strings.Contains(line, "WARN") || !strings.Contains(line, "--smtp") {
		t.Errorf("it says: %s", line)
	}
	s.signal(syscall.SIGTERM)
	s.wantEnd(0)
	o.file("smtp.password", secret)
	s = o.serve("--keyset-file=noren.keyset", "--smtp=127.0.0.1:25", "--smtp-security=none", "--smtp-from=orders@pay.example", "--smtp-user=noren", "--smtp-password-file=smtp.password")
	s.signal(syscall.SIGTERM)
	s.wantEnd(0)
	if text := s.text(); strings.Contains(text, "no mail server") || strings.Contains(text, secret) {
		t.Errorf("it says: %s", text)
	}
}
