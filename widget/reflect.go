package widget

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
)

// Reflect is the check box 「Amazonのアドレス帳の情報を購入者情報に反映する」 (R4-6).
type Reflect struct {
	app.Compo
	Lang api.Lang
	Site button.Site
	View api.ReflectView
}

// Render draws the check box, and below it what the loader shows after a return: what was filled in, or, where the purchaser's
// fields stay untouched, the way to use the address as another delivery address.
func (r *Reflect) Render() app.UI {
	texts := i18n.For(r.Lang)
	return root(texts, r.Site, "", texts.Leaving).Body(
		app.Label().Attr("part", "reflect").Body(
			app.Input().
				Attr("type", "checkbox").
				Attr("part", "box").
				Attr("data-do", "reflect").
				Attr("Checked", flag(r.View.Ticked)),
			app.Span().Body(text(texts.Reflect)),
		),
		filling(texts),
		app.Div().Attr("part", "delivery").Attr("Hidden", flag(r.View.Ticked || !r.View.Signed)).Body(
			choice("fill-delivery", texts.ReflectDelivery),
		),
		&notice{Lang: r.Lang},
	)
}
