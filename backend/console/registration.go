package console

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"net/url"
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

func registrationPath(v *view, id, rest string) string {
	return shopPath(v.shop.ID, registerPath+"/"+id+rest)
}

func (c *Console) startRegistration(ctx echo.Context, v *view) error {
	id, err := c.Registration.Start(ctx.Request().Context(), v.shop.ID, registration.Beginner{
		Actor: v.person.Actor(), Person: v.person.ID, Session: v.session.ID,
	})
	if errors.Is(err, registration.ErrNoProvider) {
		return failed(ctx, i18n.RegistrationFor(v.lang).NoProvider, shopPath(v.shop.ID, registerPath))
	}
	if err != nil {
		return err
	}
	return ctx.Redirect(http.StatusSeeOther, registrationPath(v, id, ""))
}

// showRegistration leads to Amazon, or asks whether what came back is right.
func (c *Console) showRegistration(ctx echo.Context, v *view) error {
	words, home := i18n.RegistrationFor(v.lang), shopPath(v.shop.ID, registerPath)
	g, err := c.Registration.Get(ctx.Request().Context(), v.shop.ID, ctx.Param("registration"))
	switch {
	case errors.Is(err, registration.ErrUnknown):
		return echo.ErrNotFound
	case err != nil:
		return err
	case g.Person != v.person.ID && (g.State == registration.Started || g.State == registration.Returned):
		return failed(ctx, words.Stranger, home)
	case g.State == registration.Started:
		return c.leadToAmazon(ctx, v, g)
	case g.State == registration.Returned && g.Session != v.session.ID && !v.session.Fresh:
		return c.sendToConfirm(ctx, false) // it is another browser than the one that began
	case g.State == registration.Returned:
		return c.drawReturned(ctx, v, http.StatusOK, g, "")
	}
	return ctx.Redirect(http.StatusSeeOther, home)
}

// amazonSites are where Amazon's registration leads on to while it goes; browsers look at every address on the way of a form.
const amazonSites = " https://*.amazon.co.jp https://*.amazon.com https://*.payments-amazon.com"

func (c *Console) leadToAmazon(ctx echo.Context, v *view, g registration.Registration) error {
	form, err := c.Registration.Form(ctx.Request().Context(), v.shop, g.ID, v.person.ID, v.lang)
	if errors.Is(err, registration.ErrNoProvider) {
		return failed(ctx, i18n.RegistrationFor(v.lang).NoProvider, shopPath(v.shop.ID, registerPath))
	}
	if err != nil {
		return err
	}
	target, err := url.Parse(form.Target)
	if err != nil {
		return err
	}
	h := ctx.Response().Header()
	allowed := "form-action 'self' " + target.Scheme + "://" + target.Host + amazonSites
	h.Set("Content-Security-Policy", strings.Replace(h.Get("Content-Security-Policy"), "form-action 'self'", allowed, 1))
	return c.page(ctx, v, http.StatusOK, goPage(v, i18n.RegistrationFor(v.lang), g, form))
}

// drawReturned shows what came back; fault is of the box that says that the account is another one.
func (c *Console) drawReturned(ctx echo.Context, v *view, status int, g registration.Registration, fault string) error {
	present, err := c.present(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	return c.page(ctx, v, status, returnedPage(v, i18n.RegistrationFor(v.lang), g, present, fault))
}

func (c *Console) acceptRegistration(ctx echo.Context, v *view) error {
	words, id, in := i18n.RegistrationFor(v.lang), ctx.Param("registration"), ctx.Request().Context()
	g, err := c.Registration.Get(in, v.shop.ID, id)
	if errors.Is(err, registration.ErrUnknown) {
		return echo.ErrNotFound
	}
	if err != nil {
		return err
	}
	present, err := c.present(in, v.shop.ID)
	if err != nil {
		return err
	}
	if g.State == registration.Returned && changes(present, g.MerchantID) && ctx.FormValue("understood") == "" {
		return c.drawReturned(ctx, v, http.StatusUnprocessableEntity, g, words.NotYet)
	}
	err = c.Registration.Accept(in, v.shop, id, v.person.Actor(), v.person.ID)
	home := shopPath(v.shop.ID, registerPath)
	refusal, refused := errors.AsType[*registration.Refusal](err)
	switch {
	case refused:
		return failed(ctx, refusalText(words, refusal), registrationPath(v, id, ""))
	case errors.Is(err, registration.ErrUnknown):
		return failed(ctx, words.GoneHint, home)
	case errors.Is(err, registration.ErrStranger):
		return failed(ctx, words.Stranger, home)
	case errors.Is(err, registration.ErrNoProvider):
		return failed(ctx, words.NoProvider, home)
	case errors.Is(err, merchant.ErrInForce):
		return failed(ctx, words.ChangeClosed, registrationPath(v, id, ""))
	case err != nil:
		return err
	}
	return done(ctx, words.Accepted, home)
}

// changes reports that an account would take the place of another one.
func changes(present presentAccount, merchantID string) bool {
	return present.MerchantID != "" && present.MerchantID != merchantID
}

// refusalText says what Amazon has against credentials, and what it said itself.
func refusalText(w i18n.Registration, r *registration.Refusal) string {
	text := w.Reasons[string(r.Reason)]
	if r.Code == "" {
		return text
	}
	return text + " " + i18n.Fill(w.Support, "code", string(r.Code), "request", r.RequestID)
}

func (c *Console) dropRegistration(ctx echo.Context, v *view) error {
	err := c.Registration.Drop(ctx.Request().Context(), v.shop.ID, ctx.Param("registration"), v.person.Actor())
	if err != nil && !errors.Is(err, registration.ErrUnknown) {
		return err
	}
	return done(ctx, i18n.RegistrationFor(v.lang).Discarded, shopPath(v.shop.ID, registerPath))
}
