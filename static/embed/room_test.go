package embed_test

import (
	"fmt"
	"strings"
	"testing"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
	"noren/widget"
)

// shifts adds up how far what was painted has moved (Layout Instability, without recent input).
const shifts = `window.shift = 0; new PerformanceObserver(list => { for (const { value } of list.getEntries()) shift += value }).observe({ type: "layout-shift", buffered: true });`

// settings draws with the widget's own components: the shop wants large buttons, and no login.
func settings(request api.RenderRequest) api.RenderResponse {
	response := api.RenderResponse{Styles: widget.Styles(), Program: &api.Program{Wasm: "program.wasm", Exec: "exec.js"}}
	for _, element := range request.Elements {
		view := api.View{Lang: api.Japanese, Site: button.PC}
		switch element.Name {
		case api.PayElement:
			view.Pay = &api.PayView{Kind: button.Pay, Style: button.Style{Colour: button.Gold, Size: button.Large}, Sandbox: true}
		case api.GuideElement:
			view.Guide = &api.GuideView{Kind: button.Pay, Text: strings.Repeat("Amazonアカウントに登録された住所とカードでお支払いいただけます。", 5)}
		case api.LoginElement, api.AddressElement, api.PaymentElement, api.OrderElement, api.ReflectElement, api.LinkElement:
			response.Elements = append(response.Elements, api.Rendered{ID: element.ID, Hidden: []display.Reason{display.NothingToPay}})
			continue
		}
		response.Elements = append(response.Elements, api.Rendered{ID: element.ID, HTML: widget.HTML(view), View: &view})
	}
	return response
}

// shifted opens a page, lets each step of its coming be painted, and returns how far things moved.
func shifted(t *testing.T, shopper *tab, n *noren, s *shop, path string) float64 {
	t.Helper()
	hold := make(chan struct{})
	n.onRender(func(request api.RenderRequest) api.RenderResponse { <-hold; return settings(request) })
	shopper.open(s.URL + path)
	shopper.until(`document.querySelector("noren-pay[state=loading]")`)
	shopper.rest()
	close(hold)
	shopper.until(`document.querySelector("noren-pay[state=ready]")`)
	shopper.rest()
	return eval[float64](shopper, "shift")
}

const shelf = `<p>商品</p>%s<noren-login></noren-login>%s<p>つづき</p><p>つづき</p>`

func TestX3_NothingMovesOnTheFirstPageWithTheSnippet(t *testing.T) {
	for _, site := range []struct {
		css, pay string
		still    bool
	}{
		{`noren-pay:not(:defined) { display: block; height: 60px } noren-login { display: none }`, `<noren-pay size="large"></noren-pay>`, true},
		{`:root { --noren-button-height: 80px } noren-pay:not(:defined) { display: block; height: 80px } noren-login { display: none }`, `<noren-pay size="large"></noren-pay>`, true}, // the theme's height
		{``, `<noren-pay></noren-pay>`, false}, // as it is without the snippet: the figure can be seen
	} {
		n := newNoren(t)
		s := newShop(t, n, fmt.Sprintf(shelf, "<style>"+site.css+"</style>"+site.pay, ""))
		shopper := newTab(t)
		shopper.before(shifts)
		if shift := shifted(t, shopper, n, s, "/"); (shift == 0) != site.still {
			t.Errorf("%s: moved by %v", site.pay, shift)
		}
	}
}

func TestX3_NothingMovesOnTheSecondPageWithoutAnyAttribute(t *testing.T) {
	n := newNoren(t)
	s := newShop(t, n, "")
	s.page = `<!doctype html><html lang="ja"><meta charset="utf-8"><title>shop</title>` + strings.Replace(n.tag("shop_1"), "async ", "", 1) +
		"<body>" + fmt.Sprintf(shelf, "<noren-pay></noren-pay>", "<noren-guide></noren-guide>")
	shopper := newTab(t)
	shopper.before(shifts)
	if shift := shifted(t, shopper, n, s, "/first"); shift == 0 {
		t.Error("the first page did not move: the figure is not seen")
	}
	shopper.until(`sessionStorage["noren:room"]`)
	if shift := shifted(t, shopper, n, s, "/second"); shift != 0 {
		t.Errorf("moved by %v; kept %s", shift, eval[string](shopper, `sessionStorage["noren:room"]`))
	}
}

func TestX3_WhatWasHiddenReservesNothing(t *testing.T) {
	n := newNoren(t)
	n.onRender(settings)
	s := newShop(t, n, `<noren-login></noren-login><noren-pay></noren-pay>`)
	shopper := newTab(t)
	shopper.open(s.URL)
	shopper.until(`sessionStorage["noren:room"]`)
	hold := make(chan struct{})
	n.onRender(func(request api.RenderRequest) api.RenderResponse { <-hold; return draw(request) })
	shopper.open(s.URL + "/next")
	shopper.until(`document.querySelector("noren-login[state=loading]")`)
	if got := eval[[]int](shopper, `[...document.querySelectorAll("noren-login,noren-pay")].map(e => e.offsetHeight)`); got[0] != 0 || got[1] < 60 {
		t.Errorf("reserved: %v", got)
	}
	close(hold)
	shopper.until(`document.querySelector("noren-login[state=ready]").offsetHeight`)
}
