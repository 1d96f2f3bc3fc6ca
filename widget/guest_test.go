//go:build !js

package widget

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/button"
)

// everything is one of each component with all that the loader shows later, in the column of a telephone.
func everything(lang api.Lang) []string {
	all := others(lang, button.SP)
	for _, view := range matrix(lang, button.SP) {
		if view.Pay.Style.Colour == button.DarkGray && view.State == api.Busy {
			all = append(all, HTML(view))
		}
	}
	return all
}

// drawIn draws components in a page of a style, and describes every element of theirs: where it lies, and how it is written.
const drawIn = `(all, css) => {
	const style = document.createElement("style");
	style.textContent = css;
	document.head.append(style);
	const described = all.map((html) => {
		const { host } = serve(html);
		host.style.cssText = "display:block !important;margin:0 !important;padding:0 !important;border:0 !important;text-align:left !important;width:358px !important";
		const root = host.shadowRoot.querySelector(".noren"), at = root.getBoundingClientRect();
		for (const each of root.querySelectorAll("[hidden]")) each.hidden = false;
		const lines = [...root.querySelectorAll(":not(option)")].map((each) => {
			const box = each.getBoundingClientRect(), css = getComputedStyle(each);
			const at64 = (n) => Math.round(n * 64) / 64;
			return [each.localName, each.getAttribute("part"), at64(box.left - at.left), at64(box.top - at.top), at64(box.width), at64(box.height),
				css.fontSize, css.fontWeight, css.fontFamily.slice(0, 20), css.letterSpacing, css.textTransform, css.visibility, css.direction,
				css.textIndent, css.whiteSpace, css.pointerEvents, css.cursor, css.writingMode, css.fontStyle].join(" ");
		});
		host.remove();
		return lines.join("\n");
	});
	style.remove();
	return described;
}`

func (p page) drawIn(css string, all []string) []string {
	p.Helper()
	var got []string
	p.ask(drawIn, &got, all, css)
	return got
}

// no style of the page changes anything inside, however it insists; and a page that writes from right to
// left has a guest that does not.
func TestX4_NoStyleLeaksIn(t *testing.T) {
	p := open(t)
	for _, lang := range languages {
		all := everything(lang)
		want := p.drawIn("", all)
		for name, css := range map[string]string{
			"insists": `* { letter-spacing: 9px !important; text-transform: uppercase !important; line-height: 4 !important; text-indent: 3em !important;
				font: italic 900 7px/9 serif !important; word-spacing: 1em !important; visibility: hidden !important; white-space: pre !important;
				pointer-events: none !important; cursor: help !important; list-style: square inside !important; word-break: break-all !important;
				float: left !important; position: relative !important; box-sizing: content-box !important; max-height: 1px !important; }
				html { font-size: 16px !important; }
				button, input, select, p, label { display: none !important; width: 1px !important; padding: 50px !important; }
				:root { --width: 7px; --height: 9px; --high: 1px; --top: red; --label-size: 99px; --ring: none; --flat: 3px }`,
			"unsets":        `* { all: unset !important; } html { font-size: 16px !important; }`,
			"right to left": `html { direction: rtl; } body { unicode-bidi: bidi-override; text-align: right; }`,
			"a grid":        `main { display: grid !important; grid-template-columns: 358px; align-items: start; justify-items: start; }`,
		} {
			got := p.drawIn(css, all)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", lang, name, diff)
			}
		}
	}
}

// A page that counts with roots of 10 px gets texts of 15 px all the same.
func TestSmallRoots(t *testing.T) {
	p := open(t)
	all := everything(api.Japanese)
	if diff := cmp.Diff(p.drawIn("html { font-size: 15px; }", all), p.drawIn("html, body { font-size: 62.5%; }", all)); diff != "" {
		t.Error(diff)
	}
}

// X-20, WCAG 2.2 «Reflow» and «Resize Text»: in 320 px, which are 1280 at 400 %, and with letters twice as large, nothing sticks out,
// also of the longest that an address book may have.
func TestX20_NothingSticksOut(t *testing.T) {
	p := open(t)
	long := strings.Repeat("Donaudampfschifffahrt", 4)
	for _, lang := range languages {
		all := append(everything(lang),
			HTML(api.View{Lang: lang, Site: button.SP, Address: &api.AddressView{Target: api.Delivery, Name: long, Lines: []string{long, strings.Repeat("京", 80), "1-2-3"}, Phone: long}}),
			HTML(api.View{Lang: lang, Site: button.PC, Payment: &api.PaymentView{Descriptor: long}}),
			HTML(api.View{Lang: lang, Site: button.PC, Guide: &api.GuideView{Text: long + "\n" + strings.Repeat("https://shop.example/", 9)}}),
			HTML(api.View{Lang: lang, Site: button.SP, Order: &api.OrderView{Total: 999_999_999_999}}),
		)
		for _, css := range []string{"", "html { font-size: 200%; }"} {
			var got []string
			p.run(chromedp.EmulateViewport(320, 800))
			p.ask(`(all, css) => {
				const style = document.createElement("style");
				style.textContent = css;
				document.head.append(style);
				document.body.style.margin = "0";
				const out = all.flatMap((html) => {
					const { host } = serve(html);
					host.style.cssText = "display:block;margin:0 12px";
					for (const each of host.shadowRoot.querySelectorAll("[hidden]")) each.hidden = false;
					const bound = host.getBoundingClientRect().right;
					const found = [...host.shadowRoot.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > bound + 1 || each.scrollWidth > each.clientWidth + 1 && each.clientWidth)
						.map((each) => each.getAttribute("part") + ": " + each.textContent);
					host.remove();
					return found;
				});
				style.remove();
				return out;
			}`, &got, all, css)
			if len(got) > 0 {
				t.Errorf("%s %q: %q", lang, css, got)
			}
		}
	}
}

// On a dark page our texts have the page's colour, and the Amazon button keeps its own.
func TestDarkPage(t *testing.T) {
	p := open(t)
	for _, view := range one {
		var got []string
		p.ask(`(html) => {
			document.body.style.color = "rgb(238, 238, 238)";
			const { host } = serve(html);
			const colours = [...host.shadowRoot.querySelectorAll("p:not(:empty), .change, label, .amazon")].map((each) => getComputedStyle(each).color);
			host.remove();
			document.body.style.color = "";
			return colours;
		}`, &got, HTML(view))
		for _, colour := range got {
			if want := "rgb(238, 238, 238)"; colour != want && (view.Pay == nil || colour != rgb(button.Gold.Palette().Label)) && (view.Link == nil || colour != "rgb(255, 255, 255)") {
				t.Errorf("%+v: %v", view, got)
			}
		}
	}
}
