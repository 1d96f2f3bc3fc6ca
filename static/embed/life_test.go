package embed_test

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/memory"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"noren/shared/api"
)

// Turbo keeps a page as a clone and shows it again; pjax moves; React makes an element first and gives it attributes afterwards.
func TestX3_SinglePageShops(t *testing.T) {
	for name, script := range map[string]string{
		"cloned page":      `const copy = document.body.cloneNode(true); document.documentElement.replaceChild(copy, document.body)`,
		"moved":            `const box = document.createElement("section"); document.body.append(box); box.append(document.querySelector("noren-pay"))`,
		"taken out and in": `const pay = document.querySelector("noren-pay"); pay.remove(); setTimeout(() => document.body.append(pay), 50)`,
		"made by a script": `document.querySelector("noren-pay").remove(); const pay = document.createElement("noren-pay"); pay.setAttribute("size", "large");
			document.body.append(pay); pay.setAttribute("cart", "late")`,
		"in a template": `document.querySelector("noren-pay").remove(); const t = document.createElement("template"); t.innerHTML = "<noren-pay cart=t></noren-pay>"; document.body.append(t.content.cloneNode(true))`,
		"in a shadow root": `document.querySelector("noren-pay").remove(); const app = document.createElement("div"); document.body.append(app);
			app.attachShadow({ mode: "open" }).innerHTML = "<noren-pay></noren-pay>"; const one = document.querySelector.bind(document);
			document.querySelector = name => one(name) ?? app.shadowRoot.querySelector(name)`,
	} {
		t.Run(name, func(t *testing.T) {
			shopper, n := visitProgram(t, `<p>top</p><noren-pay cart="c"></noren-pay>`)
			hover(shopper)
			shopper.until(live)
			shopper.do(watchHost)
			shopper.do(script)
			shopper.rest()
			shopper.until(`document.querySelector("noren-pay[state=ready]") && ` + live)
			shopper.click(action("noren-pay"))
			shopper.until(`document.title == "launched"`)
			if begins := len(n.asked("begin")); begins != 1 {
				t.Errorf("%d begins", begins)
			}
		})
	}
}

// The answer to an older cart comes after the attribute has changed: the newer one stands there in the end.
func TestX3_AttributesThatChangeDuringARequest(t *testing.T) {
	shopper, n, _ := visit(t, `<noren-pay cart="c1"></noren-pay>`)
	hold := make(chan struct{})
	n.onRender(func(request api.RenderRequest) api.RenderResponse { <-hold; return draw(request) })
	renders := len(n.asked("render"))
	shopper.do(`document.querySelector("noren-pay").setAttribute("cart", "c2")`)
	n.until(t, "render", renders+1)
	shopper.do(`document.querySelector("noren-pay").setAttribute("cart", "c3"); document.querySelector("noren-pay").setAttribute("cart", "c4")`)
	close(hold)
	shopper.until(action("noren-pay") + `.textContent.endsWith("c4")`)
	if got := len(n.asked("render")) - renders; got != 2 {
		t.Errorf("%d requests", got)
	}
}

// weight is what the page holds when everything that may go is gone.
type weight struct {
	heap             float64 // bytes
	nodes, listeners int64
}

func (s *tab) weight() weight {
	s.t.Helper()
	var w weight
	s.run(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		for range 3 {
			if _, err := cdp.Call(ctx, target, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
				return err
			}
		}
		usage, err := cdp.Call(ctx, target, runtime.GetHeapUsage, cdp.Empty{})
		if err != nil {
			return err
		}
		counters, err := cdp.Call(ctx, target, memory.GetDOMCounters, cdp.Empty{})
		w = weight{usage.UsedSize, counters.Nodes, counters.JsEventListeners}
		return err
	}))
	return w
}

// With the real program: a thousand elements come, are taken over, and go.
func TestX3_AThousandMountsLeaveNothingBehind(t *testing.T) {
	n := newNoren(t)
	program := n.realProgram(t)
	n.onRender(func(request api.RenderRequest) api.RenderResponse {
		response := settings(request)
		response.Program = program
		return response
	})
	s := newShop(t, n, `<p>top</p><noren-pay></noren-pay><div id="app"></div>`)
	shopper := newTab(t)
	shopper.open(s.URL)
	shopper.until(`document.querySelector("noren-pay[state=ready]")`)
	hover(shopper)
	shopper.until(live)
	round := `(async () => { const app = document.querySelector("#app");
		for (let i = 0; i < 10; i++) {
			app.replaceChildren(...Array.from({ length: 25 }, () => document.createElement("noren-pay")));
			while (![...app.children].every(e => e.shadowRoot.querySelector("[data-noren-program=live] button"))) await new Promise(done => setTimeout(done, 5));
		}
		app.replaceChildren(); await new Promise(done => setTimeout(done, 50)); return true })()`
	eval[bool](shopper, round) // fills the pools and caches
	before := shopper.weight()
	for range 4 {
		eval[bool](shopper, round)
	}
	after := shopper.weight()
	t.Logf("before %+v, after a thousand mounts %+v", before, after)
	if after.heap-before.heap > 500e3 || after.nodes-before.nodes > 5000 || // what Blink has not yet collected; a mount has fifteen
		after.listeners-before.listeners > 100 {
		t.Errorf("grown from %+v to %+v", before, after)
	}
}
