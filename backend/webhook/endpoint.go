package webhook

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"noren/backend/audit"
	"noren/backend/mail"
	"noren/backend/store"
	"noren/backend/store/query"
)

// States of an endpoint.
const (
	Active   = "active"
	Disabled = "disabled" // why: Gone or Failing; it is told nothing until somebody enables it
	Removed  = "removed"
)

// Why an endpoint was disabled.
const (
	Gone    = "gone"    // it answered 410
	Failing = "failing" // nothing was delivered for five days
)

// EndpointPrefix begins the ids of endpoints, and of nothing else that a mail can be about.
const EndpointPrefix = "end"

// maxFailing is how long an endpoint may fail at everything (reliability.md 5).
const maxFailing = 5 * 24 * time.Hour

// Disable ends what waits for an endpoint and tells it nothing more, in the caller's transaction. State is Disabled or Removed.
func Disable(ctx context.Context, q *query.Queries, now time.Time, by audit.Actor, shop, endpoint, state, why string) error {
	if _, err := q.NextEventPosition(ctx, shop); err != nil { // after this nobody tells an endpoint that looked active
		return fmt.Errorf("webhook: position: %w", err)
	}
	n, err := q.SetEndpointState(ctx, query.SetEndpointStateParams{State: state, Why: why, Now: int64(store.At(now)), ShopID: shop, ID: endpoint})
	if err != nil {
		return fmt.Errorf("webhook: endpoint: %w", err)
	}
	if n == 0 {
		return ErrUnknownEndpoint
	}
	if err := q.GiveUpDeliveries(ctx, query.GiveUpDeliveriesParams{Error: "endpoint " + state, ShopID: shop, EndpointID: endpoint}); err != nil {
		return fmt.Errorf("webhook: give up: %w", err)
	}
	action := map[string]audit.Action{Disabled: audit.EndpointDisabled, Removed: audit.EndpointRemoved}[state]
	return audit.Write(ctx, q, now, audit.Entry{Actor: by, Shop: shop, Action: action, Subject: endpoint, After: map[string]string{"why": why}})
}

// failed notes that an endpoint did not take a message; silent is that it did not answer at all, which gives it a rest. One that
// is gone, or fails for too long, is disabled, and the merchant is told.
func (s *Sender) failed(ctx context.Context, q *query.Queries, shop, endpoint string, a answer) error {
	now := s.Now()
	noted := query.EndpointFailedParams{Now: int64(store.At(now)), ShopID: shop, ID: endpoint}
	if a.silent() {
		noted.RestUntil = int64(store.At(now.Add(rest)))
	}
	since, err := q.EndpointFailed(ctx, noted)
	if err != nil {
		return fmt.Errorf("webhook: endpoint: %w", err)
	}
	why := ""
	switch {
	case a.gone():
		why = Gone
	case now.Sub(store.Micros(since.FailingSince).Time()) >= maxFailing:
		why = Failing
	}
	if why == "" || since.State != Active {
		return nil
	}
	if err := Disable(ctx, q, now, audit.Noren, shop, endpoint, Disabled, why); err != nil {
		return err
	}
	return mail.Ask(ctx, q, now, mail.Wanted{Shop: shop, Kind: mail.Report, Subject: endpoint, Seq: since.FailingSince, Lang: "ja"})
}

// Test sends a message of kind endpoint.test to one endpoint, whatever kinds it wants, and gives the delivery's id. Errors:
// ErrUnknownEndpoint, ErrDisabled.
func Test(ctx context.Context, db *store.DB, now time.Time, by audit.Actor, shop, endpoint string) (delivery string, err error) {
	err = db.Tx(ctx, func(q *query.Queries) error {
		if err := wake(ctx, q, shop, endpoint); err != nil {
			return err
		}
		event := Event{Shop: shop, Kind: EndpointTest, Subject: endpoint, Seq: int64(store.At(now)), Data: map[string]any{"endpoint": endpoint}}
		row, err := write(ctx, q, now, event)
		if err != nil || row.ID == "" {
			return err
		}
		if delivery, err = ask(ctx, q, now, row, endpoint); err != nil {
			return err
		}
		return audit.Write(ctx, q, now, audit.Entry{Actor: by, Shop: shop, Action: audit.EndpointTested, Subject: endpoint})
	})
	return delivery, err
}

// wake ends an endpoint's rest, because somebody waits for a message. Errors: ErrUnknownEndpoint, ErrDisabled.
func wake(ctx context.Context, q *query.Queries, shop, endpoint string) error {
	row, err := q.GetEndpoint(ctx, query.GetEndpointParams{ShopID: shop, ID: endpoint})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return ErrUnknownEndpoint
	case err != nil:
		return fmt.Errorf("webhook: endpoint: %w", err)
	case row.State != Active:
		return ErrDisabled
	}
	if err := q.WakeEndpoint(ctx, query.WakeEndpointParams{ShopID: shop, ID: endpoint}); err != nil {
		return fmt.Errorf("webhook: endpoint: %w", err)
	}
	return nil
}
