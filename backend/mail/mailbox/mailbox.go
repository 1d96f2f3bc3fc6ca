// Package mailbox is a mail server that keeps what it is sent, for the demo and for tests: SMTP as it is spoken on the wire, on this
// machine only. It delivers to nobody, forgets the oldest, and keeps nothing on disk.
package mailbox

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Config says how the server behaves. The zero value takes everything, without TLS and without a login.
type Config struct {
	Now      func() time.Time // nil: time.Now
	TLS      *tls.Config      // offers STARTTLS; nil does not
	Username string           // wants this login; "" wants none
	Password string

	// Recipient answers the name of a reader: an error refuses it ([Refusal] has codes). Taken answers a mail, which is kept by then
	// whatever it says: an error is a server that has taken a mail and denies it, waiting lets the sender wait. nil accepts.
	Recipient func(address string) error
	Taken     func(Mail) error
}

// Refusal refuses with a code of SMTP and an enhanced one, such as Refusal(550, 5, 1, 1).
func Refusal(code, class, subject, detail int) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{class, subject, detail}, Message: "refused"}
}

// Limits of a mailbox.
const (
	maxMails = 300
	maxSize  = 1 << 20
)

// Mailbox is a running server. It is safe for concurrent use.
type Mailbox struct {
	config   Config
	server   *smtp.Server
	listener net.Listener

	mu    sync.Mutex
	last  int
	mails []Mail
}

// Open starts a mailbox on a free port of this machine.
func Open(config Config) (*Mailbox, error) {
	if config.Now == nil {
		config.Now = time.Now
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it is there at once or not at all
	if err != nil {
		return nil, fmt.Errorf("mailbox: %w", err)
	}
	b := &Mailbox{config: config, listener: listener}
	b.server = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{box: b}, nil }))
	b.server.Domain, b.server.TLSConfig, b.server.AllowInsecureAuth = "localhost", config.TLS, config.TLS == nil
	b.server.MaxMessageBytes, b.server.MaxRecipients = maxSize, 10
	b.server.ReadTimeout, b.server.WriteTimeout = time.Minute, time.Minute
	b.server.ErrorLog = silence{} // a connection that breaks is no news
	go func() { _ = b.server.Serve(listener) }()
	return b, nil
}

// Address is where mails are taken: host and port.
func (b *Mailbox) Address() string { return b.listener.Addr().String() }

// Mails are those that are kept, the newest first.
func (b *Mailbox) Mails() []Mail {
	b.mu.Lock()
	defer b.mu.Unlock()
	mails := slices.Clone(b.mails)
	slices.Reverse(mails)
	return mails
}

// Mail finds one by its number.
func (b *Mailbox) Mail(id string) (Mail, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.IndexFunc(b.mails, func(m Mail) bool { return m.ID == id })
	if i < 0 {
		return Mail{}, false
	}
	return b.mails[i], true
}

// Close ends the server and cuts its connections.
func (b *Mailbox) Close() error {
	if err := errors.Join(b.server.Close(), b.listener.Close()); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("mailbox: close: %w", err)
	}
	return nil
}

// take keeps a mail, and only then asks whether it is accepted.
func (b *Mailbox) take(from string, to []string, raw []byte) error {
	b.mu.Lock()
	b.last++
	mail := read(raw)
	mail.ID, mail.At, mail.EnvelopeFrom, mail.EnvelopeTo = strconv.Itoa(b.last), b.config.Now(), from, to
	if b.mails = append(b.mails, mail); len(b.mails) > maxMails {
		b.mails = slices.Delete(b.mails, 0, len(b.mails)-maxMails)
	}
	b.mu.Unlock()
	if b.config.Taken == nil {
		return nil
	}
	return b.config.Taken(mail)
}

// session is one connection.
type session struct {
	box      *Mailbox
	loggedIn bool
	from     string
	to       []string
}

func (s *session) AuthMechanisms() []string {
	if s.box.config.Username == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, username, password string) error {
		if s.loggedIn = username == s.box.config.Username && password == s.box.config.Password; !s.loggedIn {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.box.config.Username != "" && !s.loggedIn {
		return Refusal(530, 5, 7, 0)
	}
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if s.box.config.Recipient != nil {
		if err := s.box.config.Recipient(to); err != nil {
			return err
		}
	}
	s.to = append(s.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	return s.box.take(s.from, s.to, raw)
}

func (s *session) Reset() { s.from, s.to = "", nil }

func (s *session) Logout() error { return nil }

// silence is a log that nobody reads.
type silence struct{}

func (silence) Printf(string, ...any) {}
func (silence) Println(...any)        {}
