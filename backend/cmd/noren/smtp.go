package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"noren/backend/mail"
)

// smtp is the mail server that takes our mails.
type smtp struct {
	SMTP             string `name:"smtp" env:"NOREN_SMTP" placeholder:"HOST:PORT" help:"Mail server for mails to shoppers and merchants; without one none are sent."`
	SMTPFrom         string `name:"smtp-from" env:"NOREN_SMTP_FROM" placeholder:"ADDRESS" help:"Sender of mails; the shop's name stands beside it."`
	SMTPSecurity     string `name:"smtp-security" enum:"starttls,tls,none" default:"starttls" env:"NOREN_SMTP_SECURITY" help:"starttls (port 587), tls (port 465), or none, on this machine only."`
	SMTPUser         string `name:"smtp-user" env:"NOREN_SMTP_USER" help:"User name at the mail server."`
	SMTPPassword     string `name:"smtp-password" env:"NOREN_SMTP_PASSWORD" xor:"smtp-password" help:"Password there. Better: --smtp-password-file."`
	SMTPPasswordFile string `name:"smtp-password-file" env:"NOREN_SMTP_PASSWORD_FILE" xor:"smtp-password" type:"existingfile" placeholder:"FILE" help:"File that holds that password."`
	SMTPExposed      bool   `name:"smtp-exposed" env:"NOREN_SMTP_EXPOSED" help:"Allow --smtp-security=none to another machine, in a network that is yours alone."`
}

// server is the mail server, or nil.
func (s smtp) server() (*mail.Server, error) {
	if s.SMTP == "" {
		if s.SMTPFrom+s.SMTPUser+s.SMTPPassword+s.SMTPPasswordFile != "" {
			return nil, errors.New("--smtp-from, --smtp-user and --smtp-password need --smtp=HOST:PORT")
		}
		return nil, nil //nolint:nilnil // without a mail server there are no mails
	}
	password := s.SMTPPassword
	if s.SMTPPasswordFile != "" {
		text, err := os.ReadFile(s.SMTPPasswordFile)
		if err != nil {
			return nil, fmt.Errorf("--smtp-password-file: %w", err)
		}
		password = strings.TrimRight(string(text), "\r\n")
	}
	server := &mail.Server{
		Address: s.SMTP, Security: mail.Security(s.SMTPSecurity), Username: s.SMTPUser, Password: password, From: s.SMTPFrom, Exposed: s.SMTPExposed,
	}
	return server, server.Check()
}

// warnWithout says loudly that nobody gets mails.
func (s smtp) warnWithout(ctx context.Context) {
	if s.SMTP == "" {
		slog.WarnContext(ctx, "no mail server given (--smtp): shoppers and merchants get no mails; what would have been sent is shown as unwanted, and can be sent later")
	}
}
