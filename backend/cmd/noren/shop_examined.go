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

// reports is where «noren serve» keeps the last examinations: the flags are its own.
type reports struct {
	Redis     []string `env:"NOREN_REDIS" placeholder:"HOST:PORT" help:"Addresses of Redis, as of «noren serve»: the list says then how each shop's last examination ended."`
	Cluster   bool     `env:"NOREN_REDIS_CLUSTER" help:"The addresses are of a Redis Cluster."`
	Sentinel  string   `env:"NOREN_REDIS_SENTINEL" help:"Name of the master; the addresses are of Sentinels."`
	RedisUser string   `env:"NOREN_REDIS_USER" help:"User name at Redis."`
	RedisPass string   `env:"NOREN_REDIS_PASSWORD" help:"Password at Redis."`
	RedisTLS  bool     `env:"NOREN_REDIS_TLS" help:"Speak TLS with Redis."`
}

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
func (r *reports) examinations(ctx context.Context, shops *merchant.Shops, rows []listed) (err error) {
	if len(r.Redis) == 0 {
		return nil
	}
	sessions, err := session.Open(session.Config{
		Addrs: r.Redis, Cluster: r.Cluster, Sentinel: r.Sentinel, Username: r.RedisUser, Password: r.RedisPass, TLS: r.RedisTLS,
	})
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
