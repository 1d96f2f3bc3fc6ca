package web_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"noren/backend/store/storetest"
)

// Every Mermaid block of the documents is drawn; none is left as text. One that cannot be drawn keeps the program from starting.
func TestDocs_EveryDiagramIsDrawn(t *testing.T) {
	o := newOutward(t, storetest.SQLite(t))
	total := 0
	for _, file := range markdownFiles(t) {
		written := strings.Count(read(t, file), "\n```mermaid\n")
		name, _ := strings.CutSuffix(file[strings.LastIndex(file, "/")+1:], ".md")
		page, lang, _ := strings.Cut(name, ".")
		path := "/docs/" + page
		if page == "index" {
			path = "/docs"
		}
		drawn := 0
		o.document(path + "?lang=" + lang).each(func(_ string, attributes map[string]string, node *html.Node) {
			if attributes["class"] != "diagram" {
				return
			}
			drawn++
			var image, steps bool
			for inner := range node.Descendants() {
				if inner.Data == "svg" {
					image = true
					roomOnAPC(t, file, inner)
				}
				steps = steps || inner.Data == "details"
			}
			if !image || !steps {
				t.Errorf("%s: diagram %d has image %t, steps in words %t", file, drawn, image, steps)
			}
		})
		if drawn != written {
			t.Errorf("%s: %d diagrams are written, %d are drawn", file, written, drawn)
		}
		total += drawn
	}
	if total < 16 {
		t.Errorf("only %d diagrams", total)
	}
}

// roomOnAPC sees that a drawing is not wider than the column of text on a PC, where it then need not scroll.
func roomOnAPC(t *testing.T, file string, svg *html.Node) {
	t.Helper()
	at := slices.IndexFunc(svg.Attr, func(a html.Attribute) bool { return a.Key == "width" })
	if width, err := strconv.Atoi(svg.Attr[at].Val); err != nil || width > 718 {
		t.Errorf("%s: %s is %d pixels wide", file, textOf(svg.FirstChild), width)
	}
}
