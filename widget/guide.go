package widget

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
)

// Guide is a text of the shop, plain with line breaks, and the payment image (R3-4, R3-5, R3-7).
type Guide struct {
	app.Compo
	Look
	View api.GuideView
}

// Render draws the picture and the text below it.
func (g *Guide) Render() app.UI {
	leaving := g.texts().Leaving
	return g.root("", leaving).Body(g.image(), line("guide", g.View.Text), g.notice("", leaving))
}

// image is an ornament beside the payment method's name, which the shop's page or the text says; so it has no alternative text
// (go-app drops an empty one). What is no address of a picture on the web, as our server gives it (R3-5), is not drawn.
func (g *Guide) image() app.UI {
	address := strings.TrimSpace(plain(g.View.Image))
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
		return nil
	}
	return app.Img().
		Attr("part", "image").
		Attr("role", "presentation").
		Attr("loading", "lazy").
		Attr("src", attr(address))
}
