package merchant

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
)

// Revision is one save of the settings.
type Revision struct {
	Settings Settings
	Author   string
	At       time.Time
}

// Settings reads what a shop has saved last, or the defaults. A shop that does not exist is ErrUnknownShop.
func (s *Shops) Settings(ctx context.Context, shop string) (Settings, error) {
	row, err := s.DB.Read().CurrentSetting(ctx, shop)
	if errors.Is(err, sql.ErrNoRows) {
		_, err := s.row(ctx, shop)
		return DefaultSettings(), err
	}
	if err != nil {
		return Settings{}, fmt.Errorf("merchant: settings: %w", err)
	}
	return settingsOf(row)
}

// SaveSettings saves all of it or nothing (R3-9), as the version after the one that settings were read as, and returns them
// with their new version. Author is who saves. Errors: validate.Faults, ErrStale when somebody else has saved since,
// ErrUnknownShop.
func (s *Shops) SaveSettings(ctx context.Context, shop, author string, settings Settings) (Settings, error) {
	if err := settings.Check(); err != nil {
		return Settings{}, err
	}
	if author == "" {
		return Settings{}, errors.New("merchant: save settings: nobody saves")
	}
	record, err := json.Marshal(settings)
	if err != nil {
		return Settings{}, fmt.Errorf("merchant: save settings: %w", err)
	}
	err = s.change(ctx, "save settings", func(q *query.Queries) (int64, error) {
		n, err := q.TouchShop(ctx, query.TouchShopParams{ID: shop, Now: s.now()})
		if n == 0 || err != nil {
			return n, err
		}
		current, err := q.SettingVersion(ctx, shop)
		if err != nil {
			return n, err
		}
		if current != settings.Version {
			return n, ErrStale
		}
		return n, q.InsertSetting(ctx, query.InsertSettingParams{
			ShopID: shop, Version: current + 1, Record: string(record), Author: author, Now: s.now(),
		})
	})
	if err != nil {
		return Settings{}, err
	}
	settings.Version++
	return settings, nil
}

// Revisions reads every save, the newest first.
func (s *Shops) Revisions(ctx context.Context, shop string) ([]Revision, error) {
	rows, err := s.DB.Read().Settings(ctx, shop)
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

// settingsOf reads a record. What was not yet a setting when it was saved has its default.
func settingsOf(row query.Setting) (Settings, error) {
	settings := DefaultSettings()
	if err := json.Unmarshal([]byte(row.Record), &settings); err != nil {
		return Settings{}, fmt.Errorf("merchant: settings: version %d: %w", row.Version, err)
	}
	settings.Version = row.Version
	return settings, nil
}
