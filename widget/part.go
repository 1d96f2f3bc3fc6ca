package widget

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
)

// root is the outermost element of every component. Its data are the loader's: the state that it sets, and what it says while
// the page is being left or when our server cannot be reached. A component with a name is a group to a screen reader.
func root(texts i18n.Texts, site button.Site, name, busy string) app.HTMLDiv {
	div := app.Div().
		Attr("class", "noren").
		Attr("part", "root").
		Attr("lang", attr(string(texts.Lang))).
		Attr("data-site", attr(string(site))).
		Attr("data-state", "ready").
		Attr("data-busy", attr(busy)).
		Attr("data-offline", attr(texts.Offline))
	if name == "" {
		return div
	}
	return div.Attr("role", "group").Attr("aria-label", attr(name))
}

// change is the button that leads back to Amazon to choose something else (R4-7).
func change(what, words string) app.HTMLButton {
	return press(words).Attr("data-do", "change").Attr("data-what", attr(what))
}

// press is the button that a component is about.
func press(words string) app.HTMLButton {
	return app.Button().
		Attr("type", "button").
		Attr("part", "button").
		Attr("class", "change").
		Body(label(app.Span().Body(text(words))))
}

// label is what a button says; the styles hide it while the button is busy.
func label(pieces ...app.UI) app.UI {
	return app.Span().Attr("part", "label").Body(pieces...)
}

// choice is a button beside the one that the component is about.
func choice(do, words string) app.HTMLButton {
	return app.Button().
		Attr("type", "button").
		Attr("part", "choice").
		Attr("class", "change").
		Attr("data-do", attr(do)).
		Body(label(app.Span().Body(text(words))))
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

// notice is where something is said to the shopper: by the component, or later by the loader, which sets its textContent. A
// notice with another code is another element, because go-app does not know what the loader has put into this one.
type notice struct {
	app.Compo
	Lang api.Lang
	Code api.Code
}

// CompoID tells go-app to exchange the element and not to update it.
func (n *notice) CompoID() string { return string(n.Lang) + " " + string(n.Code) }

// Render draws the text, or the empty place for one.
func (n *notice) Render() app.UI {
	place := app.P().Attr("part", "notice").Attr("role", "status").Attr("aria-live", "polite")
	if n.Code == "" {
		return place
	}
	problem := i18n.For(n.Lang).Problem(n.Code)
	return place.Body(text(problem.Title + "\n" + problem.Remedy))
}
