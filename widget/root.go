// Package widget holds what shoppers see inside a shop's page, one component a file: buttons, chosen address, chosen means of
// payment, the order button, the check box of the register page, guides, links (requirement C-3). The server renders them with [HTML], the browser program draws the very same
// ones (package mount), so that nothing jumps when it takes over.
//
// Components have no event handlers: the loader listens on the host element and finds what to do in data-do. They draw in a
// shadow root; the styles of all are [Styles].
package widget

import (
	_ "embed"
	"regexp"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
)

//go:embed widget.css
var styles string

// Styles is the style sheet of all components, for adoptedStyleSheets: a strict Content-Security-Policy lets nothing else.
func Styles() string { return styles }

// New makes the component that draws a view. A view of nothing gives an empty component.
func New(v api.View) app.Composer {
	switch {
	case v.Pay != nil:
		return &Pay{Lang: v.Lang, Site: v.Site, View: *v.Pay}
	case v.Address != nil:
		return &Address{Lang: v.Lang, Site: v.Site, View: *v.Address}
	case v.Payment != nil:
		return &Payment{Lang: v.Lang, Site: v.Site, View: *v.Payment}
	case v.Order != nil:
		return &Order{Lang: v.Lang, Site: v.Site, View: *v.Order}
	case v.Reflect != nil:
		return &Reflect{Lang: v.Lang, Site: v.Site, View: *v.Reflect}
	case v.Guide != nil:
		return &Guide{Lang: v.Lang, Site: v.Site, View: *v.Guide}
	case v.Link != nil:
		return &Link{Lang: v.Lang, Site: v.Site, View: *v.Link}
	}
	return &nothing{}
}

// HTML renders a view on the server: node for node what the browser program draws.
func HTML(v api.View) string {
	return indentation.ReplaceAllString(app.HTMLString(New(v)), "><")
}

// indentation is what go-app writes between two tags, and nothing else: neither texts nor attributes have a bare ">".
var indentation = regexp.MustCompile(`>\n *<`)

// nothing is drawn by an engine that waits for its next placement.
type nothing struct{ app.Compo }

// Render draws an empty element.
func (*nothing) Render() app.UI { return app.Div() }
