package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// Server is the mail server that takes our mails.
type Server struct {
	Address  string   // host:port
	Security Security // "" is STARTTLS
	Username string   // "" logs in as nobody
	Password string
	From     string         // our address; the shop's name stands beside it
	Roots    *x509.CertPool // nil: the system's

	// Exposed also speaks without TLS to a server that is not on this machine.
	Exposed bool
}

// Security is how the way to the mail server is protected.
type Security string

// The choices.
const (
	StartTLS Security = "starttls" // port 587
	TLS      Security = "tls"      // port 465
	Plain    Security = "none"     // on this machine only
)

// Check refuses a server that cannot work, and says which field and what to do. No message shows the password.
func (s Server) Check() error {
	host, port, err := net.SplitHostPort(s.Address)
	if n, e := strconv.Atoi(port); err != nil || e != nil || host == "" || n < 1 || n > 65535 {
		return errors.New("mail server (--smtp) wants an address as HOST:PORT, such as smtp.example:587")
	}
	if from, err := mail.ParseAddress(s.From); err != nil || from.Address != s.From {
		return errors.New("sender of mails (--smtp-from) wants an e-mail address, such as orders@pay.example")
	}
	switch s.Security {
	case "", StartTLS, TLS:
	case Plain:
		if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) && !s.Exposed {
			return errors.New("--smtp-security=none sends mails and password unprotected: it is for a server on this machine; add --smtp-exposed if the network is yours alone")
		}
	default:
		return errors.New("--smtp-security is starttls, tls or none")
	}
	return nil
}

// timeout bounds each step with the mail server.
const timeout = 15 * time.Second

// connection is an open way to the mail server. It serves one mail after another.
type connection struct {
	client *gomail.Client
	line   *smtp.Client
	from   string
}

func (s Server) connect(ctx context.Context) (*connection, error) {
	host, port, err := net.SplitHostPort(s.Address)
	if err != nil {
		return nil, err
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, err
	}
	options := []gomail.Option{
		gomail.WithPort(number), gomail.WithTimeout(timeout),
		gomail.WithTLSConfig(&tls.Config{ServerName: host, MinVersion: tls.VersionTLS12, RootCAs: s.Roots}),
	}
	switch s.Security {
	case TLS:
		options = append(options, gomail.WithSSL())
	case Plain:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	case "", StartTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.Username != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.Username), gomail.WithPassword(s.Password))
	}
	client, err := gomail.NewClient(host, options...)
	if err != nil {
		return nil, fmt.Errorf("mail: server: %w", err)
	}
	line, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("mail: server: %w", err)
	}
	return &connection{client, line, s.From}, nil
}

func (c *connection) close() { _ = c.client.CloseWithSMTPClient(c.line) }

// send hands a mail over. nil means that the server has taken it.
func (c *connection) send(m Message, now time.Time) error {
	letter, err := envelope(m, c.from, now)
	if err != nil {
		return err
	}
	err = c.client.SendWithSMTPClient(c.line, letter)
	if letter.IsDelivered() {
		return nil // what fails afterwards is about the next one
	}
	return err
}

// envelope writes a message as RFC 5322 wants it. Everything in a header is encoded by go-mail and has no line breaks by then.
func envelope(m Message, from string, now time.Time) (*gomail.Msg, error) {
	_, domain, found := strings.Cut(from, "@")
	if !found || m.To == "" || m.ID == "" {
		return nil, errors.New("mail: a message without sender, reader or id")
	}
	letter := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingB64), gomail.WithNoDefaultUserAgent())
	letter.FromMailAddress(&mail.Address{Name: oneLine(m.Sender), Address: from})
	letter.ToMailAddress(&mail.Address{Name: oneLine(m.Name), Address: m.To})
	if m.ReplyTo != "" {
		letter.ReplyToMailAddress(&mail.Address{Name: oneLine(m.Sender), Address: m.ReplyTo})
	}
	letter.Subject(oneLine(m.Subject))
	letter.SetMessageIDWithValue(m.ID + "@" + domain) // a repeat after a lost answer is recognised by it
	letter.SetDateWithValue(now)
	letter.SetGenHeader(gomail.HeaderContentLang, string(m.Lang))
	if !m.Personal {
		letter.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no holiday replies, please
	}
	letter.SetBodyString(gomail.TypeTextPlain, strings.ReplaceAll(m.Text, "\n", "\r\n")) // RFC 2045, 6.8
	return letter, nil
}
