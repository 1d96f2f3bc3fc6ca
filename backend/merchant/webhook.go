package merchant

import (
	"context"
	"encoding/base64"

	"noren/backend/store/query"
	"noren/shared/validate"
)

// Webhook is where and how a shop's server is told of events.
type Webhook struct {
	URL     string   // "" when it wants none
	Secrets [][]byte // sign with each, the newest first: during a rotation there are two
}

// SetWebhook changes the address, which is https (http on this machine's names only) and by name; "" switches webhooks off.
// The error may be validate.Faults or ErrUnknownShop.
func (s *Shops) SetWebhook(ctx context.Context, shop, url string) error {
	if url != "" && (len(url) > 1000 || !isReceiver(url)) {
		return validate.Faults{{Field: "webhookUrl", Rule: "url"}}
	}
	return s.change(ctx, "webhook", func(q *query.Queries) (int64, error) {
		return q.SetShopWebhook(ctx, query.SetShopWebhookParams{ID: shop, WebhookUrl: url, Now: s.now()})
	})
}

// NewWebhookSecret makes a secret as Standard Webhooks writes it, "whsec_{base64}". The one before stays in force beside it.
func (s *Shops) NewWebhookSecret(ctx context.Context, shop string) (string, error) {
	_, key, err := s.newSealedKey(ctx, shop, WebhookSecret)
	if err != nil {
		return "", err
	}
	return "whsec_" + base64.StdEncoding.EncodeToString(key), nil
}

// Webhook reads where and how to tell a shop, or ErrUnknownShop.
func (s *Shops) Webhook(ctx context.Context, shop string) (Webhook, error) {
	row, err := s.row(ctx, shop)
	if err != nil {
		return Webhook{}, err
	}
	hook := Webhook{URL: row.WebhookUrl}
	err = s.openKeys(ctx, shop, WebhookSecret, func(_ string, key []byte) { hook.Secrets = append(hook.Secrets, key) })
	return hook, err
}
