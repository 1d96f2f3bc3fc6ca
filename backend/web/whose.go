package web

import (
	"context"

	"github.com/labstack/echo/v4"

	"noren/backend/store"
)

// speakFor says whose rows the rest of a request is about, once that is known: by the key, the visit, or the shop that it names
// (reliability.md 6). No statement of the request reaches another shop's rows after it, and none reaches any before.
func speakFor(c echo.Context, shop string) context.Context {
	return speak(c, store.ForShop(c.Request().Context(), shop))
}

// speakForNobody is where every request begins.
func speakForNobody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		speak(c, store.ForNobody(c.Request().Context()))
		return next(c)
	}
}

// speak changes the request that is there: the server cleans up what is noted in it.
func speak(c echo.Context, ctx context.Context) context.Context { //nolint:revive // it is Echo's request that changes
	r := c.Request()
	*r = *r.WithContext(ctx)
	return ctx
}
