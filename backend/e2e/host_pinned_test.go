package e2e

import (
	"fmt"
	"strings"
	"testing"

	"noren/shared/api"
)

// The pinned address with its integrity sells, a changed script does not run, and the shop's own way is left.
func TestX3_PinnedScript(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	s := h.shopper(false)
	s.open(h.ShopURL)
	pinned := evaluate[api.Pinned](s, fmt.Sprintf(`fetch("%s/embed/v1/pinned.json").then(answer => answer.json())`, h.PayURL))
	page := func(integrity string) string {
		tag := fmt.Sprintf(`<script async crossorigin src="{pay}%s" integrity=%q data-shop="{shop}"></script>`, pinned.Src, integrity)
		body := `<noren-pay cart="{cart}"><a href="/cart">購入手続きへ</a></noren-pay>`
		return strings.Replace(plain("", body), "{script}", tag, 1)
	}
	s.open(h.page("changed", page("sha384-"+strings.Repeat("A", 64))))
	s.until(`document.readyState === "complete" && !window.Noren`) // which is after all scripts
	s.wait("a", "購入手続きへ")
	s.visits(t, h.page("pinned", page(pinned.Integrity)))
	s.until(`document.querySelector("noren-pay[state=ready]") && Noren.version === ` + fmt.Sprintf("%q", pinned.Version))
	s.leavesOnce()
	s.quiet()
}
