package widget

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
)

// Order is 「この内容で注文する」 under the total that will be paid (R4-8), after what must be asked first (R4-5).
type Order struct {
	app.Compo
	Lang api.Lang
	Site button.Site
	View api.OrderView
}

// Render draws the questions, the total, the button, and what will happen next.
func (o *Order) Render() app.UI {
	texts := i18n.For(o.Lang)
	return root(texts, o.Site, texts.OrderTotal, texts.OrderBusy).Body(
		questions(texts, o.View.Questions),
		app.Div().Attr("part", "total").Body(
			app.Span().Attr("part", "total-heading").Body(text(texts.OrderTotal)),
			app.Span().Attr("part", "amount").Body(text(o.View.Total.String())),
		),
		app.Button().
			Attr("type", "button").
			Attr("part", "button").
			Attr("class", "order").
			Attr("data-do", "confirm").
			Body(label(app.Span().Body(text(texts.OrderButton)))),
		&notice{Lang: o.Lang, Code: o.View.Notice},
		line("note", texts.OrderNotice),
	)
}
