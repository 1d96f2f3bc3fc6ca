package console

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/merchant"
	"noren/backend/registration"
	"noren/backend/staff"
	"noren/backend/store/query"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// registrationRoutes are how a shop gets its account at Amazon (R2-2, R2-5, X-2). Whoever decides to whom the money goes has proved
// just now who they are. Amazon's own way back is not among them: see returnFromAmazon.
func (c *Console) registrationRoutes() []route {
	at := shopPath(":shop", registerPath)
	return []route{
		{method: http.MethodGet, path: at, right: staff.Manage, handle: c.showRegister},
		{method: http.MethodPost, path: at + "/privacy", right: staff.Manage, handle: c.savePrivacy},
		{method: http.MethodPost, path: at + "/start", right: staff.Manage, handle: c.startRegistration},
		{method: http.MethodGet, path: at + "/pair", right: staff.Manage, handle: c.showPair, fresh: true},
		{method: http.MethodPost, path: at + "/pair", right: staff.Manage, handle: c.savePair, fresh: true},
		{method: http.MethodPost, path: at + "/pair/make", right: staff.Manage, handle: c.makePair, fresh: true},
		{method: http.MethodGet, path: at + "/pair/public.pem", right: staff.Manage, handle: c.publicKey},
		{method: http.MethodGet, path: at + "/paste", right: staff.Manage, handle: c.showPaste, fresh: true},
		{method: http.MethodPost, path: at + "/paste", right: staff.Manage, handle: c.savePasted, fresh: true},
		{method: http.MethodGet, path: at + "/:registration", right: staff.Manage, handle: c.showRegistration},
		{method: http.MethodPost, path: at + "/:registration/accept", right: staff.Manage, handle: c.acceptRegistration, fresh: true},
		{method: http.MethodPost, path: at + "/:registration/drop", right: staff.Manage, handle: c.dropRegistration},
	}
}

const registerPath = "/register"

// account is a shop's present account at Amazon as pages show it; MerchantID "" where there is none.
type presentAccount struct {
	query.Credential

	review registration.Review // a hint
}

func (a presentAccount) hosted() bool { return len(a.AuthToken) > 0 }

// present reads the account without its secrets, so that it can be shown when the provider's key is missing.
func (c *Console) present(ctx context.Context, shop string) (presentAccount, error) {
	row, err := c.DB.Read().CurrentCredential(ctx, shop)
	if errors.Is(err, sql.ErrNoRows) {
		return presentAccount{}, nil
	}
	return presentAccount{Credential: row}, err
}

// registering is what the first page shows.
type registering struct {
	present  presentAccount
	last     registration.Registration // State "" where there never was one
	provider bool                      // the hosted registration is possible
	notify   string                    // where Amazon notifies us
	privacy  string                    // as typed
	fault    string                    // of it
}

// mayChange reports that another account may be entered (R2-5).
func mayChange(v *view, present presentAccount) bool {
	return v.shop.Contract.MayRegister() || present.MerchantID == ""
}

func (c *Console) showRegister(ctx echo.Context, v *view) error {
	return c.drawRegister(ctx, v, http.StatusOK, v.shop.PrivacyURL, "")
}

func (c *Console) drawRegister(ctx echo.Context, v *view, status int, privacy, fault string) error {
	r := registering{provider: c.Shops.Provider != nil, notify: c.Registration.NotificationURL(v.shop.ID), privacy: privacy, fault: fault}
	var err error
	if r.present, err = c.present(ctx.Request().Context(), v.shop.ID); err != nil {
		return err
	}
	if r.last, err = c.Registration.Last(ctx.Request().Context(), v.shop.ID); err != nil && !errors.Is(err, registration.ErrUnknown) {
		return err
	}
	if r.present.MerchantID != "" && v.shop.Contract.MayRegister() {
		account := merchant.Credentials{MerchantID: r.present.MerchantID, StoreID: r.present.StoreID}
		r.present.review = c.Registration.Review(ctx.Request().Context(), account)
	}
	return c.page(ctx, v, status, registerPage(v, i18n.RegistrationFor(v.lang), c.PublicURL, r))
}

// savePrivacy saves the one value of the shop that Amazon asks for and nothing else needs.
func (c *Console) savePrivacy(ctx echo.Context, v *view) error {
	shop, words := v.shop, i18n.RegistrationFor(v.lang)
	shop.PrivacyURL = strings.TrimSpace(ctx.FormValue("privacyUrl"))
	err := c.Shops.Update(ctx.Request().Context(), v.person.Actor(), shop)
	if faults, wrong := errors.AsType[validate.Faults](err); wrong {
		return c.drawRegister(ctx, v, http.StatusUnprocessableEntity, shop.PrivacyURL, registrationFaults(v, faults, map[string]string{"privacyUrl": words.Privacy})["privacyUrl"])
	}
	if err != nil {
		return err
	}
	return done(ctx, words.PrivacySaved, shopPath(v.shop.ID, registerPath)+"#values")
}

// registrationFaults says what is wrong with each field; a field without a label is called as it is.
func registrationFaults(v *view, faults validate.Faults, labels map[string]string) map[string]string {
	texts, told := i18n.For(v.lang), map[string]string{}
	for _, fault := range faults {
		if told[fault.Field] == "" {
			told[fault.Field] = texts.Fault(fault, labels[fault.Field])
		}
	}
	return told
}
