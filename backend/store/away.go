package store

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	lib "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// IsAway reports errors that say nothing of the question, but that the database cannot be asked: it does not answer, is ending or
// starting, its disk is full, or another server has taken its place. Asking again later helps; what became of a commit is unknown.
func IsAway(err error) bool {
	if refused, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch {
		case refused.Code == readOnly,
			strings.HasPrefix(refused.Code, "08"),   // connection
			strings.HasPrefix(refused.Code, "53"),   // no room: disk, memory, connections
			strings.HasPrefix(refused.Code, "57P0"), // ending or starting
			refused.Code == "57014",                 // statement_timeout
			lostRace(err), isHeld(err):
			return true
		}
		return false
	}
	if refused, ok := errors.AsType[*lib.Error](err); ok {
		switch refused.Code() & 0xff { // without the extension
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN:
			return true
		}
		return false
	}
	var connecting *pgconn.ConnectError
	var network net.Error
	return errors.As(err, &connecting) || errors.As(err, &network) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || pgconn.SafeToRetry(err)
}

// deadlock is what a server says to one of two who wait for each other.
const deadlock = "40P01"

// isHeld reports that somebody else had the table or the row for too long.
func isHeld(err error) bool {
	refused, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (refused.Code == deadlock || refused.Code == "55P03") // lock_timeout
}

// readOnly is what a server says that may not write any more: it is, or has become, a standby of another.
const readOnly = "25006"

func isDemoted(err error) bool {
	refused, ok := errors.AsType[*pgconn.PgError](err)
	return ok && refused.Code == readOnly
}
