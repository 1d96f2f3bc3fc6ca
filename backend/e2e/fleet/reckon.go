package fleet

import (
	"testing"

	"noren/backend"
	"noren/backend/e2e/market"
	"noren/backend/session"
	"noren/backend/store"
)

// Reckon proves, a day later, that the books balance (market.Balance), and that everybody who has paid has an order. The replicas
// must have ended: the one process that reckons has a clock that is moved.
func (f *Fleet) Reckon(t testing.TB, shoppers []*market.Shopper) {
	t.Helper()
	b, err := backend.New(store.ForAll(t.Context()), backend.Config{
		Database: f.Database, Redis: session.Config{}, Keyset: f.Keyset, PublicURL: market.PublicURL, Proxies: 1, Mail: f.mails,
		Amazon: backend.Amazon{API: f.Amazon.URL, Pages: f.Amazon.URL}, Now: f.Amazon.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range market.Day {
		f.Amazon.Advance(step)
		f.Swept = f.Amazon.Now()
		if err := market.Sweep(t.Context(), b); err != nil {
			t.Error(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	f.Balance(t)
	books := f.Read(t)
	for _, buyer := range shoppers {
		f.WantPaid(t, books, buyer, buyer.Approved || buyer.At == market.Home)
	}
}
