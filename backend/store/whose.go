package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"noren/backend/store/query"
)

// Whose rows a piece of work is about goes with its context, and is said once, where the work comes in: by the key, the session or
// the visit that it came with. A statement then reaches no other shop's rows, whatever its condition says (reliability.md 6). Two
// walls hold that: here a statement about shops' rows is refused unless it names the shop, and PostgreSQL shows it no other rows
// (row level security, see postgres_whose.go).
type whose string

const (
	nobodys whose = ""
	allOf   whose = "*" // no shop's id
)

// ErrWhose says that a statement would touch rows of shops that its context does not speak for. It is a fault of ours.
var ErrWhose = errors.New("store: a statement does not keep to the rows of the shop that its context speaks for")

type whoseKey struct{}

// ForShop makes a context that speaks for the rows of one shop. It only ever narrows: from one shop there is no way to another.
func ForShop(ctx context.Context, shop string) context.Context {
	stated, said := ctx.Value(whoseKey{}).(whose)
	switch {
	case said && stated == whose(shop):
		return ctx
	case said && stated != nobodys && stated != allOf, whose(shop) == allOf:
		shop = ""
	}
	return context.WithValue(ctx, whoseKey{}, whose(shop))
}

// ForAll makes a context that speaks for every shop: background work that looks for what is due, operators, and look-ups that find
// out whose something is.
func ForAll(ctx context.Context) context.Context { return context.WithValue(ctx, whoseKey{}, allOf) }

// ForNobody makes a context that speaks for no shop, as every request is before it has shown anything.
func ForNobody(ctx context.Context) context.Context {
	return context.WithValue(ctx, whoseKey{}, nobodys)
}

// whoseOf is what a context says; one that says nothing speaks as that which the database was opened with.
func whoseOf(ctx context.Context, unsaid whose) whose {
	if stated, said := ctx.Value(whoseKey{}).(whose); said {
		return stated
	}
	return unsaid
}

// guard lets through what keeps to the rows that its context speaks for.
type guard struct {
	query.DBTX

	unsaid whose
}

func (g guard) ExecContext(ctx context.Context, statement string, args ...any) (sql.Result, error) {
	return g.DBTX.ExecContext(g.check(ctx, statement, args), statement, args...)
}

func (g guard) QueryContext(ctx context.Context, statement string, args ...any) (*sql.Rows, error) {
	return g.DBTX.QueryContext(g.check(ctx, statement, args), statement, args...)
}

func (g guard) QueryRowContext(ctx context.Context, statement string, args ...any) *sql.Row {
	return g.DBTX.QueryRowContext(g.check(ctx, statement, args), statement, args...)
}

// check gives the context to go on with. One that has ended already is how a row tells of a refusal.
func (g guard) check(ctx context.Context, statement string, args []any) context.Context {
	w := whoseOf(ctx, g.unsaid)
	if w == allOf || !ofShops(statement) {
		return ctx
	}
	for _, arg := range args {
		if named, ok := arg.(string); ok && w != nobodys && named == string(w) {
			return ctx
		}
	}
	name, _, _ := strings.Cut(statement, "\n")
	return refused{ctx, fmt.Errorf("%w: %s", ErrWhose, name)}
}

// refused is a context that ended before it began, with a reason of ours.
type refused struct {
	context.Context //nolint:containedctx // it is one

	why error
}

var ended = func() <-chan struct{} {
	done := make(chan struct{})
	close(done)
	return done
}()

func (r refused) Done() <-chan struct{} { return ended }
func (r refused) Err() error            { return r.why }

// ofNoShop are the tables without a shop's rows: people who work in the console, who may belong to several shops, and what holds
// for all shops.
var ofNoShop = map[string]bool{
	"staff": true, "passkey": true, "recovery_code": true, "staff_identity": true, "tariff": true, "terms": true,
}

var (
	tableNamed = regexp.MustCompile(`\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)`)
	statements sync.Map // text → whether it is about shops' rows; there are as many as queries in the program
)

// ofShops reports whether a statement names a table with shops' rows.
func ofShops(statement string) bool {
	if known, ok := statements.Load(statement); ok {
		return known.(bool) //nolint:forcetypeassert,errcheck // nothing else is stored
	}
	found := false
	for _, name := range tableNamed.FindAllStringSubmatch(statement, -1) {
		found = found || !ofNoShop[name[1]]
	}
	statements.Store(statement, found)
	return found
}
