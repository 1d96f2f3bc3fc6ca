package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"noren/backend/checkout"
	"noren/backend/session"
	"noren/shared/api"
)

// launchRoutes is the one page on which Amazon's script runs.
func (s *Site) launchRoutes(e *echo.Echo) {
	e.GET("/launch/:id", s.launch(""), notStored)
	e.GET("/launch/:id/change-address", s.launch(api.ChangeAddress), notStored)
	e.GET("/launch/:id/change-payment", s.launch(api.ChangePayment), notStored)
}

// launchData is what launch.js hands to Amazon's script. PayloadJSON is a JSON string inside JSON, so that the browser ends up
// with the very bytes that were signed (protocol 2).
type launchData struct {
	Back           string          `json:"back"`
	Change         string          `json:"change,omitempty"`
	Session        string          `json:"session,omitempty"`
	MerchantID     string          `json:"merchantId"`
	LedgerCurrency string          `json:"ledgerCurrency"`
	Sandbox        bool            `json:"sandbox"`
	Language       string          `json:"checkoutLanguage"`
	ProductType    string          `json:"productType"`
	Placement      string          `json:"placement"`
	Amount         string          `json:"amount,omitempty"` // not for a sign-in
	Config         *launchDelivery `json:"config,omitempty"`
}

type launchDelivery struct {
	PayloadJSON        string `json:"payloadJSON"`
	Signature          string `json:"signature"`
	PublicKeyID        string `json:"publicKeyId"`
	Algorithm          string `json:"algorithm"`
	AuthorizationToken string `json:"authorizationToken,omitempty"` // of an account that came by hosted registration (protocol 10.4)
}

// launch sends the shopper to Amazon. A checkout that has come back already leads back to the shop instead, so that the back
// button never pays twice. The cookie binds the checkout to this browser (design.md section 4).
func (s *Site) launch(change string) echo.HandlerFunc {
	return func(c echo.Context) error {
		launch, err := s.Flow.Launch(c.Request().Context(), c.Param("id"), change)
		if errors.Is(err, checkout.ErrNotConfirmable) {
			return c.Redirect(http.StatusSeeOther, launch.Checkout.ReturnTo)
		}
		if err != nil {
			return err
		}
		row := launch.Checkout
		speakFor(c, row.ShopID)
		c.Set(langKey, api.Lang(row.Lang))
		if change != "" { // it has been at Amazon: nobody else may have it
			switch bound, err := s.bound(c, row.ID); {
			case err != nil:
				return s.notNow(c, row, err)
			case !bound:
				return s.neutral(c, row)
			}
		}
		switch err := s.bind(c, row.ID); {
		case errors.Is(err, session.ErrTaken):
			return c.Redirect(http.StatusSeeOther, row.ReturnTo)
		case err != nil:
			return s.notNow(c, row, err)
		}
		data := launchData{
			Back: row.ReturnTo, Change: launch.Change, Session: row.SessionID, MerchantID: launch.Account.MerchantID, LedgerCurrency: "JPY",
			Sandbox: launch.Account.Sandbox, Language: launch.Language, ProductType: row.Product, Placement: launch.Place,
		}
		if row.Total > 0 {
			data.Amount = yenText(row.Total)
		}
		if launch.Change == "" {
			s.countLaunch(c, row)
			b := launch.Button
			data.Config = &launchDelivery{b.PayloadJSON, b.Signature, b.PublicKeyID, b.Algorithm, b.AuthorizationToken}
		}
		allowAmazon(c.Response().Header(), launch.Account)
		return renderPage(c, http.StatusOK, launchPage(pageOf(c), launch.Account.Script, row.ReturnTo, data))
	}
}

// allowAmazon replaces the page's policy by one that lets Amazon's script run. Live, where Amazon may change its hosts without
// telling, a violation is reported and not stopped until the list has been seen to hold.
func allowAmazon(header http.Header, account checkout.Account) {
	amazon := strings.Join(append([]string{originOf(account.Script)}, account.Origins...), " ")
	policy := "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'self'; script-src 'self' " + amazon +
		"; form-action " + amazon + "; connect-src " + amazon + "; img-src 'self' " + amazon
	header.Set("Content-Security-Policy", "base-uri 'none'; frame-ancestors 'none'; object-src 'none'") // these need no host of Amazon's
	if account.Sandbox {
		header.Set("Content-Security-Policy", policy)
		return
	}
	header.Set("Content-Security-Policy-Report-Only", policy)
}

func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// bind ties a checkout to this browser by a first-party cookie, without which nothing that was chosen at Amazon is shown on return:
// who leaves unbound makes the way in vain. The cookie is set when Redis does not answer, too: its first binding may have been made.
func (s *Site) bind(c echo.Context, checkoutID string) error {
	secret, err := s.Sessions.Bind(c.Request().Context(), checkoutID, bindingOf(c, checkoutID))
	if !errors.Is(err, session.ErrTaken) {
		keepBinding(c, checkoutID, secret)
	}
	return err
}

// bound reports whether this browser left for Amazon with a checkout.
func (s *Site) bound(c echo.Context, checkoutID string) (bool, error) {
	return s.Sessions.Bound(c.Request().Context(), checkoutID, bindingOf(c, checkoutID))
}

func bindingOf(c echo.Context, checkoutID string) string {
	cookie, err := c.Cookie(bindCookie(checkoutID))
	if err != nil {
		return "" // there is none
	}
	return cookie.Value
}

func keepBinding(c echo.Context, checkoutID, secret string) {
	c.SetCookie(&http.Cookie{
		Name: bindCookie(checkoutID), Value: secret, Path: "/", MaxAge: int(session.BindingLife.Seconds()), Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

func bindCookie(checkoutID string) string { return "__Host-noren-" + checkoutID }
