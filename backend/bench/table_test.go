package bench

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"

	"noren/backend/store/storetest"
)

// TestMain runs the benchmarks and prints what they found as one table. Log lines are written as in production, and dropped.
func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil))) //nolint:sloglint // writing lines is part of what requests cost
	code := storetest.Main(m)
	figures.print(os.Stdout)
	os.Exit(code)
}

// BenchmarkFigures measures everything, in the order of section 11. One run of each is enough (-benchtime 1x): how often to
// repeat what, each knows by itself.
func BenchmarkFigures(b *testing.B) {
	b.Run("size", size)
	b.Run("render", render)
	b.Run("count", count)
	b.Run("begin", begin)
	b.Run("telemetry", watched)
	b.Run("load", load)
	b.Run("cold", cold)
	b.Run("memory", memory)
	b.Run("orders", orders)
}

// waiting is how busy others kept the machine: Linux' load of the last minute. Timings say little when it is not near 0.
var waiting = func() string {
	text, _ := os.ReadFile("/proc/loadavg") // elsewhere it stays unknown
	load, _, _ := strings.Cut(string(text), " ")
	return load
}()

// figures is what has been measured so far.
var figures table

type table struct {
	mu   sync.Mutex
	rows []row
}

// row is one figure beside its goal: the most that it may be, or the least.
type row struct {
	what         string
	figure, goal float64
	unit         string
	least        bool
	note         string
}

// add also replaces: «go test» may run a benchmark more than once.
func (t *table) add(b *testing.B, r row) {
	b.Helper()
	b.ReportMetric(0, "ns/op") // of the whole measurement: says nothing
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rows = append(slices.DeleteFunc(t.rows, func(old row) bool { return old.what == r.what }), r)
}

func (r row) line() string {
	bound, missed := "at most", cmp.Compare(r.figure, r.goal) > 0
	if r.least {
		bound, missed = "at least", cmp.Compare(r.figure, r.goal) < 0
	}
	verdict := "reached"
	if missed {
		verdict = "MISSED"
	}
	return fmt.Sprintf("%s\t%s %s\t%s %s\t%.2f\t%s\t%s", r.what, number(r.figure), r.unit, bound, number(r.goal), r.figure/r.goal, verdict, r.note)
}

func number(x float64) string {
	if x >= 100 {
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.3g", x)
}

func (t *table) print(to io.Writer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.rows) == 0 {
		return
	}
	_, _ = fmt.Fprintf(to, "\nThe figures of design.md section 11, on %d processors, with %s other programs waiting for them before we began.\n\n",
		runtime.NumCPU(), cmp.Or(waiting, "an unknown number of"))
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "what\tfigure\tgoal\tfigure/goal\t\t")
	for _, r := range t.rows {
		_, _ = fmt.Fprintln(w, r.line())
	}
	_ = w.Flush()
	_, _ = fmt.Fprintln(to)
}
