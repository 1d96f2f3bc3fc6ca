package mailbox

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"
)

// Mail is one that was taken. What cannot be read stays empty; Raw has it all.
type Mail struct {
	ID                      string // of the mailbox
	At                      time.Time
	EnvelopeFrom            string
	EnvelopeTo              []string
	From, To, ReplyTo, Date string
	Lang                    string
	Subject                 string
	Text                    string
	Header                  mail.Header
	Raw                     []byte
}

// MessageID is what the sender calls the mail.
func (m Mail) MessageID() string { return m.Header.Get("Message-ID") }

// read takes a mail of one plain text apart, as a mail program does.
func read(raw []byte) Mail {
	m := Mail{Raw: raw, Header: mail.Header{}}
	message, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return m
	}
	m.Header = message.Header
	header := func(name string) string {
		text, err := new(mime.WordDecoder).DecodeHeader(message.Header.Get(name))
		if err != nil {
			return message.Header.Get(name)
		}
		return text
	}
	m.From, m.To, m.ReplyTo, m.Date, m.Lang = header("From"), header("To"), header("Reply-To"), header("Date"), header("Content-Language")
	m.Subject = header("Subject")
	body := message.Body
	switch strings.ToLower(message.Header.Get("Content-Transfer-Encoding")) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	if text, err := io.ReadAll(body); err == nil {
		m.Text = strings.ReplaceAll(string(text), "\r\n", "\n")
	}
	return m
}
