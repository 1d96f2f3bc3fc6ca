package widget

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"noren/static"
)

// runs is how often everything is measured; NOREN_BENCH_RUNS says another number.
func runs(b *testing.B) int {
	b.Helper()
	n := 5
	if text := os.Getenv("NOREN_BENCH_RUNS"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil || n < 1 {
			b.Fatalf("NOREN_BENCH_RUNS=%q is no number of runs", text)
		}
	}
	return n
}

// BenchmarkWidget measures every product on a computer and on a phone, in turns, so that whatever else the machine does meets
// all alike. Once (-benchtime 1x) is enough.
func BenchmarkWidget(b *testing.B) {
	if _, built := static.BuiltManifest(); !built {
		b.Fatal("the browser's assets are not built: «make bench-widget» builds them")
	}
	s, n := newShop(b), runs(b)
	result := &report{runs: n}
	for _, d := range []device{computer, phone} {
		t := table{device: d, samples: make([][]sample, len(products))}
		for range n {
			for i, p := range products {
				t.samples[i] = append(t.samples[i], s.measure(d, p))
			}
		}
		result.tables = append(result.tables, t)
	}
	b.ReportMetric(0, "ns/op") // of the whole: says nothing
	result.print(os.Stdout, terminal)
	if file := os.Getenv("NOREN_BENCH_MARKDOWN"); file != "" {
		var text strings.Builder
		result.print(&text, markdown)
		if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
			b.Fatal(err)
		}
	}
}

// measure takes one sample of a product: a load that is left in peace, one with a press as soon as that is possible, and a
// purchase. Memory is counted where nothing is throttled.
func (s *shop) measure(d device, p product) sample {
	s.t.Helper()
	found := s.quiet(d, p)
	if p.pressed != "" {
		found[usable] = s.soonest(d, p)
	}
	if p.noren {
		found[amazon] = s.buy(d, p)
	}
	if !d.touch {
		alone, one, many := s.weigh(d, products[0], 0), s.weigh(d, p, 1), s.weigh(d, p, 1+more)
		if p.id != products[0].id {
			found[first], found[further] = one-alone, (many-one)/more
		}
	}
	return found
}

// more placements than one make a difference that can be measured.
const more = 20

// live lets the pointer come near, which starts the program, and waits until it has taken over.
func (b *tab) live(p product) {
	b.t.Helper()
	if p.live != "" {
		b.hover()
		b.until(p.live)
	}
}

func (s *shop) quiet(d device, p product) sample {
	s.t.Helper()
	b, done := open(s.t, d, p.thing, false)
	defer done()
	b.load(s.address(p, 1))
	b.live(p)
	return b.take()
}

// soonest is when the first press that works was made, after the navigation began.
func (s *shop) soonest(d device, p product) (ms float64) {
	s.t.Helper()
	b, done := open(s.t, d, p.thing, true)
	defer done()
	return b.visit(s.address(p, 1), p.pressed)
}

// buy is the time from a press to Amazon's page, by a shopper who has looked at the page first.
func (s *shop) buy(d device, p product) (ms float64) {
	s.t.Helper()
	b, done := open(s.t, d, p.thing, false)
	defer done()
	b.load(s.address(p, 1))
	b.live(p)
	lifted := b.press()
	return b.painted("amazon.localhost").Sub(lifted).Seconds() * 1000
}

func (s *shop) weigh(d device, p product, placements int) (kilobytes float64) {
	s.t.Helper()
	b, done := open(s.t, d, p.thing, false)
	defer done()
	b.load(s.address(p, placements))
	b.live(p)
	return b.memory()
}
