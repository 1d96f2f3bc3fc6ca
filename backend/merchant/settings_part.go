package merchant

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Part is what one page sets of the settings, beside 「詳細設定」. Parts hold at once, and do not get into each other's way: somebody who
// edits one is not disturbed by who saves another.
type Part func(s Settings) any

// The parts.
var (
	MethodsPart Part = func(s Settings) any { return s.Methods }                  // (R3-10)
	GroupsPart  Part = func(s Settings) any { return s.Groups }                   // (R3-11)
	LinkingPart Part = func(s Settings) any { return s.Linking }                  // (R3-13)
	PapersPart  Part = func(s Settings) any { return []any{s.Contact, s.Issuer} } // (R5-9)
)

// Changed is the error of who saves a part after somebody else has. Nothing was saved.
type Changed struct {
	Now Settings // what somebody else has made of it
	By  string
	At  time.Time
}

// Error does not say who, nor what.
func (c *Changed) Error() string { return ErrStale.Error() }

// Unwrap is ErrStale.
func (c *Changed) Unwrap() error { return ErrStale }

// anyVersion says that a change does not depend on what its author has seen.
const anyVersion = -1

// EditSettings changes a part of the settings that was read as the version base; the other parts stay as they are by now. A change that
// changes nothing saves nothing. Errors: those of change, validate.Faults, *Changed when somebody else has changed the part since,
// ErrUnknownShop.
func (s *Shops) EditSettings(ctx context.Context, by audit.Actor, shop string, part Part, base int64, change func(settings *Settings) error) (saved Settings, err error) {
	err = s.changeSettings(ctx, shop, func(q *query.Queries) error {
		saved, err = s.editSettings(ctx, q, by, shop, part, base, change)
		return err
	})
	return saved, err
}

func (s *Shops) editSettings(ctx context.Context, q *query.Queries, by audit.Actor, shop string, part Part, base int64, change func(settings *Settings) error) (Settings, error) {
	now, err := currentSettings(ctx, q, shop)
	if err != nil {
		return now, err
	}
	if err := unchanged(ctx, q, shop, part, base, now); err != nil {
		return now, err
	}
	next := now
	next.Methods, next.Groups, next.Issuer.Reduced = slices.Clone(now.Methods), slices.Clone(now.Groups), slices.Clone(now.Issuer.Reduced)
	if err := change(&next); err != nil || reflect.DeepEqual(next, now) {
		return now, err
	}
	return s.save(ctx, q, by, shop, next)
}

// unchanged is *Changed when a part is not any more what it was in a version.
func unchanged(ctx context.Context, q *query.Queries, shop string, part Part, base int64, now Settings) error {
	if base == anyVersion || base == now.Version {
		return nil
	}
	seen, err := settingsAt(ctx, q, shop, base)
	if err != nil && !errors.Is(err, ErrUnknownVersion) {
		return err
	}
	if err == nil && reflect.DeepEqual(part(seen), part(now)) {
		return nil
	}
	changed := &Changed{Now: now}
	changed.By, changed.At, err = lastChange(ctx, q, shop, part, now)
	return errors.Join(err, changed)
}

// lookedBack is how many versions are searched for who has changed a part.
const lookedBack = 50

// lastChange says who has made a part what it is.
func lastChange(ctx context.Context, q *query.Queries, shop string, part Part, now Settings) (by string, at time.Time, err error) {
	rows, err := q.SettingsBefore(ctx, query.SettingsBeforeParams{ShopID: shop, Version: now.Version + 1, AtMost: lookedBack})
	for _, row := range rows {
		settings, err := settingsOf(row)
		if err != nil || !reflect.DeepEqual(part(settings), part(now)) {
			return by, at, err
		}
		by, at = row.Author, store.Micros(row.At).Time()
	}
	return by, at, err
}
