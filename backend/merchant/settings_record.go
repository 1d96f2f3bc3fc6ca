package merchant

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"noren/backend/audit"
	"noren/backend/contract"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/validate"
)

// Revision is one save of the settings.
type Revision struct {
	Settings Settings
	Author   string
	At       time.Time
}

// Settings reads what a shop has saved last, or the defaults. A shop that does not exist is ErrUnknownShop.
func (s *Shops) Settings(ctx context.Context, shop string) (Settings, error) {
	settings, err := currentSettings(ctx, s.DB.Read(), shop)
	if err == nil && settings.Version == 0 {
		_, err = rowOf(ctx, s.DB.Read(), shop)
	}
	return settings, err
}

func currentSettings(ctx context.Context, q *query.Queries, shop string) (Settings, error) {
	row, err := q.CurrentSetting(ctx, shop)
	if errors.Is(err, sql.ErrNoRows) {
		return DefaultSettings(), nil
	}
	if err != nil {
		return Settings{}, fmt.Errorf("merchant: settings: %w", err)
	}
	return settingsOf(row)
}

// SaveSettings saves all of it or nothing (R3-9), as the version after the one that settings were read as, and returns them
// with their new version. Errors: validate.Faults, ErrStale when somebody else has saved since,
// ErrUnknownShop.
func (s *Shops) SaveSettings(ctx context.Context, by audit.Actor, shop string, settings Settings) (Settings, error) {
	err := s.changeSettings(ctx, shop, func(q *query.Queries) (err error) {
		settings, err = s.save(ctx, q, by, shop, settings)
		return err
	})
	if err != nil {
		return Settings{}, err
	}
	return settings, nil
}

// changeSettings runs a change of a shop's settings or of their draft, one at a time.
func (s *Shops) changeSettings(ctx context.Context, shop string, work func(q *query.Queries) error) error {
	err := s.change(ctx, "settings", func(q *query.Queries) (int64, error) {
		n, err := q.TouchShop(ctx, query.TouchShopParams{ID: shop, Now: s.now()})
		if n == 0 || err != nil {
			return n, err
		}
		return n, work(q)
	})
	if faults, wrong := errors.AsType[validate.Faults](err); wrong {
		return faults
	}
	return err
}

// save enters the version after the one that settings say.
func (s *Shops) save(ctx context.Context, q *query.Queries, by audit.Actor, shop string, settings Settings) (Settings, error) {
	if by == "" {
		return settings, errors.New("nobody saves")
	}
	if err := settings.Check(); err != nil {
		return settings, err
	}
	before, err := currentSettings(ctx, q, shop)
	if err != nil {
		return settings, err
	}
	if before.Version != settings.Version {
		return settings, ErrStale
	}
	if err := checkImage(ctx, q, shop, settings.Details); err != nil {
		return settings, err
	}
	record, err := json.Marshal(settings)
	if err != nil {
		return settings, err
	}
	changed, err := changedFields(before, settings)
	if err != nil {
		return settings, err
	}
	settings.Version++
	err = q.InsertSetting(ctx, query.InsertSettingParams{
		ShopID: shop, Version: settings.Version, Record: string(record), Author: string(by), Now: s.now(),
	})
	if err != nil {
		return settings, err
	}
	if err := s.planRetention(ctx, q, shop, before, settings); err != nil {
		return settings, err
	}
	if settings.Shown() {
		if err := contract.BeginUse(ctx, q, s.Now(), by, shop); err != nil {
			return settings, err
		}
	}
	return settings, audit.Write(ctx, q, s.Now(), audit.Entry{
		Actor: by, Shop: shop, Action: audit.SettingsSaved, Subject: shop, Before: map[string]any{"version": before.Version},
		After: map[string]any{"version": settings.Version, "fields": changed},
	})
}

// changedFields names the settings in which two records differ. What they were and are is in the records.
func changedFields(before, after any) ([]string, error) {
	var changed []string
	was, err := fieldsOf(before)
	if err != nil {
		return nil, err
	}
	is, err := fieldsOf(after)
	for name := range is {
		if !bytes.Equal(was[name], is[name]) {
			changed = append(changed, name)
		}
	}
	slices.Sort(changed)
	return changed, err
}

func fieldsOf(record any) (fields map[string]json.RawMessage, err error) {
	text, err := json.Marshal(record)
	if err != nil {
		return nil, err
	}
	return fields, json.Unmarshal(text, &fields)
}

// Revisions reads saves from before a version, the newest first; 0 begins with the newest.
func (s *Shops) Revisions(ctx context.Context, shop string, before int64, limit int32) ([]Revision, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	rows, err := s.DB.Read().SettingsBefore(ctx, query.SettingsBeforeParams{ShopID: shop, Version: before, AtMost: limit})
	if err != nil {
		return nil, fmt.Errorf("merchant: revisions: %w", err)
	}
	revisions := make([]Revision, 0, len(rows))
	for _, row := range rows {
		settings, err := settingsOf(row)
		if err != nil {
			return nil, err
		}
		revisions = append(revisions, Revision{settings, row.Author, store.Micros(row.At).Time()})
	}
	return revisions, nil
}

// Restore makes an older version of the settings, all of it, the newest one; current is the newest that its author has seen.
// Errors: ErrStale when there is a newer one, ErrUnknownVersion, ErrUnknownShop; validate.Faults when it breaks a rule of today.
func (s *Shops) Restore(ctx context.Context, by audit.Actor, shop string, version, current int64) (restored Settings, err error) {
	err = s.changeSettings(ctx, shop, func(q *query.Queries) error {
		old, err := settingsAt(ctx, q, shop, version)
		if err != nil {
			return err
		}
		old.Version = current
		restored, err = s.save(ctx, q, by, shop, old)
		return err
	})
	return restored, err
}

// settingsAt reads a version; 0 are the defaults.
func settingsAt(ctx context.Context, q *query.Queries, shop string, version int64) (Settings, error) {
	if version == 0 {
		return DefaultSettings(), nil
	}
	row, err := q.SettingOfVersion(ctx, query.SettingOfVersionParams{ShopID: shop, Version: version})
	if errors.Is(err, sql.ErrNoRows) {
		return Settings{}, ErrUnknownVersion
	}
	if err != nil {
		return Settings{}, fmt.Errorf("merchant: settings: %w", err)
	}
	return settingsOf(row)
}

// settingsOf reads a record. What was not yet a setting when it was saved has its default.
func settingsOf(row query.Setting) (Settings, error) {
	settings := DefaultSettings()
	if err := json.Unmarshal([]byte(row.Record), &settings); err != nil {
		return Settings{}, fmt.Errorf("merchant: settings: version %d: %w", row.Version, err)
	}
	settings.Version = row.Version
	return settings, nil
}
