package fleet_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"noren/backend/e2e/fleet"
	"noren/backend/e2e/market"
	"noren/backend/merchant"
	"noren/backend/sandbox"
	"noren/shared/api"
	"noren/shared/display"
)

// What one shopper does comes to any replica: nothing is kept in a process that another needs (design.md 6).
func TestDesign6_EveryStepAtAnotherReplica(t *testing.T) {
	f := two(t)
	buyer := f.Shopper()
	for step := 0; buyer.At != market.Home; step++ {
		f.Reach = f.Replicas[step%2].URL
		if err := buyer.Click(); err != nil {
			t.Fatal(err)
		}
	}
	f.reckon(buyer)
}

// What an operator or a merchant changes counts at every replica within a second, and a key that is revoked at once.
func TestIssue8_SettingsAndKeysReachEveryReplica(t *testing.T) {
	f := two(t)
	shops, err := f.Shops(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shops.DB.Close() })
	for _, r := range f.Replicas {
		f.Reach = r.URL
		if err := f.Shopper().Click(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := shops.ShowMethod(t.Context(), "cli", f.ID, merchant.AmazonPay, false); err != nil {
		t.Fatal(err)
	}
	for i, r := range f.Replicas {
		f.Reach = r.URL
		f.until(func() bool {
			refused, ok := errors.AsType[*market.Refusal](f.Shopper().Click())
			return ok && refused.Code == api.Hidden(display.SwitchedOff)
		}, "replica %d still offers Amazon Pay", i)
	}
	key, err := shops.NewSecretKey(t.Context(), "cli", f.ID, merchant.Scopes()...)
	if err != nil {
		t.Fatal(err)
	}
	f.wantKey(key, http.StatusOK)
	keys, err := shops.Keys(t.Context(), f.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, known := range keys {
		if known.Kind == merchant.SecretKey {
			if err := shops.RevokeKey(t.Context(), "cli", f.ID, known.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	f.wantKey(key, http.StatusUnauthorized)
}

// A replica that is told to stop while a payment is at Amazon waits for the answer, notes it, tells the shopper, and ends well;
// the other one serves whoever comes meanwhile.
func TestIssue8_AReplicaThatStopsFinishesWhatItHolds(t *testing.T) {
	f := two(t)
	buyer := f.Shopper()
	first := f.Replicas[0]
	f.Reach = first.URL
	for buyer.At != market.HavingPaid {
		if err := buyer.Click(); err != nil {
			t.Fatal(err)
		}
	}
	fault := f.Amazon.Fault(sandbox.Fault{Operation: "CompleteCheckoutSession", Kind: sandbox.Hold, When: sandbox.After, Count: 1})
	answered := make(chan error, 1)
	go func() { answered <- buyer.Click() }()
	if _, err := f.Amazon.WaitHeld(t.Context(), fault); err != nil {
		t.Fatal(err)
	}
	stopped := make(chan struct{})
	go func() { defer close(stopped); first.Stop() }()
	f.until(func() bool { return !f.ready(first) }, "the replica that stops still says that it is ready")
	f.Reach = f.Replicas[1].URL
	other := f.Shopper()
	for other.At != market.Home {
		if err := other.Click(); err != nil {
			t.Fatal(err)
		}
	}
	select {
	case <-stopped:
		t.Fatal("it ended while a payment was at Amazon")
	default:
	}
	if err := f.Amazon.Release(fault); err != nil {
		t.Fatal(err)
	}
	if err := <-answered; err != nil {
		t.Errorf("the shopper: %v", err)
	}
	<-stopped
	if code := first.Exit(); code != 0 {
		t.Errorf("it ends with %d:\n%s", code, first.Said())
	}
	if open := f.Read(t).Open; open != 0 {
		t.Errorf("%d operations have no outcome", open)
	}
	first.Start()
	f.reckon(buyer, other)
}

// machines are a fleet with what these tests ask of it.
type machines struct {
	*fleet.Fleet

	t *testing.T
}

func (f machines) reckon(buyers ...*market.Shopper) {
	f.t.Helper()
	for _, r := range f.Replicas {
		r.Stop()
	}
	f.Reckon(f.t, buyers)
}

// wantKey asks every replica with a secret key.
func (f machines) wantKey(key string, status int) {
	f.t.Helper()
	for i, r := range f.Replicas {
		request, err := http.NewRequestWithContext(f.t.Context(), http.MethodGet, r.URL()+"/api/v1/shop", http.NoBody)
		if err != nil {
			f.t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+key)
		reply, err := market.Send(market.Client, request)
		if err != nil || reply.Status != status {
			f.t.Errorf("replica %d answers %d, want %d: %s %v", i, reply.Status, status, reply.Body, err)
		}
	}
}

func (f machines) ready(r *fleet.Replica) bool {
	request, err := http.NewRequestWithContext(f.t.Context(), http.MethodGet, r.URL()+"/readyz", http.NoBody)
	if err != nil {
		f.t.Fatal(err)
	}
	reply, err := market.Send(market.Client, request)
	return err == nil && reply.Status == http.StatusOK
}

// until asks again and again.
func (f machines) until(done func() bool, what string, about ...any) {
	f.t.Helper()
	ctx, cancel := context.WithTimeout(f.t.Context(), 20*time.Second)
	defer cancel()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !done() {
		select {
		case <-ctx.Done():
			f.t.Fatalf(what, about...)
		case <-again.C:
		}
	}
}
