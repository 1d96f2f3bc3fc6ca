//go:build !js

package widget

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"noren/shared/api"
	"noren/shared/button"
)

// X-20, WCAG 2.2 «Focus Appearance», technique C40: whatever the page's ground and the button's colour, one of the ring's two colours
// stands out from it by 3 : 1, and the two stand out from each other.
func TestX20_FocusRingStandsOutEverywhere(t *testing.T) {
	bands := ring(t)
	least := func(ground button.RGB) float64 {
		return max(button.Contrast(bands[0], ground), button.Contrast(bands[1], ground))
	}
	if got := button.Contrast(bands[0], bands[1]); got < 9 {
		t.Errorf("the ring's colours have a contrast of %.2f, want 9", got)
	}
	for _, colour := range button.Colours {
		p := colour.Palette()
		for _, ground := range []button.RGB{p.Fill[0], p.Fill[1], p.Pressed, p.Line[0], p.Line[1], p.Line[2]} {
			if got := least(ground); got < 3 {
				t.Errorf("%s: %.2f beside %v", colour, got, ground)
			}
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		ground := button.RGB{R: rapid.Byte().Draw(rt, "r"), G: rapid.Byte().Draw(rt, "g"), B: rapid.Byte().Draw(rt, "b")}
		if got := least(ground); got < 3 {
			rt.Fatalf("%.2f on %v", got, ground)
		}
	})
}

// ring is the light and the dark colour of the style sheet's ring.
func ring(t *testing.T) [2]button.RGB {
	t.Helper()
	found := regexp.MustCompile(`--ring: 0 0 0 2px #fff, 0 0 0 5px (#\w{6}), 0 0 0 7px #fff;`).FindStringSubmatch(Styles())
	if found == nil {
		t.Fatal("the styles have no ring")
	}
	dark, err := button.ParseRGB(found[1])
	if err != nil {
		t.Fatal(err)
	}
	return [2]button.RGB{{R: 255, G: 255, B: 255}, dark}
}

// the lines that mark a box of ours, and our own buttons, stand out from light pages and from dark ones.
func TestX20_LinesStandOutOnLightAndDark(t *testing.T) {
	grounds := []button.RGB{{R: 255, G: 255, B: 255}, {R: 0x16, G: 0x18, B: 0x1d}}
	coloured := regexp.MustCompile(`(?:--accent:|border-inline-start: \dpx solid|border-color:|border: 2px solid|--noren-order-background,) (#\w{6})`)
	lines := coloured.FindAllStringSubmatch(components, -1)
	if len(lines) < 6 {
		t.Fatalf("found only %v", lines)
	}
	for _, line := range lines {
		colour, err := button.ParseRGB(line[1])
		if err != nil {
			t.Fatal(err)
		}
		for _, ground := range grounds {
			if got := button.Contrast(colour, ground); got < 3 {
				t.Errorf("%s on %v: %.2f", line[0], ground, got)
			}
		}
	}
}

// with colours of the shopper's choice every button has a border that is seen.
func TestX20_ForcedColoursShowTheBorders(t *testing.T) {
	p := open(t)
	t.Cleanup(func() { p.prefer() })
	p.force()
	for _, view := range append(one, api.View{Link: &api.LinkView{State: api.LinkReady}}) {
		var got []string
		p.ask(`(html) => {
			const { host } = serve(html);
			for (const each of host.shadowRoot.querySelectorAll("[hidden]")) each.hidden = false;
			const bad = [...host.shadowRoot.querySelectorAll("button, select, input:not([type=checkbox])")].filter((each) => {
				const css = getComputedStyle(each);
				return css.borderTopColor == css.backgroundColor || /^rgba.*, 0\)$/.test(css.borderTopColor) || css.borderTopWidth == "0px" || css.color == css.backgroundColor;
			}).map((each) => each.outerHTML);
			host.remove();
			return bad;
		}`, &got, HTML(view))
		if len(got) > 0 {
			t.Errorf("%v", got)
		}
	}
}
