//go:build !js

package widget

import (
	"regexp"
	"sync"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"noren/shared/api"
)

// HTML renders a view on the server: node for node what the browser program draws.
func HTML(v api.View) string {
	key, common := keyOf(v)
	if !common {
		return render(v)
	}
	if html, ok := drawn.get(key); ok {
		return html
	}
	html := render(v)
	drawn.put(key, html)
	return html
}

// render asks go-app, which makes a whole engine for each call.
func render(v api.View) string {
	return indentation.ReplaceAllString(app.HTMLString(New(v)), "><")
}

// indentation is what go-app writes between two tags, and nothing else: neither texts nor attributes have a bare ">".
var indentation = regexp.MustCompile(`>\n *<`)

// key is a view that says nothing of anybody, as a value.
type key struct {
	look Look
	view any
}

// keyOf tells which views are the same for many shoppers, and so are worth keeping: the buttons and the check box.
func keyOf(v api.View) (key, bool) {
	look := Look{v.Lang, v.Site, v.State}
	switch {
	case v.Pay != nil:
		return key{look, *v.Pay}, true
	case v.Reflect != nil:
		return key{look, *v.Reflect}, true
	}
	return key{}, false
}

// maxDrawn is more than a shop's pages ever show; 2 kB each.
const maxDrawn = 512

// drawn is the HTML of what was asked for lately.
var drawn = cache{html: map[key]string{}}

type cache struct {
	sync.RWMutex
	html map[key]string
}

func (c *cache) get(k key) (string, bool) {
	c.RLock()
	defer c.RUnlock()
	html, ok := c.html[k]
	return html, ok
}

// put begins anew when the cache is full.
func (c *cache) put(k key, html string) {
	c.Lock()
	defer c.Unlock()
	if len(c.html) >= maxDrawn {
		clear(c.html)
	}
	c.html[k] = html
}
