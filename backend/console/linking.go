package console

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/backend/staff"
	"noren/shared/i18n"
)

// linkingRoutes are 「他サイトＩＤ連携設定」 (R3-13).
func (c *Console) linkingRoutes() []route {
	linking := shopPath(":shop", "/linking")
	return []route{
		{method: http.MethodGet, path: linking, right: staff.Manage, handle: c.showLinking},
		{method: http.MethodPost, path: linking, right: staff.Manage, handle: c.saveLinking},
	}
}

// linkingDesk is what the page shows: what is saved, and what was chosen.
type linkingDesk struct {
	words  i18n.Linking
	now    merchant.Settings
	chosen bool
	raced  bool
}

func (c *Console) showLinking(ctx echo.Context, v *view) error {
	settings, err := c.Shops.Settings(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	return c.page(ctx, v, http.StatusOK, linkingPage(v, linkingDesk{words: i18n.LinkingFor(v.lang), now: settings, chosen: settings.Linking}))
}

func (c *Console) saveLinking(ctx echo.Context, v *view) error {
	values, err := ctx.FormParams()
	if err != nil || values.Get("linking") != "1" && values.Get("linking") != "0" {
		return echo.ErrBadRequest
	}
	w, chosen := i18n.LinkingFor(v.lang), values.Get("linking") == "1"
	_, err = c.Shops.EditSettings(ctx.Request().Context(), v.person.Actor(), v.shop.ID, merchant.LinkingPart, versionOf(values), func(s *merchant.Settings) error {
		s.Linking = chosen
		return nil
	})
	if changed, raced := errors.AsType[*merchant.Changed](err); raced && changed.Now.Linking != chosen {
		if v.flash, err = c.raced(ctx.Request().Context(), v, w.Conflict, changed); err != nil {
			return err
		}
		return c.page(ctx, v, http.StatusConflict, linkingPage(v, linkingDesk{words: w, now: changed.Now, chosen: chosen, raced: true}))
	} else if err != nil && !raced { // somebody else has saved the same: that is what was wanted
		return err
	}
	return done(ctx, w.Saved, shopPath(v.shop.ID, "/linking"))
}

func (d linkingDesk) word(on bool) string {
	if on {
		return d.words.Use
	}
	return d.words.NotUse
}
