// Package webhook tells shops' servers what has happened, as Standard Webhooks describes it: signed, retried, thin. What there
// is to tell stands in the table webhook, written in the transaction that is its reason; a message that nobody answers with
// 2xx is sent again, so a shop may hear the same one twice and knows it by its webhook-id.
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
)

// States of a message. A waiting one is due at next_at.
const (
	Waiting   = "waiting"
	Delivered = "delivered"
	Failed    = "failed"   // every attempt failed, or the shop answered 410 Gone
	Unwanted  = "unwanted" // the shop had no address when the message was due; it is not kept for later
)

// Endpoint is where and how a shop is told.
type Endpoint struct {
	URL     string   // "" when it wants no messages
	Secrets [][]byte // sign with each, the newest first: two during a rotation
}

// Sender delivers messages. DB, Now and Endpoint are required; it must not be copied after its first use.
type Sender struct {
	DB       *store.DB
	Now      func() time.Time
	Endpoint func(ctx context.Context, shop string) (Endpoint, error)

	// AllowLoopback also sends to this very machine, on any port and without TLS: for the demo and for tests.
	AllowLoopback bool

	connect sync.Once
	post    func(ctx context.Context, target string, secrets [][]byte, m query.Webhook) answer
}

// lease is how long a claimed message is this process's. Nothing is started that could end after it.
const lease = time.Minute

// Send delivers up to n messages that are due, and says how many it claimed. Shops are served side by side, the messages of one
// shop one after another; when a shop does not answer at all, its other messages stay for the next time, so that one dead
// server holds nobody else up. An error is one of our own storage; a shop that cannot be reached is none.
func (s *Sender) Send(ctx context.Context, n int) (int, error) {
	s.connect.Do(func() { s.post = newPost(s.Now, s.AllowLoopback) })
	due, err := store.Claim(ctx, s.DB, store.Webhooks, s.Now(), lease, n)
	if err != nil {
		return 0, fmt.Errorf("webhook: claim: %w", err)
	}
	starting, cancel := context.WithTimeout(ctx, lease-totalTime-5*time.Second)
	defer cancel()
	ofShop := map[string][]store.Claimed{}
	for _, claimed := range due {
		ofShop[claimed.Shop] = append(ofShop[claimed.Shop], claimed)
	}
	var group sync.WaitGroup
	failures := make(chan error, len(ofShop))
	for shop, claimed := range ofShop {
		group.Go(func() { failures <- s.serve(starting, shop, claimed) })
	}
	group.Wait()
	close(failures)
	for failure := range failures {
		err = errors.Join(err, failure)
	}
	return len(due), err
}

// serve delivers one shop's messages until it does not answer any more, or the time to start is over. What is left is due
// again when the lease ends.
func (s *Sender) serve(ctx context.Context, shop string, claimed []store.Claimed) error {
	endpoint, err := s.Endpoint(ctx, shop)
	if err != nil {
		return fmt.Errorf("webhook: endpoint of %s: %w", shop, err)
	}
	for _, c := range claimed {
		if ctx.Err() != nil {
			return nil //nolint:nilerr // stopping is no failure
		}
		silent, err := s.deliver(context.WithoutCancel(ctx), endpoint, c)
		if err != nil || silent {
			return err
		}
	}
	return nil
}

// deliver makes one attempt and notes its outcome. Silent says that the shop's server did not answer.
func (s *Sender) deliver(ctx context.Context, endpoint Endpoint, c store.Claimed) (silent bool, err error) {
	message, err := s.DB.Read().GetWebhook(ctx, query.GetWebhookParams{ShopID: c.Shop, ID: c.ID})
	if err != nil {
		return false, fmt.Errorf("webhook: read %s: %w", c.ID, err)
	}
	if message.State != Waiting {
		return false, nil
	}
	outcome := query.FinishWebhookParams{ShopID: c.Shop, ID: c.ID, Lease: c.Lease, State: Unwanted}
	if endpoint.URL != "" {
		a := s.post(ctx, endpoint.URL, endpoint.Secrets, message)
		outcome = s.judge(outcome, message, a)
		silent = a.status == 0
	}
	return silent, s.finish(ctx, outcome)
}

// judge says what an answer makes of a message.
func (s *Sender) judge(outcome query.FinishWebhookParams, message query.Webhook, a answer) query.FinishWebhookParams {
	now := s.Now()
	outcome.Status, outcome.Error = int64(a.status), a.problem
	if a.delivered() {
		outcome.State, outcome.DeliveredAt = Delivered, int64(store.At(now))
		return outcome
	}
	outcome.State = Failed
	if wait, again := nextTry(message.Tries + 1); again && !a.gone() {
		outcome.State, outcome.NextAt = Waiting, int64(store.At(now.Add(wait)))
	}
	return outcome
}

// finish writes an outcome, unless the lease was lost: then another process has the message, and the shop hears it twice.
func (s *Sender) finish(ctx context.Context, outcome query.FinishWebhookParams) error {
	var rows int64
	err := s.DB.Tx(ctx, func(q *query.Queries) (err error) {
		rows, err = q.FinishWebhook(ctx, outcome)
		return err
	})
	if err != nil {
		return fmt.Errorf("webhook: finish %s: %w", outcome.ID, err)
	}
	switch {
	case rows == 0:
		slog.WarnContext(ctx, "webhook lease lost", "shop", outcome.ShopID, "message", outcome.ID)
	case outcome.State == Failed:
		slog.ErrorContext(ctx, "webhook failed", "shop", outcome.ShopID, "message", outcome.ID, "status", outcome.Status, "problem", outcome.Error)
	case outcome.State == Waiting:
		slog.WarnContext(ctx, "webhook not delivered yet", "shop", outcome.ShopID, "message", outcome.ID, "status", outcome.Status, "problem", outcome.Error)
	}
	return nil
}
