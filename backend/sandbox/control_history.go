package sandbox

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"noren/backend/sandbox/control"
)

// Requests is GET /requests.
func (c controls) Requests(context.Context, control.RequestsRequestObject) (control.RequestsResponseObject, error) {
	return wire[control.Requests200JSONResponse](c.s.Requests()), nil
}

// Compare is POST /compare.
func (c controls) Compare(_ context.Context, r control.CompareRequestObject) (control.CompareResponseObject, error) {
	comparison, err := c.s.Compare(r.Body.RequestId, r.Body.CanonicalRequest)
	return wire[control.Compare200JSONResponse](comparison), err
}

// Books is GET /books.
func (c controls) Books(context.Context, control.BooksRequestObject) (control.BooksResponseObject, error) {
	return wire[control.Books200JSONResponse](c.s.Books()), nil
}

// Mails is GET /mails.
func (c controls) Mails(context.Context, control.MailsRequestObject) (control.MailsResponseObject, error) {
	return wire[control.Mails200JSONResponse](append([]Mail{}, c.s.Mails()...)), nil
}

// Events is GET /events.
func (c controls) Events(_ context.Context, r control.EventsRequestObject) (control.EventsResponseObject, error) {
	return wire[control.Events200JSONResponse](append([]Event{}, c.s.Events(deref(r.Params.After))...)), nil
}

// Stream is GET /stream.
func (c controls) Stream(ctx context.Context, r control.StreamRequestObject) (control.StreamResponseObject, error) {
	return stream{ctx: ctx, s: c.s, after: max(deref(r.Params.After), deref(r.Params.LastEventID))}, nil
}

// stream is an answer that goes on until the client leaves or the sandbox is closed.
type stream struct {
	ctx   context.Context //nolint:containedctx // of the request that it answers
	s     *Sandbox
	after int
}

// heartbeat keeps proxies from closing a quiet stream.
const heartbeat = 15 * time.Second

// VisitStreamResponse sends events as they happen.
func (x stream) VisitStreamResponse(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	if _, err := fmt.Fprint(w, "retry: 1000\n\n"); err != nil {
		return nil //nolint:nilerr // the client has left
	}
	for {
		if err := out.Flush(); err != nil || x.ctx.Err() != nil || x.s.isClosed() {
			return nil //nolint:nilerr // the client has left
		}
		waiting, cancel := context.WithTimeout(x.ctx, heartbeat)
		events := x.s.NextEvents(waiting, x.after)
		cancel()
		for _, e := range events {
			x.after = e.Number
			_, _ = fmt.Fprintf(w, "id: %d\ndata: %s\n\n", e.Number, encode(e))
		}
		if len(events) == 0 {
			_, _ = fmt.Fprint(w, ": still here\n\n")
		}
	}
}
