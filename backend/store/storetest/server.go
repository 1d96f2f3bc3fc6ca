package storetest

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"noren/backend/store"
)

// Roles: the server's own, whom no row level security binds, and the ordinary one that databases belong to and tests work as.
const (
	superuser = "postgres"
	ordinary  = "noren"
)

// errMissing fails a test instead of skipping it: what was not tested must not look tested.
var errMissing = errors.New("storetest: PostgreSQL is not installed (Debian package postgresql)")

// server is a PostgreSQL server that listens on a socket in its own folder.
type server struct {
	dir     string
	account *syscall.Credential
	port    string   // "" = 5432, which only names the socket
	options []string // beside those that it always gets
	process *exec.Cmd
	cancel  context.CancelFunc // ends the process at once: nobody needs its data
	done    chan struct{}      // closed when it has ended
}

var (
	started bool // Main is there to stop what running starts
	running = sync.OnceValues(start)
)

// Main runs the tests of a binary, stops the server if one was started, and gives the exit code. Use it as
//
//	func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }
func Main(m *testing.M) int {
	started = true
	code := m.Run()
	started = false // running must not start one only to stop it
	if server, err := running(); err == nil {
		server.stop()
	}
	return code
}

// start makes a server with a database of ready-made tables. If the test binary is killed, the server goes with it.
func start() (*server, error) {
	if !started {
		return nil, errors.New("storetest: TestMain must call storetest.Main")
	}
	bin, err := Programs()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "noren-postgres-")
	if err != nil {
		return nil, err
	}
	s := &server{dir: dir, options: []string{"-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off"}}
	err = s.settle()
	if err == nil {
		err = s.initialise(bin)
	}
	if err == nil {
		err = s.run(bin)
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := s.prepare(); err != nil {
		s.stop()
		return nil, err
	}
	return s, nil
}

// Programs is the folder of the newest PostgreSQL that is installed.
func Programs() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errMissing
	}
	newest := found[len(found)-1]
	return filepath.Dir(newest), nil
}

// settle gives the server its account, and the account its folder.
func (s *server) settle() (err error) {
	if s.account, err = unprivileged(); err != nil || s.account == nil {
		return err
	}
	return os.Chown(s.dir, int(s.account.Uid), int(s.account.Gid))
}

// initialise makes the folder of the data.
func (s *server) initialise(bin string) error {
	initdb := exec.CommandContext(context.Background(), filepath.Join(bin, "initdb"), "--no-sync", "--auth=trust", "--username="+superuser, "--encoding=UTF8", //nolint:gosec // an installed program
		"--locale=C.UTF-8", filepath.Join(s.dir, "data"))
	initdb.Dir, initdb.SysProcAttr = s.dir, &syscall.SysProcAttr{Credential: s.account}
	if text, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("storetest: initdb: %w\n%s", err, text)
	}
	return nil
}

// run starts the server, which may have run before on the same data.
func (s *server) run(bin string) error {
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel, s.done = cancel, make(chan struct{})
	s.process = exec.CommandContext(ctx, filepath.Join(bin, "postgres"), append([]string{"-D", filepath.Join(s.dir, "data"), "-k", s.dir, //nolint:gosec // an installed program
		"-c", "max_connections=200", "-c", "shared_buffers=32MB", "-c", "lc_messages=C"}, s.options...)...)
	s.process.Dir = s.dir
	s.process.SysProcAttr = &syscall.SysProcAttr{Credential: s.account, Pdeathsig: syscall.SIGQUIT, Setpgid: true}
	s.process.Cancel = func() error { return s.process.Process.Signal(syscall.SIGQUIT) }
	if err := s.await(); err != nil {
		cancel()
		return err
	}
	return nil
}

// unprivileged is who the server runs as, since it refuses to run as root; nil stands for ourselves.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil //nolint:nilnil // no other account, and no error
	}
	for _, name := range []string{"postgres", "nobody"} {
		account, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.ParseUint(account.Uid, 10, 32)
		gid, gidErr := strconv.ParseUint(account.Gid, 10, 32)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(uidErr, gidErr)
	}
	return nil, errors.New("storetest: root needs an account postgres or nobody to run PostgreSQL")
}

// await starts the process and returns when the server answers. The thread that starts it stays: its end would be taken for
// the death of the parent.
func (s *server) await() error {
	log, err := s.process.StderrPipe()
	if err != nil {
		return err
	}
	ready := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer close(s.done)
		if err := s.process.Start(); err != nil {
			ready <- err
			return
		}
		var seen bytes.Buffer
		for lines := bufio.NewScanner(log); lines.Scan(); {
			if strings.Contains(lines.Text(), "ready to accept ") {
				select {
				case ready <- nil:
				default: // once more, after a recovery
				}
			}
			seen.WriteString(lines.Text() + "\n")
		}
		err := s.process.Wait()
		select {
		case ready <- fmt.Errorf("storetest: PostgreSQL ended: %w\n%s", err, seen.String()):
		default:
		}
	}()
	select {
	case err := <-ready:
		return err
	case <-time.After(time.Minute):
		return errors.New("storetest: PostgreSQL does not start")
	}
}

func (s *server) prepare() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := s.command(ctx, "CREATE ROLE "+ordinary+" LOGIN"); err != nil {
		return err
	}
	if err := s.create(ctx, migrated, empty); err != nil {
		return err
	}
	db, err := store.Open(store.ForAll(ctx), s.dsn(ordinary, migrated))
	if err != nil {
		return err
	}
	return errors.Join(db.Migrate(ctx), db.Close())
}

func (s *server) create(ctx context.Context, name, template string) error {
	return s.command(ctx, "CREATE DATABASE "+name+" TEMPLATE "+template+" OWNER "+ordinary)
}

// command does what the superuser alone may.
func (s *server) command(ctx context.Context, statement string) error {
	admin, err := sql.Open("pgx", s.dsn(superuser, "postgres"))
	if err != nil {
		return err
	}
	_, err = admin.ExecContext(ctx, statement)
	if err = errors.Join(err, admin.Close()); err != nil {
		return fmt.Errorf("storetest: %s: %w", statement, err)
	}
	return nil
}

func (s *server) stop() {
	s.cancel()
	<-s.done
	_ = os.RemoveAll(s.dir) // a folder in /tmp is all that can stay
}
