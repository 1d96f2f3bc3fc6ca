package webhook_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"noren/backend/store"
	"noren/backend/store/storetest"
	"noren/backend/webhook"
)

// Ten attempts at the planned times, in three days, each signed afresh, then no more.
func TestReliability5_ThreeDaysOfAttempts(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		k.answer(http.StatusInternalServerError)
		k.tell(k.shop, "ord_1", webhook.OrderPlaced)
		k.send()
		for i, wait := range []time.Duration{
			5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 20 * time.Hour,
		} {
			d := k.delivery("ord_1")
			if d.State != webhook.Waiting || d.Tries != i+1 || d.Status != 500 {
				t.Fatalf("after attempt %d: %+v", i+1, d)
			}
			if planned := k.now().Add(wait); d.NextAt.Before(planned) || d.NextAt.After(planned.Add(wait/10)) {
				t.Errorf("attempt %d at %v, want %v and at most a tenth more", i+2, d.NextAt, planned)
			}
			k.advance(wait - time.Second)
			if n := k.send(); n != 0 {
				t.Errorf("attempt %d came early", i+2)
			}
			k.advance(wait/10 + time.Second)
			k.send()
		}
		if d := k.delivery("ord_1"); d.State != webhook.Failed || !d.NextAt.IsZero() || d.Tries != 10 || d.Error != "answered 500" {
			t.Errorf("in the end: %+v", d)
		}
		if took := k.now().Sub(start); took < 71*time.Hour || took > 80*time.Hour {
			t.Errorf("it took %v", took)
		}
		heard := k.messages()
		if len(heard) != 10 {
			t.Fatalf("%d attempts, want 10", len(heard))
		}
		if heard[0].id != heard[9].id || heard[0].stamp == heard[9].stamp || heard[0].signature == heard[9].signature {
			t.Error("each attempt has the same id, and a time and a signature of its own")
		}
	})
}

func TestReliability5_AnswersThatAreNoSuccess(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("followed a redirect") }))
	t.Cleanup(elsewhere.Close)
	tests := map[string]struct {
		answer http.HandlerFunc
		state  string
		status int
	}{
		"created":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusCreated) }, webhook.Delivered, 201},
		"redirect": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, http.StatusFound) }, webhook.Waiting, 302},
		"refused":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }, webhook.Waiting, 401},
		"gone":     {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }, webhook.Failed, 410},
		"cut":      {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, webhook.Waiting, 0},
		"endless": {func(w http.ResponseWriter, _ *http.Request) {
			for range 1 << 10 { // the sender reads 64 kB of it
				if _, err := w.Write(make([]byte, 1<<10)); err != nil {
					return
				}
			}
		}, webhook.Delivered, 200},
		"huge header": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Large", strings.Repeat("x", 100<<10))
		}, webhook.Waiting, 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			k := newKit(t, storetest.SQLite(t))
			k.answerWith(test.answer)
			k.tell(k.shop, "ord_1", webhook.OrderPlaced)
			k.send()
			d := k.delivery("ord_1")
			if d.State != test.state || d.Status != test.status || (d.Error == "") != (d.State == webhook.Delivered) {
				t.Errorf("delivery %+v", d)
			}
		})
	}
}

// While the shop's server thinks, the lease runs out and another process delivers: the late outcome changes nothing.
func TestLostLease(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		k.tell(k.shop, "ord_1", webhook.OrderPlaced)
		k.answerWith(func(w http.ResponseWriter, _ *http.Request) {
			k.answer(http.StatusOK)
			k.advance(time.Minute + time.Second)
			if n, err := k.newSender().Send(context.Background(), 16); n != 1 || err != nil {
				k.t.Errorf("second sender: %d, %v", n, err)
			}
			w.WriteHeader(http.StatusInternalServerError)
		})
		k.send()
		if d := k.delivery("ord_1"); d.State != webhook.Delivered || d.Status != 200 || !d.NextAt.IsZero() || d.Tries != 1 {
			t.Errorf("delivery %+v", d)
		}
		if since := k.state().FailingSince; !since.IsZero() {
			t.Errorf("failing since %v", since)
		}
	})
}

// A server that thinks holds nobody else up: not while it thinks, and not by what else waits for it.
func TestSlowServerHoldsNobodyUp(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		k := newKit(t, db)
		other := k.addShop()
		fast, _ := k.addEndpoint(other, k.url+"/fast")
		thinking, release := make(chan struct{}), make(chan struct{})
		k.answerWith(func(_ http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/noren" {
				thinking <- struct{}{}
				<-release
			}
		})
		for i := range 20 {
			k.tell(k.shop, "ord_"+strconv.Itoa(i), webhook.OrderPlaced)
		}
		if n, err := k.sender.Start(t.Context(), 16); n != 1 || err != nil {
			t.Fatalf("%d, %v", n, err)
		}
		<-thinking
		k.tell(other, "ord_1", webhook.OrderPlaced)
		if n, err := k.sender.Start(t.Context(), 16); n != 1 || err != nil {
			t.Fatalf("%d endpoints begun, %v; want the fast one, and not the slow one a second time", n, err)
		}
		for delivered := 0; delivered == 0; {
			deliveries, err := webhook.Deliveries(t.Context(), db, other, fast, webhook.Delivered, "", 1)
			k.must(err)
			delivered = len(deliveries)
		}
		go func() {
			for range thinking { // the rest of the slow ones
			}
		}()
		close(release)
		k.sender.Wait()
		close(thinking)
	})
}

// A dead server costs one attempt a minute, and its other messages lose none of theirs.
func TestDeadServerIsLeftAlone(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	k.must(k.shops.UpdateEndpoint(t.Context(), "cli", k.shop, k.endpoint, "http://127.0.0.1:1/"))
	for i := range 3 {
		k.tell(k.shop, "ord_"+strconv.Itoa(i), webhook.OrderPlaced)
	}
	tries := func() (n int) {
		for i := range 3 {
			n += k.delivery("ord_" + strconv.Itoa(i)).Tries
		}
		return n
	}
	k.send()
	k.advance(time.Minute - time.Second)
	if n := k.send(); n != 0 || tries() != 1 {
		t.Errorf("%d due while it rests, %d attempts", n, tries())
	}
	k.advance(2 * time.Second)
	if n := k.send(); n != 3 || tries() != 2 {
		t.Errorf("%d due after the rest, %d attempts", n, tries())
	}
}

func TestOurOwnTroubleIsReported(t *testing.T) {
	k := newKit(t, storetest.SQLite(t))
	trouble := errors.New("sealed with another key")
	k.sender.Secrets = func(context.Context, string, string) ([][]byte, error) { return nil, trouble }
	k.tell(k.shop, "ord_1", webhook.OrderPlaced)
	if n, err := k.sender.Send(t.Context(), 16); n != 1 || !errors.Is(err, trouble) {
		t.Errorf("%d, %v", n, err)
	}
	if d := k.delivery("ord_1"); d.State != webhook.Waiting || d.Tries != 0 || !d.NextAt.Equal(start.Add(time.Minute)) || !k.state().FailingSince.IsZero() {
		t.Errorf("our own trouble must not cost the message an attempt: %+v", d)
	}
}

// Four processes send at once: each message is heard once by each endpoint.
func TestConcurrentSendersDeliverEachOnce(t *testing.T) {
	storetest.OnEvery(t, func(t *testing.T, db *store.DB) {
		const messages = 40
		k := newKit(t, db)
		k.addEndpoint(k.shop, k.url+"/second")
		for i := range messages {
			k.tell(k.shop, "ord_"+strconv.Itoa(i), webhook.OrderPlaced)
		}
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				sender := k.newSender()
				for empty := 0; empty < 2; {
					n, err := sender.Send(context.Background(), 16)
					if err != nil {
						t.Error(err)
						return
					}
					if n == 0 {
						empty++
					}
				}
			})
		}
		group.Wait()
		k.send()
		heard := map[string]int{}
		for _, m := range k.messages() {
			heard[m.path+" "+m.id]++
		}
		for m, times := range heard {
			if times != 1 {
				t.Errorf("%s heard %d times", m, times)
			}
		}
		if len(heard) != 2*messages {
			t.Errorf("%d heard, want %d", len(heard), 2*messages)
		}
	})
}
