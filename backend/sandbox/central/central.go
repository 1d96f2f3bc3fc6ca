// Package central is the look of a small Seller Central, where a merchant works at Amazon by hand: templ components and
// one style sheet. It decides nothing; whoever serves the pages fills a view and renders its component:
//
//	central.Orders(central.OrdersView{…}).Render(ctx, w)
//
// The pages carry no script and no inline style, so [ContentSecurityPolicy] holds.
package central

import (
	"embed"
	"io/fs"
	"strings"
)

//go:generate go run github.com/a-h/templ/cmd/templ@v0.3.977 generate

// Path is where the pages are.
const Path = "/sellercentral/"

// AssetPath is where the pages look for the files of [Assets].
const AssetPath = Path + "assets/"

// ContentSecurityPolicy suits every page here.
const ContentSecurityPolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

//go:embed assets
var assets embed.FS

// Assets holds central.css by this name.
func Assets() fs.FS {
	sub, err := fs.Sub(assets, "assets")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	return sub
}

// text is one sentence in both languages.
type text struct{ ja, en string }

// in speaks one language.
func in(lang string) func(text) string {
	if lang == "en" {
		return func(t text) string { return t.en }
	}
	return func(t text) string { return t.ja }
}

// fill puts values into a sentence: pairs of name and value.
func fill(sentence string, pairs ...string) string {
	return strings.NewReplacer(pairs...).Replace(sentence)
}
