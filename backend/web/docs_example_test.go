package web_test

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"noren/backend/checkout"
	"noren/backend/merchant"
	"noren/backend/store/storetest"
	"noren/backend/webhook"
	"noren/shared/api"
)

// worked is the program of the document about the shop's server, running as its reader would run it. It needs node.
type worked struct {
	*outward

	folder, address string // of its program, and where it listens
	environment     []string
}

func newWorked(t *testing.T, lang, hookSecret string) *worked {
	t.Helper()
	w := &worked{outward: newOutward(t, storetest.SQLite(t)), folder: t.TempDir()}
	_, err := w.shops.SetWebhook(t.Context(), "cli", w.shop.ID, "http://127.0.0.1:9/webhooks/noren") // until hear knows better
	w.must(err)
	var program strings.Builder
	blocks := regexp.MustCompile("(?s)```js\n(.*?)```").FindAllStringSubmatch(read(t, "../../static/docs/server."+lang+".md"), -1)
	for _, block := range blocks {
		program.WriteString(block[1])
	}
	w.must(os.WriteFile(filepath.Join(w.folder, "shop.mjs"), []byte(program.String()), 0o600))
	w.environment = append(os.Environ(), "PORT=0", "NOREN_URL="+w.url, "NOREN_SHOP="+w.shop.ID, "NOREN_CART_KEY="+w.cartKey,
		"NOREN_SECRET_KEY="+w.key(merchant.ReadCheckouts), "NOREN_WEBHOOK_SECRET="+hookSecret)
	command := w.node("shop.mjs")
	out, err := command.StdoutPipe()
	w.must(err)
	w.must(command.Start())
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	w.must(err)
	w.address = strings.TrimSuffix(strings.TrimSpace(line), "/cart")
	return w
}

func (w *worked) node(args ...string) *exec.Cmd {
	command := exec.CommandContext(w.t.Context(), "node", args...)
	command.Dir, command.Env, command.Stderr = w.folder, w.environment, os.Stderr
	return command
}

// ask opens a page of the shop.
func (w *worked) ask(path string) string {
	w.t.Helper()
	response, err := http.Get(w.address + path)
	w.must(err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	w.must(err)
	return string(text)
}

// pay does what a shopper does with the cart that the shop's server signed.
func (w *worked) pay() (id string) {
	w.t.Helper()
	token := regexp.MustCompile(`cart="([^"]+)"`).FindStringSubmatch(w.ask("/cart"))
	if token == nil {
		w.t.Fatal("the cart page has no token")
	}
	request := w.beginRequest("")
	request.Cart = token[1]
	body, err := json.Marshal(request)
	w.must(err)
	status, answer, _ := w.send(http.MethodPost, api.Begin.Path, string(body), map[string]string{"Origin": shopOrigin})
	var departure api.Departure
	w.must(json.Unmarshal([]byte(answer), &departure))
	if status != http.StatusOK || departure.Checkout == "" {
		w.t.Fatalf("begin: %d %s", status, answer)
	}
	sessionID := w.review(departure.Checkout)
	confirm := w.confirmRequest("", "")
	confirm.Cart = token[1]
	_, err = w.site.Flow.Confirm(w.t.Context(), departure.Checkout, confirm)
	w.must(err)
	_, err = w.amazon.Pay(sessionID)
	w.must(err)
	return departure.Checkout
}

// The program in the document sells: it signs, reads, hears and books, in either language of the document.
func TestDocs_WorkedExampleSells(t *testing.T) {
	secret := []byte("0123456789abcdef0123456789abcdef")
	for lang, says := range map[string]struct{ paid, checking, none string }{
		"en": {"Thank you", "We are checking", "no such order"}, "ja": {"ありがとうございます", "確認しています", "見つかりません"},
	} {
		t.Run(lang, func(t *testing.T) {
			w := newWorked(t, lang, "whsec_"+base64.StdEncoding.EncodeToString(secret))
			id := w.pay()
			if page := w.ask("/complete?noren_checkout=" + id); !strings.Contains(page, says.checking) {
				t.Errorf("before it is decided: %s", page)
			}
			w.settle(id)
			if status := w.hear([]byte("another secret of another shop !"), id); status != http.StatusUnauthorized {
				t.Errorf("a webhook of somebody else: %d", status)
			}
			if status := w.hear(secret, id); status != http.StatusNoContent {
				t.Errorf("webhook: %d", status)
			}
			if page := w.ask("/complete?noren_checkout=" + id); !strings.Contains(page, says.paid) {
				t.Errorf("paid: %s", page)
			}
			if page := w.ask("/complete?noren_checkout=chk_nothing"); !strings.Contains(page, says.none) {
				t.Errorf("unknown: %s", page)
			}
		})
	}
}

// hear sends what Noren has to tell the shop, with its own sender, and gives the answer's status.
func (w *worked) hear(secret []byte, checkoutID string) (status int) {
	w.t.Helper()
	var heard string
	proxy := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		heard = string(body)
		forward, err := http.NewRequestWithContext(r.Context(), http.MethodPost, w.address+"/webhooks/noren", strings.NewReader(heard))
		w.must(err)
		forward.Header = r.Header.Clone()
		response, err := http.DefaultClient.Do(forward)
		w.must(err)
		defer response.Body.Close()
		status = response.StatusCode
		answer.WriteHeader(status)
	}))
	defer proxy.Close()
	_, err := w.shops.SetWebhook(w.t.Context(), "cli", w.shop.ID, proxy.URL)
	w.must(err)
	sender := &webhook.Sender{DB: w.db, Now: w.now, AllowLoopback: true, Secrets: func(context.Context, string, string) ([][]byte, error) {
		return [][]byte{secret}, nil
	}}
	_, err = sender.Send(w.t.Context(), 1)
	w.must(err)
	w.advance(20 * time.Second) // the next attempt is due
	if !strings.Contains(heard, checkoutID) {
		w.t.Errorf("the webhook does not name %s: %s", checkoutID, heard)
	}
	return status
}

// The example of a webhook has the names of a real one.
func TestDocs_WebhookExampleHasTheNamesOfARealOne(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	o.settle(o.paid("cart-1"))
	events, err := webhook.Events(t.Context(), o.db, o.shop.ID, "", 1)
	o.must(err)
	var sent map[string]any
	o.must(json.Unmarshal(events[0].Body, &sent))
	for _, lang := range []string{"ja", "en"} {
		found := regexp.MustCompile("(?s)\n\n({\n  \"type\".*?\n})\n```").FindStringSubmatch(read(t, "../../static/docs/server."+lang+".md"))
		var told map[string]any
		o.must(json.Unmarshal([]byte(found[1]), &told))
		sameNames(t, lang, told, sent)
	}
}

func sameNames(t *testing.T, at string, told, sent map[string]any) {
	t.Helper()
	for name, value := range sent {
		if _, ok := told[name]; !ok {
			t.Errorf("%s: the document does not have %s", at, name)
		}
		if inner, ok := value.(map[string]any); ok {
			of, _ := told[name].(map[string]any)
			sameNames(t, at+"."+name, of, inner)
		}
	}
	if len(told) != len(sent) {
		t.Errorf("%s: the document has %v, a webhook has %v", at, told, sent)
	}
}

// Every call in the document about the sandbox works, in the order in which it stands there.
func TestDocs_SandboxCallsWork(t *testing.T) {
	call := regexp.MustCompile(`(?m)^curl (?:--json '([^']*)' (?:\\\n +)?)?http://127\.0\.0\.1:4401/(\w+)$`)
	for _, lang := range []string{"ja", "en"} {
		o := newOutward(t, storetest.SQLite(t))
		id := o.begin("cart-1")
		sessionID := o.review(id)
		o.confirm(id, "cart-1")
		text := read(t, "../../static/docs/sandbox."+lang+".md")
		calls := call.FindAllStringSubmatch(text, -1)
		if len(calls) != strings.Count(text, "\ncurl ") || len(calls) < 15 {
			t.Errorf("%s: %d calls were understood, %d are there", lang, len(calls), strings.Count(text, "\ncurl "))
		}
		for _, found := range calls {
			body := strings.ReplaceAll(found[1], "SESSION", sessionID)
			ended := func() {}
			if strings.Contains(body, "HELD") {
				var held string
				held, ended = o.holdComplete()
				body = strings.ReplaceAll(body, "HELD", held)
			}
			if strings.Contains(body, "NOTIFICATION") {
				body = strings.ReplaceAll(body, "NOTIFICATION", o.amazon.Notifications()[0].ID)
			}
			o.control(found[2], body)
			ended()
		}
	}
}

// holdComplete lets a payment run into the hold that was ordered. It gives the held call's id, and what waits for the payment's
// end after the release.
func (o *outward) holdComplete() (heldID string, ended func()) {
	o.t.Helper()
	id := o.paid("cart-2")
	settled := make(chan error, 1)
	go func() {
		_, err := o.site.Flow.Settle(o.t.Context(), o.shop.ID, id)
		settled <- err
	}()
	ctx, cancel := context.WithTimeout(o.t.Context(), 10*time.Second)
	defer cancel()
	held, err := o.amazon.WaitHeld(ctx, "")
	o.must(err)
	return held.ID, func() {
		o.must(<-settled)
		if state := o.stateOf(id); state != checkout.Placed {
			o.t.Errorf("after the release the checkout is %s", state)
		}
	}
}

// control makes a call of the sandbox's control API: a GET without a body.
func (o *outward) control(name, body string) {
	o.t.Helper()
	method := http.MethodGet
	if body != "" {
		method = http.MethodPost
	}
	request, err := http.NewRequestWithContext(o.t.Context(), method, o.amazon.ControlURL+"/"+name, strings.NewReader(body))
	o.must(err)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	o.must(err)
	defer response.Body.Close()
	if text, _ := io.ReadAll(response.Body); response.StatusCode != http.StatusOK {
		o.t.Errorf("%s %s: %d %s", name, body, response.StatusCode, text)
	}
}
