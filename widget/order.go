package widget

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
)

// Order is 「この内容で注文する」 under the total that will be paid (R4-8), after what must be asked first (R4-5).
type Order struct {
	app.Compo
	Look
	View api.OrderView
}

// Render draws the questions, the total, the button, and what will happen next.
func (o *Order) Render() app.UI {
	texts := o.texts()
	return o.root(texts.OrderTotal, texts.OrderBusy).Body(
		questions(texts, o.View.Questions),
		app.Div().Attr("part", "total").Body(
			app.Span().Attr("part", "total-heading").Body(text(texts.OrderTotal)),
			app.Span().Attr("part", "amount").Body(text(o.View.Total.String())),
		),
		o.button("button", "order", texts.OrderButton).Attr("data-do", "confirm"),
		o.notice(o.View.Notice, texts.OrderBusy),
		line("note", texts.OrderNotice),
	)
}
