package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"noren/shared/api"
	"noren/shared/i18n"
)

//go:generate go run github.com/a-h/templ/cmd/templ@v0.3.977 generate

// docGroups are the documents in the order in which they are listed, for each kind of reader. NAME is written in
// static/docs/NAME.ja.md and NAME.en.md.
var docGroups = [][]string{
	{docIndex},
	{"embedding", "elements", "theming", "pages", "forms", "security", "examples", "troubleshooting", "changelog"},
	{"flows", "server", "login", docAPI, docProblems},
	{"merchant", "orders", "sandbox", "operating", "configuration", "upgrading", "runbook", "threats", "asvs"},
}

// Documents that are more than their Markdown, or that lie elsewhere.
const (
	docIndex    = "index" // /docs itself
	docAPI      = "api"
	docProblems = "problems"
)

var docLangs = []api.Lang{api.Japanese, api.English}

// docGroup is a part of the list of documents.
type docGroup struct {
	title     string
	documents []document
}

// grouped is the list of documents in its parts.
func grouped(list []document, words i18n.Documents) []docGroup {
	titles := []string{"", words.ForThemes, words.ForServers, words.ForOperators}
	groups := make([]docGroup, len(docGroups))
	for i, names := range docGroups {
		groups[i] = docGroup{titles[i], list[:len(names)]}
		list = list[len(names):]
	}
	return groups
}

// document is one page for shop developers, in one language.
type document struct {
	name, title string
	lang        api.Lang
	sections    []section
	content     templ.Component
}

// section is a heading of the second level.
type section struct{ id, title string }

// docPath is where a document lies. Its links keep the language that they were written in, so that nobody has to choose twice.
func docPath(name string, lang api.Lang) string {
	if name == docIndex {
		return "/docs?lang=" + string(lang)
	}
	return "/docs/" + name + "?lang=" + string(lang)
}

// docsRoutes show the documents. They are for everybody, the same for everybody, and made once: when somebody asks for one, since they
// took half of the time of a start.
func (s *Site) docsRoutes(e *echo.Echo) {
	show := func(c echo.Context) error {
		shown, lang := docs(), docLang(c)
		name := strings.TrimPrefix(strings.TrimPrefix(c.Request().URL.Path, "/docs"), "/")
		if name == "" {
			name = docIndex
		}
		page, ok := shown.pages[docPath(name, lang)]
		if !ok {
			problem := i18n.For(lang).Problem(api.NotFound)
			return renderPage(c, http.StatusNotFound, docMissing(document{lang: lang, title: problem.Title}, shown.list[lang], problem.Remedy))
		}
		header := c.Response().Header()
		header.Set(echo.HeaderContentType, echo.MIMETextHTMLCharsetUTF8)
		header.Set("Content-Language", string(lang))
		header.Set("Vary", "Accept-Language")
		header.Set("Cache-Control", "public, max-age=300")
		header.Set("ETag", page.etag)
		http.ServeContent(c.Response(), c.Request(), "", time.Time{}, bytes.NewReader(page.text))
		return nil
	}
	e.Match([]string{http.MethodGet, http.MethodHead}, "/docs", show)
	e.Match([]string{http.MethodGet, http.MethodHead}, "/docs/*", show)
}

// docLang is the language that the address asks for; without one it is the browser's wish.
func docLang(c echo.Context) api.Lang {
	if lang := api.Lang(c.QueryParam("lang")); slices.Contains(docLangs, lang) {
		c.Set(langKey, lang)
	}
	return langOf(c)
}

// docSet is every document as it is sent, by its docPath, and the lists of them.
type docSet struct {
	pages map[string]docPage
	list  map[api.Lang][]document
}

type docPage struct {
	text []byte
	etag string
}

// docs makes the documents, once for the whole process. They are part of the program: the tests see to it that none is broken.
var docs = sync.OnceValue(func() docSet {
	set, err := makeDocs()
	if err != nil {
		panic(err)
	}
	return set
})

func makeDocs() (docSet, error) {
	set := docSet{pages: map[string]docPage{}, list: make(map[api.Lang][]document)}
	for _, name := range slices.Concat(docGroups...) {
		texts, err := readMarkdown(name)
		if err != nil {
			return set, err
		}
		for _, lang := range docLangs {
			d, err := makeDocument(name, lang, texts[lang])
			if err != nil {
				return set, err
			}
			set.list[lang] = append(set.list[lang], d)
		}
	}
	for _, lang := range docLangs {
		for _, d := range set.list[lang] {
			var page bytes.Buffer
			if err := docPageOf(d, set.list[lang]).Render(context.Background(), &page); err != nil {
				return set, fmt.Errorf("web: document %s.%s: %w", d.name, lang, err)
			}
			sum := sha256.Sum256(page.Bytes())
			set.pages[docPath(d.name, lang)] = docPage{page.Bytes(), `"` + hex.EncodeToString(sum[:8]) + `"`}
		}
	}
	return set, nil
}

// makeDocument puts behind the Markdown what is drawn from elsewhere, so that it is not written twice.
func makeDocument(name string, lang api.Lang, text *markdown) (document, error) {
	html, err := text.html()
	if err != nil {
		return document{}, err
	}
	d := document{name: name, title: text.title(), lang: lang, sections: text.sections(), content: templ.Raw(html)}
	words := i18n.DocumentsFor(lang)
	switch name {
	case docAPI:
		reference, err := readAPI(lang)
		if err != nil {
			return d, err
		}
		d.content = templ.Join(d.content, apiReference(reference, words))
		d.sections = append(d.sections, reference.sections(words)...)
	case docProblems:
		groups := problemsByStatus(lang)
		d.content = templ.Join(d.content, problemList(groups, words))
		for _, group := range groups {
			d.sections = append(d.sections, section{group.id(), group.title()})
		}
	}
	return d, nil
}
