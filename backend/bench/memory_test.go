package bench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"noren/backend/session"
	"noren/backend/store/storetest"
	"noren/shared/api"
)

const (
	openCheckouts = 10_000
	openingTime   = time.Minute
	restTime      = 2 * time.Second
	binary        = "../../bin/noren" // «make bench» builds it
)

// memory looks at a real «noren serve» with SQLite and Redis inside it, the most that one process can have to hold:
// at rest, and when shoppers have begun and gone to Amazon.
func memory(b *testing.B) {
	k := newKit(b, storetest.SQLiteDSN(b), session.Config{})
	must(b, k.noren.Close()) // the file belongs to one process
	address, process := k.spawn(b)
	time.Sleep(restTime)
	rest, _ := resident(b, process)
	figures.add(b, row{what: "memory at rest", figure: rest, goal: 60, unit: "MB"})
	begun := k.openAll(b, newBrowsers("http://"+address))
	after, peak := resident(b, process)
	figures.add(b, row{
		what: fmt.Sprintf("memory with %d open checkouts", begun), figure: after, goal: 150, unit: "MB", note: fmt.Sprintf("of 10,000, for which there is a minute; %.0f MB at the peak", peak),
	})
}

// spawn starts the binary on a free port and returns when it serves. It ends with the test.
func (k *kit) spawn(b *testing.B) (address string, process int) {
	b.Helper()
	keyset := filepath.Join(b.TempDir(), "keyset")
	must(b, os.WriteFile(keyset, []byte(k.config.Keyset), 0o600))
	address = freeAddress(b)
	command := exec.CommandContext(b.Context(), binary, "serve", "--log-level=error", "--listen="+address, "--public-url="+k.config.PublicURL,
		"--proxies=1", "--database="+k.config.Database, "--keyset-file="+keyset, "--amazon-api="+k.config.Amazon.API)
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := command.StdoutPipe()
	must(b, err)
	if err := command.Start(); err != nil {
		b.Fatalf("%v: «make bench» builds it", err)
	}
	b.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	if line, err := bufio.NewReader(out).ReadString('\n'); !strings.HasPrefix(line, "ready") {
		b.Fatalf("noren serve said %q: %v", line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return address, command.Process.Pid
}

func freeAddress(b *testing.B) string {
	b.Helper()
	var config net.ListenConfig
	l, err := config.Listen(b.Context(), "tcp", "127.0.0.1:0")
	must(b, err)
	must(b, l.Close())
	return l.Addr().String()
}

// openAll begins checkouts and gets their launch pages, and says how many there was time for.
func (k *kit) openAll(b *testing.B, shoppers *browsers) int64 {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), openingTime)
	defer cancel()
	var next, done atomic.Int64
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for n := next.Add(1); n <= openCheckouts; n = next.Add(1) {
				err := k.openOne(ctx, shoppers, "open-"+strconv.FormatInt(n, 10))
				if errors.Is(err, context.DeadlineExceeded) {
					return
				}
				if err != nil {
					b.Error(err)
					return
				}
				done.Add(1)
			}
		})
	}
	group.Wait()
	return done.Load()
}

func (k *kit) openOne(ctx context.Context, shoppers *browsers, cartID string) error {
	request, err := k.beginRequest(cartID)
	if err != nil {
		return err
	}
	departure, err := post(ctx, shoppers, api.Begin, request)
	if err != nil {
		return err
	}
	_, err = shoppers.send(ctx, http.MethodGet, "/launch/"+departure.Checkout, nil, "")
	return err
}

// resident is how much memory a process holds, and how much it has held, in MB.
func resident(b *testing.B, process int) (now, peak float64) {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", process))
	if errors.Is(err, os.ErrNotExist) {
		b.Skip("only Linux says how much memory a process has")
	}
	must(b, err)
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(line, ":")
		kilobytes, _ := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 64)
		switch name {
		case "VmRSS":
			now = kilobytes * 1024 / 1e6
		case "VmHWM":
			peak = kilobytes * 1024 / 1e6
		}
	}
	return now, peak
}
