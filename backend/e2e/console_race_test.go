package e2e

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"noren/backend/ledger"
	"noren/backend/sandbox"
	"noren/backend/web/shopapi"
	"noren/shared/api"
)

// Two people in two browsers and the shop's server want the same at the same moment, while Amazon has the first one's call in its
// hands: one operation is made, one person sees it done, the other that the order has changed meanwhile, and the server reads a
// problem (R5-2, X-11, X-18).
func TestR5_2_TwoBrowsersAndTheServerAtOnce(t *testing.T) {
	w, s := alone(t)
	number := s.bought()
	order := w.orders()[0].ID
	server := w.server()
	first, second := w.atWork(worker, false), w.atWork(manager, false)

	w.atOnce("CaptureCharge", first, second, func(p *shopper) {
		p.orderPage(order, "/do/capture")
		p.wait("form button.primary", "決済依頼")
	}, "form button.primary", func(ctx context.Context) (int, []byte, error) {
		answer, err := server.CaptureOrderWithResponse(ctx, number, nil, shopapi.OrderAct{Version: new(int64(1))})
		if err != nil {
			return 0, nil, err
		}
		return answer.StatusCode(), answer.Body, nil
	})
	first.says("決済依頼を行いました")
	w.wantOrder(ledger.Captured)

	w.atOnce("CreateRefund", first, second, func(p *shopper) {
		p.orderPage(order, "/do/refund")
		p.enter("amount", "500")
	}, "form button.danger", func(ctx context.Context) (int, []byte, error) {
		answer, err := server.RefundOrderWithResponse(ctx, number, nil, shopapi.RefundWish{Amount: 500})
		if err != nil {
			return 0, nil, err
		}
		return answer.StatusCode(), answer.Body, nil
	})
	first.says("返金を依頼しました")
	w.wantOrder(ledger.Refunding)

	if books := w.Amazon.Books(); len(books.Refunds) != 1 || len(books.Charges) != 1 || books.Charges[0].Captured != 1956 {
		t.Errorf("Amazon's books: %+v", books)
	}
	w.Amazon.Advance(time.Minute)
	w.hear()
	second.orderPage(order, "")
	second.wait(".badge", "一部返金済み")
	for _, words := range []string{"決済依頼を行いました", "返金を依頼しました", "代金の決済を確認しました", "一部の返金が完了しました"} {
		if n := evaluate[int](second, `[...document.querySelectorAll(".timeline .what")].filter(e => e.checkVisibility() && e.textContent.includes("`+words+`")).length`); n != 1 {
			t.Errorf("the timeline says %d times «%s»", n, words)
		}
	}
	second.press("summary", "技術的な記録も表示する")
	second.looks("timeline")
}

// atOnce lets first's call wait at Amazon until second and the server have pressed too. Both come after it.
func (w *world) atOnce(operation string, first, second *shopper, prepare func(*shopper), button string, call func(context.Context) (status int, body []byte, err error)) {
	w.t.Helper()
	prepare(first)
	prepare(second)
	held := w.Amazon.Fault(sandbox.Fault{Operation: operation, Kind: sandbox.Hold, When: sandbox.After, Count: 1})
	first.press(button, "")
	_, err := w.Amazon.WaitHeld(w.t.Context(), held)
	w.must(err)
	second.press(button, "")
	second.says("この注文は、画面を開いたあとに変わっています。操作は行っていません")
	status, body, err := call(w.t.Context())
	w.must(err)
	if status != http.StatusConflict || !strings.Contains(string(body), string(api.OrderChanged)) && !strings.Contains(string(body), string(api.NotPermitted)) {
		w.t.Errorf("%s by the server: %d %s", operation, status, body)
	}
	w.must(w.Amazon.Release(held))
}

// server is the shop's server.
func (w *world) server() *shopapi.ClientWithResponses {
	w.t.Helper()
	here := strings.Replace(w.PayURL, "//pay.localhost:", "//127.0.0.1:", 1) + "/api/v1" // only browsers know *.localhost
	client, err := shopapi.NewClientWithResponses(here, shopapi.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+w.SecretKey)
		return nil
	}))
	w.must(err)
	return client
}
