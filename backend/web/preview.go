package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"noren/backend/web/preview"
	"noren/shared/api"
)

// previewRoutes are the studio for designers. It is for everybody, and holds nothing of any shop.
func (s *Site) previewRoutes(e *echo.Echo) {
	studio := preview.Studio{PublicURL: s.PublicURL}
	show := func(path string, serve func(w http.ResponseWriter, r *http.Request, lang api.Lang)) {
		e.Match([]string{http.MethodGet, http.MethodHead}, path, func(c echo.Context) error {
			serve(c.Response(), c.Request(), docLang(c))
			return nil
		}, packed)
	}
	file := func(path string, serve http.HandlerFunc) {
		e.Match([]string{http.MethodGet, http.MethodHead}, path, echo.WrapHandler(serve), packed)
	}
	show(preview.Path, studio.ServePage)
	show(preview.FramePath, studio.ServeFrame)
	file(preview.ThemePath, studio.ServeTheme)
	file(preview.WidgetPath, studio.ServeWidget)
	file(preview.PicturePath, studio.ServePicture)
	file(preview.AssetsPath+"*", studio.ServeAssets)
}
