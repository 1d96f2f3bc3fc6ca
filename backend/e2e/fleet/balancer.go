package fleet

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"
	"time"
)

// Balancer sends requests to the replicas in turn, as any load balancer does: it asks each for its readiness four times a second
// and leaves out who says no. A request is never sent twice, whatever becomes of it.
type Balancer struct {
	URL string

	replicas []*Replica
	ready    []atomic.Bool
	next     atomic.Uint64
}

const (
	checkEvery = 250 * time.Millisecond
	checkLimit = 500 * time.Millisecond
)

func newBalancer(t testing.TB, replicas []*Replica) *Balancer {
	t.Helper()
	b := &Balancer{replicas: replicas, ready: make([]atomic.Bool, len(replicas))}
	for i := range replicas {
		b.ready[i].Store(true)
		go b.watch(t.Context(), i)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(b.choose())
			r.Out.Host, r.Out.Header["X-Forwarded-For"] = r.In.Host, r.In.Header["X-Forwarded-For"]
		},
		Transport:    &http.Transport{MaxIdleConnsPerHost: 256, IdleConnTimeout: 30 * time.Second},
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) }, // the shopper sees a broken connection
	}
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)
	b.URL = server.URL
	return b
}

// choose is the next replica that was ready when it was asked last.
func (b *Balancer) choose() *url.URL {
	n := b.next.Add(1)
	for i := range uint64(len(b.replicas)) {
		at := (n + i) % uint64(len(b.replicas))
		if u, err := url.Parse(b.replicas[at].URL()); err == nil && b.ready[at].Load() {
			return u
		}
	}
	return &url.URL{Scheme: "http", Host: "127.0.0.1:1"} // where nobody listens
}

func (b *Balancer) watch(ctx context.Context, i int) {
	clock := time.NewTicker(checkEvery)
	defer clock.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-clock.C:
			b.ready[i].Store(isReady(ctx, b.replicas[i].URL()))
		}
	}
}

func isReady(ctx context.Context, address string) bool {
	ctx, cancel := context.WithTimeout(ctx, checkLimit)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/readyz", http.NoBody)
	if err != nil {
		return false
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	_ = response.Body.Close()
	return response.StatusCode == http.StatusOK
}
