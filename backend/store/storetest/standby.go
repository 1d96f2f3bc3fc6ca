package storetest

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// Standby starts a second server that follows this one in step: what this one has confirmed stands there, too. It answers questions and
// writes nothing until it is promoted.
func (o *Own) Standby(t testing.TB) *Own {
	t.Helper()
	standby := prepareOwn(t, "")
	copied := exec.CommandContext(t.Context(), filepath.Join(o.bin, "pg_basebackup"), "--dbname="+o.server.dsn(superuser, "postgres"), //nolint:gosec // an installed program
		"--pgdata="+filepath.Join(standby.server.dir, "data"), "--checkpoint=fast", "--write-recovery-conf", "--no-sync")
	copied.Dir, copied.SysProcAttr = standby.server.dir, &syscall.SysProcAttr{Credential: standby.server.account}
	if text, err := copied.CombinedOutput(); err != nil {
		t.Fatalf("storetest: pg_basebackup: %v\n%s", err, text)
	}
	standby.Start(t)
	t.Cleanup(standby.shut)
	o.superuser(t, "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
	o.until(t, "SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'")
	return standby
}

// Promote makes a standby the server that writes.
func (o *Own) Promote(t testing.TB) {
	t.Helper()
	o.superuser(t, "SELECT pg_promote()")
}

// Demote lets the server refuse to write, as one does whose place another has taken; its connections go on.
func (o *Own) Demote(t testing.TB) {
	t.Helper()
	o.superuser(t, "ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()")
	o.until(t, "SELECT current_setting('transaction_read_only') = 'on'")
}

// Disconnect ends every connection of the product's.
func (o *Own) Disconnect(t testing.TB) {
	t.Helper()
	o.superuser(t, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"+ordinary+"'")
}

// Admit lets the product have so many connections at most, those that it has among them; below 0 there is no bound.
func (o *Own) Admit(t testing.TB, most int) {
	t.Helper()
	o.superuser(t, fmt.Sprintf("ALTER ROLE %s CONNECTION LIMIT %d", ordinary, most))
	o.Disconnect(t)
}

// Lock holds a table for so long that nobody can even read it, as a careless change by hand does; it returns afterwards.
func (o *Own) Lock(t testing.TB, table string, long time.Duration) {
	t.Helper()
	o.superuser(t, fmt.Sprintf("DO $$ BEGIN LOCK TABLE %s IN ACCESS EXCLUSIVE MODE; PERFORM pg_sleep(%f); END $$", table, long.Seconds()))
}

func (o *Own) superuser(t testing.TB, statements ...string) {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), time.Minute) // also while a test ends
	defer stop()
	for _, statement := range statements {
		if err := o.server.command(ctx, statement); err != nil {
			t.Error(err)
		}
	}
}

// until waits for a condition in SQL: PostgreSQL's own processes decide when it holds.
func (o *Own) until(t testing.TB, condition string) {
	t.Helper()
	assert := fmt.Sprintf("DO $$ BEGIN IF NOT (%s) THEN RAISE 'not yet'; END IF; END $$", condition)
	for deadline := time.Now().Add(time.Minute); ; {
		err := o.server.command(t.Context(), assert)
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Error(err)
			return
		}
	}
}

func (o *Own) shut() {
	o.server.cancel()
	<-o.server.done
}
