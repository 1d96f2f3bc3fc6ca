package widget

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
)

// Guide is a text of the shop, plain with line breaks, and the payment image (R3-4, R3-5, R3-7).
type Guide struct {
	app.Compo
	Lang api.Lang
	Site button.Site
	View api.GuideView
}

// Render draws the picture and the text below it.
func (g *Guide) Render() app.UI {
	texts := i18n.For(g.Lang)
	return root(texts, g.Site, "", texts.Leaving).Body(
		g.image(),
		line("guide", g.View.Text),
		&notice{Lang: g.Lang},
	)
}

// image is an ornament beside the payment method's name. go-app drops an empty alt.
func (g *Guide) image() app.UI {
	if g.View.Image == "" {
		return nil
	}
	return app.Img().
		Attr("part", "image").
		Attr("role", "presentation").
		Attr("loading", "lazy").
		Attr("src", attr(g.View.Image))
}
