package merchant

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/validate"
)

// Draft are details of the settings that wait to be published. A shop has one at most, which all its staff share.
type Draft struct {
	Details Details
	Author  string
	At      time.Time
}

// Base says what somebody who edits has read: versions of the draft and of the published settings.
type Base struct{ Draft, Published int64 }

// Editing is what there is to edit.
type Editing struct {
	Published Settings
	Draft     *Draft // nil: none is open
	Base      Base
}

// Details are those of the draft, or those that are published.
func (e Editing) Details() Details {
	if e.Draft != nil {
		return e.Draft.Details
	}
	return e.Published.Details
}

// Conflict is the error of who saves details after somebody else has. Nothing was saved.
type Conflict struct {
	Now    Editing // what somebody else has made of it
	Merged Details // what was to be saved, with the values of Now where only somebody else has changed them
}

// Error does not say who, nor what.
func (c *Conflict) Error() string { return ErrStale.Error() }

// keptDrafts is how many saves may pass before somebody who has read the draft is only told that all of it is another.
const keptDrafts = 100

// Editing reads a shop's settings and their draft, or ErrUnknownShop.
func (s *Shops) Editing(ctx context.Context, shop string) (Editing, error) {
	e, err := editing(ctx, s.DB.Read(), shop)
	if err == nil && e.Published.Version == 0 {
		_, err = rowOf(ctx, s.DB.Read(), shop)
	}
	return e, err
}

func editing(ctx context.Context, q *query.Queries, shop string) (e Editing, err error) {
	if e.Published, err = currentSettings(ctx, q, shop); err != nil {
		return e, err
	}
	e.Base.Published = e.Published.Version
	row, err := q.CurrentDraft(ctx, shop)
	if errors.Is(err, sql.ErrNoRows) {
		return e, nil
	}
	if err != nil {
		return e, fmt.Errorf("merchant: draft: %w", err)
	}
	e.Base.Draft = row.Version
	if row.Record == "" {
		return e, nil
	}
	details, err := detailsOf(row)
	e.Draft = &Draft{details, row.Author, store.Micros(row.At).Time()}
	return e, err
}

// SaveDraft keeps details that were edited from what base says; details as they are published end the draft. Errors:
// validate.Faults, *Conflict when somebody else has saved others since, ErrUnknownShop.
func (s *Shops) SaveDraft(ctx context.Context, by audit.Actor, shop string, base Base, details Details) error {
	if faults := validate.Struct(details); faults != nil {
		return validate.Faults(faults)
	}
	return s.changeSettings(ctx, shop, func(q *query.Queries) error {
		now, err := editing(ctx, q, shop)
		if err != nil {
			return err
		}
		began, err := detailsAt(ctx, q, shop, base)
		if err != nil {
			return err
		}
		if began != nil && reflect.DeepEqual(*began, now.Details()) {
			return s.keepDraft(ctx, q, by, shop, now, details)
		}
		merged, err := merge(began, details, now.Details())
		if err != nil || reflect.DeepEqual(merged, now.Details()) {
			return err // nothing of one's own is left to save
		}
		return &Conflict{Now: now, Merged: merged}
	})
}

func (s *Shops) keepDraft(ctx context.Context, q *query.Queries, by audit.Actor, shop string, now Editing, details Details) error {
	if reflect.DeepEqual(details, now.Details()) {
		return nil
	}
	if reflect.DeepEqual(details, now.Published.Details) {
		return s.closeDraft(ctx, q, by, shop, now, audit.DraftDiscarded)
	}
	if err := checkImage(ctx, q, shop, details); err != nil {
		return err
	}
	record, err := json.Marshal(details)
	if err != nil {
		return err
	}
	changed, err := changedFields(now.Details(), details)
	if err != nil {
		return err
	}
	if err := s.insertDraft(ctx, q, by, shop, now, string(record)); err != nil {
		return err
	}
	return audit.Write(ctx, q, s.Now(), audit.Entry{
		Actor: by, Shop: shop, Action: audit.DraftSaved, Subject: shop, After: map[string]any{"fields": changed},
	})
}

func (s *Shops) insertDraft(ctx context.Context, q *query.Queries, by audit.Actor, shop string, now Editing, record string) error {
	version := now.Base.Draft + 1
	err := q.InsertDraft(ctx, query.InsertDraftParams{ShopID: shop, Version: version, Record: record, Author: string(by), Now: s.now()})
	if err != nil {
		return err
	}
	return q.DeleteDraftsBefore(ctx, query.DeleteDraftsBeforeParams{ShopID: shop, Version: version - keptDrafts})
}

// closeDraft ends the draft, with the audit entry of how.
func (s *Shops) closeDraft(ctx context.Context, q *query.Queries, by audit.Actor, shop string, now Editing, how audit.Action) error {
	if err := s.insertDraft(ctx, q, by, shop, now, ""); err != nil {
		return err
	}
	return audit.Write(ctx, q, s.Now(), audit.Entry{Actor: by, Shop: shop, Action: how, Subject: shop})
}

// Publish makes the draft the shop's settings, as far as it goes; base is what its author has seen. Errors: ErrStale when that has
// changed since, validate.Faults, ErrUnknownShop.
func (s *Shops) Publish(ctx context.Context, by audit.Actor, shop string, base Base) (published Settings, err error) {
	err = s.changeSettings(ctx, shop, func(q *query.Queries) error {
		now, err := editing(ctx, q, shop)
		if err != nil {
			return err
		}
		if now.Draft == nil || now.Base != base {
			return ErrStale
		}
		next := now.Published
		next.Details = now.Draft.Details
		if published, err = s.save(ctx, q, by, shop, next); err != nil {
			return err
		}
		return s.closeDraft(ctx, q, by, shop, now, audit.DraftPublished)
	})
	return published, err
}

// DiscardDraft drops the draft; base is what its author has seen. Errors: ErrStale when it has changed since, ErrUnknownShop.
func (s *Shops) DiscardDraft(ctx context.Context, by audit.Actor, shop string, base Base) error {
	return s.changeSettings(ctx, shop, func(q *query.Queries) error {
		now, err := editing(ctx, q, shop)
		if err != nil {
			return err
		}
		if now.Draft == nil || now.Base.Draft != base.Draft {
			return ErrStale
		}
		return s.closeDraft(ctx, q, by, shop, now, audit.DraftDiscarded)
	})
}
