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
	Look
	View api.PayView
}

// Render draws the button in its colour and size, the sandbox mark, the place for a notice, and what must be said beside it.
func (p *Pay) Render() app.UI {
	texts := p.texts()
	words, start := texts.PayButton, texts.PayButtonStart
	if p.View.Kind == button.Login {
		words, start = texts.LoginButton, texts.LoginButtonStart
	}
	body := []app.UI{
		app.Div().
			Attr("part", "frame").
			Attr("data-size", attr(string(p.View.Style.Size))).
			Body(p.button(words, start), p.mark(texts)),
		p.notice(p.View.Notice, texts.Leaving),
		p.inApp(texts),
	}
	return p.root("", texts.Leaving).Body(append(body, p.beside(texts)...)...)
}

// beside is what else must be said in the button's place.
func (p *Pay) beside(texts i18n.Texts) []app.UI {
	switch p.View.Note {
	case api.NoLoginNote:
		return []app.UI{app.P().Attr("part", "note").Attr("id", "note").Body(text(texts.NoLogin))}
	case api.SignupNote:
		return append([]app.UI{p.filling(texts)}, consent(texts.SignupAgree, texts)...)
	}
	return nil
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
		Attr("aria-describedby", attr(p.described())).
		Attr("aria-disabled", flag(p.off())).
		Body(label(
			app.Span().Body(text(start)),
			app.Span().Body(text(strings.TrimPrefix(words, start))),
		))
}

// described names the note, if there is one.
func (p *Pay) described() string {
	if p.View.Note == "" {
		return ""
	}
	return "note"
}

func (p *Pay) mark(texts i18n.Texts) app.UI {
	if !p.View.Sandbox {
		return nil
	}
	return app.Span().Attr("part", "mark").Body(text(texts.TestMode))
}
