package merchant

import (
	"context"
	"encoding/base64"
	"fmt"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
)

// overlap is how long a secret stays in force after a new one was made, so that the shop can change over.
const overlap = 24 * time.Hour

// RotateSecret gives an endpoint a new secret, as Standard Webhooks writes it: "whsec_{base64}". Messages are signed with the new one,
// and for a day with those before it too. Errors: webhook.ErrUnknownEndpoint, ErrUnknownShop.
func (s *Shops) RotateSecret(ctx context.Context, by audit.Actor, shop, id string) (secret string, err error) {
	err = s.changeEndpoint(ctx, shop, id, func(q *query.Queries, _ query.WebhookEndpoint, _ []query.WebhookEndpoint) (err error) {
		secret, err = s.rotate(ctx, q, by, shop, id)
		return err
	})
	return secret, err
}

func (s *Shops) rotate(ctx context.Context, q *query.Queries, by audit.Actor, shop, endpoint string) (secret string, err error) {
	now := s.Now()
	if err := q.DeleteExpiredSecrets(ctx, query.DeleteExpiredSecretsParams{ShopID: shop, EndpointID: endpoint, Now: int64(store.At(now))}); err != nil {
		return "", err
	}
	err = q.ExpireEndpointSecrets(ctx, query.ExpireEndpointSecretsParams{ExpiresAt: int64(store.At(now.Add(overlap))), ShopID: shop, EndpointID: endpoint})
	if err != nil {
		return "", err
	}
	if err := audit.Write(ctx, q, now, audit.Entry{Actor: by, Shop: shop, Action: audit.SecretRotated, Subject: endpoint}); err != nil {
		return "", err
	}
	return s.insertSecret(ctx, q, shop, endpoint)
}

func (s *Shops) insertSecret(ctx context.Context, q *query.Queries, shop, endpoint string) (secret string, err error) {
	id, key := store.NewID("key", s.Now()), randomKey()
	sealed, err := s.Sealer.Seal(shop, purpose(webhookSecret, id), key)
	if err != nil {
		return "", err
	}
	err = q.InsertEndpointSecret(ctx, query.InsertEndpointSecretParams{ShopID: shop, ID: id, EndpointID: endpoint, Sealed: sealed, Now: s.now()})
	return "whsec_" + base64.StdEncoding.EncodeToString(key), err
}

// webhookSecret is what the secrets of endpoints are sealed for.
const webhookSecret = "webhook"

// EndpointSecrets are the secrets in force of an endpoint, the newest first; none when there is no such endpoint.
func (s *Shops) EndpointSecrets(ctx context.Context, shop, endpoint string) ([][]byte, error) {
	rows, err := s.DB.Read().EndpointSecrets(ctx, query.EndpointSecretsParams{ShopID: shop, EndpointID: endpoint, Now: s.now()})
	if err != nil {
		return nil, fmt.Errorf("merchant: secrets: %w", err)
	}
	secrets := make([][]byte, 0, len(rows))
	for _, row := range rows {
		secret, err := s.Sealer.Open(shop, purpose(webhookSecret, row.ID), row.Sealed)
		if err != nil {
			return nil, fmt.Errorf("merchant: secret %s: %w", row.ID, err)
		}
		secrets = append(secrets, secret)
	}
	return secrets, nil
}
