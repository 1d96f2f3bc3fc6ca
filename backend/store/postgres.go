package store

import (
	"fmt"
	"maps"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

const maxConnections = 16 // of one replica

// sessionLimits end what hangs (reliability.md 1.3), in milliseconds. A limit in the DSN goes before.
var sessionLimits = map[string]string{
	"statement_timeout":                   "10000",
	"lock_timeout":                        "5000",
	"idle_in_transaction_session_timeout": "15000",
}

func openPostgres(dsn string, open Pool, unsaid whose) (*DB, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("store: postgres: %w", err) // pgx leaves the password out
	}
	parameters := map[string]string{"application_name": "noren", "timezone": "UTC"}
	maps.Copy(parameters, sessionLimits)
	maps.Copy(parameters, config.RuntimeParams)
	parameters[speaking] = string(nobodys)
	config.RuntimeParams = parameters
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 5 * time.Second
	}
	pool := open(speaker{stdlib.GetConnector(*config), unsaid})
	pool.SetMaxOpenConns(maxConnections)
	pool.SetMaxIdleConns(maxConnections)
	pool.SetConnMaxLifetime(30 * time.Minute)
	pool.SetConnMaxIdleTime(5 * time.Minute)

	patient := config.Copy() // a migration may take its time, but whoever comes after it waits for the same table behind it: a shopper
	patient.RuntimeParams["statement_timeout"] = "0"
	patient.RuntimeParams["lock_timeout"] = "500" // less than PostgreSQL takes to find a deadlock, so that the migration yields
	patient.RuntimeParams[speaking] = string(allOf)
	migrator := stdlib.OpenDB(*patient)
	migrator.SetMaxIdleConns(0)
	return &DB{dialect: postgres, writer: pool, reader: pool, migrator: migrator, release: migrator.Close}, nil
}
