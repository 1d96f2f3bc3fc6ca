package main

import (
	"context"
	"fmt"
	"time"

	"noren/backend/doctor"
	"noren/backend/merchant"
	"noren/backend/overview"
	"noren/backend/session"
)

// listed is a shop as the command lists it.
type listed struct {
	overview.Row

	Examined *examined `json:"examined,omitempty"` // nothing: never, or not asked for
}

// examined is how a shop's last examination ended.
type examined struct {
	At       time.Time `json:"at"`
	Errors   int       `json:"errors"`
	Warnings int       `json:"warnings"`
}

// String is a cell of the table.
func (e *examined) String() string {
	if e == nil {
		return "-"
	}
	return fmt.Sprintf("errors:%d warnings:%d %s", e.Errors, e.Warnings, e.At.Format(time.DateOnly))
}

// examinations adds what Redis knows of the shops; without an address there is nothing to add.
func (r redisFlags) examinations(ctx context.Context, shops *merchant.Shops, rows []listed) (err error) {
	if len(r.Redis) == 0 {
		return nil
	}
	config, err := r.config()
	if err != nil {
		return err
	}
	sessions, err := session.Open(config)
	if err != nil {
		return fmt.Errorf("--redis: %w", err)
	}
	defer func() { _ = sessions.Close() }()
	room := &doctor.Room{Doctor: &doctor.Doctor{Now: shops.Now}, Sessions: sessions}
	for i, row := range rows {
		report, made, err := room.Last(ctx, row.ID)
		if err != nil {
			return fmt.Errorf("--redis: %w", err)
		}
		if made {
			rows[i].Examined = &examined{At: report.At, Errors: report.Count(doctor.Fail), Warnings: report.Count(doctor.Warn)}
		}
	}
	return nil
}
