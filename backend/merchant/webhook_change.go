package merchant

import (
	"context"
	"slices"
	"strings"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/webhook"
	"noren/shared/validate"
)

func (s *Shops) insertEndpoint(ctx context.Context, q *query.Queries, by audit.Actor, shop, url string, kinds []webhook.Kind) (id, secret string, err error) {
	id = store.NewID(webhook.EndpointPrefix, s.Now())
	if err := q.InsertEndpoint(ctx, query.InsertEndpointParams{ShopID: shop, ID: id, Url: url, Kinds: join(kinds), Now: s.now()}); err != nil {
		return "", "", err
	}
	err = audit.Write(ctx, q, s.Now(), audit.Entry{Actor: by, Shop: shop, Action: audit.EndpointAdded, Subject: id, After: told(url, join(kinds))})
	if err != nil {
		return "", "", err
	}
	secret, err = s.insertSecret(ctx, q, shop, id)
	return id, secret, err
}

func (s *Shops) update(ctx context.Context, q *query.Queries, by audit.Actor, e query.WebhookEndpoint, url, kinds string) error {
	if url == e.Url && kinds == e.Kinds {
		return nil
	}
	_, err := q.UpdateEndpoint(ctx, query.UpdateEndpointParams{Url: url, Kinds: kinds, Now: s.now(), ShopID: e.ShopID, ID: e.ID})
	if err != nil {
		return err
	}
	return audit.Write(ctx, q, s.Now(), audit.Entry{
		Actor: by, Shop: e.ShopID, Action: audit.EndpointChanged, Subject: e.ID, Before: told(e.Url, e.Kinds), After: told(url, kinds),
	})
}

func (s *Shops) enable(ctx context.Context, q *query.Queries, by audit.Actor, e query.WebhookEndpoint) error {
	_, err := q.SetEndpointState(ctx, query.SetEndpointStateParams{State: webhook.Active, Now: s.now(), ShopID: e.ShopID, ID: e.ID})
	if err != nil || e.State == webhook.Active {
		return err
	}
	return audit.Write(ctx, q, s.Now(), audit.Entry{
		Actor: by, Shop: e.ShopID, Action: audit.EndpointEnabled, Subject: e.ID, Before: map[string]string{"why": e.Why},
	})
}

func (s *Shops) remove(ctx context.Context, q *query.Queries, by audit.Actor, shop, id string) error {
	if err := webhook.Disable(ctx, q, s.Now(), by, shop, id, webhook.Removed, ""); err != nil {
		return err
	}
	return q.DeleteEndpointSecrets(ctx, query.DeleteEndpointSecretsParams{ShopID: shop, EndpointID: id})
}

func (s *Shops) replace(ctx context.Context, q *query.Queries, by audit.Actor, e query.WebhookEndpoint, url string) (secret string, err error) {
	if err := s.update(ctx, q, by, e, url, ""); err != nil {
		return "", err
	}
	if err := s.enable(ctx, q, by, e); err != nil {
		return "", err
	}
	return s.rotate(ctx, q, by, e.ShopID, e.ID)
}

// told is what an endpoint is told, and where, for the audit log. A query may be a secret of the shop's.
func told(address, kinds string) map[string]string {
	address, _, _ = strings.Cut(address, "?")
	return map[string]string{"url": address, "kinds": kinds}
}

// checkAlone refuses an address that another endpoint than id has.
func checkAlone(url, id string, present []query.WebhookEndpoint) error {
	if slices.ContainsFunc(present, func(e query.WebhookEndpoint) bool { return e.Url == url && e.ID != id }) {
		return validate.Faults{{Field: "url", Rule: "taken"}}
	}
	return nil
}
