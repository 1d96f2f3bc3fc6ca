package fleet_test

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"github.com/pressly/goose/v3"

	"noren/backend/e2e/fleet"
	"noren/backend/session/sessiontest"
	"noren/backend/store/storetest"
)

// previous is the last commit of the release before: the oldest program that may run beside this one. It moves with each release.
const previous = "746fee411f1e77ef07e64b3356440f7993b7f2ef"

// Replicas are exchanged one after the other while shoppers buy: the new program changes the tables under the feet of the old one,
// both serve the same payments, and an operator who does not like the new one goes back to the old.
func TestIssue8_OldAndNewProgramSideBySide(t *testing.T) {
	database := storetest.NewOwn(t)
	f := fleet.Start(t, fleet.Config{Replicas: 2, Database: database, Redis: []string{sessiontest.Redis(t).Addr}})
	old, tree := program(t)
	for _, r := range f.Replicas {
		r.Stop()
		r.Exchange(old)
	}
	tablesOf(t, database, filepath.Join(tree, "backend", "store", "migrations", "postgres"))
	for _, r := range f.Replicas {
		r.Start()
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, program := range []string{fleet.Program(t), old} {
			for _, r := range f.Replicas {
				time.Sleep(2 * time.Second) // shoppers come to the old and the new one
				r.Stop()
				r.Exchange(program)
				r.Start()
			}
		}
	}()
	told := f.Carry(t.Context(), fleet.Load{PerSecond: 5, For: 12 * time.Second, Patience: 40 * time.Second, Pause: time.Second, Think: time.Second / 2})
	<-done
	if told.GaveUp > 0 || told.Troubles["internal"] > 0 {
		t.Errorf("%d of %d shoppers gave up: %v", told.GaveUp, len(told.Shoppers), told.Troubles)
	}
	t.Logf("%d shoppers met %v", len(told.Shoppers), told.Troubles)
	for _, r := range f.Replicas {
		r.Stop()
	}
	f.Reckon(t, told.Shoppers)
}

// program builds the previous release from the repository's history, and gives its source, too.
func program(t *testing.T) (binary, tree string) {
	t.Helper()
	root := strings.TrimSpace(run(t, ".", "git", "rev-parse", "--show-toplevel"))
	tree = t.TempDir()
	archive := filepath.Join(t.TempDir(), "old.tar")
	run(t, root, "git", "archive", "--output="+archive, previous)
	run(t, tree, "tar", "-xf", archive)
	binary = filepath.Join(t.TempDir(), "noren-previous")
	run(t, tree, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", binary, "./backend/cmd/noren")
	return binary, tree
}

// tablesOf takes the tables back to what the previous program knows.
func tablesOf(t *testing.T, database *storetest.Own, theirs string) {
	t.Helper()
	ours := filepath.Join(strings.TrimSpace(run(t, ".", "git", "rev-parse", "--show-toplevel")), "backend", "store", "migrations", "postgres")
	db, err := sql.Open("pgx", database.DSN(database.Addr))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	known, err := os.ReadDir(theirs)
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, os.DirFS(ours))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.DownTo(t.Context(), int64(len(known))); err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, folder, name string, arguments ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), name, arguments...)
	command.Dir, command.Env = folder, append(os.Environ(), "CGO_ENABLED=0")
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(arguments, " "), err, out)
	}
	return string(out)
}
