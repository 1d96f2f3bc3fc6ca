package console

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/backend/staff"
	"noren/shared/i18n"
)

// keyRoutes are of a shop's API keys. Changes ask for a fresh proof of who it is: a key gives money back.
func (c *Console) keyRoutes() []route {
	keys := shopPath(":shop", "/keys")
	return []route{
		{method: http.MethodGet, path: keys, right: staff.Manage, handle: c.showKeys},
		{method: http.MethodPost, path: keys + "/secret", right: staff.Manage, handle: c.makeSecretKey, fresh: true},
		{method: http.MethodGet, path: keys + "/cart", right: staff.Manage, handle: c.askCartKey, fresh: true},
		{method: http.MethodPost, path: keys + "/cart", right: staff.Manage, handle: c.makeCartKey, fresh: true},
		{method: http.MethodGet, path: keys + "/:key/revoke", right: staff.Manage, handle: c.askRevokeKey, fresh: true},
		{method: http.MethodPost, path: keys + "/:key/revoke", right: staff.Manage, handle: c.revokeKey, fresh: true},
	}
}

// keysDesk is what the page shows.
type keysDesk struct {
	words   i18n.Keys
	inForce []merchant.Key // the newest first
	former  []merchant.Key
	made    string // a new key, shown this once
	fault   string
	seed    string // of the key that the form makes
}

// maxFormer is how many revoked keys the page lists.
const maxFormer = 20

func (c *Console) showKeys(ctx echo.Context, v *view) error {
	return c.drawKeys(ctx, v, http.StatusOK, keysDesk{})
}

func (c *Console) drawKeys(ctx echo.Context, v *view, status int, d keysDesk) error {
	d.words = i18n.KeysFor(v.lang)
	var err error
	if d.seed, err = c.newSeed(v); err != nil {
		return err
	}
	all, err := c.keysOf(ctx.Request().Context(), v)
	if err != nil {
		return err
	}
	for _, key := range all {
		if key.RevokedAt.IsZero() {
			d.inForce = append(d.inForce, key)
		} else if len(d.former) < maxFormer {
			d.former = append(d.former, key)
		}
	}
	return c.page(ctx, v, status, keysPage(v, d))
}

// keysOf are a shop's keys, the newest first.
func (c *Console) keysOf(ctx context.Context, v *view) ([]merchant.Key, error) {
	keys, err := c.Shops.Keys(ctx, v.shop.ID)
	slices.Reverse(keys)
	return keys, err
}

// newSeed is what a form that makes a key carries, so that sent twice it makes one.
func (c *Console) newSeed(v *view) (string, error) {
	return c.Shops.SealSeed(v.person.Actor(), v.shop.ID, c.Shops.NewSeed())
}

// tellSeed answers a form that lay about too long.
func (c *Console) tellSeed(ctx echo.Context, v *view, err error) error {
	if !errors.Is(err, merchant.ErrSeed) {
		return err
	}
	return failed(ctx, i18n.KeysFor(v.lang).Expired, shopPath(v.shop.ID, "/keys"))
}

// makeSecretKey answers with the key, which nobody can read again but who sends the same form again.
func (c *Console) makeSecretKey(ctx echo.Context, v *view) error {
	values, err := ctx.FormParams()
	if err != nil {
		return echo.ErrBadRequest
	}
	var scopes []merchant.Scope
	for _, scope := range merchant.Scopes() {
		if values.Has("all") || slices.Contains(values["scope"], string(scope)) {
			scopes = append(scopes, scope)
		}
	}
	w := i18n.KeysFor(v.lang)
	if len(scopes) == 0 {
		return c.drawKeys(ctx, v, http.StatusUnprocessableEntity, keysDesk{fault: w.NoScope})
	}
	seed, err := c.Shops.OpenSeed(v.person.Actor(), v.shop.ID, values.Get("seed"))
	if err != nil {
		return c.tellSeed(ctx, v, err)
	}
	key, err := c.Shops.SecretKeyOf(ctx.Request().Context(), v.person.Actor(), v.shop.ID, seed, scopes...)
	if err != nil {
		return c.tellSeed(ctx, v, err)
	}
	v.flash = flash{"done", w.MadeSecret}
	return c.drawKeys(ctx, v, http.StatusOK, keysDesk{made: key})
}

// askCartKey says which key ends when there is a new one.
func (c *Console) askCartKey(ctx echo.Context, v *view) error {
	keys, err := c.keysOf(ctx.Request().Context(), v)
	if err != nil {
		return err
	}
	keys = slices.DeleteFunc(keys, func(k merchant.Key) bool { return k.Kind != merchant.CartKey || !k.RevokedAt.IsZero() })
	ends := ""
	if len(keys) >= merchant.CartKeysAtOnce {
		ends = keys[len(keys)-1].ID
	}
	seed, err := c.newSeed(v)
	if err != nil {
		return err
	}
	return c.page(ctx, v, http.StatusOK, cartKeyPage(v, i18n.KeysFor(v.lang), ends, seed))
}

func (c *Console) makeCartKey(ctx echo.Context, v *view) error {
	seed, err := c.Shops.OpenSeed(v.person.Actor(), v.shop.ID, ctx.FormValue("seed"))
	if err != nil {
		return c.tellSeed(ctx, v, err)
	}
	key, err := c.Shops.CartKeyOf(ctx.Request().Context(), v.person.Actor(), v.shop.ID, seed)
	if err != nil {
		return c.tellSeed(ctx, v, err)
	}
	v.flash = flash{"done", i18n.KeysFor(v.lang).MadeCart}
	return c.drawKeys(ctx, v, http.StatusOK, keysDesk{made: key})
}

// findKey is the key in the address; last reports that no other of its kind is in force.
func (c *Console) findKey(ctx echo.Context, v *view) (found merchant.Key, last bool, err error) {
	keys, err := c.keysOf(ctx.Request().Context(), v)
	if err != nil {
		return found, false, err
	}
	i := slices.IndexFunc(keys, func(k merchant.Key) bool { return k.ID == ctx.Param("key") })
	if i < 0 {
		return found, false, echo.ErrNotFound
	}
	found = keys[i]
	others := slices.ContainsFunc(keys, func(k merchant.Key) bool { return k.Kind == found.Kind && k.RevokedAt.IsZero() && k.ID != found.ID })
	return found, !others, nil
}

func (c *Console) askRevokeKey(ctx echo.Context, v *view) error {
	w := i18n.KeysFor(v.lang)
	key, last, err := c.findKey(ctx, v)
	switch {
	case err != nil:
		return err
	case !key.RevokedAt.IsZero():
		return failed(ctx, w.RevokedBefore, shopPath(v.shop.ID, "/keys"))
	}
	return c.page(ctx, v, http.StatusOK, revokeKeyPage(v, w, key, last))
}

// revokeKey ends a key. Pressed twice, the second says the same.
func (c *Console) revokeKey(ctx echo.Context, v *view) error {
	key, _, err := c.findKey(ctx, v)
	if err != nil {
		return err
	}
	err = c.Shops.RevokeKey(ctx.Request().Context(), v.person.Actor(), v.shop.ID, key.ID)
	if err != nil && !errors.Is(err, merchant.ErrUnknownKey) {
		return err
	}
	return done(ctx, i18n.KeysFor(v.lang).RevokedDone, shopPath(v.shop.ID, "/keys"))
}
