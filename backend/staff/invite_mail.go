package staff

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"noren/backend/audit"
	"noren/backend/mail"
	"noren/backend/session"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
	"noren/shared/i18n"
)

// How often an invitation is mailed: not twice in a minute, and a few times within a day. A shop invites so many within an hour.
const (
	mailGap     = time.Minute
	mailsInADay = 5
)

func shopMails() session.Limit {
	return session.Limit{Rate: 30, Period: time.Hour, Burst: 30, Closed: true}
}

// Mailed is the last mail of an invitation: a state of the outbox, and why it was not sent.
type Mailed struct {
	State, Error string
	At           time.Time
}

// LastMail reads the last mail of a shop's invitation with an id; false when there was none.
func (a *Accounts) LastMail(ctx context.Context, shop, id string) (Mailed, bool, error) {
	sent, err := invitationMails(ctx, a.DB.Read(), shop, id)
	if err != nil || len(sent) == 0 {
		return Mailed{}, false, err
	}
	last := sent[len(sent)-1]
	return Mailed{last.State, last.Error, store.Micros(max(last.SentAt, last.CreatedAt)).Time()}, true, nil
}

// invitationMails are those of a shop's invitation with an id, the oldest first.
func invitationMails(ctx context.Context, q *query.Queries, shop, id string) ([]query.Mail, error) {
	rows, err := q.MailsOf(ctx, query.MailsOfParams{ShopID: shop, Subject: id})
	if err != nil {
		return nil, fmt.Errorf("staff: mails: %w", err)
	}
	return rows, nil
}

// post asks for the mail of an invitation with an id, in the transaction that makes the link. Its words hold the link, so they are sealed until it
// has been sent. Errors: *WaitError.
func (a *Accounts) post(ctx context.Context, q *query.Queries, by audit.Actor, i Invitation, id, code string) error {
	sent, err := invitationMails(ctx, q, i.Shop, id)
	if err != nil {
		return err
	}
	if wait := mailWait(a.Now(), sent); wait > 0 {
		return &WaitError{wait}
	}
	shop, err := q.GetShop(ctx, i.Shop)
	if err != nil {
		return fmt.Errorf("staff: shop: %w", err)
	}
	words := i18n.InvitationMailFor(api.Lang(i.Lang))
	inviter, err := a.nameOf(ctx, q, by, words.Operator)
	if err != nil {
		return err
	}
	role := i18n.StaffFor(api.Lang(i.Lang)).Roles[string(i.Role)]
	until := a.Now().Add(InvitationLife).In(store.Japan).Format(words.TimeLayout)
	draft, err := (&mail.Templates{Sealer: a.Sealer}).Seal(i.Shop, mail.Wording{
		Subject: i18n.Fill(words.Subject, "shop", shop.Name),
		Text:    i18n.Fill(words.Text, "name", i.Name, "shop", shop.Name, "role", role, "inviter", inviter, "until", until, "link", a.link(code)),
	})
	if err != nil {
		return err
	}
	return mail.Ask(ctx, q, a.Now(), mail.Wanted{
		Shop: i.Shop, Kind: mail.Invitation, Subject: id, Seq: int64(len(sent)), Lang: i.Lang, Draft: draft,
	})
}

// mailWait is how long to wait before the next mail of an invitation; 0: not at all.
func mailWait(now time.Time, sent []query.Mail) time.Duration {
	if len(sent) == 0 {
		return 0
	}
	wait := store.Micros(sent[len(sent)-1].CreatedAt).Time().Add(mailGap).Sub(now)
	if len(sent) >= mailsInADay {
		wait = max(wait, store.Micros(sent[len(sent)-mailsInADay].CreatedAt).Time().Add(24*time.Hour).Sub(now))
	}
	return max(wait, 0)
}

func (a *Accounts) link(code string) string { return a.PublicURL + "/console/invitations/" + code }

// nameOf is who invites.
func (a *Accounts) nameOf(ctx context.Context, q *query.Queries, by audit.Actor, nobody string) (string, error) {
	id, isPerson := strings.CutPrefix(string(by), "staff:")
	if !isPerson {
		return nobody, nil
	}
	row, err := q.GetStaff(ctx, id)
	p, err := a.found(ctx, q, row, err)
	return p.Name, err
}

// Letter says whom a mail of an invitation goes to. One whose invitation is over, or has been followed, is unwanted.
func (a *Accounts) Letter(ctx context.Context, row query.Mail) (mail.Letter, error) {
	o, err := a.OfferOf(ctx, row.ShopID, row.Subject)
	if err != nil && !errors.Is(err, ErrInvitation) {
		return mail.Letter{}, err
	}
	sent, readErr := invitationMails(ctx, a.DB.Read(), row.ShopID, row.Subject)
	if readErr != nil {
		return mail.Letter{}, readErr
	}
	isOld := len(sent) > 0 && sent[len(sent)-1].ID != row.ID // a later one has another link
	if err != nil || isOld || o.Until.IsZero() {
		return mail.Letter{}, &mail.UnwantedError{Why: mail.Withdrawn}
	}
	return mail.Letter{Kind: mail.Invitation, Lang: api.Lang(row.Lang), Name: o.Name, Email: o.Person.Email}, nil
}
