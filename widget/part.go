package widget

import (
	"cmp"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
)

// Look is how a component is drawn, whatever it shows.
type Look struct {
	Lang  api.Lang
	Site  button.Site
	State api.State // Ready without
}

func (l Look) texts() i18n.Texts { return i18n.For(l.Lang) }

// root is the outermost element of every component. Its data are the loader's: the state that it sets, and what it says while
// the page is being left or when our server cannot be reached. A component with a name is a group to a screen reader.
func (l Look) root(name, busy string) app.HTMLDiv {
	texts := l.texts()
	div := app.Div().
		Attr("class", "noren").
		Attr("part", "root").
		Attr("lang", attr(string(texts.Lang))).
		Attr("data-site", attr(string(l.Site))).
		Attr("data-state", attr(string(cmp.Or(l.State, api.Ready)))).
		Attr("data-busy", attr(busy)).
		Attr("data-offline", attr(texts.Offline))
	if name == "" {
		return div
	}
	return div.Attr("role", "group").Attr("aria-label", attr(name))
}

// off reports that nothing can be pressed; the loader says so in the same way, at everything that has a data-do.
func (l Look) off() bool { return l.State == api.Busy || l.State == api.Disabled }

// change is the button that leads back to Amazon to choose something else (R4-7).
func (l Look) change(what, words string) app.HTMLButton {
	return l.press(words).Attr("data-do", "change").Attr("data-what", attr(what))
}

// press is the button that a component is about.
func (l Look) press(words string) app.HTMLButton { return l.button("button", "change", words) }

// choice is a button beside that one.
func (l Look) choice(do, words string) app.HTMLButton {
	return l.button("choice", "change", words).Attr("data-do", attr(do))
}

func (l Look) button(part, class, words string) app.HTMLButton {
	return app.Button().
		Attr("type", "button").
		Attr("part", attr(part)).
		Attr("class", attr(class)).
		Attr("aria-disabled", flag(l.off())).
		Body(label(app.Span().Body(text(words))))
}

// label is what a button says; the styles hide it while the button is busy.
func label(pieces ...app.UI) app.UI {
	return app.Span().Attr("part", "label").Body(pieces...)
}

// choices stand in a row where there is room.
func choices(body ...app.UI) app.UI { return app.Div().Attr("part", "choices").Body(body...) }

// later is hidden until the loader shows it.
func later(part string, body ...app.UI) app.HTMLDiv {
	return app.Div().Attr("part", attr(part)).Attr("hidden", "true").Body(body...)
}

// place is a text with one place in it, such as {n}, that the loader fills.
func place(part, value string) app.UI {
	before, rest, _ := strings.Cut(value, "{")
	name, after, _ := strings.Cut(rest, "}")
	body := []app.UI{app.Span().Body(text(before)), app.Span().Attr("data-place", attr(name))}
	if after != "" {
		body = append(body, app.Span().Body(text(after)))
	}
	return app.P().Attr("part", attr(part)).Body(body...)
}

// consent is what a member agrees to, and how; id is what describes a button.
func consent(how string, texts i18n.Texts) []app.UI {
	return []app.UI{
		app.P().Attr("part", "note").Attr("id", "note").Body(text(how)),
		line("consent", texts.LinkConsent),
	}
}

// line is a paragraph of one text, or nothing when there is nothing to read.
func line(part, value string) app.UI {
	value = strings.TrimSpace(plain(value))
	if value == "" {
		return nil
	}
	return app.P().Attr("part", attr(part)).Body(text(value))
}
