package merchant

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/webhook"
	"noren/shared/validate"
)

// Endpoint is an address where a shop's server hears of events.
type Endpoint struct {
	ID    string         `json:"id"`
	URL   string         `json:"url"`
	Kinds []webhook.Kind `json:"kinds"` // none are all
	State string         `json:"state"` // webhook.Active, webhook.Disabled
	Why   string         `json:"why"`   // of a disabled one: webhook.Gone, webhook.Failing

	FailingSince time.Time `json:"failingSince"` // the first failure that no success has followed; zero when the last message arrived
	CreatedAt    time.Time `json:"createdAt"`
}

// maxEndpoints bounds what one event of a shop can cost.
const maxEndpoints = 10

// Endpoints lists a shop's endpoints, the oldest first.
func (s *Shops) Endpoints(ctx context.Context, shop string) ([]Endpoint, error) {
	rows, err := s.DB.Read().Endpoints(ctx, shop)
	if err != nil {
		return nil, fmt.Errorf("merchant: endpoints: %w", err)
	}
	endpoints := make([]Endpoint, 0, len(rows))
	for _, row := range rows {
		endpoints = append(endpoints, Endpoint{
			ID: row.ID, URL: row.Url, Kinds: webhook.ParseKinds(row.Kinds), State: row.State, Why: row.Why,
			FailingSince: store.Micros(row.FailingSince).Time(), CreatedAt: store.Micros(row.CreatedAt).Time(),
		})
	}
	return endpoints, nil
}

// AddEndpoint enters an address, which is https (http on this machine's names only) and by name, for events of the kinds given, or of
// all. It gives the endpoint's id and its secret, as Standard Webhooks writes it: "whsec_{base64}". An address has one endpoint, so that
// who repeats a call whose answer was lost does not hear everything twice. Errors: validate.Faults, ErrUnknownShop.
func (s *Shops) AddEndpoint(ctx context.Context, by audit.Actor, shop, url string, kinds ...webhook.Kind) (id, secret string, err error) {
	if err := checkEndpoint(url, kinds); err != nil {
		return "", "", err
	}
	err = s.changeEndpoints(ctx, shop, func(q *query.Queries, present []query.WebhookEndpoint) error {
		if len(present) >= maxEndpoints {
			return validate.Faults{{Field: "url", Rule: "max", Param: strconv.Itoa(maxEndpoints)}}
		}
		if err := checkAlone(url, "", present); err != nil {
			return err
		}
		id, secret, err = s.insertEndpoint(ctx, q, by, shop, url, kinds)
		return err
	})
	return id, secret, err
}

// UpdateEndpoint changes an endpoint's address and kinds. Errors: validate.Faults, webhook.ErrUnknownEndpoint, ErrUnknownShop.
func (s *Shops) UpdateEndpoint(ctx context.Context, by audit.Actor, shop, id, url string, kinds ...webhook.Kind) error {
	if err := checkEndpoint(url, kinds); err != nil {
		return err
	}
	return s.changeEndpoint(ctx, shop, id, func(q *query.Queries, e query.WebhookEndpoint, all []query.WebhookEndpoint) error {
		if err := checkAlone(url, id, all); err != nil {
			return err
		}
		return s.update(ctx, q, by, e, url, join(kinds))
	})
}

// RemoveEndpoint ends an endpoint and what waits for it. Errors: webhook.ErrUnknownEndpoint, ErrUnknownShop.
func (s *Shops) RemoveEndpoint(ctx context.Context, by audit.Actor, shop, id string) error {
	return s.changeEndpoint(ctx, shop, id, func(q *query.Queries, _ query.WebhookEndpoint, _ []query.WebhookEndpoint) error {
		return s.remove(ctx, q, by, shop, id)
	})
}

// EnableEndpoint tells an endpoint of events again, from now on; webhook.ReplaySince makes up for what it missed. Errors:
// webhook.ErrUnknownEndpoint, ErrUnknownShop.
func (s *Shops) EnableEndpoint(ctx context.Context, by audit.Actor, shop, id string) error {
	return s.changeEndpoint(ctx, shop, id, func(q *query.Queries, e query.WebhookEndpoint, _ []query.WebhookEndpoint) error {
		return s.enable(ctx, q, by, e)
	})
}

// SetWebhook is the simple way for a shop with one server: url becomes its one endpoint, for events of every kind, and the secret is
// a new one; that of the endpoint it had stays in force for a day. An empty url removes all. Errors: validate.Faults, ErrUnknownShop.
func (s *Shops) SetWebhook(ctx context.Context, by audit.Actor, shop, url string) (secret string, err error) {
	if url != "" {
		if err := checkEndpoint(url, nil); err != nil {
			return "", err
		}
	}
	err = s.changeEndpoints(ctx, shop, func(q *query.Queries, present []query.WebhookEndpoint) (err error) {
		if url != "" && len(present) == 0 {
			_, secret, err = s.insertEndpoint(ctx, q, by, shop, url, nil)
			return err
		}
		for i, endpoint := range present {
			if url == "" || i > 0 {
				err = s.remove(ctx, q, by, shop, endpoint.ID)
			} else {
				secret, err = s.replace(ctx, q, by, endpoint, url)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return secret, err
}

// changeEndpoints runs a change of a shop's endpoints, one at a time.
func (s *Shops) changeEndpoints(ctx context.Context, shop string, work func(q *query.Queries, present []query.WebhookEndpoint) error) error {
	err := s.change(ctx, "endpoints", func(q *query.Queries) (int64, error) {
		n, err := q.TouchShop(ctx, query.TouchShopParams{ID: shop, Now: s.now()})
		if n == 0 || err != nil {
			return n, err
		}
		present, err := q.Endpoints(ctx, shop)
		if err != nil {
			return n, err
		}
		return n, work(q, present)
	})
	var faults validate.Faults
	if errors.As(err, &faults) {
		return faults
	}
	return err
}

func (s *Shops) changeEndpoint(ctx context.Context, shop, id string, work func(q *query.Queries, endpoint query.WebhookEndpoint, present []query.WebhookEndpoint) error) error {
	return s.changeEndpoints(ctx, shop, func(q *query.Queries, present []query.WebhookEndpoint) error {
		i := slices.IndexFunc(present, func(e query.WebhookEndpoint) bool { return e.ID == id })
		if i < 0 {
			return webhook.ErrUnknownEndpoint
		}
		return work(q, present[i], present)
	})
}

func checkEndpoint(url string, kinds []webhook.Kind) error {
	var faults validate.Faults
	if len(url) > 1000 || !isReceiver(url) {
		faults = append(faults, validate.Fault{Field: "url", Rule: "url"})
	}
	for i, kind := range kinds {
		if !slices.Contains(webhook.Kinds(), kind) {
			faults = append(faults, validate.Fault{Field: fmt.Sprintf("kinds[%d]", i), Rule: "oneof", Param: join(webhook.Kinds())})
		}
	}
	if faults != nil {
		return faults
	}
	return nil
}

func join(kinds []webhook.Kind) string {
	words := make([]string, 0, len(kinds))
	for _, kind := range kinds {
		words = append(words, string(kind))
	}
	return strings.Join(words, " ")
}
