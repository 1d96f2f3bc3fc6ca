package pages

import (
	"embed"
	"io/fs"
)

//go:generate go run github.com/a-h/templ/cmd/templ@v0.3.977 generate
//go:generate sh -c "(echo '(() => {'; cat checkout/*.js; echo '})();') > assets/checkout.js"

// AssetPath is where the pages look for the files of [Assets]. The same
// checkout.js is served at /checkout.js too: that is the address shops know.
const AssetPath = "/assets/"

// ContentSecurityPolicy suits every page here. It names no form-action, because
// browsers apply that to the redirect which follows the form as well, and the
// way back leads to the shop's origin.
const ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"

//go:embed assets
var assets embed.FS

// Assets holds checkout.js, sandbox.css and processing.js, by these names.
func Assets() fs.FS {
	sub, err := fs.Sub(assets, "assets")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	return sub
}
