package seller

import (
	"embed"
	"io/fs"
)

//go:generate go run github.com/a-h/templ/cmd/templ@v0.3.977 generate

// AssetPath is where the pages look for the files of [Assets].
const AssetPath = "/seller/assets/"

// ContentSecurityPolicy suits every page here but [Share], which also posts to a shop's endpoint: see
// [SharePolicy]. It names no form-action, because the last page of a hosted registration posts to the platform.
const ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"

// SharePolicy lets the script of [Share] reach one origin and no other.
func SharePolicy(origin string) string { return ContentSecurityPolicy + "; connect-src " + origin }

//go:embed assets
var assets embed.FS

// Assets holds seller.css and share.js, by these names.
func Assets() fs.FS {
	sub, err := fs.Sub(assets, "assets")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	return sub
}
