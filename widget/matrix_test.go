//go:build !js

package widget

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/button"
)

// cell is a button of the matrix as it is drawn: its box in CSS pixels, its colours, and how its state looks.
type cell struct {
	Width, Height   float64
	Fill            string
	Line            [3]string
	Label           string
	Hover, Pressed  string
	Inside, Greyed  bool
	Turning, Legend bool // the ring of «busy»; the label can be read
}

const cells = `(all) => all.map((html) => {
	const { host } = serve(html);
	const found = host.shadowRoot.querySelector("button"), box = found.getBoundingClientRect();
	const css = getComputedStyle(found), label = found.querySelector("[part=label]");
	const pieces = [...label.children].map((piece) => piece.getBoundingClientRect());
	const cell = {
		Width: box.width, Height: box.height, Fill: css.backgroundImage, Label: css.color,
		Line: [css.borderTopColor, css.borderRightColor, css.borderBottomColor],
		Hover: css.getPropertyValue("--top-over") + " " + css.getPropertyValue("--bottom-over"), Pressed: css.getPropertyValue("--pressed"),
		Inside: pieces.every((p) => p.left > box.left && p.right < box.right && p.top > box.top && p.bottom < box.bottom),
		Greyed: css.filter == "grayscale(1)", Turning: getComputedStyle(found, "::after").content != "none",
		Legend: getComputedStyle(label).opacity == "1",
	};
	host.remove();
	return cell;
})`

// matrix is every button: kind, colour, size and state.
func matrix(lang api.Lang, site button.Site) []api.View {
	var all []api.View
	for _, kind := range kinds {
		for _, colour := range colours {
			for _, size := range sizes {
				for _, state := range append([]api.State{api.Ready}, states...) {
					style := button.Style{Colour: colour, Size: size}
					all = append(all, api.View{Lang: lang, Site: site, State: state, Pay: &api.PayView{Kind: kind, Style: style, Sandbox: kind == button.Login}})
				}
			}
		}
	}
	return all
}

// R3-6, R3-8, X-14: every cell of the matrix has the box and the colours of shared/button, and the look of its state. Pixels would
// differ from one machine's fonts to another's; these figures do not.
func TestX14_EveryCellOfTheMatrix(t *testing.T) {
	p := open(t)
	for _, site := range sites {
		width := map[button.Site]int64{button.PC: 1280, button.SP: 390}[site]
		p.run(chromedp.EmulateViewport(width, 900))
		for _, lang := range languages {
			all := matrix(lang, site)
			html := make([]string, len(all))
			for i, view := range all {
				html[i] = HTML(view)
			}
			var got []cell
			p.ask(cells, &got, html)
			for i, view := range all {
				if diff := cmp.Diff(wanted(view, got[i].Width), got[i]); diff != "" {
					t.Errorf("%s %+v %s (-want +got):\n%s", lang, view.Pay, view.State, diff)
				}
			}
			p.picture(fmt.Sprintf("matrix-%s-%d", lang, width), html)
			p.picture(fmt.Sprintf("others-%s-%d", lang, width), others(lang, site))
		}
	}
}

// wanted is a cell as shared/button has it; the fluid one may have any width that the rule allows for its height.
func wanted(view api.View, width float64) cell {
	p, box := view.Pay.Style.Colour.Palette(), view.Pay.Style.Size.Box()
	want := cell{
		Width: float64(box.Width), Height: float64(box.Height),
		Fill:   "linear-gradient(" + rgb(p.Fill[0]) + ", " + rgb(p.Fill[1]) + ")",
		Line:   [3]string{rgb(p.Line[0]), rgb(p.Line[1]), rgb(p.Line[2])},
		Label:  rgb(p.Label),
		Hover:  p.Hover[0].String() + " " + p.Hover[1].String(),
		Inside: true, Pressed: p.Pressed.String(),
		Greyed: view.State == api.Disabled, Turning: view.State == api.Busy, Legend: view.State != api.Busy,
	}
	if box.Width == 0 {
		want.Width = min(width, float64(box.Height)*button.MaxRatio)
	}
	return want
}

func rgb(c button.RGB) string { return fmt.Sprintf("rgb(%d, %d, %d)", c.R, c.G, c.B) }

// others is every component that is no button, in every state, and with all that the loader shows later.
func others(lang api.Lang, site button.Site) []string {
	var all []string
	for _, view := range views() {
		if view.Lang == lang && view.Site == site && (view.Pay == nil || view.Pay.Note != "" || view.Pay.Notice != "") {
			all = append(all, HTML(view))
		}
	}
	return all
}

// picture keeps a light and a dark page of components in the folder that NOREN_SHOTS names, for people to look at.
func (p page) picture(name string, html []string) {
	p.Helper()
	folder := os.Getenv("NOREN_SHOTS")
	if folder == "" {
		return
	}
	for _, ground := range []string{"light", "dark"} {
		p.ask(`(all, ground) => {
			clear();
			const main = document.getElementById("main"), header = document.querySelector("header");
			header.hidden = true;
			document.body.style.cssText = "margin:0;" + (ground == "dark" ? "background:#16181d;color:#eee" : "background:#fff;color:#222");
			main.style.cssText = "display:grid !important;grid-template-columns:repeat(auto-fill,minmax(min(100%,358px),1fr));gap:20px 24px;padding:16px;align-items:start";
			for (const each of all) {
				const { host } = serve(each);
				host.style.margin = "0";
				if (!host.shadowRoot.querySelector("[part=frame]")) for (const part of host.shadowRoot.querySelectorAll("[hidden]")) part.hidden = false;
			}
		}`, new(any), html, ground)
		ctx := p.tab
		image, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
		if err != nil {
			p.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name+"-"+ground+".png"), image, 0o600); err != nil {
			p.Fatal(err)
		}
	}
	p.ask("() => clear()", new(any))
}
