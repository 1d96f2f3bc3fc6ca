package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"noren/backend/store/storetest"
	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/display"
)

// what the studio shows is, node for node, what a shop's page gets from /embed/v1/render.
func TestX14_StudioShowsWhatShopsGet(t *testing.T) {
	d := newDrawn(t)
	for _, each := range []struct {
		element api.Element
		query   string
	}{
		{api.Element{Name: api.PayElement, Placement: display.Cart, Colour: button.DarkGray, Size: button.Large, Lang: api.English}, "colour=darkgray&size=large&words=en"},
		{api.Element{Name: api.LoginElement, Placement: display.LoginPage, Size: button.Fluid}, "show=login&size=fluid"},
		{api.Element{Name: api.LoginElement, Placement: display.Signup}, "show=login-signup"},
	} {
		each.element.Cart = d.token("cart-1")
		rendered := d.draw("", each.element)
		if rendered.HTML == "" {
			t.Fatalf("%s is hidden: %v", each.query, rendered.Hidden)
		}
		_, page, _ := d.send(http.MethodGet, "/preview/frame?sandbox=1&"+each.query, "", nil)
		if got, want := components(t, page), components(t, rendered.HTML); len(got) != 1 || !slices.Equal(got, want) {
			t.Errorf("%s:\n%s\nwant\n%s", each.query, got, want)
		}
	}
}

// components are what is drawn in a page's shadow roots, with the attributes of all elements in one order.
func components(t *testing.T, page string) (found []string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for node := range root.Descendants() {
		slices.SortFunc(node.Attr, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
	}
	for node := range root.Descendants() {
		if slices.Contains(node.Attr, html.Attribute{Key: "part", Val: "root"}) {
			var out strings.Builder
			if err := html.Render(&out, node); err != nil {
				t.Fatal(err)
			}
			found = append(found, out.String())
		}
	}
	return found
}

// the studio is there for everybody, in the language of the address or of the browser.
func TestX14_StudioIsOpenToEverybody(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	for _, path := range []string{"/preview", "/preview/frame", "/preview/theme.css", "/preview/widget.css", "/preview/picture.svg", "/preview/assets/studio.js"} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			status, body, header := o.send(method, path, "", map[string]string{"Accept-Language": "en"})
			if status != http.StatusOK || (body == "") != (method == http.MethodHead) || header.Get("Set-Cookie") != "" || header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s %s: %d %v", method, path, status, header)
			}
		}
		if status, _, _ := o.send(http.MethodPost, path, "", nil); status != http.StatusMethodNotAllowed {
			t.Errorf("POST %s: %d", path, status)
		}
	}
	for query, want := range map[string]string{"": "en", "?lang=ja": "ja", "?lang=xx": "en"} {
		if _, body, _ := o.send(http.MethodGet, "/preview"+query, "", map[string]string{"Accept-Language": "en"}); !strings.Contains(body, `<html lang="`+want+`"`) {
			t.Errorf("%s: %.80s", query, body)
		}
	}
	status, body, header := o.send(http.MethodGet, "/preview/nothing", "", nil)
	page{status, body, header}.says(t, "/preview/nothing", api.Japanese, api.NotFound)
}
