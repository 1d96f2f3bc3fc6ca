package session

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// ReportLife is how long a shop's last examination is kept. Lost, it is made anew.
const ReportLife = 30 * 24 * time.Hour

// BeginReport puts a new report in the place of a shop's last one: its head, to which parts are added as they come.
func (s *Store) BeginReport(ctx context.Context, shop, id string, head []byte) error {
	key := reportKey(shop)
	_, err := s.redis.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.Del(ctx, key)
		p.HSet(ctx, key, "id", id, "head", head)
		p.Expire(ctx, key, ReportLife)
		return nil
	})
	if err != nil {
		return unavailable("report", err)
	}
	return nil
}

// A part that comes when another report has begun is too late.
var addToReport = redis.NewScript(`
if redis.call('HGET', KEYS[1], 'id') == ARGV[1] then
  redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
end
return 0`)

// AddToReport adds a part by its name.
func (s *Store) AddToReport(ctx context.Context, shop, id, part string, text []byte) error {
	if err := addToReport.Run(ctx, s.redis, []string{reportKey(shop)}, id, "part "+part, text).Err(); err != nil {
		return unavailable("report", err)
	}
	return nil
}

// Report reads a shop's last report as far as it has come: its head, nil when there is none, and its parts by name.
func (s *Store) Report(ctx context.Context, shop string) (head []byte, parts map[string][]byte, err error) {
	fields, err := s.redis.HGetAll(ctx, reportKey(shop)).Result()
	if err != nil {
		return nil, nil, unavailable("report", err)
	}
	if fields["head"] == "" {
		return nil, nil, nil
	}
	parts = map[string][]byte{}
	for name, text := range fields {
		if part, ok := strings.CutPrefix(name, "part "); ok {
			parts[part] = []byte(text)
		}
	}
	return []byte(fields["head"]), parts, nil
}

// NoteTest keeps that Amazon has sent a signed test to a shop's notification address.
func (s *Store) NoteTest(ctx context.Context, shop string, at time.Time) error {
	if err := s.redis.Set(ctx, testKey(shop), at.UnixMicro(), ReportLife).Err(); err != nil {
		return unavailable("test", err)
	}
	return nil
}

// Tested is when that was; zero when it is not known.
func (s *Store) Tested(ctx context.Context, shop string) (time.Time, error) {
	micros, err := s.redis.Get(ctx, testKey(shop)).Int64()
	switch {
	case err == nil:
		return time.UnixMicro(micros).UTC(), nil
	case errors.Is(err, redis.Nil):
		return time.Time{}, nil
	}
	return time.Time{}, unavailable("test", err)
}

func reportKey(shop string) string { return "noren:report:" + hash(shop) }

func testKey(shop string) string { return "noren:tested:" + hash(shop) }
