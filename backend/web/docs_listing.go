package web

import (
	"fmt"
	"html"
	"io/fs"
	"strings"

	"github.com/yuin/goldmark/ast"

	"noren/static"
)

// listFiles puts the text of a file in place of each paragraph that is nothing but a link to an example: what readers copy is what
// the tests run.
func (m *markdown) listFiles() error {
	for _, paragraph := range nodes[*ast.Paragraph](m.root) {
		link, ok := paragraph.FirstChild().(*ast.Link)
		if !ok || paragraph.ChildCount() != 1 || !strings.HasPrefix(string(link.Destination), "examples/") {
			continue
		}
		name := string(link.Destination)
		text, err := fs.ReadFile(static.Docs(), name)
		if err != nil {
			return fmt.Errorf("web: document %s: %w", m.file, err)
		}
		listing := `<figure class="listing"><figcaption><code>` + html.EscapeString(strings.TrimPrefix(name, "examples/")) +
			"</code></figcaption><pre><code>" + html.EscapeString(string(text)) + "</code></pre></figure>\n"
		paragraph.Parent().ReplaceChild(paragraph.Parent(), paragraph, &drawn{html: listing})
	}
	return nil
}
