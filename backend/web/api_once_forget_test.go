package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"noren/backend/merchant"
	"noren/backend/store"
	"noren/backend/store/query"
	"noren/shared/api"
)

// kept are the rows of keyed requests, and how many bytes of answers are in them.
func (o *outward) kept() (rows, bytes int) {
	o.t.Helper()
	old, err := o.db.Read().OldAPIRequests(o.t.Context(), query.OldAPIRequestsParams{Before: int64(store.At(o.now().Add(time.Hour))), Most: 100})
	o.must(err)
	for _, key := range []string{"capture-1", "forget-1", "ship-1", "code-1"} {
		row, err := o.db.Read().GetAPIRequest(o.t.Context(), query.GetAPIRequestParams{ShopID: o.shop.ID, KeyHash: sha(key)})
		if err == nil {
			bytes += len(row.Body)
		}
	}
	return len(old), bytes
}

// With an order's people go the answers that name them. The key stays known: it moves no money again. Forgetting itself is answered as
// often as it is asked, and what is answered from then on is kept as ever.
func TestIssue8_ForgottenPeopleAreInNoKeptAnswer(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		key, number := o.key(merchant.Scopes()...), o.placedOrder()
		post := func(action, body, once string) (int, string, http.Header) {
			t.Helper()
			header := bearer(key)
			header["Idempotency-Key"] = once
			return o.send(http.MethodPost, "/api/v1/orders/"+number+"/"+action, body, header)
		}
		status, first, _ := post("capture", "", "capture-1")
		if status != http.StatusOK || !strings.Contains(first, `"purchaser"`) || !strings.Contains(first, `"recipient"`) {
			t.Fatalf("%d %s", status, first)
		}
		if _, again, _ := post("capture", "", "capture-1"); again != first {
			t.Errorf("before: %s", again)
		}
		for range 2 {
			if status, answer, _ := post("forget", "", "forget-1"); status != http.StatusOK || strings.Contains(answer, `"purchaser"`) {
				t.Fatalf("forgetting: %d %s", status, answer)
			}
		}
		moved := len(o.amazon.Books().Charges)
		if status, answer, header := post("capture", "", "capture-1"); status != http.StatusGone || problemCode(t, answer) != api.AnswerForgotten ||
			strings.Contains(answer, "山田") || header.Get("Cache-Control") != "no-store" {
			t.Errorf("the same key: %d %s", status, answer)
		}
		if status, answer, _ := post("capture", `{"version":1}`, "capture-1"); status != http.StatusUnprocessableEntity || problemCode(t, answer) != api.IdempotencyMismatch {
			t.Errorf("the same key for something else: %d %s", status, answer)
		}
		if _, order, _ := o.ask(key, http.MethodGet, number, "", nil); order.Captured != 3000 || len(o.amazon.Books().Charges) != moved {
			t.Errorf("captured %d by %d charges", order.Captured, len(o.amazon.Books().Charges))
		}
		for range 2 {
			if status, answer, _ := post("ship", "", "ship-1"); status != http.StatusOK || strings.Contains(answer, `"purchaser"`) {
				t.Errorf("what comes after: %d %s", status, answer)
			}
		}
		if rows, bytes := o.kept(); rows != 3 || bytes == 0 {
			t.Errorf("%d requests, %d bytes", rows, bytes)
		}
		o.amazon.Advance(25 * time.Hour) // nobody calls
		_, err := o.site.Book.Retain(t.Context(), 10)
		o.must(err)
		if rows, bytes := o.kept(); rows != 0 || bytes != 0 {
			t.Errorf("a day later: %d requests, %d bytes", rows, bytes)
		}
	})
}

// What was being worked on while its order's people were erased is not kept afterwards, and is not done twice.
func TestIssue8_AnAnswerThatComesAfterForgettingIsNotKept(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		key, number := o.key(merchant.Scopes()...), o.placedOrder()
		_, _, _ = o.ask(key, http.MethodPost, number+"/capture", "", nil)
		order, err := o.site.Book.OfNumber(t.Context(), o.shop.ID, number)
		o.must(err)
		now := int64(store.At(o.now()))
		o.must(o.db.Tx(t.Context(), func(q *query.Queries) error { // a refund that another replica is at
			_, err := q.InsertAPIRequest(t.Context(), query.InsertAPIRequestParams{
				ShopID: o.shop.ID, KeyHash: sha("refund-1"), RequestHash: sha("/api/v1/orders/" + number + "/refund\n" + `{"amount":500}`), About: order.ID,
				Version: order.Version, Now: now,
			})
			return err
		}))
		if status, _, problem := o.ask(key, http.MethodPost, number+"/forget", "", nil); status != http.StatusOK {
			t.Fatalf("%d %+v", status, problem)
		}
		o.must(o.db.Tx(t.Context(), func(q *query.Queries) error {
			n, err := q.FinishAPIRequest(t.Context(), query.FinishAPIRequestParams{
				Status: http.StatusOK, Body: []byte("山田"), About: order.ID, ShopID: o.shop.ID, KeyHash: sha("refund-1"), StartedAt: now,
			})
			if n != 0 {
				t.Error("the answer is kept")
			}
			return err
		}))
		o.amazon.Advance(time.Hour)
		same := map[string]string{"Idempotency-Key": "refund-1"}
		if status, _, problem := o.ask(key, http.MethodPost, number+"/refund", `{"amount":500}`, same); status != http.StatusGone || problem.Code != api.AnswerForgotten {
			t.Errorf("%d %+v", status, problem)
		}
	})
}

// The answer to a login's code names who came back from Amazon: it goes with the member.
func TestIssue8_AnErasedMemberIsInNoKeptAnswer(t *testing.T) {
	everyDatabase(t, func(t *testing.T, o *outward) {
		key := o.key(merchant.Scopes()...)
		visit, token := o.visit("taro", "cart-1")
		o.linked(key, token, "m-1")
		body := `{"code":"` + o.loginCode(visit) + `"}`
		exchange := func() (int, string) {
			header := bearer(key)
			header["Idempotency-Key"] = "code-1"
			status, answer, _ := o.send(http.MethodPost, "/api/v1/codes", body, header)
			return status, answer
		}
		for range 2 {
			if status, answer := exchange(); status != http.StatusOK || !strings.Contains(answer, `"purchaser"`) {
				t.Fatalf("%d %s", status, answer)
			}
		}
		if status, answer, _ := o.send(http.MethodDelete, "/api/v1/members/m-1", "", bearer(key)); status != http.StatusNoContent {
			t.Fatalf("%d %s", status, answer)
		}
		if status, answer := exchange(); status != http.StatusGone || problemCode(t, answer) != api.AnswerForgotten {
			t.Errorf("%d %s", status, answer)
		}
		if _, bytes := o.kept(); bytes != 0 {
			t.Errorf("%d bytes of answers are left", bytes)
		}
	})
}
