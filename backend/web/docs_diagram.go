package web

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"noren/backend/web/diagram"
	"noren/shared/api"
	"noren/shared/i18n"
)

// drawn is HTML of our own in place of a block: a diagram for its description, a file for the link to it.
type drawn struct {
	ast.BaseBlock
	html string
}

var kindDrawn = ast.NewNodeKind("Drawn")

// Kind is goldmark's name of what this is.
func (*drawn) Kind() ast.NodeKind { return kindDrawn }

// Dump is for goldmark's debugging.
func (d *drawn) Dump(source []byte, level int) { ast.DumpHelper(d, source, level, nil, nil) }

// drawings lets goldmark render what is drawn.
type drawings struct{}

// Extend is called by goldmark.
func (drawings) Extend(m goldmark.Markdown) {
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(drawings{}, 500))) //nolint:misspell // goldmark's spelling
}

// RegisterFuncs is called by goldmark.
func (drawings) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindDrawn, func(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		if d, ok := node.(*drawn); ok && entering {
			_, err := w.WriteString(d.html)
			return ast.WalkSkipChildren, err
		}
		return ast.WalkContinue, nil
	})
}

// drawDiagrams puts a drawing in place of each Mermaid block. One that cannot be drawn is an error.
func (m *markdown) drawDiagrams(lang api.Lang) error {
	words := i18n.DocumentsFor(lang)
	for i, block := range nodes[*ast.FencedCodeBlock](m.root) {
		if string(block.Language(m.source)) != "mermaid" {
			continue
		}
		var source strings.Builder
		for _, line := range block.Lines().Sliced(0, block.Lines().Len()) {
			source.Write(line.Value(m.source))
		}
		parsed, err := diagram.Parse(source.String())
		if err != nil {
			return fmt.Errorf("web: document %s: %w", m.file, err)
		}
		html := parsed.HTML(diagram.Words{
			Steps: words.Steps, If: words.If, OrIf: words.OrIf, Otherwise: words.Otherwise, Repeat: words.Repeat, Note: words.Note,
		}, "diagram-"+strconv.Itoa(i+1))
		block.Parent().ReplaceChild(block.Parent(), block, &drawn{html: html})
	}
	return nil
}
