package widget

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
)

// Reflect is the check box 「Amazonのアドレス帳の情報を購入者情報に反映する」 (R4-6).
type Reflect struct {
	app.Compo
	Look
	View api.ReflectView
}

// Render draws the check box, and below it what the loader shows after a return: what was filled in, or, where the purchaser's
// fields stay untouched, the way to use the address as another delivery address.
func (r *Reflect) Render() app.UI {
	texts := r.texts()
	return r.root("", texts.Leaving).Body(
		app.Label().Attr("part", "reflect").Body(
			app.Input().
				Attr("type", "checkbox").
				Attr("part", "box").
				Attr("data-do", "reflect").
				Attr("aria-disabled", flag(r.off())).
				Attr("Checked", flag(r.View.Ticked)),
			app.Span().Body(text(texts.Reflect)),
		),
		r.filling(texts),
		app.Div().Attr("part", "delivery").Attr("Hidden", flag(r.View.Ticked || !r.View.Signed)).Body(
			r.choice("fill-delivery", texts.ReflectDelivery),
		),
		protection(texts),
		r.notice("", texts.Leaving),
	)
}
