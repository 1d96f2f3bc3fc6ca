package preview

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/a-h/templ"

	"noren/shared/api"
	"noren/shared/i18n"
	"noren/widget"
)

//go:generate go run github.com/a-h/templ/cmd/templ@v0.3.977 generate

//go:embed assets
var assets embed.FS

// Addresses of the studio.
const (
	Path        = "/preview"
	FramePath   = "/preview/frame"
	ThemePath   = "/preview/theme.css"
	WidgetPath  = "/preview/widget.css"
	PicturePath = "/preview/picture.svg"
	AssetsPath  = "/preview/assets/"
	ImagePath   = "/preview/assets/payment.svg" // a payment image of ours, as a sample
)

// Studio answers requests. Every page of it is the same for everybody who asks for the same address.
type Studio struct {
	PublicURL string // for the snippet: our own origin, without a slash at the end
}

// Policies: like that of all pages, but the studio frames its own frame, and turns pictures into others.
const (
	studioPolicy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'"
	framePolicy  = "default-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'none'; style-src 'self'; img-src 'self' data:"
)

// ServePage is the studio itself; lang is its language when the address names none. A form that was sent without script leads to
// the short address of the same choices.
func (s Studio) ServePage(w http.ResponseWriter, r *http.Request, lang api.Lang) {
	query := r.URL.Query()
	c, notices := Parse(query, lang)
	if query.Has(applyField) && notices == nil {
		http.Redirect(w, r, Path+"?"+c.Query(), http.StatusSeeOther) //nolint:gosec // to our own page: only the query differs, and it is written anew
		return
	}
	words := i18n.PreviewFor(c.Lang)
	s.page(w, r, studioPolicy, studio(c, words, notices, s.PublicURL))
}

// ServeFrame is one page of a shop with the element in its place, for an iframe of our own pages. Its query, which stays as it is
// because other pages of ours use it for a live preview of settings, too:
//
//	show        pay (default), login, guide …: see subjects
//	colour      gold, lightgray, darkgray
//	size        large, medium, small, fluid
//	site        pc, sp: the theme; also how wide the page lays itself out
//	words       ja, en: the element's language
//	state       ready (default), loading, busy, disabled, hidden, error, unreachable
//	background  light (default), dark, busy, hostile, own (then paint: rrggbb)
//	width       of the place, in CSS pixels, 80–720
//	height      of the button, 42–193; radius of its corners, 0–40
//	guide       a guide's text, plain with line breaks; image=1: the payment image beside it
//	sandbox     1: the mark of the test mode
//
// What makes no sense is the default.
func (s Studio) ServeFrame(w http.ResponseWriter, r *http.Request, lang api.Lang) {
	c, _ := Parse(r.URL.Query(), lang)
	s.page(w, r, framePolicy, frame(c, i18n.PreviewFor(c.Words)))
}

// ServeTheme is the style sheet of what no attribute can say.
func (s Studio) ServeTheme(w http.ResponseWriter, r *http.Request) {
	c, _ := Parse(r.URL.Query(), api.Japanese)
	send(w, "text/css; charset=utf-8", c.theme())
}

// ServeWidget is the style sheet of the components, as the loader puts it into every shadow root.
func (s Studio) ServeWidget(w http.ResponseWriter, _ *http.Request) {
	send(w, "text/css; charset=utf-8", widget.Styles())
}

// ServePicture is the button as SVG, to be kept.
func (s Studio) ServePicture(w http.ResponseWriter, r *http.Request) {
	c, _ := Parse(r.URL.Query(), api.Japanese)
	w.Header().Set("Content-Disposition", `attachment; filename="`+c.fileName()+`.svg"`)
	send(w, "image/svg+xml", c.picture().svg())
}

// ServeAssets are the studio's script, style sheets and pictures.
func (s Studio) ServeAssets(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, AssetsPath)
	text, err := fs.ReadFile(files(), name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	send(w, mime.TypeByExtension(path.Ext(name)), string(text))
}

var files = sync.OnceValue(func() fs.FS {
	sub, err := fs.Sub(assets, "assets")
	if err != nil {
		panic(err) // only for an invalid name, and the name above is a constant
	}
	return sub
})

// assetPath is where an asset lies; another build of it has another address, so that a page and its styles are of one build.
func assetPath(name string) string {
	text, err := fs.ReadFile(files(), name)
	if err != nil {
		panic(err) // a page of ours names what is not in the program
	}
	return AssetsPath + name + "?" + version(text)
}

var widgetAddress = sync.OnceValue(func() string { return WidgetPath + "?" + version([]byte(widget.Styles())) })

func version(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:6])
}

const shortly = "public, max-age=300"

func (s Studio) page(w http.ResponseWriter, r *http.Request, policy string, content templ.Component) {
	var out strings.Builder
	if err := content.Render(r.Context(), &out); err != nil {
		return // the browser is gone
	}
	w.Header().Set("Content-Security-Policy", policy)
	w.Header().Set("Vary", "Accept-Language")
	send(w, "text/html; charset=utf-8", out.String())
}

func send(w http.ResponseWriter, kind, text string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.Header().Set("Cache-Control", shortly)
	_, _ = w.Write([]byte(text)) //nolint:gosec // pages come from templ, and style sheets and drawings of numbers and our own words
}
