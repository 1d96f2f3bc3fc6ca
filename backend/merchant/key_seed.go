package merchant

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
)

// Seed is a key before it is made. It goes into a form, sealed, and comes back: a form that is sent twice makes one key, and says twice
// which.
type Seed struct {
	ID  string    `json:"id"`
	Key []byte    `json:"key"`
	At  time.Time `json:"at"`
}

// ErrSeed says that a seed is not ours, of another shop or person, or too old, or that its key has ended meanwhile.
var ErrSeed = errors.New("merchant: no seed of a key")

// seedLife is how long a form may lie about.
const seedLife = 30 * time.Minute

// NewSeed begins a key.
func (s *Shops) NewSeed() Seed {
	return Seed{ID: store.NewID("key", s.Now()), Key: randomKey(), At: s.Now()}
}

// SealSeed writes a seed for a form of somebody's.
func (s *Shops) SealSeed(by audit.Actor, shop string, seed Seed) (string, error) {
	plain, err := json.Marshal(seed)
	if err != nil {
		return "", fmt.Errorf("merchant: seed: %w", err)
	}
	sealed, err := s.Sealer.Seal(shop, purpose("new", string(by)), plain)
	if err != nil {
		return "", fmt.Errorf("merchant: seed: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(sealed), nil
}

// OpenSeed reads what SealSeed wrote for the same person and shop, or answers ErrSeed.
func (s *Shops) OpenSeed(by audit.Actor, shop, text string) (seed Seed, err error) {
	sealed, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return seed, ErrSeed
	}
	plain, err := s.Sealer.Open(shop, purpose("new", string(by)), sealed)
	if err != nil || json.Unmarshal(plain, &seed) != nil || s.Now().Sub(seed.At) > seedLife {
		return Seed{}, ErrSeed
	}
	return seed, nil
}
