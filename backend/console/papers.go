package console

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"noren/backend/ledger"
	"noren/backend/staff"
	"noren/backend/store/query"
	"noren/shared/i18n"
	"noren/shared/validate"
	"noren/shared/yen"
)

// paperRoutes are 納品書, 請求書, 領収書 of an order, and the page on which their figures are corrected (R5-9).
func (c *Console) paperRoutes() []route {
	papers := shopPath(":shop", "/orders/:order/papers")
	return []route{
		{method: http.MethodGet, path: papers + "/:kind", right: staff.View, handle: c.paper},
		{method: http.MethodGet, path: papers, right: staff.Work, handle: c.editPaper},
		{method: http.MethodPost, path: papers, right: staff.Work, handle: c.savePaper},
		{method: http.MethodPost, path: papers + "/reset", right: staff.Work, handle: c.resetPaper},
	}
}

func orderPath(v *view, order, rest string) string { return shopPath(v.shop.ID, "/orders/"+order+rest) }

// ordered reads the order of the address; one of another shop is not there.
func (c *Console) ordered(ctx echo.Context, v *view) (query.Order, error) {
	o, err := c.Book.Get(ctx.Request().Context(), v.shop.ID, ctx.Param("order"))
	if errors.Is(err, ledger.ErrUnknown) {
		return o, echo.ErrNotFound
	}
	return o, err
}

// paper is one paper, as it is printed. What the address says it is made out to counts for more than the purchaser's name.
func (c *Console) paper(ctx echo.Context, v *view) error {
	words, kind := i18n.PapersFor(v.lang), ctx.Param("kind")
	if _, known := words.Kinds[kind]; !known {
		return echo.ErrNotFound
	}
	o, err := c.ordered(ctx, v)
	if err != nil {
		return err
	}
	f := filing{order: o, now: c.Now()}
	if f.shop, err = c.Book.Shop(ctx.Request().Context(), v.shop.ID); err != nil {
		return err
	}
	if f.purchaser, f.recipient, err = c.Book.People(o); err != nil {
		return err
	}
	asked := addressee{To: ctx.QueryParam("to"), Honour: ctx.QueryParam("honour"), Purpose: ctx.QueryParam("purpose")}
	if validate.Struct(asked) != nil {
		asked = addressee{}
	}
	s, err := newSheet(kind, f, asked, words)
	if err != nil {
		return err
	}
	return draw(ctx, http.StatusOK, paperPage(s, orderPath(v, o.ID, "")))
}

func (c *Console) newPaperForm(ctx echo.Context, v *view, o query.Order) (paperForm, ledger.Paper, error) {
	f := paperForm{words: i18n.PaperEditFor(v.lang), version: o.Version}
	shop, err := c.Book.Shop(ctx.Request().Context(), o.ShopID)
	if err != nil {
		return f, ledger.Paper{}, err
	}
	p, corrected, err := ledger.PaperOf(o, shop.Issuer)
	f.corrected = corrected
	if ledger.PaperDiffers(o, p) {
		f.why = i18n.Fill(f.words.Why, "amazon", yen.Yen(o.AmazonTotal).String(), "order", yen.Yen(o.Total).String())
	}
	return f, p, err
}

func (c *Console) editPaper(ctx echo.Context, v *view) error {
	o, err := c.ordered(ctx, v)
	if err != nil {
		return err
	}
	f, p, err := c.newPaperForm(ctx, v, o)
	if err != nil {
		return err
	}
	f.fill(p)
	return c.drawPaperForm(ctx, v, http.StatusOK, o, f)
}

// savePaper saves the figures, or adds them up for whoever asks.
func (c *Console) savePaper(ctx echo.Context, v *view) error {
	o, err := c.ordered(ctx, v)
	if err != nil {
		return err
	}
	f, _, err := c.newPaperForm(ctx, v, o)
	if err != nil {
		return err
	}
	typed, err := ctx.FormParams()
	if err != nil {
		return echo.ErrBadRequest
	}
	p, err := f.read(typed)
	if typed.Has("check") {
		f.explain(err, i18n.For(v.lang))
		return c.drawPaperForm(ctx, v, http.StatusOK, o, f)
	}
	if err == nil {
		version, _ := strconv.ParseInt(typed.Get("version"), 10, 64) // without one, whatever version it is
		_, err = c.Book.EditPaper(ctx.Request().Context(), v.shop.ID, o.ID, ledger.Act{By: v.person.Actor(), Version: version}, p)
	}
	switch {
	case err == nil:
		return done(ctx, f.words.Saved, orderPath(v, o.ID, "/papers"))
	case errors.Is(err, ledger.ErrRaced):
		v.flash = flash{"failed", f.words.Raced}
		return c.drawPaperForm(ctx, v, http.StatusConflict, o, f)
	case errors.Is(err, ledger.ErrNotAllowed):
		return echo.NewHTTPError(http.StatusConflict)
	case f.explain(err, i18n.For(v.lang)):
		return c.drawPaperForm(ctx, v, http.StatusUnprocessableEntity, o, f)
	}
	return err
}

func (c *Console) resetPaper(ctx echo.Context, v *view) error {
	words, id := i18n.PaperEditFor(v.lang), ctx.Param("order")
	_, err := c.Book.ResetPaper(ctx.Request().Context(), v.shop.ID, id, ledger.Act{By: v.person.Actor()})
	switch {
	case errors.Is(err, ledger.ErrUnknown):
		return echo.ErrNotFound
	case errors.Is(err, ledger.ErrNotAllowed):
		return echo.NewHTTPError(http.StatusConflict)
	case err != nil && !errors.Is(err, ledger.ErrPaperAsOrdered):
		return err
	}
	return done(ctx, words.Restored, orderPath(v, id, "/papers"))
}

func (c *Console) drawPaperForm(ctx echo.Context, v *view, status int, o query.Order, f paperForm) error {
	if err := c.furnish(ctx.Request().Context(), v); err != nil {
		return err
	}
	return draw(ctx, status, paperFormPage(v, o, f))
}
