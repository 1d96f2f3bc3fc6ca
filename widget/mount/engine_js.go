package mount

import (
	"fmt"
	"syscall/js"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
	"noren/widget"
)

// engine draws one placement at a time. go-app ties an engine to one element for ever, its «body», and an engine that is
// dropped leaks 72 kB; so each has an element of its own outside the page, draws there, and lends the result to the page.
type engine struct {
	app  app.TestEngine // go-app's only public engine; nothing in it is about tests
	body js.Value
	root js.Value // what it has drawn
}

func newEngine() *engine {
	document := js.Global().Get("document")
	body := document.Call("createElement", "body")
	body.Call("appendChild", document.Call("createElement", "div"))
	return &engine{app: app.NewTestEngine(), body: body}
}

// draw brings the view into being, in the engine's own element.
func (e *engine) draw(view api.View) error {
	document := js.Global().Get("document")
	document.Set("body", e.body) // read by the first Load
	defer document.Set("body", js.Null())
	if err := e.app.Load(widget.New(view)); err != nil {
		return fmt.Errorf("mount: draw: %w", err)
	}
	e.root = e.body.Get("firstElementChild")
	return nil
}

// lend puts what is drawn into the container, instead of its first child element.
func (e *engine) lend(container js.Value) {
	if old := container.Get("firstElementChild"); old.Truthy() {
		container.Call("replaceChild", e.root, old)
		return
	}
	container.Call("appendChild", e.root)
}

// update changes in place what is drawn. The kind of component must be the same.
func (e *engine) update(view api.View) error {
	if err := e.app.Load(widget.New(view)); err != nil {
		return fmt.Errorf("mount: update: %w", err)
	}
	return nil
}

// clear takes back what was lent and draws nothing. The page keeps a still copy until the loader puts something else there.
func (e *engine) clear() error {
	if place := e.root.Get("parentNode"); place.Truthy() && e.root.Get("isConnected").Bool() {
		place.Call("replaceChild", e.root.Call("cloneNode", true), e.root)
	}
	e.body.Call("appendChild", e.root)
	return e.draw(api.View{})
}
