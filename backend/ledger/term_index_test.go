package ledger_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"noren/backend/buyer"
	"noren/backend/ledger"
	"noren/backend/store/query"
)

// Replicas that index at once, one of which dies in between, leave each order in the index once, and the key is one.
func TestR5_1_TheIndexSurvivesReplicasAndKills(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		shop := s.shop("shop_a")
		var want []string
		for range 30 {
			want = append(want, s.enter(shop, query.Order{}, buyer.Snapshot{Name: "山田 太郎"}).Number)
		}
		var group sync.WaitGroup
		for nth := range 3 {
			book := *s.book
			group.Go(func() {
				ctx, kill := context.WithCancel(t.Context())
				defer kill()
				if nth == 0 {
					kill()
				}
				_, _ = book.Index(ctx, 20) // one that loses against another comes back
			})
		}
		group.Wait()
		s.index()
		got := s.find(shop, ledger.Filter{Name: "太郎"})
		slices.Reverse(got)
		if !slices.Equal(got, want) {
			t.Errorf("found %v, want %v", got, want)
		}
	})
}

// What cannot be opened does not keep the others waiting.
func TestR5_1_AnUnreadableOrderStopsNoOther(t *testing.T) {
	onShelf(t, func(t *testing.T, s *shelf) {
		shop := s.shop("shop_a")
		stranger := newShelf(t, s.db) // its sealer has another key
		stranger.n = 100
		bad := stranger.enter(shop, query.Order{Number: "bad"}, buyer.Snapshot{Name: "山田 太郎"})
		s.enter(shop, query.Order{Number: "good"}, buyer.Snapshot{Name: "山田 太郎"})
		s.index()
		if got := s.find(shop, ledger.Filter{Name: "太郎"}); !slices.Equal(got, []string{"good"}) {
			t.Errorf("found %v", got)
		}
		if got := s.find(shop, ledger.Filter{Number: "bad"}); !slices.Equal(got, []string{bad.Number}) {
			t.Errorf("the other is lost: %v", got)
		}
	})
}
