// Package widget holds what shoppers see inside a shop's page, one component a file: buttons, chosen address, chosen means of
// payment, the order button, the check box of the register page, guides, links (requirement C-3). The server renders them with
// [HTML], the browser program draws the very same ones (package mount), so that nothing jumps when it takes over.
//
// Components have no event handlers: the loader listens on the host element and finds what to do in data-do. They draw in a
// shadow root; the styles of all are [Styles].
package widget

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
)

// New makes the component that draws a view. A view of nothing gives an empty component.
func New(v api.View) app.Composer {
	look := Look{v.Lang, v.Site, v.State}
	switch {
	case v.Pay != nil:
		return &Pay{Look: look, View: *v.Pay}
	case v.Address != nil:
		return &Address{Look: look, View: *v.Address}
	case v.Payment != nil:
		return &Payment{Look: look, View: *v.Payment}
	case v.Order != nil:
		return &Order{Look: look, View: *v.Order}
	case v.Reflect != nil:
		return &Reflect{Look: look, View: *v.Reflect}
	case v.Guide != nil:
		return &Guide{Look: look, View: *v.Guide}
	case v.Link != nil:
		return &Link{Look: look, View: *v.Link}
	}
	return &nothing{}
}

// nothing is drawn by an engine that waits for its next placement.
type nothing struct{ app.Compo }

// Render draws an empty element.
func (*nothing) Render() app.UI { return app.Div() }
