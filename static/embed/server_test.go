package embed_test

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/person"
	"noren/static/bundle"
)

// noren plays our server at the wire: canned answers, and a list of what was asked.
type noren struct {
	*httptest.Server
	files map[string][]byte
	types map[string]string // instead of the right ones

	mu      sync.Mutex
	calls   []call
	render  func(api.RenderRequest) api.RenderResponse
	lost    string
	refusal *api.Problem
	step    func(name string) (status int, answer any) // answers begin, change, confirm
	check   func(api.CheckRequest) api.CheckResponse
}

type call struct {
	Name    string
	Header  http.Header
	Body    string
	Problem error
}

const programText = `export default (globalThis) => class {
  importObject = {};
  async run() {
    await window.gate;
    let count = 0;
    const roots = {};
    const draw = (root, json) => {
      const view = JSON.parse(json);
      root.className = "noren";
      root.dataset.state = "ready";
      root.dataset.busy = "live-busy";
      root.dataset.offline = "live-offline";
      const button = root.querySelector("button") ?? globalThis.document.createElement("button");
      button.type = "button";
      button.setAttribute("part", "button");
      button.dataset.do = "begin";
      button.dataset.kind = "pay";
      button.textContent = "live " + view.pay.style.colour;
      const note = globalThis.document.createElement("input");
      note.className = "note";
      const tick = globalThis.document.createElement("input");
      tick.type = "checkbox";
      const notice = root.querySelector("p") ?? globalThis.document.createElement("p");
      notice.setAttribute("part", "notice");
      if (!root.firstChild) root.append(button, note, tick, notice);
    };
    window.program = { global: globalThis, mounted: 0, updated: 0, released: 0 };
    await new Promise((end) => {
      window.program.end = end;
      globalThis.noren.ready({
        mount(container, view) {
          window.program.mounted++;
          roots[++count] = container.firstElementChild;
          draw(roots[count], view);
          return count;
        },
        update(handle, view) { window.program.updated++; draw(roots[handle], view); },
        release(handle) { window.program.released++; delete roots[handle]; },
        check() { return "[]"; },
      });
    });
  }
}`

func newNoren(t *testing.T) *noren {
	t.Helper()
	loader, err := bundle.Loader(".")
	if err != nil {
		t.Fatal(err)
	}
	n := &noren{files: map[string][]byte{
		"exec.js":      []byte(programText),
		"program.wasm": {0, 'a', 's', 'm', 1, 0, 0, 0},
	}}
	for _, file := range loader {
		n.files[file.Name] = file.Content
	}
	n.render = draw
	n.check = func(r api.CheckRequest) api.CheckResponse { return person.Check(r.Typed, r.Lang) }
	n.step = func(string) (int, any) {
		return http.StatusOK, api.Departure{Go: n.URL + "/launch/chk_1", Checkout: "chk_1"}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /embed/v1/noren.js", n.file)
	mux.HandleFunc("GET /embed/v1/assets/{name}", n.file)
	mux.HandleFunc("POST /embed/v1/{step}", n.answer)
	mux.HandleFunc("GET /launch/{id}", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<!doctype html><title>launched</title>")
	})
	n.Server = httptest.NewServer(mux)
	t.Cleanup(n.Close)
	return n
}

func (n *noren) file(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if name == "" {
		name = "noren.js"
	}
	n.note(call{Name: name})
	n.mu.Lock()
	lost := n.lost == name
	n.mu.Unlock()
	if lost {
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Content-Type", "text/javascript")
	if strings.HasSuffix(name, ".wasm") {
		w.Header().Set("Content-Type", "application/wasm")
	}
	if other, is := n.types[name]; is {
		w.Header().Set("Content-Type", other)
	}
	_, _ = w.Write(n.files[name])
}

func (n *noren) answer(w http.ResponseWriter, r *http.Request) {
	step := r.PathValue("step")
	body, err := io.ReadAll(r.Body)
	n.note(call{step, r.Header, string(body), err})
	w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
	status := http.StatusOK
	var answer any
	n.mu.Lock()
	render, other, check, refusal := n.render, n.step, n.check, n.refusal
	n.mu.Unlock()
	switch step {
	case "render":
		var request api.RenderRequest
		if err := json.Unmarshal(body, &request); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		answer = render(request)
		if refusal != nil {
			answer = *refusal
		}
	case "check":
		var request api.CheckRequest
		if err := json.Unmarshal(body, &request); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		answer = check(request)
	default:
		status, answer = other(step)
	}
	if problem, is := answer.(api.Problem); is {
		status = problem.Status
	}
	if status == 0 {
		panic(http.ErrAbortHandler) // the connection breaks
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer)
}

func (n *noren) note(c call) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.calls = append(n.calls, c)
}

// asked lists the calls of one name so far.
func (n *noren) asked(name string) []call {
	n.mu.Lock()
	defer n.mu.Unlock()
	var found []call
	for _, c := range n.calls {
		if c.Name == name {
			found = append(found, c)
		}
	}
	return found
}

// until waits for so many calls of one name.
func (n *noren) until(t *testing.T, name string, count int) {
	t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for len(n.asked(name)) < count {
		select {
		case <-deadline.C:
			t.Fatalf("%d calls of %s, not %d", len(n.asked(name)), name, count)
		case <-again.C:
		}
	}
}

func (n *noren) onRender(render func(api.RenderRequest) api.RenderResponse) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.render = render
}

// lose breaks the connection whenever this file is asked for.
func (n *noren) lose(name string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.lost = name
}

// refuse answers every rendering with a problem.
func (n *noren) refuse(problem api.Problem) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.refusal = &problem
}

func (n *noren) onStep(step func(string) (int, any)) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.step = step
}

func (n *noren) onCheck(check func(api.CheckRequest) api.CheckResponse) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.check = check
}

func body[T any](t *testing.T, c call) T {
	t.Helper()
	var value T
	if err := json.Unmarshal([]byte(c.Body), &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// draw answers as the real server does, with the HTML contract of the widget.
func draw(request api.RenderRequest) api.RenderResponse {
	response := api.RenderResponse{
		Styles:   `:host { display: block } [part~="button"] { width: 200px; height: 45px; font-size: 13px } p { margin: 0 }`,
		Elements: []api.Rendered{},
	}
	for _, element := range request.Elements {
		response.Elements = append(response.Elements, drawn(element))
	}
	return response
}

func drawn(element api.Element) api.Rendered {
	do, what := "begin", ""
	switch element.Name {
	case api.OrderElement:
		do = "confirm"
	case api.AddressElement, api.PaymentElement:
		do, what = "change", string(element.Name)
	case api.PayElement, api.LoginElement, api.ReflectElement, api.GuideElement, api.LinkElement:
	}
	style := button.Style{Colour: button.Gold, Size: button.Medium}
	if element.Colour != "" {
		style.Colour = element.Colour
	}
	kind := button.Pay
	if element.Name == api.LoginElement {
		kind = button.Login
	}
	return api.Rendered{
		ID: element.ID,
		HTML: fmt.Sprintf(`<div class="noren" part="root" lang="ja" data-state="ready" data-busy="移動しています" data-offline="つながりません">`+
			`<button type="button" part="button" data-do=%q data-kind=%q data-what=%q>%s %s</button><input class="note"><input type="checkbox">`+
			`<p part="notice" role="status" aria-live="polite">はじめ</p></div>`, do, kind, what, style.Colour, html.EscapeString(element.Cart)),
		View: &api.View{Lang: api.Japanese, Site: button.PC, Pay: &api.PayView{Kind: kind, Style: style, Notice: api.Code(element.Cart)}},
	}
}

// withProgram adds the browser program to an answer.
func withProgram(request api.RenderRequest) api.RenderResponse {
	response := draw(request)
	response.Program = &api.Program{Wasm: "program.wasm", Exec: "exec.js"}
	return response
}

// shop serves one page on its own origin, with the headers that it is given.
type shop struct {
	*httptest.Server
	page   string
	header http.Header
}

func newShop(t *testing.T, n *noren, bodyHTML string) *shop {
	t.Helper()
	s := &shop{header: http.Header{}}
	s.page = `<!doctype html><html lang="ja"><meta charset="utf-8"><title>shop</title><body>` + bodyHTML + n.tag("shop_1") + `</body></html>`
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/favicon.ico" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for name, values := range s.header {
			w.Header()[name] = values
		}
		_, _ = io.WriteString(w, s.page)
	}))
	// «localhost» instead of 127.0.0.1: another site than our server.
	s.URL = strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
	t.Cleanup(s.Close)
	return s
}

func (n *noren) tag(shopID string) string {
	return fmt.Sprintf(`<script async crossorigin src="%s/embed/v1/noren.js" data-shop=%q></script>`, n.URL, shopID)
}

// visit opens a shop page with these elements and waits until the first is drawn.
func visit(t *testing.T, bodyHTML string) (*tab, *noren, *shop) {
	t.Helper()
	n := newNoren(t)
	s := newShop(t, n, bodyHTML)
	shopper := newTab(t)
	shopper.open(s.URL + "/cart")
	shopper.until(action("noren-pay"))
	return shopper, n, s
}
