package merchant

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"noren/backend/audit"
	"noren/backend/ledger"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/validate"
)

// Info is what a shop says of itself: its data, whom its shoppers write to, and who writes its papers.
type Info struct {
	Shop

	Contact string
	Issuer  ledger.Issuer
}

// Edition is another one as soon as something of it is another.
func (i Info) Edition() string {
	text, err := json.Marshal([]any{i.set(), i.Contact, i.Issuer})
	if err != nil {
		panic(err) // texts only
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// Info reads it, or ErrUnknownShop.
func (s *Shops) Info(ctx context.Context, shop string) (Info, error) {
	return s.info(ctx, s.DB.Read(), shop)
}

func (s *Shops) info(ctx context.Context, q *query.Queries, id string) (Info, error) {
	shop, err := s.get(ctx, q, id)
	if err != nil {
		return Info{}, err
	}
	settings, err := currentSettings(ctx, q, id)
	return Info{shop, settings.Contact, settings.Issuer}, err
}

// SaveInfo saves all of it or nothing; edition is the one that its author has seen. What is as it was is not written. Errors:
// validate.Faults, *InfoChanged, ErrUnknownShop.
func (s *Shops) SaveInfo(ctx context.Context, by audit.Actor, edition string, info Info) error {
	if err := info.check(); err != nil {
		return err
	}
	return s.changeSettings(ctx, info.ID, func(q *query.Queries) error {
		now, err := s.info(ctx, q, info.ID)
		if err != nil || now.Edition() == info.Edition() {
			return err
		}
		if now.Edition() != edition {
			return s.infoChanged(ctx, q, now)
		}
		if err := s.write(ctx, q, by, now.Shop, info.Shop); err != nil {
			return err
		}
		_, err = s.editSettings(ctx, q, by, info.ID, PapersPart, anyVersion, func(settings *Settings) error {
			settings.Contact, settings.Issuer = info.Contact, info.Issuer
			return nil
		})
		return err
	})
}

// InfoChanged is the error of who saves a shop's data after somebody else has. Nothing was saved.
type InfoChanged struct {
	Now Info
	By  string
	At  time.Time
}

// Error does not say what.
func (c *InfoChanged) Error() string { return ErrStale.Error() }

// Unwrap is ErrStale.
func (c *InfoChanged) Unwrap() error { return ErrStale }

// infoChanged is *InfoChanged. A shop's data stand in two places: who has changed the one or the other last was it.
func (s *Shops) infoChanged(ctx context.Context, q *query.Queries, now Info) error {
	settings, err := currentSettings(ctx, q, now.ID)
	if err != nil {
		return err
	}
	changed := &InfoChanged{Now: now}
	if changed.By, changed.At, err = lastChange(ctx, q, now.ID, PapersPart, settings); err != nil {
		return err
	}
	rows, err := q.Audits(ctx, query.AuditsParams{ShopID: now.ID, Action: string(audit.ShopChanged), AtMost: 1})
	if err != nil {
		return err
	}
	for _, row := range rows {
		if at := store.Micros(row.At).Time(); !at.Before(changed.At) {
			changed.By, changed.At = row.Actor, at
		}
	}
	return changed
}

// check names the fields as Shop and Settings do.
func (i Info) check() error {
	var faults validate.Faults
	if refused, wrong := errors.AsType[validate.Faults](i.Shop.check()); wrong {
		faults = refused
	}
	part := DefaultSettings()
	part.Contact, part.Issuer = i.Contact, i.Issuer
	for _, fault := range validate.Struct(part) {
		if fault.Field == "contact" || strings.HasPrefix(fault.Field, "issuer.") {
			faults = append(faults, fault)
		}
	}
	if faults != nil {
		return faults
	}
	return nil
}
