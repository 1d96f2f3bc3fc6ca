package e2e

import (
	"strings"
	"testing"
)

// jQuery's most used line against double clicks and dead links, in three writings.
const swallow = `<script src="/guests/jquery/dist/jquery.min.js"></script><script>
	$(document).on("click", "button, a, input, noren-pay", function (e) { e.stopPropagation(); return false; });
	$("body").on("mousedown mouseup keydown touchstart submit", () => false);
	document.addEventListener("click", e => e.preventDefault());
</script>`

// Where shops put the cart's button: it looks as everywhere, one press leads to Amazon, once, and nothing else happens.
func TestX4_PlacesOfAShopPage(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	want := h.reference("")
	s := h.shopper(false)
	for name, body := range map[string]string{
		"a form that Enter submits": `<form action="/lost" method="post"><input name="coupon" aria-label="coupon">` + payElement + `<button>更新</button></form>`,
		"a label":                   `<form action="/lost"><label for="way"><input type="radio" id="way" name="way"> Amazon Pay ` + payElement + `</label></form>`,
		"a link":                    `<a href="/lost">カートへ ` + payElement + `</a>`,
		"a summary":                 `<details><summary>お支払い ` + payElement + `</summary>開いた</details>`,
		"an editable page":          `<div contenteditable="true">` + payElement + `</div>`,
		"a modal dialog":            `<dialog id="cart">` + payElement + `</dialog><script>document.getElementById("cart").showModal()</script>`,
		"a popover":                 `<div popover id="cart">` + payElement + `</div><script>document.getElementById("cart").showPopover()</script>`,
		"a shadow root": `<x-cart></x-cart><script>customElements.define("x-cart", class extends HTMLElement { connectedCallback() {
			this.attachShadow({mode: "open"}).innerHTML = "<style>button { display: none }</style>" + ` + "`" + payElement + "`" + ` } })</script>`,
		"a closed shadow root": `<x-cart></x-cart><script>customElements.define("x-cart", class extends HTMLElement { connectedCallback() {
			(this.closedRoot = this.attachShadow({mode: "closed"})).innerHTML = ` + "`" + payElement + "`" + ` } })</script>`,
		"a slot": `<x-cart>` + payElement + `</x-cart><script>customElements.define("x-cart", class extends HTMLElement { connectedCallback() {
			this.attachShadow({mode: "open"}).innerHTML = "<style>::slotted(*) { all: unset; color: red }</style><slot></slot>" } })</script>`,
		"under handlers that swallow":  swallow + payElement,
		"under a sheet that lets pass": payElement + `<div style="position: fixed; inset: 0; pointer-events: none"></div>`,
		"a table of old":               `<table width="100%"><tr><td align="center" valign="top"><font size="7" color="red"><center>` + payElement + `</center></font></td></tr></table>`,
		"a paragraph of WordPress":     `<p>` + payElement + `<br></p><p></p>`,
		"a list of buttons":            `<ul><li role="presentation"><nobr>` + payElement + `</nobr></li></ul>`,
		"a page without a doctype":     "quirks" + payElement,
	} {
		t.Run(name, func(t *testing.T) {
			html := plain("", body)
			if rest, is := strings.CutPrefix(body, "quirks"); is {
				html = strings.TrimPrefix(plain("", rest), "<!doctype html>")
			}
			s.visits(t, h.page(name, html))
			s.until(buttonOf("noren-pay"))
			s.picture("place-" + name)
			s.looksAs(want, "noren-pay")
			s.leavesOnce()
			if lost := s.asked("/lost"); len(lost) > 0 {
				t.Errorf("the page went to %s", lost)
			}
		})
	}
}
