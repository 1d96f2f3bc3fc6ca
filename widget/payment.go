package widget

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
)

// Payment shows the means of payment chosen at Amazon, with 「別のクレジットカードを選ぶ」 (R4-7).
type Payment struct {
	app.Compo
	Lang api.Lang
	Site button.Site
	View api.PaymentView
}

// Render draws Amazon's descriptor, or says that nothing is chosen yet.
func (p *Payment) Render() app.UI {
	texts := i18n.For(p.Lang)
	shown := line("descriptor", p.View.Descriptor)
	if shown == nil {
		shown = line("none", texts.PaymentNone)
	}
	return root(texts, p.Site, texts.PaymentHeading, texts.Leaving).Body(
		line("heading", texts.PaymentHeading),
		app.Div().Attr("part", "chosen").Body(shown),
		change(api.ChangePayment, texts.PaymentChange),
		&notice{Lang: p.Lang},
	)
}
