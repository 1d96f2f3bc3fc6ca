package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
)

// imageRoutes are the pictures that shops have uploaded (R3-5), for their pages and for our previews.
func (s *Site) imageRoutes(e *echo.Echo) {
	e.Match([]string{http.MethodGet, http.MethodHead}, merchant.ImagePath(":shop", ":image"), s.showImage)
}

// showImage never serves another picture under the same address, so that browsers may keep it for ever. Whatever a file was made to be,
// no browser runs it, nor takes it for something else than a picture.
func (s *Site) showImage(c echo.Context) error {
	image, err := s.Shops.Image(speakFor(c, c.Param("shop")), c.Param("shop"), c.Param("image"))
	if errors.Is(err, merchant.ErrUnknownImage) {
		return echo.ErrNotFound
	}
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	return c.Blob(http.StatusOK, image.Kind, image.Content)
}

// imageURL is the whole address of a shop's picture; "" for none.
func (s *Site) imageURL(shop, id string) string {
	if id == "" {
		return ""
	}
	return s.PublicURL + merchant.ImagePath(shop, id)
}
