package embed_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/button"
	"noren/static/bundle"
	"noren/widget"
)

// The loader and the real browser program, with what the real components draw.
func TestRealProgramTakesOver(t *testing.T) {
	n := newNoren(t)
	program, err := bundle.Program(t.Context(), "../..", "../../.cache")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range program {
		n.files[file.Name] = file.Content
	}
	n.onRender(func(request api.RenderRequest) api.RenderResponse {
		response := api.RenderResponse{
			Styles:  widget.Styles(),
			Program: &api.Program{Wasm: program[0].Name, Exec: program[1].Name},
		}
		for _, element := range request.Elements {
			view := api.View{Lang: api.Japanese, Site: button.PC}
			switch element.Name {
			case api.AddressElement:
				view.Address = &api.AddressView{Target: api.Delivery, Name: "暖簾 太郎", Lines: []string{"〒100-0001", "東京都千代田区千代田1-1"}}
			case api.PaymentElement:
				view.Payment = &api.PaymentView{Descriptor: "Amazon Pay (Visa **)"}
			case api.OrderElement:
				view.Order = &api.OrderView{Total: 3980}
			case api.PayElement, api.LoginElement:
				style := button.Default
				if element.Colour != "" {
					style.Colour = element.Colour
				}
				view.Pay = &api.PayView{Kind: button.Pay, Style: style}
			}
			response.Elements = append(response.Elements, api.Rendered{ID: element.ID, HTML: widget.HTML(view), View: &view})
		}
		return response
	})
	s := newShop(t, n, `<p>top</p><noren-pay></noren-pay><noren-address></noren-address><noren-payment></noren-payment><noren-order></noren-order>`)
	s.header.Set("Content-Security-Policy", strict(n, " 'wasm-unsafe-eval'"))
	shopper := newTab(t)
	shopper.open(s.URL)
	shopper.until(action("noren-order"))
	const texts = `[...document.querySelectorAll("noren-pay,noren-address,noren-payment,noren-order")].map(e => e.shadowRoot.querySelector(".noren").textContent)`
	before := eval[[]string](shopper, texts)
	if height := eval[int](shopper, `document.querySelector("noren-pay").offsetHeight`); height != button.Medium.Box().Height {
		t.Errorf("the button takes %d px, which is not what was reserved", height)
	}
	hover(shopper)
	shopper.until(live)
	if diff := cmp.Diff(before, eval[[]string](shopper, texts)); diff != "" {
		t.Errorf("drawn differently: %s", diff)
	}
	shopper.do(`document.querySelector("noren-pay").setAttribute("colour", "darkgray")`)
	shopper.until(action("noren-pay") + `.outerHTML.includes("darkgray") || ` + action("noren-pay") + `.closest(".noren").outerHTML.includes("darkgray")`)
	shopper.do(`window.kept = document.querySelector("noren-order"); kept.remove()`)
	shopper.rest()
	shopper.do(`document.body.append(kept)`)
	shopper.until(`kept.shadowRoot.querySelector("[data-noren-program=live] [data-do=confirm]")`)
	shopper.click(action("noren-order"))
	shopper.until(`document.title == "launched"`)
	if confirms := len(n.asked("confirm")); confirms != 1 {
		t.Errorf("%d confirms", confirms)
	}
}
