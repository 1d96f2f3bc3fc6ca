package console

import (
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"noren/backend/amazonpay"
	"noren/backend/merchant"
	"noren/backend/registration"
	"noren/shared/i18n"
	"noren/shared/validate"
)

// keyForm is credentials as typed. A private key that was typed is never shown again.
type keyForm struct {
	merchant.Credentials

	present presentAccount
	pair    registration.KeyPair // ID "" where none was made
	faults  map[string]string    // by field; "" is of all of them
}

// keyPage draws a form for one of the two ways.
type keyPage func(v *view, w i18n.Registration, form keyForm) templ.Component

// focus reports that a field is the first one that is wrong: the browser leads there.
func (f keyForm) focus(field string) bool {
	for _, name := range []string{"merchantId", "storeId", "publicKeyId", "sandbox", "privateKey", "understood"} {
		if f.faults[name] != "" {
			return name == field
		}
	}
	return false
}

func (c *Console) showPair(ctx echo.Context, v *view) error {
	return c.drawKey(ctx, v, http.StatusOK, keyForm{Credentials: c.blank()}, pairPage)
}

func (c *Console) showPaste(ctx echo.Context, v *view) error {
	return c.drawKey(ctx, v, http.StatusOK, keyForm{Credentials: c.blank()}, pastePage)
}

// blank is a form before somebody typed: an imitated Amazon is for trying.
func (c *Console) blank() merchant.Credentials {
	return merchant.Credentials{Sandbox: c.Registration.API != ""}
}

func (c *Console) drawKey(ctx echo.Context, v *view, status int, form keyForm, page keyPage) error {
	var err error
	if form.present, err = c.present(ctx.Request().Context(), v.shop.ID); err != nil {
		return err
	}
	if form.pair, err = c.Registration.KeyPair(ctx.Request().Context(), v.shop.ID); err != nil && !errors.Is(err, registration.ErrNoKeyPair) {
		return err
	}
	return c.page(ctx, v, status, page(v, i18n.RegistrationFor(v.lang), form))
}

func (c *Console) makePair(ctx echo.Context, v *view) error {
	if _, err := c.Registration.MakeKeyPair(ctx.Request().Context(), v.shop.ID, v.person.Actor()); err != nil {
		return err
	}
	return done(ctx, i18n.RegistrationFor(v.lang).PairMade, registrationPath(v, "pair", ""))
}

// publicKey is the public half as a file.
func (c *Console) publicKey(ctx echo.Context, v *view) error {
	pair, err := c.Registration.KeyPair(ctx.Request().Context(), v.shop.ID)
	if errors.Is(err, registration.ErrNoKeyPair) {
		return echo.ErrNotFound
	}
	if err != nil {
		return err
	}
	ctx.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+pair.ID+`-public.pem"`)
	ctx.Response().Header().Set("Cache-Control", "no-store")
	return ctx.Blob(http.StatusOK, "application/x-pem-file", []byte(pair.PublicKey))
}

func readCredentials(ctx echo.Context) merchant.Credentials {
	field := func(name string) string { return strings.TrimSpace(ctx.FormValue(name)) }
	return merchant.Credentials{
		MerchantID: field("merchantId"), StoreID: field("storeId"), PublicKeyID: field("publicKeyId"), Sandbox: field("environment") == "sandbox",
		Region: amazonpay.Japan,
	}
}

func (c *Console) savePair(ctx echo.Context, v *view) error {
	form := keyForm{Credentials: readCredentials(ctx)}
	return c.saveKey(ctx, v, form, pairPage, func() error {
		return c.Registration.SaveKeyPair(ctx.Request().Context(), v.shop, v.person.Actor(), form.Credentials)
	})
}

func (c *Console) savePasted(ctx echo.Context, v *view) error {
	form := keyForm{Credentials: readCredentials(ctx)}
	text, err := pastedKey(ctx)
	if err != nil {
		return echo.ErrBadRequest
	}
	if form.Key, err = merchant.ParsePrivateKey(text); err != nil {
		form.faults = map[string]string{"privateKey": i18n.RegistrationFor(v.lang).KeyUnread}
	}
	return c.saveKey(ctx, v, form, pastePage, func() error {
		return c.Registration.Save(ctx.Request().Context(), v.shop, v.person.Actor(), form.Credentials)
	})
}

// pastedKey is the private key from the file if one was chosen, else from the text.
func pastedKey(ctx echo.Context) ([]byte, error) {
	header, err := ctx.FormFile("keyFile")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) || err == nil && header.Size == 0 {
		return []byte(strings.TrimSpace(ctx.FormValue("privateKey"))), nil
	}
	if err != nil {
		return nil, err
	}
	file, err := header.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, maxBody))
}

// saveKey looks at what can be told without Amazon first, so that all of it is named at once; then save asks Amazon.
func (c *Console) saveKey(ctx echo.Context, v *view, form keyForm, page keyPage, save func() error) error {
	words := i18n.RegistrationFor(v.lang)
	if err := c.lookOver(ctx, v, &form); err != nil {
		return err
	}
	if len(form.faults) > 0 {
		return c.drawKey(ctx, v, http.StatusUnprocessableEntity, form, page)
	}
	err := save()
	faults, wrong := errors.AsType[validate.Faults](err)
	refusal, refused := errors.AsType[*registration.Refusal](err)
	switch {
	case err == nil:
		return done(ctx, words.Saved, shopPath(v.shop.ID, registerPath))
	case wrong:
		form.faults = registrationFaults(v, faults, keyLabels(words))
	case refused:
		form.faults = map[string]string{refusedField(refusal.Reason): refusalText(words, refusal)}
	case errors.Is(err, merchant.ErrInForce):
		form.faults = map[string]string{"merchantId": words.ChangeClosed}
	case errors.Is(err, registration.ErrNoKeyPair):
		return failed(ctx, words.PairStep1, registrationPath(v, "pair", ""))
	default:
		return err
	}
	return c.drawKey(ctx, v, http.StatusUnprocessableEntity, form, page)
}

// lookOver notes the faults of a form.
func (c *Console) lookOver(ctx echo.Context, v *view, form *keyForm) error {
	words, found := i18n.RegistrationFor(v.lang), form.faults
	faults, _ := errors.AsType[validate.Faults](form.Check())
	form.faults = registrationFaults(v, faults, keyLabels(words))
	delete(form.faults, "privateKey") // what was typed is told apart from what is ours
	for field, text := range found {
		form.faults[field] = text
	}
	present, err := c.present(ctx.Request().Context(), v.shop.ID)
	if err != nil {
		return err
	}
	if form.faults["merchantId"] != "" || !changes(present, form.MerchantID) {
		return nil
	}
	if !v.shop.Contract.MayRegister() {
		form.faults["merchantId"] = words.ChangeClosed
	} else if ctx.FormValue("understood") == "" {
		form.faults["understood"] = words.NotYet
	}
	return nil
}

func keyLabels(w i18n.Registration) map[string]string {
	return map[string]string{"merchantId": w.MerchantID, "storeId": w.StoreID, "publicKeyId": w.PublicKeyID, "sandbox": w.Environment, "privateKey": w.PrivateKey}
}

// refusedField is the field that a refusal is about; "" is none of them.
func refusedField(r registration.Reason) string {
	switch r { //nolint:exhaustive // the others are about no field
	case registration.WrongKey, registration.UnknownKey, registration.Region:
		return "publicKeyId"
	case registration.Environment:
		return "sandbox"
	case registration.Store:
		return "storeId"
	case registration.Merchant:
		return "merchantId"
	}
	return ""
}
