package widget

import (
	"crypto/rand"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

const (
	knownBytes   = 100_000
	knownTask    = 120 // ms
	knownAppears = 300 // ms
	knownMemory  = 1_000_000
)

// known is a page whose figures follow from how it is made. A full-width bar of 300 px is moved down by 90 px; the window is
// 1280 by 900 px, so its layout shift is (300 + 90) / 900 × 90 / 1280.
const known = `<!doctype html><meta charset="utf-8"><title>known</title><link rel="icon" href="data:,"><script src="/bytes.js"></script>
<style>body { margin: 0 } #bar { height: 300px; background: gold }</style>
<div id="above"></div><div id="bar"></div>
<script>
	requestAnimationFrame(() => setTimeout(() => {
		document.getElementById("above").style.height = "90px";
		for (const end = performance.now() + %d; performance.now() < end;);
		setTimeout(() => {
			const button = document.body.appendChild(document.createElement("button"));
			button.textContent = "pay";
			button.onclick = () => { button.onclick = null; void fetch("/pressed", {method: "POST"}); };
		}, %d - performance.now());
	}));
	window.kept = Array.from({length: Number(location.search.slice(1))}, () => new Uint8Array(%d).fill(1));
</script>`

func knownPage(t *testing.T) string {
	t.Helper()
	noise := make([]byte, knownBytes-len("//")) // nothing packs it
	_, _ = rand.Read(noise)
	for i := range noise {
		noise[i] = 'a' + noise[i]%26
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/bytes.js":
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = io.WriteString(w, "//"+string(noise))
		case "/pressed":
		default:
			w.Header().Set("Content-Type", "text/html")
			_, _ = fmt.Fprintf(w, known, knownTask, knownAppears, knownMemory)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL + "/?"
}

const knownThing = `document.querySelector("button")`

// The bench finds the figures of a page whose figures are known, so what it says of others can be believed.
func TestDesign10_BenchFindsKnownFigures(t *testing.T) {
	b, done := open(t, computer, knownThing, false)
	defer done()
	b.load(knownPage(t) + "0")
	s := b.take()
	if want := 390.0 / 900 * 90 / 1280; math.Abs(s[shift]-want) > want/50 {
		t.Errorf("layout shift %.4f, want %.4f", s[shift], want)
	}
	if s[longest] < knownTask || s[blocking] < knownTask-50 || s[blocking] > s[work]-50 {
		t.Errorf("longest task %.0f ms, blocking %.0f of %.0f ms; a task of %d ms was there", s[longest], s[blocking], s[work], knownTask)
	}
	if head := s[weight]*1000 - knownBytes; s[requests] != 1 || head < 50 || head > 500 {
		t.Errorf("%.0f requests, %.0f bytes, want one of %d bytes and its head", s[requests], s[weight]*1000, knownBytes)
	}
	if s[visible] < knownAppears || s[visible] > knownAppears+2000 {
		t.Errorf("visible after %.0f ms, want %d or little more", s[visible], knownAppears)
	}
	if s[later] != 0 {
		t.Errorf("%.1f kB later, want none", s[later])
	}
	if ms, ok := s[calls]; ok {
		t.Errorf("asked another server at %.0f ms", ms)
	}
}

// A press as soon as the button is seen leads to a request, and when that was is known.
func TestDesign10_BenchPresses(t *testing.T) {
	b, done := open(t, computer, knownThing, true)
	defer done()
	ms := b.visit(knownPage(t)+"0", "/pressed")
	if seen := b.read().Seen; math.Abs(ms-seen) > 1000 {
		t.Errorf("pressed at %.0f ms, seen at %.0f", ms, seen)
	}
}

// Throttled, the known bytes take at least as long as they must, and the processor does the same work more slowly.
func TestDesign10_BenchThrottles(t *testing.T) {
	address := knownPage(t) + "0"
	const loop = `(() => { const begun = performance.now(); let x = 0; for (let i = 0; i < 2e7; i++) x += i % 7; return performance.now() - begun + x * 0; })()`
	loaded := func(d device) *tab {
		b, done := open(t, d, knownThing, false)
		t.Cleanup(done)
		b.load(address)
		return b
	}
	quick, slow := loaded(computer), loaded(phone)
	ms := evaluate[float64](slow, `performance.getEntriesByType("resource")[0].duration`)
	if least := phone.latency + knownBytes/phone.speed*1000; ms < 0.95*least {
		t.Errorf("%d bytes took %.0f ms, which cannot be below %.0f", knownBytes, ms, least)
	}
	for range 30 { // something else on this machine may have slowed the quick one down
		if 2*evaluate[float64](quick, loop) < evaluate[float64](slow, loop) {
			return
		}
	}
	t.Error("the same work is never twice as slow when it is throttled")
}

// Memory per placement is the difference that placements make.
func TestDesign10_BenchWeighsMemory(t *testing.T) {
	address := knownPage(t)
	kept := func(n int) float64 {
		b, done := open(t, computer, knownThing, false)
		defer done()
		b.load(fmt.Sprint(address, n))
		return b.memory()
	}
	if each := (kept(21) - kept(1)) / 20; math.Abs(each-knownMemory/1000) > 50 {
		t.Errorf("%.0f kB each, want %d", each, knownMemory/1000)
	}
}

// From the press until another page is drawn.
func TestDesign10_BenchFollowsAPress(t *testing.T) {
	target := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(knownAppears * time.Millisecond) // this much of the way is known
		_, _ = io.WriteString(w, "there")
	}))
	defer target.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, `<!doctype html><link rel="icon" href="data:,"><button>go</button><script>document.querySelector("button").onclick = () => location.assign(%q)</script>`,
			"http://there.localhost"+target.URL[len("http://127.0.0.1"):])
	}))
	defer server.Close()
	for _, d := range []device{computer, {name: "touch", slower: 1, speed: -1, touch: true}} {
		b, done := open(t, d, knownThing, false)
		b.load(server.URL)
		lifted := b.press()
		if took := b.painted("there.localhost").Sub(lifted); took < knownAppears*time.Millisecond || took > 3*time.Second {
			t.Errorf("%v on %s, want %d ms or little more", took, d.name, knownAppears)
		}
		done()
	}
}
