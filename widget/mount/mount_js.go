package mount

import (
	"encoding/json"
	"fmt"
	"syscall/js"

	"noren/shared/api"
)

// page holds the placements of one page and the engines that wait for one. The browser calls it from one thread.
type page struct {
	placements map[int]*engine
	free       []*engine
	last       int
}

// Serve offers the components to the loader, through the object «noren» of the facade:
//
//	ready({
//	  mount(container, view) → handle   draws at once, instead of the container's first child element; never 0
//	  update(handle, view)              changes it in place
//	  release(handle)                   gives it back
//	  check(name, json) → faults        see Check
//	})
//	failed(text)                        this program must not be asked any more
//
// Views and faults are JSON. After a failure mount returns 0 and the others null.
func Serve() {
	p := page{placements: map[int]*engine{}}
	noren := js.Global().Get("noren")
	noren.Call("ready", map[string]any{
		"mount": guarded(noren, 0, func(args []js.Value) (any, error) {
			return p.mount(args[0], args[1].String())
		}),
		"update": guarded(noren, nil, func(args []js.Value) (any, error) {
			return nil, p.update(args[0].Int(), args[1].String())
		}),
		"release": guarded(noren, nil, func(args []js.Value) (any, error) {
			return nil, p.release(args[0].Int())
		}),
		"check": guarded(noren, nil, func(args []js.Value) (any, error) {
			return check(args[0].String(), args[1].String())
		}),
	})
}

func (p *page) mount(container js.Value, text string) (int, error) {
	view, err := parse(text)
	if err != nil {
		return 0, err
	}
	e := p.take()
	if err := e.draw(view); err != nil {
		return 0, err
	}
	e.lend(container)
	p.last++
	p.placements[p.last] = e
	return p.last, nil
}

func (p *page) update(handle int, text string) error {
	e, ok := p.placements[handle]
	if !ok {
		return fmt.Errorf("mount: no placement %d", handle)
	}
	view, err := parse(text)
	if err != nil {
		return err
	}
	return e.update(view)
}

// release of an unknown handle is nothing to complain of: the loader may clean up twice.
func (p *page) release(handle int) error {
	e, ok := p.placements[handle]
	if !ok {
		return nil
	}
	delete(p.placements, handle)
	if err := e.clear(); err != nil {
		return err
	}
	p.free = append(p.free, e)
	return nil
}

func (p *page) take() *engine {
	if len(p.free) == 0 {
		return newEngine()
	}
	e := p.free[len(p.free)-1]
	p.free = p.free[:len(p.free)-1]
	return e
}

func check(name, body string) (string, error) {
	faults, err := Check(name, []byte(body))
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(faults)
	return string(text), err
}

func parse(text string) (api.View, error) {
	var view api.View
	if err := json.Unmarshal([]byte(text), &view); err != nil {
		return view, fmt.Errorf("mount: view: %w", err)
	}
	return view, nil
}

// guarded keeps a failure, also a panic inside go-app, from ending the program in the middle of the loader's call.
func guarded(noren js.Value, failed any, work func([]js.Value) (any, error)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) (result any) {
		defer func() {
			if what := recover(); what != nil {
				result = failed
				noren.Call("failed", fmt.Sprint("mount: ", what))
			}
		}()
		answer, err := work(args)
		if err != nil {
			noren.Call("failed", err.Error())
			return failed
		}
		return answer
	})
}
