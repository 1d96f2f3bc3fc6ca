package widget

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
)

// Payment shows the means of payment chosen at Amazon, with 「別のクレジットカードを選ぶ」 (R4-7).
type Payment struct {
	app.Compo
	Look
	View api.PaymentView
}

// Render draws Amazon's descriptor, or says that nothing is chosen yet.
func (p *Payment) Render() app.UI {
	texts := p.texts()
	shown := line("descriptor", p.View.Descriptor)
	if shown == nil {
		shown = line("none", texts.PaymentNone)
	}
	return p.root(texts.PaymentHeading, texts.Leaving).Body(
		line("heading", texts.PaymentHeading),
		app.Div().Attr("part", "chosen").Body(shown),
		p.change(api.ChangePayment, texts.PaymentChange),
		p.notice("", texts.Leaving),
	)
}
