package telemetry

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"strings"

	"github.com/XSAM/otelsql"
	"github.com/redis/go-redis/extra/redisotel/v9"
	"github.com/redis/go-redis/v9"
	"go.opentelemetry.io/otel/metric/noop"
)

// Pool makes a pool whose statements are spans: by the name that the query has in backend/store/queries, without its text and
// without its arguments.
func (t *Telemetry) Pool(connector driver.Connector) *sql.DB {
	if !t.traces() {
		return sql.OpenDB(connector)
	}
	return otelsql.OpenDB(connector, otelsql.WithTracerProvider(t.spans), otelsql.WithMeterProvider(noop.NewMeterProvider()),
		otelsql.WithSpanNameFormatter(func(_ context.Context, method otelsql.Method, query string) string { return nameOf(method, query) }),
		otelsql.WithSpanOptions(otelsql.SpanOptions{
			DisableQuery: true, DisableErrSkip: true, OmitConnResetSession: true, OmitConnPrepare: true, OmitRows: true, OmitConnectorConnect: true,
			RecordError: func(error) bool { return false },
		}))
}

// nameOf reads the comment with which a generated query begins.
func nameOf(method otelsql.Method, query string) string {
	if rest, ok := strings.CutPrefix(query, "-- name: "); ok {
		name, _, _ := strings.Cut(rest, " ")
		return "sql " + name
	}
	return string(method)
}

// Redis lets a client's commands be spans: by their names, without keys and values.
func (t *Telemetry) Redis(client redis.UniversalClient) error {
	if !t.traces() {
		return nil
	}
	err := redisotel.InstrumentTracing(client, redisotel.WithTracerProvider(t.spans), redisotel.WithDBStatement(false), redisotel.WithCallerEnabled(false))
	if err != nil {
		return fmt.Errorf("telemetry: redis: %w", err)
	}
	return nil
}
