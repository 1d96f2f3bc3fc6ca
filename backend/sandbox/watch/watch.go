// Package watch draws what a developer sees of the sandbox: the dashboard's pages and the page of the control API.
// [Layout] is the frame of them all. The pages are complete without JavaScript; with it they follow what happens.
package watch

import (
	"embed"
	"io/fs"
	"strings"

	"github.com/a-h/templ"
)

//go:generate go run github.com/a-h/templ/cmd/templ@v0.3.977 generate

// AssetPath is where the pages look for the files of [Assets].
const AssetPath = "/dashboard/assets/"

// ContentSecurityPolicy suits every page here.
const ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

//go:embed assets
var assets embed.FS

// Assets holds watch.css, watch.js and icon.svg, by these names.
func Assets() fs.FS {
	sub, err := fs.Sub(assets, "assets")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	return sub
}

// Frame is what Layout needs to know of a page.
type Frame struct {
	Lang    string // "ja" or "en"
	Title   string
	Path    string // of this page with its query, to come back to
	Now     Moment // of the sandbox's clock
	Event   int    // number of the last event that the page knows
	Problem string // what was wrong with a form
}

// Say is the text in the page's language.
func (f Frame) Say(japanese, english string) string {
	if f.Lang == "en" {
		return english
	}
	return japanese
}

// in is the address of this page in another language.
func (f Frame) in(lang string) templ.SafeURL {
	path, query, _ := strings.Cut(f.Path, "?")
	if query != "" {
		query += "&"
	}
	return templ.SafeURL(path + "?" + query + "lang=" + lang)
}

// Link leads to another page of the dashboard.
type Link struct{ Path, Japanese, English string }

// Sections are the links at the top of every page.
var Sections = []Link{
	{"/", "ライブ", "Live"},
	{"/dashboard/payments", "支払い", "Payments"},
	{"/dashboard/requests", "リクエスト", "Requests"},
	{"/dashboard/notifications", "通知", "Notifications"},
	{"/dashboard/mails", "メール", "Mails"},
	{"/dashboard/controls", "操作", "Controls"},
	{"/dashboard/setup", "接続", "Set-up"},
	{"/sellercentral/", "Seller Central", "Seller Central"},
}

// current is the section that a path belongs to.
func (f Frame) current(l Link) string {
	path, _, _ := strings.Cut(f.Path, "?")
	if path == l.Path || l.Path != "/" && strings.HasPrefix(path, l.Path+"/") {
		return "page"
	}
	return "false"
}
