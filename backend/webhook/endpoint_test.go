package webhook_test

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"time"

	"noren/backend/mail"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/backend/webhook"
)

// reports are the mails to the merchant that wait.
func (k *kit) reports() int {
	k.t.Helper()
	mails, err := k.db.Read().MailsOf(k.t.Context(), query.MailsOfParams{ShopID: k.shop, Subject: k.endpoint})
	k.must(err)
	return len(slices.DeleteFunc(mails, func(m query.Mail) bool { return m.Kind != string(mail.Report) }))
}

// 410 disables at once: what waits is given up, nothing is told any more, and the merchant hears of it.
func TestReliability5_GoneDisables(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		k.answer(http.StatusGone)
		for i := range 3 {
			k.tell(k.shop, "ord_"+strconv.Itoa(i), webhook.OrderPlaced)
		}
		k.send()
		states := map[string]int{}
		for i := range 3 {
			states[k.delivery("ord_"+strconv.Itoa(i)).State]++
		}
		if len(k.messages()) != 1 || states[webhook.Failed] != 1 || states[webhook.Unwanted] != 2 {
			t.Errorf("%d heard, %v", len(k.messages()), states)
		}
		if e := k.state(); e.State != webhook.Disabled || e.Why != webhook.Gone || k.reports() != 1 {
			t.Errorf("endpoint %+v, %d reports", e, k.reports())
		}
		k.tell(k.shop, "ord_9", webhook.OrderPlaced)
		if got := k.deliveries("ord_9"); len(got) != 0 {
			t.Errorf("told while disabled: %+v", got)
		}
		if _, err := webhook.Test(t.Context(), db, k.now(), "cli", k.shop, k.endpoint); !errors.Is(err, webhook.ErrDisabled) {
			t.Errorf("test: %v", err)
		}
	})
}

// Five days of nothing but failures disable; one success in between begins them anew.
func TestReliability5_FiveDaysOfFailureDisable(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		attempt := func(status int) {
			k.answer(status)
			k.tell(k.shop, "ord_"+strconv.FormatInt(k.now().Unix(), 10), webhook.OrderPlaced)
			k.send()
			k.advance(24 * time.Hour)
		}
		for _, status := range []int{500, 503, 404, 204, 500, 500, 500, 500, 500} {
			attempt(status)
			if e := k.state(); e.State != webhook.Active || e.FailingSince.IsZero() != (status == 204) {
				t.Fatalf("after %d at %v: %+v", status, k.now(), e)
			}
		}
		attempt(500)
		if e := k.state(); e.State != webhook.Disabled || e.Why != webhook.Failing || k.reports() != 1 {
			t.Errorf("endpoint %+v, %d reports", e, k.reports())
		}
		k.answer(http.StatusNoContent)
		if n := k.send(); n != 0 {
			t.Errorf("%d sent to a disabled endpoint", n)
		}
	})
}

// Once enabled again an endpoint is sent what failed and what it was not told of, each once more, and only since the time given.
func TestEnableAndReplay(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		k.tell(k.shop, "ord_delivered", webhook.OrderPlaced)
		k.send()
		k.advance(time.Hour)
		k.answer(http.StatusGone)
		k.tell(k.shop, "ord_old", webhook.OrderPlaced)
		k.send()
		k.must(k.shops.EnableEndpoint(t.Context(), "cli", k.shop, k.endpoint))
		k.advance(time.Hour)
		since := k.now()
		k.tell(k.shop, "ord_failed", webhook.OrderPlaced)
		k.send()
		k.tell(k.shop, "ord_missed", webhook.OrderPlaced)
		if _, err := webhook.ReplaySince(t.Context(), db, k.now(), "cli", k.shop, k.endpoint, since); !errors.Is(err, webhook.ErrDisabled) {
			t.Errorf("replay of a disabled one: %v", err)
		}
		k.must(k.shops.EnableEndpoint(t.Context(), "cli", k.shop, k.endpoint))
		k.answer(http.StatusNoContent)
		before := len(k.messages())
		for _, want := range []int{2, 0} {
			if n, err := webhook.ReplaySince(t.Context(), db, k.now(), "cli", k.shop, k.endpoint, since); n != want || err != nil {
				t.Errorf("replayed %d, %v, want %d", n, err, want)
			}
			k.send()
		}
		if got := len(k.messages()) - before; got != 2 {
			t.Errorf("%d heard, want 2", got)
		}
		for subject, want := range map[string]string{"ord_failed": webhook.Delivered, "ord_missed": webhook.Delivered, "ord_old": webhook.Failed} {
			if d := k.delivery(subject); d.State != want {
				t.Errorf("%s: %+v", subject, d)
			}
		}
	})
}

// One delivery is sent again, whatever became of it, with the same webhook-id.
func TestReplayOfOne(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		k.tell(k.shop, "ord_1", webhook.OrderPlaced)
		k.send()
		id := k.delivery("ord_1").ID
		k.must(webhook.Replay(t.Context(), db, k.now(), "cli", k.shop, id))
		k.send()
		if heard := k.messages(); len(heard) != 2 || heard[0].id != heard[1].id {
			t.Errorf("heard %+v", heard)
		}
		if err := webhook.Replay(t.Context(), db, k.now(), "cli", k.addShop(), id); !errors.Is(err, webhook.ErrUnknownDelivery) {
			t.Errorf("of another shop: %v", err)
		}
		k.must(k.shops.RemoveEndpoint(t.Context(), "cli", k.shop, k.endpoint))
		if err := webhook.Replay(t.Context(), db, k.now(), "cli", k.shop, id); !errors.Is(err, webhook.ErrUnknownEndpoint) {
			t.Errorf("of a removed endpoint: %v", err)
		}
	})
}

// A replay during an attempt is not lost by its outcome.
func TestReplayDuringAnAttempt(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	k.tell(k.shop, "ord_1", webhook.OrderPlaced)
	k.answerWith(func(w http.ResponseWriter, _ *http.Request) {
		k.must(webhook.Replay(t.Context(), k.db, k.now(), "cli", k.shop, k.delivery("ord_1").ID))
		w.WriteHeader(http.StatusInternalServerError)
	})
	k.send()
	k.answer(http.StatusNoContent)
	if n := k.send(); n != 1 || k.delivery("ord_1").State != webhook.Delivered {
		t.Errorf("%d, %+v", n, k.delivery("ord_1"))
	}
}

// Somebody who wants to see whether messages arrive need not wait for the endpoint's rest, and no other endpoint hears of it.
func TestTestMessage(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	k.addEndpoint(k.shop, k.url+"/other")
	k.answerWith(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	k.tell(k.shop, "ord_1", webhook.OrderPlaced)
	k.send()
	k.answer(http.StatusNoContent)
	before := len(k.messages())
	id, err := webhook.Test(t.Context(), k.db, k.now(), "cli", k.shop, k.endpoint)
	k.must(err)
	k.send()
	heard := k.messages()[before:]
	d := k.delivery(k.endpoint)
	if len(heard) != 1 || heard[0].path != "/noren" || d.ID != id || d.State != webhook.Delivered || d.Kind != webhook.EndpointTest {
		t.Errorf("heard %+v, delivery %+v", heard, d)
	}
	if err := verify(heard[0], k.secret, k.now()); err != nil {
		t.Error(err)
	}
}

// What waits for an endpoint that is removed is not sent, and its history stays.
func TestRemovedEndpoint(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		k.tell(k.shop, "ord_1", webhook.OrderPlaced)
		k.must(k.shops.RemoveEndpoint(t.Context(), "cli", k.shop, k.endpoint))
		k.tell(k.shop, "ord_2", webhook.OrderPlaced)
		if n := k.send(); n != 0 || len(k.messages()) != 0 {
			t.Errorf("%d claimed, heard %+v", n, k.messages())
		}
		if d := k.delivery("ord_1"); d.State != webhook.Unwanted || len(k.deliveries("ord_2")) != 0 {
			t.Errorf("delivery %+v", d)
		}
		if secrets, err := k.shops.EndpointSecrets(t.Context(), k.shop, k.endpoint); err != nil || len(secrets) != 0 {
			t.Errorf("its secrets stay: %d, %v", len(secrets), err)
		}
	})
}
