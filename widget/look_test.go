//go:build !js

package widget

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"noren/shared/api"
	"noren/shared/button"
)

// measured is a button as it lies in the page, in CSS pixels.
type measured struct {
	Width, Height float64
	Lines         int
	Inside        bool // every piece of the label lies inside the button
	Transform     string
	Spacing       string
}

const measure = `(html, width) => {
	const { host } = serve(html, width);
	const found = host.shadowRoot.querySelector("button"), box = found.getBoundingClientRect();
	const pieces = [...found.querySelectorAll("[part=label] > span")].map((piece) => piece.getBoundingClientRect());
	const { textTransform: Transform, letterSpacing: Spacing } = getComputedStyle(host.shadowRoot.querySelector("p"));
	host.remove();
	return {
		Width: box.width, Height: box.height, Lines: new Set(pieces.map(({ top }) => top)).size,
		Inside: pieces.every((p) => p.left > box.left && p.right < box.right && p.top > box.top && p.bottom < box.bottom),
		Transform, Spacing,
	};
}`

func payButton(lang api.Lang, kind button.Kind, size button.Size) string {
	return HTML(api.View{Lang: lang, Pay: &api.PayView{Kind: kind, Style: button.Style{Colour: button.Gold, Size: size}}})
}

// R3-6, R3-8: a button has the box of its size, and its label lies inside it, in one line where the size has room for that,
// in a page whose styles try to change it.
func TestR3_6_LabelsFitTheirButtons(t *testing.T) {
	p := open(t)
	for _, lang := range languages {
		for _, kind := range kinds {
			for _, size := range sizes {
				var got measured
				p.ask(measure, &got, payButton(lang, kind, size), "320px")
				want := size.Box()
				if want.Width == 0 {
					want.Width = 320
				}
				if got.Width != float64(want.Width) || got.Height != float64(want.Height) || !got.Inside {
					t.Errorf("%s %s %s: %+v, want %+v", lang, kind, size, got, want)
				}
				if size != button.Small && got.Lines != 1 {
					t.Errorf("%s %s %s: label in %d lines", lang, kind, size, got.Lines)
				}
				if got.Transform != "none" || got.Spacing != "normal" {
					t.Errorf("the page's styles reach the component: %+v", got)
				}
			}
		}
	}
}

// every button is large enough for a finger (44 px; Amazon's own smallest is 42).
func TestX20_TargetSize(t *testing.T) {
	p := open(t)
	for _, view := range views() {
		var got []float64
		p.ask(`(html) => {
			const { host } = serve(html, "320px");
			for (const each of host.shadowRoot.querySelectorAll("[hidden]")) each.hidden = false;
			const targets = [...host.shadowRoot.querySelectorAll("button, select, input:not([type=checkbox]), label:has(input)")];
			const heights = targets.map((each) => each.getBoundingClientRect().height);
			host.remove();
			return heights;
		}`, &got, HTML(view))
		if view.Pay != nil && got[0] == button.MinHeight {
			got = got[1:]
		}
		for _, height := range got {
			if height < 44 {
				t.Errorf("%+v: %v", view, got)
			}
		}
	}
}

// the keyboard's focus is seen on any ground: light, dark, light, at a distance from the button.
func TestX20_FocusRing(t *testing.T) {
	p := open(t)
	focusable := []api.View{
		views()[0],
		{Address: &address},
		{Order: &api.OrderView{Total: 1}},
		{Reflect: &api.ReflectView{}},
		{Order: &api.OrderView{Questions: []api.Field{api.Phone}}},
		{Order: &api.OrderView{Questions: []api.Field{api.Prefecture}}},
	}
	for _, view := range focusable {
		var got struct{ Shadow, Outline string }
		p.ask(`(html) => {
			const found = serve(html).host.shadowRoot.querySelector("input, select, button");
			found.focus({ focusVisible: true });
			const { boxShadow: Shadow, outlineStyle: Outline } = getComputedStyle(found);
			return { Shadow, Outline };
		}`, &got, HTML(view))
		if strings.Count(got.Shadow, "rgb(255, 255, 255) 0px 0px") != 2 || !strings.Contains(got.Shadow, rgb(ring(t)[1])) || got.Outline != "solid" {
			t.Errorf("%+v", got)
		}
	}
}

// who asks for little motion gets none; who chooses the colours gets those.
func TestX20_ReducedMotionAndForcedColours(t *testing.T) {
	p := open(t)
	t.Cleanup(func() { p.prefer() })
	look := func() (animation, background string) {
		var got []string
		p.ask(`(html) => {
			const root = serve(html).host.shadowRoot.querySelector(".noren");
			root.dataset.state = "busy";
			const found = root.querySelector("button");
			return [getComputedStyle(found, "::after").animationName, getComputedStyle(found).backgroundImage];
		}`, &got, payButton(api.Japanese, button.Pay, button.Medium))
		return got[0], got[1]
	}
	if animation, background := look(); animation != "turn" || !strings.Contains(background, "gradient") {
		t.Errorf("without wishes: %s, %s", animation, background)
	}
	p.prefer(&emulation.MediaFeature{Name: "prefers-reduced-motion", Value: "reduce"})
	if animation, _ := look(); animation != "none" {
		t.Errorf("with reduced motion it does %s", animation)
	}
	p.force()
	if _, background := look(); background != "none" {
		t.Errorf("with forced colours the ground is %s", background)
	}
}

// Japanese breaks between phrases and shows Japanese glyphs, whatever the language of the page around it; English is English.
func TestTextIsOfItsLanguage(t *testing.T) {
	p := open(t)
	for lang, want := range map[api.Lang]string{api.Japanese: `"ja" auto-phrase`, api.English: `"en" normal`} {
		var got string
		p.ask(`(html) => {
			const { webkitLocale, wordBreak } = getComputedStyle(serve(html).host.shadowRoot.querySelector("p"));
			return webkitLocale + " " + wordBreak;
		}`, &got, payButton(lang, button.Pay, button.Medium))
		if got != want {
			t.Errorf("%s: %s, want %s", lang, got, want)
		}
	}
}

// prefer sets what the shopper asked of the system.
func (p page) prefer(features ...*emulation.MediaFeature) {
	p.Helper()
	p.run(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
		return err
	}))
}

// force takes the colours away, as Windows does for who chooses them.
func (p page) force() {
	p.Helper()
	p.prefer(&emulation.MediaFeature{Name: "forced-colors", Value: "active"}) //nolint:misspell // CSS spells it so
}
