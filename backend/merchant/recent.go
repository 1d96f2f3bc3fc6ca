package merchant

import (
	"context"
	"sync"
	"time"
)

// Recent is what every request must know of a shop. Whoever gets one shares it with others, and must not change it.
type Recent struct {
	Shop     Shop
	Settings Settings
	CartKeys map[string][]byte // in force, by key id
}

// Recent reads a shop with its settings and keys, as they were at most a second ago, or ErrUnknownShop.
func (s *Shops) Recent(ctx context.Context, shop string) (Recent, error) {
	return s.shops.get(shop, s.Now, func() (recent Recent, err error) {
		if recent.Shop, err = s.Get(ctx, shop); err != nil {
			return recent, err
		}
		if recent.Settings, err = s.Settings(ctx, shop); err != nil {
			return recent, err
		}
		recent.CartKeys, err = s.CartKeys(ctx, shop)
		return recent, err
	})
}

// RecentCredentials reads an account of a shop, as it was at most a second ago: the one with this merchant id, as
// CredentialsOf does, or the present one for "". Opening and parsing a private key costs as much as several queries.
func (s *Shops) RecentCredentials(ctx context.Context, shop, merchantID string) (Credentials, error) {
	return s.accounts.get(account{shop, merchantID}, s.Now, func() (Credentials, error) {
		if merchantID == "" {
			return s.Credentials(ctx, shop)
		}
		return s.CredentialsOf(ctx, shop, merchantID)
	})
}

type account struct{ shop, merchantID string }

// memory keeps what was read for a second, in this process alone. No replica has to tell another of a change: each forgets
// by itself. The zero value is ready.
type memory[Key comparable, Value any] struct {
	lock  sync.Mutex
	known map[Key]known[Value]
}

type known[Value any] struct {
	value Value
	at    time.Time // before it was read
}

const (
	memoryTime = time.Second
	memorySize = 1000 // beyond it everything is forgotten: it would not have lived long
)

// get gives what is known, or reads it. Errors are not kept, so that a shop just entered is there at once and strangers'
// guesses take no room. Several may read the same at once; that is rarer and simpler than to make them wait.
func (m *memory[Key, Value]) get(key Key, now func() time.Time, read func() (Value, error)) (Value, error) {
	at := now()
	if value, ok := m.find(key, at); ok {
		return value, nil
	}
	value, err := read()
	if err == nil {
		m.keep(key, known[Value]{value, at})
	}
	return value, err
}

// find gives what was read less than a second before; a clock that was put back proves nothing.
func (m *memory[Key, Value]) find(key Key, now time.Time) (value Value, ok bool) {
	m.lock.Lock()
	defer m.lock.Unlock()
	k, ok := m.known[key]
	age := now.Sub(k.at)
	return k.value, ok && age >= 0 && age < memoryTime
}

func (m *memory[Key, Value]) keep(key Key, k known[Value]) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.known == nil {
		m.known = map[Key]known[Value]{}
	}
	if len(m.known) >= memorySize {
		clear(m.known)
	}
	m.known[key] = k
}
