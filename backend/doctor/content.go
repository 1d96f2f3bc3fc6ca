package doctor

import (
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// content is what the markup of a page holds for us. It is read piece by piece: no markup, however broken or deep, costs more than its
// length.
type content struct {
	scripts      []script
	elements     []element
	metaPolicies []string
	analytics    []string // whose counters are in the page
	err          error    // of reading, not of the markup
}

// script is a script tag with an address that looks like our loader's.
type script struct{ src, shop, nonce, integrity string }

// element is a custom element of ours, or one that was meant to be.
type element struct {
	name       string // without «noren-»
	attributes map[string]string
}

// Bounds of what is kept of a page.
const (
	maxKept      = 200
	maxAttribute = 20_000
)

func readContent(from io.Reader) content {
	var c content
	reader := html.NewTokenizer(from)
	reader.SetMaxBuf(maxPage)
	inTemplate := 0
	for {
		switch reader.Next() {
		case html.ErrorToken:
			if err := reader.Err(); !errors.Is(err, io.EOF) {
				c.err = err
			}
			return c
		case html.TextToken:
			c.readText(string(reader.Raw()))
		case html.EndTagToken:
			if name, _ := reader.TagName(); string(name) == "template" && inTemplate > 0 {
				inTemplate--
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			token := reader.Token()
			if token.Data == "template" {
				inTemplate++
			}
			if inTemplate == 0 { // what stands in a template is not in the page
				c.readTag(token)
			}
		case html.CommentToken, html.DoctypeToken:
		}
	}
}

func (c *content) readTag(token html.Token) {
	attributes := map[string]string{}
	for _, a := range token.Attr {
		if _, twice := attributes[a.Key]; !twice && len(a.Val) <= maxAttribute {
			attributes[a.Key] = a.Val
		}
	}
	name, custom := strings.CutPrefix(token.Data, "noren-")
	switch {
	case token.Data == "script":
		src := attributes["src"]
		c.count(src)
		if (isLoader(src) || attributes["data-shop"] != "") && len(c.scripts) < maxKept {
			c.scripts = append(c.scripts, script{src, attributes["data-shop"], attributes["nonce"], attributes["integrity"]})
		}
	case token.Data == "meta" && strings.EqualFold(attributes["http-equiv"], "content-security-policy"):
		if len(c.metaPolicies) < maxKept {
			c.metaPolicies = append(c.metaPolicies, attributes["content"])
		}
	case custom && len(c.elements) < maxKept:
		c.elements = append(c.elements, element{name, attributes})
	}
}

// isLoader knows the address of a loader, at whatever host.
func isLoader(src string) bool {
	src, _, _ = strings.Cut(src, "?")
	return strings.Contains(src, "/embed/v1/noren") && strings.HasSuffix(src, ".js")
}

// readText looks for counters that are started in the text of a script.
func (c *content) readText(text string) {
	if strings.Contains(text, "gtag(") || strings.Contains(text, "gtm.start") {
		c.count(text)
		c.found("Google Analytics")
	}
}

// count looks for counters by their addresses.
func (c *content) count(text string) {
	for _, counter := range []struct{ mark, name string }{
		{"googletagmanager.com", "Google Analytics"}, {"google-analytics.com", "Google Analytics"}, {"analytics.yahoo", "Yahoo!アクセス解析"}, //nolint:gosmopolitan // its name
		{"omtrdc.net", "Adobe Analytics"}, {"matomo", "Matomo"}, {"clarity.ms", "Microsoft Clarity"},
	} {
		if strings.Contains(text, counter.mark) {
			c.found(counter.name)
		}
	}
}

func (c *content) found(counter string) {
	for _, known := range c.analytics {
		if known == counter {
			return
		}
	}
	c.analytics = append(c.analytics, counter)
}
