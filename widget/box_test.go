//go:build !js

package widget

import (
	"fmt"
	"math"
	"testing"

	"noren/shared/api"
	"noren/shared/button"
)

// asked is a button in a column of a width, of the height that a page asks for.
type asked struct {
	Size   button.Size
	Width  int
	Height string
}

// box is that button as it is drawn.
type box struct {
	Width, Height, Font float64
	Inside, Overflow    bool // every piece of the label is inside; something sticks out of the column
}

const boxOf = `(all) => all.map(({ html, width, height }) => {
	const { host } = serve(html, width + "px");
	host.style.margin = "0";
	if (height) host.style.setProperty("--noren-button-height", height);
	const found = host.shadowRoot.querySelector("button"), b = found.getBoundingClientRect();
	const pieces = [...found.querySelectorAll("[part=label] > span")].map((piece) => piece.getBoundingClientRect());
	const got = {
		Width: b.width, Height: b.height, Font: parseFloat(getComputedStyle(found.firstElementChild).fontSize),
		Inside: pieces.every((p) => p.left > b.left && p.right < b.right && p.top > b.top && p.bottom < b.bottom),
		Overflow: host.scrollWidth > width || host.shadowRoot.querySelector(".noren").scrollWidth > width,
	};
	host.remove();
	return got;
})`

func (p page) boxes(lang api.Lang, all []asked) []box {
	p.Helper()
	var request []map[string]any
	for _, each := range all {
		request = append(request, map[string]any{"html": payButton(lang, button.Pay, each.Size), "width": each.Width, "height": each.Height})
	}
	var got []box
	p.ask(boxOf, &got, request)
	return got
}

// R3-6: whatever the column and the height that is asked for, also one that is none, a button keeps Amazon's rule. Where there is
// less room than Amazon's least width, it takes what there is.
func TestR3_6_EveryWidthAndHeightKeepsAmazonsRule(t *testing.T) {
	p := open(t)
	var all []asked
	for _, size := range button.Sizes {
		for width := 80; width <= 900; width += 41 {
			for _, height := range []string{"", "1px", "42px", "3.5rem", "64px", "100px", "150px", "193px", "5000px", "-3px", "auto", "50", "50%"} {
				all = append(all, asked{size, width, height})
			}
		}
		all = append(all, asked{size, button.MinWidth, ""}, asked{size, button.MinWidth - 1, "200px"}, asked{size, 109, ""}, asked{size, 251, "96.5px"})
	}
	for _, lang := range languages {
		for i, got := range p.boxes(lang, all) {
			if !got.Inside || got.Overflow || got.Width > float64(all[i].Width) || got.Font < 10 {
				t.Errorf("%s %+v: %+v", lang, all[i], got)
			}
			if fault := againstTheRule(got); fault != "" && all[i].Width >= button.MinWidth {
				t.Errorf("%s %+v: %+v: %s", lang, all[i], got, fault)
			}
		}
	}
}

// againstTheRule names what breaks Amazon's rule, if anything. A browser's layout has steps of 1/64 px.
func againstTheRule(b box) string {
	const step = 1.0 / 32
	ratio := b.Width / b.Height
	switch {
	case b.Width < button.MinWidth-step || b.Width > button.MaxWidth+step:
		return "width"
	case b.Height < button.MinHeight-step || b.Height > button.MaxHeight+step:
		return "height"
	case b.Width+step < button.MinRatio*b.Height || b.Width > button.MaxRatio*b.Height+button.MaxRatio*step:
		return fmt.Sprintf("ratio %.3f", ratio)
	}
	return ""
}

// R3-6: a height that the rule allows is the height that one gets, and the width follows it no farther than the rule wants.
func TestR3_6_ButtonsHaveTheHeightAskedFor(t *testing.T) {
	p := open(t)
	for each, want := range map[asked][2]float64{
		{button.Medium, 900, "50px"}:  {200, 50},
		{button.Medium, 900, "100px"}: {260, 100}, // 2.6 × 100
		{button.Small, 900, "42px"}:   {160, 42},
		{button.Large, 900, "60px"}:   {300, 60},
		{button.Fluid, 390, "52px"}:   {390, 52},
		{button.Fluid, 900, "52px"}:   {520, 52}, // 10 × 52
		{button.Fluid, 900, "80px"}:   {600, 80},
		{button.Fluid, 260, "193px"}:  {260, 100}, // 260 ÷ 2.6
		{button.Medium, 130, "80px"}:  {130, 50},
	} {
		got := p.boxes(api.Japanese, []asked{each})[0]
		if math.Abs(got.Width-want[0]) > 0.1 || math.Abs(got.Height-want[1]) > 0.1 {
			t.Errorf("%+v: %.2f × %.2f, want %v", each, got.Width, got.Height, want)
		}
	}
}

// Where the page centres what stands in its lines, the button is centred, also when a notice beside it is wider; in a page that
// writes from right to left it stands on the right.
func TestButtonsStandWhereThePagePutsThem(t *testing.T) {
	p := open(t)
	html := HTML(api.View{Pay: &api.PayView{Kind: button.Pay, Style: button.Default, Notice: api.PaymentDeclined}})
	for style, want := range map[string]float64{
		"":                                    0,
		"text-align:center":                   300,
		"text-align:end":                      600,
		"direction:rtl":                       600,
		"direction:rtl;text-align:end":        0,
		"width:fit-content;text-align:center": 125, // as wide as the notice, 450 px
		"text-align:justify;font-size:80px":   0,
		"text-align:center;line-height:90px":  300,
		"text-align:-webkit-center;zoom:1":    300,
	} {
		var got struct{ Left, Top, Height float64 }
		p.ask(`(html, style) => {
			const { host } = serve(html, "800px");
			host.style.cssText = "display:block;margin:0;width:800px;" + style;
			const found = host.shadowRoot.querySelector("button").getBoundingClientRect(), box = host.getBoundingClientRect();
			const frame = host.shadowRoot.querySelector("[part=notice]").getBoundingClientRect();
			host.remove();
			return { Left: found.left - box.left, Top: found.top - box.top, Height: frame.top - box.top };
		}`, &got, html, style)
		if math.Abs(got.Left-want) > 1 || got.Top != 0 || got.Height != 55 {
			t.Errorf("%q: %+v, want left %v, top 0, the notice 10 px below the 45 px", style, got, want)
		}
	}
}
