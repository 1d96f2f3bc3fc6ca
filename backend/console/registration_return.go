package console

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"noren/backend/registration"
	"noren/backend/staff"
	"noren/shared/i18n"
)

// maxReturn is far more than Amazon sends.
const maxReturn = 16 << 10

// returnFromAmazon takes the merchant back from Amazon's registration (protocol 10.4). It stands outside of the table of routes: the
// form comes from another site, so the browser sends no cookie along, and nobody is signed in. What it brings is proved by the secret
// of the start, and waits, sealed, for the person who began. The browser is led on by a page of ours, not by a redirect: only then it
// sends the cookie again.
func (c *Console) returnFromAmazon(ctx echo.Context) error {
	v := c.look(ctx, staff.Person{})
	ctx.Set(viewKey, v)
	words := i18n.RegistrationFor(v.lang)
	ctx.Request().Body = http.MaxBytesReader(ctx.Response(), ctx.Request().Body, maxReturn)
	if err := ctx.Request().ParseForm(); err != nil {
		return c.tell(ctx, http.StatusBadRequest, words.Gone, words.GoneHint)
	}
	form := ctx.Request().PostForm
	g, err := c.Registration.Return(ctx.Request().Context(), ctx.Param("registration"), registration.Answer{
		MerchantUniqueID: form.Get("merchantUniqueId"), MerchantID: form.Get("merchantId"), StoreID: form.Get("lwaClientId"),
		MWSAuthToken: form.Get("MWSAuthToken"),
	})
	if errors.Is(err, registration.ErrUnknown) {
		return c.tell(ctx, http.StatusForbidden, words.Gone, words.GoneHint)
	}
	if err != nil {
		return c.fail(ctx, err)
	}
	to := shopPath(g.Shop, registerPath+"/"+g.ID)
	ctx.Response().Header().Set("Refresh", "0; url="+to)
	return draw(ctx, http.StatusOK, comingPage(v, words, to))
}
