package session

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"
)

// CeremonyLife is how long a person may take with a passkey.
const CeremonyLife = 5 * time.Minute

// KeepCeremony keeps what a passkey's challenge belongs to while the person is asked, and returns the key to it.
func (s *Store) KeepCeremony(ctx context.Context, data []byte) (key string, err error) {
	key = rand.Text()
	if err := s.redis.Set(ctx, "noren:ceremony:"+hash(key), data, CeremonyLife).Err(); err != nil {
		return "", unavailable("keep ceremony", err)
	}
	return key, nil
}

// TakeCeremony gives it back, once; ErrCode when there is none, or no more.
func (s *Store) TakeCeremony(ctx context.Context, key string) ([]byte, error) {
	data, err := s.once.GetDel(ctx, "noren:ceremony:"+hash(key)).Bytes()
	if errors.Is(err, redis.Nil) {
		return nil, ErrCode
	}
	if err != nil {
		return nil, unavailable("take ceremony", err)
	}
	return data, nil
}
