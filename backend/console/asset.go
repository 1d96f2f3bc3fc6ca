package console

import (
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/http"
	"net/url"
	"path"
	"sync"

	"github.com/labstack/echo/v4"

	"noren/shared/api"
	"noren/shared/i18n"
)

// versions are hashes of the assets, for addresses that may be cached for ever.
var versions = sync.OnceValue(func() map[string]string {
	found := map[string]string{}
	files, err := assets.ReadDir("assets")
	if err != nil {
		panic(err) // they are in the program
	}
	for _, file := range files {
		text, err := assets.ReadFile("assets/" + file.Name())
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(text)
		found[file.Name()] = hex.EncodeToString(sum[:6])
	}
	return found
})

// asset is the address of a file in assets; it changes with the file.
func asset(name string) string { return "/console/assets/" + name + "?v=" + versions()[name] }

func serveAsset(ctx echo.Context) error {
	name := ctx.Param("file")
	text, err := assets.ReadFile("assets/" + path.Base(name))
	if err != nil {
		return echo.ErrNotFound
	}
	if ctx.QueryParam("v") == versions()[name] {
		ctx.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	return ctx.Blob(http.StatusOK, mime.TypeByExtension(path.Ext(name)), text)
}

// languages are the other languages of a page.
func languages(v *view) []i18n.Console {
	var others []i18n.Console
	for _, lang := range []api.Lang{api.Japanese, api.English} {
		if lang != v.lang {
			others = append(others, i18n.ConsoleFor(lang))
		}
	}
	return others
}

// inLanguage is the address of a page in another language.
func inLanguage(address string, lang api.Lang) string {
	u, err := url.Parse(address)
	if err != nil {
		return "/console"
	}
	query := u.Query()
	query.Set("lang", string(lang))
	u.RawQuery = query.Encode()
	return u.RequestURI()
}
