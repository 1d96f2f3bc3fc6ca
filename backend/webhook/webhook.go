// Package webhook tells shops' servers what has happened, as Standard Webhooks describes it: signed, retried, thin. Events and their
// deliveries are written in the transaction that is their reason; a message that nobody answers with 2xx is sent again, so a shop may
// hear the same one twice and knows it by its webhook-id.
package webhook

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/telemetry"
)

// Sender delivers messages. All fields but AllowLoopback are required; it must not be copied after its first use.
type Sender struct {
	DB  *store.DB
	Now func() time.Time

	// Secrets are what an endpoint's messages are signed with, the newest first: two during a rotation.
	Secrets func(ctx context.Context, shop, endpoint string) ([][]byte, error)

	// AllowLoopback also sends to this very machine, on any port and without TLS: for the demo and for tests.
	AllowLoopback bool

	connect sync.Once
	post    func(ctx context.Context, target string, secrets [][]byte, m query.Event) answer

	mu      sync.Mutex
	serving map[string]bool // endpoints that this process is just telling
	group   sync.WaitGroup
}

const (
	lease      = time.Minute // how long a claimed delivery is this process's; nothing is started that could end after it
	rest       = time.Minute // how long an endpoint that did not answer is left alone
	atOnce     = 16          // deliveries that are claimed of one endpoint
	maxServing = 64          // endpoints that are told at the same time
)

// Start begins to tell up to n endpoints for which something is due, and says how many. It waits for none of them: each is told in
// its own time, so a slow one holds nobody else up.
func (s *Sender) Start(ctx context.Context, n int) (int, error) {
	return s.start(ctx, n, func(_ int, err error) {
		if err != nil {
			slog.ErrorContext(ctx, "webhooks not sent", "error", err)
		}
	})
}

// Send does the same, waits for the end, and says how many deliveries were claimed. An error is one of our own storage; a shop that
// cannot be reached is none.
func (s *Sender) Send(ctx context.Context, n int) (int, error) {
	var mu sync.Mutex
	var sent int
	var failures []error
	_, err := s.start(ctx, n, func(deliveries int, err error) {
		mu.Lock()
		defer mu.Unlock()
		sent, failures = sent+deliveries, append(failures, err)
	})
	s.Wait()
	mu.Lock()
	defer mu.Unlock()
	return sent, errors.Join(append(failures, err)...)
}

// Wait waits until what was begun has come to its end.
func (s *Sender) Wait() { s.group.Wait() }

func (s *Sender) start(ctx context.Context, n int, done func(deliveries int, err error)) (started int, err error) {
	s.connect.Do(func() { s.post, s.serving = newPost(s.Now, s.AllowLoopback), map[string]bool{} })
	due, err := s.DB.Read().DueEndpoints(store.ForAll(ctx), int64(store.At(s.Now())))
	if err != nil {
		return 0, fmt.Errorf("webhook: due: %w", err)
	}
	for _, endpoint := range due {
		if started == n {
			break
		}
		if !s.begin(endpoint.ID) {
			continue
		}
		started++
		s.group.Go(func() {
			defer s.end(endpoint.ID)
			done(s.serve(store.ForShop(ctx, endpoint.ShopID), endpoint))
		})
	}
	return started, nil
}

func (s *Sender) begin(endpoint string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.serving[endpoint] || len(s.serving) >= maxServing {
		return false
	}
	s.serving[endpoint] = true
	return true
}

func (s *Sender) end(endpoint string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.serving, endpoint)
}

// serve delivers what is due for an endpoint, one after another, until it does not answer any more or the time to start is over.
// What is left is due again when the lease ends.
func (s *Sender) serve(ctx context.Context, endpoint query.WebhookEndpoint) (int, error) {
	due, err := store.ClaimDeliveries(ctx, s.DB, endpoint.ShopID, endpoint.ID, s.Now(), lease, atOnce)
	if err != nil {
		return 0, fmt.Errorf("webhook: claim: %w", err)
	}
	secrets, err := s.Secrets(ctx, endpoint.ShopID, endpoint.ID)
	if err != nil {
		return len(due), fmt.Errorf("webhook: secrets of %s: %w", endpoint.ID, err)
	}
	starting, cancel := context.WithTimeout(ctx, lease-totalTime-5*time.Second)
	defer cancel()
	for _, claimed := range due {
		if starting.Err() != nil {
			break
		}
		unit, end := telemetry.Unit(context.WithoutCancel(ctx), "webhooks", claimed.Shop)
		more, err := s.deliver(unit, endpoint, secrets, claimed)
		if end(err); err != nil || !more {
			return len(due), err
		}
	}
	return len(due), nil
}

// deliver makes one attempt and notes its outcome. More says that the endpoint may be asked again at once.
func (s *Sender) deliver(ctx context.Context, endpoint query.WebhookEndpoint, secrets [][]byte, c store.Claimed) (more bool, err error) {
	delivery, err := s.DB.Read().GetDelivery(ctx, query.GetDeliveryParams{ShopID: c.Shop, ID: c.ID})
	if err != nil {
		return false, fmt.Errorf("webhook: read %s: %w", c.ID, err)
	}
	if delivery.Lease != c.Lease { // given up or replayed meanwhile
		return true, nil
	}
	event, err := s.DB.Read().GetEvent(ctx, query.GetEventParams{ShopID: c.Shop, ID: delivery.EventID})
	if err != nil {
		return false, fmt.Errorf("webhook: read %s: %w", delivery.EventID, err)
	}
	a := s.post(ctx, endpoint.Url, secrets, event)
	return !a.silent() && !a.gone(), s.finish(ctx, s.judge(delivery, a), endpoint.ID, a)
}

// judge says what an answer makes of a delivery.
func (s *Sender) judge(d query.Delivery, a answer) query.FinishDeliveryParams {
	now := s.Now()
	outcome := query.FinishDeliveryParams{ShopID: d.ShopID, ID: d.ID, Lease: d.Lease, State: Failed, Status: int64(a.status), Error: a.problem}
	if a.delivered() {
		outcome.State, outcome.DeliveredAt = Delivered, int64(store.At(now))
		return outcome
	}
	if wait, again := nextTry(d.Tries + 1); again && !a.gone() {
		outcome.State, outcome.NextAt = Waiting, int64(store.At(now.Add(wait)))
	}
	return outcome
}

// finish writes an outcome, unless the lease was lost: then another process has the delivery, and the shop hears it twice.
func (s *Sender) finish(ctx context.Context, outcome query.FinishDeliveryParams, endpoint string, a answer) error {
	var rows int64
	err := s.DB.Tx(ctx, func(q *query.Queries) (err error) {
		if rows, err = q.FinishDelivery(ctx, outcome); err != nil || rows == 0 {
			return err
		}
		if a.delivered() {
			return q.EndpointAnswered(ctx, query.EndpointAnsweredParams{ShopID: outcome.ShopID, ID: endpoint})
		}
		return s.failed(ctx, q, outcome.ShopID, endpoint, a)
	})
	if err != nil {
		return fmt.Errorf("webhook: finish %s: %w", outcome.ID, err)
	}
	log := slog.With("shop", outcome.ShopID, "delivery", outcome.ID, "status", outcome.Status, "problem", outcome.Error)
	switch {
	case rows == 0:
		log.WarnContext(ctx, "webhook lease lost")
	case outcome.State == Failed:
		log.ErrorContext(ctx, "webhook failed")
	case outcome.State == Waiting:
		log.WarnContext(ctx, "webhook not delivered yet")
	}
	return nil
}
