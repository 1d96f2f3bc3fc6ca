package widget

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
	"noren/shared/i18n"
)

// notice is where something is said to the shopper: by the component, or later by the loader, which sets its textContent. A
// notice with another text is another element, because go-app does not know what the loader has put into this one.
type notice struct {
	app.Compo
	Text string
}

// notice says what the state is about, as the loader would: what is being waited for, or what went wrong.
func (l Look) notice(code api.Code, busy string) *notice {
	switch {
	case l.State == api.Busy:
		return &notice{Text: busy}
	case l.State == api.Failed || code != "":
		problem := l.texts().Problem(code)
		return &notice{Text: problem.Title + "\n" + problem.Remedy}
	}
	return &notice{}
}

// CompoID tells go-app to exchange the element and not to update it.
func (n *notice) CompoID() string { return n.Text }

// Render draws the text, or the empty place for one.
func (n *notice) Render() app.UI {
	place := app.P().Attr("part", "notice").Attr("role", "status").Attr("aria-live", "polite")
	if n.Text == "" {
		return place
	}
	return place.Body(text(n.Text))
}

// protection says what becomes of an order whose delivery address is not the one that was chosen at Amazon: the parcel goes to
// the address in the shop's form, and Amazon Pay may not stand in for it (reference/widget-anchors.md section 3, pitfall 25).
// The loader shows it when the two differ; its frame is there before, so that screen readers notice it.
func protection(texts i18n.Texts) app.UI {
	return app.Div().Attr("role", "status").Body(
		app.P().Attr("part", "protection").Attr("role", "note").Attr("hidden", "true").Body(text(texts.Protection)),
	)
}
