package mail

import (
	"cmp"
	"net/mail"
	"strings"

	"noren/shared/api"
	"noren/shared/i18n"
)

// Message is a mail as it is sent: plain text, in one language.
type Message struct {
	ID       string // of the outbox; its Message-ID
	Lang     api.Lang
	Sender   string // the shop's name, beside our address
	Name, To string // the reader; To is an address that [address] has passed
	ReplyTo  string // "" has none
	Subject  string
	Text     string
	Personal bool // a person wrote it
}

// Why is the reason for which a mail is not sent, or not yet. It names nobody.
type Why string

// The reasons. A mail server's refusal is "refused" with its codes, as in "refused 550 5.1.1".
const (
	NoAddress   Why = "no_address"   // the reader has no e-mail address
	BadAddress  Why = "bad_address"  // no mail can be sent to the reader's address
	SwitchedOff Why = "switched_off" // the shop sends no mails of this kind
	NoServer    Why = "no_server"    // no mail server is set up
	Unreachable Why = "unreachable"  // the mail server does not answer
	NoLogin     Why = "login"        // the mail server does not let us in
	Refused     Why = "refused"      // the mail server does not take the mail
	NotComposed Why = "not_composed" // it could not be put together
	Withdrawn   Why = "withdrawn"    // an invitation is over, or has been followed
)

// UnwantedError says that a mail is not to be sent at all.
type UnwantedError struct{ Why Why }

func (e *UnwantedError) Error() string { return "mail: unwanted: " + string(e.Why) }

// Render puts a mail together. The error is *UnwantedError when it is not to be sent.
func Render(template Template, letter Letter) (Message, error) {
	if !template.On {
		return Message{}, &UnwantedError{SwitchedOff}
	}
	wording := template.fill(letter)
	return address(letter, template, wording)
}

// fill is the wording with the letter's figures, as a person would read and edit it.
func (t Template) fill(letter Letter) Wording {
	v := values{letter: letter, guide: t.Guide && t.Kind.HasGuide(), words: i18n.MailFor(letter.Lang)}
	wording := t.In(letter.Lang)
	subject := fill(oneLine(wording.Subject), v.of)
	shown := false // 「ご案内」 stands where the template has a place for it, and at the end otherwise
	text := fill(manyLines(wording.Text), func(p place) string {
		shown = shown || p == placeGuide
		return v.of(p)
	})
	if guide := v.of(placeGuide); guide != "" && !shown {
		text += "\n\n" + guide
	}
	return Wording{Subject: oneLine(subject), Text: text + "\n"}
}

// address puts a wording into its envelope. A report without a reader goes to the shop's own address.
func address(letter Letter, template Template, wording Wording) (Message, error) {
	to, contact := letter.Email, cmp.Or(template.ReplyTo, letter.Shop.Contact)
	if letter.Kind == Report {
		to = cmp.Or(to, contact)
	}
	if strings.TrimSpace(to) == "" {
		return Message{}, &UnwantedError{NoAddress}
	}
	to, ok := mailable(to)
	if !ok {
		return Message{}, &UnwantedError{BadAddress}
	}
	replyTo, _ := mailable(contact)
	return Message{
		Lang: letter.Lang, Sender: oneLine(letter.Shop.Name), Name: oneLine(letter.Name), To: to, ReplyTo: replyTo,
		Subject: oneLine(wording.Subject), Text: wording.Text, Personal: letter.Kind == Individual,
	}, nil
}

// maxAddress is the longest address that SMTP carries (RFC 5321, 4.5.3.1).
const maxAddress = 254

// mailable reads an address that mail can be sent to: ASCII, one "@", a domain with a dot. Mobile carriers in Japan once gave out
// addresses with two dots together or a dot before the "@", against RFC 5321; they are written with quotes, as that wants it.
func mailable(text string) (string, bool) {
	text = strings.TrimSpace(text)
	at := strings.LastIndexByte(text, '@')
	if at < 1 || len(text) > maxAddress || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", false
	}
	local, domain := text[:at], text[at+1:]
	if !strings.Contains(strings.Trim(domain, "."), ".") || strings.ContainsAny(domain, "[]") {
		return "", false
	}
	if strings.Contains(local, "..") || strings.HasSuffix(local, ".") || strings.HasPrefix(local, ".") {
		local = `"` + strings.Trim(local, `"`) + `"`
	}
	parsed, err := mail.ParseAddress("<" + local + "@" + domain + ">")
	if err != nil || parsed.Address != text {
		return "", false
	}
	return parsed.Address, true
}
