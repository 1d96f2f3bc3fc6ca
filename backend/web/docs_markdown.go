package web

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"noren/backend/web/preview"
	"noren/shared/api"
	"noren/static"
)

// commonmark leaves raw HTML out, which keeps the strict policy of our pages true: nothing in a document can be a script or a
// style. Columns are not aligned by style attributes for the same reason. A line break between two Japanese characters is no
// blank.
var commonmark = goldmark.New(
	goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)), drawings{}),
	goldmark.WithRendererOptions(html.WithEastAsianLineBreaks(html.EastAsianLineBreaksSimple)),
)

// markdown is a parsed text.
type markdown struct {
	file   string
	source []byte
	root   ast.Node
}

func parseMarkdown(file string, source []byte, lang api.Lang) *markdown {
	m := &markdown{file: file, source: source, root: commonmark.Parser().Parse(text.NewReader(source))}
	for _, link := range nodes[*ast.Link](m.root) {
		link.Destination = []byte(served(string(link.Destination), lang))
	}
	for _, table := range nodes[*tables.Table](m.root) {
		m.labelCells(table)
	}
	for _, code := range nodes[*ast.CodeSpan](m.root) {
		if len(m.words(code)) > longCode {
			code.SetAttributeString("class", []byte("long"))
		}
	}
	return m
}

// longCode is how many letters of code in a sentence still stay in one line: as many as a phone shows.
const longCode = 32

// readMarkdown reads a document in all languages. The headings get the same ids everywhere, made of the English words, so that
// a link means the same place in every language.
func readMarkdown(name string) (map[api.Lang]*markdown, error) {
	all := make(map[api.Lang]*markdown)
	for _, lang := range docLangs {
		file := name + "." + string(lang) + ".md"
		source, err := fs.ReadFile(static.Docs(), file)
		if err != nil {
			return nil, fmt.Errorf("web: document: %w", err)
		}
		all[lang] = parseMarkdown(file, source, lang)
		if err := errors.Join(all[lang].drawDiagrams(lang), all[lang].listFiles()); err != nil {
			return nil, err
		}
	}
	english := all[api.English].headings()
	for _, m := range all {
		headings := m.headings()
		if len(headings) != len(english) {
			return nil, fmt.Errorf("web: document %s: %d headings, and %d in English", m.file, len(headings), len(english))
		}
		for i, heading := range headings {
			heading.SetAttributeString("id", []byte(slug(all[api.English].words(english[i]))))
		}
	}
	return all, nil
}

var (
	notInSlug = regexp.MustCompile(`[^a-z0-9 -]`)
	docFile   = regexp.MustCompile(`^(\w+)\.(?:ja|en)\.md(#.*)?$`)
)

// slug makes an id of a heading as GitHub does, so that links between the files work there too.
func slug(heading string) string {
	return strings.ReplaceAll(notInSlug.ReplaceAllString(strings.ToLower(heading), ""), " ", "-")
}

// served is where we serve what a link in the repository leads to.
func served(link string, lang api.Lang) string {
	switch link {
	case "../../backend/web/shopapi/openapi.yaml":
		return apiBase + "/openapi.yaml"
	case "../embed/noren.d.ts":
		return static.TypesPath
	case "../embed/noren-react.d.ts":
		return static.ReactTypesPath
	case "../../backend/web/preview":
		return preview.Path + "?lang=" + string(lang)
	}
	if found := docFile.FindStringSubmatch(link); found != nil {
		return docPath(found[1], lang) + found[2]
	}
	return link
}

// html renders the text. A table is stacked on narrow screens (docs.css), which would take its meaning from it for screen
// readers: the roles bring it back. What is code can be scrolled by keyboard. Text in the source never looks like these tags,
// because its angle brackets are escaped. A number keeps its Japanese unit in its line.
func (m *markdown) html() (string, error) {
	var text bytes.Buffer
	if err := commonmark.Renderer().Render(&text, m.source, m.root); err != nil {
		return "", fmt.Errorf("web: document %s: %w", m.file, err)
	}
	return strings.NewReplacer(
		"<table>", `<table role="table">`, "<thead>", `<thead role="rowgroup">`, "<tbody>", `<tbody role="rowgroup">`,
		"<tr>", `<tr role="row">`, "<th>", `<th role="columnheader">`, "<td>", `<td role="cell">`, "<td ", `<td role="cell" `,
		"<pre>", `<pre tabindex="0">`,
	).Replace(beforeUnit.ReplaceAllString(text.String(), "$1\u00a0$2")), nil
}

// beforeUnit is the blank between a number and what is counted.
var beforeUnit = regexp.MustCompile(`\b(\d(?:[\d.,]*\d)?) ([\p{Han}\p{Katakana}])`)

// title is the heading of the whole.
func (m *markdown) title() string {
	for _, heading := range m.headings() {
		if heading.Level == 1 {
			return m.words(heading)
		}
	}
	return ""
}

func (m *markdown) sections() []section {
	var sections []section
	for _, heading := range m.headings() {
		if heading.Level == 2 {
			sections = append(sections, section{slugOf(heading), m.words(heading)})
		}
	}
	return sections
}

func (m *markdown) headings() []*ast.Heading { return nodes[*ast.Heading](m.root) }

// labelCells writes beside each cell what its column is called, for screens on which the head of the table does not show.
func (m *markdown) labelCells(table *tables.Table) {
	head := nodes[*tables.TableCell](table.FirstChild())
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		for i, cell := range nodes[*tables.TableCell](row) {
			if i == 0 && m.isNames(cell) {
				cell.SetAttributeString("class", []byte("names"))
			}
			if i > 0 && cell.HasChildren() {
				cell.SetAttributeString("data-label", []byte(m.words(head[i])))
			}
		}
	}
}

// isNames reports whether a cell holds names in code and nothing else: its column need not be wider than they are.
func (m *markdown) isNames(cell ast.Node) bool {
	names := 0
	for child := cell.FirstChild(); child != nil; child = child.NextSibling() {
		if child.Kind() == ast.KindCodeSpan {
			names++
		} else if strings.TrimSpace(m.words(child)) != "" {
			return false
		}
	}
	return names > 0
}

// words is the text of a node without its marks.
func (m *markdown) words(node ast.Node) string {
	var words strings.Builder
	for _, piece := range nodes[*ast.Text](node) {
		words.Write(piece.Segment.Value(m.source))
	}
	return words.String()
}

func slugOf(heading *ast.Heading) string {
	id, _ := heading.AttributeString("id")
	text, _ := id.([]byte)
	return string(text)
}

// nodes are those of one kind in and under a node, in reading order.
func nodes[Kind ast.Node](root ast.Node) []Kind {
	var found []Kind
	_ = ast.Walk(root, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if one, ok := node.(Kind); ok && entering {
			found = append(found, one)
		}
		return ast.WalkContinue, nil
	})
	return found
}
