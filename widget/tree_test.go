package widget

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// node is what a browser makes of HTML: an element with attributes and children, or a text.
type node struct {
	Tag   string
	Attrs map[string]string
	Text  string
	Kids  []node
}

// parse reads HTML as a browser's <template> does.
func parse(t *testing.T, markup string) []node {
	t.Helper()
	roots, err := html.ParseFragment(strings.NewReader(markup), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		t.Fatal(err)
	}
	var nodes []node
	for _, root := range roots {
		nodes = append(nodes, convert(root))
	}
	return nodes
}

func convert(from *html.Node) node {
	if from.Type != html.ElementNode {
		return node{Text: from.Data}
	}
	to := node{Tag: from.Data, Attrs: map[string]string{}}
	for _, attribute := range from.Attr {
		to.Attrs[attribute.Key] = attribute.Val
	}
	for kid := range from.ChildNodes() {
		to.Kids = append(to.Kids, convert(kid))
	}
	return to
}

// rewrite applies a function to every text and every value.
func (n node) rewrite(with func(string) string) node {
	n.Attrs = maps.Clone(n.Attrs)
	for name, value := range n.Attrs {
		n.Attrs[name] = with(value)
	}
	if n.Tag == "" {
		n.Text = with(n.Text)
	}
	n.Kids = slices.Clone(n.Kids)
	for i, kid := range n.Kids {
		n.Kids[i] = kid.rewrite(with)
	}
	return n
}

// all returns the node and everything below it.
func (n node) all() []node {
	found := []node{n}
	for _, kid := range n.Kids {
		found = append(found, kid.all()...)
	}
	return found
}

// parts returns the elements that call themselves so.
func (n node) parts(name string) []node {
	var found []node
	for _, each := range n.all() {
		if each.Attrs["part"] == name {
			found = append(found, each)
		}
	}
	return found
}

// text is the text of the node and everything below it.
func (n node) text() string {
	var all strings.Builder
	for _, each := range n.all() {
		all.WriteString(each.Text)
	}
	return all.String()
}
