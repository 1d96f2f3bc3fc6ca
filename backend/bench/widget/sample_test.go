package widget

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// sample is what one load gave; a figure that does not apply is not there.
type sample map[figure]float64

// figure is the head of a column.
type figure string

const (
	weight   figure = "kB"
	requests figure = "requests"
	later    figure = "kB later"
	visible  figure = "visible"
	usable   figure = "usable"
	calls    figure = "asks maker"
	amazon   figure = "to Amazon"
	shift    figure = "shift"
	longest  figure = "longest task"
	blocking figure = "blocking"
	work     figure = "main thread"
	first    figure = "memory"
	further  figure = "a further one"
)

// load opens a page and waits until it has drawn the thing to press, or asked its maker's servers for what it needs, and rests.
func (b *tab) load(address string) {
	b.t.Helper()
	b.page = address
	call(b, performance.Enable, performance.EnableParams{})
	b.run(chromedp.Navigate(address))
	b.wait("draws or asks its maker", func() bool {
		_, asks := b.wire.first(func(r *request) bool { return !r.ours() })
		return asks || evaluate[bool](b, `probe.Seen > 0`)
	})
	b.wait("rests", b.wire.rests)
}

// visit opens a page that may be left before it rests, and gives when it asked for an address with a text in it.
func (b *tab) visit(address, part string) (ms float64) {
	b.t.Helper()
	b.page = address
	call(b, page.Navigate, page.NavigateParams{URL: address})
	b.wait("asks for "+part, func() (asked bool) {
		ms, asked = b.wire.first(func(r *request) bool { return strings.Contains(r.url.Path, part) })
		return asked
	})
	return ms
}

// take reads everything that a page at rest tells. What was asked for before the thing was seen was needed for it. A task that the standard does not report is shorter than 50 ms.
func (b *tab) take() sample {
	b.t.Helper()
	seen := b.read()
	s := make(sample)
	s[shift], s[longest], s[blocking] = seen.Shift, 0, 0
	split := math.Inf(1)
	if seen.Seen > 0 {
		split, s[visible] = seen.Seen, seen.Seen
	}
	for _, task := range seen.Tasks {
		s[longest] = max(s[longest], task)
		s[blocking] += task - 50
	}
	s[requests], s[weight] = b.wire.sum(0, split)
	_, s[later] = b.wire.sum(split, math.Inf(1))
	s[weight], s[later] = s[weight]/1000, s[later]/1000
	if ms, ok := b.wire.first(func(r *request) bool { return !r.ours() }); ok {
		s[calls] = ms
	}
	metrics := call(b, performance.GetMetrics, cdp.Empty{}).Metrics
	at := slices.IndexFunc(metrics, func(m *performance.Metric) bool { return m.Name == "TaskDuration" })
	s[work] = metrics[at].Value * 1000
	return s
}

// memory is all that the page keeps alive, in kB: objects, nodes, buffers and the WebAssembly's memory, which the browser counts
// nowhere.
func (b *tab) memory() float64 {
	b.t.Helper()
	for range 2 { // what the first finds dead may hold others
		call(b, heapprofiler.CollectGarbage, cdp.Empty{})
	}
	heap := call(b, runtime.GetHeapUsage, cdp.Empty{})
	wasm := evaluate[float64](b, `probe.memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0)`)
	return (heap.UsedSize + heap.EmbedderHeapUsedSize + heap.BackingStorageSize + wasm) / 1000
}

type point struct{ X, Y float64 }

// place is the middle of the thing to press.
func (b *tab) place() point {
	b.t.Helper()
	return evaluate[point](b, `(() => { const r = probe.thing().getBoundingClientRect(); return {X: r.x + r.width / 2, Y: r.y + r.height / 2}; })()`)
}

func (b *tab) hover() {
	b.t.Helper()
	at := b.place()
	b.run(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at.X, at.Y))
}

// press is a finger or a mouse, and gives when it was lifted.
func (b *tab) press() (lifted time.Time) {
	b.t.Helper()
	at := b.place()
	if b.device.touch {
		call(b, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: at.X, Y: at.Y}}})
		lifted = time.Now()
		call(b, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}})
		return lifted
	}
	b.hover()
	b.run(chromedp.MouseEvent(input.DispatchMouseEventTypeMousePressed, at.X, at.Y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	lifted = time.Now()
	b.run(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseReleased, at.X, at.Y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	return lifted
}

// painted waits until a page of a host has drawn something, and gives when that was.
func (b *tab) painted(host string) time.Time {
	b.t.Helper()
	const paint = `performance.getEntriesByName("first-contentful-paint")[0]`
	b.until(`location.hostname === "` + host + `" && ` + paint)
	return time.UnixMicro(int64(evaluate[float64](b, `(performance.timeOrigin + `+paint+`.startTime) * 1000`)))
}
