//go:build !js

package widget

import (
	"bytes"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"noren/shared/api"
)

// R3-5: only what settings may have is loaded as a picture; nothing else becomes an address.
func TestR3_5_OnlyPicturesOfTheWeb(t *testing.T) {
	for address, drawn := range map[string]bool{
		"https://pay.example/images/1": true, "http://pay.localhost:8080/images/1": true, " https://shop.example/a b.png": true,
		"javascript:alert(1)": false, "data:image/svg+xml,<svg onload=alert(1)>": false, "ftp://shop.example/a.png": false,
		"//shop.example/a.png": false, "/a.png": false, "java\tscript:alert(1)": false, "blob:https://shop.example/1": false, "": false,
	} {
		images := parse(t, HTML(api.View{Guide: &api.GuideView{Image: address}}))[0].parts("image")
		if (len(images) == 1) != drawn || drawn && images[0].Attrs["src"] != strings.TrimSpace(address) {
			t.Errorf("%q: %v", address, images)
		}
	}
}

// R3-5: nothing moves when the picture comes, however large it is, and nothing is seen of one that does not come.
func TestR3_5_RoomOfThePictureIsKnown(t *testing.T) {
	p := open(t)
	html := HTML(api.View{Guide: &api.GuideView{Text: "ご案内", Image: "https://shop.invalid/pay.png"}})
	var below []float64
	p.ask(`async (html) => {
		document.body.style.cssText = "margin:0;background:#fff";
		document.querySelector("header").hidden = true;
		const { host } = serve(html);
		host.style.margin = "0";
		const image = host.shadowRoot.querySelector("img"), text = host.shadowRoot.querySelector("[part=guide]");
		const below = () => text.getBoundingClientRect().top;
		const seen = [below()];
		await new Promise((done) => { image.onerror = done; image.loading = "eager"; image.src = "data:image/png;base64,AAAA"; });
		seen.push(below());
		for (const [width, height] of [[1600, 300], [40, 20], [30, 900]]) {
			const canvas = document.createElement("canvas");
			Object.assign(canvas, { width, height });
			await new Promise((done) => { image.onload = done; image.src = canvas.toDataURL(); });
			seen.push(below());
			if (image.getBoundingClientRect().right > innerWidth) seen.push(NaN);
		}
		await new Promise((done) => { image.onerror = done; image.src = "data:image/png;base64,BBBB"; });
		await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
		return seen;
	}`, &below, html)
	if diff := cmp.Diff([]float64{68, 68, 68, 68, 68}, below); diff != "" {
		t.Errorf("where the text begins (-want +got):\n%s", diff)
	}
	ctx := p.tab
	shot, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	for y := range 60 {
		for x := range picture.Bounds().Dx() {
			if color.GrayModel.Convert(picture.At(x, y)) != (color.Gray{Y: 255}) {
				t.Fatalf("something is seen of a broken picture at %d, %d", x, y)
			}
		}
	}
}

// A guide of 64 kB, in which nothing can be broken, is shown whole by server and browser, and stays in its column.
func TestHugeGuide(t *testing.T) {
	p := open(t)
	for _, text := range []string{strings.Repeat("あ", 1<<16/3), strings.Repeat("<b>", 1<<16/3), strings.Repeat("a\n", 1<<15), strings.Repeat("\u200b\u200d", 1<<13) + "a"} {
		view := api.View{Guide: &api.GuideView{Text: text}}
		var got struct {
			Served, Live []node
			Wide         bool
		}
		p.ask(`(html, view) => {
			const { host, container } = live(view, "300px");
			const Live = describeLive(container), Wide = container.scrollWidth > 300;
			host.remove();
			return { Served: describeServed(html), Live, Wide };
		}`, &got, HTML(view), viewJSON(t, view))
		if diff := cmp.Diff(got.Served, got.Live, cmpopts.EquateEmpty()); diff != "" || got.Wide || got.Live[0].parts("guide")[0].text() != strings.TrimSpace(text) {
			t.Errorf("%.20q: wide %v", text, got.Wide)
		}
	}
}
