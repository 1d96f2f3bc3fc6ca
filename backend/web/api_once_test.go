package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"sync"
	"testing"
	"time"

	"noren/backend/ledger"
	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/backend/store/storetest"
	"noren/shared/api"
)

// Eight equal requests at once are one refund.
func TestX18_EqualRequestsActOnce(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		key, number := o.key(merchant.Scopes()...), o.placedOrder()
		if status, _, problem := o.ask(key, http.MethodPost, number+"/capture", "", nil); status != http.StatusOK {
			t.Fatalf("%d %+v", status, problem)
		}
		same := bearer(key)
		same["Idempotency-Key"] = "refund-1"
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				status, body, _ := o.send(http.MethodPost, "/api/v1/orders/"+number+"/refund", `{"amount":500}`, same)
				if status != http.StatusOK && problemCode(t, body) != api.IdempotencyInFlight {
					t.Errorf("%d %s", status, body)
				}
			})
		}
		group.Wait()
		o.finishRefunds(number)
		status, first, header := o.send(http.MethodPost, "/api/v1/orders/"+number+"/refund", `{"amount":500}`, same)
		if status != http.StatusOK || header.Get("Idempotency-Replayed") != "true" || header.Get("Cache-Control") != "no-store" {
			t.Errorf("%d %v", status, header)
		}
		if _, again, _ := o.send(http.MethodPost, "/api/v1/orders/"+number+"/refund", `{"amount":500}`, same); again != first {
			t.Errorf("another answer: %s, %s", first, again)
		}
		if status, body, _ := o.send(http.MethodPost, "/api/v1/orders/"+number+"/refund", `{"amount":501}`, same); status != http.StatusUnprocessableEntity || problemCode(t, body) != api.IdempotencyMismatch {
			t.Errorf("another request: %d %s", status, body)
		}
		if _, order, _ := o.ask(key, http.MethodGet, number, "", nil); order.Refunded != 500 || len(order.Refunds) != 1 {
			t.Errorf("refunded %d by %d refunds", order.Refunded, len(order.Refunds))
		}
		o.amazon.Advance(25 * time.Hour) // the key is forgotten: the same is a new wish
		if status, body, _ := o.send(http.MethodPost, "/api/v1/orders/"+number+"/refund", `{"amount":501}`, same); status != http.StatusOK {
			t.Errorf("a day later: %d %s", status, body)
		}
	})
}

// A process that dies after the money has moved and before the answer was kept: the same key does not move it again.
func TestX18_InterruptedRequestMovesNoMoneyTwice(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		key, number := o.key(merchant.Scopes()...), o.placedOrder()
		if status, _, problem := o.ask(key, http.MethodPost, number+"/capture", "", nil); status != http.StatusOK {
			t.Fatalf("%d %+v", status, problem)
		}
		o.refundAndDie(number, "refund-1")
		same := map[string]string{"Idempotency-Key": "refund-1"}
		if status, _, problem := o.ask(key, http.MethodPost, number+"/refund", `{"amount":500}`, same); status != http.StatusConflict || problem.Code != api.IdempotencyInFlight {
			t.Errorf("it may still be worked on: %d %+v", status, problem)
		}
		o.finishRefunds(number) // hours later
		if status, _, problem := o.ask(key, http.MethodPost, number+"/refund", `{"amount":500}`, same); status != http.StatusConflict || problem.Code != api.OrderChanged {
			t.Errorf("%d %+v", status, problem)
		}
		if _, order, _ := o.ask(key, http.MethodGet, number, "", nil); order.Refunded != 500 || len(order.Refunds) != 1 {
			t.Errorf("refunded %d by %d refunds", order.Refunded, len(order.Refunds))
		}
	})
}

func sha(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// refundAndDie does what a process does until it dies: it notes the request, and refunds.
func (o *outward) refundAndDie(number, key string) {
	o.t.Helper()
	order, err := o.site.Book.OfNumber(o.t.Context(), o.shop.ID, number)
	o.must(err)
	o.must(o.db.Tx(o.t.Context(), func(q *query.Queries) error {
		_, err := q.InsertAPIRequest(o.t.Context(), query.InsertAPIRequestParams{
			ShopID: o.shop.ID, KeyHash: sha(key), RequestHash: sha("/api/v1/orders/" + number + "/refund\n" + `{"amount":500}`), Version: order.Version,
			Now: int64(store.At(o.now())),
		})
		return err
	}))
	_, err = o.site.Book.Refund(o.t.Context(), o.shop.ID, order.ID, ledger.Act{By: "api:key_1"}, ledger.RefundWish{Amount: 500})
	o.must(err)
}

// An answer that Amazon did not allow is no answer: the same key goes on when Amazon is back.
func TestX18_KeyOfAnUnansweredRequestAsksAgain(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	key, number := o.key(merchant.Scopes()...), o.placedOrder()
	same := map[string]string{"Idempotency-Key": "capture-1"}
	o.down.Store(true)
	if status, _, problem := o.ask(key, http.MethodPost, number+"/capture", "", same); status != http.StatusServiceUnavailable {
		t.Errorf("%d %+v", status, problem)
	}
	o.down.Store(false)
	if status, order, problem := o.ask(key, http.MethodPost, number+"/capture", "", same); status != http.StatusOK || order.State != "captured" {
		t.Errorf("%d %+v %+v", status, order, problem)
	}
}
