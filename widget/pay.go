package widget

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
)

// Pay is the button 「Amazonアカウントでお支払い」 or, with the kind login, 「Amazonアカウントでログイン」 (R3-6, R3-8).
type Pay struct {
	app.Compo
	Lang api.Lang
	Site button.Site
	View api.PayView
}

// Render draws the button in its colour and size, the sandbox mark, and the place for a notice.
func (p *Pay) Render() app.UI {
	texts := i18n.For(p.Lang)
	words, start := texts.PayButton, texts.PayButtonStart
	if p.View.Kind == button.Login {
		words, start = texts.LoginButton, texts.LoginButtonStart
	}
	return root(texts, p.Site, "", texts.Leaving).Body(
		app.Div().
			Attr("part", "frame").
			Attr("data-size", attr(string(p.View.Style.Size))).
			Attr("data-sandbox", flag(p.View.Sandbox)).
			Body(p.button(words, start), p.mark(texts)),
		&notice{Lang: p.Lang, Code: p.View.Notice},
	)
}

// button has two pieces of label: they stand in one line, or below each other where the button is too narrow for that.
func (p *Pay) button(words, start string) app.UI {
	return app.Button().
		Attr("type", "button").
		Attr("part", "button").
		Attr("class", "amazon").
		Attr("data-do", "begin").
		Attr("data-kind", attr(string(p.View.Kind))).
		Attr("data-colour", attr(string(p.View.Style.Colour))).
		Attr("aria-label", attr(words)).
		Body(label(
			app.Span().Body(text(start)),
			app.Span().Body(text(strings.TrimPrefix(words, start))),
		))
}

func (p *Pay) mark(texts i18n.Texts) app.UI {
	if !p.View.Sandbox {
		return nil
	}
	return app.Span().Attr("part", "mark").Body(text(texts.TestMode))
}
