package mail

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/telemetry"
)

// Sender sends what is in the outbox. DB, Now, Templates and Letter are required.
type Sender struct {
	DB        *store.DB
	Now       func() time.Time
	Templates *Templates

	// Letter reads what a mail is about.
	Letter func(ctx context.Context, row query.Mail) (Letter, error)

	// Server takes the mails; nil means that there is none, and that mails are unwanted.
	Server *Server
}

// lease is how long a claimed mail is this process's. Nothing is started that could end after it.
const lease = 2 * time.Minute

// Send sends up to n mails that are due, one after another over one connection, and says how many it claimed. Whoever dies between the
// mail server's yes and the note of it leaves a mail that is sent again when the lease ends, under the same Message-ID. An error is one
// of our own storage; a mail server that does not answer is none.
func (s *Sender) Send(ctx context.Context, n int) (int, error) {
	due, err := store.Claim(ctx, s.DB, store.Mails, s.Now(), lease, n)
	if err != nil {
		return 0, fmt.Errorf("mail: claim: %w", err)
	}
	starting, cancel := context.WithTimeout(ctx, lease-3*timeout)
	defer cancel()
	r := &round{sender: s}
	defer r.close()
	for _, claimed := range due {
		if starting.Err() != nil {
			break // the rest is due again when the lease ends
		}
		unit, end := telemetry.Unit(store.ForShop(context.WithoutCancel(ctx), claimed.Shop), "mails", claimed.Shop)
		err := s.deliver(unit, r, claimed)
		if end(err); err != nil {
			return len(due), err
		}
	}
	return len(due), nil
}

// deliver makes one attempt and notes its outcome.
func (s *Sender) deliver(ctx context.Context, r *round, c store.Claimed) error {
	row, err := s.DB.Read().GetMail(ctx, query.GetMailParams{ShopID: c.Shop, ID: c.ID})
	if err != nil {
		return fmt.Errorf("mail: read %s: %w", c.ID, err)
	}
	if row.State != Waiting {
		return nil
	}
	outcome := query.FinishMailParams{ShopID: c.Shop, ID: c.ID, Lease: c.Lease}
	return s.finish(ctx, s.judge(outcome, row, s.attempt(ctx, r, row)))
}

// attempt sends a mail; nil means that the mail server has taken it.
func (s *Sender) attempt(ctx context.Context, r *round, row query.Mail) error {
	if s.Server == nil {
		return &UnwantedError{NoServer}
	}
	letter, err := s.Letter(ctx, row)
	if err != nil {
		return err
	}
	message, err := s.Templates.Compose(ctx, row, letter)
	if err != nil {
		return err
	}
	return r.send(ctx, message)
}

// judge says what an attempt makes of a mail.
func (s *Sender) judge(outcome query.FinishMailParams, row query.Mail, err error) query.FinishMailParams {
	now := s.Now()
	var unwanted *UnwantedError
	var failed *failedError
	switch {
	case err == nil:
		outcome.State, outcome.SentAt = Sent, int64(store.At(now))
		return outcome
	case errors.As(err, &unwanted):
		outcome.State, outcome.Error = Unwanted, string(unwanted.Why)
		return outcome
	case errors.As(err, &failed):
		outcome.Error = failed.error
	default:
		slog.Error("mail not composed", "shop", row.ShopID, "mail", row.ID, "kind", row.Kind, "error", err)
		outcome.Error = string(NotComposed)
	}
	outcome.State = Failed
	if wait, again := nextTry(row.Tries + 1); again && (failed == nil || !failed.final) {
		outcome.State, outcome.NextAt = Waiting, int64(store.At(now.Add(wait)))
	}
	return outcome
}

// finish writes an outcome, unless the lease was lost: then another process has the mail.
func (s *Sender) finish(ctx context.Context, outcome query.FinishMailParams) error {
	var rows int64
	err := s.DB.Tx(ctx, func(q *query.Queries) (err error) {
		if rows, err = q.FinishMail(ctx, outcome); err != nil || rows == 0 || outcome.State != Sent && outcome.Error != string(Withdrawn) {
			return err
		}
		return q.EraseInvitation(ctx, query.EraseInvitationParams{ShopID: outcome.ShopID, ID: outcome.ID, Nothing: []byte{}})
	})
	if err != nil {
		return fmt.Errorf("mail: finish %s: %w", outcome.ID, err)
	}
	switch {
	case rows == 0:
		slog.WarnContext(ctx, "mail lease lost", "shop", outcome.ShopID, "mail", outcome.ID)
	case outcome.State == Failed:
		slog.ErrorContext(ctx, "mail failed", "shop", outcome.ShopID, "mail", outcome.ID, "problem", outcome.Error)
	case outcome.State == Waiting:
		slog.WarnContext(ctx, "mail not sent yet", "shop", outcome.ShopID, "mail", outcome.ID, "problem", outcome.Error)
	}
	return nil
}

// Repeat sends a mail that failed or was unwanted anew. The error is ErrUnknown when there is none such.
func (s *Sender) Repeat(ctx context.Context, shop string, by audit.Actor, id string) error {
	return s.DB.Tx(ctx, func(q *query.Queries) error {
		n, err := q.RepeatMail(ctx, query.RepeatMailParams{ShopID: shop, ID: id, Now: int64(store.At(s.Now()))})
		if err != nil {
			return fmt.Errorf("mail: repeat: %w", err)
		}
		if n == 0 {
			return ErrUnknown
		}
		return audit.Write(ctx, q, s.Now(), audit.Entry{Actor: by, Shop: shop, Action: audit.MailRepeated, Subject: id})
	})
}
