package embed_test

import (
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
)

// comeBack opens a shop page as /return does, in a browser that holds the verifier of checkout chk_1.
func comeBack(t *testing.T, address string, render func(api.RenderRequest) api.RenderResponse) (*tab, *noren) {
	t.Helper()
	shopper, n, s := visit(t, `<noren-pay></noren-pay><a id="top"></a>`)
	shopper.do(`localStorage["noren:chk_1"] = JSON.stringify({ verifier: "the-verifier", at: Date.now() })`)
	n.onRender(render)
	shopper.before(`window.told = []; for (const name of ["noren:returned", "noren:error"]) addEventListener(name, e => told.push([name, e.detail.id ?? e.detail.code]));
		if (location.pathname == "/register") history.replaceState({ shop: 1 }, "")`)
	shopper.open(s.URL + address)
	shopper.until(action("noren-pay"))
	shopper.rest()
	return shopper, n
}

func exchanged(request api.RenderRequest) api.RenderResponse {
	response := draw(request)
	switch {
	case request.Code == "chk_1-Secret_-9" && request.Verifier == "the-verifier", request.Session == "ses_1":
		response.Session = "ses_1"
		response.Checkout = &api.Checkout{ID: "chk_1", State: "reviewing", Name: "暖簾 太郎"}
	case request.Code != "":
		response.Problem = &api.Problem{Code: api.CodeInvalid, Title: "戻れません。", Detail: "もう一度"}
	case request.Session != "":
		response.Problem = &api.Problem{Code: api.SessionExpired, Title: "時間切れです。", Detail: "もう一度"}
	}
	return response
}

func TestReturnByFragmentOrQuery(t *testing.T) {
	for address, left := range map[string]string{
		"/register#noren-chk_1-Secret_-9":                        "/register",
		"/register?a=%83J&b=+#noren-chk_1-Secret_-9":             "/register?a=%83J&b=+",
		"/register?noren_code=chk_1-Secret_-9#own":               "/register#own",
		"/register?a=1&noren_code=chk_1-Secret_-9&b=%83J#own":    "/register?a=1&b=%83J#own",
		"/register?noren_code=chk_1-Secret_-9&noren_checkout=c1": "/register?noren_checkout=c1",
	} {
		shopper, n := comeBack(t, address, exchanged)
		if got := eval[string](shopper, "location.href.slice(location.origin.length)"); got != left {
			t.Errorf("%s: address is %s, want %s", address, got, left)
		}
		if got := eval[int](shopper, "history.state.shop"); got != 1 {
			t.Errorf("%s: the shop's history state is lost", address)
		}
		want := [][]string{{"noren:returned", "chk_1"}}
		if diff := cmp.Diff(want, eval[[][]string](shopper, "told")); diff != "" {
			t.Errorf("%s: %s", address, diff)
		}
		stored := eval[[]string](shopper, `[sessionStorage["noren:shop_1"], Object.keys(localStorage).join()]`)
		if diff := cmp.Diff([]string{`{"session":"ses_1","checkout":"chk_1"}`, ""}, stored); diff != "" {
			t.Errorf("%s: %s", address, diff)
		}
		if got := eval[string](shopper, `Noren.ready.then(outcome => outcome.checkout.name)`); got != "暖簾 太郎" {
			t.Errorf("%s: ready tells %q", address, got)
		}
		// Other pages of the shop, in this tab, are drawn with the session.
		shopper.do(`location.href = "/next"`)
		shopper.until(`location.pathname == "/next" && ` + action("noren-pay"))
		renders := n.asked("render")
		last := body[api.RenderRequest](t, renders[len(renders)-1])
		if last.Session != "ses_1" || last.Code != "" {
			t.Errorf("%s: %+v", address, last)
		}
	}
}

func TestForeignFragmentsAreLeftAlone(t *testing.T) {
	for _, address := range []string{"/shop#noren-", "/shop?a#noren-a", "/shop?noren_code=a%20b", "/shop?b#x-noren-chk_1-s"} {
		shopper, n := comeBack(t, address, exchanged)
		if got := eval[string](shopper, "location.href.slice(location.origin.length)"); got != address {
			t.Errorf("%s became %s", address, got)
		}
		if got := body[api.RenderRequest](t, n.asked("render")[1]); got.Code != "" {
			t.Errorf("%s: code %q", address, got.Code)
		}
	}
}

func TestStolenCodeIsWorthNothing(t *testing.T) {
	shopper, _ := comeBack(t, "/shop#noren-chk_2-Secret", exchanged)
	want := [][]string{{"noren:error", "code_invalid"}}
	if diff := cmp.Diff(want, eval[[][]string](shopper, "told")); diff != "" {
		t.Error(diff)
	}
	if got := eval[string](shopper, action("noren-pay")+".parentNode.querySelector('p').textContent"); got != "戻れません。\nもう一度" {
		t.Errorf("notice: %q", got)
	}
	if eval[bool](shopper, `"noren:shop_1" in sessionStorage`) {
		t.Error("something is kept")
	}
}

func TestExpiredSessionIsForgotten(t *testing.T) {
	shopper, n, s := visit(t, `<noren-pay></noren-pay>`)
	shopper.do(`sessionStorage["noren:shop_1"] = '{"session":"ses_old"}'`)
	n.onRender(exchanged)
	shopper.open(s.URL)
	shopper.until(action("noren-pay"))
	shopper.until(`!("noren:shop_1" in sessionStorage)`)
	if state := eval[string](shopper, action("noren-pay")+".parentNode.dataset.state"); state != "ready" {
		t.Errorf("a shopper who did nothing is told %q", state)
	}
}

func TestCodeSurvivesALostAnswerAndAReload(t *testing.T) {
	var answering atomic.Bool
	shopper, n, s := visit(t, `<noren-pay></noren-pay>`)
	shopper.do(`localStorage["noren:chk_1"] = JSON.stringify({ verifier: "the-verifier", at: Date.now() })`)
	n.onRender(func(request api.RenderRequest) api.RenderResponse {
		if !answering.Load() {
			panic(http.ErrAbortHandler)
		}
		return exchanged(request)
	})
	shopper.open(s.URL + "/register#noren-chk_1-Secret_-9")
	shopper.until(`location.hash == "" && sessionStorage["noren:shop_1"]`)
	answering.Store(true)
	shopper.do("location.reload()")
	shopper.until(`sessionStorage["noren:shop_1"].includes("ses_1")`)
}

func TestReturnToAPageWithoutElements(t *testing.T) {
	n := newNoren(t)
	n.onRender(exchanged)
	s := newShop(t, n, "ありがとうございました")
	shopper := newTab(t)
	shopper.open(s.URL)
	shopper.do(`localStorage["noren:chk_1"] = JSON.stringify({ verifier: "the-verifier", at: Date.now() })`)
	shopper.open(s.URL + "/complete#noren-chk_1-Secret_-9")
	shopper.until("window.Noren")
	if got := eval[string](shopper, `Noren.ready.then(outcome => outcome.checkout.id)`); got != "chk_1" {
		t.Error(got)
	}
}

// The visit came back from Amazon's page, and nothing was chosen there.
func TestX3_CancelledAtAmazonIsTold(t *testing.T) {
	n := newNoren(t)
	n.onRender(func(request api.RenderRequest) api.RenderResponse {
		response := draw(request)
		response.Session = "ses_1"
		response.Checkout = &api.Checkout{ID: "chk_1", State: "cancelled", Problem: api.PaymentCancelled}
		return response
	})
	s := newShop(t, n, `<noren-pay></noren-pay>`)
	shopper := newTab(t)
	shopper.before(`window.told = []; for (const name of ["noren:returned", "noren:cancel"]) document.addEventListener(name, e => told.push([name, (e.detail.checkout ?? e.detail).id]))`)
	shopper.open(s.URL + "/cart#noren-chk_1-Secret")
	shopper.until("told.length == 2")
	if diff := cmp.Diff([][]string{{"noren:returned", "chk_1"}, {"noren:cancel", "chk_1"}}, eval[[][]string](shopper, "told")); diff != "" {
		t.Error(diff)
	}
	// A later page, and a later drawing, tell no cancel again.
	shopper.open(s.URL + "/next")
	shopper.until("told.length")
	eval[map[string]any](shopper, `Noren.refresh()`)
	if diff := cmp.Diff([][]string{{"noren:returned", "chk_1"}}, eval[[][]string](shopper, "told")); diff != "" {
		t.Error(diff)
	}
}
