package doctor

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html"

	"noren/backend/webhook"
)

// Limits of fetching a page. Shops name the addresses, so all of it is bounded.
const (
	pageTime     = 8 * time.Second
	maxPage      = 2 << 20 // bytes that are read
	maxRedirects = 5
)

// page is one page of the shop as a browser without a cart gets it. Trouble is why it could not be read, "" when it was.
type page struct {
	address string // that was asked for
	final   *url.URL
	trouble string
	facts   []string // of the trouble
	content
	policies []policy
}

// fetchAll reads all pages at the same time.
func (v *visit) fetchAll(ctx context.Context) []page {
	ctx, cancel := context.WithTimeout(ctx, pageTime)
	defer cancel()
	pages := make([]page, len(v.targets))
	var reading sync.WaitGroup
	for i, target := range v.targets {
		reading.Go(func() { pages[i] = v.fetch(ctx, target) })
	}
	reading.Wait()
	return pages
}

// fetch reads a page. It follows redirects only within the shop's own origins: elsewhere our elements would not work anyway, and no
// shop can lead us into our own network.
func (v *visit) fetch(ctx context.Context, address string) page {
	p := page{address: address}
	next := address
	for range maxRedirects {
		response, err := v.get(ctx, next)
		if err != nil {
			p.trouble = troubleOf(err)
			return p
		}
		to := response.Header.Get("Location")
		if response.StatusCode/100 != 3 || to == "" {
			p.read(response)
			return p
		}
		_ = response.Body.Close()
		target, err := response.Request.URL.Parse(to)
		if err != nil || !v.isOurs(target.String()) {
			p.trouble = "page_leads_away"
			if err == nil {
				p.facts = []string{"to", target.Scheme + "://" + target.Host}
			}
			return p
		}
		next = target.String()
	}
	p.trouble = "page_loops"
	return p
}

func (v *visit) get(ctx context.Context, address string) (*http.Response, error) {
	if err := webhook.CheckURL(address, v.AllowLoopback); err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, err
	}
	request.Header.Set("User-Agent", "Noren-Doctor/1")
	request.Header.Set("Accept", "text/html")
	request.Header.Set("Accept-Language", "ja")
	return v.client.Do(request)
}

// read takes what an answer holds.
func (p *page) read(response *http.Response) {
	defer func() { _ = response.Body.Close() }()
	p.final = response.Request.URL
	kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	switch {
	case response.StatusCode != http.StatusOK:
		p.trouble, p.facts = "page_status", []string{"status", response.Status}
		return
	case kind != "text/html" && kind != "application/xhtml+xml":
		p.trouble = "page_no_html"
		return
	}
	limited := &io.LimitedReader{R: response.Body, N: maxPage}
	p.content = readContent(limited)
	switch {
	case limited.N <= 0 || errors.Is(p.err, html.ErrBufferExceeded):
		p.trouble = "page_large"
		return
	case p.err != nil:
		p.trouble = troubleOf(p.err)
		return
	}
	p.policies = parsePolicies(append(response.Header.Values("Content-Security-Policy"), p.metaPolicies...))
}

// troubleOf is why a page could not be had. The error itself says too much of our network.
func troubleOf(err error) string {
	var slow interface{ Timeout() bool }
	switch {
	case errors.Is(err, webhook.ErrBlocked):
		return "page_blocked"
	case errors.As(err, &slow) && slow.Timeout():
		return "page_slow"
	case strings.Contains(err.Error(), "tls:") || strings.Contains(err.Error(), "x509:"):
		return "page_certificate"
	}
	return "page_unreachable"
}
