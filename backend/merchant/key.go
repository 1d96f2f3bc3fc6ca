package merchant

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Kind is what a key is for.
type Kind string

// The kinds of key.
const (
	SecretKey Kind = "secret" // sk_…: the shop's server calls our API
	CartKey   Kind = "cart"   // ck_…: the shop's server signs cart and member tokens
)

// Scope is what a secret key may be used for.
type Scope string

// The scopes.
const (
	ReadCheckouts Scope = "checkouts:read"
	ExchangeCodes Scope = "codes:exchange"
	WriteLinks    Scope = "links:write"
	ReadMembers   Scope = "members:read"
	WriteMembers  Scope = "members:write"
	ReadOrders    Scope = "orders:read"
	WriteOrders   Scope = "orders:write"
	WriteRefunds  Scope = "refunds:write" // whatever gives money back, or gives it up
	ReadEvents    Scope = "events:read"
	ReadWebhooks  Scope = "webhooks:read"
	WriteWebhooks Scope = "webhooks:write"
)

// Scopes are all that a secret key may be used for.
func Scopes() []Scope {
	return []Scope{
		ReadCheckouts, ExchangeCodes, WriteLinks, ReadMembers, WriteMembers, ReadOrders, WriteOrders, WriteRefunds, ReadEvents, ReadWebhooks,
		WriteWebhooks,
	}
}

// Key is what may be shown of a key later on: everything but itself.
type Key struct {
	ID         string    `json:"id"`
	Kind       Kind      `json:"kind"`
	Scopes     []Scope   `json:"scopes"`
	CreatedAt  time.Time `json:"createdAt"`
	LastUsedAt time.Time `json:"lastUsedAt"` // of secret keys, to the minute; zero when never
	RevokedAt  time.Time `json:"revokedAt"`  // zero when in force
}

// CartKeysAtOnce is how many cart keys are in force at once: the present one and the one before.
const CartKeysAtOnce = 2

const (
	keyBytes    = 32
	useInterval = time.Minute
)

// NewSecretKey makes a key for the server API. It is shown this once: what is stored is its SHA-256, which is enough for 256
// random bits. A shop may have several.
func (s *Shops) NewSecretKey(ctx context.Context, by audit.Actor, shop string, scopes ...Scope) (string, error) {
	return s.SecretKeyOf(ctx, by, shop, s.NewSeed(), scopes...)
}

// SecretKeyOf makes the key of a seed, as NewSecretKey does; again it makes none, and gives the same. Errors: ErrSeed, ErrUnknownShop.
func (s *Shops) SecretKeyOf(ctx context.Context, by audit.Actor, shop string, seed Seed, scopes ...Scope) (string, error) {
	if len(scopes) == 0 {
		return "", errors.New("merchant: new secret key: no scope")
	}
	words := make([]string, 0, len(scopes))
	for _, scope := range scopes {
		if !slices.Contains(Scopes(), scope) {
			return "", fmt.Errorf("merchant: new secret key: unknown scope %q", scope)
		}
		words = append(words, string(scope))
	}
	key := "sk_" + base64.RawURLEncoding.EncodeToString(seed.Key)
	row := query.InsertKeyParams{
		ShopID: shop, ID: seed.ID, Kind: string(SecretKey), Hash: hash(key), Sealed: []byte{},
		Scopes: strings.Join(words, " "), Now: s.now(),
	}
	if err := s.addKey(ctx, by, row, 0); err != nil {
		return "", err
	}
	return key, nil
}

// ShopOfSecretKey says whose a secret key is and what it may be used for, or ErrUnknownKey.
func (s *Shops) ShopOfSecretKey(ctx context.Context, key string) (shop string, known Key, err error) {
	row, err := s.DB.Read().FindKeyOfHash(store.ForAll(ctx), hash(key))
	if errors.Is(err, sql.ErrNoRows) {
		return "", Key{}, ErrUnknownKey
	}
	if err != nil {
		return "", Key{}, fmt.Errorf("merchant: secret key: %w", err)
	}
	s.noteUse(store.ForShop(ctx, row.ShopID), row)
	return row.ShopID, keyOf(row), nil
}

// noteUse keeps the time of the last use, to the minute. Failing to do so is no reason to refuse the shop's call.
func (s *Shops) noteUse(ctx context.Context, row query.ShopKey) {
	before := int64(store.At(s.Now().Add(-useInterval)))
	if row.LastUsedAt >= before {
		return
	}
	err := s.DB.Tx(ctx, func(q *query.Queries) error {
		return q.UseKey(ctx, query.UseKeyParams{ShopID: row.ShopID, ID: row.ID, Now: s.now(), Before: before})
	})
	if err != nil {
		slog.WarnContext(ctx, "use of a secret key not noted", "shop", row.ShopID, "key", row.ID, "error", err)
	}
}

// NewCartKey makes a key for signing tokens, "ck_{key id}_{base64url of 32 bytes}": HS256 with these bytes, the key id as
// "kid". The key before stays in force beside it, so that the shop can change over; older ones end.
func (s *Shops) NewCartKey(ctx context.Context, by audit.Actor, shop string) (string, error) {
	return s.CartKeyOf(ctx, by, shop, s.NewSeed())
}

// CartKeyOf makes the key of a seed, as NewCartKey does; again it makes none, and gives the same. Errors: ErrSeed, ErrUnknownShop.
func (s *Shops) CartKeyOf(ctx context.Context, by audit.Actor, shop string, seed Seed) (string, error) {
	id, key := seed.ID, seed.Key
	sealed, err := s.Sealer.Seal(shop, purpose(string(CartKey), id), key)
	if err != nil {
		return "", fmt.Errorf("merchant: new key: %w", err)
	}
	row := query.InsertKeyParams{ShopID: shop, ID: id, Kind: string(CartKey), Sealed: sealed, Now: s.now()}
	if err := s.addKey(ctx, by, row, CartKeysAtOnce); err != nil {
		return "", err
	}
	return "ck_" + id + "_" + base64.RawURLEncoding.EncodeToString(key), nil
}

// CartKeys are the keys in force, by key id.
func (s *Shops) CartKeys(ctx context.Context, shop string) (map[string][]byte, error) {
	rows, err := s.DB.Read().KeysInForce(ctx, query.KeysInForceParams{ShopID: shop, Kind: string(CartKey)})
	if err != nil {
		return nil, fmt.Errorf("merchant: keys: %w", err)
	}
	keys := make(map[string][]byte, len(rows))
	for _, row := range rows {
		if keys[row.ID], err = s.Sealer.Open(shop, purpose(string(CartKey), row.ID), row.Sealed); err != nil {
			return nil, fmt.Errorf("merchant: key %s: %w", row.ID, err)
		}
	}
	return keys, nil
}

// Keys lists a shop's keys, without the keys themselves, the oldest first.
func (s *Shops) Keys(ctx context.Context, shop string) ([]Key, error) {
	rows, err := s.DB.Read().Keys(ctx, shop)
	if err != nil {
		return nil, fmt.Errorf("merchant: keys: %w", err)
	}
	keys := make([]Key, 0, len(rows))
	for _, row := range rows {
		keys = append(keys, keyOf(row))
	}
	return keys, nil
}

// RevokeKey ends a key at once, or answers ErrUnknownKey.
func (s *Shops) RevokeKey(ctx context.Context, by audit.Actor, shop, id string) error {
	var n int64
	err := s.DB.Tx(ctx, func(q *query.Queries) (err error) {
		n, err = s.revoke(ctx, q, by, shop, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("merchant: revoke key: %w", err)
	}
	if n == 0 {
		return ErrUnknownKey
	}
	return nil
}

func (s *Shops) revoke(ctx context.Context, q *query.Queries, by audit.Actor, shop, id string) (rows int64, err error) {
	rows, err = q.RevokeKey(ctx, query.RevokeKeyParams{ShopID: shop, ID: id, Now: s.now()})
	if rows == 0 || err != nil {
		return rows, err
	}
	return rows, audit.Write(ctx, q, s.Now(), audit.Entry{Actor: by, Shop: shop, Action: audit.KeyRevoked, Subject: id})
}

// addKey stores a key, and ends the oldest of its kind beyond the number to keep; 0 keeps all.
func (s *Shops) addKey(ctx context.Context, by audit.Actor, row query.InsertKeyParams, keep int) error {
	return s.change(ctx, "new key", func(q *query.Queries) (int64, error) {
		n, err := q.TouchShop(ctx, query.TouchShopParams{ID: row.ShopID, Now: row.Now})
		if n == 0 || err != nil {
			return n, err
		}
		if made, err := madeBefore(ctx, q, row); made || err != nil {
			return n, err
		}
		before, err := q.KeysInForce(ctx, query.KeysInForceParams{ShopID: row.ShopID, Kind: row.Kind})
		if err != nil {
			return n, err
		}
		for i, old := range before { // the newest first
			if keep == 0 || i < keep-1 {
				continue
			}
			if _, err := s.revoke(ctx, q, by, old.ShopID, old.ID); err != nil {
				return n, err
			}
		}
		if err := q.InsertKey(ctx, row); err != nil {
			return n, err
		}
		made := map[string]string{"kind": row.Kind, "scopes": row.Scopes}
		return n, audit.Write(ctx, q, s.Now(), audit.Entry{Actor: by, Shop: row.ShopID, Action: audit.KeyMade, Subject: row.ID, After: made})
	})
}

// madeBefore reports that a key is there already and in force; ErrSeed: it has ended, or is of another kind.
func madeBefore(ctx context.Context, q *query.Queries, row query.InsertKeyParams) (bool, error) {
	keys, err := q.Keys(ctx, row.ShopID)
	if err != nil {
		return false, err
	}
	i := slices.IndexFunc(keys, func(k query.ShopKey) bool { return k.ID == row.ID })
	if i < 0 {
		return false, nil
	}
	if keys[i].Kind != row.Kind || keys[i].Scopes != row.Scopes || keys[i].RevokedAt != 0 {
		return false, ErrSeed
	}
	return true, nil
}

// purpose binds a sealed key to its row: it opens nowhere else, not even in the same shop.
func purpose(kind, id string) string { return kind + " key " + id }

func randomKey() []byte {
	key := make([]byte, keyBytes)
	_, _ = rand.Read(key) // never fails
	return key
}

func hash(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

func keyOf(row query.ShopKey) Key {
	return Key{
		ID: row.ID, Kind: Kind(row.Kind), Scopes: scopesOf(row), CreatedAt: store.Micros(row.CreatedAt).Time(),
		LastUsedAt: store.Micros(row.LastUsedAt).Time(), RevokedAt: store.Micros(row.RevokedAt).Time(),
	}
}

func scopesOf(row query.ShopKey) []Scope {
	words := strings.Fields(row.Scopes)
	scopes := make([]Scope, 0, len(words))
	for _, word := range words {
		scopes = append(scopes, Scope(word))
	}
	return scopes
}
