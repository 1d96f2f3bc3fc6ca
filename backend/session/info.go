package session

import (
	"context"
	"maps"
	"strings"
)

// Info is what a server says of itself: its version, kind and limits, by Redis' own names.
func (s *Store) Info(ctx context.Context) (map[string]string, error) {
	all := map[string]string{}
	for _, section := range []string{"server", "memory"} {
		text, err := s.redis.Info(ctx, section).Result()
		if err != nil {
			return nil, unavailable("info", err)
		}
		maps.Copy(all, fieldsOf(text))
	}
	return all, nil
}

// fieldsOf reads lines of the form name:value; others are headings.
func fieldsOf(text string) map[string]string {
	fields := map[string]string{}
	for line := range strings.Lines(text) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
			fields[name] = value
		}
	}
	return fields
}
