package embed_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"noren/shared/api"
	"noren/shared/button"
	"noren/static/bundle"
	"noren/widget"
)

// realProgram builds the browser program and serves it.
func (n *noren) realProgram(t *testing.T) *api.Program {
	t.Helper()
	program, err := bundle.Program(t.Context(), "../..", "../../.cache")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range program {
		n.files[file.Name] = file.Content
	}
	return &api.Program{Wasm: program[0].Name, Exec: program[1].Name}
}

// The loader and the real browser program, with what the real components draw.
func TestRealProgramTakesOver(t *testing.T) {
	n := newNoren(t)
	program := n.realProgram(t)
	n.onRender(func(request api.RenderRequest) api.RenderResponse {
		response := api.RenderResponse{
			Styles:  widget.Styles(),
			Program: program,
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
			case api.ReflectElement, api.GuideElement, api.LinkElement: // not in this page
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

// What was told about the form stands in what the real program draws too, and its own rules check the form.
func TestR4_6_RealProgramTakesOverWhatIsTold(t *testing.T) {
	n := newNoren(t)
	program := n.realProgram(t)
	n.onRender(func(request api.RenderRequest) api.RenderResponse {
		response := knows(atAmazon())(request)
		response.Program = program
		return response
	})
	s := newShop(t, n, `<form>`+fields("name", "tel", "postal-code")+`<noren-reflect></noren-reflect></form>`)
	shopper := newTab(t)
	shopper.before(`addEventListener("DOMContentLoaded", () => { document.querySelector("#name").value = "鈴木" })`)
	shopper.open(s.URL + "/register#noren-chk_1-Secret")
	shopper.until(`document.querySelector("noren-reflect").shadowRoot.querySelector("[data-noren-program=live]")`)
	shopper.until(`!` + part("offer") + `.hidden`)
	if got := offered(shopper); !cmp.Equal(got, []string{"name|鈴木|山田 太郎"}) {
		t.Error(got)
	}
	shopper.write("postal-code", "12")
	shopper.until(`document.querySelector("noren-hint")`)
	if got := eval[[]string](shopper, hinted); !cmp.Equal(got, []string{"postal-code: 郵便番号は7桁の数字でご入力ください。"}) || len(n.asked("check")) != 0 {
		t.Errorf("%v, %d requests", got, len(n.asked("check")))
	}
	shopper.click(does("fill-replace"))
	shopper.until(`document.querySelector("#name").value == "山田 太郎"`)
	shopper.do(`document.querySelector("noren-reflect").setAttribute("lang", "en")`)
	shopper.until(part("root") + `.lang == "en"`)
	shopper.rest()
	if said := eval[string](shopper, part("filled-count")+".textContent"); said != "Fields filled in from Amazon: 3" || eval[bool](shopper, part("filled")+".hidden") {
		t.Errorf("told %q", said)
	}
}
