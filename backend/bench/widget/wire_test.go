package widget

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// wire is what a page asks for beside its own HTML, as the browser's protocol tells it.
type wire struct {
	mu       sync.Mutex
	asked    bool      // for the page itself
	origin   float64   // when its navigation began: ms since 1970, as the probe tells
	heard    time.Time // of the last request or answer
	requests []*request
}

type request struct {
	id    network.RequestID
	url   *url.URL
	sent  float64 // ms since 1970
	bytes float64 // that came, headers included, packed as they were
	ended bool
}

// ours says whether a request can be answered on this machine. All others are what a widget wants of its maker's servers.
func (r *request) ours() bool {
	return strings.HasSuffix(r.url.Hostname(), "localhost") || r.url.Hostname() == "127.0.0.1"
}

func (w *wire) hear(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		w.send(e)
	case *network.EventLoadingFinished:
		w.end(e.RequestID, e.EncodedDataLength)
	case *network.EventLoadingFailed:
		w.end(e.RequestID, 0)
	case *runtime.EventConsoleAPICalled:
		if len(e.Args) == 2 && string(e.Args[0].Value) == `"`+began+`"` && w.origin == 0 {
			w.origin, _ = strconv.ParseFloat(string(e.Args[1].Value), 64) // the probe gives a number
		}
	}
}

func (w *wire) send(e *network.EventRequestWillBeSent) {
	address, err := url.Parse(e.Request.URL)
	if err != nil || !strings.HasPrefix(address.Scheme, "http") || e.RedirectResponse != nil {
		return
	}
	w.heard = time.Now()
	if !w.asked {
		w.asked = true
		return
	}
	w.requests = append(w.requests, &request{id: e.RequestID, url: address, sent: float64(e.WallTime) * 1000})
}

func (w *wire) end(id network.RequestID, bytes float64) {
	w.heard = time.Now()
	for _, r := range w.requests {
		if r.id == id {
			r.bytes, r.ended = bytes, true
		}
	}
}

// rest is how long a page without requests is watched before it counts as at rest.
const rest = time.Second

func (w *wire) rests() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	open := slices.ContainsFunc(w.requests, func(r *request) bool { return !r.ended })
	return w.asked && !open && time.Since(w.heard) > rest
}

// sum gives how many requests between two times, in ms after the navigation began, were answered on this machine, and their bytes.
func (w *wire) sum(from, to float64) (requests, bytes float64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, r := range w.requests {
		if sent := r.sent - w.origin; r.ours() && r.ended && sent >= from && sent < to {
			requests, bytes = requests+1, bytes+r.bytes
		}
	}
	return requests, bytes
}

// first gives when the first request of a kind was sent, in ms after the navigation began.
func (w *wire) first(is func(*request) bool) (ms float64, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, r := range w.requests {
		if is(r) {
			return r.sent - w.origin, true
		}
	}
	return 0, false
}
