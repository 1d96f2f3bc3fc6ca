package preview

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"noren/shared/api"
	"noren/shared/button"
	"noren/shared/i18n"
	"noren/widget"
)

// parsed reads a piece of HTML; templates keep their content.
func parsed(t *testing.T, text string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// find gives the elements for which a condition holds.
func find(root *html.Node, is func(node *html.Node) bool) (found []*html.Node) {
	for node := range root.Descendants() {
		if node.Type == html.ElementNode && is(node) {
			found = append(found, node)
		}
	}
	return found
}

func attributeOf(node *html.Node, name string) string {
	i := slices.IndexFunc(node.Attr, func(a html.Attribute) bool { return a.Key == name })
	if i < 0 {
		return ""
	}
	return node.Attr[i].Val
}

// sorted puts the attributes of all elements into one order: go-app writes them in any.
func sorted(root *html.Node) *html.Node {
	byName := func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) }
	slices.SortFunc(root.Attr, byName)
	for node := range root.Descendants() {
		slices.SortFunc(node.Attr, byName)
	}
	return root
}

// outer writes a node again, so that two pieces of HTML can be compared.
func outer(t *testing.T, nodes ...*html.Node) string {
	t.Helper()
	var out strings.Builder
	for _, node := range nodes {
		if err := html.Render(&out, node); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

// what stands in a shadow root is, node for node, what shops get for the same view; the style sheet stands before it.
func TestX14_CellsAreTheVeryComponents(t *testing.T) {
	for _, s := range subjects {
		for _, state := range states {
			c := defaults()
			c.Show, c.State, c.Guide, c.Image, c.Words = s.name, state, "一行目\n<b>二行目</b>", true, api.English
			host := find(parsed(t, c.host(button.SP)), func(n *html.Node) bool { return strings.HasPrefix(n.Data, "noren-") })[0]
			if host.Data != "noren-"+string(s.element) || attributeOf(host, "state") != string(state) {
				t.Errorf("%s %s: host %s", s.name, state, outer(t, host))
			}
			view, drawn := c.view(button.SP)
			if view.Site != button.SP && drawn {
				t.Errorf("%s is drawn for %s", s.name, view.Site)
			}
			shadow := host.FirstChild
			if !drawn {
				if shadow != nil || state != Loading && state != Hidden {
					t.Errorf("%s %s: draws %v", s.name, state, shadow)
				}
				continue
			}
			data := string(state)
			if state == Unreachable {
				data = "error"
			}
			if !strings.Contains(c.host(button.SP), `data-state="`+data+`"`) {
				t.Errorf("%s %s: is not drawn as %s", s.name, state, data)
			}
			if s.element == api.GuideElement && !strings.Contains(c.host(button.SP), `src="`+ImagePath+`"`) {
				t.Errorf("%s %s: no payment image", s.name, state)
			}
			link := shadow.FirstChild
			if attributeOf(link, "href") != widgetAddress() {
				t.Errorf("%s: no styles", s.name)
			}
			shown := strings.Replace(widget.HTML(view), sampleImage, ImagePath, 1)
			want := outer(t, sorted(find(parsed(t, shown), func(n *html.Node) bool { return attributeOf(n, "part") == "root" })[0]))
			got := outer(t, sorted(link.NextSibling))
			if spoken(view) || c.notice() == "" {
				if got != want {
					t.Errorf("%s %s:\n%s\nwant\n%s", s.name, state, got, want)
				}
			} else if title := i18n.English.Problem(c.notice()).Title; !strings.Contains(got, title) {
				t.Errorf("%s %s does not say %q", s.name, state, title)
			}
		}
	}
}

// spoken reports whether the component itself brings the notice along.
func spoken(view api.View) bool { return view.Pay != nil || view.Order != nil || view.Link != nil }

// the attributes make a shop's page show the same.
func TestX14_AttributesOfTheElement(t *testing.T) {
	c := defaults()
	c.Show, c.Colour, c.Size, c.Site, c.State = "login-signup", button.DarkGray, button.Fluid, button.SP, Disabled
	if got := attributeText(c.attributes(c.subject())); got != ` placement="signup" colour="darkgray" size="fluid" site="sp" disabled` {
		t.Error(got)
	}
	c.Show = "purchaser"
	if got := attributeText(c.attributes(c.subject())); got != ` target="purchaser" site="sp" disabled` {
		t.Error(got)
	}
}
