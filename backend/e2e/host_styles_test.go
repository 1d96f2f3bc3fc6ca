package e2e

import "testing"

// Styles that shops have, or that somebody wrote to break us: the button looks as on a page without any, and can be pressed.
func TestX4_HostileStyles(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	want := h.reference("")
	s := h.shopper(false)
	for name, css := range map[string]string{
		"everything unset":     `* { all: unset !important; } style, script, head { display: none !important; }`,
		"everything reverted":  `* { all: revert !important; }`,
		"buttons hidden":       `button, input, label, [role=button] { display: none !important; visibility: hidden !important; pointer-events: none !important; }`,
		"hidden is shown":      `[hidden], template { display: block !important; } div:empty, p:empty, span:empty { display: none !important; }`,
		"everything moves":     `*, *::before, *::after { transition: all 3s ease !important; animation-duration: 3s !important; } @keyframes sway { to { letter-spacing: 9px } } main * { animation: sway 1s infinite alternate; }`,
		"small root text":      `html { font-size: 62.5%; } body { font-size: 1.2rem; }`,
		"no line height":       `body { line-height: 0; font-size: 0; }`,
		"image replacement":    `main > * { text-indent: -9999px; white-space: nowrap; overflow: hidden; }`,
		"letters of a banner":  `body { letter-spacing: .5em; word-spacing: 2em; text-transform: uppercase; font: italic 900 40px/3 fantasy; text-shadow: 0 0 9px red; font-variant: small-caps; }`,
		"right to left":        `html { direction: rtl; unicode-bidi: bidi-override; }`,
		"vertical writing":     `body { writing-mode: vertical-rl; text-orientation: upright; }`,
		"everything is red":    `* { color: red !important; background: red !important; border: 9px solid red !important; box-shadow: 0 0 9px red !important; }`,
		"not to be selected":   `* { user-select: none !important; cursor: none !important; -webkit-user-drag: none; hyphens: auto; word-break: break-all !important; text-align: justify !important; }`,
		"content box":          `* { box-sizing: content-box !important; padding: 7px !important; min-width: auto !important; }`,
		"a narrow flexbox":     `main { display: flex; width: 900px; } main > * { flex: 1 1 auto; min-width: auto; }`,
		"a grid of content":    `main { display: grid; grid-template-columns: min-content max-content auto; }`,
		"a table":              `main { display: table; table-layout: fixed; width: 900px; } main > * { display: table-cell; }`,
		"columns":              `main { columns: 2; }`,
		"dark":                 `html { background: #000; color: #eee; color-scheme: dark; }`,
		"zoomed":               `main { zoom: 1.25; }`,
		"turned":               `main { transform: rotate(3deg) scale(.9); filter: saturate(.8); perspective: 500px; }`,
		"contained":            `main { contain: content; content-visibility: auto; will-change: transform; }`,
		"a drawer":             `main { position: fixed; inset: 0 0 auto auto; width: 320px; height: 300px; overflow: hidden auto; z-index: 9; }`,
		"inline elements":      `noren-pay { display: inline-block; float: left; clear: both; }`,
		"variables of ours":    `:root { --top: red; --bottom: red; --line: red; --shine: red; --label-size: 40px; --pressed: red; }`,
		"parts of other shops": `::part(button) { } .amazon, .noren, .main, .order, .change { display: none !important; color: red !important; }`,
	} {
		t.Run(name, func(t *testing.T) {
			s.visits(t, h.page(name, plain(css, payElement)))
			s.until(`document.querySelector("noren-pay[state=ready]")`)
			s.picture("style-" + name)
			s.looksAs(want, "noren-pay")
		})
	}
}
