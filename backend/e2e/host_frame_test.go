package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// A cart in a frame: Amazon's pages stand in none, so the whole window leaves, also out of another site's page.
func TestX3_CartInAFrame(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	s := h.shopper(false)
	inner := h.page("inner", plain("", payElement+`<script>addEventListener("noren:ready", () => parent.postMessage("ready", "*"))</script>`))
	outer := h.page("outer", `<!doctype html><html lang="ja"><title>お店</title><script>addEventListener("message", () => { window.drawn = true })</script>
		<iframe title="カート" width="600" height="400" src="`+inner+`"></iframe>`)
	for name, address := range map[string]string{"the shop's page": outer, "another site's page": strings.Replace(outer, "shop.localhost", "127.0.0.1", 1)} {
		t.Run(name, func(t *testing.T) {
			s.visits(t, address)
			s.until("window.drawn")
			at := evaluate[point](s, `(() => { const r = document.querySelector("iframe").getBoundingClientRect(); return {X: r.x + 100, Y: r.y + 170}; })()`)
			s.click(at, 1)
			s.arrive("amazon.localhost")
		})
	}
}

// A frame that may not leave its window says so instead of waiting for ever.
func TestX3_FrameThatMayNotLeave(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	s := h.shopper(false)
	inner := h.page("inner", plain("", payElement))
	s.open(h.page("outer", fmt.Sprintf(`<!doctype html><title>お店</title><iframe sandbox="allow-scripts allow-same-origin" width="600" height="400" src=%q></iframe>`, inner)))
	s.until(buttonOf("noren-pay"))
	evaluate[bool](s, buttonOf("noren-pay")+".click() ?? true")
	s.until(buttonOf("noren-pay") + `.getRootNode().querySelector("[data-state=error] [role=status]").textContent`)
	if said := strings.Join(s.console(), " "); !strings.Contains(said, "noren:") {
		t.Errorf("the console says %q", said)
	}
}
