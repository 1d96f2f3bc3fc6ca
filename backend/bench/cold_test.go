package bench

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"noren/backend"
	"noren/backend/session"
	"noren/backend/store"
	"noren/backend/store/storetest"
)

// BenchmarkCold puts a backend together on an empty SQLite file, migrations included, as `noren serve` does at its start: for profiles.
func BenchmarkCold(b *testing.B) {
	k := newKit(b, storetest.SQLiteDSN(b), session.Config{})
	for b.Loop() {
		b.StopTimer()
		k.config.Database = storetest.SQLiteDSN(b)
		b.StartTimer()
		n, err := backend.New(store.ForAll(b.Context()), k.config)
		must(b, err)
		b.StopTimer()
		must(b, n.Close())
		b.StartTimer()
	}
}

// starts is how often a start is measured; the fastest counts, since this machine has other work.
const starts = 7

// cold is the time from the start of the binary to «ready»: on an empty file, with all migrations, and on one that is there.
func cold(b *testing.B) {
	k := newKit(b, storetest.SQLiteDSN(b), session.Config{})
	must(b, k.noren.Close())
	for _, on := range []struct {
		what  string
		goal  float64
		fresh bool
	}{{"start to ready, empty file", 300, true}, {"start to ready, tables there", 300, false}} {
		best := time.Hour
		for range starts {
			if on.fresh {
				k.config.Database = storetest.SQLiteDSN(b)
			}
			best = min(best, k.start(b))
		}
		figures.add(b, row{what: on.what, figure: float64(best.Milliseconds()), goal: on.goal, unit: "ms", note: fmt.Sprintf("the fastest of %d; SQLite, embedded Redis", starts)})
	}
}

// start runs the binary until it says «ready», and ends it.
func (k *kit) start(b *testing.B) time.Duration {
	b.Helper()
	command := exec.CommandContext(b.Context(), binary, "serve", "--log-level=error", "--listen=127.0.0.1:0", "--public-url="+k.config.PublicURL,
		"--database="+k.config.Database, "--drain=0s")
	command.Env = append(os.Environ(), "NOREN_KEYSET="+k.config.Keyset)
	out, err := command.StdoutPipe()
	must(b, err)
	began := time.Now()
	must(b, command.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	took := time.Since(began)
	if err != nil || !strings.HasPrefix(line, "ready") {
		b.Errorf("noren serve said %q: %v", line, err)
	}
	must(b, command.Process.Kill())
	_ = command.Wait() // killed
	return took
}
