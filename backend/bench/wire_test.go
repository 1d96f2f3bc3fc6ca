package bench

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// wire stands where Amazon's network begins, and notes how long the calls about each object took there.
type wire struct {
	next  http.Handler
	mu    sync.Mutex
	spent map[string]time.Duration // by id of session, permission or charge
}

// ServeHTTP lets the sandbox answer.
func (w *wire) ServeHTTP(to http.ResponseWriter, r *http.Request) {
	begun := time.Now()
	w.next.ServeHTTP(to, r)
	took := time.Since(begun)
	parts := strings.Split(r.URL.Path, "/") // "", "v2", kind, id
	if len(parts) < 4 {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.spent[parts[3]] += took
}

// of is the time that has been spent at Amazon about some objects.
func (w *wire) of(ids ...string) (sum time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range ids {
		sum += w.spent[id]
	}
	return sum
}
