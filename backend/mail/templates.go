package mail

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Templates keep how shops word their mails. All fields are required.
type Templates struct {
	DB     *store.DB
	Sealer *store.Sealer
	Now    func() time.Time
	Shop   func(ctx context.Context, shop string) (Shop, error)
}

// What callers must tell apart.
var (
	ErrStale   = errors.New("mail: somebody else has saved this template since")
	ErrUnknown = errors.New("mail: unknown shop, kind or mail")
)

// Revision is one save of a template.
type Revision struct {
	Template Template
	Author   string
	At       time.Time
}

// Get reads how a shop words a kind of mail: as it has saved it last, or our words.
func (t *Templates) Get(ctx context.Context, shop string, kind Kind) (Template, error) {
	row, err := t.DB.Read().MailTemplate(ctx, query.MailTemplateParams{ShopID: shop, Kind: string(kind)})
	if errors.Is(err, sql.ErrNoRows) {
		return Default(kind), nil
	}
	if err != nil {
		return Template{}, fmt.Errorf("mail: template: %w", err)
	}
	return templateOf(row)
}

// Save saves a template as the version after the one that it was read as, and returns it with its new version. Errors:
// validate.Faults, ErrStale, ErrUnknown for a shop or a kind that does not exist.
func (t *Templates) Save(ctx context.Context, shop string, by audit.Actor, template Template) (Template, error) {
	if err := template.Check(); err != nil {
		return template, err
	}
	if Default(template.Kind).Japanese.Text == "" {
		return template, ErrUnknown
	}
	record, err := json.Marshal(template)
	if err != nil {
		return template, fmt.Errorf("mail: save template: %w", err)
	}
	now := int64(store.At(t.Now()))
	err = t.DB.Tx(ctx, func(q *query.Queries) error {
		n, err := q.TouchShop(ctx, query.TouchShopParams{ID: shop, Now: now})
		if err != nil {
			return fmt.Errorf("mail: save template: %w", err)
		}
		if n == 0 {
			return ErrUnknown
		}
		current, err := q.MailTemplateVersion(ctx, query.MailTemplateVersionParams{ShopID: shop, Kind: string(template.Kind)})
		if err != nil {
			return fmt.Errorf("mail: save template: %w", err)
		}
		if current != template.Version {
			return ErrStale
		}
		err = q.InsertMailTemplate(ctx, query.InsertMailTemplateParams{
			ShopID: shop, Kind: string(template.Kind), Version: current + 1, Record: string(record), Author: string(by), Now: now,
		})
		if err != nil {
			return fmt.Errorf("mail: save template: %w", err)
		}
		return audit.Write(ctx, q, t.Now(), audit.Entry{
			Actor: by, Shop: shop, Action: audit.TemplateSaved, Subject: string(template.Kind), Before: map[string]any{"version": current},
			After: map[string]any{"version": current + 1, "sent": template.On, "guide": template.Guide},
		})
	})
	if err != nil {
		return template, err
	}
	template.Version++
	return template, nil
}

// Revisions reads every save of a kind, the newest first.
func (t *Templates) Revisions(ctx context.Context, shop string, kind Kind) ([]Revision, error) {
	rows, err := t.DB.Read().MailTemplates(ctx, query.MailTemplatesParams{ShopID: shop, Kind: string(kind)})
	if err != nil {
		return nil, fmt.Errorf("mail: revisions: %w", err)
	}
	revisions := make([]Revision, 0, len(rows))
	for _, row := range rows {
		template, err := templateOf(row)
		if err != nil {
			return nil, err
		}
		revisions = append(revisions, Revision{template, row.Author, store.Micros(row.At).Time()})
	}
	return revisions, nil
}

// templateOf reads a record. What was not yet in a template when it was saved has its default.
func templateOf(row query.MailTemplate) (Template, error) {
	template := Default(Kind(row.Kind))
	if err := json.Unmarshal([]byte(row.Record), &template); err != nil {
		return Template{}, fmt.Errorf("mail: template %s %d: %w", row.Kind, row.Version, err)
	}
	template.Version = row.Version
	return template, nil
}
