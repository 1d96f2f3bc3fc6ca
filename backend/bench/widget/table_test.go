package widget

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// report is everything that was measured.
type report struct {
	runs   int
	tables []table
}

// table holds the samples of each product on one device.
type table struct {
	device  device
	samples [][]sample
}

// columns in their order, and how many digits after the point each has.
var columns = []struct {
	figure
	digits int
}{
	{weight, 1},
	{requests, 0},
	{later, 0},
	{visible, 0},
	{usable, 0},
	{calls, 0},
	{amazon, 0},
	{shift, 4},
	{longest, 0},
	{blocking, 0},
	{work, 0},
	{first, 0},
	{further, 0},
}

// median of a figure over the runs; false when it does not apply.
func (t table) median(row int, f figure) (value float64, ok bool) {
	values := t.values(row, f)
	if len(values) == 0 {
		return 0, false
	}
	return values[len(values)/2], true
}

// values of a figure, smallest first.
func (t table) values(row int, f figure) []float64 {
	var values []float64
	for _, s := range t.samples[row] {
		if value, ok := s[f]; ok {
			values = append(values, value)
		}
	}
	slices.Sort(values)
	return values
}

// times writes a ratio with two digits that count.
func times(ratio float64) string {
	if ratio >= 100 {
		return fmt.Sprintf("%.0f×", ratio)
	}
	return fmt.Sprintf("%.2g×", ratio)
}

// cell is the median, and how many times that of Noren it is.
func (t table) cell(row int, f figure, digits int) string {
	value, ok := t.median(row, f)
	if !ok {
		return "–"
	}
	text := fmt.Sprintf("%.*f", digits, value)
	if ours, ok := t.median(1, f); ok && row != 1 && ours > 0 && value > 0 {
		text += " " + times(value/ours)
	}
	return text
}

// spread says how far apart the runs of a timing were, for all products: half the range over the median, the middle one of all.
func (t table) spread() float64 {
	var all []float64
	for row := range t.samples {
		for _, f := range []figure{visible, usable, amazon, work} {
			if values := t.values(row, f); len(values) > 0 {
				all = append(all, (values[len(values)-1]-values[0])/2/values[len(values)/2])
			}
		}
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// used says whether a column has anything on this device.
func (t table) used(f figure) bool {
	return slices.ContainsFunc(slices.Concat(t.samples...), func(s sample) bool { _, ok := s[f]; return ok })
}

// format is how a line of cells is written.
type format struct{ before, between, after string }

var (
	terminal = format{between: "\t"}
	markdown = format{before: "| ", between: " | ", after: " |"}
)

func (f format) line(cells []string) string {
	return f.before + strings.Join(cells, f.between) + f.after
}

// waiting is how busy others kept the machine: Linux' load of the last minute before the benchmark.
var waiting = func() string {
	text, _ := os.ReadFile("/proc/loadavg") // elsewhere it stays unknown
	load, _, _ := strings.Cut(string(text), " ")
	return cmp.Or(load, "unknown")
}()

func (r *report) print(to io.Writer, f format) {
	out := func(format string, values ...any) { _, _ = fmt.Fprintf(to, format+"\n", values...) }
	out("\nMeasured on %s in headless Chromium on %d processors (load before: %s), everything served on this machine. Medians of %d runs with empty caches; beside each the ratio to Noren (line 2).",
		time.Now().UTC().Format(time.DateOnly), runtime.NumCPU(), waiting, r.runs)
	for _, t := range r.tables {
		out("\n%s. Half the range of the runs was %.0f %% of a timing.\n", t.device.name, math.Ceil(100*t.spread()))
		t.print(to, f)
	}
	out("")
	for i, p := range products {
		out("%d. %s: %s.", i+1, p.name, p.note)
	}
	out("\n%s", legend)
}

func (t table) print(to io.Writer, f format) {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	head, rule := []string{"widget"}, []string{"---"}
	for _, c := range columns {
		if t.used(c.figure) {
			head, rule = append(head, string(c.figure)), append(rule, "--:")
		}
	}
	_, _ = fmt.Fprintln(w, f.line(head))
	if f == markdown {
		_, _ = fmt.Fprintln(w, f.line(rule))
	}
	for row, p := range products {
		cells := []string{fmt.Sprintf("%d %s", row+1, p.name)}
		for _, c := range columns {
			if t.used(c.figure) {
				cells = append(cells, t.cell(row, c.figure, c.digits))
			}
		}
		_, _ = fmt.Fprintln(w, f.line(cells))
	}
	_ = w.Flush()
}

// legend says what the figures are, and what they are not.
const legend = `kB and requests: all that was asked for and answered here before the thing to press was seen, without the page's HTML; later: what came after that, until the page rested.
Times are ms from the beginning of the navigation. Usable: a press leads to a request. To Amazon: from the press to the first paint there, which is the sandbox, without real distance.
Main thread: all the time that it was busy, for the page too. A longest task of 0 is one below 50 ms; blocking is what tasks take beyond 50 ms. Memory: kB that stay alive after a
collection, beyond the page's own, without compiled code; the first placement brings the script, and a further one was weighed by twenty.
Of the others only what npm ships was measured, packed as ours is. The scripts and servers of their makers were out of reach; the pages ask for them next («asks maker») and wait
for them, and «–» is what they cannot do before. Throttling delays answers, not connections, so nobody paid for a second origin.`
